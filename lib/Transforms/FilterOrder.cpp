//===- FilterOrder.cpp - The order of filters and kernels -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/FilterOrder.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <vector>

using namespace mlir;
using namespace mlir::patconv;

/// The filters of each length, lengths ascending, filters ascending.
static std::map<int64_t, SmallVector<int64_t>>
groupByLength(ArrayRef<int64_t> kernels, int64_t filters) {
  const int64_t channels = kernels.size() / filters;
  std::map<int64_t, SmallVector<int64_t>> groups;
  for (int64_t f = 0; f < filters; ++f) {
    ArrayRef<int64_t> row = kernels.slice(f * channels, channels);
    groups[channels - llvm::count(row, 0)].push_back(f);
  }
  return groups;
}

/// Appends `filters`, which have one length, to `order`, each the most similar
/// to the one before it.
static void chainBySimilarity(ArrayRef<int64_t> kernels, int64_t channels,
                              int64_t numPatterns, ArrayRef<int64_t> filters,
                              SmallVectorImpl<int64_t> &order) {
  const size_t size = filters.size();
  // Sorted by pattern number, a filter's kernels of pattern p are the positions
  // bounds[p - 1][i] .. bounds[p][i] - 1: two filters agree where these
  // intervals overlap. One row for each pattern keeps the inner loop over
  // filters contiguous.
  std::vector<std::vector<int32_t>> bounds(numPatterns + 1,
                                           std::vector<int32_t>(size, 0));
  for (size_t i = 0; i < size; ++i) {
    for (int64_t number : kernels.slice(filters[i] * channels, channels))
      if (number)
        ++bounds[number][i];
    for (int64_t p = 1; p <= numPatterns; ++p)
      bounds[p][i] += bounds[p - 1][i];
  }

  std::vector<int32_t> similarity(size);
  std::vector<char> taken(size, false);
  size_t current = 0;
  for (size_t step = 1;; ++step) {
    taken[current] = true;
    order.push_back(filters[current]);
    if (step == size)
      return;
    std::fill(similarity.begin(), similarity.end(), 0);
    for (int64_t p = 1; p <= numPatterns; ++p) {
      const int32_t *begins = bounds[p - 1].data(), *ends = bounds[p].data();
      const int32_t begin = begins[current], end = ends[current];
      if (begin == end)
        continue;
      for (size_t i = 0; i < size; ++i)
        similarity[i] +=
            std::max(0, std::min(ends[i], end) - std::max(begins[i], begin));
    }
    int32_t best = -1;
    for (size_t i = 0; i < size; ++i)
      if (!taken[i] && similarity[i] > best) {
        best = similarity[i];
        current = i;
      }
  }
}

FilterOrder patconv::computeFilterOrder(ArrayRef<int64_t> kernels,
                                        int64_t filters, int64_t numPatterns) {
  const int64_t channels = kernels.size() / filters;
  FilterOrder result;
  for (auto &[length, group] : groupByLength(kernels, filters)) {
    chainBySimilarity(kernels, channels, numPatterns, group, result.order);
    result.groups.push_back(group.size());
  }
  return result;
}
