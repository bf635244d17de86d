//===- DeadOps.cpp - Erase what nobody uses -------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/DeadOps.h"
#include "lib/Transforms/Elementwise.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::patconv;

void patconv::eraseWithUnusedProducers(Operation *op, Operation *kept) {
  SmallVector<Operation *> unused{op};
  while (!unused.empty()) {
    Operation *last = unused.pop_back_val();
    SetVector<Value> read(last->operand_begin(), last->operand_end());
    getUsedValuesDefinedAbove(last->getRegions(), read);
    SetVector<Operation *> producers;
    for (Value value : read)
      if (Operation *producer = value.getDefiningOp())
        producers.insert(producer);
    last->erase();
    for (Operation *producer : producers)
      if (producer != kept && isOpTriviallyDead(producer))
        unused.push_back(producer);
  }
}

void patconv::eraseDeadOps(func::FuncOp func) {
  for (Block &block : func.getBody())
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
      // Where only an assertion in its body keeps an operation on constants
      // alive, the constants are known to satisfy it.
      bool isConstant = op.use_empty() && isa<linalg::GenericOp>(op) &&
                        op.getNumResults() == 1 &&
                        evaluateTensor(op.getResult(0));
      if (isOpTriviallyDead(&op) || isConstant)
        op.erase();
    }
}
