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

  /// The sums that the rows of `matrix` make of `values`, where null is 0.
  /// Where all points but 0 come in pairs that differ in their sign, the rows
  /// of a pair share the sums over their even terms, and over their odd ones
  /// but for the sign.
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
  const Winograd winograd(geometry.getWinogradShape());
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
  const int64_t numProducts = geometry.getSumRows(tile.rows);
  for (auto [f, phase] : llvm::enumerate(winograd.phases)) {
    // The rows under rows of output that a smaller tile lacks may lie beyond
    // the plane: they would change nothing.
    SmallVector<Value> rows(phase.input.size());
    for (auto [i, row] : llvm::enumerate(rows)) {
      const int64_t r = f + i * geometry.strideY;
      if (r < countRows(tile))
        row = vector::LoadOp::create(
            b, loc, vectorType, op.getInput(),
            ValueRange{add(start[0], channel), add(start[1], constant(r)),
                       add(start[2], column), constant(0)});
    }
    ArrayRef matrix(phase.input);
    if (phase.products.back() >= numProducts)
      matrix = matrix.drop_back();
    for (auto [k, product] :
         llvm::enumerate(SumEmitter(b, loc).multiply(matrix, rows)))
      vector::StoreOp::create(b, loc, product, transformed,
                              ValueRange{channel, constant(phase.products[k]),
                                         column, constant(0)});
  }
}

Value WinogradTiles::emitInput(Value channel, int64_t row, int64_t vector,
                               int64_t dy, int64_t dx) {
  return vector::LoadOp::create(
      b, loc, vectorType, transformed,
      ValueRange{channel, constant(row),
                 constant(vector * geometry.strideX + dx), constant(0)});
}

SmallVector<Value> patconv::emitWinogradOutput(OpBuilder &builder, Location loc,
                                               WinogradShape shape,
                                               int64_t rows, int64_t vectors,
                                               ValueRange products) {
  const Winograd winograd(shape);
  SumEmitter sums(builder, loc);
  SmallVector<Value> outputs(rows * vectors);
  for (int64_t v = 0; v < vectors; ++v)
    for (const Winograd::Phase &phase : winograd.phases) {
      ArrayRef points(phase.points);
      auto get = [&](size_t k) {
        return products[phase.products[k] * vectors + v];
      };
      for (size_t k = 0; k < points.size(); ++k) {
        // Even and odd rows see the sum and the difference of the products of
        // two points that differ in their sign.
        std::array<Value, 2> values{get(k), get(k)};
        const double point = points[k];
        if (point != 0 && k + 1 < points.size() && points[k + 1] == -point) {
          ++k;
          values = {sums.add(values[0], 1, get(k)),
                    sums.add(values[1], -1, get(k))};
        }
        for (int64_t r = 0; r < rows; ++r)
          if (point != 0 || r == 0) {
            Value &sum = outputs[r * vectors + v];
            sum = sums.add(sum, std::pow(point, r), values[r % 2]);
          }
      }
      if (rows == shape.rows) {
        Value &sum = outputs[(rows - 1) * vectors + v];
        sum = sums.add(sum, 1, get(points.size()));
      }
    }
  return outputs;
}
