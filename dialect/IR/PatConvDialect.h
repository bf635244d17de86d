//===- PatConvDialect.h - The patconv dialect -------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_PATCONVDIALECT_H
#define PATCONV_DIALECT_IR_PATCONVDIALECT_H

#include "mlir/IR/Dialect.h"

#include "dialect/IR/PatConvDialect.h.inc"

namespace mlir::patconv {
/// Attaches the bufferisation models of the dialect's operations.
void registerBufferizableOpInterfaceExternalModels(DialectRegistry &registry);
} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_PATCONVDIALECT_H
