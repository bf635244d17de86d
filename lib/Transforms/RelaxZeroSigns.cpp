//===- RelaxZeroSigns.cpp - patconv-relax-zero-signs ----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_RELAXZEROSIGNSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
struct RelaxZeroSigns : patconv::impl::RelaxZeroSignsPassBase<RelaxZeroSigns> {
  using RelaxZeroSignsPassBase::RelaxZeroSignsPassBase;

  void runOnOperation() override {
    getOperation().walk([&](Operation *op) {
      if (!isa<arith::MaximumFOp, arith::MinimumFOp>(op))
        return;
      auto math = cast<arith::ArithFastMathInterface>(op);
      const arith::FastMathFlags flags = math.getFastMathFlagsAttr().getValue();
      if (bitEnumContainsAll(flags, arith::FastMathFlags::nsz))
        return;
      op->setAttr(math.getFastMathAttrName(),
                  arith::FastMathFlagsAttr::get(
                      &getContext(), flags | arith::FastMathFlags::nsz));
      ++numRelaxed;
    });
  }
};
} // namespace
