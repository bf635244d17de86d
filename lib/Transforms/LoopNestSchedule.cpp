//===- LoopNestSchedule.cpp - Which loop takes the lanes, what unrolls ----===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/LoopNest.h"

#include "llvm/Support/MathExtras.h"

#include <limits>

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// Iterations of inner reductions, such as a pooling window, written out.
constexpr int64_t kMaxTaps = 16;
/// Rows of a matrix in work at once, each with a sum of its own.
constexpr int64_t kMaxRows = 4;
/// A matrix larger than the second-level cache streams faster row by row,
/// as one run of memory, while the vector that its rows are multiplied by
/// stays in the first-level cache.
constexpr int64_t kMinStreamed = 256 * 1024, kMaxStreamedRow = 6144;
/// Rows of a matrix that are added up in one pass over the output.
constexpr int64_t kMaxSummedRows = 8;
/// Independent sums that hide the latency of a multiply-add: 4 cycles, two
/// units.
constexpr int64_t kMinAccumulators = 8;
/// Reductions longer than this are blocked where their operands are read
/// again, so that a block of them stays in the second-level cache.
constexpr int64_t kReductionBlock = 4096;
} // namespace

/// Sums of this many iterations of a dimension are worth one vector each.
static int64_t getLanes(const NestDim &dim, int64_t lanes) {
  return std::min<int64_t>(lanes, llvm::PowerOf2Ceil(dim.size));
}

/// Registers for sums: the others hold operands.
static int64_t getSumRegisters(int64_t vectorRegisters) {
  return vectorRegisters * 3 / 4;
}

int64_t mlir::patconv::getMatrixVectors(int64_t vectorRegisters) {
  return getSumRegisters(vectorRegisters) / kMatrixRows;
}

/// The share of full speed that lanes over `dim` can have; 0: impossible.
static double rateVectorDim(const LoopNest &nest, unsigned dimIndex,
                            int64_t lanes) {
  const NestDim &dim = nest.dims[dimIndex];
  double rate = double(dim.size) / llvm::divideCeil(dim.size, lanes) / lanes;
  for (auto [operand, stride] : llvm::enumerate(dim.strides)) {
    if (nest.isOutput(operand)) {
      if (stride != (dim.isReduction ? 0 : 1))
        return 0;
      continue;
    }
    if (stride > 4)
      rate *= 0.1;
    else if (stride > 1)
      rate *= 0.6;
  }
  // The sum over the lanes at the end.
  return dim.isReduction ? rate * 0.9 : rate;
}

/// The number of iterations to hold in registers: all of them, or the largest
/// one up to `most` that leaves the smallest remainder.
static int64_t pickUnroll(int64_t size, int64_t most) {
  if (size <= most)
    return size;
  int64_t best = most;
  for (int64_t unroll = most; unroll > most / 2; --unroll)
    if (size % unroll < size % best)
      best = unroll;
  return std::max<int64_t>(best, 1);
}

/// The number of rows to hold sums of `vectors` vectors each of: the one with
/// which all rows take the fewest multiply-adds, where too few sums wait for
/// each other as long as kMinAccumulators take.
static int64_t pickRows(int64_t size, int64_t vectors) {
  auto getCost = [&](int64_t rows) {
    return rows == 0 ? 0 : std::max(kMinAccumulators, rows * vectors);
  };
  int64_t best = 1, bestCost = std::numeric_limits<int64_t>::max();
  for (int64_t rows = std::min(size, kMatrixRows); rows >= 1; --rows) {
    int64_t cost = size / rows * getCost(rows) + getCost(size % rows);
    if (cost < bestCost) {
      best = rows;
      bestCost = cost;
    }
  }
  return best;
}

/// The elements of the inputs that change along a loop.
static int64_t getFootprint(const LoopNest &nest, unsigned dim) {
  int64_t footprint = 0;
  for (unsigned operand = 0; operand < nest.numInputs; ++operand)
    if (nest.dims[dim].strides[operand] != 0)
      footprint += nest.operands[operand].span;
  return footprint;
}

