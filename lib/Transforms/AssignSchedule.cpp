//===- AssignSchedule.cpp - Schedules by the cost model -------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"
#include "lib/Transforms/ScheduleSearch.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_ASSIGNSCHEDULEPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
struct AssignSchedule : patconv::impl::AssignSchedulePassBase<AssignSchedule> {
  using AssignSchedulePassBase::AssignSchedulePassBase;

  void runOnOperation() override {
    const ScheduleTarget target{lanes, threads, vectorRegisters, winograd};
    if (failed(verifyTarget(getOperation(), target)))
      return signalPassFailure();
    getOperation().walk([&](Conv2DOp conv) {
      // A schedule by hand or from tuning stays.
      if (conv.getSchedule())
        return;
      std::optional<LayerWork> work = getLayerWork(conv);
      if (!work) {
        conv.emitRemark("layer '")
            << conv.getLayer().value_or("unnamed")
            << "' not scheduled: its kernel table is a resource without data";
        return;
      }
      conv.setScheduleAttr(chooseSchedule(&getContext(), *work, target));
      ++numScheduled;
    });
  }
};
} // namespace
