//===- PatConvPlugin.cpp - Plugin for a stock mlir-opt --------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/Registration.h"

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Compiler.h"

extern "C" LLVM_ATTRIBUTE_WEAK LLVM_ABI_EXPORT mlir::DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "PatConv", LLVM_VERSION_STRING,
          [](mlir::DialectRegistry *registry) {
            mlir::patconv::registerPatConvDialect(*registry);
          }};
}

extern "C" LLVM_ATTRIBUTE_WEAK LLVM_ABI_EXPORT mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "PatConv", LLVM_VERSION_STRING,
          [] { mlir::patconv::registerPatConvPasses(); }};
}
