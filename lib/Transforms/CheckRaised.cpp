//===- CheckRaised.cpp - Fail where an assertion is left ------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_CHECKRAISEDPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
struct CheckRaised : patconv::impl::CheckRaisedPassBase<CheckRaised> {
  using CheckRaisedPassBase::CheckRaisedPassBase;

  void runOnOperation() override {
    bool failedAny = false;
    getOperation().walk([&](cf::AssertOp op) {
      op.emitOpError("expected assertions to go as the constants that they "
                     "check fold, but got one that stays, \"")
          << op.getMsg() << "\"";
      failedAny = true;
    });
    if (failedAny)
      return signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
