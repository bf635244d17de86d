//===- Phases.h - The phases of compilation ---------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_PIPELINES_PHASES_H
#define PATCONV_LIB_PIPELINES_PHASES_H

namespace mlir::patconv {

/// Registers patconv-<phase>-pipeline for each phase and patconv-cpu-pipeline.
void registerPatConvPipelines();

} // namespace mlir::patconv

#endif // PATCONV_LIB_PIPELINES_PHASES_H
