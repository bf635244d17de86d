//===- ScheduleSearch.h - The schedule of least predicted time --*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_SCHEDULESEARCH_H
#define PATCONV_LIB_TRANSFORMS_SCHEDULESEARCH_H

#include "lib/Transforms/ScheduleCostModel.h"

namespace mlir::patconv {

/// Whether a tile of some schedule holds a pooling window, rows x columns.
bool holdsWindow(const LayerWork &work, const ScheduleTarget &target,
                 ArrayRef<int64_t> window);

/// The schedule of least predicted time. The threads of the target are used
/// where the layer is big enough to share out, else one.
ScheduleAttr chooseSchedule(MLIRContext *context, const LayerWork &work,
                            const ScheduleTarget &target);

/// The schedules of least predicted time for a convolution of which each pass
/// makes whole planes, and for the depthwise one that reads them at once, with
/// the threads of the first.
std::pair<ScheduleAttr, ScheduleAttr>
choosePlanesSchedules(MLIRContext *context, const LayerWork &maker,
                      const LayerWork &reader, const ScheduleTarget &target);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_SCHEDULESEARCH_H
