//===- FilterPasses.cpp - Filters that are computed together --------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/FilterPasses.h"

#include "llvm/ADT/Sequence.h"

#include <map>

using namespace mlir;
using namespace mlir::patconv;

std::optional<FilterPasses> patconv::joinFilters(PatternSetAttr patterns,
                                                 ArrayRef<int64_t> kernels,
                                                 int64_t filters,
                                                 ArrayRef<int64_t> order,
                                                 int64_t filtersPerPass) {
  const int64_t channels = kernels.size() / filters;
  const int64_t positions = patterns.getHeight() * patterns.getWidth();
  FilterPasses result;
  if (order.empty())
    llvm::append_range(result.order, llvm::seq<int64_t>(0, filters));
  else
    result.order.assign(order.begin(), order.end());

  if (filtersPerPass == 1) {
    result.patterns = patterns;
    for (int64_t filter : result.order)
      llvm::append_range(result.kernels,
                         kernels.slice(filter * channels, channels));
    return result;
  }
  if (filtersPerPass * positions > kMaxPatternPositions)
    return std::nullopt;

  // The mask of a kernel of a pass holds those of its filters, the first one in
  // the lowest bits: they are its rows from the top.
  std::map<uint64_t, int64_t> numbers;
  SmallVector<uint64_t> masks;
  for (int64_t first = 0; first < filters; first += filtersPerPass) {
    for (int64_t c = 0; c < channels; ++c) {
      uint64_t mask = 0;
      for (int64_t i = 0; i < filtersPerPass; ++i)
        if (int64_t number = kernels[result.order[first + i] * channels + c])
          mask |= patterns.getPatterns()[number - 1].getMask()
                  << (i * positions);
      masks.push_back(mask);
      if (mask)
        numbers.try_emplace(mask, 0);
    }
  }
  SmallVector<PatternAttr> joined;
  for (auto &[mask, number] : numbers) {
    joined.push_back(PatternAttr::get(patterns.getContext(),
                                      filtersPerPass * patterns.getHeight(),
                                      patterns.getWidth(), mask));
    number = joined.size();
  }
  // A set cannot be empty, but a layer may have lost every kernel.
  if (joined.empty())
    joined.push_back(PatternAttr::get(patterns.getContext(),
                                      filtersPerPass * patterns.getHeight(),
                                      patterns.getWidth(), /*mask=*/1));
  result.patterns = PatternSetAttr::get(patterns.getContext(), joined);
  for (uint64_t mask : masks)
    result.kernels.push_back(mask ? numbers[mask] : 0);
  return result;
}
