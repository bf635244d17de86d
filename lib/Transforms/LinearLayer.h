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

/// Weights in panels: for each group of outputs all inputs one after the other,
/// panels x features x outputs of a panel. Layers that read the same weights
/// share them.
class PanelCache {
public:
  /// Those of `matmul`, whose panels have `panel` outputs, a divisor of all;
  /// null, after an error, where the weights hold no data.
  ElementsAttr get(linalg::MatmulOp matmul, const LinearLayer &linear,
                   int64_t panel);

private:
  DenseMap<std::pair<Attribute, unsigned>, ElementsAttr> made;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_LINEARLAYER_H
