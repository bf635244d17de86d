//===- Registration.h - The one registration list ---------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_COMPILER_REGISTRATION_H
#define PATCONV_LIB_COMPILER_REGISTRATION_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::patconv {

/// Registers the patconv dialect with its interfaces.
void registerPatConvDialect(DialectRegistry &registry);

/// Registers the passes and pipelines of patconv.
void registerPatConvPasses();

/// Registers the dialect, passes and pipelines, and what they need of upstream:
/// the list for the compiler library, which has not all of upstream.
void registerPatConv(DialectRegistry &registry);

/// The registry of `registerPatConv`, made at the first call: passes and
/// pipelines are registered once a process.
const DialectRegistry &getPatConvRegistry();

} // namespace mlir::patconv

#endif // PATCONV_LIB_COMPILER_REGISTRATION_H
