//===- FilterOrder.h - The order of filters and kernels ---------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_FILTERORDER_H
#define PATCONV_LIB_TRANSFORMS_FILTERORDER_H

#include "mlir/Support/LLVM.h"

namespace mlir::patconv {

/// The result of filter reorder.
struct FilterOrder {
  /// The filters in the order of computation.
  SmallVector<int64_t> order;
  /// The sizes of the groups of equal length, in that order.
  SmallVector<int64_t> groups;
};

/// The filters of a layer in the order in which neighbours have most in common.
/// `kernels` is the table of filters x channels pattern numbers, 0 where a
/// kernel is removed, none above `numPatterns`.
///
/// Filters are grouped by length, their number of kernels, lengths ascending.
/// A group starts at its lowest filter and goes on with the most similar of the
/// remaining ones, the lower one of equals. Similarity is the number of
/// positions at which two filters have one pattern number once the kernels of
/// each are sorted by pattern number. Where there is one pattern that is their
/// length for all: there similarity is the number of channels that both have
/// kept, whose loads they share when they are computed together.
FilterOrder computeFilterOrder(ArrayRef<int64_t> kernels, int64_t filters,
                               int64_t numPatterns);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_FILTERORDER_H
