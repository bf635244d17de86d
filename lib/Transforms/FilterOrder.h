//===- FilterOrder.h - The order of filters and kernels ---------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_FILTERORDER_H
#define PATCONV_LIB_TRANSFORMS_FILTERORDER_H

#include "dialect/IR/PatConvOps.h"

namespace mlir::patconv {

/// The result of filter reorder.
struct FilterOrder {
  /// The filters in the order of computation.
  SmallVector<int64_t> order;
  /// The sizes of its groups, in that order.
  SmallVector<int64_t> groups;
};

/// Whether filters of `conv` may go through a tile together.
bool mayGoTogether(Conv2DOp conv);

/// The filters of a layer in the order in which neighbours have most in common.
/// `kernels` is the table of filters x channels pattern numbers, 0 where a
/// kernel is removed, none above `numPatterns`.
///
/// Filters are grouped by length, their number of kernels, lengths ascending.
/// A group starts at its lowest filter and goes on with the most similar of the
/// remaining ones, the lower one of equals. Similarity is the number of
/// positions at which two filters have one pattern number once the kernels of
/// each are sorted by pattern number.
///
/// Filters that may `goTogether` are paired, those first that have kept most
/// channels in common, whatever their lengths, and the pairs in the same way: a
/// group has four filters, the last ones fewer.
///
/// Each of `threads` threads has about as many filters, side by side in the
/// layer, and an order of its own, one after the other: most of what it wrote
/// of one layer it reads in the next one, where that goes channel by channel.
FilterOrder computeFilterOrder(ArrayRef<int64_t> kernels, int64_t filters,
                               int64_t numPatterns, bool goTogether,
                               int64_t threads);

/// The filters of `order` grouped by length inside each of the ranges that
/// `bounds` cuts it into, from 0 to all of them: those of equal length stay in
/// their order.
FilterOrder regroupByLength(ArrayRef<int64_t> kernels, ArrayRef<int64_t> order,
                            ArrayRef<int64_t> bounds);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_FILTERORDER_H
