//===- PatConvAttrs.h - Attributes of the patconv dialect -------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_PATCONVATTRS_H
#define PATCONV_DIALECT_IR_PATCONVATTRS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/TensorEncoding.h"

#include <optional>

#include "dialect/IR/PatConvEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialect/IR/PatConvAttrs.h.inc"

namespace mlir::patconv {
/// A pattern's positions are bits of a word. Kernels of more positions have the
/// full pattern alone.
inline constexpr int64_t kMaxPatternPositions = 64;
inline constexpr int64_t kMaxKernelPositions = 1024;

/// The mask of the full pattern of so many positions: all ones from
/// kMaxPatternPositions on.
inline uint64_t getFullMask(int64_t positions) {
  return positions < kMaxPatternPositions ? (uint64_t(1) << positions) - 1
                                          : ~uint64_t(0);
}

/// Rows and columns of a filter's kernels.
struct KernelSize {
  int64_t height, width;
};

/// The pooling at the end of a convolution: maxima over a window, or sums of
/// whole planes.
struct Pooled {
  std::optional<ArrayRef<int64_t>> window;
  bool isSum = false;

  explicit operator bool() const { return window || isSum; }
};

/// Whether vectors of `lanes` float32 lanes exist: 4, 8 or 16.
bool isVectorLength(int64_t lanes);
} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_PATCONVATTRS_H
