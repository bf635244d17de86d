//===- Phases.cpp - The phases of compilation -----------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Pipelines/Phases.h"

void mlir::patconv::registerPatConvPipelines() {}
