//===- DecomposeConcat.cpp - patconv-decompose-concat ---------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_DECOMPOSECONCATPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
struct DecomposeConcat
    : patconv::impl::DecomposeConcatPassBase<DecomposeConcat> {
  using DecomposeConcatPassBase::DecomposeConcatPassBase;

  void runOnOperation() override {
    const int64_t before = countConcats();
    RewritePatternSet patterns(&getContext());
    tensor::populateDecomposeTensorConcatPatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    numDecomposed += before - countConcats();
  }

  int64_t countConcats() {
    int64_t count = 0;
    getOperation().walk([&](tensor::ConcatOp) { ++count; });
    return count;
  }
};
} // namespace
