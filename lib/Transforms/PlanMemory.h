//===- PlanMemory.h - Buffers in one workspace ------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_PLANMEMORY_H
#define PATCONV_LIB_TRANSFORMS_PLANMEMORY_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Support/LLVM.h"

namespace mlir::patconv {

/// Where one buffer lies, and from which operation of the function's body to
/// which (their numbers, both included) it lives.
struct BufferPlace {
  /// The memref.alloc, or the patconv.fkw_conv_2d whose scratch memory it is.
  Operation *op = nullptr;
  int64_t offset = 0;
  int64_t bytes = 0;
  int64_t first = 0;
  int64_t last = 0;
  /// Whether threads read what others wrote: a convolution that sums over
  /// channels reads all of them, and so does one that runs alone.
  bool isShared = false;
};

struct MemoryPlan {
  /// In the order of the body.
  SmallVector<BufferPlace> buffers;
  /// Bytes of the workspace, a multiple of `kAlignment`, not 0.
  int64_t total = 0;
  /// The most bytes that live at once, which no plan is below.
  int64_t live = 0;
};

/// Plans the memory of `function`, which has one block, buffers of static shape
/// and identity layout at its top level only, and returns no buffer; else fails
/// with a diagnostic. A buffer lives from its first use to its last, uses of
/// its views included. Two buffers that live at the same time do not overlap.
/// Placement is greedy: the largest first, each at the lowest free offset; with
/// several threads the smaller ones then move, in as much memory, to where no
/// buffer has been for long. Buffers without a use have no place. The
/// function is not changed.
FailureOr<MemoryPlan> planMemory(func::FuncOp function, int64_t threads);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_PLANMEMORY_H
