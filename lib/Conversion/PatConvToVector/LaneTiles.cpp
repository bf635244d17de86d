//===- LaneTiles.cpp - Tiles of lane-tiled activations --------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/LaneTiles.h"

#include "lib/Conversion/PatConvToVector/LaneTiledPlanes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::patconv;

LaneTiles::LaneTiles(OpBuilder &builder, FkwConv2DOp op,
                     const TileGeometry &geometry)
    : b(builder), loc(op.getLoc()), op(op), geometry(geometry),
      inputLayout(op.getInputTiling()), outputLayout(op.getOutputTiling()) {}

Value LaneTiles::constant(int64_t value) {
  return arith::ConstantIndexOp::create(b, loc, value);
}

Value LaneTiles::scale(Value value, int64_t scale, int64_t shift) {
  return arith::AddIOp::create(
      b, loc, arith::MulIOp::create(b, loc, value, constant(scale)),
      constant(shift));
}

void LaneTiles::emitBlock(const Tile &tile, Value block) {
  const int64_t halo = inputLayout.getHalo();
  ArrayRef<int64_t> padding = op.getPadding();
  Value channel = arith::AddIOp::create(
      b, loc,
      arith::MulIOp::create(b, loc, tile.image,
                            constant(op.getFkw().getChannels())),
      arith::MulIOp::create(b, loc, block, constant(geometry.blockSize)));
  SmallVector<OpFoldResult> offsets{
      channel, scale(tile.firstRow, geometry.strideY, halo - padding[0]),
      scale(tile.firstVector, geometry.strideX, halo - padding[2]),
      b.getIndexAttr(0)};
  const int64_t rows = (tile.rows - 1) * geometry.strideY +
                       (geometry.kernelHeight - 1) * geometry.dilationY + 1;
  const int64_t columns = (tile.vectors - 1) * geometry.strideX +
                          (geometry.kernelWidth - 1) * geometry.dilationX + 1;
  SmallVector<OpFoldResult> sizes{b.getIndexAttr(geometry.blockSize),
                                  b.getIndexAttr(rows), b.getIndexAttr(columns),
                                  b.getIndexAttr(geometry.lanes)};
  SmallVector<OpFoldResult> strides(4, b.getIndexAttr(1));
  input =
      memref::SubViewOp::create(b, loc, op.getInput(), offsets, sizes, strides);
}

Value LaneTiles::emitInput(Value channel, int64_t row, int64_t vector,
                           int64_t dy, int64_t dx) {
  return vector::LoadOp::create(
      b, loc, VectorType::get({geometry.lanes}, b.getF32Type()), input,
      ValueRange{channel,
                 constant(row * geometry.strideY + dy * geometry.dilationY),
                 constant(vector * geometry.strideX + dx * geometry.dilationX),
                 constant(0)});
}

SmallVector<Value> LaneTiles::getOutputIndices(const Tile &tile,
                                               Value outputChannel, int64_t row,
                                               int64_t vector) {
  const int64_t halo = outputLayout.getHalo();
  Value plane = arith::AddIOp::create(
      b, loc,
      arith::MulIOp::create(b, loc, tile.image, constant(geometry.filters)),
      outputChannel);
  return {
      plane, arith::AddIOp::create(b, loc, tile.firstRow, constant(row + halo)),
      arith::AddIOp::create(b, loc, tile.firstVector, constant(vector + halo)),
      constant(0)};
}

void LaneTiles::emitOutput(const Tile &tile, Value outputChannel, int64_t row,
                           int64_t vector, Value value) {
  SmallVector<int64_t> shape = op.getOutputShape();
  PlaneTiling tiling{outputLayout, shape[2], shape[3]};
  Value y = arith::AddIOp::create(b, loc, tile.firstRow, constant(row));
  Value x = arith::AddIOp::create(b, loc, tile.firstVector, constant(vector));
  value = emitClearTail(b, loc, tiling, y, x, value);
  vector::StoreOp::create(b, loc, value, op.getInit(),
                          getOutputIndices(tile, outputChannel, row, vector));
}

void LaneTiles::emitPrefetch(const Tile &tile, Value outputChannel, int64_t row,
                             int64_t vector) {
  memref::PrefetchOp::create(
      b, loc, op.getInit(), getOutputIndices(tile, outputChannel, row, vector),
      /*isWrite=*/true, /*localityHint=*/3, /*isDataCache=*/true);
}

void LaneTiles::emitFinish(Value image, Value outputChannel) {
  SmallVector<int64_t> shape = op.getOutputShape();
  Value plane = arith::AddIOp::create(
      b, loc, arith::MulIOp::create(b, loc, image, constant(geometry.filters)),
      outputChannel);
  emitHaloRefresh(b, loc, {outputLayout, shape[2], shape[3]}, op.getInit(),
                  plane);
}
