//===- LayerWork.cpp - What a convolution has to compute ------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/LayerWork.h"

#include "dialect/IR/LaneTiling.h"
#include "lib/Transforms/FilterPasses.h"

#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace mlir;
using namespace mlir::patconv;

/// Each pattern of a pass has code of its own.
static constexpr int64_t kMaxPassPatterns = 16;
/// Entries of all filters of a pass at one channel: with more of them what they
/// share does not stay in registers.
static constexpr int64_t kMaxPassEntries = 18;

int64_t patconv::getMaxEntries(PatternSetAttr patterns) {
  int64_t entries = 0;
  for (PatternAttr pattern : patterns.getPatterns())
    entries = std::max(entries, pattern.getNumEntries());
  return entries;
}

int64_t PassWork::getNumKernels() const {
  return std::accumulate(patternKernels.begin(), patternKernels.end(),
                         int64_t(0));
}

const PassWork &LayerWork::getPasses(int64_t filtersPerPass) const {
  const PassWork *found = llvm::find_if(passes, [&](const PassWork &p) {
    return p.filtersPerPass == filtersPerPass;
  });
  return found == passes.end() ? passes.front() : *found;
}

bool LayerWork::allowsWinograd(const PassWork &passes, int64_t rows) const {
  return layout && getWinogradShape(rows).isSupported() && groups == 1 &&
         dilationY == 1 && dilationX == 1 &&
         passes.patterns.getUniformNumEntries() ==
             passes.filtersPerPass * kernel.height * kernel.width &&
         passes.getNumKernels() == passes.getNumPasses() * channels;
}

void LayerWork::forEachTile(
    int64_t lanes, int64_t tileRows, int64_t tileVectors,
    function_ref<void(int64_t, int64_t, int64_t)> body) const {
  const int64_t rows = getRows(), vectors = getVectors(lanes);
  const std::pair<int64_t, int64_t> rowTiles[] = {{tileRows, rows / tileRows},
                                                  {rows % tileRows, 1}};
  const std::pair<int64_t, int64_t> vectorTiles[] = {
      {tileVectors, vectors / tileVectors}, {vectors % tileVectors, 1}};
  for (auto [height, rowCount] : rowTiles)
    for (auto [width, columnCount] : vectorTiles)
      if (height > 0 && width > 0 && rowCount * columnCount > 0)
        body(rowCount * columnCount, height, width);
}

int64_t LayerWork::getRows() const {
  return layout ? layout.getTileRows(outputRows) : outputRows;
}

int64_t LayerWork::getVectors(int64_t lanes) const {
  return layout ? layout.getTileColumns(outputColumns)
                : llvm::divideCeil(outputColumns, lanes);
}

/// The kernels of `passes` over `channels` channels.
static PassWork getPassWork(const FilterPasses &passes, int64_t filtersPerPass,
                            int64_t channels, int64_t kernelHeight) {
  PassWork work{filtersPerPass, passes.patterns, {}, {}};
  work.patternKernels.assign(passes.patterns.size(), 0);
  // How many filters have a kernel where the pass has this pattern.
  SmallVector<int64_t> filters;
  for (PatternAttr pattern : passes.patterns.getPatterns()) {
    SmallVector<bool> isThere(filtersPerPass, false);
    for (auto [y, x] : pattern.getEntries())
      isThere[y / kernelHeight] = true;
    filters.push_back(llvm::count(isThere, true));
  }
  ArrayRef<int64_t> rest = passes.kernels;
  for (; !rest.empty(); rest = rest.drop_front(channels)) {
    int64_t &sum = work.passKernels.emplace_back(0);
    for (int64_t number : rest.take_front(channels)) {
      if (!number)
        continue;
      ++work.patternKernels[number - 1];
      sum += filters[number - 1];
    }
  }
  return work;
}

std::optional<LayerWork> patconv::getLayerWork(Conv2DOp conv) {
  std::optional<SmallVector<int64_t>> kernels = conv.getKernelTable();
  if (!kernels)
    return std::nullopt;
  ShapedType output = conv.getInit().getType();
  LayerWork work;
  work.layout = conv.getOutputTiling();
  if (work.layout)
    work.outputHalo = work.layout.getHalo();
  ShapedType input = conv.getInput().getType();
  if (LaneTiledAttr layout = getLaneTiling(input)) {
    SmallVector<int64_t> shape = layout.getPhysicalShape(input.getShape());
    work.inputRows = shape[1];
    work.inputColumns = shape[2];
  }
  work.batch = output.getDimSize(0);
  work.channels = conv.getNumChannels();
  work.filters = conv.getNumFilters();
  work.groups = conv.getGroups();
  SmallVector<int64_t> shape = conv.getOutputShape();
  work.outputRows = shape[2];
  work.outputColumns = shape[3];
  if (std::optional<ArrayRef<int64_t>> pool = conv.getMaxPool()) {
    work.poolRows = (*pool)[0];
    work.poolColumns = (*pool)[1];
  }
  work.sumsPlanes = conv.getSumPool();
  work.strideY = conv.getStrides()[0];
  work.strideX = conv.getStrides()[1];
  work.dilationY = conv.getDilations()[0];
  work.dilationX = conv.getDilations()[1];
  PatternSetAttr patterns = conv.getPatterns();
  work.kernel = {patterns.getHeight(), patterns.getWidth()};
  for (int64_t filtersPerPass : {1, 2, 4}) {
    if (filtersPerPass != 1 &&
        (work.groups != 1 || work.filters % filtersPerPass != 0 ||
         filtersPerPass * getMaxEntries(patterns) > kMaxPassEntries ||
         std::pow(patterns.size() + 1, filtersPerPass) > kMaxPassPatterns))
      continue;
    std::optional<FilterPasses> passes = joinFilters(
        patterns, *kernels, work.filters,
        conv.getFilterOrder().value_or(ArrayRef<int64_t>()), filtersPerPass);
    if (passes)
      work.passes.push_back(getPassWork(*passes, filtersPerPass,
                                        conv.getChannelsPerGroup(),
                                        work.kernel.height));
  }
  return work;
}

SmallVector<int64_t> patconv::balanceFilters(const PassWork &work,
                                             int64_t threads) {
  ArrayRef<int64_t> kernels = work.passKernels;
  const int64_t passes = kernels.size();
  const int64_t total =
      std::accumulate(kernels.begin(), kernels.end(), int64_t(0));
  SmallVector<int64_t> ranges{0};
  int64_t r = 0, before = 0;
  for (int64_t t = 1; t < threads; ++t) {
    // Pass r goes to the range in which the middle of its kernels lies.
    while (r < passes && (2 * before + kernels[r]) * threads < 2 * total * t)
      before += kernels[r++];
    ranges.push_back(std::clamp(total ? r : passes * t / threads,
                                ranges.back() + 1, passes - (threads - t)));
  }
  ranges.push_back(passes);
  for (int64_t &bound : ranges)
    bound *= work.filtersPerPass;
  return ranges;
}
