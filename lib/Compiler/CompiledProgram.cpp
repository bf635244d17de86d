//===- CompiledProgram.cpp - Code that can be called ----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/CompiledProgram.h"

#include "lib/Runtime/Runtime.h"

#include "dialect/IR/Alignment.h"

#include "llvm/ExecutionEngine/JITLink/JITLink.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

using namespace llvm;
using namespace mlir::patconv;

static constexpr size_t kHugePage = 2 << 20;

/// Asks for huge pages under memory that is read or written from end to end:
/// weights beyond the caches stream about a quarter faster. A kernel that has
/// none refuses, which changes nothing but time. `filled` memory is moved into
/// them at once; other memory gets them when it is first touched.
static void useHugePages(const char *memory, size_t bytes, bool filled) {
#ifdef __linux__
  uintptr_t begin = alignTo(reinterpret_cast<uintptr_t>(memory), kHugePage);
  uintptr_t end =
      alignDown(reinterpret_cast<uintptr_t>(memory) + bytes, kHugePage);
  if (begin >= end)
    return;
  // Since Linux 6.1; older headers lack the name.
  constexpr int kCollapse = 25;
  void *start = reinterpret_cast<void *>(begin);
  madvise(start, end - begin, MADV_HUGEPAGE);
  if (filled)
    madvise(start, end - begin, kCollapse);
#endif
}

/// Takes a workspace for the time of one call.
class CompiledProgram::Lease {
public:
  explicit Lease(CompiledProgram &program) : program(program) {
    std::lock_guard<std::mutex> lock(program.mutex);
    if (!program.freeWorkspaces.empty()) {
      workspace = std::move(program.freeWorkspaces.back());
      program.freeWorkspaces.pop_back();
      return;
    }
    size_t bytes = std::max<int64_t>(program.data.workspaceBytes, 1);
    size_t alignment = bytes < kHugePage ? kAlignment : kHugePage;
    bytes = alignTo(bytes, alignment);
    workspace.reset(static_cast<char *>(std::aligned_alloc(alignment, bytes)));
    if (workspace)
      useHugePages(workspace.get(), bytes, /*filled=*/false);
  }
  ~Lease() {
    if (!workspace)
      return;
    std::lock_guard<std::mutex> lock(program.mutex);
    program.freeWorkspaces.push_back(std::move(workspace));
  }
  char *get() const { return workspace.get(); }

private:
  CompiledProgram &program;
  Workspace workspace;
};

CompiledProgram::CompiledProgram(ProgramData data) : data(std::move(data)) {}

CompiledProgram::~CompiledProgram() = default;

StringRef CompiledProgram::getObject() const {
  return data.object->getBuffer();
}

static bool callsOpenMP(const object::ObjectFile &object) {
  return llvm::any_of(object.symbols(), [](const object::SymbolRef &symbol) {
    Expected<StringRef> name = symbol.getName();
    if (!name) {
      consumeError(name.takeError());
      return false;
    }
    return name->starts_with("__kmpc_");
  });
}

Error CompiledProgram::link() {
  auto object = object::ObjectFile::createObjectFile(*data.object);
  if (!object)
    return object.takeError();

  // Objects alone are added: nothing is compiled or initialised at run time.
  auto created =
      orc::LLJITBuilder().setPlatformSetUp(orc::setUpInactivePlatform).create();
  if (!created)
    return created.takeError();
  jit = std::move(*created);
  // What a lookup returns does not say which symbol is missing; this does.
  auto reported = std::make_shared<std::string>();
  jit->getExecutionSession().setErrorReporter(
      [reported](Error error) { *reported += toString(std::move(error)); });
  auto explain = [reported](Error error) {
    return createStringError(toString(std::move(error)) + "; " + *reported);
  };

  orc::JITDylib &library = jit->getMainJITDylib();
  auto now = orc::ExecutorSymbolDef(orc::ExecutorAddr::fromPtr(&patconv_now_ns),
                                    JITSymbolFlags::Exported);
  if (Error error = library.define(orc::absoluteSymbols(
          {{jit->mangleAndIntern("patconv_now_ns"), now}})))
    return error;
  if (callsOpenMP(**object)) {
    auto runtime = orc::DynamicLibrarySearchGenerator::Load(
        "libomp.so.5", jit->getDataLayout().getGlobalPrefix());
    if (!runtime)
      return createStringError(
          "expected libomp.so.5 to be installed for more than one thread, but "
          "got: " +
          toString(runtime.takeError()));
    library.addGenerator(std::move(*runtime));
  }
  if (Error error = jit->addObjectFile(
          MemoryBuffer::getMemBuffer(*data.object, /*RequiresNullTerminator=*/
                                     false)))
    return error;

  auto run = jit->lookup("patconv_run");
  if (!run)
    return explain(run.takeError());
  runFunction = run->toPtr<RunFunction *>();
  auto profile = jit->lookup("patconv_profile");
  if (!profile)
    return explain(profile.takeError());
  profileFunction = profile->toPtr<ProfileFunction *>();
  return Error::success();
}

Expected<std::unique_ptr<CompiledProgram>>
CompiledProgram::load(ProgramData data) {
  std::unique_ptr<CompiledProgram> program(
      new CompiledProgram(std::move(data)));
  ArrayRef<char> weights = program->getWeights();
  useHugePages(weights.data(), weights.size(), /*filled=*/true);
  if (Error error = program->link())
    return error;
  return program;
}

int32_t CompiledProgram::run(ArrayRef<void *> inputs,
                             ArrayRef<void *> outputs) {
  Lease workspace(*this);
  if (!workspace.get())
    return kOutOfMemory;
  return runFunction(const_cast<void **>(inputs.data()),
                     const_cast<void **>(outputs.data()), getWeights().data(),
                     workspace.get());
}

int32_t CompiledProgram::profile(ArrayRef<void *> inputs,
                                 ArrayRef<void *> outputs,
                                 MutableArrayRef<int64_t> timestamps) {
  Lease workspace(*this);
  if (!workspace.get())
    return kOutOfMemory;
  return profileFunction(
      const_cast<void **>(inputs.data()), const_cast<void **>(outputs.data()),
      getWeights().data(), workspace.get(), timestamps.data());
}
