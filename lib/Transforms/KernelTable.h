//===- KernelTable.h - Which pattern a kernel follows ------------*- C++
//-*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_KERNELTABLE_H
#define PATCONV_LIB_TRANSFORMS_KERNELTABLE_H

#include "dialect/IR/PatConvAttrs.h"

#include <optional>

namespace mlir::patconv {

/// The positions of `kernel`, of at most 64 values, that are not zero: bit i
/// for value i. Both +0.0 and -0.0 are zero, NaN is not.
uint64_t getKernelMask(ArrayRef<float> kernel);

/// The pattern number of each kernel in `weights`, row-major F x C x KH x KW:
/// 0 where all is zero, else the lowest number (from 1) of a pattern that
/// contains the kernel. Nothing where a kernel follows no pattern of the set.
std::optional<SmallVector<int64_t>> classifyKernels(ArrayRef<float> weights,
                                                    PatternSetAttr patterns);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_KERNELTABLE_H
