//===- ScheduleCostModel.cpp - The predicted time of a schedule -----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/ScheduleCostModel.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/LaneTiling.h"
#include "dialect/IR/TileGeometry.h"
#include "lib/Transforms/InputLoads.h"
#include "lib/Transforms/ScheduleCosts.h"

#include "llvm/Support/MathExtras.h"

#include <bitset>
#include <numeric>

using namespace mlir;
using namespace mlir::patconv;

LogicalResult patconv::verifyTarget(Operation *op,
                                    const ScheduleTarget &target) {
  if (!isVectorLength(target.lanes))
    return op->emitError("expected lanes to be 4, 8 or 16, but got ")
           << target.lanes;
  if (target.threads < 1)
    return op->emitError("expected threads to be at least 1, but got ")
           << target.threads;
  if (target.vectorRegisters < 8)
    return op->emitError("expected vector-registers to be at least 8, but got ")
           << target.vectorRegisters;
  return success();
}

int64_t patconv::getPlaneThreads(int64_t planes, int64_t points,
                                 int64_t threads) {
  return planes < threads || points <= kMinPointsForThreads ? 1 : threads;
}

/// Cycles of an operation on a vector, against one on 16 lanes. Processors run
/// 8 lanes up to twice as fast; those that do not make up for it on 16.
static double getVectorFactor(int64_t lanes) { return lanes == 16 ? 1.0 : 0.6; }

/// How much longer a load takes where this many bytes are in use.
static double getCacheFactor(int64_t bytes) {
  constexpr std::pair<int64_t, double> steps[] = {
      {24 << 10, 1.0}, {48 << 10, 1.1}, {96 << 10, 1.25}, {512 << 10, 1.6}};
  for (auto [limit, factor] : steps)
    if (bytes <= limit)
      return factor;
  return 2.5;
}

/// How long a load of lane-tiled input takes, where kernels go through this
/// many bytes in no order: from the first cache, the second, or beyond. The
/// next tile's are fetched meanwhile, if there is one.
static double getTiledLoadCycles(const ReadingCosts &costs, int64_t bytes,
                                 double setShare, int64_t accumulatorBytes,
                                 bool hasNextTile) {
  auto missing = [](double cache, double used) {
    return used <= cache ? 0.0 : 1 - cache / used;
  };
  const double half = kFirstCacheBytes / 2;
  const double beside =
      hasNextTile ? costs.beside * std::clamp(bytes / half - 1, 0.0, 1.0) : 0;
  return 1 + beside +
         costs.secondCache * missing(setShare * costs.firstCacheBytes, bytes) +
         costs.thirdCache *
             missing(costs.secondCacheBytes, bytes + accumulatorBytes);
}

//===----------------------------------------------------------------------===//
// One tile
//===----------------------------------------------------------------------===//

namespace {
struct TileCycles {
  double pack = 0, compute = 0;
};
} // namespace

bool patconv::hasFiltersOutside(const LayerWork &work) {
  return work.layout && work.groups > 1 && work.groups == work.channels;
}

static bool hasSinglePosition(const LayerWork &work) {
  return work.kernel.height * work.kernel.width == 1;
}

static const ReadingCosts &getCosts(const LayerWork &work,
                                    const TileShape &shape) {
  if (!work.layout)
    return kPackedCosts;
  const LaneTiledCosts &costs = shape.lanes == 16 ? kWideCosts : kNarrowCosts;
  if (shape.winogradRows)
    return costs.transformed;
  if (hasSinglePosition(work))
    return costs.singlePosition;
  return hasFiltersOutside(work) ? costs.filterByFilter
                                 : costs.severalPositions;
}

/// The phases of a row that the kernel's columns read.
static int64_t countPhases(const LayerWork &work) {
  // The phases repeat once a multiple of the stride is reached.
  return std::min(work.kernel.width,
                  work.strideX / std::gcd(work.strideX, work.dilationX));
}

/// Vectors of packed input of one channel.
static int64_t countPackedVectors(const LayerWork &work, int64_t lanes,
                                  int64_t rows, int64_t vectors) {
  const int64_t height = work.kernel.height;
  const int64_t lastColumn =
      (work.kernel.width - 1) * work.dilationX / work.strideX;
  const int64_t step = height == 1 ? work.strideY : 1;
  const int64_t inputRows =
      ((rows - 1) * work.strideY + (height - 1) * work.dilationY) / step + 1;
  return inputRows * countPhases(work) *
         llvm::divideCeil(vectors * lanes + lastColumn, lanes);
}

