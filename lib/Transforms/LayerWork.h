//===- LayerWork.h - What a convolution has to compute ----------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_LAYERWORK_H
#define PATCONV_LIB_TRANSFORMS_LAYERWORK_H

#include "dialect/IR/PatConvOps.h"
#include "dialect/IR/Winograd.h"

namespace mlir::patconv {

/// The kernels of a layer with a number of filters a pass (see FilterPasses.h).
struct PassWork {
  int64_t filtersPerPass;
  PatternSetAttr patterns;
  /// The number of kernels of each pattern.
  SmallVector<int64_t> patternKernels;
  /// The number of kernels of each pass, in the order of computation, a kernel
  /// counted once for each filter that has it.
  SmallVector<int64_t> passKernels;

  int64_t getNumPasses() const { return passKernels.size(); }
  int64_t getNumKernels() const;
};

/// The work of one convolution.
struct LayerWork {
  /// The layout of the activations; null where they are plain.
  LaneTiledAttr layout;
  /// Rows and columns of vectors of a lane-tiled input plane with its halo; 0
  /// as long as the input is plain.
  int64_t inputRows = 0, inputColumns = 0;
  /// The halo of a lane-tiled output; not known as long as that is plain.
  int64_t outputHalo = 0;
  int64_t batch, channels, filters, groups;
  /// The output before pooling, and the pooling window; 1 where there is none.
  int64_t outputRows, outputColumns;
  int64_t poolRows = 1, poolColumns = 1;
  /// Whether the sums of whole planes are all that is stored.
  bool sumsPlanes = false;
  int64_t strideY, strideX, dilationY, dilationX;
  KernelSize kernel;
  /// The filters a pass that may pay, 1 first.
  SmallVector<PassWork> passes;

  /// The filters as they go through a tile, `filtersPerPass` together; one by
  /// one where a schedule by hand takes more together than pays.
  const PassWork &getPasses(int64_t filtersPerPass) const;
  /// What minimal filtering of `rows` rows of the output computes together.
  WinogradShape getWinogradShape(int64_t rows) const {
    return {rows, kernel.height, strideY};
  }
  /// Whether it computes filters that go through a tile like this: with all of
  /// their weights.
  bool allowsWinograd(const PassWork &passes, int64_t rows) const;
  /// Calls `body` with the number of tiles of each shape in a plane, and their
  /// rows and vectors: whole ones of `tileRows` x `tileVectors`, and those at
  /// the ends.
  void
  forEachTile(int64_t lanes, int64_t tileRows, int64_t tileVectors,
              function_ref<void(int64_t count, int64_t rows, int64_t vectors)>
                  body) const;
  /// Output vectors below each other, and beside each other, in a plane.
  int64_t getRows() const;
  int64_t getVectors(int64_t lanes) const;
};

/// The work of `conv`; nothing where its kernel table has no data.
std::optional<LayerWork> getLayerWork(Conv2DOp conv);

/// The most entries that a pattern has.
int64_t getMaxEntries(PatternSetAttr patterns);

/// Cuts the passes into `threads` ranges of about as many kernels each; none is
/// empty. Returns the filters at which they start.
SmallVector<int64_t> balanceFilters(const PassWork &work, int64_t threads);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_LAYERWORK_H
