//===- Fkw.cpp - Filter-kernel-weight storage -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Fkw.h"

#include "dialect/IR/Winograd.h"
#include "lib/Transforms/FilterPasses.h"

using namespace mlir;
using namespace mlir::patconv;

/// The full pattern of the kernels of a pass, each of `rows` rows.
static PatternSetAttr getFullPattern(PatternSetAttr patterns, int64_t rows) {
  MLIRContext *context = patterns.getContext();
  const int64_t positions = rows * patterns.getWidth();
  return PatternSetAttr::get(
      context, PatternAttr::get(context, rows, patterns.getWidth(),
                                llvm::maskTrailingOnes<uint64_t>(positions)));
}

Fkw patconv::buildFkw(const PrunedWeights &weights,
                      ArrayRef<int64_t> filterOrder, int64_t channelBlock,
                      int64_t filtersPerPass,
                      std::optional<WinogradShape> winogradShape) {
  assert(channelBlock >= 1 && "expected a channel block");
  assert((filtersPerPass == 1 || weights.groups == 1) &&
         "expected passes inside one group");
  const int64_t perGroup = weights.channels / weights.groups;
  const int64_t filtersPerGroup = weights.filters / weights.groups;
  const int64_t kernelHeight = weights.patterns.getHeight();
  const int64_t width = weights.patterns.getWidth();
  std::optional<FilterPasses> passes =
      joinFilters(weights.patterns, weights.kernels, weights.filters,
                  filterOrder, filtersPerPass);
  assert(passes && "expected kernels that a pattern can hold");

  Fkw fkw;
  fkw.patterns = passes->patterns;
  // Rows of a kernel as it is stored, and what each makes of its values.
  int64_t height = kernelHeight;
  SmallVector<SmallVector<double>> transform;
  if (winogradShape) {
    assert(fkw.patterns.size() == 1 && "expected kernels without zeros");
    transform = Winograd(*winogradShape).filter;
    height = transform.size();
    fkw.patterns = getFullPattern(weights.patterns, filtersPerPass * height);
  }
  auto getValue = [&](int64_t kernel, int64_t y, int64_t x) -> float {
    auto get = [&](int64_t row) {
      return weights.values[(kernel * kernelHeight + row) * width + x];
    };
    if (transform.empty())
      return get(y);
    double sum = 0;
    for (auto [row, factor] : llvm::enumerate(transform[y]))
      sum += factor * get(row);
    return sum;
  };
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
            fkw.weight.push_back(getValue(kernel, y % height, x));
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
