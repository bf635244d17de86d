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
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

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

/// Shuffles the first half of `vectors` into the second, as one does with
/// cards, `steps` times. Each time the highest bit of an element's vector
/// number becomes the lowest of its lane, and the highest of its lane the
/// lowest of its vector number.
static SmallVector<Value> riffle(PlaneEmitter &e, SmallVector<Value> vectors,
                                 unsigned steps) {
  const int64_t half = vectors.size() / 2, lanes = e.tiling.layout.getLanes();
  SmallVector<int64_t> low, high;
  for (int64_t i = 0; i < lanes; ++i) {
    low.push_back(i / 2 + i % 2 * lanes);
    high.push_back(i / 2 + i % 2 * lanes + lanes / 2);
  }
  // A single vector would end as it was.
  for (unsigned step = 0; half > 0 && step < steps; ++step) {
    SmallVector<Value> shuffled;
    for (int64_t i = 0; i < half; ++i)
      for (ArrayRef<int64_t> order : {low, high})
        shuffled.push_back(vector::ShuffleOp::create(e.b, e.loc, vectors[i],
                                                     vectors[i + half], order));
    vectors = std::move(shuffled);
  }
  return vectors;
}

namespace {
/// Copies between a plain plane and a lane-tiled one, a run of at most as many
/// columns as a vector has lanes at a time: a run is a part of each sub-image's
/// row in the plain plane, and vectors side by side in the other.
///
/// As many vectors as the run has columns, rounded up to a power of two, hold
/// it for all sub-images in both forms: column by column, a lane for each
/// sub-image; and sub-image by sub-image, one after the other. A riffle of the
/// vectors leads from one form to the other.
class RunCopier {
public:
  RunCopier(PlaneEmitter &emitter, RelayoutOp op, Value plane, int64_t halo)
      : e(emitter), op(op), plane(plane), tiling(emitter.tiling), halo(halo),
        lanes(tiling.layout.getLanes()),
        width(tiling.getTileColumns() + 2 * halo),
        plain(flatten(e.b, e.loc, op.getPlain())) {}

  /// From the plain plane; all rows, the halo's included.
  void emitTile() {
    emit([&] { tileRun(); });
  }
  /// To the plain plane.
  void emitUntile() {
    emit([&] { untileRun(); });
  }

private:
  /// `copyRun` for each run of each row in memory.
  void emit(function_ref<void()> copyRun);
  void tileRun();
  void untileRun();
  /// Calls `body` with the number of a vector of the second form, a place in it
  /// and the first sub-image there, for each piece of it that lies in one piece
  /// in the plain plane.
  void forEachPiece(
      function_ref<void(int64_t vector, int64_t place, int64_t lane)>);
  /// Where the run lies in the plain activation for sub-image `lane`.
  Value getPosition(int64_t lane);
  /// Which elements of the piece that starts with sub-image `lane` are in the
  /// image and in the run; null if all are.
  Value getMask(int64_t lane);
  /// Whether the piece may be stored whole: what it has beyond the run is
  /// stored next, by the next sub-image's.
  bool isOverwritten(int64_t lane) const {
    const int64_t x = lane % tiling.layout.getGridWidth() * width;
    return numLanes == 1 && count == width && x + 2 * width <= tiling.columns;
  }
  /// Whether the run that starts at `column` in memory is in the image as a
  /// whole, for every sub-image.
  bool isInterior(int64_t column) const {
    const int64_t last =
        (tiling.layout.getGridWidth() - 1) * tiling.getTileColumns();
    return column >= halo && column + lanes <= width &&
           last + column - halo + lanes <= tiling.columns;
  }
  /// Starts a run of `size` columns.
  void startRun(Value first, std::optional<int64_t> staticFirst, int64_t size);

  PlaneEmitter &e;
  RelayoutOp op;
  Value plane;
  const PlaneTiling &tiling;
  const int64_t halo, lanes, width;
  /// The plain activation in one dimension.
  Value plain;
  /// The row that is copied, in memory. By row of the grid: its first position
  /// in the plain activation, and whether it is in the image, null if always.
  Value row;
  SmallVector<std::pair<Value, Value>> rows;
  /// The first column of the run, in memory, and as a number where that is one.
  Value column;
  std::optional<int64_t> staticColumn;
  /// Columns of the run, and of its room in the vectors.
  int64_t count = 0, room = 0;
  /// Sub-images of a piece.
  int64_t numLanes = 0;
};
} // namespace

