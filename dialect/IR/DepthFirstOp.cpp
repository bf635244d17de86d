//===- DepthFirstOp.cpp - patconv.depth_first -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvOps.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::patconv;

void DepthFirstOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  // The body writes and reads `planes` by another name.
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

std::string DepthFirstOp::explainMisfit(FkwConv2DOp maker, FkwConv2DOp reader) {
  if (maker.getSchedule().getOrder() != LoopOrder::planes ||
      reader.getSchedule().getOrder() != LoopOrder::follow)
    return "expected schedules of the orders planes and follow";
  for (FkwConv2DOp conv : {maker, reader})
    if (!isa<MemRefType>(conv.getInput().getType()) || !conv.getInputLayout() ||
        !conv.getOutputLayout() || !conv.getInputTiling())
      return "expected two convolutions on lane-tiled memrefs";
  if (maker.getPooled())
    return "expected no pooling between the two convolutions";
  for (FkwConv2DOp conv : {maker, reader})
    if (conv.getFkw().getNumBlocks() != 1)
      return llvm::formatv("expected one channel block, but got {0}",
                           conv.getFkw().getNumBlocks());
  FkwAttr fkw = reader.getFkw();
  const int64_t filters = maker.getFkw().getFilters();
  const int64_t perPass = reader.getSchedule().getFiltersPerPass();
  if (fkw.getFilters() != filters || fkw.getChannels() != filters ||
      perPass != 1)
    return llvm::formatv("expected {0} depthwise filters to read as many "
                         "planes, one a pass, but got {1} of {2} channels, {3} "
                         "a pass",
                         filters, fkw.getFilters(), fkw.getChannels(), perPass);
  if (reader.getInit() == maker.getInput())
    return "expected the second convolution not to write the input of the "
           "first, which reads it until the end";
  return "";
}

MemRefType DepthFirstOp::getPlanesType(FkwConv2DOp maker, MemRefType type) {
  ScheduleAttr schedule = maker.getSchedule();
  SmallVector<int64_t> shape(type.getShape());
  shape[0] = schedule.getThreads() * schedule.getFiltersPerPass();
  return MemRefType::get(shape, type.getElementType());
}

LogicalResult DepthFirstOp::verifyRegions() {
  if (failed(verifyBody(*this)))
    return failure();
  if (std::string why = explainMisfit(getMaker(), getReader()); !why.empty())
    return emitOpError(why);
  MemRefType expected = getPlanesType(
      getMaker(), cast<MemRefType>(getBody().getArgument(0).getType()));
  if (getPlanes().getType() != expected)
    return emitOpError("expected planes to be ")
           << expected << ", those of one pass for each thread, but got "
           << getPlanes().getType();
  return success();
}
