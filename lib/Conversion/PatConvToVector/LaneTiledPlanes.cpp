//===- LaneTiledPlanes.cpp - Planes in the lane-tiled layout --------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/LaneTiledPlanes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// What the emitters below share: short names for the operations they need.
class PlaneEmitter {
public:
  PlaneEmitter(OpBuilder &builder, Location loc, const PlaneTiling &tiling)
      : b(builder), loc(loc), tiling(tiling),
        vectorType(VectorType::get({tiling.layout.getLanes()},
                                   builder.getF32Type())) {}

  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }
  Value add(Value value, int64_t more) {
    return more ? Value(arith::AddIOp::create(b, loc, value, index(more)))
                : value;
  }
  Value mul(Value value, int64_t factor) {
    return arith::MulIOp::create(b, loc, value, index(factor));
  }
  Value zeros(VectorType type) {
    return arith::ConstantOp::create(b, loc, type, b.getZeroAttr(type));
  }
  /// A constant vector of one number for each lane (gy, gx).
  Value laneNumbers(function_ref<int64_t(int64_t, int64_t)> number);
  /// The first row, or column, that each lane owns.
  Value firstRows() {
    return laneNumbers(
        [&](int64_t gy, int64_t) { return gy * tiling.getTileRows(); });
  }
  Value firstColumns() {
    return laneNumbers(
        [&](int64_t, int64_t gx) { return gx * tiling.getTileColumns(); });
  }
  /// Lanes whose `base` + `shift` lies in 0 .. `size` - 1.
  Value isInside(Value base, Value shift, int64_t size);
  Value andMasks(Value a, Value b);
  /// The loop from `first` to `end` - 1.
  void loop(int64_t first, int64_t end, function_ref<void(Value)> body);

  Value load(Value buffer, Value plane, Value row, Value column) {
    return vector::LoadOp::create(b, loc, vectorType, buffer,
                                  ValueRange{plane, row, column, index(0)});
  }
  void store(Value vector, Value buffer, Value plane, Value row, Value column) {
    vector::StoreOp::create(b, loc, vector, buffer,
                            ValueRange{plane, row, column, index(0)});
  }
  /// Each lane takes the value of the lane (dy, dx) grid places on, or 0.
  Value fromNeighbour(Value vector, int64_t dy, int64_t dx);

  OpBuilder &b;
  Location loc;
  PlaneTiling tiling;
  VectorType vectorType;
};
} // namespace

Value PlaneEmitter::laneNumbers(
    function_ref<int64_t(int64_t, int64_t)> number) {
  SmallVector<int32_t> numbers;
  for (int64_t gy = 0; gy < tiling.layout.getGridHeight(); ++gy)
    for (int64_t gx = 0; gx < tiling.layout.getGridWidth(); ++gx)
      numbers.push_back(number(gy, gx));
  auto type = VectorType::get({int64_t(numbers.size())}, b.getI32Type());
  return arith::ConstantOp::create(b, loc,
                                   DenseIntElementsAttr::get(type, numbers));
}

Value PlaneEmitter::isInside(Value base, Value shift, int64_t size) {
  auto type = cast<VectorType>(base.getType());
  Value shift32 =
      arith::IndexCastOp::create(b, loc, type.getElementType(), shift);
  Value position = arith::AddIOp::create(
      b, loc, base, vector::BroadcastOp::create(b, loc, type, shift32));
  Value limit = arith::ConstantOp::create(
      b, loc, DenseIntElementsAttr::get(type, int32_t(size)));
  // Unsigned: what is negative is not below.
  return arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult, position,
                               limit);
}

Value PlaneEmitter::andMasks(Value left, Value right) {
  if (!left || !right)
    return left ? left : right;
  return arith::AndIOp::create(b, loc, left, right);
}

