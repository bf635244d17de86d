//===- ThreadShares.cpp - What threads share ------------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/PatConvToVector/ThreadShares.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::patconv;

void patconv::emitParallel(OpBuilder &b, Location loc, int64_t threads,
                           function_ref<void(Value)> body) {
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(b, loc, value);
  };
  auto loop = scf::ParallelOp::create(b, loc, ValueRange{constant(0)},
                                      ValueRange{constant(threads)},
                                      ValueRange{constant(1)});
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVars()[0]);
}

void patconv::emitShares(OpBuilder &b, Location loc, int64_t count,
                         int64_t threads,
                         function_ref<void(Value, Value)> body) {
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(b, loc, value);
  };
  if (threads == 1)
    return body(constant(0), constant(count));
  emitParallel(b, loc, threads, [&](Value thread) {
    auto bound = [&](Value number) -> Value {
      return arith::DivUIOp::create(
          b, loc, arith::MulIOp::create(b, loc, number, constant(count)),
          constant(threads));
    };
    Value first = bound(thread);
    body(first, bound(arith::AddIOp::create(b, loc, thread, constant(1))));
  });
}
