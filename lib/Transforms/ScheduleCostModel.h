//===- ScheduleCostModel.h - The predicted time of a schedule ---*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_SCHEDULECOSTMODEL_H
#define PATCONV_LIB_TRANSFORMS_SCHEDULECOSTMODEL_H

#include "lib/Transforms/LayerWork.h"

#include <optional>

namespace mlir::patconv {

/// What a schedule is made for.
struct ScheduleTarget {
  /// Float32 lanes of a vector: 4, 8 or 16.
  int64_t lanes = 16;
  int64_t threads = 1;
  int64_t vectorRegisters = 32;
  /// Whether minimal filtering may compute kernels without zeros.
  bool winograd = true;
};

/// Points of an operation other than a convolution below which a thread costs
/// more than it saves.
inline constexpr int64_t kMinPointsForThreads = 64 * 1024;

/// The threads, of `threads`, that share the planes of an operation which goes
/// from plane to plane.
int64_t getPlaneThreads(int64_t planes, int64_t points, int64_t threads);

/// Checks what the options of a pass say of the target; the diagnostic is at
/// `op`.
LogicalResult verifyTarget(Operation *op, const ScheduleTarget &target);

/// The part of a schedule that is searched for.
struct TileShape {
  int64_t lanes, rows, vectors, channelBlock;
  const PassWork *passes;
  /// Rows that minimal filtering computes together, as many as the tile has; 0
  /// without.
  int64_t winogradRows = 0;
};

/// Whether a pass goes through all tiles: depthwise filters read a plane each.
/// Packed tiles hold that of all groups.
bool hasFiltersOutside(const LayerWork &work);

/// The tiles of all images' planes.
int64_t countTiles(const LayerWork &work, const TileShape &shape);

/// Bytes of input that a tile goes through for each filter; of lane-tiled input
/// those of whole lines.
int64_t getInputBytes(const LayerWork &work, const TileShape &shape);

/// The cycles that the code of `schedule` is predicted to take for `work`, from
/// the multiply-adds, the vector loads that are left after LRE, the packing of
/// input tiles, the accumulators that outlive a channel block, the lanes and
/// tiles that are not full, and what threads read from each other. Meant to
/// rank schedules: only ratios count.
double predictCycles(const LayerWork &work, ScheduleAttr schedule);

/// The same for a shape of tiles, and what `threads` threads share of them.
double predictCycles(const LayerWork &work, const TileShape &shape,
                     int64_t threads, ThreadSplit split);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_SCHEDULECOSTMODEL_H
