//===- TileMemory.cpp - Where a tile reads and writes ------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/TileMemory.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::patconv;

TileMemory::TileMemory(OpBuilder &builder, FkwConv2DOp op,
                       const TileGeometry &geometry)
    : b(builder), loc(op.getLoc()), op(op), geometry(geometry),
      vectorType(VectorType::get({geometry.lanes}, builder.getF32Type())) {}

Value TileMemory::constant(int64_t value) {
  return arith::ConstantIndexOp::create(b, loc, value);
}

void TileMemory::emitPrefetchOutput(const Tile &tile, Value outputChannel,
                                    int64_t row, int64_t vector) {
  memref::PrefetchOp::create(
      b, loc, op.getInit(), getOutputIndices(tile, outputChannel, row, vector),
      /*isWrite=*/true, /*localityHint=*/3, /*isDataCache=*/true);
}
