//===- Winograd.h - Minimal filtering along the rows ------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels without zeros need fewer multiplications than entries: R rows of the
// output come from R + K - 1 products of transformed input rows and transformed
// weights, for each column of a kernel of K rows, where R * K would be
// multiplied otherwise. With strides, the rows of the kernel that meet the same
// rows of the input make a phase, which has products of its own. S. Winograd,
// Arithmetic Complexity of Computations, 1980; A. Lavin and S. Gray, Fast
// Algorithms for Convolutional Neural Networks, 2015, from whom the matrices
// differ in the sign of some rows.
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_WINOGRAD_H
#define PATCONV_DIALECT_IR_WINOGRAD_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/SmallVector.h"

namespace mlir::patconv {

/// What is computed together: `rows` rows of the output, under kernels of
/// `kernelRows` rows that move on by `stride`.
struct WinogradShape {
  int64_t rows, kernelRows, stride;

  static bool isSupported(int64_t rows) { return rows == 2 || rows == 4; }
  /// The rows of kernels for which the matrices have small elements, and save
  /// multiplications in each phase.
  static int64_t getMinKernelRows(int64_t stride) { return 2 * stride; }
  static int64_t getMaxKernelRows(int64_t rows, int64_t stride) {
    return stride * (7 - rows);
  }
  bool isSupported() const {
    return isSupported(rows) && kernelRows >= getMinKernelRows(stride) &&
           kernelRows <= getMaxKernelRows(rows, stride);
  }
  /// The products that a tile of `tileRows` takes, of `rows` rows or what is
  /// left of the output: the last `stride` products, one of each phase, are of
  /// use for the last row alone.
  int64_t countProducts(int64_t tileRows) const {
    return countProducts() - (tileRows < rows ? stride : 0);
  }
  /// The products of a whole tile, which are the rows of transformed kernels.
  int64_t countProducts() const { return stride * (rows - 1) + kernelRows; }
  /// The shape that has as many products.
  static WinogradShape fromProducts(int64_t rows, int64_t products,
                                    int64_t stride) {
    return {rows, products - stride * (rows - 1), stride};
  }
};

/// How rows of the output come from rows of the input. In phase f, the input is
/// d[i] = row f + i * stride under the tile, and the kernel g[i] = its row f +
/// i * stride. With a[k] the points, product k of the phase is
///
///     m[k] = (sum over i of input[k][i] * d[i])
///          * (sum over i of filter[k][i] * g[i])
///
/// and what the phase adds to row r of the output
///
///     sum over k of a[k]^r * m[k] + (r = R - 1 ? m[last] : 0)
///
/// with m[last], which has no point, as the only product that the last row of
/// the phase's input is in.
struct Winograd {
  struct Phase {
    SmallVector<double> points;
    SmallVector<SmallVector<double>> input;
    /// The number of each product among those of all phases: those that have no
    /// point come last.
    SmallVector<int64_t> products;
  };

  /// Of a shape that is supported.
  explicit Winograd(WinogradShape shape);

  SmallVector<Phase> phases;
  /// Of all products, over all rows of the kernel.
  SmallVector<SmallVector<double>> filter;
};

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_WINOGRAD_H