/// Rows of lane-tiled input under a tile.
static int64_t countRowsUnder(const LayerWork &work, int64_t rows) {
  return (rows - 1) * work.strideY + (work.kernel.height - 1) * work.dilationY +
         1;
}

/// Columns of vectors of lane-tiled input under a tile.
static int64_t countColumnsUnder(const LayerWork &work, int64_t vectors) {
  return (vectors - 1) * work.strideX +
         (work.kernel.width - 1) * work.dilationX + 1;
}

/// Vectors of lane-tiled input under a tile, of one channel.
static int64_t countTiledVectors(const LayerWork &work, int64_t rows,
                                 int64_t vectors) {
  return countRowsUnder(work, rows) * countColumnsUnder(work, vectors);
}

/// Runs of vectors that lie end to end in a lane-tiled plane, under a tile of
/// the output: without a halo rows of the whole width follow each other.
static int64_t countOutputRuns(const LayerWork &work, const TileShape &shape,
                               int64_t rows, int64_t vectors) {
  return vectors == work.getVectors(shape.lanes) && work.outputHalo == 0 ? 1
                                                                         : rows;
}

/// Vectors of transformed input of one channel under a tile.
static int64_t countTransformedVectors(const LayerWork &work, int64_t products,
                                       int64_t vectors) {
  return products * ((vectors - 1) * work.strideX + work.kernel.width);
}

/// Bytes of the lines that the input under a tile of one channel lies in, in
/// the mean: vectors narrower than a line share theirs at the ends of each run
/// with what is not read.
static int64_t getTiledBytes(const LayerWork &work, const TileShape &shape) {
  const int64_t bytes = shape.lanes * int64_t(sizeof(float));
  const int64_t rows = countRowsUnder(work, shape.rows);
  const int64_t columns = countColumnsUnder(work, shape.vectors);
  // Rows of the whole width follow each other.
  const int64_t runs = shape.vectors == work.getVectors(shape.lanes) ? 1 : rows;
  return rows * columns * bytes + runs * (kCacheLineBytes - bytes);
}

int64_t patconv::getInputBytes(const LayerWork &work, const TileShape &shape) {
  const int64_t bytes = shape.lanes * int64_t(sizeof(float));
  const int64_t perChannel =
      shape.winogradRows
          ? bytes *
                countTransformedVectors(
                    work,
                    work.getWinogradShape(shape.winogradRows).countProducts(),
                    shape.vectors)
      : work.layout ? getTiledBytes(work, shape)
                    : bytes * countPackedVectors(work, shape.lanes, shape.rows,
                                                 shape.vectors);
  return perChannel * std::min(shape.channelBlock,
                               hasFiltersOutside(work) ? 1 : work.channels);
}

/// Rows and columns of vectors in a plane of the input.
static int64_t getInputRows(const LayerWork &work) {
  return work.inputRows ? work.inputRows : work.getRows() * work.strideY;
}
static int64_t getInputColumns(const LayerWork &work, const TileShape &shape) {
  return work.inputColumns ? work.inputColumns
                           : work.getVectors(shape.lanes) * work.strideX;
}

/// The share of the first cache's sets that the input under a tile goes into.
/// What lies between the vectors that are read, as of strides, leaves sets
/// without use.
static double getCacheSetShare(const LayerWork &work, const TileShape &shape) {
  if (shape.winogradRows || hasFiltersOutside(work))
    return 1;
  const bool skips = hasSinglePosition(work);
  const int64_t stepY = skips ? work.strideY : 1;
  const int64_t stepX = skips ? work.strideX : 1;
  const int64_t rows = skips ? shape.rows : countRowsUnder(work, shape.rows);
  const int64_t columns =
      skips ? shape.vectors : countColumnsUnder(work, shape.vectors);
  const int64_t pitch = getInputColumns(work, shape);
  const int64_t plane = getInputRows(work) * pitch;
  const int64_t bytes = shape.lanes * sizeof(float);
  // After so many channels the sets repeat.
  const int64_t period = kCacheSets * kCacheLineBytes / bytes;
  std::bitset<kCacheSets> sets;
  for (int64_t c = 0; c < std::min(shape.channelBlock, period); ++c)
    for (int64_t r = 0; r < rows; ++r)
      for (int64_t v = 0; v < columns; ++v) {
        const int64_t vector = c * plane + r * stepY * pitch + v * stepX;
        sets.set(vector * bytes / kCacheLineBytes % kCacheSets);
        if (sets.all())
          return 1;
      }
  return double(sets.count()) / kCacheSets;
}