void RunCopier::startRun(Value first, std::optional<int64_t> staticFirst,
                         int64_t size) {
  column = first;
  staticColumn = staticFirst;
  count = size;
  room = llvm::PowerOf2Ceil(count);
  // Sub-images beside each other follow each other without a gap.
  numLanes = count == width && room == width && halo == 0
                 ? std::min(tiling.layout.getGridWidth(), lanes / room)
                 : 1;
  // To put small pieces together takes longer than to shuffle more vectors.
  if (!op.getToPlain() && numLanes * room < lanes) {
    room = lanes;
    numLanes = 1;
  }
}

void RunCopier::emit(function_ref<void()> copyRun) {
  const int64_t tileRows = tiling.getTileRows();
  const int64_t gridHeight = tiling.layout.getGridHeight();
  const bool isWhole = halo == 0 && tileRows * gridHeight == tiling.rows;
  e.loop(0, tileRows + 2 * halo, [&](Value memoryRow) {
    row = memoryRow;
    rows.clear();
    for (int64_t gy = 0; gy < gridHeight; ++gy) {
      Value y = e.add(row, gy * tileRows - halo);
      Value isThere;
      if (!isWhole)
        isThere = arith::CmpIOp::create(e.b, e.loc, arith::CmpIPredicate::ult,
                                        y, e.index(tiling.rows));
      Value first = arith::AddIOp::create(
          e.b, e.loc, e.mul(plane, tiling.rows * tiling.columns),
          e.mul(y, tiling.columns));
      rows.emplace_back(first, isThere);
    }
    for (int64_t first = 0; first < width;) {
      int64_t end = first;
      while (isInterior(end))
        end += lanes;
      if (end > first) {
        // Long rows are mostly runs of which all is there.
        e.loop(0, (end - first) / lanes, [&](Value run) {
          startRun(e.add(e.mul(run, lanes), first), std::nullopt, lanes);
          copyRun();
        });
        first = end;
        continue;
      }
      startRun(e.index(first), first, std::min(lanes, width - first));
      copyRun();
      first += lanes;
    }
  });
}

void RunCopier::forEachPiece(
    function_ref<void(int64_t, int64_t, int64_t)> body) {
  const int64_t perVector = lanes / room;
  for (int64_t lane = 0; lane < lanes; lane += numLanes)
    body(lane / perVector, lane % perVector * room, lane);
}

Value RunCopier::getPosition(int64_t lane) {
  const int64_t gridWidth = tiling.layout.getGridWidth();
  return e.add(
      arith::AddIOp::create(e.b, e.loc, rows[lane / gridWidth].first, column),
      lane % gridWidth * tiling.getTileColumns() - halo);
}

Value RunCopier::getMask(int64_t lane) {
  const int64_t gridWidth = tiling.layout.getGridWidth();
  SmallVector<bool> bits;
  for (int64_t i = 0; i < numLanes * room; ++i) {
    const int64_t x = staticColumn.value_or(halo) - halo + i +
                      lane % gridWidth * tiling.getTileColumns();
    bits.push_back(!staticColumn ||
                   (i < numLanes * count && x >= 0 && x < tiling.columns));
  }
  auto type = VectorType::get({int64_t(bits.size())}, e.b.getI1Type());
  auto constant = [&](ArrayRef<bool> values) -> Value {
    return arith::ConstantOp::create(e.b, e.loc,
                                     DenseElementsAttr::get(type, values));
  };
  Value isThere = rows[lane / gridWidth].second;
  if (!isThere)
    return !llvm::is_contained(bits, false) ? Value() : constant(bits);
  return arith::SelectOp::create(e.b, e.loc, isThere, constant(bits),
                                 constant(SmallVector<bool>(bits.size())));
}

void RunCopier::tileRun() {
  SmallVector<Value> pieces;
  // Each is a whole vector.
  forEachPiece([&](int64_t, int64_t, int64_t lane) {
    Value position = getPosition(lane);
    if (Value mask = getMask(lane))
      pieces.push_back(vector::MaskedLoadOp::create(e.b, e.loc, e.vectorType,
                                                    plain, position, mask,
                                                    e.zeros(e.vectorType)));
    else
      pieces.push_back(
          vector::LoadOp::create(e.b, e.loc, e.vectorType, plain, position));
  });
  SmallVector<Value> vectors = riffle(e, pieces, llvm::Log2_64(lanes));
  for (int64_t i = 0; i < count; ++i)
    e.store(vectors[i], op.getTiled(), plane, row, e.add(column, i));
}

