//===- AbsorbElementwise.cpp - patconv-absorb-elementwise -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/DeadOps.h"
#include "lib/Transforms/DecomposeTransposed.h"
#include "lib/Transforms/Passes.h"

#include "dialect/IR/ConstantData.h"
#include "dialect/IR/Epilogue.h"
#include "dialect/IR/PatConvOps.h"
#include "lib/Transforms/Elementwise.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/bit.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_ABSORBELEMENTWISEPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The constants that `op` reads from `operand`, one for each channel; nothing
/// where they are none.
static std::optional<SmallVector<float>> getNumbers(linalg::GenericOp op,
                                                    OpOperand *operand) {
  return evaluateChannels(
      operand->get(), op.getMatchingIndexingMap(operand),
      cast<RankedTensorType>(op.getResult(0).getType()).getShape());
}

/// Whether `op` computes one image element by element from images of its shape
/// and constants by channel alone.
static bool isElementwiseOnImages(linalg::GenericOp op) {
  if (!op.hasPureTensorSemantics() || op->getNumResults() != 1 ||
      op.getNumDpsInputs() == 0 || op.getNumParallelLoops() != op.getNumLoops())
    return false;
  auto type = dyn_cast<RankedTensorType>(op.getResult(0).getType());
  if (!type || type.getRank() != 4 || !type.hasStaticShape() ||
      !type.getElementType().isF32() ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return false;
  return llvm::all_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
    const bool isImage = operand->get().getType() == type &&
                         op.getMatchingIndexingMap(operand).isIdentity();
    return isImage || getNumbers(op, operand);
  });
}

/// Whether all that the body computes can stand in an epilogue: it reads its
/// inputs and constants alone.
static bool isEpilogueBody(linalg::GenericOp op) {
  Block *body = op.getBlock();
  if (!body->getArgument(op.getNumDpsInputs()).use_empty())
    return false;
  llvm::SetVector<Value> outside;
  getUsedValuesDefinedAbove(op->getRegions(), outside);
  return llvm::all_of(outside,
                      [](Value value) {
                        return value.getType().isIntOrFloat() &&
                               matchPattern(value, m_Constant());
                      }) &&
         llvm::all_of(body->without_terminator(),
                      [](Operation &inner) { return isEpilogueOp(&inner); });
}

/// Why `conv` cannot take `op` over; null where it can.
static const char *explainRefusal(Conv2DOp conv, linalg::GenericOp op) {
  if (!llvm::all_of(conv->getUsers(),
                    [&](Operation *user) { return user == op; }))
    return "expected the convolution's result to have one use, but got more";
  if (!conv.getEpilogue().empty() || conv.getPooled())
    return "expected a convolution without an epilogue's body or pooling, but "
           "got one";
  const bool readsOtherImage =
      llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
        return operand->get() != conv.getResult() && !getNumbers(op, operand);
      });
  if (isSplitIntoPhases(conv) && readsOtherImage)
    return "expected no other image beside that of a transposed convolution, "
           "whose points are dealt out later, but got one";
  return nullptr;
}

/// The last convolution whose result `op` reads and that can take it over.
/// Null where there is none; `reason` then says why one cannot.
static Conv2DOp findConvolution(linalg::GenericOp op, const char *&reason) {
  Conv2DOp last;
  for (Value input : op.getDpsInputs()) {
    auto conv = input.getDefiningOp<Conv2DOp>();
    if (!conv || conv->getBlock() != op->getBlock())
      continue;
    if (const char *refusal = explainRefusal(conv, op))
      reason = refusal;
    else if (!last || last->isBeforeInBlock(conv))
      last = conv;
  }
  return last;
}

/// Whether all channels have the same number; -0.0 is another than +0.0.
static bool isOneNumber(ArrayRef<float> numbers) {
  return llvm::all_of(numbers, [&](float number) {
    return llvm::bit_cast<uint32_t>(number) ==
           llvm::bit_cast<uint32_t>(numbers.front());
  });
}

