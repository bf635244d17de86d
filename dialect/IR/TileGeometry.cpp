//===- TileGeometry.cpp - Packed input tiles of a convolution -------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/TileGeometry.h"

#include "dialect/IR/Alignment.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::patconv;

TileGeometry::TileGeometry(FkwConv2DOp op) {
  ScheduleAttr schedule = op.getSchedule();
  lanes = schedule.getLanes();
  tileRows = schedule.getTileRows();
  tileVectors = schedule.getTileVectors();
  winogradRows = schedule.getWinogradRows();
  strideY = op.getStrides()[0];
  strideX = op.getStrides()[1];
  dilationY = op.getDilations()[0];
  dilationX = op.getDilations()[1];
  kernelHeight = op.getKernelSize().height;
  kernelWidth = op.getKernelSize().width;
  // A kernel of one row never reads the rows between strides.
  rowStep = kernelHeight == 1 ? strideY : 1;
  for (int64_t dx = 0; dx < kernelWidth; ++dx)
    if (int64_t phase = dx * dilationX % strideX;
        !llvm::is_contained(phases, phase))
      phases.push_back(phase);
  llvm::sort(phases);
  // Not rounded up to whole vectors: aligned rows were measured slower, since
  // they take more lines of the caches.
  pitch = tileVectors * lanes + (kernelWidth - 1) * dilationX / strideX;
  isTiled = op.getInputTiling() != nullptr;
  isInPlace = isTiled && winogradRows == 0;
  blockSize = op.getFkw().getMaxBlockSize();
  numBlocks = op.getFkw().getNumBlocks();
  filters = op.getFkw().getFilters();
  filtersPerPass = schedule.getFiltersPerPass();
  passes = op.getNumPasses();
}

int64_t TileGeometry::getNumRows(int64_t outputRows) const {
  return ((outputRows - 1) * strideY + (kernelHeight - 1) * dilationY) /
             rowStep +
         1;
}

int64_t TileGeometry::getRow(int64_t outputRow, int64_t dy) const {
  return (outputRow * strideY + dy * dilationY) / rowStep;
}

int64_t TileGeometry::getPhase(int64_t dx) const {
  return llvm::find(phases, dx * dilationX % strideX) - phases.begin();
}

int64_t TileGeometry::getColumn(int64_t dx) const {
  return dx * dilationX / strideX;
}

int64_t TileGeometry::getSumRows(int64_t outputRows) const {
  return winogradRows ? getWinogradShape().countProducts(outputRows)
                      : outputRows;
}

SmallVector<int64_t> TileGeometry::getPackedShape() const {
  if (winogradRows)
    return {blockSize, getSumRows(tileRows),
            (tileVectors - 1) * strideX + kernelWidth, lanes};
  return {blockSize, getNumRows(tileRows), int64_t(phases.size()), pitch};
}

SmallVector<int64_t> TileGeometry::getAccumulatorShape() const {
  return {passes, filtersPerPass * getSumRows(tileRows) * tileVectors, lanes};
}

static int64_t getFloatBytes(ArrayRef<int64_t> shape) {
  return ShapedType::getNumElements(shape) * sizeof(float);
}

int64_t TileGeometry::getAccumulatorOffset() const {
  if (isInPlace)
    return 0;
  return llvm::alignTo(getFloatBytes(getPackedShape()), kAlignment);
}

int64_t TileGeometry::getBytesPerThread() const {
  int64_t accumulators =
      hasAccumulatorMemory() ? getFloatBytes(getAccumulatorShape()) : 0;
  return llvm::alignTo(getAccumulatorOffset() + accumulators, kAlignment);
}

TileRanges patconv::balanceTiles(int64_t images, int64_t rows, int64_t vectors,
                                 int64_t tileRows, int64_t tileVectors,
                                 int64_t threads) {
  const int64_t all = images * rows * vectors;
  TileRanges ranges{{0}, 0};
  int64_t tile = 0, before = 0, first = 0;
  auto endRange = [&] {
    ranges.starts.push_back(tile);
    ranges.largestShare =
        std::max(ranges.largestShare, double(before - first) / all);
    first = before;
  };
  for (int64_t image = 0; image < images; ++image)
    for (int64_t row = 0; row < rows; row += tileRows)
      for (int64_t vector = 0; vector < vectors; vector += tileVectors) {
        const int64_t area = std::min(tileRows, rows - row) *
                             std::min(tileVectors, vectors - vector);
        // The range ends where that is nearest to its share.
        while (int64_t(ranges.starts.size()) < threads &&
               (2 * before + area) * threads >
                   2 * all * int64_t(ranges.starts.size()))
          endRange();
        before += area;
        ++tile;
      }
  while (int64_t(ranges.starts.size()) <= threads)
    endRange();
  return ranges;
}

int64_t patconv::getScratchBytes(FkwConv2DOp op) {
  return TileGeometry(op).getBytesPerThread() * op.getSchedule().getThreads();
}
