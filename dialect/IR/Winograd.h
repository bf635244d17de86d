//===- Winograd.h - Minimal filtering along the rows ------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels of three rows without zeros need fewer multiplications than entries:
// R rows of the output come from R + 2 products of transformed input rows and
// transformed weights, for each column of the kernel, where 3 * R would be
// multiplied otherwise. S. Winograd, Arithmetic Complexity of Computations,
// 1980; A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural
// Networks, 2015, from whom the matrices differ in the sign of some rows.
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_WINOGRAD_H
#define PATCONV_DIALECT_IR_WINOGRAD_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/SmallVector.h"

namespace mlir::patconv {

/// The rows of a kernel that is transformed.
inline constexpr int64_t kWinogradKernelRows = 3;

/// How R rows of output come from R + 2 of input. With d the input, g the
/// kernel's rows and a[k] the points, product p is
///
///     m[p] = (sum over i of input[p][i] * d[i])
///          * (sum over i of filter[p][i] * g[i])
///
/// and row r of the output
///
///     m[0] (r = 0) + m[R + 1] (r = R - 1) + sum over k of
///         a[k]^r * (m[2k + 1] + (-1)^r * m[2k + 2])
///
/// with m[R + 1] as the only product that the last row of the input is in.
struct Winograd {
  /// Of `rows`, 2 or 4.
  explicit Winograd(int64_t rows);

  static bool isSupported(int64_t rows) { return rows == 2 || rows == 4; }
  /// The products that a tile of `tileRows` takes, of `rows` rows or what is
  /// left of the output: the last product is of use for the last row alone.
  static int64_t countProducts(int64_t rows, int64_t tileRows) {
    return rows + kWinogradKernelRows - 1 - (tileRows < rows ? 1 : 0);
  }
  /// The products of a whole tile, which are the rows of transformed kernels.
  static int64_t countProducts(int64_t rows) {
    return countProducts(rows, rows);
  }

  SmallVector<SmallVector<double>> input, filter;
  SmallVector<double> points;
};

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_WINOGRAD_H
