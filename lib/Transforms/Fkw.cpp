//===- Fkw.cpp - Filter-kernel-weight storage -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Fkw.h"

#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace mlir::patconv;

/// The kept positions of each pattern in a flat kernel, row-major.
static SmallVector<SmallVector<int64_t>> getPositions(PatternSetAttr patterns) {
  SmallVector<SmallVector<int64_t>> positions;
  for (PatternAttr pattern : patterns.getPatterns()) {
    SmallVector<int64_t> &list = positions.emplace_back();
    for (auto [y, x] : pattern.getEntries())
      list.push_back(y * pattern.getWidth() + x);
  }
  return positions;
}

Fkw patconv::buildFkw(const PrunedWeights &weights,
                      ArrayRef<int64_t> filterOrder, int64_t channelBlock) {
  assert(channelBlock >= 1 && "expected a channel block");
  const int64_t perGroup = weights.channels / weights.groups;
  const int64_t filtersPerGroup = weights.filters / weights.groups;
  const int64_t kernelSize =
      weights.patterns.getHeight() * weights.patterns.getWidth();
  const SmallVector<SmallVector<int64_t>> positions =
      getPositions(weights.patterns);

  Fkw fkw;
  if (filterOrder.empty())
    llvm::append_range(fkw.reorder, llvm::seq<int64_t>(0, weights.filters));
  else
    fkw.reorder.assign(filterOrder.begin(), filterOrder.end());
  for (int64_t c = 0; c < weights.channels; c += channelBlock)
    fkw.channelBlocks.push_back(c);
  fkw.channelBlocks.push_back(weights.channels);

  // The kernels of one filter in one block, for each pattern.
  SmallVector<SmallVector<int64_t>> runs(weights.patterns.size());
  for (size_t b = 0; b + 1 < fkw.channelBlocks.size(); ++b) {
    const int64_t begin = fkw.channelBlocks[b], end = fkw.channelBlocks[b + 1];
    for (int64_t filter : fkw.reorder) {
      fkw.offset.push_back(fkw.index.size());
      fkw.weightOffset.push_back(fkw.weight.size());
      for (SmallVector<int64_t> &run : runs)
        run.clear();
      const int64_t firstChannel = filter / filtersPerGroup * perGroup;
      const int64_t firstKernel = filter * perGroup - firstChannel;
      for (int64_t c = std::max(begin, firstChannel),
                   e = std::min(end, firstChannel + perGroup);
           c < e; ++c)
        if (int64_t number = weights.kernels[firstKernel + c])
          runs[number - 1].push_back(c);
      int64_t count = 0;
      fkw.stride.push_back(0);
      for (auto [run, entries] : llvm::zip_equal(runs, positions)) {
        for (int64_t c : run) {
          fkw.index.push_back(c - begin);
          const float *kernel =
              weights.values.data() + (firstKernel + c) * kernelSize;
          for (int64_t position : entries)
            fkw.weight.push_back(kernel[position]);
        }
        fkw.stride.push_back(count += run.size());
      }
    }
    fkw.offset.push_back(fkw.index.size());
    fkw.weightOffset.push_back(fkw.weight.size());
  }
  if (weights.patterns.getUniformNumEntries())
    fkw.weightOffset.clear();
  return fkw;
}
