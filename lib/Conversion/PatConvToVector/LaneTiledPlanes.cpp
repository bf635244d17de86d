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

/// Every vector, halo included, gathers its lanes from the plain plane.
static void emitTilePlane(PlaneEmitter &e, RelayoutOp op, Value plane) {
  const PlaneTiling &tiling = e.tiling;
  const int64_t halo = tiling.layout.getHalo();
  const int64_t rows = tiling.getTileRows(), columns = tiling.getTileColumns();
  Value flat = flatten(e.b, e.loc, op.getPlain());
  Value lanes = e.laneNumbers([&](int64_t gy, int64_t gx) {
    return gy * rows * tiling.columns + gx * columns;
  });
  Value laneRows = e.firstRows(), laneColumns = e.firstColumns();
  Value first = e.mul(plane, tiling.rows * tiling.columns);
  e.loop(0, rows + 2 * halo, [&](Value physicalRow) {
    Value y = e.add(physicalRow, -halo);
    Value rowMask = e.isInside(laneRows, y, tiling.rows);
    Value row =
        arith::AddIOp::create(e.b, e.loc, first, e.mul(y, tiling.columns));
    e.loop(0, columns + 2 * halo, [&](Value physicalColumn) {
      Value x = e.add(physicalColumn, -halo);
      Value mask =
          e.andMasks(rowMask, e.isInside(laneColumns, x, tiling.columns));
      Value offset = arith::AddIOp::create(e.b, e.loc, row, x);
      Value vector = vector::GatherOp::create(e.b, e.loc, e.vectorType, flat,
                                              ValueRange{offset}, lanes, mask,
                                              e.zeros(e.vectorType));
      e.store(vector, op.getTiled(), plane, physicalRow, physicalColumn);
    });
  });
}

/// Row by row and sub-image by sub-image: lanes lie a vector apart.
static void emitUntilePlane(PlaneEmitter &e, RelayoutOp op, Value plane) {
  const PlaneTiling &tiling = e.tiling;
  const int64_t halo = tiling.layout.getHalo();
  const int64_t lanes = tiling.layout.getLanes();
  const int64_t columns = tiling.getTileColumns();
  const int64_t physicalRows = tiling.getTileRows() + 2 * halo;
  const int64_t physicalColumns = columns + 2 * halo;
  Value flatTiled = flatten(e.b, e.loc, op.getTiled());
  Value flatPlain = flatten(e.b, e.loc, op.getPlain());
  SmallVector<int32_t> steps;
  for (int64_t lane = 0; lane < lanes; ++lane)
    steps.push_back(lane * lanes);
  auto type = VectorType::get({lanes}, e.b.getI32Type());
  Value step = arith::ConstantOp::create(
      e.b, e.loc, DenseIntElementsAttr::get(type, steps));
  auto maskType = VectorType::get({lanes}, e.b.getI1Type());
  e.loop(0, tiling.rows, [&](Value row) {
    Value tileRows = e.index(tiling.getTileRows());
    Value gy = arith::DivUIOp::create(e.b, e.loc, row, tileRows);
    Value ty = arith::RemUIOp::create(e.b, e.loc, row, tileRows);
    // The vector at (ty, 0), then the lane (gy, 0).
    Value physicalRow = arith::AddIOp::create(
        e.b, e.loc, e.mul(plane, physicalRows), e.add(ty, halo));
    Value source = arith::AddIOp::create(
        e.b, e.loc, e.mul(physicalRow, physicalColumns * lanes),
        e.mul(gy, tiling.layout.getGridWidth()));
    Value target =
        e.mul(arith::AddIOp::create(e.b, e.loc, e.mul(plane, tiling.rows), row),
              tiling.columns);
    for (int64_t gx = 0; gx < tiling.layout.getGridWidth(); ++gx) {
      const int64_t owned = std::min(columns, tiling.columns - gx * columns);
      auto emitRun = [&](Value x, int64_t count) {
        Value mask = vector::ConstantMaskOp::create(e.b, e.loc, maskType,
                                                    ArrayRef<int64_t>{count});
        Value from = arith::AddIOp::create(e.b, e.loc, source, e.mul(x, lanes));
        Value to = arith::AddIOp::create(e.b, e.loc, target, x);
        Value vector =
            vector::GatherOp::create(e.b, e.loc, e.vectorType, flatTiled,
                                     ValueRange{e.add(from, halo * lanes + gx)},
                                     step, mask, e.zeros(e.vectorType));
        vector::MaskedStoreOp::create(e.b, e.loc, flatPlain,
                                      ValueRange{e.add(to, gx * columns)}, mask,
                                      vector);
      };
      // Lanes beyond the image own nothing.
      if (owned >= lanes)
        e.loop(0, owned / lanes,
               [&](Value run) { emitRun(e.mul(run, lanes), lanes); });
      if (owned > 0 && owned % lanes != 0)
        emitRun(e.index(owned / lanes * lanes), owned % lanes);
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
