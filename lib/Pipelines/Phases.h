//===- Phases.h - The phases of compilation ---------------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_PIPELINES_PHASES_H
#define PATCONV_LIB_PIPELINES_PHASES_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>

namespace mlir {
class OpPassManager;
} // namespace mlir

namespace mlir::patconv {

/// Which layout activations get.
enum class LayoutChoice {
  /// The one that is predicted to be faster.
  automatic,
  /// Rows, everywhere.
  plain,
  /// Lane-tiled wherever it is possible, whether it pays or not.
  laneTiled,
};

/// What the phases need to know.
struct PhaseOptions {
  /// Whether `import` binds parameters from `weightsFile`, or synthetic ones.
  /// False where the caller has bound them, so that a forgotten one is an
  /// error.
  bool bindWeights = false;
  /// A safetensors file; empty: synthetic weights.
  std::string weightsFile;
  int64_t syntheticSeed = 0;
  /// The connectivity rate of synthetic weights; 0: dense.
  double patternRate = 0;
  /// Patterns of a layer at most.
  int64_t maxPatterns = 16;
  /// float32 lanes of a vector and vector registers of the target.
  int64_t lanes = 16;
  int64_t vectorRegisters = 32;
  int64_t threads = 1;
  /// Reorder filters and kernels (FKR).
  bool reorder = true;
  LayoutChoice layout = LayoutChoice::automatic;
  /// Compute kernels without zeros by minimal filtering, where that is faster.
  bool winograd = true;
  /// Read no weights of linear layers where their input is 0.
  bool skipZeros = true;
  /// Eliminate redundant loads; off, each is made again.
  bool lre = true;
  /// Fuse element-wise operations into convolutions and with each other.
  bool fusion = true;
  /// Return the result of every convolution from the main function.
  bool exposeLayers = false;
};

/// One phase: each takes what the one before it leaves.
struct Phase {
  StringLiteral name;
  StringLiteral summary;
  /// Adds the passes of the phase to a pass manager on builtin.module.
  void (*build)(OpPassManager &manager, const PhaseOptions &options);
};

/// The phases in order. This is the one table: tools and Python read it.
ArrayRef<Phase> getPhases();

/// The phase called `name`, or null.
const Phase *lookupPhase(StringRef name);

/// Registers patconv-<phase>-pipeline for each phase and patconv-cpu-pipeline.
void registerPatConvPipelines();

} // namespace mlir::patconv

#endif // PATCONV_LIB_PIPELINES_PHASES_H