/// One kernel of `pattern` over a tile of `rows` x `vectors`.
static double getKernelCycles(const LayerWork &work, const ReadingCosts &costs,
                              PatternAttr pattern, int64_t lanes, int64_t rows,
                              int64_t vectors, double loadCycles) {
  double loads = 0;
  if (work.layout) {
    loads = countTiledLoads(work, pattern, rows, vectors);
  } else {
    for (auto [x, count] :
         llvm::enumerate(countPackedLoads(work, pattern, rows, vectors))) {
      bool aligned = int64_t(x) * work.dilationX / work.strideX % lanes == 0;
      loads += count * (aligned ? 1.0 : kUnalignedLoad);
    }
  }
  const int64_t entries = pattern.getNumEntries();
  // Filters have accumulators of their own: those of the one with most entries
  // wait longest for each other.
  SmallVector<int64_t> chains(pattern.getHeight() / work.kernel.height);
  for (auto [y, x] : pattern.getEntries())
    ++chains[y / work.kernel.height];
  const double factor = getVectorFactor(lanes);
  const double load = loads * factor * loadCycles + entries * costs.broadcast;
  const double fma = std::max(entries * rows * vectors * factor,
                              *llvm::max_element(chains) * costs.fmaLatency);
  return std::max(load, fma) + costs.unhidden * std::min(load, fma) +
         costs.perKernel;
}

/// One kernel over a tile of `rows` x `vectors` of minimal filtering.
static double getWinogradKernelCycles(const LayerWork &work,
                                      const TileShape &shape, int64_t rows,
                                      int64_t vectors, double loadCycles) {
  const ReadingCosts &costs = getCosts(work, shape);
  const double factor = getVectorFactor(shape.lanes);
  const int64_t products =
      work.getWinogradShape(shape.winogradRows).countProducts(rows);
  const int64_t entries =
      products * work.kernel.width * shape.passes->filtersPerPass;
  const double load =
      countWinogradLoads(work, products, vectors) * factor * loadCycles +
      entries * costs.broadcast;
  const double fma = std::max(entries * vectors * factor,
                              work.kernel.width * costs.fmaLatency);
  return std::max(load, fma) + costs.unhidden * std::min(load, fma) +
         costs.perKernel;
}

/// One tile of `rows` x `vectors` with all filters, in a layer with `shape`.
static TileCycles getTileCycles(const LayerWork &work, const TileShape &shape,
                                int64_t rows, int64_t vectors) {
  const ReadingCosts &costs = getCosts(work, shape);
  const double factor = getVectorFactor(shape.lanes);
  const int64_t inputBytes = getInputBytes(work, shape);
  const int64_t blocks = llvm::divideCeil(work.channels, shape.channelBlock);
  // Rows of accumulators of a filter.
  auto countSumRows = [&](int64_t rows) {
    return shape.winogradRows
               ? work.getWinogradShape(shape.winogradRows).countProducts(rows)
               : rows;
  };
  const int64_t accumulatorBytes =
      blocks == 1 ? 0
                  : work.filters * countSumRows(shape.rows) * shape.vectors *
                        shape.lanes * int64_t(sizeof(float));
  const double loadCycles =
      work.layout
          ? getTiledLoadCycles(costs, inputBytes, getCacheSetShare(work, shape),
                               accumulatorBytes, countTiles(work, shape) > 1)
          : getCacheFactor(inputBytes);
  TileCycles cycles;
  if (work.layout)
    cycles.pack = work.channels * (countTiledVectors(work, rows, vectors) *
                                       factor * costs.fetchVector +
                                   countRowsUnder(work, rows) * costs.fetchRow);
  else
    cycles.pack = work.channels *
                  countPackedVectors(work, shape.lanes, rows, vectors) *
                  factor * (work.strideX == 1 ? kPackVector : kPackGather);

  if (shape.winogradRows)
    cycles.pack += work.channels * factor * kTransformInput *
                   countTransformedVectors(work, countSumRows(rows), vectors);

  double weightBytes = 0, entries = 0;
  for (auto [pattern, count] :
       llvm::zip_equal(shape.passes->patterns.getPatterns(),
                       shape.passes->patternKernels)) {
    cycles.compute +=
        count *
        (shape.winogradRows
             ? getWinogradKernelCycles(work, shape, rows, vectors, loadCycles)
             : getKernelCycles(work, costs, pattern, shape.lanes, rows, vectors,
                               loadCycles));
    entries += double(count) * pattern.getNumEntries();
    // Kernels are stored transformed.
    const double stored = double(shape.winogradRows ? countSumRows(shape.rows)
                                                    : work.kernel.height) /
                          work.kernel.height;
    weightBytes += count * (4.0 * stored * pattern.getNumEntries() + 1);
  }
  cycles.compute += weightBytes / kWeightBytes;
  const double patterns = shape.passes->patterns.size();
  const double passes = shape.passes->getNumPasses();
  const double kernels = shape.passes->getNumKernels();
  // Where kernels are fewer than patterns, empty runs come as a surprise, too.
  const double runs = std::min(patterns, 2 * kernels / (passes * blocks));
  const double hidden =
      entries / std::max(kernels, 1.0) * rows * vectors * factor;
  const double perRun = costs.perRun + std::max(0.0, costs.surprise - hidden);
  cycles.compute +=
      passes * blocks *
          (costs.perPass + costs.perPattern * patterns + perRun * runs) +
      work.filters *
          (rows * vectors * factor *
               (kOutputVector + (shape.winogradRows ? kTransformOutput : 0)) +
           countSumRows(rows) * vectors * factor * 2 * (blocks - 1) *
               costs.keepVector +
           countOutputRuns(work, shape, rows, vectors) * costs.outputRun);
  return {costs.scale * cycles.pack, costs.scale * cycles.compute};
}

