//===- CheckLayout.cpp - Fail where a layout is left on a tensor ----------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_CHECKLAYOUTPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

/// The first of `types` that is a tensor with an encoding, or null.
static Type findEncoded(TypeRange types) {
  for (Type type : types)
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      if (tensor.getEncoding())
        return type;
  return nullptr;
}

/// The first type with an encoding that `op` brings into the function.
static Type findEncoded(Operation *op) {
  if (auto func = dyn_cast<func::FuncOp>(op)) {
    if (Type type = findEncoded(func.getArgumentTypes()))
      return type;
    return findEncoded(func.getResultTypes());
  }
  if (Type type = findEncoded(op->getResultTypes()))
    return type;
  for (Region &region : op->getRegions())
    for (Block &block : region)
      if (Type type = findEncoded(block.getArgumentTypes()))
        return type;
  return nullptr;
}

namespace {
struct CheckLayout : patconv::impl::CheckLayoutPassBase<CheckLayout> {
  using CheckLayoutPassBase::CheckLayoutPassBase;

  void runOnOperation() override {
    bool failedAny = false;
    getOperation()->walk([&](Operation *op) {
      Type type = findEncoded(op);
      if (!type)
        return;
      op->emitOpError("expected tensors without a layout before "
                      "bufferisation, but got ")
          << type;
      failedAny = true;
    });
    if (failedAny)
      signalPassFailure();
  }
};
} // namespace
