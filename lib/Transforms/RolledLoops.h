//===- RolledLoops.h - Loops that LLVM is not to unroll ---------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_ROLLEDLOOPS_H
#define PATCONV_LIB_TRANSFORMS_ROLLEDLOOPS_H

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::patconv {

/// Forbids LLVM to unroll `loop`.
void keepRolled(scf::ForOp loop);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_ROLLEDLOOPS_H
