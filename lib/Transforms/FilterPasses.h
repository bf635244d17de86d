//===- FilterPasses.h - Filters that are computed together ------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_FILTERPASSES_H
#define PATCONV_LIB_TRANSFORMS_FILTERPASSES_H

#include "dialect/IR/PatConvOps.h"

namespace mlir::patconv {

/// The kernels of a layer whose filters are taken `filtersPerPass` at a time.
struct FilterPasses {
  /// The filters in the order of computation; a pass are neighbours.
  SmallVector<int64_t> order;
  /// Kernels of a pass: those of its filters for one channel, below each other.
  /// Only those that occur, so that there is code for no others.
  PatternSetAttr patterns;
  /// passes x channels of a group: 0 where all filters of the pass have removed
  /// the channel, else the number (from 1) of the pattern.
  SmallVector<int64_t> kernels;
};

/// Joins the filters of the table `kernels`, filters x channels of a group with
/// numbers of `patterns`. `order` is a permutation of the filters; empty: as
/// they are. With one filter a pass, the patterns stay as they are. Nothing
/// where a kernel of a pass has more positions than a pattern may.
std::optional<FilterPasses>
joinFilters(PatternSetAttr patterns, ArrayRef<int64_t> kernels, int64_t filters,
            ArrayRef<int64_t> order, int64_t filtersPerPass);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_FILTERPASSES_H
