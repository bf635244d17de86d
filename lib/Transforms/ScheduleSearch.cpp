//===- ScheduleSearch.cpp - The schedule of least predicted time ----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/ScheduleSearch.h"

#include "lib/Transforms/ScheduleCosts.h"

#include "llvm/Support/MathExtras.h"

#include <numeric>

using namespace mlir;
using namespace mlir::patconv;

/// What `threads` threads may share: tiles where there are enough to come out
/// even, filters where each thread gets a pass.
static SmallVector<ThreadSplit>
getSplits(const LayerWork &work, const TileShape &shape, int64_t threads) {
  if (threads == 1)
    return {ThreadSplit::none};
  SmallVector<ThreadSplit> splits;
  const bool hasPasses = shape.passes->getNumPasses() >= threads;
  // A plane's sum has one thread.
  const bool mayShareTiles =
      !work.sumsPlanes || countTiles(work, shape) == work.batch;
  if (mayShareTiles && countTiles(work, shape) >= 4 * threads &&
      !(hasPasses && hasFiltersOutside(work)))
    splits.push_back(ThreadSplit::tiles);
  // Each thread would pack all of the input.
  const bool sharesTiles = !work.layout && !splits.empty();
  if (hasPasses && !sharesTiles)
    splits.push_back(ThreadSplit::filters);
  if (splits.empty())
    splits.push_back(ThreadSplit::none);
  return splits;
}

/// The channel blocks to try with a tile: those whose packed input stays near
/// the core, and the smallest where none does.
static SmallVector<int64_t> getChannelBlocks(const LayerWork &work,
                                             TileShape shape) {
  const int64_t limit = work.layout       ? kTiledInputBytes
                        : work.groups > 1 ? kGroupedPackedBytes
                                          : kPackedBytes;
  // Most blocks would hold no kernel of a filter.
  if (hasFiltersOutside(work))
    return {work.channels};
  SmallVector<int64_t> blocks;
  for (int64_t block : {int64_t(8), int64_t(16), int64_t(32), int64_t(64),
                        int64_t(128), work.channels}) {
    // So few channels do not pay where their input is packed.
    if (block == 8 && !work.layout)
      continue;
    block = std::min(block, work.channels);
    shape.channelBlock = block;
    if (blocks.empty() ||
        (block > blocks.back() && getInputBytes(work, shape) <= limit))
      blocks.push_back(block);
  }
  return blocks;
}

/// Of kernels of up to so many entries LLVM holds a part of the weights,
/// without spilling others.
static constexpr int64_t kSmallKernelEntries = 9;

/// The weights of a pass that are in use at a time, in a tile of `rows`. Loops
/// go through the input row by row, and each row meets some of a kernel's rows:
/// of large kernels all of their weights are held.
static int64_t countHeldWeights(const LayerWork &work, const PassWork &passes,
                                const ScheduleTarget &target, int64_t rows) {
  const int64_t entries = getMaxEntries(passes.patterns);
  if (entries <= passes.filtersPerPass * kSmallKernelEntries)
    return std::min(entries, target.vectorRegisters / 4);
  const int64_t kernelRows =
      llvm::divideCeil(work.kernel.height,
                       work.strideY / std::gcd(work.strideY, work.dilationY));
  const int64_t held =
      std::min(entries, passes.filtersPerPass * std::min(rows, kernelRows) *
                            work.kernel.width);
  // One row of a wide kernel needs accumulators all the same.
  return rows == 1 ? std::min(held, target.vectorRegisters / 2) : held;
}

/// Accumulators of a tile of `rows` that fit beside a kernel's weights, an
/// input vector and one more.
static int64_t getMaxAccumulators(const LayerWork &work, const PassWork &passes,
                                  const ScheduleTarget &target, int64_t rows) {
  return std::max<int64_t>(1, target.vectorRegisters -
                                  countHeldWeights(work, passes, target, rows) -
                                  2);
}

/// Whether the products of `rows` x `vectors` of output fit beside the weights
/// of one of them, an input vector and one more, and the kernels into a
/// pattern.
static bool holdsProducts(const LayerWork &work, const PassWork &passes,
                          const ScheduleTarget &target, int64_t rows,
                          int64_t vectors) {
  const int64_t products =
      passes.filtersPerPass * work.getWinogradShape(rows).countProducts();
  return products * work.kernel.width <= kMaxPatternPositions &&
         products * vectors + passes.filtersPerPass * work.kernel.width + 2 <=
             target.vectorRegisters;
}

bool patconv::holdsWindow(const LayerWork &work, const ScheduleTarget &target,
                          ArrayRef<int64_t> window) {
  const int64_t rows = window[0], columns = window[1];
  return rows <= std::min(kMaxTileRows, work.getRows()) &&
         columns <= std::min(kMaxTileVectors, work.getVectors(target.lanes)) &&
         rows * columns <=
             getMaxAccumulators(work, work.passes.front(), target, rows);
}

namespace {
struct Choice {
  TileShape shape;
  ThreadSplit split;
  double cycles;
};
} // namespace

/// What `threads` threads may share where each pass makes whole planes, which
/// another convolution reads at once: the passes.
static SmallVector<ThreadSplit> getSplitsByPlanes(const TileShape &shape,
                                                  int64_t threads) {
  if (threads == 1)
    return {ThreadSplit::none};
  if (shape.passes->getNumPasses() < threads)
    return {};
  return {ThreadSplit::filters};
}

