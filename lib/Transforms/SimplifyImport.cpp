//===- SimplifyImport.cpp - patconv-simplify-import -----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_SIMPLIFYIMPORTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether `type` is a tensor of something else than float32.
static bool isOtherTensor(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && !tensor.getElementType().isF32();
}

/// Whether the operand is made element by element and of another type than
/// float32, and its owner may compute it: booleans are cheap, others not for
/// several users.
static bool isOtherElementwise(OpOperand *operand) {
  auto producer = operand->get().getDefiningOp<linalg::GenericOp>();
  return producer && producer.getNumReductionLoops() == 0 &&
         isOtherTensor(operand->get().getType()) &&
         (operand->get().hasOneUse() ||
          getElementTypeOrSelf(operand->get()).isInteger(1));
}

namespace {
struct SimplifyImport : patconv::impl::SimplifyImportPassBase<SimplifyImport> {
  using SimplifyImportPassBase::SimplifyImportPassBase;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    for (Dialect *dialect : getContext().getLoadedDialects())
      dialect->getCanonicalizationPatterns(patterns);
    for (RegisteredOperationName op : getContext().getRegisteredOperations())
      op.getCanonicalizationPatterns(patterns, &getContext());
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    math::populateExpansionPatterns(patterns, {"fpowi"});
    // Where all is float32, element-wise operations are for the passes that
    // fuse them into convolutions.
    const int64_t before = countOthers();
    if (before > 0)
      linalg::populateElementwiseOpsFusionPatterns(patterns,
                                                   isOtherElementwise);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    numRemoved += std::max<int64_t>(before - countOthers(), 0);
  }

  /// Results that are tensors of other types than float32.
  int64_t countOthers() {
    int64_t count = 0;
    getOperation().walk([&](Operation *op) {
      count += llvm::count_if(op->getResultTypes(), isOtherTensor);
    });
    return count;
  }
};
} // namespace
