//===- DeadOps.h - Erase what nobody uses -----------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_DEADOPS_H
#define PATCONV_LIB_TRANSFORMS_DEADOPS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::patconv {

/// Erases `op`, and whatever nobody uses then of what led to it, but for
/// `kept`.
void eraseWithUnusedProducers(Operation *op, Operation *kept = nullptr);

/// Erases operations without uses that only made constants or shapes, from the
/// last to the first.
void eraseDeadOps(func::FuncOp func);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_DEADOPS_H
