//===- LoopNest.h - Linear loop nests over memrefs --------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What pooling, matrix products, element-wise operations, reductions and
// copies have in common: loops of constant size, operands whose address is
// linear in the loops, a scalar body. One schedule and one emitter serve all.
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_LOOPNEST_H
#define PATCONV_LIB_TRANSFORMS_LOOPNEST_H

#include "lib/Transforms/ScheduleCostModel.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include <optional>
#include <string>

namespace mlir::patconv {

/// A memref, or a scalar, that the body reads or writes.
struct NestOperand {
  Value value;
  /// What stands for its element in the body.
  BlockArgument argument;
  Type elementType;
  bool isScalar = false;
  /// The element at the origin of the loops, counted from the buffer's start.
  int64_t offset = 0;
  /// Elements from the first to the last that the loops touch.
  int64_t span = 1;
};

/// Rows of a matrix in work at once at most, where lanes run along the other
/// matrix's columns.
inline constexpr int64_t kMatrixRows = 6;
/// The vectors of columns whose sums fit beside operands, with so many rows.
int64_t getMatrixVectors(int64_t vectorRegisters);

/// One loop; `strides` has a distance in elements for each operand.
struct NestDim {
  int64_t size;
  bool isReduction;
  SmallVector<int64_t> strides;
};

struct LoopNest {
  SmallVector<NestDim> dims;
  /// The inputs that the body uses, then all outputs.
  SmallVector<NestOperand> operands;
  unsigned numInputs = 0;
  /// The value of each output; of a reduction, the result of `combiner`.
  SmallVector<Value> results;
  /// Of a reduction: the operation that folds `combined` into the output.
  Operation *combiner = nullptr;
  Value combined;
  vector::CombiningKind kind = vector::CombiningKind::ADD;
  /// What a reduction starts from; null: what the output holds.
  Value initial;

  bool isOutput(unsigned operand) const { return operand >= numInputs; }
  /// Points of the iteration space.
  int64_t getNumPoints() const;
};

/// How a loop nest becomes vector code.
struct NestSchedule {
  /// The loop that the lanes run over. If it is a reduction, the lanes are
  /// summed up at the end of the loops.
  unsigned vectorDim = 0;
  int64_t lanes = 1;
  /// Vectors along `vectorDim` that are in work at once.
  int64_t vectors = 1;
  /// Loops from the outside in; all reductions run inside of all others.
  SmallVector<unsigned> parallelOrder, reductionOrder;
  /// Iterations of each loop that are in work at once.
  SmallVector<int64_t> unroll;
  /// A reduction whose blocks of `block` iterations become the outermost loop,
  /// with the partial result in the output.
  std::optional<unsigned> blockedDim;
  int64_t block = 0;
  /// The lanes walk rows of memory from end to end, in the order in which they
  /// lie, which the hardware fetches ahead: LLVM must not unroll their loop.
  bool streams = false;
  /// Threads, and the loop that they split; 1: no parallel loop.
  int64_t threads = 1;
  unsigned threadDim = 0;
};

/// Reads the loop nest off a linalg operation on memrefs of constant shape.
/// Loops of one iteration are dropped, loops that walk memory as one are
/// merged. Fails with the reason where the operation has another form.
FailureOr<LoopNest> analyzeLoopNest(linalg::LinalgOp op, std::string &reason);

/// Chooses a schedule; fails with the reason where vectors do not fit.
FailureOr<NestSchedule> scheduleLoopNest(const LoopNest &nest,
                                         const ScheduleTarget &target,
                                         std::string &reason);

/// Emits loops over vectors at the builder's insertion point.
void emitLoopNest(OpBuilder &builder, Location loc, const LoopNest &nest,
                  const NestSchedule &schedule);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_LOOPNEST_H
