//===- SparseVecmatOp.cpp - patconv.sparse_vecmat -------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/PatConvOps.h"

using namespace mlir;
using namespace mlir::patconv;

MutableOperandRange SparseVecmatOp::getDpsInitsMutable() {
  return getInitMutable();
}

void SparseVecmatOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationStyleEffects(*this, effects);
}

LogicalResult SparseVecmatOp::verify() {
  if (failed(verifyDestinationStyle(*this)))
    return failure();
  if (!isVectorLength(getLanes()))
    return emitOpError("expected lanes to be 4, 8 or 16, but got ")
           << getLanes();
  auto shapeOf = [](Value value) {
    return cast<ShapedType>(value.getType()).getShape();
  };
  ArrayRef<int64_t> weights = shapeOf(getWeights());
  if (weights[0] < 1 || weights[1] < 1)
    return emitOpError("expected weights of one row and column or more, but "
                       "got ")
           << getWeights().getType();
  for (auto [name, operand, size] :
       {std::tuple<StringRef, Value, int64_t>("input", getInput(), weights[0]),
        {"outs", getInit(), weights[1]}})
    if (shapeOf(operand) != ArrayRef<int64_t>{1, size})
      return emitOpError("expected ")
             << name << " to be 1 x " << size << " beside weights of "
             << weights[0] << " x " << weights[1] << ", but got "
             << operand.getType();
  return success();
}
