//===- FuseElementwise.cpp - Fuse element-wise operations -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_FUSEELEMENTWISEPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether the producer of `operand` and its owner are both element-wise and
/// nobody else needs what lies between them. A reduction with an element-wise
/// operation inside would compute it once for each element that it reads, and
/// would no longer be recognised.
static bool shouldFuse(OpOperand *operand) {
  auto consumer = dyn_cast<linalg::GenericOp>(operand->getOwner());
  auto producer = operand->get().getDefiningOp<linalg::GenericOp>();
  return consumer && producer && producer->hasOneUse() &&
         consumer.getNumReductionLoops() == 0 &&
         producer.getNumReductionLoops() == 0 &&
         consumer.getNumLoops() == producer.getNumLoops();
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
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation().walk([&](linalg::GenericOp) { ++after; });
    numFused += before - after;
  }
};
} // namespace
