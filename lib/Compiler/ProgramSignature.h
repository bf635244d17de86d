//===- ProgramSignature.h - What an object says of itself -------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_COMPILER_PROGRAMSIGNATURE_H
#define PATCONV_LIB_COMPILER_PROGRAMSIGNATURE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mlir::patconv {

/// The symbol under which an object holds its signature, a string that ends
/// with a zero.
inline constexpr llvm::StringLiteral kSignatureSymbol = "patconv_signature";

/// What a caller of compiled code must know: the sizes of what it passes, the
/// weights that belong to it, and the processor that it needs. It lies in the
/// object beside the code, so that neither goes astray.
struct ProgramSignature {
  /// A float32 array, row-major.
  struct Array {
    std::string name;
    std::vector<int64_t> shape;
  };

  /// LLVM's name of the architecture, and the processor and features of it.
  std::string arch, cpu;
  std::vector<std::string> features;
  int64_t lanes = 0;
  int64_t threads = 1;
  std::vector<Array> inputs, outputs;
  /// Names of the layers in the order in which they run.
  std::vector<std::string> layers;
  /// Bytes of working memory that a call needs.
  int64_t workspaceBytes = 0;
  /// The most bytes of it that are in use at once; 0 where that is not known.
  int64_t liveBytes = 0;
  int64_t weightsBytes = 0;
  /// `hashBytes` of the weights.
  std::string weightsHash;
  /// The JSON of the layer reports.
  std::string report = "[]";

  /// A JSON object with the members' names in snake_case.
  std::string print() const;

  /// Reads what `print` wrote.
  static llvm::Expected<ProgramSignature> parse(llvm::StringRef text);
};

/// A fingerprint against damage, not against malice: XXH3 of 128 bits, in
/// hexadecimal digits.
std::string hashBytes(llvm::ArrayRef<char> bytes);

} // namespace mlir::patconv

#endif // PATCONV_LIB_COMPILER_PROGRAMSIGNATURE_H
