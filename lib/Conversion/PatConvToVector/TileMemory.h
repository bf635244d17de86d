//===- TileMemory.h - Where a tile reads and writes -------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_TILEMEMORY_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_TILEMEMORY_H

#include "dialect/IR/TileGeometry.h"

#include "mlir/IR/Builders.h"

namespace mlir::patconv {

/// One filter: its number in the stored order, and its output channel.
struct OutputFilter {
  Value number, channel;
};

/// The register tile of output vectors at batch element `image`: `rows` x
/// `vectors` from output row `firstRow` and vector `firstVector` on.
struct Tile {
  Value image, firstRow, firstVector;
  int64_t rows, vectors;
};

/// Of `count` vectors that follow each other in memory, those to fetch so that
/// each line in which one of them begins comes along, wherever the first lies.
SmallVector<int64_t> getFetchedVectors(int64_t count, int64_t lanes);

/// How the code of a tile reads the input and writes the output, which depends
/// on their layout.
class TileMemory {
public:
  TileMemory(OpBuilder &builder, FkwConv2DOp op, const TileGeometry &geometry);
  virtual ~TileMemory() = default;

  /// Makes the input of channel block `block` ready to be read.
  virtual void emitBlock(const Tile &tile, Value block) = 0;
  /// The vector that tap (dy, dx) multiplies for output vector (row, vector) of
  /// the tile; `channel` counts from the block's first.
  virtual Value emitInput(Value channel, int64_t row, int64_t vector,
                          int64_t dy, int64_t dx) = 0;
  /// Loads the vector of residual number `i` that belongs to output vector
  /// (row, vector), before pooling.
  virtual Value emitResidual(unsigned i, const Tile &tile,
                             const OutputFilter &filter, int64_t row,
                             int64_t vector) = 0;
  /// Stores an output vector; where the output is pooled, `tile` is that of the
  /// pooled plane.
  virtual void emitOutput(const Tile &tile, const OutputFilter &filter,
                          int64_t row, int64_t vector, Value value) = 0;
  /// Adds what a tile's vectors, row by row, hold of the plane to its sum,
  /// which is stored.
  virtual void emitPlaneSum(const Tile &tile, const OutputFilter &filter,
                            ArrayRef<Value> values) {
    llvm_unreachable("what is pooled is lane-tiled");
  }
  /// The rows of vectors in one block of the input under a tile, of all
  /// channels; 0 where nothing is fetched ahead.
  virtual int64_t countInputRows(const Tile &tile) const { return 0; }
  /// Fetches part `part` of the input that is worked on next: block `block` of
  /// `tile`. It is cut into `numParts` parts of equally many of its rows; those
  /// past the last row, as of threads that have more passes, are empty.
  virtual void emitPrefetchInput(const Tile &tile, Value block, Value part,
                                 int64_t numParts) {}
  /// Whether output is fetched before it is written.
  virtual bool hasOutputToFetch() const { return true; }
  /// Fetches the memory that an output vector will be stored to, in the tile of
  /// `emitOutput`.
  void emitPrefetchOutput(const Tile &tile, const OutputFilter &filter,
                          int64_t row, int64_t vector);
  /// Completes the plane of one filter once all its tiles are stored.
  virtual void emitFinish(Value image, const OutputFilter &filter) {}

protected:
  /// Where an output vector lies.
  virtual SmallVector<Value> getOutputIndices(const Tile &tile,
                                              const OutputFilter &filter,
                                              int64_t row, int64_t vector) = 0;
  Value constant(int64_t value);

  OpBuilder &b;
  Location loc;
  FkwConv2DOp op;
  const TileGeometry &geometry;
  VectorType vectorType;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_TILEMEMORY_H