/// Puts the loops first that the largest inputs change along.
static void sortByFootprint(const LoopNest &nest,
                            SmallVectorImpl<unsigned> &dims) {
  llvm::sort(dims, [&](unsigned a, unsigned b) {
    int64_t first = getFootprint(nest, a), second = getFootprint(nest, b);
    return first != second ? first > second : a < b;
  });
}

/// Loops whose iterations share the reads of an input, largest first. Where
/// the lanes run along an output, the input read as vectors must be shared.
static SmallVector<unsigned> getReuseDims(const LoopNest &nest,
                                          unsigned vectorDim) {
  SmallVector<unsigned> reuse;
  bool reduces = nest.dims[vectorDim].isReduction;
  for (auto [index, dim] : llvm::enumerate(nest.dims)) {
    if (dim.isReduction || index == vectorDim)
      continue;
    for (unsigned operand = 0; operand < nest.numInputs; ++operand)
      if (!nest.operands[operand].isScalar && dim.strides[operand] == 0 &&
          (reduces || nest.dims[vectorDim].strides[operand] != 0)) {
        reuse.push_back(index);
        break;
      }
  }
  sortByFootprint(nest, reuse);
  return reuse;
}

/// Registers and order of a reduction over two or more inputs: a product of
/// matrices, or something of its kind.
static void scheduleContraction(const LoopNest &nest, int64_t vectorRegisters,
                                NestSchedule &schedule) {
  const NestDim &vectorDim = nest.dims[schedule.vectorDim];
  SmallVector<unsigned> reuse = getReuseDims(nest, schedule.vectorDim);
  // The operand that is largest is read once: its loop is outside.
  sortByFootprint(nest, schedule.parallelOrder);
  int64_t registers = getSumRegisters(vectorRegisters);
  int64_t accumulators = 1;
  if (vectorDim.isReduction) {
    // The inner one first: what it leaves goes to the rows that stream.
    if (reuse.size() > 1) {
      int64_t unroll = pickUnroll(nest.dims[reuse[1]].size, kMaxRows);
      schedule.unroll[reuse[1]] = unroll;
      accumulators *= unroll;
    }
    bool rowByRow = !reuse.empty() && accumulators == 1 &&
                    vectorDim.size <= kMaxStreamedRow &&
                    getFootprint(nest, reuse[0]) >= kMinStreamed;
    schedule.streams = rowByRow;
    if (!reuse.empty() && !rowByRow) {
      int64_t unroll = pickUnroll(
          nest.dims[reuse[0]].size,
          std::clamp<int64_t>(registers / accumulators, 1, kMaxRows));
      schedule.unroll[reuse[0]] = unroll;
      accumulators *= unroll;
    }
    if (accumulators < kMinAccumulators)
      schedule.vectors =
          std::min<int64_t>(llvm::divideCeil(kMinAccumulators, accumulators),
                            vectorDim.size / schedule.lanes);
  } else if (!reuse.empty()) {
    unsigned dim = reuse.front();
    schedule.vectors = std::clamp<int64_t>(vectorDim.size / schedule.lanes, 1,
                                           getMatrixVectors(vectorRegisters));
    schedule.unroll[dim] = pickRows(nest.dims[dim].size, schedule.vectors);
    accumulators = schedule.unroll[dim];
  }
  schedule.vectors = std::max<int64_t>(schedule.vectors, 1);

  if (schedule.reductionOrder.size() != 1)
    return;
  unsigned reduction = schedule.reductionOrder.front();
  int64_t size = nest.dims[reduction].size;
  bool readsAgain = llvm::any_of(reuse, [&](unsigned dim) {
    return schedule.unroll[dim] < nest.dims[dim].size;
  });
  if (!vectorDim.isReduction && accumulators == 1) {
    // A vector times a matrix that lies row by row: stream some rows.
    schedule.blockedDim = reduction;
    schedule.block = std::min(size, kMaxSummedRows);
    schedule.unroll[reduction] = schedule.block;
  } else if (reuse.size() > (vectorDim.isReduction ? 1 : 0) && readsAgain &&
             size > kReductionBlock) {
    schedule.blockedDim = reduction;
    schedule.block = vectorDim.isReduction ? kReductionBlock : 512;
  }
}

