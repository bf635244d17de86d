//===- VerifyWeights.cpp - Weights are zero outside their patterns --------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvOps.h"

#include "llvm/ADT/bit.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_VERIFYWEIGHTSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

static InFlightDiagnostic report(Conv2DOp op, StringRef expected) {
  InFlightDiagnostic error = op.emitOpError("expected ") << expected;
  if (std::optional<StringRef> layer = op.getLayer())
    error << " of layer '" << *layer << "'";
  return error;
}

/// Checks one layer; the error names its first weight that should be zero.
static LogicalResult verifyWeights(Conv2DOp op) {
  SmallVector<float> storage;
  std::optional<ArrayRef<float>> weights =
      getFloats(getConstant(op.getWeights()), storage);
  if (!weights)
    return report(op, "the weights")
           << " to be a constant with data, but got " << op.getWeights();
  std::optional<SmallVector<int64_t>> table = op.getKernelTable();
  if (!table)
    return report(op, "the kernel table")
           << " to hold data, but got none; run patconv-bind-weights first";
  PatternSetAttr patterns = op.getPatterns();
  int64_t width = patterns.getWidth();
  int64_t size = patterns.getHeight() * width;
  int64_t channels = op.getChannelsPerGroup();
  for (auto [i, number] : llvm::enumerate(*table)) {
    ArrayRef<float> kernel = weights->slice(i * size, size);
    uint64_t allowed =
        number == 0 ? 0 : patterns.getPatterns()[number - 1].getMask();
    uint64_t outside = getNonZeros(kernel) & ~allowed;
    if (outside == 0)
      continue;
    // Bits of a large kernel are no positions.
    const bool isLarge = size > kMaxPatternPositions;
    const int64_t position =
        isLarge ? llvm::find_if(kernel, [](float v) { return v != 0.0f; }) -
                      kernel.begin()
                : llvm::countr_zero(outside);
    InFlightDiagnostic error = report(op, "the weight");
    error << ", filter " << int64_t(i) / channels << ", channel "
          << int64_t(i) % channels << ", position (" << position / width << ", "
          << position % width << ") to be 0, as ";
    if (number == 0)
      error << "its kernel is removed";
    else
      error << "it lies outside pattern " << number << ", "
            << patterns.getPatterns()[number - 1];
    return error << ", but got " << kernel[position];
  }
  return success();
}

namespace {
struct VerifyWeights : patconv::impl::VerifyWeightsPassBase<VerifyWeights> {
  using VerifyWeightsPassBase::VerifyWeightsPassBase;

  void runOnOperation() override {
    getOperation().walk([&](Conv2DOp op) {
      if (failed(verifyWeights(op)))
        signalPassFailure();
      else
        ++numVerified;
    });
    markAllAnalysesPreserved();
  }
};
} // namespace