//===----------------------------------------------------------------------===//
// A layer
//===----------------------------------------------------------------------===//

int64_t patconv::countTiles(const LayerWork &work, const TileShape &shape) {
  return work.batch * llvm::divideCeil(work.getRows(), shape.rows) *
         llvm::divideCeil(work.getVectors(shape.lanes), shape.vectors);
}

/// All tiles of the layer, the smaller ones at its ends counted as such.
static TileCycles getLayerCycles(const LayerWork &work,
                                 const TileShape &shape) {
  TileCycles sum;
  work.forEachTile(shape.lanes, shape.rows, shape.vectors,
                   [&](int64_t count, int64_t rows, int64_t vectors) {
                     TileCycles tile =
                         getTileCycles(work, shape, rows, vectors);
                     sum.pack += work.batch * count * tile.pack;
                     sum.compute += work.batch * count * tile.compute;
                   });
  return sum;
}

/// What the caches of other cores cost each of the `sharers` of a layer's
/// filters in a lane-tiled layout: a part of what it reads is there, and of the
/// memory that it writes, where `threads` threads had both before.
static double getRemoteCycles(const LayerWork &work, const TileShape &shape,
                              int64_t sharers, int64_t threads) {
  if (!work.layout)
    return 0;
  double read =
      work.channels * getInputRows(work) * getInputColumns(work, shape);
  // Filters that share no channels are shared out with them.
  if (hasFiltersOutside(work))
    read /= sharers;
  const double written = double(work.filters) * work.getRows() *
                         work.getVectors(shape.lanes) / sharers;
  const double lines =
      (read + written) * shape.lanes * sizeof(float) / kCacheLineBytes;
  return kRemoteLine * work.batch * lines * (threads - 1) / threads;
}

double patconv::predictCycles(const LayerWork &work, const TileShape &shape,
                              int64_t threads, ThreadSplit split) {
  const TileCycles layer = getLayerCycles(work, shape);
  switch (split) {
  case ThreadSplit::none:
    // One thread, too, reads what others wrote.
    return layer.pack + layer.compute +
           getRemoteCycles(work, shape, /*sharers=*/1, threads);
  case ThreadSplit::tiles:
    return (work.layout ? kSharedWeights : 1) * (layer.pack + layer.compute) *
           balanceTiles(work.batch, work.getRows(),
                        work.getVectors(shape.lanes), shape.rows, shape.vectors,
                        threads)
               .largestShare;
  case ThreadSplit::filters:
    // Each thread packs the input for itself.
    return layer.pack + layer.compute / threads +
           getRemoteCycles(work, shape, threads, threads);
  }
  llvm_unreachable("unknown split");
}

double patconv::predictCycles(const LayerWork &work, ScheduleAttr schedule) {
  return predictCycles(work,
                       {schedule.getLanes(), schedule.getTileRows(),
                        schedule.getTileVectors(), schedule.getChannelBlock(),
                        &work.getPasses(schedule.getFiltersPerPass()),
                        schedule.getWinogradRows()},
                       schedule.getThreads(), schedule.getSplit());
}
