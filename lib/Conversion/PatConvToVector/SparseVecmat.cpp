//===- SparseVecmat.cpp - A vector with zeros times a matrix --------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/SparseVecmat.h"

#include "lib/Conversion/PatConvToVector/ThreadShares.h"
#include "lib/Transforms/ScheduleCostModel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::patconv;

/// Rows of weights that are added up in one pass over the sums: as many streams
/// of memory keep it busy.
static constexpr int64_t kRows = 4;
/// Inputs whose zeros are found together, a bit of a number for each.
static constexpr int64_t kBits = 64;
/// Columns that are added up together, so that their sums stay in the first
/// cache.
static constexpr int64_t kColumns = 4096;

namespace {
class SparseVecmatEmitter {
public:
  SparseVecmatEmitter(OpBuilder &builder, SparseVecmatOp op)
      : b(builder), loc(op.getLoc()), op(op), lanes(op.getLanes()),
        vectorType(VectorType::get({lanes}, builder.getF32Type())) {
    auto weights = cast<MemRefType>(op.getWeights().getType());
    features = weights.getDimSize(0);
    outputs = weights.getDimSize(1);
  }
  void emit(int64_t threads);

private:
  Value constant(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }
  Value bits(int64_t value) {
    return arith::ConstantIntOp::create(b, loc, value, kBits);
  }
  Value isNone(Value mask) {
    return arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, mask,
                                 bits(0));
  }
  Value getMask(int64_t count) {
    return vector::ConstantMaskOp::create(
        b, loc, VectorType::get({lanes}, b.getI1Type()),
        ArrayRef<int64_t>{count});
  }
  Value load(Value memory, Value row, Value column, int64_t count);
  void store(Value value, Value column, int64_t count);
  void forEachVector(Value first, Value end,
                     function_ref<void(Value column, int64_t count)> body);
  Value findNonZeros(Value start, int64_t count);
  Value emitRows(Value start, Value mask, Value first, Value end);
  void emitInputs(Value start, int64_t count, Value first, Value end);
  void emitColumns(Value first, Value end);

  OpBuilder &b;
  Location loc;
  SparseVecmatOp op;
  int64_t features, outputs, lanes;
  VectorType vectorType;
};
} // namespace

/// `count` elements of a row, zeros in the lanes beyond.
Value SparseVecmatEmitter::load(Value memory, Value row, Value column,
                                int64_t count) {
  if (count == lanes)
    return vector::LoadOp::create(b, loc, vectorType, memory,
                                  ValueRange{row, column});
  Value zeros = arith::ConstantOp::create(b, loc, b.getZeroAttr(vectorType));
  return vector::MaskedLoadOp::create(b, loc, vectorType, memory,
                                      ValueRange{row, column}, getMask(count),
                                      zeros);
}

void SparseVecmatEmitter::store(Value value, Value column, int64_t count) {
  const Value place[] = {constant(0), column};
  if (count == lanes) {
    vector::StoreOp::create(b, loc, value, op.getInit(), place);
    return;
  }
  vector::MaskedStoreOp::create(b, loc, op.getInit(), place, getMask(count),
                                value);
}

/// Emits `body` for the vectors `first` to before `end`; the last one of all
/// may be a part.
void SparseVecmatEmitter::forEachVector(
    Value first, Value end,
    function_ref<void(Value column, int64_t count)> body) {
  const int64_t whole = outputs / lanes, rest = outputs % lanes;
  Value last = arith::MinUIOp::create(b, loc, end, constant(whole));
  auto loop = scf::ForOp::create(b, loc, first, last, constant(1));
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    body(arith::MulIOp::create(b, loc, loop.getInductionVar(), constant(lanes)),
         lanes);
  }
  if (rest == 0)
    return;
  Value hasRest = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ugt, end,
                                        constant(whole));
  auto choice = scf::IfOp::create(b, loc, hasRest, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(choice.thenBlock());
  body(constant(whole * lanes), rest);
}

/// A bit for each of `count` inputs from `start`: whether it is another number
/// than 0. NaN is.
Value SparseVecmatEmitter::findNonZeros(Value start, int64_t count) {
  auto type = VectorType::get({count}, b.getF32Type());
  Value inputs = vector::LoadOp::create(b, loc, type, op.getInput(),
                                        ValueRange{constant(0), start});
  Value zeros = arith::ConstantOp::create(b, loc, b.getZeroAttr(type));
  Value differ =
      arith::CmpFOp::create(b, loc, arith::CmpFPredicate::UNE, inputs, zeros);
  Value packed = vector::BitCastOp::create(
      b, loc, VectorType::get({1}, b.getIntegerType(count)), differ);
  Value mask = vector::ExtractOp::create(b, loc, packed, 0);
  return count == kBits
             ? mask
             : arith::ExtUIOp::create(b, loc, b.getIntegerType(kBits), mask);
}

