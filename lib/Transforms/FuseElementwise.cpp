//===- FuseElementwise.cpp - Fuse element-wise operations -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_FUSEELEMENTWISEPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

static bool isElementwise(Operation *op) {
  auto generic = dyn_cast_or_null<linalg::GenericOp>(op);
  return generic && generic.getNumReductionLoops() == 0;
}

/// Whether `operand` is what a `tensor.expand_shape` reads, between an
/// element-wise operation and another one that can fuse with it. What is read
/// again and again, as a number by plane is, would be computed as often.
static bool shouldExpand(OpOperand *operand) {
  auto reshape = dyn_cast<tensor::ExpandShapeOp>(operand->getOwner());
  Operation *producer = operand->get().getDefiningOp();
  if (!reshape || !reshape->hasOneUse() || !isElementwise(producer) ||
      !producer->hasOneUse())
    return false;
  OpOperand &use = *reshape->use_begin();
  return isElementwise(use.getOwner()) &&
         cast<linalg::GenericOp>(use.getOwner())
             .getMatchingIndexingMap(&use)
             .isPermutation();
}

/// Whether the producer of `operand` and its owner are both element-wise and
/// nobody else needs what lies between them. A reduction with an element-wise
/// operation inside would compute it once for each element that it reads, and
/// would no longer be recognised.
static bool shouldFuse(OpOperand *operand) {
  Operation *consumer = operand->getOwner();
  Operation *producer = operand->get().getDefiningOp();
  return isElementwise(consumer) && isElementwise(producer) &&
         producer->hasOneUse() &&
         cast<linalg::GenericOp>(consumer).getNumLoops() ==
             cast<linalg::GenericOp>(producer).getNumLoops();
}

namespace {
struct FuseElementwise
    : patconv::impl::FuseElementwisePassBase<FuseElementwise> {
  using FuseElementwisePassBase::FuseElementwisePassBase;

  void runOnOperation() override {
    int64_t before = 0, after = 0;
    getOperation().walk([&](linalg::GenericOp) { ++before; });
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseOpsFusionPatterns(patterns, shouldFuse);
    linalg::populateFoldReshapeOpsByExpansionPatterns(patterns, shouldExpand);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation().walk([&](linalg::GenericOp) { ++after; });
    numFused += before - after;
  }
};
} // namespace
