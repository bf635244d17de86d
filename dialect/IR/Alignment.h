//===- Alignment.h - The alignment of arrays --------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_ALIGNMENT_H
#define PATCONV_DIALECT_IR_ALIGNMENT_H

#include <cstdint>

namespace mlir::patconv {

/// A line of the caches.
inline constexpr int64_t kCacheLineBytes = 64;

/// Weights, buffers and scratch memory start at multiples of this many bytes:
/// a cache line, and the longest vector.
inline constexpr int64_t kAlignment = kCacheLineBytes;

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_ALIGNMENT_H
