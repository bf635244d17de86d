//===- Fkw.cpp - Filter-kernel-weight storage -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Fkw.h"

#include "lib/Transforms/FilterPasses.h"

using namespace mlir;
using namespace mlir::patconv;

Fkw patconv::buildFkw(const PrunedWeights &weights,
                      ArrayRef<int64_t> filterOrder, int64_t channelBlock,
                      int64_t filtersPerPass) {
  assert(channelBlock >= 1 && "expected a channel block");
  assert((filtersPerPass == 1 || weights.groups == 1) &&
         "expected passes inside one group");
  const int64_t perGroup = weights.channels / weights.groups;
  const int64_t filtersPerGroup = weights.filters / weights.groups;
  const int64_t height = weights.patterns.getHeight();
  const int64_t width = weights.patterns.getWidth();
  std::optional<FilterPasses> passes =
      joinFilters(weights.patterns, weights.kernels, weights.filters,
                  filterOrder, filtersPerPass);
  assert(passes && "expected kernels that a pattern can hold");

  Fkw fkw;
  fkw.patterns = passes->patterns;
  fkw.reorder = passes->order;
  for (int64_t c = 0; c < weights.channels; c += channelBlock)
    fkw.channelBlocks.push_back(c);
  fkw.channelBlocks.push_back(weights.channels);
  SmallVector<SmallVector<std::pair<int64_t, int64_t>>> entries;
  for (PatternAttr pattern : fkw.patterns.getPatterns())
    entries.push_back(pattern.getEntries());

  // The kernels of one pass in one block, for each pattern.
  SmallVector<SmallVector<int64_t>> runs(fkw.patterns.size());
  const int64_t numPasses = weights.filters / filtersPerPass;
  for (size_t b = 0; b + 1 < fkw.channelBlocks.size(); ++b) {
    const int64_t begin = fkw.channelBlocks[b], end = fkw.channelBlocks[b + 1];
    for (int64_t pass = 0; pass < numPasses; ++pass) {
      ArrayRef<int64_t> filters =
          ArrayRef(fkw.reorder).slice(pass * filtersPerPass, filtersPerPass);
      fkw.offset.push_back(fkw.index.size());
      fkw.weightOffset.push_back(fkw.weight.size());
      for (SmallVector<int64_t> &run : runs)
        run.clear();
      const int64_t firstChannel = filters.front() / filtersPerGroup * perGroup;
      for (int64_t c = std::max(begin, firstChannel),
                   e = std::min(end, firstChannel + perGroup);
           c < e; ++c)
        if (int64_t number =
                passes->kernels[pass * perGroup + c - firstChannel])
          runs[number - 1].push_back(c);
      int64_t count = 0;
      fkw.stride.push_back(0);
      for (auto [run, positions] : llvm::zip_equal(runs, entries)) {
        for (int64_t c : run) {
          fkw.index.push_back(c - begin);
          for (auto [y, x] : positions) {
            const int64_t kernel =
                filters[y / height] * perGroup + c - firstChannel;
            fkw.weight.push_back(
                weights.values[(kernel * height + y % height) * width + x]);
          }
        }
        fkw.stride.push_back(count += run.size());
      }
    }
    fkw.offset.push_back(fkw.index.size());
    fkw.weightOffset.push_back(fkw.weight.size());
  }
  if (fkw.patterns.getUniformNumEntries())
    fkw.weightOffset.clear();
  return fkw;
}
