//===- ScheduleCostModel.h - Schedules by predicted time --------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_SCHEDULECOSTMODEL_H
#define PATCONV_LIB_TRANSFORMS_SCHEDULECOSTMODEL_H

#include "dialect/IR/PatConvOps.h"

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
  int64_t batch, channels, filters, groups;
  int64_t outputRows, outputColumns;
  int64_t strideY, strideX, dilationY, dilationX;
  KernelSize kernel;
  /// The filters a pass that may pay, 1 first.
  SmallVector<PassWork> passes;

  /// Output vectors below each other, and beside each other, in a plane.
  int64_t getRows() const;
  int64_t getVectors(int64_t lanes) const;
};

/// The work of `conv`; nothing where its kernel table has no data.
std::optional<LayerWork> getLayerWork(Conv2DOp conv);

/// The cycles that the code of `schedule` is predicted to take for `work`, from
/// the multiply-adds, the vector loads that are left after LRE, the packing of
/// input tiles, the accumulators that outlive a channel block, and the lanes
/// and tiles that are not full. Meant to rank schedules: only ratios count.
double predictCycles(const LayerWork &work, ScheduleAttr schedule);

/// The schedule of least predicted time. The threads of the target are used
/// where the layer is big enough to share out, else one.
ScheduleAttr chooseSchedule(MLIRContext *context, const LayerWork &work,
                            const ScheduleTarget &target);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_SCHEDULECOSTMODEL_H
