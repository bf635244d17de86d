//===- Upsampling.h - Points that become blocks of points -------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_UPSAMPLING_H
#define PATCONV_LIB_TRANSFORMS_UPSAMPLING_H

#include "mlir/Dialect/Tensor/IR/Tensor.h"

#include <optional>

namespace mlir::patconv {

/// Images whose points become blocks of `scales` rows and columns: of one value
/// where `input` has the result's channels, else of the values of as many
/// channels.
struct Upsampling {
  Value input;
  SmallVector<int64_t> scales;
};

/// Reads a copy of an image's points, or of those of channels beside each
/// other, to where they are rows and columns of blocks, of which `op`, the last
/// step, makes an image.
std::optional<Upsampling> matchUpsampling(tensor::CollapseShapeOp op);

/// The upsampling that reads the image of `use` and no other operation beside
/// it does; null where there is none.
tensor::CollapseShapeOp getUpsampling(OpOperand &use);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_UPSAMPLING_H
