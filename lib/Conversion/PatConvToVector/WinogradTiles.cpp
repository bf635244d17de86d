//===- WinogradTiles.cpp - Tiles of transformed activations ---------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/WinogradTiles.h"

#include "dialect/IR/Winograd.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include <array>
#include <cmath>

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// Emits sums of vectors with constant factors.
class SumEmitter {
public:
  SumEmitter(OpBuilder &builder, Location loc) : b(builder), loc(loc) {}

  /// `sum` + `factor` * `value`; a null sum is 0.
  Value add(Value sum, double factor, Value value) {
    if (sum && factor == 1)
      return arith::AddFOp::create(b, loc, sum, value);
    if (sum && factor == -1)
      return arith::SubFOp::create(b, loc, sum, value);
    if (!sum && factor == 1)
      return value;
    auto type = cast<VectorType>(value.getType());
    Value scale = arith::ConstantOp::create(
        b, loc, DenseElementsAttr::get(type, float(factor)));
    if (!sum)
      return arith::MulFOp::create(b, loc, scale, value);
    return vector::FMAOp::create(b, loc, scale, value, sum);
  }

  /// The sums that the rows of `matrix` make of `values`, where null is 0. The
  /// rows of points that differ in their sign share the sums over their even
  /// terms, and over their odd ones but for the sign.
  SmallVector<Value> multiply(ArrayRef<SmallVector<double>> matrix,
                              ArrayRef<Value> values);

private:
  OpBuilder &b;
  Location loc;
};
} // namespace

SmallVector<Value> SumEmitter::multiply(ArrayRef<SmallVector<double>> matrix,
                                        ArrayRef<Value> values) {
  // Sums over every second term whose last factor is positive.
  SmallVector<std::pair<SmallVector<double>, Value>> known;
  auto getHalf = [&](SmallVector<double> factors) -> Value {
    for (auto &[knownFactors, value] : known)
      if (knownFactors == factors)
        return value;
    Value sum;
    for (auto [factor, value] : llvm::zip_equal(factors, values))
      if (factor != 0 && value)
        sum = add(sum, factor, value);
    known.emplace_back(std::move(factors), sum);
    return sum;
  };
  SmallVector<Value> results;
  for (const SmallVector<double> &row : matrix) {
    Value result;
    for (size_t parity : {0, 1}) {
      SmallVector<double> factors(row.size(), 0);
      double sign = 0;
      for (size_t i = parity; i < row.size(); i += 2) {
        factors[i] = row[i];
        if (row[i] != 0)
          sign = row[i] < 0 ? -1 : 1;
      }
      for (double &factor : factors)
        factor *= sign;
      if (Value half = getHalf(factors))
        result = add(result, sign, half);
    }
    results.push_back(result);
  }
  return results;
}

WinogradTiles::WinogradTiles(OpBuilder &builder, FkwConv2DOp op,
                             const TileGeometry &geometry, Value transformed)
    : LaneTiles(builder, op, geometry), transformed(transformed) {}

void WinogradTiles::emitBlock(const Tile &tile, Value block) {
  const Winograd winograd(geometry.winogradRows);
  SmallVector<Value, 3> start = getInputStart(tile, block);
  Value first =
      arith::MulIOp::create(b, loc, block, constant(geometry.blockSize));
  Value count = arith::MinSIOp::create(
      b, loc, constant(geometry.blockSize),
      arith::SubIOp::create(b, loc, constant(op.getFkw().getChannels()),
                            first));
  auto channels = scf::ForOp::create(b, loc, constant(0), count, constant(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(channels.getBody());
  Value channel = channels.getInductionVar();
  auto columns = scf::ForOp::create(b, loc, constant(0),
                                    constant(countColumns(tile)), constant(1));
  b.setInsertionPointToStart(columns.getBody());
  Value column = columns.getInductionVar();
  auto add = [&](Value lhs, Value rhs) -> Value {
    return arith::AddIOp::create(b, loc, lhs, rhs);
  };
  // The rows under rows of output that a smaller tile lacks may lie beyond the
  // plane: they would change nothing.
  SmallVector<Value> rows(winograd.input.size());
  for (int64_t r = 0; r < countRows(tile); ++r)
    rows[r] = vector::LoadOp::create(
        b, loc, vectorType, op.getInput(),
        ValueRange{add(start[0], channel), add(start[1], constant(r)),
                   add(start[2], column), constant(0)});
  SmallVector<Value> products = SumEmitter(b, loc).multiply(
      ArrayRef(winograd.input).take_front(geometry.getSumRows(tile.rows)),
      rows);
  for (auto [p, product] : llvm::enumerate(products))
    vector::StoreOp::create(
        b, loc, product, transformed,
        ValueRange{channel, constant(p), column, constant(0)});
}

Value WinogradTiles::emitInput(Value channel, int64_t row, int64_t vector,
                               int64_t dy, int64_t dx) {
  return vector::LoadOp::create(
      b, loc, vectorType, transformed,
      ValueRange{channel, constant(row), constant(vector + dx), constant(0)});
}

SmallVector<Value> patconv::emitWinogradOutput(OpBuilder &builder, Location loc,
                                               int64_t winogradRows,
                                               int64_t rows, int64_t vectors,
                                               ValueRange products) {
  const Winograd winograd(winogradRows);
  SumEmitter sums(builder, loc);
  auto get = [&](int64_t product, int64_t vector) {
    return products[product * vectors + vector];
  };
  SmallVector<Value> outputs(rows * vectors);
  for (int64_t v = 0; v < vectors; ++v) {
    // The products of each pair of points: their sum, and their difference.
    SmallVector<std::array<Value, 2>> pairs;
    for (int64_t k = 0, e = winograd.points.size(); k < e; ++k) {
      Value positive = get(2 * k + 1, v), negative = get(2 * k + 2, v);
      pairs.push_back(
          {sums.add(positive, 1, negative), sums.add(positive, -1, negative)});
    }
    for (int64_t r = 0; r < rows; ++r) {
      Value sum;
      for (auto [point, pair] : llvm::zip_equal(winograd.points, pairs))
        sum = sums.add(sum, std::pow(point, r), pair[r % 2]);
      if (r == 0)
        sum = sums.add(sum, 1, get(0, v));
      if (r == winogradRows - 1)
        sum = sums.add(sum, 1, get(winogradRows + 1, v));
      outputs[r * vectors + v] = sum;
    }
  }
  return outputs;
}
