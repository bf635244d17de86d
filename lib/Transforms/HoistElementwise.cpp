//===- HoistElementwise.cpp - patconv-hoist-elementwise -------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/DeadOps.h"
#include "lib/Transforms/Elementwise.h"
#include "lib/Transforms/Passes.h"
#include "lib/Transforms/Upsampling.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_HOISTELEMENTWISEPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether `map` reads one number of an image, whatever the channel, row and
/// column.
static bool readsOneNumber(AffineMap map) {
  return llvm::all_of(map.getResults(), [](AffineExpr result) {
    return isa<AffineConstantExpr>(result) ||
           result == getAffineDimExpr(0, result.getContext());
  });
}

/// The image of `op` that is upsampled for it alone, if `op` computes the same
/// of every element of that, whatever its place; null where it does not.
static OpOperand *getUpsampledImage(linalg::GenericOp op) {
  if (!mapsElements(op))
    return nullptr;
  OpOperand *image = nullptr;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    auto last = operand->get().getDefiningOp<tensor::CollapseShapeOp>();
    if (!image && last && last->hasOneUse() && last.getSrc().hasOneUse() &&
        isElementwiseOn(op, *operand) && matchUpsampling(last))
      image = operand;
    else if (!readsOneNumber(op.getMatchingIndexingMap(operand)))
      return nullptr;
  }
  return image;
}

/// Puts `op` between `image`, which is upsampled, and its input.
static void hoist(RewriterBase &rewriter, linalg::GenericOp op,
                  OpOperand &image) {
  auto last = image.get().getDefiningOp<tensor::CollapseShapeOp>();
  SmallVector<Operation *> steps{last, last.getSrc().getDefiningOp()};
  Value input = matchUpsampling(last)->input;
  if (steps.back()->getOperand(0) != input)
    steps.push_back(steps.back()->getOperand(0).getDefiningOp());
  rewriter.setInsertionPoint(op);
  auto type = cast<RankedTensorType>(input.getType());
  Value init = tensor::EmptyOp::create(rewriter, op.getLoc(), type.getShape(),
                                       type.getElementType());
  Operation *before = rewriter.clone(*op);
  // Other operands may be the same values.
  before->setOperand(image.getOperandNumber(), input);
  before->setOperand(op.getDpsInitOperand(0)->getOperandNumber(), init);
  before->getResult(0).setType(type);
  IRMapping mapping;
  mapping.map(input, before->getResult(0));
  Operation *step = nullptr;
  for (Operation *old : llvm::reverse(steps))
    step = rewriter.clone(*old, mapping);
  rewriter.replaceOp(op, step->getResults());
}

namespace {
struct HoistElementwise
    : patconv::impl::HoistElementwisePassBase<HoistElementwise> {
  using HoistElementwisePassBase::HoistElementwisePassBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    // In order: what is hoisted leaves its upsampling to the next.
    SmallVector<linalg::GenericOp> ops;
    getOperation().walk([&](linalg::GenericOp op) { ops.push_back(op); });
    for (linalg::GenericOp op : ops)
      if (OpOperand *image = getUpsampledImage(op)) {
        hoist(rewriter, op, *image);
        ++numHoisted;
      }
    eraseDeadOps(getOperation());
  }
};
} // namespace
