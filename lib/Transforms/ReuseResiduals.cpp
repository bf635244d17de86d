//===- ReuseResiduals.cpp - Outputs in the place of residuals -------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Bufferization/Transforms/BufferViewFlowAnalysis.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_REUSERESIDUALSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// Whether `isAllowed` holds for each use of `buffer` and of what may be a view
/// of it, but for the buffer's own deallocation.
static bool allUses(const BufferViewFlowAnalysis &views, Value buffer,
                    function_ref<bool(OpOperand &)> isAllowed) {
  return llvm::all_of(views.resolve(buffer), [&](Value view) {
    return llvm::all_of(view.getUses(), [&](OpOperand &use) {
      return (isa<memref::DeallocOp>(use.getOwner()) && view == buffer) ||
             isAllowed(use);
    });
  });
}

/// Whether `residual` is a whole buffer that nobody reads after `op`, and which
/// `op` reads in no other way.
static bool isLastUse(const BufferViewFlowAnalysis &views, FkwConv2DOp op,
                      OpOperand &residual) {
  Block *body = op->getBlock();
  return allUses(views, residual.get(), [&](OpOperand &use) {
    Operation *user = body->findAncestorOpInBlock(*use.getOwner());
    return user == op ? &use == &residual : user && user->isBeforeInBlock(op);
  });
}

/// Whether nobody uses the buffer of the output before `op`.
static bool isFirstUse(const BufferViewFlowAnalysis &views, FkwConv2DOp op) {
  Block *body = op->getBlock();
  return allUses(views, op.getInit(), [&](OpOperand &use) {
    Operation *user = body->findAncestorOpInBlock(*use.getOwner());
    return user == op || (user && op->isBeforeInBlock(user));
  });
}

/// The buffer that is made where `op` runs, and thus anew each time; or null.
static memref::AllocOp getOwnBuffer(FkwConv2DOp op, Value value) {
  auto alloc = value.getDefiningOp<memref::AllocOp>();
  return alloc && alloc->getBlock() == op->getBlock() ? alloc : nullptr;
}

/// Puts the output of `op` into the buffer of a residual, if there is one that
/// ends here.
static bool reuseResidual(FkwConv2DOp op) {
  memref::AllocOp init = getOwnBuffer(op, op.getInit());
  // Pooling makes an element of several.
  if (!init || op.getResiduals().empty() || op.getPooled())
    return false;
  const BufferViewFlowAnalysis views(op->getParentOfType<func::FuncOp>());
  if (!isFirstUse(views, op))
    return false;
  for (OpOperand &residual : op.getResidualsMutable()) {
    memref::AllocOp kept = getOwnBuffer(op, residual.get());
    if (!kept || kept.getType() != init.getType() ||
        !isLastUse(views, op, residual))
      continue;
    for (Operation *user : llvm::make_early_inc_range(kept->getUsers()))
      if (isa<memref::DeallocOp>(user))
        user->erase();
    init.replaceAllUsesWith(kept.getResult());
    init.erase();
    return true;
  }
  return false;
}

namespace {
struct ReuseResiduals : patconv::impl::ReuseResidualsPassBase<ReuseResiduals> {
  using ReuseResidualsPassBase::ReuseResidualsPassBase;

  void runOnOperation() override {
    SmallVector<FkwConv2DOp> ops;
    getOperation().walk([&](FkwConv2DOp op) { ops.push_back(op); });
    for (FkwConv2DOp op : ops)
      numReused += reuseResidual(op);
  }
};
} // namespace
