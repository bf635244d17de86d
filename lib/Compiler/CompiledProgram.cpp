//===- CompiledProgram.cpp - Code that can be called ----------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/CompiledProgram.h"

#include "lib/Runtime/Runtime.h"

#include "dialect/IR/Alignment.h"

#include "llvm/BinaryFormat/Magic.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h"
#include "llvm/ExecutionEngine/Orc/SelfExecutorProcessControl.h"
#include "llvm/ExecutionEngine/Orc/TaskDispatch.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

using namespace llvm;
using namespace mlir::patconv;

static constexpr size_t kHugePage = 2 << 20;

/// Asks for huge pages under memory that is read or written from end to end:
/// weights beyond the caches stream about a quarter faster, and the planes of
/// activations lie far apart. A kernel that has none refuses, which changes
/// nothing but time. What lies in small pages, as memory that the heap had used
/// before may, is moved into huge ones at once.
static void useHugePages(const char *memory, size_t bytes) {
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
    size_t bytes = std::max<int64_t>(program.signature.workspaceBytes, 1);
    size_t alignment = bytes < kHugePage ? kAlignment : kHugePage;
    bytes = alignTo(bytes, alignment);
    workspace.reset(static_cast<char *>(std::aligned_alloc(alignment, bytes)));
    if (workspace)
      useHugePages(workspace.get(), bytes);
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

CompiledProgram::~CompiledProgram() {
  if (session)
    if (Error error = session->endSession())
      consumeError(std::move(error));
}

StringRef CompiledProgram::getCode() const { return data.code->getBuffer(); }

/// The objects of an archive, or the one that `code` is.
static Expected<SmallVector<MemoryBufferRef>>
findObjects(MemoryBufferRef code) {
  if (identify_magic(code.getBuffer()) != file_magic::archive)
    return SmallVector<MemoryBufferRef>{code};
  auto archive = object::Archive::create(code);
  if (!archive)
    return archive.takeError();
  if ((*archive)->isThin())
    return createStringError(
        "expected the archive to hold its objects, but got "
        "one that names files");
  SmallVector<MemoryBufferRef> objects;
  Error error = Error::success();
  for (const object::Archive::Child &child : (*archive)->children(error)) {
    auto member = child.getMemoryBufferRef();
    if (!member)
      return joinErrors(std::move(error), member.takeError());
    objects.push_back(*member);
  }
  if (error)
    return error;
  return objects;
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
  auto objects = findObjects(*data.code);
  if (!objects)
    return objects.takeError();
  bool usesOpenMP = false;
  for (MemoryBufferRef buffer : *objects) {
    auto object = object::ObjectFile::createObjectFile(buffer);
    if (!object)
      return object.takeError();
    StringRef arch = Triple::getArchTypeName((*object)->getArch());
    StringRef host =
        Triple::getArchTypeName(Triple(sys::getProcessTriple()).getArch());
    if (arch != host)
      return createStringError("expected code for " + host + ", but got " +
                               arch);
    usesOpenMP |= callsOpenMP(**object);
  }

  // The linker alone: there is nothing to compile, and no target to initialise.
  auto control = orc::SelfExecutorProcessControl::Create(
      /*SSP=*/nullptr, std::make_unique<orc::InPlaceTaskDispatcher>());
  if (!control)
    return control.takeError();
  session = std::make_unique<orc::ExecutionSession>(std::move(*control));
  linker = std::make_unique<orc::ObjectLinkingLayer>(*session);
  // What a lookup returns does not say which symbol is missing; this does.
  auto reported = std::make_shared<std::string>();
  session->setErrorReporter(
      [reported](Error error) { *reported += toString(std::move(error)); });

  orc::JITDylib &library = session->createBareJITDylib("model");
  auto now = orc::ExecutorSymbolDef(orc::ExecutorAddr::fromPtr(&patconv_now_ns),
                                    JITSymbolFlags::Exported);
  if (Error error = library.define(
          orc::absoluteSymbols({{session->intern("patconv_now_ns"), now}})))
    return error;
  constexpr char kNoPrefix = '\0';
  auto process =
      orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(kNoPrefix);
  if (!process)
    return process.takeError();
  library.addGenerator(std::move(*process));
  if (usesOpenMP) {
    auto runtime =
        orc::DynamicLibrarySearchGenerator::Load("libomp.so.5", kNoPrefix);
    if (!runtime)
      return createStringError(
          "expected libomp.so.5 to be installed for more than one thread, but "
          "got: " +
          toString(runtime.takeError()));
    library.addGenerator(std::move(*runtime));
  }
  for (MemoryBufferRef object : *objects)
    if (Error error =
            linker->add(library, MemoryBuffer::getMemBuffer(
                                     object, /*RequiresNullTerminator=*/false)))
      return error;

  auto find = [&](StringRef name, auto *&into) -> Error {
    auto symbol = session->lookup({&library}, name);
    if (!symbol)
      return createStringError(toString(symbol.takeError()) + "; " + *reported);
    into =
        symbol->getAddress().toPtr<std::remove_reference_t<decltype(into)>>();
    return Error::success();
  };
  const char *text = nullptr;
  if (Error error = find("patconv_run", runFunction))
    return error;
  if (Error error = find("patconv_profile", profileFunction))
    return error;
  if (Error error = find(kSignatureSymbol, text))
    return error;
  return readSignature(text);
}

Error CompiledProgram::readSignature(StringRef text) {
  auto parsed = ProgramSignature::parse(text);
  if (!parsed)
    return parsed.takeError();
  signature = std::move(*parsed);
  ArrayRef<char> weights = getWeights();
  if (int64_t(weights.size()) != signature.weightsBytes)
    return createStringError("expected " + Twine(signature.weightsBytes) +
                             " bytes of weights, but got " +
                             Twine(weights.size()));
  if (!isAddrAligned(Align(kAlignment), weights.data()))
    return createStringError("expected the weights to be aligned to " +
                             Twine(kAlignment) + " bytes, but got others");
  if (hashBytes(weights) != signature.weightsHash)
    return createStringError("expected the weights that belong to the code, "
                             "but got others");
  return Error::success();
}

Expected<std::unique_ptr<CompiledProgram>>
CompiledProgram::load(ProgramData data) {
  std::unique_ptr<CompiledProgram> program(
      new CompiledProgram(std::move(data)));
  ArrayRef<char> weights = program->getWeights();
  useHugePages(weights.data(), weights.size());
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
