//===- AssignSchedule.cpp - Schedules by the cost model -------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/FilterOrder.h"
#include "lib/Transforms/Passes.h"
#include "lib/Transforms/ScheduleCosts.h"
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

/// The depthwise convolution that is all that reads `maker`, if it is one whose
/// filters may take the planes one by one as they are made; or null.
static Conv2DOp getDepthwiseReader(Conv2DOp maker) {
  if (!maker->hasOneUse())
    return nullptr;
  OpOperand &use = *maker->use_begin();
  auto reader = dyn_cast<Conv2DOp>(use.getOwner());
  if (!reader || &use != &reader.getInputMutable() ||
      reader.getGroups() != static_cast<uint64_t>(reader.getNumFilters()) ||
      reader.getNumFilters() != reader.getNumChannels() ||
      reader->getBlock() != maker->getBlock())
    return nullptr;
  return reader;
}

/// Bytes of one lane-tiled image that `work` reads.
static int64_t getImageBytes(const LayerWork &work) {
  return work.channels * work.inputRows * work.inputColumns *
         work.layout.getLanes() * int64_t(sizeof(float));
}

/// Lets `maker` and the depthwise convolution that reads it go plane by plane,
/// where their tensors are lane-tiled, vectors are wide and what each pass
/// reads stays in the second-level cache.
static bool assignPlanes(Conv2DOp maker, const ScheduleTarget &target) {
  Conv2DOp reader = getDepthwiseReader(maker);
  if (!reader || maker.getSchedule() || reader.getSchedule() ||
      maker.getPooled() || target.lanes < kPlanesLanes)
    return false;
  std::optional<LayerWork> work = getLayerWork(maker);
  std::optional<LayerWork> readerWork = getLayerWork(reader);
  if (!work || !readerWork || !work->layout || !readerWork->layout ||
      hasFiltersOutside(*work) || !hasFiltersOutside(*readerWork) ||
      getImageBytes(*work) > kPassInputBytes)
    return false;
  MLIRContext *context = maker.getContext();
  // Minimal filtering transforms the input of a tile for all filters.
  if (chooseSchedule(context, *work, target).getWinogradRows() != 0)
    return false;
  auto [schedule, readerSchedule] =
      choosePlanesSchedules(context, *work, *readerWork, target);
  maker.setScheduleAttr(schedule);
  reader.setScheduleAttr(readerSchedule);
  regroupSingleFilters(maker);
  // Each filter of the reader has the place of the one that makes its plane.
  reader.setFilterOrderAttr(maker.getFilterOrderAttr());
  reader.removeFilterGroupsAttr();
  // Nothing is to stand between them.
  maker->moveBefore(reader);
  return true;
}

namespace {
struct AssignSchedule : patconv::impl::AssignSchedulePassBase<AssignSchedule> {
  using AssignSchedulePassBase::AssignSchedulePassBase;

  void runOnOperation() override {
    const ScheduleTarget target{lanes, threads, vectorRegisters, winograd};
    if (failed(verifyTarget(getOperation(), target)))
      return signalPassFailure();
    getOperation().walk([&](Conv2DOp conv) {
      if (assignPlanes(conv, target)) {
        numScheduled += 2;
        ++numByPlanes;
        return;
      }
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
