//===- FuseDepthFirst.cpp - Depthwise convolutions plane by plane ---------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_FUSEDEPTHFIRSTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The convolution that writes `buffer`, if `reader` is all else that uses it;
/// or null.
static FkwConv2DOp getMaker(memref::AllocOp buffer, FkwConv2DOp reader) {
  FkwConv2DOp maker;
  for (OpOperand &use : buffer->getUses()) {
    Operation *user = use.getOwner();
    if (isa<memref::DeallocOp>(user) || &use == &reader.getInputMutable())
      continue;
    auto conv = dyn_cast<FkwConv2DOp>(user);
    if (!conv || maker || &use != &conv.getInitMutable() ||
        conv->getBlock() != reader->getBlock())
      return nullptr;
    maker = conv;
  }
  return maker;
}

/// Whether `maker` may run where `reader` does: nothing between them touches
/// memory.
static bool isNextTo(FkwConv2DOp maker, FkwConv2DOp reader) {
  if (!maker->isBeforeInBlock(reader))
    return false;
  for (Operation *op = maker->getNextNode(); op != reader;
       op = op->getNextNode())
    if (!isMemoryEffectFree(op) && !isa<memref::AllocOp>(op))
      return false;
  return true;
}

/// Puts `reader` and what makes its input into one operation, if they are to go
/// by planes. Returns why not; empty where it did.
static std::string fuse(FkwConv2DOp reader) {
  auto buffer = reader.getInput().getDefiningOp<memref::AllocOp>();
  FkwConv2DOp maker = buffer ? getMaker(buffer, reader) : nullptr;
  if (!maker)
    return "its input is not a buffer that one convolution alone writes for it";
  if (std::string why = DepthFirstOp::explainMisfit(maker, reader);
      !why.empty())
    return why;
  if (!isNextTo(maker, reader))
    return "there is something between it and the convolution before";

  OpBuilder builder(reader);
  Location loc = reader.getLoc();
  MemRefType type = buffer.getType();
  auto planes = memref::AllocOp::create(
      builder, loc, DepthFirstOp::getPlanesType(maker, type),
      buffer.getAlignmentAttr());
  auto op = DepthFirstOp::create(builder, loc, planes);
  Block &body = op.getBody().emplaceBlock();
  Value between = body.addArgument(type, loc);
  maker->moveBefore(&body, body.end());
  reader->moveBefore(&body, body.end());
  maker.getInitMutable().assign(between);
  reader.getInputMutable().assign(between);
  // Its deallocation alone is left.
  buffer.replaceAllUsesWith(planes.getResult());
  buffer.erase();
  return "";
}

namespace {
struct FuseDepthFirst : patconv::impl::FuseDepthFirstPassBase<FuseDepthFirst> {
  using FuseDepthFirstPassBase::FuseDepthFirstPassBase;

  void runOnOperation() override {
    SmallVector<FkwConv2DOp> ops;
    getOperation().walk([&](FkwConv2DOp op) {
      if (op.getSchedule().getOrder() == LoopOrder::follow &&
          !op->getParentOfType<DepthFirstOp>())
        ops.push_back(op);
    });
    for (FkwConv2DOp op : ops) {
      std::string why = fuse(op);
      if (why.empty())
        ++numFused;
      else
        op.emitRemark("layer '")
            << op.getLayer().value_or("unnamed")
            << "' does not run plane by plane with the one before: " << why;
    }
  }
};
} // namespace
