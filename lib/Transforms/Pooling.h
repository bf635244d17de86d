//===- Pooling.h - Maxima and sums over windows of tensors ------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_POOLING_H
#define PATCONV_LIB_TRANSFORMS_POOLING_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <optional>

namespace mlir::patconv {

/// A maximum pooling with the padding before it.
struct Pooling {
  Value input;
  SmallVector<int64_t> kernel, strides;
  int64_t padding = 0;
};

/// Reads a pooling, and the padding with -inf before it. Such padding may be of
/// zeros in the lane-tiled layout: nothing, where the input may be negative.
std::optional<Pooling> matchPooling(linalg::PoolingNchwMaxOp op);

/// What `op` adds up plane by plane, N x C x H x W to N x C x 1 x 1 or to N x
/// C; null where it does anything else.
Value matchPlaneSum(Operation *op);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_POOLING_H
