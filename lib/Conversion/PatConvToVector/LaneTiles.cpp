//===- LaneTiles.cpp - Tiles of lane-tiled activations --------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/LaneTiles.h"

#include "dialect/IR/Alignment.h"
#include "lib/Conversion/PatConvToVector/LaneTiledPlanes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::patconv;

/// An output of this size leaves the caches before it is read: it is written
/// past them, which saves reading what is overwritten. Only stores of whole
/// lines can do so.
static constexpr int64_t kStreamedBytes = 6 << 20;

LaneTiles::LaneTiles(OpBuilder &builder, FkwConv2DOp op,
                     const TileGeometry &geometry)
    : TileMemory(builder, op, geometry), inputLayout(op.getInputTiling()),
      outputLayout(op.getOutputTiling()) {
  auto output = cast<ShapedType>(op.getInit().getType());
  const int64_t vectorBytes = geometry.lanes * sizeof(float);
  // What takes the place of a residual has been read already.
  streamsOutput =
      vectorBytes == kCacheLineBytes &&
      output.getNumElements() * int64_t(sizeof(float)) >= kStreamedBytes &&
      !llvm::is_contained(op.getResiduals(), op.getInit());
}

void LaneTiles::setOutputPlanes(Value planes, Value shift) {
  outputPlanes = planes;
  outputShift = shift;
  // They are read at once.
  streamsOutput = false;
}

void LaneTiles::setInputPlane(Value planes, Value plane) {
  inputPlanes = planes;
  inputPlane = plane;
}

Value LaneTiles::scale(Value value, int64_t scale, int64_t shift) {
  return arith::AddIOp::create(
      b, loc, arith::MulIOp::create(b, loc, value, constant(scale)),
      constant(shift));
}

SmallVector<Value, 3> LaneTiles::getInputStart(const Tile &tile, Value block) {
  const int64_t halo = inputLayout.getHalo();
  ArrayRef<int64_t> padding = op.getPadding();
  Value channel = arith::AddIOp::create(
      b, loc,
      arith::MulIOp::create(b, loc, tile.image,
                            constant(op.getFkw().getChannels())),
      arith::MulIOp::create(b, loc, block, constant(geometry.blockSize)));
  return {inputPlane ? inputPlane : channel,
          scale(tile.firstRow, geometry.strideY, halo - padding[0]),
          scale(tile.firstVector, geometry.strideX, halo - padding[2])};
}

int64_t LaneTiles::countRows(const Tile &tile) const {
  return (tile.rows - 1) * geometry.strideY +
         (geometry.kernelHeight - 1) * geometry.dilationY + 1;
}

int64_t LaneTiles::countColumns(const Tile &tile) const {
  return (tile.vectors - 1) * geometry.strideX +
         (geometry.kernelWidth - 1) * geometry.dilationX + 1;
}

void LaneTiles::emitBlock(const Tile &tile, Value block) {
  SmallVector<OpFoldResult> offsets;
  llvm::append_range(offsets, getInputStart(tile, block));
  offsets.push_back(b.getIndexAttr(0));
  SmallVector<OpFoldResult> sizes{
      b.getIndexAttr(inputPlanes ? 1 : geometry.blockSize),
      b.getIndexAttr(countRows(tile)), b.getIndexAttr(countColumns(tile)),
      b.getIndexAttr(geometry.lanes)};
  SmallVector<OpFoldResult> strides(4, b.getIndexAttr(1));
  input = memref::SubViewOp::create(b, loc,
                                    inputPlanes ? inputPlanes : op.getInput(),
                                    offsets, sizes, strides);
}

int64_t LaneTiles::countInputRows(const Tile &tile) const {
  return geometry.blockSize * countRows(tile);
}

void LaneTiles::emitPrefetchInput(const Tile &tile, Value block, Value part,
                                  int64_t numParts) {
  const int64_t rows = countInputRows(tile);
  const int64_t perPart = llvm::divideCeil(rows, numParts);
  Value isThere =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult, part,
                            constant(llvm::divideCeil(rows, perPart)));
  auto choice = scf::IfOp::create(b, loc, isThere, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(choice.thenBlock());
  SmallVector<Value, 3> start = getInputStart(tile, block);
  auto loop =
      scf::ForOp::create(b, loc, constant(0), constant(perPart), constant(1));
  b.setInsertionPointToStart(loop.getBody());
  Value row = arith::AddIOp::create(b, loc, scale(part, perPart, 0),
                                    loop.getInductionVar());
  Value perChannel = constant(countRows(tile));
  Value channel = arith::AddIOp::create(
      b, loc, start[0], arith::DivUIOp::create(b, loc, row, perChannel));
  Value y = arith::AddIOp::create(
      b, loc, start[1], arith::RemUIOp::create(b, loc, row, perChannel));
  for (int64_t column : getFetchedVectors(countColumns(tile), geometry.lanes)) {
    Value x = arith::AddIOp::create(b, loc, start[2], constant(column));
    memref::PrefetchOp::create(b, loc, op.getInput(),
                               ValueRange{channel, y, x, constant(0)},
                               /*isWrite=*/false, /*localityHint=*/2,
                               /*isDataCache=*/true);
  }
}

