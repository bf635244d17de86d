//===- SparseVecmat.h - A vector with zeros times a matrix ------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_SPARSEVECMAT_H
#define PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_SPARSEVECMAT_H

#include "dialect/IR/PatConvOps.h"

#include "mlir/IR/Builders.h"

namespace mlir::patconv {

/// The code of `op`, whose columns up to `threads` threads share.
void emitSparseVecmat(OpBuilder &builder, SparseVecmatOp op, int64_t threads);

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_PATCONVTOVECTOR_SPARSEVECMAT_H
