//===- Upsampling.cpp - Points that become blocks of points ---------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Upsampling.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace mlir::patconv;

/// Whether `op` copies its one input as it is.
static bool isCopy(linalg::LinalgOp op) {
  if (!op.hasPureTensorSemantics() || op.getNumDpsInputs() != 1 ||
      op.getNumDpsInits() != 1 || op.getNumParallelLoops() != op.getNumLoops())
    return false;
  Operation *yield = op.getBlock()->getTerminator();
  return yield->getOperand(0) == op.getBlock()->getArgument(0);
}

std::optional<Upsampling> patconv::matchUpsampling(tensor::CollapseShapeOp op) {
  // Images, channels, rows, rows of a block, columns, columns of a block.
  const SmallVector<ReassociationIndices> blocks{{0}, {1}, {2, 3}, {4, 5}};
  if (op.getReassociationIndices() != blocks ||
      !op.getSrcType().hasStaticShape())
    return std::nullopt;
  auto copy = op.getSrc().getDefiningOp<linalg::LinalgOp>();
  if (!copy || !isCopy(copy))
    return std::nullopt;
  const AffineMap to = copy.getMatchingIndexingMap(copy.getDpsInitOperand(0));
  if (!to.isPermutation())
    return std::nullopt;
  const AffineMap from = copy.getMatchingIndexingMap(copy.getDpsInputOperand(0))
                             .compose(inversePermutation(to));
  auto reads = [&](ArrayRef<unsigned> dims) {
    return from ==
           AffineMap::getMultiDimMapWithTargets(6, dims, op.getContext());
  };
  ArrayRef<int64_t> shape = op.getSrcType().getShape();
  Value input = copy.getDpsInputs()[0];
  const SmallVector<int64_t> scales{shape[3], shape[5]};
  if (scales[0] * scales[1] == 1)
    return std::nullopt;
  if (reads({0, 1, 2, 4}))
    return Upsampling{input, scales};
  auto expand = input.getDefiningOp<tensor::ExpandShapeOp>();
  const SmallVector<ReassociationIndices> channels{{0}, {1, 2, 3}, {4}, {5}};
  if (expand && expand.getReassociationIndices() == channels &&
      reads({0, 1, 3, 5, 2, 4}))
    return Upsampling{expand.getSrc(), scales};
  return std::nullopt;
}

tensor::CollapseShapeOp patconv::getUpsampling(OpOperand &use) {
  Operation *op = use.getOwner();
  while (isa<tensor::ExpandShapeOp, linalg::LinalgOp>(op) && op->hasOneUse())
    op = *op->user_begin();
  auto last = dyn_cast<tensor::CollapseShapeOp>(op);
  std::optional<Upsampling> upsampling;
  if (last)
    upsampling = matchUpsampling(last);
  return upsampling && upsampling->input == use.get()
             ? last
             : tensor::CollapseShapeOp();
}
