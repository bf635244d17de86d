//===- CodeGeneration.h - From LLVM IR to object code -----------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_COMPILER_CODEGENERATION_H
#define PATCONV_LIB_COMPILER_CODEGENERATION_H

#include "llvm/Support/Error.h"

#include <memory>

namespace llvm {
class MemoryBuffer;
class Module;
} // namespace llvm

namespace mlir::patconv {
struct CpuTarget;

/// Optimises `module` and generates its code: a static archive of objects. How
/// the functions are spread over the objects follows from `module` alone;
/// threads, as many as the machine runs at once, share the objects and end with
/// the call.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
generateCode(std::unique_ptr<llvm::Module> module, const CpuTarget &target);

} // namespace mlir::patconv

#endif // PATCONV_LIB_COMPILER_CODEGENERATION_H