/// The constants that `operand` holds, `numbers` by channel, as a tensor of
/// rank 1 with a name of its own.
static Value makeParameter(OpBuilder &builder, Conv2DOp conv,
                           OpOperand &operand, ArrayRef<float> numbers) {
  const std::string otherwise =
      (conv.getLayer().value_or("conv_2d") + Twine(".parameter") +
       Twine(operand.getOperandNumber()))
          .str();
  return arith::ConstantOp::create(
      builder, conv.getLoc(),
      makeFloats(builder.getContext(), {int64_t(numbers.size())}, numbers,
                 getDerivedName(operand.get(), otherwise, "::channels")));
}

/// Makes the body of `op` the epilogue of `conv`, with the other images that it
/// reads as residuals, and its constants by channel as parameters.
static void absorb(RewriterBase &rewriter, Conv2DOp conv,
                   linalg::GenericOp op) {
  rewriter.setInsertionPoint(op);
  Location loc = op.getLoc();
  Block *body = op.getBlock();
  Block *epilogue = rewriter.createBlock(&conv.getEpilogue());
  IRMapping mapping;
  SmallVector<Value> residuals, parameters;
  SmallVector<BlockArgument> parameterArguments;
  Value value = epilogue->addArgument(rewriter.getF32Type(), loc);
  for (OpOperand *operand : op.getDpsInputOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(operand);
    if (operand->get() == conv.getResult()) {
      mapping.map(argument, value);
      continue;
    }
    std::optional<SmallVector<float>> numbers = getNumbers(op, operand);
    if (!numbers) {
      residuals.push_back(operand->get());
      mapping.map(argument, epilogue->addArgument(rewriter.getF32Type(), loc));
    } else if (isOneNumber(*numbers)) {
      mapping.map(argument, arith::ConstantOp::create(
                                rewriter, loc,
                                rewriter.getF32FloatAttr(numbers->front())));
    } else {
      OpBuilder::InsertionGuard guard(rewriter);
      rewriter.setInsertionPoint(op);
      parameters.push_back(makeParameter(rewriter, conv, *operand, *numbers));
      parameterArguments.push_back(argument);
    }
  }
  // The parameters come after all residuals.
  for (BlockArgument argument : parameterArguments)
    mapping.map(argument, epilogue->addArgument(rewriter.getF32Type(), loc));
  llvm::SetVector<Value> constants;
  getUsedValuesDefinedAbove(op->getRegions(), constants);
  for (Value constant : constants)
    rewriter.clone(*constant.getDefiningOp(), mapping);
  for (Operation &inner : body->without_terminator())
    rewriter.clone(inner, mapping);
  YieldOp::create(rewriter, loc,
                  mapping.lookup(body->getTerminator()->getOperand(0)));
  // Residuals that are made after the convolution are made before its user.
  rewriter.moveOpBefore(conv, op);
  rewriter.modifyOpInPlace(conv, [&] {
    conv.getResidualsMutable().assign(residuals);
    conv.getParametersMutable().assign(parameters);
  });
  rewriter.replaceOp(op, conv.getResult());
}

namespace {
struct AbsorbElementwise
    : patconv::impl::AbsorbElementwisePassBase<AbsorbElementwise> {
  using AbsorbElementwisePassBase::AbsorbElementwisePassBase;

  void runOnOperation() override {
    SmallVector<linalg::GenericOp> ops;
    getOperation().walk([&](linalg::GenericOp op) {
      if (isElementwiseOnImages(op) && isEpilogueBody(op))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (linalg::GenericOp op : ops) {
      const char *reason = nullptr;
      if (Conv2DOp conv = findConvolution(op, reason)) {
        absorb(rewriter, conv, op);
        ++numAbsorbed;
      } else if (reason) {
        op.emitRemark("stays outside its convolution: ") << reason;
        ++numSkipped;
      }
    }
    // What only made numbers that are parameters now.
    eraseDeadOps(getOperation());
  }
};
} // namespace
