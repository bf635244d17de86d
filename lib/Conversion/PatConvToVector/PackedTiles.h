//===- PackedTiles.h - Tiles of plain activations ---------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_PACKEDTILES_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_PACKEDTILES_H

#include "lib/Conversion/PatConvToVector/TileMemory.h"

namespace mlir::patconv {

/// Plain activations: the input under a tile is packed into scratch memory, as
/// TileGeometry says; vectors run along output rows.
class PackedTiles : public TileMemory {
public:
  /// `packed` is memory of the geometry's packed shape.
  PackedTiles(OpBuilder &builder, FkwConv2DOp op, const TileGeometry &geometry,
              Value packed);

  void emitBlock(const Tile &tile, Value block) override;
  Value emitInput(Value channel, int64_t row, int64_t vector, int64_t dy,
                  int64_t dx) override;
  Value emitResidual(unsigned i, const Tile &tile, const OutputFilter &filter,
                     int64_t row, int64_t vector) override;
  void emitOutput(const Tile &tile, const OutputFilter &filter, int64_t row,
                  int64_t vector, Value value) override;

private:
  /// Lanes 0 .. `count` - 1; none where `count` is not positive.
  Value createMask(Value count);
  /// The lanes of an output vector that starts at `column` and are in the row;
  /// null where all are.
  Value createOutputMask(const Tile &tile, int64_t vector, Value column);
  /// One packed vector: the input from `column` on, zero beyond [0, width).
  Value emitPackedVector(const Tile &tile, Value channel, Value row,
                         Value column, Value width);
  SmallVector<Value> getOutputIndices(const Tile &tile,
                                      const OutputFilter &filter, int64_t row,
                                      int64_t vector) override;

  Value packed;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_PACKEDTILES_H
