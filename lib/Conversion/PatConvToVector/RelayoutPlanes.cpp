//===- RelayoutPlanes.cpp - Planes from and to the plain layout -----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/PlaneEmitter.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::patconv;

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
