//===- ConvolutionForms.h - Linalg's convolutions as one form ---*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_CONVERSION_LINALGTOPATCONV_CONVOLUTIONFORMS_H
#define PATCONV_LIB_CONVERSION_LINALGTOPATCONV_CONVOLUTIONFORMS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <optional>
#include <string>

namespace mlir::patconv {

/// A convolution over NCHW images with constant FCHW weights.
struct Convolution {
  Value input;
  ElementsAttr weights;
  /// The value of the weights where the program has them in this very shape.
  Value weightsValue;
  /// What the products are added to; its shape is the result's.
  Value init;
  SmallVector<int64_t> strides, dilations;
  /// Top, bottom, left, right.
  SmallVector<int64_t> padding{0, 0, 0, 0};
  int64_t groups = 1;
};

/// Whether `op` is a convolution in any of linalg's forms.
bool isConvolution(Operation *op);

/// Reads a convolution of linalg - ordinary, grouped or depthwise - as one of
/// NCHW images: groups are merged into the channels, reshapes and transposes
/// of the weights are folded into them, a `tensor.pad` with zeros is absorbed.
/// May create reshapes before `op`. Nothing, with the reason, where the
/// convolution has no such form.
std::optional<Convolution>
readConvolution(OpBuilder &builder, linalg::LinalgOp op, std::string &reason);

/// The constant that `value` is or that reshapes and transposes make of one,
/// or null.
ElementsAttr foldConstant(Value value);

} // namespace mlir::patconv

#endif // PATCONV_LIB_CONVERSION_LINALGTOPATCONV_CONVOLUTIONFORMS_H
