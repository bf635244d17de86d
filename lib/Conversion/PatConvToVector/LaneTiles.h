//===- LaneTiles.h - Tiles of lane-tiled activations ------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILES_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILES_H

#include "dialect/IR/TileGeometry.h"
#include "lib/Conversion/PatConvToVector/TileMemory.h"

namespace mlir::patconv {

/// Lane-tiled activations: the input is read where it lies, every tap a whole
/// vector; the output is written with its halo.
class LaneTiles : public TileMemory {
public:
  LaneTiles(OpBuilder &builder, FkwConv2DOp op, const TileGeometry &geometry);

  void emitBlock(const Tile &tile, Value block) override;
  Value emitInput(Value channel, int64_t row, int64_t vector, int64_t dy,
                  int64_t dx) override;
  void emitOutput(const Tile &tile, Value outputChannel, int64_t row,
                  int64_t vector, Value value) override;
  void emitPrefetch(const Tile &tile, Value outputChannel, int64_t row,
                    int64_t vector) override;
  void emitFinish(Value image, Value outputChannel) override;

private:
  Value constant(int64_t value);
  /// `value` * `scale` + `shift`.
  Value scale(Value value, int64_t scale, int64_t shift);
  SmallVector<Value> getOutputIndices(const Tile &tile, Value outputChannel,
                                      int64_t row, int64_t vector);

  OpBuilder &b;
  Location loc;
  FkwConv2DOp op;
  const TileGeometry &geometry;
  LaneTiledAttr inputLayout, outputLayout;
  /// The input from the tile's first vector of the block's first channel on.
  Value input;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILES_H
