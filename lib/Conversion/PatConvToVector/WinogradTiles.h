//===- WinogradTiles.h - Tiles of transformed activations -------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_WINOGRADTILES_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_WINOGRADTILES_H

#include "lib/Conversion/PatConvToVector/LaneTiles.h"

namespace mlir::patconv {

/// Lane-tiled activations under minimal filtering: the input under a tile is
/// transformed into scratch memory, a row of vectors for each product.
class WinogradTiles : public LaneTiles {
public:
  /// `transformed` is memory of the geometry's packed shape.
  WinogradTiles(OpBuilder &builder, FkwConv2DOp op,
                const TileGeometry &geometry, Value transformed);

  void emitBlock(const Tile &tile, Value block) override;
  /// `row` is a product.
  Value emitInput(Value channel, int64_t row, int64_t vector, int64_t dy,
                  int64_t dx) override;

private:
  Value transformed;
};

/// What rows of products become: `products` holds them row by row, of
/// `vectors` each, and so does the result the first `rows` rows of output.
SmallVector<Value> emitWinogradOutput(OpBuilder &builder, Location loc,
                                      WinogradShape shape, int64_t rows,
                                      int64_t vectors, ValueRange products);

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_WINOGRADTILES_H
