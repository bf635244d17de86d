//===- CompiledProgram.h - Code that can be called --------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_COMPILER_COMPILEDPROGRAM_H
#define PATCONV_LIB_COMPILER_COMPILEDPROGRAM_H

#include "mlir/IR/AsmState.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace llvm {
class MemoryBuffer;
namespace orc {
class LLJIT;
} // namespace orc
} // namespace llvm

namespace mlir::patconv {

/// The status of a call that found no memory for its workspace; generated code
/// returns 0.
inline constexpr int32_t kOutOfMemory = -1;

/// What generated code needs beside the code.
struct ProgramData {
  /// The object file.
  std::unique_ptr<llvm::MemoryBuffer> object;
  /// Every large constant, one array aligned to `kAlignment`.
  AsmResourceBlob weights;
  /// Bytes of working memory that a call needs.
  int64_t workspaceBytes = 0;
  /// Names of the layers in the order in which they run.
  std::vector<std::string> layers;
};

/// A compiled model in this process. It is re-entrant: each call takes a
/// workspace of its own from a list that grows with the number of simultaneous
/// calls.
class CompiledProgram {
public:
  /// Loads the object. Loads the OpenMP runtime only where the code calls it.
  static llvm::Expected<std::unique_ptr<CompiledProgram>>
  load(ProgramData data);
  ~CompiledProgram();

  /// Runs the model; pointers in the order of its signature, to row-major
  /// arrays. Returns the code's status, 0 for success.
  int32_t run(llvm::ArrayRef<void *> inputs, llvm::ArrayRef<void *> outputs);

  /// The same, and a time in ns before the first layer and after each into
  /// `timestamps`, which has one element more than there are layers.
  int32_t profile(llvm::ArrayRef<void *> inputs, llvm::ArrayRef<void *> outputs,
                  llvm::MutableArrayRef<int64_t> timestamps);

  llvm::ArrayRef<std::string> getLayers() const { return data.layers; }
  int64_t getWorkspaceBytes() const { return data.workspaceBytes; }
  llvm::ArrayRef<char> getWeights() const { return data.weights.getData(); }
  llvm::StringRef getObject() const;

private:
  struct FreeDeleter {
    void operator()(char *memory) const { std::free(memory); }
  };
  using Workspace = std::unique_ptr<char, FreeDeleter>;
  class Lease;

  explicit CompiledProgram(ProgramData data);
  llvm::Error link();

  using RunFunction = int32_t(void **, void **, const void *, void *);
  using ProfileFunction = int32_t(void **, void **, const void *, void *,
                                  int64_t *);

  ProgramData data;
  std::unique_ptr<llvm::orc::LLJIT> jit;
  RunFunction *runFunction = nullptr;
  ProfileFunction *profileFunction = nullptr;
  std::mutex mutex;
  std::vector<Workspace> freeWorkspaces;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_COMPILER_COMPILEDPROGRAM_H
