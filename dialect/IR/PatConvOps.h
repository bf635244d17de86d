//===- PatConvOps.h - Operations of the patconv dialect ---------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_PATCONVOPS_H
#define PATCONV_DIALECT_IR_PATCONVOPS_H

#include "dialect/IR/PatConvAttrs.h"
#include "dialect/IR/PatConvDialect.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#define GET_OP_CLASSES
#include "dialect/IR/PatConvOps.h.inc"

namespace mlir::patconv {
/// Output rows or columns of a convolution along one axis; negative where the
/// kernel does not fit, or a size does not fit an integer.
int64_t getOutputSize(int64_t input, int64_t kernel, int64_t stride,
                      int64_t dilation, int64_t padBefore, int64_t padAfter);

/// The effects of a destination-style operation on memrefs: it reads its inputs
/// and writes its init.
void getDestinationStyleEffects(
    DestinationStyleOpInterface op,
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects);

/// Checks that operands are all tensors or all memrefs of static shape, and
/// that there is a result, of the init's type, on tensors alone. `scratch` is a
/// memref in either case.
LogicalResult verifyDestinationStyle(DestinationStyleOpInterface op,
                                     Value scratch = Value());

/// Checks strides, dilations and padding, which both convolution ops have.
LogicalResult verifyWindow(Operation *op, ArrayRef<int64_t> strides,
                           ArrayRef<int64_t> dilations,
                           ArrayRef<int64_t> padding);

/// Checks what minimal filtering asks of the input of a convolution whose
/// schedule has it, and of the distances in it.
LogicalResult verifyWinogradInput(Operation *op, LaneTiledAttr input,
                                  ArrayRef<int64_t> dilations);

/// The output's shape that the window makes of the input's; negative sizes
/// where the kernel does not fit.
SmallVector<int64_t> getConvolvedShape(ArrayRef<int64_t> input, int64_t filters,
                                       KernelSize kernel,
                                       ArrayRef<int64_t> strides,
                                       ArrayRef<int64_t> dilations,
                                       ArrayRef<int64_t> padding);
} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_PATCONVOPS_H
