//===- CompiledProgram.h - Code that can be called --------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_COMPILER_COMPILEDPROGRAM_H
#define PATCONV_LIB_COMPILER_COMPILEDPROGRAM_H

#include "lib/Compiler/ProgramSignature.h"

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
class ExecutionSession;
class ObjectLinkingLayer;
} // namespace orc
} // namespace llvm

namespace mlir::patconv {

/// The status of a call that found no memory for its workspace; generated code
/// returns 0.
inline constexpr int32_t kOutOfMemory = -1;

/// Generated code and its data.
struct ProgramData {
  /// A static archive of objects, or one object; one holds a
  /// `ProgramSignature`.
  std::unique_ptr<llvm::MemoryBuffer> code;
  /// Every large constant, one array aligned to `kAlignment`.
  AsmResourceBlob weights;
};

/// A compiled model in this process. It is re-entrant: each call takes a
/// workspace of its own from a list that grows with the number of simultaneous
/// calls.
class CompiledProgram {
public:
  /// Links the code, and fails where it has other weights or is for another
  /// architecture. Nothing of the code runs, and nothing of LLVM but the linker
  /// is used. Loads the OpenMP runtime only where the code calls it.
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

  const ProgramSignature &getSignature() const { return signature; }
  llvm::ArrayRef<char> getWeights() const { return data.weights.getData(); }
  llvm::StringRef getCode() const;

private:
  struct FreeDeleter {
    void operator()(char *memory) const { std::free(memory); }
  };
  using Workspace = std::unique_ptr<char, FreeDeleter>;
  class Lease;

  explicit CompiledProgram(ProgramData data);
  llvm::Error link();
  llvm::Error readSignature(llvm::StringRef text);

  using RunFunction = int32_t(void **, void **, const void *, void *);
  using ProfileFunction = int32_t(void **, void **, const void *, void *,
                                  int64_t *);

  ProgramData data;
  ProgramSignature signature;
  std::unique_ptr<llvm::orc::ExecutionSession> session;
  std::unique_ptr<llvm::orc::ObjectLinkingLayer> linker;
  RunFunction *runFunction = nullptr;
  ProfileFunction *profileFunction = nullptr;
  std::mutex mutex;
  std::vector<Workspace> freeWorkspaces;
};

} // namespace mlir::patconv

#endif // PATCONV_LIB_COMPILER_COMPILEDPROGRAM_H
