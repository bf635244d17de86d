//===- PatConvOps.cpp - Operations of the patconv dialect -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvOps.h"

#include "dialect/IR/Alignment.h"

#include "mlir/IR/Builders.h"
#include "llvm/Support/CheckedArithmetic.h"

using namespace mlir;
using namespace mlir::patconv;

#define GET_OP_CLASSES
#include "dialect/IR/PatConvOps.cpp.inc"

int64_t patconv::getOutputSize(int64_t input, int64_t kernel, int64_t stride,
                               int64_t dilation, int64_t padBefore,
                               int64_t padAfter) {
  std::optional<int64_t> span =
      llvm::checkedMulAdd<int64_t>(dilation, kernel - 1, 1);
  std::optional<int64_t> padding = llvm::checkedAdd(padBefore, padAfter);
  std::optional<int64_t> padded =
      padding ? llvm::checkedAdd(input, *padding) : std::nullopt;
  if (!span || !padded || *padded < *span)
    return -1;
  return (*padded - *span) / stride + 1;
}

void patconv::getDestinationStyleEffects(
    DestinationStyleOpInterface op,
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<MemRefType>(operand.get().getType()))
      continue;
    if (op.isDpsInit(&operand))
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
    else
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
  }
}

LogicalResult patconv::verifyDestinationStyle(DestinationStyleOpInterface op,
                                              Value scratch) {
  Type init = op.getDpsInits().front().getType();
  bool onTensors = isa<TensorType>(init);
  for (Value operand : op->getOperands()) {
    if (operand == scratch)
      continue;
    if (isa<TensorType>(operand.getType()) != onTensors)
      return op->emitOpError("expected operands to be all tensors or all "
                             "memrefs, but got ")
             << operand.getType();
    if (!cast<ShapedType>(operand.getType()).hasStaticShape())
      return op->emitOpError("expected static shapes, but got ")
             << operand.getType();
  }
  if (op->getNumResults() != (onTensors ? 1 : 0))
    return op->emitOpError("expected ")
           << (onTensors ? 1 : 0) << " results, but got "
           << op->getNumResults();
  if (onTensors && op->getResult(0).getType() != init)
    return op->emitOpError("expected the result to have the type of outs, ")
           << init << ", but got " << op->getResult(0).getType();
  return success();
}

LogicalResult patconv::verifyWinogradInput(Operation *op, LaneTiledAttr input,
                                           ArrayRef<int64_t> dilations) {
  if (!input)
    return op->emitOpError("expected a lane-tiled input where the schedule has "
                           "winograd, but got a plain one");
  if (llvm::any_of(dilations, [](int64_t v) { return v != 1; }))
    return op->emitOpError("expected dilations of 1 where the schedule has "
                           "winograd, but got [")
           << dilations << "]";
  return success();
}

//===----------------------------------------------------------------------===//
// WeightsViewOp
//===----------------------------------------------------------------------===//

LogicalResult WeightsViewOp::verify() {
  int64_t offset = getOffset();
  if (offset < 0 || offset % kAlignment != 0)
    return emitOpError("expected offset to be a multiple of ")
           << kAlignment << ", but got " << offset;
  auto weights = cast<ShapedType>(getWeights().getType());
  auto result = cast<ShapedType>(getResult().getType());
  if (isa<TensorType>(weights) != isa<TensorType>(result))
    return emitOpError("expected weights and result to be both tensors or "
                       "both memrefs, but got ")
           << weights << " and " << result;
  if (!result.getElementType().isIntOrFloat())
    return emitOpError("expected elements to be integers or floats, but got ")
           << result.getElementType();
  int64_t bytes = result.getNumElements() *
                  llvm::divideCeil(result.getElementTypeBitWidth(), 8);
  // Not offset + bytes, which may not fit an integer.
  if (weights.hasStaticShape() && bytes > weights.getNumElements() - offset)
    return emitOpError("expected the view to end within the ")
           << weights.getNumElements() << " bytes of weights, but got bytes "
           << offset << " to " << uint64_t(offset) + uint64_t(bytes);
  return success();
}
