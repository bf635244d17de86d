//===- CpuTarget.h - The processor that code is made for --------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_COMPILER_CPUTARGET_H
#define PATCONV_LIB_COMPILER_CPUTARGET_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace llvm {
class TargetMachine;
} // namespace llvm

namespace mlir::patconv {

/// A processor, its features and what follows from them for schedules.
struct CpuTarget {
  /// LLVM's name of the architecture, such as "x86_64".
  std::string arch;
  /// LLVM's name of the processor, such as "znver4" or "x86-64-v3".
  std::string cpu;
  /// Features beyond those that the name implies: "+avx512f,-amx-tile,...".
  std::string features;
  /// The processor whose costs of instructions LLVM orders code by; its own
  /// where empty.
  std::string tuning;
  /// The features that code for it may use unasked, sorted.
  std::vector<std::string> requiredFeatures;
  /// float32 elements of the widest vector: 16 with AVX-512, 8 with AVX2 and
  /// FMA, else 4.
  int64_t lanes = 4;
  /// Vector registers of that width.
  int64_t vectorRegisters = 16;

  /// The target called `name`: "host", or a processor that LLVM knows; then,
  /// after commas, features to add or to leave out, as in "host,-avx512f".
  /// Fails where a name is unknown or, if code for it `runsHere`, where this
  /// machine lacks one of the features.
  static llvm::Expected<CpuTarget> resolve(llvm::StringRef name,
                                           bool runsHere = true);

  /// Those of `features` that this machine lacks or LLVM does not know.
  static std::vector<std::string>
  findMissing(const std::vector<std::string> &features);

  /// A code generator for it, at the highest optimisation level.
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> createMachine() const;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_COMPILER_CPUTARGET_H