/// What is predicted to take the least time with `threads` threads. Where
/// convolutions go `byPlanes` a pass makes whole planes.
static Choice search(const LayerWork &work, const ScheduleTarget &target,
                     int64_t threads, bool byPlanes = false) {
  // Where nothing is found, a window that was pooled by hand: right, if slow.
  const int64_t lanes = work.layout ? work.layout.getLanes() : target.lanes;
  Choice best{{lanes, work.poolRows, work.poolColumns, work.channels,
               &work.passes.front()},
              ThreadSplit::none,
              HUGE_VAL};
  // Half of a wide vector may waste fewer lanes at the end of a row.
  SmallVector<int64_t> choices{target.lanes};
  if (work.layout)
    choices = {work.layout.getLanes()};
  else if (target.lanes > 8)
    choices.push_back(8);
  auto tryBlocks = [&](TileShape shape) {
    for (int64_t block : byPlanes ? SmallVector<int64_t>{work.channels}
                                  : getChannelBlocks(work, shape)) {
      shape.channelBlock = block;
      for (ThreadSplit split : byPlanes ? getSplitsByPlanes(shape, threads)
                                        : getSplits(work, shape, threads)) {
        double cycles = predictCycles(work, shape, threads, split);
        if (cycles < best.cycles)
          best = {shape, split, cycles};
      }
    }
  };
  auto tryShapes = [&](const PassWork &passes, int64_t lanes) {
    const int64_t maxVectors =
        std::min(kMaxTileVectors, work.getVectors(lanes));
    const int64_t maxRows = std::min(kMaxTileRows, work.getRows());
    // A tile holds whole pooling windows.
    for (int64_t vectors = work.poolColumns; vectors <= maxVectors;
         vectors += work.poolColumns)
      for (int64_t rows = work.poolRows; rows <= maxRows;
           rows += work.poolRows) {
        if (passes.filtersPerPass * rows * vectors >
            getMaxAccumulators(work, passes, target, rows))
          break;
        tryBlocks({lanes, rows, vectors, 0, &passes});
      }
  };
  auto tryWinograd = [&](const PassWork &passes, int64_t lanes) {
    for (int64_t rows : {2, 4}) {
      if (!work.allowsWinograd(passes, rows))
        continue;
      for (int64_t vectors = work.poolColumns;
           vectors <= std::min(kMaxTileVectors, work.getVectors(lanes)) &&
           holdsProducts(work, passes, target, rows, vectors);
           vectors += work.poolColumns)
        if (rows <= work.getRows() && rows % work.poolRows == 0)
          tryBlocks({lanes, rows, vectors, 0, &passes, rows});
    }
  };
  for (const PassWork &passes : work.passes)
    for (int64_t lanes : choices) {
      tryShapes(passes, lanes);
      if (target.winograd && !byPlanes)
        tryWinograd(passes, lanes);
    }
  return best;
}

/// `choice` as an attribute; `ranges` are the filters that threads share.
static ScheduleAttr toAttribute(MLIRContext *context, const LayerWork &work,
                                const Choice &choice, LoopOrder order,
                                int64_t threads, ThreadSplit split,
                                ArrayRef<int64_t> ranges) {
  const TileShape &shape = choice.shape;
  return ScheduleAttr::get(context, shape.lanes, shape.rows, shape.vectors,
                           work.getRows() % shape.rows,
                           work.getVectors(shape.lanes) % shape.vectors,
                           shape.channelBlock, shape.passes->filtersPerPass,
                           shape.winogradRows, order, threads, split, ranges);
}

/// The same where the layer has its threads for itself.
static ScheduleAttr toAttribute(MLIRContext *context, const LayerWork &work,
                                const ScheduleTarget &target,
                                const Choice &choice, LoopOrder order) {
  const int64_t threads =
      choice.split == ThreadSplit::none ? 1 : target.threads;
  SmallVector<int64_t> ranges;
  if (choice.split == ThreadSplit::filters)
    ranges = balanceFilters(*choice.shape.passes, threads);
  return toAttribute(context, work, choice, order, threads, choice.split,
                     ranges);
}

ScheduleAttr patconv::chooseSchedule(MLIRContext *context,
                                     const LayerWork &work,
                                     const ScheduleTarget &target) {
  Choice choice = search(work, target, /*threads=*/1);
  if (target.threads > 1 && choice.cycles >= kThreadedCycles) {
    const double alone =
        predictCycles(work, choice.shape, target.threads, ThreadSplit::none);
    if (Choice shared = search(work, target, target.threads);
        shared.cycles < alone)
      choice = shared;
  }
  const LoopOrder order =
      hasFiltersOutside(work) && choice.split != ThreadSplit::tiles
          ? LoopOrder::filters
          : LoopOrder::tiles;
  return toAttribute(context, work, target, choice, order);
}

std::pair<ScheduleAttr, ScheduleAttr>
patconv::choosePlanesSchedules(MLIRContext *context, const LayerWork &maker,
                               const LayerWork &reader,
                               const ScheduleTarget &target) {
  Choice made = search(maker, target, /*threads=*/1, /*byPlanes=*/true);
  const Choice read = search(reader, target, /*threads=*/1, /*byPlanes=*/true);
  if (target.threads > 1 && made.cycles + read.cycles >= kThreadedCycles)
    // Where passes are too few to share nothing is found.
    if (Choice shared =
            search(maker, target, target.threads, /*byPlanes=*/true);
        shared.cycles < HUGE_VAL)
      made = shared;
  ScheduleAttr schedule =
      toAttribute(context, maker, target, made, LoopOrder::planes);
  return {schedule, toAttribute(context, reader, read, LoopOrder::follow,
                                schedule.getThreads(), schedule.getSplit(),
                                schedule.getRanges())};
}
