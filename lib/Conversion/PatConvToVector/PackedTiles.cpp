//===- PackedTiles.cpp - Tiles of plain activations -----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/PackedTiles.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::patconv;

PackedTiles::PackedTiles(OpBuilder &builder, FkwConv2DOp op,
                         const TileGeometry &geometry, Value packed)
    : TileMemory(builder, op, geometry), packed(packed) {}

Value PackedTiles::createMask(Value count) {
  auto type = VectorType::get({geometry.lanes}, b.getI1Type());
  return vector::CreateMaskOp::create(b, loc, type, count);
}

Value PackedTiles::emitPackedVector(const Tile &tile, Value channel, Value row,
                                    Value column, Value width) {
  Value zero =
      arith::ConstantOp::create(b, loc, vectorType, b.getZeroAttr(vectorType));
  // Lane i holds column + i * strideX, where 0 <= that < width.
  Value stride = constant(geometry.strideX);
  Value end = arith::CeilDivSIOp::create(
      b, loc, arith::SubIOp::create(b, loc, width, column), stride);
  Value mask = createMask(end);
  Value before = arith::CeilDivSIOp::create(
      b, loc, arith::SubIOp::create(b, loc, constant(0), column), stride);
  Value all = arith::ConstantOp::create(
      b, loc, DenseElementsAttr::get(cast<VectorType>(mask.getType()), true));
  Value after = arith::XOrIOp::create(b, loc, createMask(before), all);
  mask = arith::AndIOp::create(b, loc, mask, after);
  SmallVector<Value> indices{tile.image, channel, row, column};
  if (geometry.strideX == 1)
    return vector::MaskedLoadOp::create(b, loc, vectorType, op.getInput(),
                                        indices, mask, zero);
  SmallVector<int32_t> steps;
  for (int64_t lane = 0; lane < geometry.lanes; ++lane)
    steps.push_back(lane * geometry.strideX);
  auto stepType = VectorType::get({geometry.lanes}, b.getI32Type());
  Value lanes = arith::ConstantOp::create(
      b, loc, DenseIntElementsAttr::get(stepType, steps));
  return vector::GatherOp::create(b, loc, vectorType, op.getInput(), indices,
                                  lanes, mask, zero);
}

void PackedTiles::emitBlock(const Tile &tile, Value block) {
  SmallVector<int64_t> input = op.getInputShape();
  ArrayRef<int64_t> padding = op.getPadding();
  Value zero = constant(0), one = constant(1);
  Value height = constant(input[2]);
  Value width = constant(input[3]);
  Value firstChannel =
      arith::MulIOp::create(b, loc, block, constant(geometry.blockSize));
  Value channels = arith::MinSIOp::create(
      b, loc, constant(geometry.blockSize),
      arith::SubIOp::create(b, loc, constant(input[1]), firstChannel));
  Value topRow = arith::SubIOp::create(
      b, loc,
      arith::MulIOp::create(b, loc, tile.firstRow, constant(geometry.strideY)),
      constant(padding[0]));
  Value leftColumn = arith::SubIOp::create(
      b, loc,
      arith::MulIOp::create(b, loc, tile.firstVector,
                            constant(geometry.lanes * geometry.strideX)),
      constant(padding[2]));
  int64_t columns = tile.vectors * geometry.lanes +
                    geometry.getColumn(geometry.kernelWidth - 1);
  Value rows = constant(geometry.getNumRows(tile.rows));

  auto channelLoop = scf::ForOp::create(b, loc, zero, channels, one);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(channelLoop.getBody());
  Value packedChannel = channelLoop.getInductionVar();
  Value channel = arith::AddIOp::create(b, loc, firstChannel, packedChannel);
  auto rowLoop = scf::ForOp::create(b, loc, zero, rows, one);
  b.setInsertionPointToStart(rowLoop.getBody());
  Value packedRow = rowLoop.getInductionVar();
  Value row = arith::AddIOp::create(
      b, loc, topRow,
      arith::MulIOp::create(b, loc, packedRow, constant(geometry.rowStep)));
  // A row of the padding is one without columns.
  Value inside =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult, row, height);
  Value rowWidth = arith::SelectOp::create(b, loc, inside, width, zero);
  for (auto [slot, phase] : llvm::enumerate(geometry.phases)) {
    for (int64_t first = 0; first < columns; first += geometry.lanes) {
      Value column = arith::AddIOp::create(
          b, loc, leftColumn, constant(first * geometry.strideX + phase));
      Value vector = emitPackedVector(tile, channel, row, column, rowWidth);
      SmallVector<Value> indices{packedChannel, packedRow, constant(slot),
                                 constant(first)};
      // Rows lie end to end: the last vector must not reach the next one.
      if (int64_t rest = columns - first; rest < geometry.lanes)
        vector::MaskedStoreOp::create(b, loc, packed, indices,
                                      createMask(constant(rest)), vector);
      else
        vector::StoreOp::create(b, loc, vector, packed, indices);
    }
  }
}

Value PackedTiles::emitInput(Value channel, int64_t row, int64_t vector,
                             int64_t dy, int64_t dx) {
  return vector::LoadOp::create(
      b, loc, vectorType, packed,
      ValueRange{channel, constant(geometry.getRow(row, dy)),
                 constant(geometry.getPhase(dx)),
                 constant(geometry.getColumn(dx) + vector * geometry.lanes)});
}

SmallVector<Value> PackedTiles::getOutputIndices(const Tile &tile,
                                                 const OutputFilter &filter,
                                                 int64_t row, int64_t vector) {
  Value y = arith::AddIOp::create(b, loc, tile.firstRow, constant(row));
  Value x = arith::MulIOp::create(
      b, loc, arith::AddIOp::create(b, loc, tile.firstVector, constant(vector)),
      constant(geometry.lanes));
  return {tile.image, filter.channel, y, x};
}

Value PackedTiles::createOutputMask(const Tile &tile, int64_t vector,
                                    Value column) {
  const int64_t width = op.getOutputShape()[3];
  // The row's last vector may end beyond the row.
  if (width % geometry.lanes == 0 || vector != tile.vectors - 1)
    return {};
  return createMask(arith::SubIOp::create(b, loc, constant(width), column));
}

Value PackedTiles::emitResidual(unsigned i, const Tile &tile,
                                const OutputFilter &filter, int64_t row,
                                int64_t vector) {
  SmallVector<Value> indices = getOutputIndices(tile, filter, row, vector);
  Value residual = op.getResiduals()[i];
  Value mask = createOutputMask(tile, vector, indices.back());
  if (!mask)
    return vector::LoadOp::create(b, loc, vectorType, residual, indices);
  Value zeros =
      arith::ConstantOp::create(b, loc, vectorType, b.getZeroAttr(vectorType));
  return vector::MaskedLoadOp::create(b, loc, vectorType, residual, indices,
                                      mask, zeros);
}

void PackedTiles::emitOutput(const Tile &tile, const OutputFilter &filter,
                             int64_t row, int64_t vector, Value value) {
  SmallVector<Value> indices = getOutputIndices(tile, filter, row, vector);
  if (Value mask = createOutputMask(tile, vector, indices.back()))
    vector::MaskedStoreOp::create(b, loc, op.getInit(), indices, mask, value);
  else
    vector::StoreOp::create(b, loc, value, op.getInit(), indices);
}
