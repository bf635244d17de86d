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

/// What is convolved, N x F x OH x OW, after a pooling whose last windows are
/// whole.
SmallVector<int64_t> getPooledShape(ArrayRef<int64_t> shape, Pooled pooled);

/// Whether `op` stands in a body: scalar in, scalar out, nothing else.
bool isEpilogueOp(Operation *op);

/// Checks the parameters, each a number for each of `filters` filters, the body
/// against the number of residuals and parameters, and what is in it.
LogicalResult verifyEpilogueBody(Operation *op, Region &body,
                                 size_t numResiduals, ValueRange parameters,
                                 int64_t filters);

/// The layout of what is convolved, between an input and a result in those
/// given: sums of planes have none of their own.
LaneTiledAttr getConvolvedTiling(LaneTiledAttr input, LaneTiledAttr result,
                                 Pooled pooled);

/// Checks that there is one kind of pooling at most, and that its window, if
/// any, is two numbers of at least 1.
LogicalResult verifyPooled(Operation *op, Pooled pooled);

/// Checks what lies in memory: `convolved`, the sums before pooling, in the
/// layout of `output`; the window that leads to them; the pooling. That of sums
/// of planes is the one that the sums come from.
LogicalResult verifyConvolutionLayouts(Operation *op,
                                       const TiledActivation &input,
                                       ArrayRef<int64_t> convolved,
                                       const TiledActivation &output,
                                       WindowAxis y, WindowAxis x,
                                       Pooled pooled, bool isMaterialized);

/// Checks that residuals have the shape `convolved`, in the grid of `layout`
/// (null: plain) with any halo.
LogicalResult verifyResiduals(Operation *op, ValueRange residuals,
                              ArrayRef<int64_t> convolved, LaneTiledAttr layout,
                              bool isMaterialized);

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_EPILOGUE_H
