//===- InputLoads.cpp - How often kernels load their input ----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/InputLoads.h"

#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::patconv;

/// The different input rows under `tileRows` output rows, for the kernel rows
/// `rows`, which ascend.
static int64_t countInputRows(const LayerWork &work, int64_t tileRows,
                              ArrayRef<int64_t> rows) {
  if (rows.empty())
    return 0;
  // Rows beyond a word are those of big strides and dilations: little is
  // shared there.
  if ((tileRows - 1) * work.strideY + rows.back() * work.dilationY >= 64)
    return tileRows * rows.size();
  uint64_t first = 0, all = 0;
  for (int64_t r = 0; r < tileRows; ++r)
    first |= uint64_t(1) << (r * work.strideY);
  for (int64_t y : rows)
    all |= first << (y * work.dilationY);
  return llvm::popcount(all);
}

SmallVector<int64_t> patconv::countPackedLoads(const LayerWork &work,
                                               PatternAttr pattern,
                                               int64_t rows, int64_t vectors) {
  SmallVector<SmallVector<int64_t>> columns(pattern.getWidth());
  for (auto [y, x] : pattern.getEntries())
    columns[x].push_back(y % work.kernel.height);
  SmallVector<int64_t> loads;
  for (SmallVector<int64_t> &column : columns) {
    llvm::sort(column);
    column.erase(llvm::unique(column), column.end());
    loads.push_back(countInputRows(work, rows, column) * vectors);
  }
  return loads;
}

int64_t patconv::countTiledLoads(const LayerWork &work, PatternAttr pattern,
                                 int64_t rows, int64_t vectors) {
  // Columns beyond a word are those of big strides and dilations.
  if ((vectors - 1) * work.strideX + (work.kernel.width - 1) * work.dilationX >=
      64)
    return pattern.getNumEntries() * rows * vectors;
  uint64_t first = 0;
  for (int64_t v = 0; v < vectors; ++v)
    first |= uint64_t(1) << (v * work.strideX);
  SmallVector<uint64_t> read((rows - 1) * work.strideY +
                             (work.kernel.height - 1) * work.dilationY + 1);
  // The filters of a pass read one input.
  for (auto [y, x] : pattern.getEntries())
    for (int64_t r = 0; r < rows; ++r)
      read[r * work.strideY + y % work.kernel.height * work.dilationY] |=
          first << (x * work.dilationX);
  int64_t loads = 0;
  for (uint64_t row : read)
    loads += llvm::popcount(row);
  return loads;
}

int64_t patconv::countWinogradLoads(const LayerWork &work, int64_t products,
                                    int64_t vectors) {
  // Columns that strides skip are there, but nobody reads them.
  return products * std::min((vectors - 1) * work.strideX + work.kernel.width,
                             vectors * work.kernel.width);
}

double patconv::countLoadsPerMac(const LayerWork &work, ScheduleAttr schedule) {
  const PassWork &passes = work.getPasses(schedule.getFiltersPerPass());
  const int64_t winogradRows = schedule.getWinogradRows();
  double loads = 0, macs = 0;
  auto addTiles = [&](int64_t count, int64_t rows, int64_t vectors) {
    if (winogradRows) {
      const int64_t products =
          work.getWinogradShape(winogradRows).countProducts(rows);
      loads += count * countWinogradLoads(work, products, vectors);
      macs += count * products * work.kernel.width * vectors *
              passes.filtersPerPass;
      return;
    }
    for (auto [pattern, kernels] : llvm::zip_equal(
             passes.patterns.getPatterns(), passes.patternKernels)) {
      const double runs = double(count) * kernels;
      macs += runs * pattern.getNumEntries() * rows * vectors;
      if (work.layout) {
        loads += runs * countTiledLoads(work, pattern, rows, vectors);
        continue;
      }
      for (int64_t column : countPackedLoads(work, pattern, rows, vectors))
        loads += runs * column;
    }
  };
  work.forEachTile(schedule.getLanes(), schedule.getTileRows(),
                   schedule.getTileVectors(), addTiles);
  return macs > 0 ? loads / macs : 0;
}
