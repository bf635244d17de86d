//===- TileGeometry.h - Packed input tiles of a convolution -----*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_TILEGEOMETRY_H
#define PATCONV_DIALECT_IR_TILEGEOMETRY_H

#include "dialect/IR/PatConvOps.h"
#include "dialect/IR/Winograd.h"

namespace mlir::patconv {

/// How the input of one output tile lies in scratch memory, where it is plain
/// or transformed by minimal filtering, and what scratch memory there is.
///
/// A tile of R output rows x V vectors reads, for each channel of a block, the
/// input rows under it. They are packed as [channel][row][phase][column], with
/// the padding written out as zeros, so that the vector that tap (dy, dx) reads
/// for an output vector lies at a constant offset from the channel's start.
/// Where the stride in x is not 1, columns are split by their phase (column
/// modulo stride), so that these vectors are contiguous, too.
struct TileGeometry {
  explicit TileGeometry(FkwConv2DOp op);

  /// The packed input rows of a tile with `outputRows` rows.
  int64_t getNumRows(int64_t outputRows) const;
  /// The packed row that tap row `dy` reads for output row `outputRow`.
  int64_t getRow(int64_t outputRow, int64_t dy) const;
  /// The position in `phases` of the phase that tap column `dx` reads.
  int64_t getPhase(int64_t dx) const;
  /// The packed column that tap column `dx` reads for the tile's first column.
  int64_t getColumn(int64_t dx) const;
  /// The rows of accumulators of a filter: those of a tile, or the products
  /// that they come from.
  int64_t getSumRows(int64_t outputRows) const;
  /// The shape of the packed tile: channels, rows, phases, columns; of
  /// transformed input: channels, products, vectors, lanes.
  SmallVector<int64_t> getPackedShape() const;
  /// Whether accumulators outlive a channel block, and need memory.
  bool hasAccumulatorMemory() const { return numBlocks > 1; }
  /// The shape of the accumulators' memory: passes, vectors, lanes.
  SmallVector<int64_t> getAccumulatorShape() const;
  /// Where the accumulators start in a thread's scratch memory, in bytes.
  int64_t getAccumulatorOffset() const;
  /// Bytes of scratch memory of one thread, a multiple of `kAlignment`.
  int64_t getBytesPerThread() const;
  /// What minimal filtering computes together; `winogradRows` must not be 0.
  WinogradShape getWinogradShape() const {
    return {winogradRows, kernelHeight, strideY};
  }

  /// Whether the input is lane-tiled, and whether it is read where it lies: a
  /// lane-tiled one is transformed by minimal filtering, or not packed.
  bool isTiled, isInPlace;
  int64_t lanes, tileRows, tileVectors, winogradRows;
  int64_t strideY, strideX, dilationY, dilationX, kernelHeight, kernelWidth;
  /// Input rows from one packed row to the next.
  int64_t rowStep;
  /// The phases that any tap reads, ascending.
  SmallVector<int64_t> phases;
  /// Columns of a packed row; rows lie end to end.
  int64_t pitch;
  int64_t blockSize, numBlocks, filters, filtersPerPass, passes;
};

/// Ranges of tiles, one for each thread: range i ends where i + 1 starts.
struct TileRanges {
  SmallVector<int64_t> starts;
  /// The share of the output of the thread that has most of it.
  double largestShare;
};

/// Cuts the tiles of `images` planes of `rows` x `vectors` output vectors, in
/// the order in which they are gone through, into ranges of about as much
/// output each.
TileRanges balanceTiles(int64_t images, int64_t rows, int64_t vectors,
                        int64_t tileRows, int64_t tileVectors, int64_t threads);

/// Bytes of scratch memory that the lowering of `op` needs for all threads.
int64_t getScratchBytes(FkwConv2DOp op);

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_TILEGEOMETRY_H