void PlaneEmitter::loop(int64_t first, int64_t end,
                        function_ref<void(Value)> body) {
  auto op = scf::ForOp::create(b, loc, index(first), index(end), index(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(op.getBody());
  body(op.getInductionVar());
}

Value PlaneEmitter::fromNeighbour(Value vector, int64_t dy, int64_t dx) {
  const int64_t height = tiling.layout.getGridHeight();
  const int64_t width = tiling.layout.getGridWidth();
  SmallVector<int64_t> lanes;
  for (int64_t gy = 0; gy < height; ++gy)
    for (int64_t gx = 0; gx < width; ++gx) {
      int64_t y = gy + dy, x = gx + dx;
      bool isThere = y >= 0 && y < height && x >= 0 && x < width;
      // The second operand holds zeros.
      lanes.push_back(isThere ? y * width + x
                              : height * width + gy * width + gx);
    }
  return vector::ShuffleOp::create(b, loc, vector, zeros(vectorType), lanes);
}

//===----------------------------------------------------------------------===//
// Tails and halos
//===----------------------------------------------------------------------===//

Value patconv::emitClearTail(OpBuilder &builder, Location loc,
                             const PlaneTiling &tiling, Value y, Value x,
                             Value value) {
  PlaneEmitter e(builder, loc, tiling);
  Value mask;
  if (tiling.rows % tiling.layout.getGridHeight() != 0)
    mask = e.isInside(e.firstRows(), y, tiling.rows);
  if (tiling.columns % tiling.layout.getGridWidth() != 0)
    mask = e.andMasks(mask, e.isInside(e.firstColumns(), x, tiling.columns));
  if (!mask)
    return value;
  return arith::SelectOp::create(builder, loc, mask, value,
                                 e.zeros(e.vectorType));
}

void patconv::emitHaloRefresh(OpBuilder &builder, Location loc,
                              const PlaneTiling &tiling, Value buffer,
                              Value plane) {
  const int64_t halo = tiling.layout.getHalo();
  if (halo == 0)
    return;
  PlaneEmitter e(builder, loc, tiling);
  const int64_t rows = tiling.getTileRows(), columns = tiling.getTileColumns();
  // Rows first: the columns then carry the corners along.
  e.loop(halo, columns + halo, [&](Value x) {
    for (int64_t i = 0; i < halo; ++i) {
      Value above = e.load(buffer, plane, e.index(rows + i), x);
      e.store(e.fromNeighbour(above, -1, 0), buffer, plane, e.index(i), x);
      Value below = e.load(buffer, plane, e.index(halo + i), x);
      e.store(e.fromNeighbour(below, 1, 0), buffer, plane,
              e.index(rows + halo + i), x);
    }
  });
  e.loop(0, rows + 2 * halo, [&](Value y) {
    for (int64_t i = 0; i < halo; ++i) {
      Value left = e.load(buffer, plane, y, e.index(columns + i));
      e.store(e.fromNeighbour(left, 0, -1), buffer, plane, y, e.index(i));
      Value right = e.load(buffer, plane, y, e.index(halo + i));
      e.store(e.fromNeighbour(right, 0, 1), buffer, plane, y,
              e.index(columns + halo + i));
    }
  });
}

//===----------------------------------------------------------------------===//
// From and to the plain layout
//===----------------------------------------------------------------------===//

/// `memref` as one dimension.
static Value flatten(OpBuilder &b, Location loc, Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  SmallVector<ReassociationIndices> all(1);
  for (int64_t i = 0; i < type.getRank(); ++i)
    all[0].push_back(i);
  return memref::CollapseShapeOp::create(b, loc, memref, all);
}

/// The transpose of `vectors`, as many as a vector has lanes: lane i of result
/// j is lane j of vector i.
static SmallVector<Value> transpose(PlaneEmitter &e,
                                    SmallVector<Value> vectors) {
  const int64_t lanes = vectors.size();
  // Each step shuffles the first half of the vectors into the second, as one
  // does with cards: after log2(lanes) of them the numbers of vector and lane
  // have changed places.
  SmallVector<int64_t> low, high;
  for (int64_t i = 0; i < lanes; ++i) {
    low.push_back(i / 2 + i % 2 * lanes);
    high.push_back(i / 2 + i % 2 * lanes + lanes / 2);
  }
  for (int64_t step = 1; step < lanes; step *= 2) {
    SmallVector<Value> shuffled;
    for (int64_t i = 0; i < lanes / 2; ++i)
      for (ArrayRef<int64_t> order : {low, high})
        shuffled.push_back(vector::ShuffleOp::create(
            e.b, e.loc, vectors[i], vectors[i + lanes / 2], order));
    vectors = std::move(shuffled);
  }
  return vectors;
}

namespace {
/// Copies between a plain plane and a lane-tiled one, a run of as many columns
/// as a vector has lanes at a time: a run is one vector of each sub-image's row
/// in the plain plane, and vectors side by side in the other.
class RunCopier {
public:
  RunCopier(PlaneEmitter &emitter, RelayoutOp op, Value plane, int64_t halo)
      : e(emitter), plane(plane), tiling(emitter.tiling), halo(halo),
        lanes(tiling.layout.getLanes()),
        width(tiling.getTileColumns() + 2 * halo),
        maskType(VectorType::get({lanes}, e.b.getI1Type())),
        plain(flatten(e.b, e.loc, op.getPlain())) {}

  /// All rows, the halo's included, with `copyRun` for each run of a row: it
  /// gets the row in memory, the first column in memory and the columns that
  /// the run has.
  void emit(function_ref<void(Value, Value, int64_t)> copyRun);
  /// The plain activation in one dimension.
  Value getPlain() const { return plain; }
  /// Where the run lies there for sub-image `lane`, and the mask of what of it
  /// is in the image.
  std::pair<Value, Value> locate(int64_t lane, Value column, int64_t count);

private:
  /// Whether the run that starts at `column` in memory is in the image as a
  /// whole, for every sub-image.
  bool isInterior(int64_t column) const {
    const int64_t last =
        (tiling.layout.getGridWidth() - 1) * tiling.getTileColumns();
    return column >= halo && column + lanes <= width &&
           last + column - halo + lanes <= tiling.columns;
  }

  PlaneEmitter &e;
  Value plane;
  const PlaneTiling &tiling;
  const int64_t halo, lanes, width;
  VectorType maskType;
  Value plain;
  /// Of the row that is copied: its first position in the plain activation, by
  /// row of the grid, and whether it is in the image.
  SmallVector<std::pair<Value, Value>> rows;
  /// The first column of the run in memory, where that is a constant.
  std::optional<int64_t> staticColumn;
};
} // namespace

void RunCopier::emit(function_ref<void(Value, Value, int64_t)> copyRun) {
  const int64_t tileRows = tiling.getTileRows();
  e.loop(0, tileRows + 2 * halo, [&](Value row) {
    rows.clear();
    for (int64_t gy = 0; gy < tiling.layout.getGridHeight(); ++gy) {
      Value y = e.add(row, gy * tileRows - halo);
      Value isThere = arith::CmpIOp::create(
          e.b, e.loc, arith::CmpIPredicate::ult, y, e.index(tiling.rows));
      Value first = arith::AddIOp::create(
          e.b, e.loc, e.mul(plane, tiling.rows * tiling.columns),
          e.mul(y, tiling.columns));
      rows.emplace_back(first, isThere);
    }
    for (int64_t column = 0; column < width;) {
      int64_t end = column;
      while (isInterior(end))
        end += lanes;
      if (end > column) {
        // Long rows are mostly runs of which all is there.
        staticColumn = std::nullopt;
        e.loop(0, (end - column) / lanes, [&](Value run) {
          copyRun(row, e.add(e.mul(run, lanes), column), lanes);
        });
        column = end;
        continue;
      }
      staticColumn = column;
      copyRun(row, e.index(column), std::min(lanes, width - column));
      column += lanes;
    }
  });
}

std::pair<Value, Value> RunCopier::locate(int64_t lane, Value column,
                                          int64_t count) {
  const int64_t gridWidth = tiling.layout.getGridWidth();
  const int64_t shift = lane % gridWidth * tiling.getTileColumns() - halo;
  auto [row, isThere] = rows[lane / gridWidth];
  Value position = e.add(arith::AddIOp::create(e.b, e.loc, row, column), shift);
  SmallVector<bool> bits;
  for (int64_t i = 0; i < lanes; ++i) {
    bool isColumn = true;
    if (staticColumn) {
      const int64_t x = *staticColumn + shift + i;
      isColumn = i < count && x >= 0 && x < tiling.columns;
    }
    bits.push_back(isColumn);
  }
  auto constant = [&](ArrayRef<bool> values) -> Value {
    return arith::ConstantOp::create(e.b, e.loc,
                                     DenseElementsAttr::get(maskType, values));
  };
  Value mask =
      arith::SelectOp::create(e.b, e.loc, isThere, constant(bits),
                              constant(SmallVector<bool>(lanes, false)));
  return {position, mask};
}

static void emitTilePlane(PlaneEmitter &e, RelayoutOp op, Value plane) {
  const int64_t lanes = e.tiling.layout.getLanes();
  RunCopier copier(e, op, plane, e.tiling.layout.getHalo());
  copier.emit([&](Value row, Value column, int64_t count) {
    SmallVector<Value> runs;
    for (int64_t lane = 0; lane < lanes; ++lane) {
      auto [position, mask] = copier.locate(lane, column, count);
      runs.push_back(vector::MaskedLoadOp::create(
          e.b, e.loc, e.vectorType, copier.getPlain(), ValueRange{position},
          mask, e.zeros(e.vectorType)));
    }
    SmallVector<Value> vectors = transpose(e, runs);
    for (int64_t i = 0; i < count; ++i)
      e.store(vectors[i], op.getTiled(), plane, row, e.add(column, i));
  });
}

static void emitUntilePlane(PlaneEmitter &e, RelayoutOp op, Value plane) {
  const int64_t lanes = e.tiling.layout.getLanes();
  const int64_t halo = e.tiling.layout.getHalo();
  RunCopier copier(e, op, plane, /*halo=*/0);
  copier.emit([&](Value row, Value column, int64_t count) {
    SmallVector<Value> vectors;
    for (int64_t i = 0; i < lanes; ++i)
      vectors.push_back(i < count
                            ? e.load(op.getTiled(), plane, e.add(row, halo),
                                     e.add(column, halo + i))
                            : e.zeros(e.vectorType));
    for (auto [lane, run] : llvm::enumerate(transpose(e, vectors))) {
      auto [position, mask] = copier.locate(lane, column, count);
      vector::MaskedStoreOp::create(e.b, e.loc, copier.getPlain(),
                                    ValueRange{position}, mask, run);
    }
  });
}

void patconv::emitRelayoutPlane(OpBuilder &builder, RelayoutOp op,
                                Value plane) {
  ArrayRef<int64_t> shape =
      cast<ShapedType>(op.getPlain().getType()).getShape();
  PlaneEmitter e(builder, op.getLoc(), {op.getLayout(), shape[2], shape[3]});
  if (op.getToPlain())
    emitUntilePlane(e, op, plane);
  else
    emitTilePlane(e, op, plane);
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

void patconv::emitMaxPoolPlane(OpBuilder &builder, MaxPool2DOp op,
                               Value plane) {
  SmallVector<int64_t> output = op.getOutputPlane();
  const PlaneTiling tiling{op.getOutputTiling(), output[0], output[1]};
  PlaneEmitter e(builder, op.getLoc(), tiling);
  const int64_t halo = tiling.layout.getHalo();
  const int64_t shift = op.getInputTiling().getHalo() - op.getPadding();
  ArrayRef<int64_t> kernel = op.getKernel(), strides = op.getStrides();
  e.loop(0, tiling.getTileRows(), [&](Value y) {
    e.loop(0, tiling.getTileColumns(), [&](Value x) {
      Value top = e.add(e.mul(y, strides[0]), shift);
      Value left = e.add(e.mul(x, strides[1]), shift);
      Value result;
      for (int64_t dy = 0; dy < kernel[0]; ++dy)
        for (int64_t dx = 0; dx < kernel[1]; ++dx) {
          Value input =
              e.load(op.getInput(), plane, e.add(top, dy), e.add(left, dx));
          result = result ? Value(arith::MaximumFOp::create(
                                builder, op.getLoc(), result, input))
                          : input;
        }
      result = emitClearTail(builder, op.getLoc(), tiling, y, x, result);
      e.store(result, op.getInit(), plane, e.add(y, halo), e.add(x, halo));
    });
  });
  emitHaloRefresh(builder, op.getLoc(), tiling, op.getInit(), plane);
}
