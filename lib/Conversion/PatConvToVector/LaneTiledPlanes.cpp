//===- LaneTiledPlanes.cpp - Planes in the lane-tiled layout --------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/PlaneEmitter.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::patconv;

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
