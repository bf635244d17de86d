//===- ApproximateMath.cpp - patconv-approximate-math ---------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/StringSet.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_APPROXIMATEMATHPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Functions whose upstream approximation is exact to a few units in the last
/// place over all float32. Those of sines and cosines are not, for large
/// arguments.
static bool isApproximated(StringRef name) {
  static const llvm::StringSet<> names = {
      math::ErfOp::getOperationName(),   math::ExpOp::getOperationName(),
      math::ExpM1Op::getOperationName(), math::LogOp::getOperationName(),
      math::Log1pOp::getOperationName(), math::Log2Op::getOperationName(),
      math::TanhOp::getOperationName()};
  return names.contains(name);
}

static int64_t countFunctions(Operation *root) {
  int64_t count = 0;
  root->walk([&](Operation *op) {
    count += isApproximated(op->getName().getStringRef());
  });
  return count;
}

namespace {
struct ApproximateMath
    : patconv::impl::ApproximateMathPassBase<ApproximateMath> {
  using ApproximateMathPassBase::ApproximateMathPassBase;

  void runOnOperation() override {
    const int64_t before = countFunctions(getOperation());
    RewritePatternSet patterns(&getContext());
    populateMathPolynomialApproximationPatterns(patterns, isApproximated);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    numApproximated += before - countFunctions(getOperation());
  }
};
} // namespace
