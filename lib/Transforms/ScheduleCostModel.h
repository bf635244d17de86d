//===- ScheduleCostModel.h - Schedules by predicted time --------*- C++ -*-===//
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

/// The cycles that the code of `schedule` is predicted to take for `work`, from
/// the multiply-adds, the vector loads that are left after LRE, the packing of
/// input tiles, the accumulators that outlive a channel block, the lanes and
/// tiles that are not full, and what threads read from each other. Meant to
/// rank schedules: only ratios count.
double predictCycles(const LayerWork &work, ScheduleAttr schedule);

/// Whether a tile of some schedule holds a pooling window, rows x columns.
bool holdsWindow(const LayerWork &work, const ScheduleTarget &target,
                 ArrayRef<int64_t> window);

/// The schedule of least predicted time. The threads of the target are used
/// where the layer is big enough to share out, else one.
ScheduleAttr chooseSchedule(MLIRContext *context, const LayerWork &work,
                            const ScheduleTarget &target);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_SCHEDULECOSTMODEL_H
