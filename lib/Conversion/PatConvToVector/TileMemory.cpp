//===- TileMemory.cpp - Where a tile reads and writes ------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/TileMemory.h"

#include "dialect/IR/Alignment.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::patconv;

SmallVector<int64_t> patconv::getFetchedVectors(int64_t count, int64_t lanes) {
  const int64_t perLine = kCacheLineBytes / (lanes * int64_t(sizeof(float)));
  SmallVector<int64_t> fetched;
  for (int64_t vector = 0; vector < count - 1; vector += perLine)
    fetched.push_back(vector);
  fetched.push_back(count - 1);
  return fetched;
}

TileMemory::TileMemory(OpBuilder &builder, FkwConv2DOp op,
                       const TileGeometry &geometry)
    : b(builder), loc(op.getLoc()), op(op), geometry(geometry),
      vectorType(VectorType::get({geometry.lanes}, builder.getF32Type())) {}

Value TileMemory::constant(int64_t value) {
  return arith::ConstantIndexOp::create(b, loc, value);
}

void TileMemory::emitPrefetchOutput(const Tile &tile,
                                    const OutputFilter &filter, int64_t row,
                                    int64_t vector) {
  memref::PrefetchOp::create(
      b, loc, op.getInit(), getOutputIndices(tile, filter, row, vector),
      /*isWrite=*/true, /*localityHint=*/3, /*isDataCache=*/true);
}
