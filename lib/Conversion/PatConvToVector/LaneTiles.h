//===- LaneTiles.h - Tiles of lane-tiled activations ------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILES_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILES_H

#include "lib/Conversion/PatConvToVector/TileMemory.h"

namespace mlir::patconv {

/// Lane-tiled activations: the input is read where it lies, every tap a whole
/// vector; the output is written with its halo.
class LaneTiles : public TileMemory {
public:
  LaneTiles(OpBuilder &builder, FkwConv2DOp op, const TileGeometry &geometry);

  /// Where two convolutions go plane by plane: writes stored filter r to plane
  /// r + `shift` of `planes`.
  void setOutputPlanes(Value planes, Value shift);
  /// Reads plane number `plane` of `planes`, whatever the channel.
  void setInputPlane(Value planes, Value plane);

  void emitBlock(const Tile &tile, Value block) override;
  Value emitInput(Value channel, int64_t row, int64_t vector, int64_t dy,
                  int64_t dx) override;
  Value emitResidual(unsigned i, const Tile &tile, const OutputFilter &filter,
                     int64_t row, int64_t vector) override;
  void emitOutput(const Tile &tile, const OutputFilter &filter, int64_t row,
                  int64_t vector, Value value) override;
  void emitPlaneSum(const Tile &tile, const OutputFilter &filter,
                    ArrayRef<Value> values) override;
  int64_t countInputRows(const Tile &tile) const override;
  void emitPrefetchInput(const Tile &tile, Value block, Value part,
                         int64_t numParts) override;
  // Nothing of what is stored past the caches is wanted in them.
  bool hasOutputToFetch() const override { return !streamsOutput; }
  void emitFinish(Value image, const OutputFilter &filter) override;

protected:
  /// Where the input of a tile starts: channel, row and column in memory.
  SmallVector<Value, 3> getInputStart(const Tile &tile, Value block);
  /// Input rows, or columns, under a tile.
  int64_t countRows(const Tile &tile) const;
  int64_t countColumns(const Tile &tile) const;

private:
  /// `value` * `scale` + `shift`.
  Value scale(Value value, int64_t scale, int64_t shift);
  /// `value`, a vector of a plane of this size, with zeros in lanes past its
  /// ends.
  Value clearTail(ArrayRef<int64_t> plane, const Tile &tile, int64_t row,
                  int64_t vector, Value value);
  /// Number of the plane of all images that belongs to a filter's output
  /// channel.
  Value getPlane(Value image, const OutputFilter &filter);
  Value getOutputMemory() {
    return outputPlanes ? outputPlanes : Value(op.getInit());
  }
  /// The plane of that memory where the filter's output goes.
  Value getOutputPlane(Value image, const OutputFilter &filter);
  /// Where output vector (row, vector) of a plane lies in memory of this halo.
  SmallVector<Value> getIndices(const Tile &tile, Value plane, int64_t row,
                                int64_t vector, int64_t halo);
  SmallVector<Value> getOutputIndices(const Tile &tile,
                                      const OutputFilter &filter, int64_t row,
                                      int64_t vector) override;

  LaneTiledAttr inputLayout, outputLayout;
  /// Whether output vectors are stored past the caches.
  bool streamsOutput;
  /// The input from the tile's first vector of the block's first channel on.
  Value input;
  /// What stands for the input and the output where convolutions go plane by
  /// plane; null elsewhere.
  Value inputPlanes, inputPlane, outputPlanes, outputShift;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_LANETILES_H
