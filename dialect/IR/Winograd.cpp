//===- Winograd.cpp - Minimal filtering along the rows --------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/Winograd.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

#include <cmath>

using namespace mlir;
using namespace mlir::patconv;

/// In the order in which they are used. Small ones, for the sake of rounding.
static constexpr double kPoints[] = {0, 1, -1, 2, -2};

/// `polynomial` times (x - root); coefficients from the constant one up.
static SmallVector<double> multiply(ArrayRef<double> polynomial, double root) {
  SmallVector<double> product(polynomial.size() + 1, 0);
  for (auto [i, factor] : llvm::enumerate(polynomial)) {
    product[i] -= root * factor;
    product[i + 1] += factor;
  }
  return product;
}

Winograd::Winograd(WinogradShape shape) : phases(shape.stride) {
  assert(shape.isSupported() && "expected a shape that is supported");
  filter.assign(shape.countProducts(),
                SmallVector<double>(shape.kernelRows, 0));
  const int64_t withPoints = shape.countProducts() - shape.stride;
  int64_t product = 0;
  for (auto [f, phase] : llvm::enumerate(phases)) {
    const int64_t kernelRows =
        llvm::divideCeil(shape.kernelRows - int64_t(f), shape.stride);
    const int64_t numProducts = shape.rows + kernelRows - 1;
    phase.points.assign(kPoints, kPoints + numProducts - 1);
    // The product of all others' (x - point), and of all in the last place.
    for (int64_t k = 0; k < numProducts; ++k) {
      SmallVector<double> polynomial{1};
      double scale = 1;
      for (auto [other, point] : llvm::enumerate(phase.points)) {
        if (int64_t(other) == k)
          continue;
        polynomial = multiply(polynomial, point);
        if (k < numProducts - 1)
          scale *= phase.points[k] - point;
      }
      polynomial.resize(numProducts, 0);
      phase.input.push_back(std::move(polynomial));
      const bool isLast = k == numProducts - 1;
      phase.products.push_back(isLast ? withPoints + f : product++);
      for (int64_t i = 0; i < kernelRows; ++i)
        filter[phase.products.back()][f + i * shape.stride] =
            isLast ? (i == kernelRows - 1 ? 1 : 0)
                   : std::pow(phase.points[k], i) / scale;
    }
  }
}
