//===- LinearLayer.h - Matrix products with constant weights ----*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_LINEARLAYER_H
#define PATCONV_LIB_TRANSFORMS_LINEARLAYER_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <string>

namespace mlir::patconv {

/// A product of matrices with constant weights: rows x features by features x
/// outputs.
struct LinearLayer {
  int64_t rows, features, outputs;
  /// Whether the weights lie as in PyTorch: a row for each output.
  bool hasRowPerOutput;
  /// What sums start from.
  Value initial;
};

/// Reads a layer off `matmul`; fails with the reason.
FailureOr<LinearLayer> matchLinearLayer(linalg::MatmulOp matmul,
                                        std::string &reason);

/// The weights in panels of so many outputs, a divisor of all: panels x
/// features x outputs of a panel. Null where they hold no data.
ElementsAttr packPanels(Value weights, const LinearLayer &linear,
                        int64_t panel);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_LINEARLAYER_H
