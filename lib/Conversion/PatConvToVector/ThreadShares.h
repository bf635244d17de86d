//===- ThreadShares.h - What threads share ----------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_THREADSHARES_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_THREADSHARES_H

#include "mlir/IR/Builders.h"

namespace mlir::patconv {

/// Emits `body` for each of `threads` threads.
void emitParallel(OpBuilder &builder, Location loc, int64_t threads,
                  function_ref<void(Value)> body);

/// Emits `body` for what each of `threads` threads takes of `count` things,
/// from the first to before the end: all of it, without a parallel loop, for
/// one.
void emitShares(OpBuilder &builder, Location loc, int64_t count,
                int64_t threads, function_ref<void(Value, Value)> body);

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_THREADSHARES_H