Value LaneTiles::emitInput(Value channel, int64_t row, int64_t vector,
                           int64_t dy, int64_t dx) {
  return vector::LoadOp::create(
      b, loc, vectorType, input,
      ValueRange{inputPlanes ? constant(0) : channel,
                 constant(row * geometry.strideY + dy * geometry.dilationY),
                 constant(vector * geometry.strideX + dx * geometry.dilationX),
                 constant(0)});
}

Value LaneTiles::getPlane(Value image, const OutputFilter &filter) {
  return arith::AddIOp::create(
      b, loc, arith::MulIOp::create(b, loc, image, constant(geometry.filters)),
      filter.channel);
}

Value LaneTiles::getOutputPlane(Value image, const OutputFilter &filter) {
  if (!outputPlanes)
    return getPlane(image, filter);
  return arith::AddIOp::create(b, loc, filter.number, outputShift);
}

SmallVector<Value> LaneTiles::getIndices(const Tile &tile, Value plane,
                                         int64_t row, int64_t vector,
                                         int64_t halo) {
  return {
      plane, arith::AddIOp::create(b, loc, tile.firstRow, constant(row + halo)),
      arith::AddIOp::create(b, loc, tile.firstVector, constant(vector + halo)),
      constant(0)};
}

SmallVector<Value> LaneTiles::getOutputIndices(const Tile &tile,
                                               const OutputFilter &filter,
                                               int64_t row, int64_t vector) {
  return getIndices(tile, getOutputPlane(tile.image, filter), row, vector,
                    outputLayout.getHalo());
}

Value LaneTiles::emitResidual(unsigned i, const Tile &tile,
                              const OutputFilter &filter, int64_t row,
                              int64_t vector) {
  return vector::LoadOp::create(b, loc, vectorType, op.getResiduals()[i],
                                getIndices(tile, getPlane(tile.image, filter),
                                           row, vector, op.getResidualHalo(i)));
}

Value LaneTiles::clearTail(ArrayRef<int64_t> plane, const Tile &tile,
                           int64_t row, int64_t vector, Value value) {
  Value y = arith::AddIOp::create(b, loc, tile.firstRow, constant(row));
  Value x = arith::AddIOp::create(b, loc, tile.firstVector, constant(vector));
  return emitClearTail(b, loc, {outputLayout, plane[0], plane[1]}, y, x, value);
}

void LaneTiles::emitPlaneSum(const Tile &tile, const OutputFilter &filter,
                             ArrayRef<Value> values) {
  SmallVector<int64_t> shape = op.getOutputShape();
  Value sums;
  for (auto [i, value] : llvm::enumerate(values)) {
    Value kept = clearTail(ArrayRef(shape).take_back(2), tile, i / tile.vectors,
                           i % tile.vectors, value);
    sums = sums ? arith::AddFOp::create(b, loc, sums, kept).getResult() : kept;
  }
  // In any order: one after the other each addition would wait for the last.
  Value sum = vector::ReductionOp::create(b, loc, vector::CombiningKind::ADD,
                                          sums, arith::FastMathFlags::reassoc);
  const SmallVector<Value> place{tile.image, filter.channel, constant(0),
                                 constant(0)};
  auto [rows, vectors] = op.getOutputVectors();
  if (tile.rows != rows || tile.vectors != vectors) {
    Value isFirst = arith::CmpIOp::create(
        b, loc, arith::CmpIPredicate::eq,
        arith::OrIOp::create(b, loc, tile.firstRow, tile.firstVector),
        constant(0));
    Value before = arith::SelectOp::create(
        b, loc, isFirst,
        arith::ConstantOp::create(b, loc, b.getF32FloatAttr(0)),
        memref::LoadOp::create(b, loc, op.getInit(), place));
    sum = arith::AddFOp::create(b, loc, before, sum);
  }
  memref::StoreOp::create(b, loc, sum, op.getInit(), place);
}

void LaneTiles::emitOutput(const Tile &tile, const OutputFilter &filter,
                           int64_t row, int64_t vector, Value value) {
  value = clearTail(ArrayRef(op.getPooledShape()).take_back(2), tile, row,
                    vector, value);
  auto store =
      vector::StoreOp::create(b, loc, value, getOutputMemory(),
                              getOutputIndices(tile, filter, row, vector));
  if (streamsOutput) {
    store.setNontemporal(true);
    store.setAlignment(kCacheLineBytes);
  }
}

void LaneTiles::emitFinish(Value image, const OutputFilter &filter) {
  SmallVector<int64_t> shape = op.getPooledShape();
  emitHaloRefresh(b, loc, {outputLayout, shape[2], shape[3]}, getOutputMemory(),
                  getOutputPlane(image, filter));
}
