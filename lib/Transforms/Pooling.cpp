//===- Pooling.cpp - Maxima and sums over windows of tensors --------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Pooling.h"

#include "lib/Transforms/Elementwise.h"

#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::patconv;

/// Whether `value` is known to be 0 or more, so that a padding of zeros changes
/// no maximum.
static bool isNonNegative(Value value) {
  auto conv = value.getDefiningOp<Conv2DOp>();
  // A body may make anything of what the activation leaves.
  if (!conv || !conv.getEpilogue().empty())
    return false;
  std::optional<float> lower = conv.getActivation().getLowerBound();
  return lower && *lower >= 0;
}

/// Whether the one result of `op` starts from zeros.
static bool startsFromZero(linalg::LinalgOp op) {
  auto fill = op.getDpsInits()[0].getDefiningOp<linalg::FillOp>();
  return fill && matchPattern(fill.getInputs()[0], m_AnyZeroFloat());
}

/// Whether `op` adds up its one input over rows and columns.
static bool addsPlanes(linalg::GenericOp op) {
  if (op.getNumDpsInputs() != 1 || op.getNumDpsInits() != 1 ||
      op.getNumLoops() != 4)
    return false;
  using Iterator = utils::IteratorType;
  if (op.getIteratorTypesArray() !=
      SmallVector<Iterator>{Iterator::parallel, Iterator::parallel,
                            Iterator::reduction, Iterator::reduction})
    return false;
  const AffineMap output = op.getIndexingMapsArray()[1];
  if (!op.getIndexingMapsArray()[0].isIdentity() ||
      (!isNumberByPlane(op.getDpsInits()[0], output) &&
       output != AffineMap::getMultiDimIdentityMap(4, op.getContext())
                     .getMajorSubMap(2)))
    return false;
  Block &body = *op.getBlock();
  auto add = dyn_cast<arith::AddFOp>(body.front());
  return add && add.getResult() == body.getTerminator()->getOperand(0) &&
         llvm::is_contained(add->getOperands(), body.getArgument(0)) &&
         llvm::is_contained(add->getOperands(), body.getArgument(1));
}

Value patconv::matchPlaneSum(Operation *op) {
  auto sum = dyn_cast<linalg::LinalgOp>(op);
  if (!sum || !sum.hasPureTensorSemantics() ||
      !getElementTypeOrSelf(op->getResult(0)).isF32())
    return nullptr;
  auto generic = dyn_cast<linalg::GenericOp>(op);
  auto pool = dyn_cast<linalg::PoolingNchwSumOp>(op);
  if (pool) {
    // A window as large as the plane has one place.
    ArrayRef<int64_t> window =
        cast<ShapedType>(pool.getDpsInputs()[1].getType()).getShape();
    auto input = cast<ShapedType>(pool.getDpsInputs()[0].getType());
    if (input.getShape().take_back(2) != window ||
        !llvm::all_of(pool.getDilations().getValues<int64_t>(),
                      [](int64_t d) { return d == 1; }))
      return nullptr;
  } else if (!generic || !addsPlanes(generic)) {
    return nullptr;
  }
  return startsFromZero(sum) ? sum.getDpsInputs()[0] : nullptr;
}

std::optional<Pooling> patconv::matchPooling(linalg::PoolingNchwMaxOp op) {
  if (!op.hasPureTensorSemantics() ||
      !llvm::all_of(op.getDilations().getValues<int64_t>(),
                    [](int64_t d) { return d == 1; }))
    return std::nullopt;
  // What is pooled starts from -inf.
  auto fill = op.getDpsInits()[0].getDefiningOp<linalg::FillOp>();
  if (!fill || !matchPattern(fill.getInputs()[0], m_NegInfFloat()))
    return std::nullopt;
  Pooling pooling;
  pooling.input = op.getDpsInputs()[0];
  pooling.kernel = llvm::to_vector(
      cast<ShapedType>(op.getDpsInputs()[1].getType()).getShape());
  pooling.strides = llvm::to_vector(op.getStrides().getValues<int64_t>());
  if (auto pad = pooling.input.getDefiningOp<tensor::PadOp>()) {
    Value padding = pad.getConstantPaddingValue();
    ArrayRef<int64_t> low = pad.getStaticLow(), high = pad.getStaticHigh();
    if (!padding || !matchPattern(padding, m_NegInfFloat()) ||
        !llvm::equal(low, high) || low.size() != 4 || low[0] != 0 ||
        low[1] != 0 || low[2] != low[3] || ShapedType::isDynamic(low[2]) ||
        !isNonNegative(pad.getSource()))
      return std::nullopt;
    pooling.padding = low[2];
    pooling.input = pad.getSource();
  }
  return pooling;
}
