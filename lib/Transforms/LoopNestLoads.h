//===- LoopNestLoads.h - Vector reads and writes of a loop nest -*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_LOOPNESTLOADS_H
#define PATCONV_LIB_TRANSFORMS_LOOPNESTLOADS_H

#include "lib/Transforms/LoopNest.h"

namespace mlir::patconv {

/// Where the operands are read: an index (null: 0) plus a constant each.
struct Position {
  SmallVector<Value> base;
  SmallVector<int64_t> constant;
};

/// Reads each address of a body once. Operands are seen as flat memory.
class LoopNestLoads {
public:
  LoopNestLoads(OpBuilder &builder, Location loc, const LoopNest &nest,
                const NestSchedule &schedule)
      : builder(builder), loc(loc), nest(nest), schedule(schedule) {}

  /// Makes the flat views; once, outside of all loops.
  void createViews();

  /// Starts a body without loops that reads at `points`, distances from
  /// `position` for each operand. Forgets what was loaded before.
  void begin(const Position &position, ArrayRef<SmallVector<int64_t>> points);

  /// A vector along the lanes of which the first `count` are in use.
  Value load(unsigned operand, const Position &position, int64_t delta,
             int64_t count);
  Value loadScalar(unsigned operand, const Position &position, int64_t delta);
  void store(Value vector, unsigned operand, const Position &position,
             int64_t delta, int64_t count);
  void storeScalar(Value scalar, unsigned operand, const Position &position,
                   int64_t delta);
  /// The mask of the first `count` lanes.
  Value getMask(int64_t count) { return getMask(count, schedule.lanes); }

private:
  Value getMask(int64_t count, int64_t lanes);
  Value getIndex(unsigned operand, const Position &position, int64_t offset);
  Value loadContiguous(unsigned operand, Value index, int64_t count,
                       int64_t width);
  Value loadStrided(unsigned operand, const Position &position, int64_t offset,
                    int64_t count);
  Value loadSpread(unsigned operand, const Position &position, int64_t offset,
                   int64_t count);

  OpBuilder &builder;
  Location loc;
  const LoopNest &nest;
  const NestSchedule &schedule;
  SmallVector<Value> views;
  /// By operand and constant offset: the vectors of this body, the groups of
  /// neighbouring elements, and the last element needed of each group.
  DenseMap<std::pair<unsigned, int64_t>, Value> vectors, groups;
  DenseMap<std::pair<unsigned, int64_t>, int64_t> lastResidue;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_LOOPNESTLOADS_H
