//===- FilterOrder.cpp - The order of filters and kernels -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/FilterOrder.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

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

namespace {
/// How much two filters of one length have in common.
class Similarity {
public:
  virtual ~Similarity() = default;
  /// Adds to `sums[i]` what filter i has in common with filter `current`.
  virtual void add(size_t current, MutableArrayRef<int32_t> sums) const = 0;
};

/// The positions at which two filters have one pattern number.
class CommonPatterns : public Similarity {
public:
  CommonPatterns(ArrayRef<int64_t> kernels, int64_t channels,
                 int64_t numPatterns, ArrayRef<int64_t> filters)
      // Sorted by pattern number, a filter's kernels of pattern p are the
      // positions bounds[p - 1][i] .. bounds[p][i] - 1: two filters agree where
      // these intervals overlap. One row for each pattern keeps the inner loop
      // over filters contiguous.
      : bounds(numPatterns + 1, std::vector<int32_t>(filters.size(), 0)) {
    for (auto [i, filter] : llvm::enumerate(filters)) {
      for (int64_t number : kernels.slice(filter * channels, channels))
        if (number)
          ++bounds[number][i];
      for (int64_t p = 1; p <= numPatterns; ++p)
        bounds[p][i] += bounds[p - 1][i];
    }
  }

  void add(size_t current, MutableArrayRef<int32_t> sums) const override {
    for (size_t p = 1; p < bounds.size(); ++p) {
      const int32_t *begins = bounds[p - 1].data(), *ends = bounds[p].data();
      const int32_t begin = begins[current], end = ends[current];
      if (begin == end)
        continue;
      for (size_t i = 0; i < sums.size(); ++i)
        sums[i] +=
            std::max(0, std::min(ends[i], end) - std::max(begins[i], begin));
    }
  }

private:
  std::vector<std::vector<int32_t>> bounds;
};

/// The channels that two filters have kept.
class CommonChannels : public Similarity {
public:
  CommonChannels(ArrayRef<int64_t> kernels, int64_t channels,
                 ArrayRef<int64_t> filters)
      : words(llvm::divideCeil(channels, 64)), kept(filters.size() * words, 0) {
    for (auto [i, filter] : llvm::enumerate(filters))
      for (int64_t c = 0; c < channels; ++c)
        if (kernels[filter * channels + c])
          kept[i * words + c / 64] |= uint64_t(1) << (c % 64);
  }

  void add(size_t current, MutableArrayRef<int32_t> sums) const override {
    for (size_t i = 0; i < sums.size(); ++i)
      for (size_t w = 0; w < words; ++w)
        sums[i] +=
            llvm::popcount(kept[i * words + w] & kept[current * words + w]);
  }

private:
  const size_t words;
  std::vector<uint64_t> kept;
};
} // namespace

/// Appends `filters`, which have one length, to `order`, each the most similar
/// to the one before it.
static void chainBySimilarity(const Similarity &similarity,
                              ArrayRef<int64_t> filters,
                              SmallVectorImpl<int64_t> &order) {
  const size_t size = filters.size();
  std::vector<int32_t> sums(size);
  std::vector<char> taken(size, false);
  size_t current = 0;
  for (size_t step = 1;; ++step) {
    taken[current] = true;
    order.push_back(filters[current]);
    if (step == size)
      return;
    std::fill(sums.begin(), sums.end(), 0);
    similarity.add(current, sums);
    int32_t best = -1;
    for (size_t i = 0; i < size; ++i)
      if (!taken[i] && sums[i] > best) {
        best = sums[i];
        current = i;
      }
  }
}

FilterOrder patconv::computeFilterOrder(ArrayRef<int64_t> kernels,
                                        int64_t filters, int64_t numPatterns) {
  const int64_t channels = kernels.size() / filters;
  FilterOrder result;
  for (auto &[length, group] : groupByLength(kernels, filters)) {
    if (numPatterns == 1)
      chainBySimilarity(CommonChannels(kernels, channels, group), group,
                        result.order);
    else
      chainBySimilarity(CommonPatterns(kernels, channels, numPatterns, group),
                        group, result.order);
    result.groups.push_back(group.size());
  }
  return result;
}