void RunCopier::untileRun() {
  const int64_t tiledHalo = tiling.layout.getHalo();
  SmallVector<Value> vectors(room, e.zeros(e.vectorType));
  for (int64_t i = 0; i < count; ++i)
    vectors[i] = e.load(op.getTiled(), plane, e.add(row, tiledHalo),
                        e.add(column, tiledHalo + i));
  vectors = riffle(e, vectors, llvm::Log2_64(room));
  forEachPiece([&](int64_t number, int64_t place, int64_t lane) {
    Value piece = vectors[number];
    if (numLanes * room != lanes)
      piece = vector::ExtractStridedSliceOp::create(
          e.b, e.loc, piece, place, numLanes * room, /*strides=*/1);
    Value position = getPosition(lane);
    Value mask = getMask(lane);
    Value isThere = rows[lane / tiling.layout.getGridWidth()].second;
    if (!mask || (!isThere && isOverwritten(lane)))
      vector::StoreOp::create(e.b, e.loc, piece, plain, position);
    else
      vector::MaskedStoreOp::create(e.b, e.loc, plain, position, mask, piece);
  });
}

void patconv::emitRelayoutPlane(OpBuilder &builder, RelayoutOp op,
                                Value plane) {
  ArrayRef<int64_t> shape =
      cast<ShapedType>(op.getPlain().getType()).getShape();
  PlaneEmitter e(builder, op.getLoc(), {op.getLayout(), shape[2], shape[3]});
  RunCopier copier(e, op, plane,
                   op.getToPlain() ? 0 : e.tiling.layout.getHalo());
  if (op.getToPlain())
    copier.emitUntile();
  else
    copier.emitTile();
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
  auto max = [&](Value left, Value right) -> Value {
    return left ? arith::MaximumFOp::create(builder, op.getLoc(), left, right)
                : right;
  };
  // Windows beside each other share columns, whose maxima are kept.
  const int64_t kept = std::max<int64_t>(0, kernel[1] - strides[1]);
  e.loop(0, tiling.getTileRows(), [&](Value y) {
    Value top = e.add(e.mul(y, strides[0]), shift);
    auto getColumn = [&](Value column) {
      Value result;
      for (int64_t dy = 0; dy < kernel[0]; ++dy)
        result =
            max(result, e.load(op.getInput(), plane, e.add(top, dy), column));
      return result;
    };
    SmallVector<Value> first;
    for (int64_t dx = 0; dx < kept; ++dx)
      first.push_back(getColumn(e.index(shift + dx)));
    auto loop =
        scf::ForOp::create(builder, op.getLoc(), e.index(0),
                           e.index(tiling.getTileColumns()), e.index(1), first);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    Value x = loop.getInductionVar();
    Value left = e.add(e.mul(x, strides[1]), shift);
    SmallVector<Value> columns(loop.getRegionIterArgs());
    for (int64_t dx = kept; dx < kernel[1]; ++dx)
      columns.push_back(getColumn(e.add(left, dx)));
    Value result;
    for (Value column : columns)
      result = max(result, column);
    result = emitClearTail(builder, op.getLoc(), tiling, y, x, result);
    e.store(result, op.getInit(), plane, e.add(y, halo), e.add(x, halo));
    if (kept > 0)
      scf::YieldOp::create(builder, op.getLoc(),
                           ArrayRef(columns).take_back(kept));
  });
  emitHaloRefresh(builder, op.getLoc(), tiling, op.getInit(), plane);
}

//===----------------------------------------------------------------------===//
// Upsampling
//===----------------------------------------------------------------------===//

void patconv::emitUpsamplePlane(OpBuilder &builder, Upsample2DOp op,
                                Value plane) {
  const SmallVector<int64_t> input = op.getInputPlane(),
                             output = op.getOutputPlane();
  const PlaneTiling from{op.getInputTiling(), input[0], input[1]};
  const PlaneTiling to{op.getOutputTiling(), output[0], output[1]};
  PlaneEmitter e(builder, op.getLoc(), to);
  const int64_t inputHalo = from.layout.getHalo(), halo = to.layout.getHalo();
  const int64_t scaleY = op.getScales()[0], scaleX = op.getScales()[1],
                planes = op.getPlanesPerPlane();
  Value first = e.mul(plane, planes);
  // Idle lanes of the input, which are zeros, become those of the output.
  e.loop(0, from.getTileRows(), [&](Value y) {
    Value top = e.add(e.mul(y, scaleY), halo);
    for (int64_t i = 0; i < scaleY; ++i)
      e.loop(0, from.getTileColumns(), [&](Value x) {
        Value left = e.add(e.mul(x, scaleX), halo), point;
        for (int64_t j = 0; j < scaleX; ++j) {
          if (!point || planes > 1)
            point = e.load(op.getInput(),
                           e.add(first, planes > 1 ? i * scaleX + j : 0),
                           e.add(y, inputHalo), e.add(x, inputHalo));
          e.store(point, op.getInit(), plane, e.add(top, i), e.add(left, j));
        }
      });
  });
  emitHaloRefresh(builder, op.getLoc(), to, op.getInit(), plane);
}
