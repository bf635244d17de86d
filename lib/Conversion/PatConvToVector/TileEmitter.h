//===- TileEmitter.h - Code of one output tile ------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_TILEEMITTER_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_TILEEMITTER_H

#include "dialect/IR/TileGeometry.h"
#include "lib/Conversion/PatConvToVector/TileMemory.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"

#include <functional>

namespace mlir::patconv {

/// Emits the code that computes one output tile for a range of filters.
class TileEmitter {
public:
  /// `accumulators` is memory of the geometry's accumulator shape (null where
  /// it needs none).
  TileEmitter(OpBuilder &builder, FkwConv2DOp op, const TileGeometry &geometry,
              TileMemory &memory, Value accumulators);

  /// One tile, for the stored filters `firstFilter` .. `endFilter` - 1, of
  /// which there are at least `numFilters`. Meanwhile the input of `next` is
  /// fetched.
  void emitTile(const Tile &tile, const Tile &next, Value firstFilter,
                Value endFilter, int64_t numFilters);
  /// Completes the output planes of these filters once their tiles are stored.
  void emitPlanes(Value image, Value firstFilter, Value endFilter);

private:
  /// Emits the code that fetches a few lines ahead.
  using Fetch = std::function<void()>;

  Value constant(int64_t value);
  /// Reads element `indices` of an index array as an unsigned number.
  Value loadIndex(Value array, ValueRange indices);
  /// All kernels of one pass in one channel block. `inputFetches`, and those of
  /// output, are spread over its patterns.
  void emitPass(const Tile &tile, Value block, Value pass,
                ArrayRef<Fetch> inputFetches);
  /// The numbers and output channels of the pass's filters.
  SmallVector<OutputFilter> loadFilters(Value pass);
  /// What fetches the lines that the next pass will write, in the last block.
  SmallVector<Fetch> getOutputFetches(const Tile &tile, Value isLast,
                                      Value pass);
  /// The accumulators before the block, filter by filter: the biases, zeros
  /// under minimal filtering, or what was kept.
  SmallVector<Value> emitInit(const Tile &tile, Value isFirst, Value pass,
                              ArrayRef<OutputFilter> filters);
  /// The loop over the pass's kernels `first` .. `end` - 1 of one pattern,
  /// whose values start at `weight`, which goes on to those of the next
  /// pattern; returns the accumulators.
  SmallVector<Value> emitPattern(const Tile &tile, PatternAttr pattern,
                                 Value first, Value end, Value &weight,
                                 ValueRange accumulators);
  /// The filter's number in `numbers`, in all lanes.
  Value loadNumber(Value numbers, const OutputFilter &filter);
  /// The sums that a filter's products make under minimal filtering, with the
  /// bias.
  SmallVector<Value> emitProductSums(const Tile &tile,
                                     const OutputFilter &filter,
                                     ValueRange products);
  /// Stores the accumulators: kept, or with the activation as the output.
  void emitFinish(const Tile &tile, Value isLast, Value pass,
                  ArrayRef<OutputFilter> filters, ValueRange accumulators);
  void emitOutput(const Tile &tile, const OutputFilter &filter,
                  ValueRange accumulators);
  /// What the activation and the epilogue's body make of a vector of sums;
  /// `parameters` are those of the filter.
  Value emitEpilogue(const Tile &tile, const OutputFilter &filter,
                     ValueRange parameters, int64_t row, int64_t vector,
                     Value value);
  /// The part of the stored plane that belongs to `tile`.
  Tile getPooledTile(const Tile &tile);

  OpBuilder &b;
  Location loc;
  FkwConv2DOp op;
  const TileGeometry &geometry;
  TileMemory &memory;
  Value accumulatorMemory;
  /// Rows and vectors that become one, by pooling.
  int64_t poolRows = 1, poolVectors = 1;
  VectorType vectorType;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_TILEEMITTER_H
