//===- Registration.cpp - The one registration list -----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/Registration.h"

#include "dialect/IR/PatConvDialect.h"
#include "lib/Conversion/Passes.h"
#include "lib/Pipelines/Phases.h"
#include "lib/Transforms/Passes.h"

using namespace mlir;

void patconv::registerPatConvDialect(DialectRegistry &registry) {
  registry.insert<PatConvDialect>();
  registerBufferizableOpInterfaceExternalModels(registry);
}

void patconv::registerPatConvPasses() {
  registerPatConvTransformsPasses();
  registerPatConvConversionPasses();
  registerPatConvPipelines();
}

void patconv::registerPatConv(DialectRegistry &registry) {
  registerPatConvDialect(registry);
  registerPatConvPasses();
}
