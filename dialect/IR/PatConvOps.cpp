//===- PatConvOps.cpp - Operations of the patconv dialect -----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvOps.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace mlir::patconv;

#define GET_OP_CLASSES
#include "dialect/IR/PatConvOps.cpp.inc"

int64_t patconv::getOutputSize(int64_t input, int64_t kernel, int64_t stride,
                               int64_t dilation, int64_t padBefore,
                               int64_t padAfter) {
  int64_t span = dilation * (kernel - 1) + 1;
  int64_t room = input + padBefore + padAfter - span;
  return room < 0 ? -1 : room / stride + 1;
}

//===----------------------------------------------------------------------===//
// WeightsViewOp
//===----------------------------------------------------------------------===//

LogicalResult WeightsViewOp::verify() {
  int64_t offset = getOffset();
  if (offset < 0 || offset % 64 != 0)
    return emitOpError("expected offset to be a multiple of 64, but got ")
           << offset;
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
  if (weights.hasStaticShape() && offset + bytes > weights.getNumElements())
    return emitOpError("expected the view to end within the ")
           << weights.getNumElements() << " bytes of weights, but got bytes "
           << offset << " to " << offset + bytes;
  return success();
}
