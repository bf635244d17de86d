//===- Epilogue.h - What follows a convolution's sums -----------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `patconv.conv_2d` and `patconv.fkw_conv_2d` have one epilogue: residuals, a
// body on scalars and a maximum pooling.
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_EPILOGUE_H
#define PATCONV_DIALECT_IR_EPILOGUE_H

#include "dialect/IR/LaneTiling.h"

#include "mlir/IR/Region.h"

namespace mlir::patconv {

/// What is convolved, N x F x OH x OW, after a pooling over `window` (empty:
/// none), whose last windows are whole.
SmallVector<int64_t> getPooledShape(ArrayRef<int64_t> shape,
                                    ArrayRef<int64_t> window);

/// Whether `op` stands in a body: scalar in, scalar out, nothing else.
bool isEpilogueOp(Operation *op);

/// Checks the body against the number of residuals, and what is in it.
LogicalResult verifyEpilogueBody(Operation *op, Region &body,
                                 size_t numResiduals);

/// Checks that the pooling window, if any, is two numbers of at least 1.
LogicalResult verifyMaxPool(Operation *op,
                            std::optional<ArrayRef<int64_t>> window);

/// Checks what lies in memory: `convolved`, the sums before pooling, in the
/// layout of `output`; the window that leads to them; the pooling.
LogicalResult verifyConvolutionLayouts(
    Operation *op, const TiledActivation &input, ArrayRef<int64_t> convolved,
    const TiledActivation &output, WindowAxis y, WindowAxis x,
    ArrayRef<int64_t> maxPool, bool isMaterialized);

/// Checks that residuals have the shape `convolved`, in the grid of `layout`
/// (null: plain) with any halo.
LogicalResult verifyResiduals(Operation *op, ValueRange residuals,
                              ArrayRef<int64_t> convolved, LaneTiledAttr layout,
                              bool isMaterialized);

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_EPILOGUE_H
