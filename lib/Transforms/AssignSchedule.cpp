//===- AssignSchedule.cpp - Schedules by the cost model -------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/FilterOrder.h"
#include "lib/Transforms/Passes.h"
#include "lib/Transforms/ScheduleSearch.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_ASSIGNSCHEDULEPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Groups filters that were to go together by length where they go one by one:
/// how often the loop over a filter's kernels runs is foreseen then, as it is
/// what the filter before had.
static void regroupSingleFilters(Conv2DOp conv) {
  ScheduleAttr schedule = *conv.getSchedule();
  if (schedule.getFiltersPerPass() != 1 || !mayGoTogether(conv) ||
      !conv.getFilterGroups())
    return;
  const int64_t all[] = {0, conv.getNumFilters()};
  // What threads share stays theirs.
  ArrayRef<int64_t> ranges = schedule.getRanges();
  FilterOrder order =
      regroupByLength(*conv.getKernelTable(), *conv.getFilterOrder(),
                      ranges.empty() ? ArrayRef(all) : ranges);
  conv.setFilterOrder(order.order);
  conv.setFilterGroups(order.groups);
}

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
      regroupSingleFilters(conv);
      ++numScheduled;
    });
  }
};
} // namespace