/// Lets the loops of a transposition walk the input's contiguous dimension
/// inside of the lanes, so that each cache line is read while it is there.
static void orderTransposition(const LoopNest &nest, NestSchedule &schedule) {
  const NestDim &vectorDim = nest.dims[schedule.vectorDim];
  for (unsigned operand = 0; operand < nest.numInputs; ++operand) {
    if (vectorDim.strides[operand] <= 4)
      continue;
    for (auto [index, dim] : llvm::enumerate(nest.dims)) {
      if (dim.strides[operand] != 1)
        continue;
      llvm::erase(schedule.parallelOrder, index);
      schedule.parallelOrder.push_back(index);
      return;
    }
  }
}

/// Threads split the outermost loop that balances, else the longest.
static void chooseThreadDim(const LoopNest &nest, NestSchedule &schedule,
                            int64_t threads) {
  if (threads <= 1 || nest.getNumPoints() <= kMinPointsForThreads)
    return;
  int64_t most = 1;
  for (unsigned dim : schedule.parallelOrder) {
    int64_t step = schedule.unroll[dim];
    if (dim == schedule.vectorDim)
      step = schedule.lanes * schedule.vectors;
    int64_t blocks = nest.dims[dim].size / step;
    bool balances = nest.dims[dim].size % step == 0 && blocks % threads == 0;
    if (blocks > most) {
      schedule.threads = threads;
      schedule.threadDim = dim;
      most = blocks;
    }
    if (blocks >= threads && (balances || blocks >= 8 * threads)) {
      schedule.threadDim = dim;
      return;
    }
  }
}

FailureOr<NestSchedule> mlir::patconv::scheduleLoopNest(
    const LoopNest &nest, const ScheduleTarget &target, std::string &reason) {
  NestSchedule schedule;
  double best = 0;
  for (unsigned dim = 0; dim < nest.dims.size(); ++dim) {
    double rate = rateVectorDim(nest, dim, target.lanes);
    // Of equals the inner one: it comes last.
    if (rate > 0 && rate >= best) {
      best = rate;
      schedule.vectorDim = dim;
    }
  }
  if (best == 0) {
    reason = "expected a loop along which the output is contiguous";
    return failure();
  }
  const NestDim &vectorDim = nest.dims[schedule.vectorDim];
  schedule.lanes = getLanes(vectorDim, target.lanes);
  schedule.unroll.assign(nest.dims.size(), 1);
  for (auto [index, dim] : llvm::enumerate(nest.dims)) {
    if (!dim.isReduction)
      schedule.parallelOrder.push_back(index);
    else if (index != schedule.vectorDim)
      schedule.reductionOrder.push_back(index);
  }
  if (vectorDim.isReduction)
    schedule.reductionOrder.push_back(schedule.vectorDim);

  int64_t vectors = std::max<int64_t>(1, vectorDim.size / schedule.lanes);
  if (!nest.combiner) {
    schedule.vectors = std::min<int64_t>(2, vectors);
    orderTransposition(nest, schedule);
  } else if (nest.numInputs > 1) {
    scheduleContraction(nest, target.vectorRegisters, schedule);
  } else if (vectorDim.isReduction) {
    // Independent sums hide the latency of an addition.
    schedule.vectors = std::min<int64_t>(4, vectors);
  }
  // The innermost reductions, such as a pooling window, are written out.
  int64_t taps = 1;
  for (unsigned dim : llvm::reverse(schedule.reductionOrder)) {
    if (dim == schedule.vectorDim || schedule.blockedDim == dim ||
        taps * nest.dims[dim].size > kMaxTaps)
      break;
    schedule.unroll[dim] = nest.dims[dim].size;
    taps *= nest.dims[dim].size;
  }
  chooseThreadDim(nest, schedule, target.threads);
  return schedule;
}
