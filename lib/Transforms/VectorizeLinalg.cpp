//===- VectorizeLinalg.cpp - linalg on memrefs to loops over vectors ------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/LoopNest.h"
#include "lib/Transforms/Passes.h"
#include "lib/Transforms/ScheduleCostModel.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_VECTORIZELINALGPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The fill that gives `output` its content right before `op`, if any: nothing
/// that touches memory lies between.
static linalg::FillOp findFill(Operation *op, Value output) {
  for (Operation *previous = op->getPrevNode(); previous;
       previous = previous->getPrevNode()) {
    if (auto fill = dyn_cast<linalg::FillOp>(previous))
      return fill.getOutputs().front() == output ? fill : linalg::FillOp();
    if (!isMemoryEffectFree(previous) && !isa<memref::AllocOp>(previous))
      return {};
  }
  return {};
}

/// Lets a reduction start from the value that fills its output, so that the
/// output is written once.
static void absorbFill(RewriterBase &rewriter, Operation *op, LoopNest &nest,
                       const NestSchedule &schedule) {
  // Blocks of a reduction meet in the output, which must be filled.
  if (!nest.combiner || schedule.blockedDim)
    return;
  const NestOperand &output = nest.operands.back();
  linalg::FillOp fill = findFill(op, output.value);
  if (!fill || fill.getInputs().front().getType() != output.elementType)
    return;
  nest.initial = fill.getInputs().front();
  rewriter.eraseOp(fill);
}

/// Erases the buffers that gave a pooling window its size.
static void eraseUnusedBuffers(RewriterBase &rewriter, ValueRange operands) {
  for (Value operand : operands)
    if (Operation *producer = operand.getDefiningOp())
      if (isOpTriviallyDead(producer))
        rewriter.eraseOp(producer);
}

/// Lowers one operation to vectors; fails with the reason.
static LogicalResult vectorize(RewriterBase &rewriter, linalg::LinalgOp op,
                               const ScheduleTarget &target,
                               std::string &reason) {
  FailureOr<LoopNest> nest = analyzeLoopNest(op, reason);
  if (failed(nest))
    return failure();
  FailureOr<NestSchedule> schedule = scheduleLoopNest(*nest, target, reason);
  if (failed(schedule))
    return failure();
  absorbFill(rewriter, op, *nest, *schedule);
  rewriter.setInsertionPoint(op);
  emitLoopNest(rewriter, op.getLoc(), *nest, *schedule);
  return success();
}

namespace {
struct VectorizeLinalg
    : patconv::impl::VectorizeLinalgPassBase<VectorizeLinalg> {
  using VectorizeLinalgPassBase::VectorizeLinalgPassBase;

  void runOnOperation() override {
    const ScheduleTarget target{lanes, threads, vectorRegisters};
    if (failed(verifyTarget(getOperation(), target)))
      return signalPassFailure();
    IRRewriter rewriter(&getContext());
    // A copy is an element-wise operation.
    getOperation().walk([&](memref::CopyOp copy) {
      if (!isa<MemRefType>(copy.getSource().getType()) ||
          !isa<MemRefType>(copy.getTarget().getType()))
        return;
      rewriter.setInsertionPoint(copy);
      rewriter.replaceOpWithNewOp<linalg::CopyOp>(copy, copy.getSource(),
                                                  copy.getTarget());
    });
    // Fills last: a reduction may absorb the one before it.
    for (bool fills : {false, true}) {
      SmallVector<linalg::LinalgOp> ops;
      getOperation().walk([&](linalg::LinalgOp op) {
        if (isa<linalg::FillOp>(op) == fills)
          ops.push_back(op);
      });
      for (linalg::LinalgOp op : ops)
        if (failed(lower(rewriter, op, target)))
          return signalPassFailure();
    }
  }

  LogicalResult lower(RewriterBase &rewriter, linalg::LinalgOp op,
                      const ScheduleTarget &target) {
    if (!op.hasPureBufferSemantics())
      return op->emitOpError("expected memrefs, but got tensors; run "
                             "patconv-bufferize-pipeline first");
    std::string reason;
    if (succeeded(vectorize(rewriter, op, target, reason))) {
      ++numVectorized;
    } else {
      op->emitRemark("left to scalar loops: ") << reason;
      rewriter.setInsertionPoint(op);
      if (failed(linalg::linalgOpToLoops(rewriter, op)))
        return op->emitOpError("expected memrefs, to be lowered to loops");
      ++numScalar;
    }
    SmallVector<Value> operands = llvm::to_vector(op->getOperands());
    rewriter.eraseOp(op);
    eraseUnusedBuffers(rewriter, operands);
    return success();
  }
};
} // namespace
