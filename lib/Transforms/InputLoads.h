//===- InputLoads.h - How often kernels load their input -------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_INPUTLOADS_H
#define PATCONV_LIB_TRANSFORMS_INPUTLOADS_H

#include "lib/Transforms/LayerWork.h"

namespace mlir::patconv {

/// The different vectors of packed input that `pattern` reads under a tile of
/// `rows` x `vectors`, for each column of the kernel.
SmallVector<int64_t> countPackedLoads(const LayerWork &work,
                                      PatternAttr pattern, int64_t rows,
                                      int64_t vectors);

/// The different vectors of lane-tiled input that `pattern` reads.
int64_t countTiledLoads(const LayerWork &work, PatternAttr pattern,
                        int64_t rows, int64_t vectors);

/// The vectors of transformed input that a kernel reads for `products` rows of
/// products.
int64_t countWinogradLoads(const LayerWork &work, int64_t products,
                           int64_t vectors);

/// Vectors of input that the code of `schedule` loads for each multiply-add of
/// vectors, once redundant loads are eliminated.
double countLoadsPerMac(const LayerWork &work, ScheduleAttr schedule);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_INPUTLOADS_H
