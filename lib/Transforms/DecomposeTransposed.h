//===- DecomposeTransposed.h - Transposed convolutions ----------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_DECOMPOSETRANSPOSED_H
#define PATCONV_LIB_TRANSFORMS_DECOMPOSETRANSPOSED_H

#include "dialect/IR/PatConvOps.h"

namespace mlir::patconv {

/// Whether `patconv-decompose-transposed` replaces `conv`.
bool isSplitIntoPhases(Conv2DOp conv);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_DECOMPOSETRANSPOSED_H
