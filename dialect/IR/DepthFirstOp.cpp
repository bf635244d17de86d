//===- DepthFirstOp.cpp - patconv.depth_first -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvOps.h"

using namespace mlir;
using namespace mlir::patconv;

void DepthFirstOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  // The body writes and reads it by another name.
  effects.emplace_back(MemoryEffects::Read::get(), &getPlanesMutable());
  effects.emplace_back(MemoryEffects::Write::get(), &getPlanesMutable());
}

FkwConv2DOp DepthFirstOp::getMaker() {
  return cast<FkwConv2DOp>(getBody().front().front());
}

FkwConv2DOp DepthFirstOp::getReader() {
  return cast<FkwConv2DOp>(getBody().front().back());
}

/// Checks that the body is two convolutions, one after the other.
static LogicalResult verifyBody(DepthFirstOp op) {
  Block &block = op.getBody().front();
  if (block.getNumArguments() != 1)
    return op.emitOpError("expected the body to have one argument, but got ")
           << block.getNumArguments();
  if (llvm::range_size(block) != 2 || !isa<FkwConv2DOp>(block.front()) ||
      !isa<FkwConv2DOp>(block.back()))
    return op.emitOpError(
        "expected the body to be two patconv.fkw_conv_2d operations");
  FkwConv2DOp maker = op.getMaker(), reader = op.getReader();
  Value between = block.getArgument(0);
  if (maker.getInit() != between || reader.getInput() != between ||
      !llvm::hasNItems(between.getUses(), 2))
    return op.emitOpError("expected the body's argument to be written by the "
                          "first convolution and read by the second as its "
                          "input, and to have no other use");
  return success();
}

LogicalResult DepthFirstOp::verifyRegions() {
  if (failed(verifyBody(*this)))
    return failure();
  FkwConv2DOp maker = getMaker(), reader = getReader();
  for (FkwConv2DOp conv : {maker, reader})
    if (conv.getSchedule().getOrder() != LoopOrder::planes ||
        !conv.getInputLayout() || !conv.getOutputLayout())
      return conv.emitOpError(
          "expected lane-tiled memrefs and a schedule whose "
          "order is planes inside patconv.depth_first");
  if (maker.getPooled())
    return maker.emitOpError(
        "expected no pooling between two convolutions that go plane by plane");
  FkwAttr fkw = reader.getFkw();
  if (fkw.getFilters() != fkw.getChannels() ||
      reader.getSchedule().getFiltersPerPass() != 1)
    return reader.emitOpError("expected a depthwise convolution of as many "
                              "filters as channels, one a pass, but got ")
           << fkw.getFilters() << " filters and " << fkw.getChannels()
           << " channels, " << reader.getSchedule().getFiltersPerPass()
           << " a pass";
  for (FkwConv2DOp conv : {maker, reader})
    if (conv.getFkw().getNumBlocks() != 1)
      return conv.emitOpError("expected one channel block inside "
                              "patconv.depth_first, but got ")
             << conv.getFkw().getNumBlocks();
  // The planes that exist, each as the argument's.
  ScheduleAttr schedule = maker.getSchedule();
  SmallVector<int64_t> expected(
      cast<MemRefType>(getBody().getArgument(0).getType()).getShape());
  expected[0] = schedule.getThreads() * schedule.getFiltersPerPass();
  if (getPlanes().getType().getShape() != ArrayRef(expected))
    return emitOpError("expected planes to have the shape [")
           << expected << "], those of one pass for each thread, but got ["
           << getPlanes().getType().getShape() << "]";
  return success();
}
