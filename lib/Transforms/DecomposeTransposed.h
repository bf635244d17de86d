//===- DecomposeTransposed.h - Transposed convolutions ----------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_DECOMPOSETRANSPOSED_H
#define PATCONV_LIB_TRANSFORMS_DECOMPOSETRANSPOSED_H

#include "dialect/IR/PatConvOps.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::patconv {

/// What sets the points of the input of `conv` apart among zeros, as strides of
/// transposed convolutions do; null where nothing does.
tensor::InsertSliceOp getInputAmongZeros(Conv2DOp conv);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_DECOMPOSETRANSPOSED_H
