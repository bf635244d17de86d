//===- PatternCollection.h - Patterns read off weights ----------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_LINALGTOPATCONV_PATTERNCOLLECTION_H
#define PATCONV_LIB_CONVERSION_LINALGTOPATCONV_PATTERNCOLLECTION_H

#include "mlir/Support/LLVM.h"

#include <string>

namespace mlir::patconv {

/// The patterns of one layer and the pattern number of each of its kernels.
struct PatternCollection {
  /// Distinct masks, bit y * width + x for each kept position.
  SmallVector<uint64_t> patterns;
  /// For each kernel 0 (removed) or the number, from 1, of its pattern.
  SmallVector<int64_t> table;
  /// Why kernels with zeros got the full pattern; empty where none did, or so
  /// few that the zeros are accidental.
  std::string denseReason;
};

/// The mask of each kernel of `positions` consecutive weights: the positions
/// that are neither +0.0 nor -0.0; of large kernels all or none (see
/// `getNonZeros`).
SmallVector<uint64_t> readMasks(ArrayRef<float> weights, int64_t positions);

/// At most `maxPatterns` patterns that contain every non-zero mask: the
/// distinct masks that are not within another; beyond `maxPatterns`, the two
/// whose union adds the fewest zeros to their kernels become one, until few
/// enough are left. The order is by falling number of kernels, the lower mask
/// first among equals. Empty where there are more than `kMaxDistinctMasks`
/// masks to choose from.
SmallVector<uint64_t> coverMasks(ArrayRef<uint64_t> masks, int64_t maxPatterns);

/// What `coverMasks` takes: every set of masks of a 3x3 kernel is smaller.
inline constexpr size_t kMaxDistinctMasks = 512;

/// For each mask 0 where it is zero, else the lowest number, from 1, of a
/// pattern that contains it.
SmallVector<int64_t> classifyKernels(ArrayRef<uint64_t> masks,
                                     ArrayRef<uint64_t> patterns);

/// The predicted time of a layer in multiply-adds per output element, of which
/// `table` has one row of `channels` kernels for each filter. Each kernel and
/// each run of kernels with one pattern costs something beyond its entries.
double predictTime(ArrayRef<int64_t> table, int64_t channels,
                   ArrayRef<uint64_t> patterns);

/// The patterns of a layer whose kernels, `channels` for each filter, have
/// these masks. The full pattern alone where patterns are predicted to be no
/// faster; kernels without a non-zero weight are removed all the same.
PatternCollection collectPatterns(ArrayRef<uint64_t> masks, int64_t channels,
                                  int64_t positions, int64_t maxPatterns);

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_LINALGTOPATCONV_PATTERNCOLLECTION_H
