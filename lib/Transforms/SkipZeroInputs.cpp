//===- SkipZeroInputs.cpp - patconv-skip-zero-inputs ----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/AttributeNames.h"
#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvOps.h"
#include "lib/Transforms/LinearLayer.h"
#include "lib/Transforms/ScheduleCostModel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

#include <cmath>

namespace mlir::patconv {
#define GEN_PASS_DEF_SKIPZEROINPUTSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Outputs below which a row of weights is too few lines of memory to skip.
static constexpr int64_t kMinOutputs = 128;

//===----------------------------------------------------------------------===//
// Where zeros come from
//===----------------------------------------------------------------------===//

/// The operands of `op` whose zeros its result has.
static OperandRange getZerosOperands(Operation *op) {
  OperandRange operands = op->getOperands();
  if (isa<arith::MinimumFOp, arith::MulFOp>(op))
    return operands;
  if (isa<arith::SelectOp>(op))
    return operands.drop_front();
  return operands.take_front(isa<arith::DivFOp>(op) ? 1 : 0);
}

/// Whether the scalar `result` of a body is 0 for many a number that goes in:
/// it is the larger one of 0 and another, or chosen between them, or made of
/// such a number, as in hard swish.
static bool makesZeros(Value result) {
  auto isZero = [](Value value) {
    return matchPattern(value, m_AnyZeroFloat());
  };
  SmallVector<Value> open{result};
  DenseSet<Value> seen;
  while (!open.empty()) {
    Operation *op = open.pop_back_val().getDefiningOp();
    if (!op || op->getBlock() != result.getParentBlock())
      continue;
    if (isa<arith::MaximumFOp, arith::SelectOp>(op) &&
        llvm::any_of(op->getOperands(), isZero))
      return true;
    for (Value operand : getZerosOperands(op))
      if (seen.insert(operand).second)
        open.push_back(operand);
  }
  return false;
}

/// The tensor whose zeros `value` has, if it is made of one: of other shape or
/// layout, the maxima of its windows or blocks of its points.
static Value getZerosSource(Value value) {
  Operation *op = value.getDefiningOp();
  if (isa_and_present<tensor::CollapseShapeOp, tensor::ExpandShapeOp,
                      ConvertLayoutOp, MaxPool2DOp, Upsample2DOp,
                      linalg::PoolingNchwMaxOp>(op))
    return op->getOperand(0);
  return nullptr;
}

/// Whether many elements of `value` may be 0.
static bool hasZeros(Value value) {
  while (Value source = getZerosSource(value))
    value = source;
  if (auto conv = value.getDefiningOp<FkwConv2DOp>()) {
    if (!conv.getEpilogue().empty())
      return makesZeros(
          conv.getEpilogue().front().getTerminator()->getOperand(0));
    return conv.getActivation().getLowerBound() == 0.0f;
  }
  auto generic = value.getDefiningOp<linalg::GenericOp>();
  return generic && linalg::isElementwise(generic) &&
         makesZeros(generic.getBlock()->getTerminator()->getOperand(
             cast<OpResult>(value).getResultNumber()));
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

/// Whether any of `weights` is infinite or NaN: its product with 0 is no 0.
static bool haveNonFinite(Value weights) {
  SmallVector<float> storage;
  std::optional<ArrayRef<float>> values =
      getFloats(getConstant(weights), storage);
  return values && !llvm::all_of(*values, [](float value) {
           return std::isfinite(value);
         });
}

/// Reads a layer that gains from zeros off `matmul`; fails with the reason.
static FailureOr<LinearLayer>
matchSkipping(linalg::MatmulOp matmul, int64_t minBytes, std::string &reason) {
  FailureOr<LinearLayer> linear = matchLinearLayer(matmul, reason);
  if (failed(linear))
    return failure();
  if (linear->rows != 1) {
    reason = "expected one row, but got " + std::to_string(linear->rows);
    return failure();
  }
  if (linear->outputs < kMinOutputs) {
    reason = "expected " + std::to_string(kMinOutputs) +
             " outputs or more, but got " + std::to_string(linear->outputs);
    return failure();
  }
  if (linear->features == 0) {
    reason = "expected one input or more";
    return failure();
  }
  const int64_t bytes =
      linear->features * linear->outputs * int64_t(sizeof(float));
  if (bytes < minBytes) {
    reason = "expected " + std::to_string(minBytes) +
             " bytes of weights or more, but got " + std::to_string(bytes);
    return failure();
  }
  if (!matchPattern(linear->initial, m_AnyZeroFloat())) {
    reason = "expected sums that start from 0";
    return failure();
  }
  if (!hasZeros(matmul.getInputs()[0])) {
    reason = "expected an input that comes from an activation which makes "
             "zeros";
    return failure();
  }
  if (haveNonFinite(matmul.getInputs()[1])) {
    reason = "expected weights that are finite";
    return failure();
  }
  return linear;
}

/// Puts `patconv.sparse_vecmat` in the place of `matmul`. All weights are one
/// panel: a row for each input.
static void rewriteAsVecmat(RewriterBase &rewriter, linalg::MatmulOp matmul,
                            ElementsAttr panel, int64_t lanes) {
  Location loc = matmul.getLoc();
  rewriter.setInsertionPoint(matmul);
  Value weights =
      arith::ConstantOp::create(rewriter, loc, cast<TypedAttr>(panel));
  const ReassociationIndices reassociation[] = {{0, 1}, {2}};
  Value rows =
      tensor::CollapseShapeOp::create(rewriter, loc, weights, reassociation);
  auto type = cast<RankedTensorType>(matmul.getResult(0).getType());
  Value init = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                       type.getElementType());
  auto vecmat = SparseVecmatOp::create(
      rewriter, loc, TypeRange{type}, matmul.getInputs()[0], rows, init, lanes);
  if (Attribute layer = matmul->getAttr(kLayerAttr))
    vecmat->setAttr(kLayerAttr, layer);
  rewriter.replaceOp(matmul, vecmat.getResults());
}

namespace {
struct SkipZeroInputs : patconv::impl::SkipZeroInputsPassBase<SkipZeroInputs> {
  using SkipZeroInputsPassBase::SkipZeroInputsPassBase;

  void runOnOperation() override {
    if (failed(verifyTarget(getOperation(), ScheduleTarget{lanes})))
      return signalPassFailure();
    SmallVector<linalg::MatmulOp> matmuls;
    getOperation().walk([&](linalg::MatmulOp op) { matmuls.push_back(op); });
    IRRewriter rewriter(&getContext());
    PanelCache cache;
    for (linalg::MatmulOp matmul : matmuls) {
      std::string reason;
      FailureOr<LinearLayer> linear = matchSkipping(matmul, minBytes, reason);
      if (failed(linear)) {
        matmul.emitRemark("reads all weights: ") << reason;
        ++numLeft;
        continue;
      }
      ElementsAttr panel = cache.get(matmul, *linear, linear->outputs);
      if (!panel)
        return signalPassFailure();
      rewriteAsVecmat(rewriter, matmul, panel, lanes);
      ++numSkipping;
    }
  }
};
} // namespace
