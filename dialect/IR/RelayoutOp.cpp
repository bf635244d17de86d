//===- RelayoutOp.cpp - patconv.relayout ----------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/LaneTiling.h"
#include "dialect/IR/PatConvOps.h"

using namespace mlir;
using namespace mlir::patconv;

MutableOperandRange RelayoutOp::getDpsInitsMutable() {
  return getInitMutable();
}

void RelayoutOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationStyleEffects(*this, effects);
}

LogicalResult RelayoutOp::verify() {
  if (failed(verifyDestinationStyle(*this)))
    return failure();
  auto plain = cast<ShapedType>(getPlain().getType());
  if (failed(getLayout().verifyEncoding(plain.getShape(),
                                        plain.getElementType(),
                                        [&] { return emitOpError(); })))
    return failure();
  return verifyLaneTiled(
      *this, "tiled side",
      {getTiled().getType(), llvm::to_vector(plain.getShape()), getLayout()},
      /*isMaterialized=*/true);
}