/// Adds the first kRows inputs of `mask`, counted from `start`, to the sums.
/// Returns the mask of those that are left.
Value SparseVecmatEmitter::emitRows(Value start, Value mask, Value first,
                                    Value end) {
  SmallVector<Value> rows, factors;
  Value zero = arith::ConstantOp::create(b, loc, b.getF32FloatAttr(0));
  for (int64_t i = 0; i < kRows; ++i) {
    Value lowest = arith::IndexCastUIOp::create(
        b, loc, b.getIndexType(),
        math::CountTrailingZerosOp::create(b, loc, mask));
    Value row = arith::AddIOp::create(b, loc, start, lowest);
    // Where no input is left the first one's row, which is at hand, counts 0
    // times.
    Value none = i == 0 ? Value() : isNone(mask);
    if (none)
      row = arith::SelectOp::create(b, loc, none, rows[0], row);
    Value factor = memref::LoadOp::create(b, loc, op.getInput(),
                                          ValueRange{constant(0), row});
    if (none)
      factor = arith::SelectOp::create(b, loc, none, zero, factor);
    rows.push_back(row);
    factors.push_back(vector::BroadcastOp::create(b, loc, vectorType, factor));
    Value less = arith::SubIOp::create(b, loc, mask, bits(1));
    mask = arith::AndIOp::create(b, loc, mask, less);
  }
  forEachVector(first, end, [&](Value column, int64_t count) {
    Value sum = load(op.getInit(), constant(0), column, count);
    for (auto [row, factor] : llvm::zip_equal(rows, factors))
      sum = vector::FMAOp::create(
          b, loc, load(op.getWeights(), row, column, count), factor, sum);
    store(sum, column, count);
  });
  return mask;
}

/// Adds `count` inputs from `start` to the sums of the vectors `first` to
/// before `end`.
void SparseVecmatEmitter::emitInputs(Value start, int64_t count, Value first,
                                     Value end) {
  Value mask = findNonZeros(start, count);
  auto loop =
      scf::WhileOp::create(b, loc, TypeRange{mask.getType()}, ValueRange{mask});
  OpBuilder::InsertionGuard guard(b);
  Block *before = b.createBlock(&loop.getBefore(), {}, mask.getType(), loc);
  Value hasMore = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ne,
                                        before->getArgument(0), bits(0));
  scf::ConditionOp::create(b, loc, hasMore, before->getArguments());
  Block *after = b.createBlock(&loop.getAfter(), {}, mask.getType(), loc);
  Value left = emitRows(start, after->getArgument(0), first, end);
  scf::YieldOp::create(b, loc, left);
}

/// The sums of the vectors `first` to before `end`.
void SparseVecmatEmitter::emitColumns(Value first, Value end) {
  Value zeros = arith::ConstantOp::create(b, loc, b.getZeroAttr(vectorType));
  forEachVector(first, end, [&](Value column, int64_t count) {
    store(zeros, column, count);
  });
  const int64_t whole = features / kBits * kBits;
  if (whole > 0) {
    auto loop = scf::ForOp::create(b, loc, constant(0), constant(whole),
                                   constant(kBits));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    emitInputs(loop.getInductionVar(), kBits, first, end);
  }
  if (features > whole)
    emitInputs(constant(whole), features - whole, first, end);
}

void SparseVecmatEmitter::emit(int64_t threads) {
  const int64_t vectors = llvm::divideCeil(outputs, lanes);
  threads =
      getPlaneThreads(vectors, features * outputs, std::min(threads, vectors));
  emitShares(b, loc, vectors, threads, [&](Value first, Value end) {
    const int64_t step = kColumns / lanes;
    auto loop = scf::ForOp::create(b, loc, first, end, constant(step));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Value start = loop.getInductionVar();
    Value next = arith::AddIOp::create(b, loc, start, constant(step));
    emitColumns(start, arith::MinUIOp::create(b, loc, next, end));
  });
}

void patconv::emitSparseVecmat(OpBuilder &builder, SparseVecmatOp op,
                               int64_t threads) {
  SparseVecmatEmitter(builder, op).emit(threads);
}
