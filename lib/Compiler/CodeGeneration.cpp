//===- CodeGeneration.cpp - From LLVM IR to object code -------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/CodeGeneration.h"

#include "lib/Compiler/CpuTarget.h"

#include "mlir/ExecutionEngine/OptUtils.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/ExecutionEngine/Orc/CompileUtils.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace llvm;
using namespace mlir::patconv;

/// Instructions of LLVM IR that make up about one object: few enough to keep
/// many processors busy, and so many that reading a module again costs nothing
/// beside them. A layer with patterns has up to some ten thousand.
static constexpr size_t kInstructionsPerObject = 8192;

/// The only user of a local function, itself a function: where it goes that one
/// goes, as with the body of a parallel loop.
static Function *findOwner(Function &function) {
  if (!function.hasLocalLinkage())
    return nullptr;
  Function *owner = nullptr;
  for (User *user : function.users()) {
    auto *instruction = dyn_cast<Instruction>(user);
    if (!instruction || (owner && owner != instruction->getFunction()))
      return nullptr;
    owner = instruction->getFunction();
  }
  return owner;
}

/// The functions that have bodies, by their names, with the number of the
/// object that each goes into. What has to stay together is one piece; the
/// largest piece first, each goes where there is least.
static StringMap<unsigned> assignObjects(Module &module, unsigned &numObjects) {
  MapVector<Function *, size_t> pieces;
  DenseMap<Function *, Function *> roots;
  size_t total = 0;
  for (Function &function : module) {
    if (function.isDeclaration())
      continue;
    Function *root = &function;
    // A recursive function that nothing else calls would own itself.
    SmallPtrSet<Function *, 4> seen;
    while (Function *owner = findOwner(*root)) {
      if (!seen.insert(owner).second)
        break;
      root = owner;
    }
    roots[&function] = root;
    pieces[root] += function.getInstructionCount();
    total += function.getInstructionCount();
  }
  numObjects = std::clamp<size_t>(divideNearest(total, kInstructionsPerObject),
                                  1, std::max<size_t>(pieces.size(), 1));
  SmallVector<std::pair<Function *, size_t>> sorted(pieces.begin(),
                                                    pieces.end());
  llvm::sort(sorted, [](const auto &a, const auto &b) {
    return std::pair(b.second, a.first->getName()) <
           std::pair(a.second, b.first->getName());
  });
  SmallVector<size_t> sizes(numObjects);
  DenseMap<Function *, unsigned> places;
  for (auto [root, size] : sorted) {
    auto least = min_element(sizes);
    *least += size;
    places[root] = least - sizes.begin();
  }
  StringMap<unsigned> objects;
  for (auto [function, root] : roots)
    objects[function->getName()] = places[root];
  return objects;
}

/// Lets functions that other objects may call, and variables that several may
/// write, be found from there; the names of all are those of one module, so no
/// two are the same.
static void exposeLocals(Module &module) {
  auto expose = [](GlobalValue &value) {
    value.setLinkage(GlobalValue::ExternalLinkage);
    value.setVisibility(GlobalValue::HiddenVisibility);
  };
  for (Function &function : module)
    if (function.hasLocalLinkage() && !findOwner(function))
      expose(function);
  for (GlobalVariable &variable : module.globals())
    if (variable.hasLocalLinkage() && !variable.isConstant())
      expose(variable);
}

/// The part of the module `bitcode` that is object `number`, optimised and
/// compiled. It has copies of the constants that it reads; what else the module
/// defines is in object 0.
static Expected<std::unique_ptr<MemoryBuffer>>
generateObject(MemoryBufferRef bitcode, const StringMap<unsigned> &objects,
               unsigned number, const CpuTarget &target) {
  auto machine = target.createMachine();
  if (!machine)
    return machine.takeError();
  LLVMContext context;
  auto module = getLazyBitcodeModule(bitcode, context);
  if (!module)
    return module.takeError();
  // Of the others the bodies are never read.
  for (Function &function : **module) {
    auto found = objects.find(function.getName());
    if (found != objects.end() && found->second != number)
      function.deleteBody();
  }
  if (Error error = (*module)->materializeAll())
    return error;
  if (number != 0)
    for (GlobalVariable &variable : (*module)->globals())
      if (!variable.hasLocalLinkage() && !variable.isDeclaration())
        variable.setInitializer(nullptr);
  if (Error error =
          mlir::makeOptimizingTransformer(3, 0, machine->get())(module->get()))
    return error;
  return orc::SimpleCompiler(**machine)(**module);
}

Expected<std::unique_ptr<MemoryBuffer>>
mlir::patconv::generateCode(std::unique_ptr<Module> module,
                            const CpuTarget &target) {
  unsigned numObjects = 0;
  const StringMap<unsigned> objects = assignObjects(*module, numObjects);
  if (numObjects > 1)
    exposeLocals(*module);
  // Each thread needs a module in a context of its own.
  SmallString<0> bitcode;
  {
    raw_svector_ostream stream(bitcode);
    WriteBitcodeToFile(*module, stream);
  }
  module.reset();
  const MemoryBufferRef source(bitcode, "model");

  std::vector<std::unique_ptr<MemoryBuffer>> generated(numObjects);
  std::vector<std::string> errors(numObjects);
  {
    ThreadPoolStrategy strategy = hardware_concurrency(numObjects);
    // No more of them than processors, even where there are more objects.
    strategy.Limit = true;
    DefaultThreadPool threads(strategy);
    for (unsigned number = 0; number < numObjects; ++number)
      threads.async([&, number] {
        auto object = generateObject(source, objects, number, target);
        if (object)
          generated[number] = std::move(*object);
        else
          errors[number] = toString(object.takeError());
      });
    threads.wait();
  }
  for (const std::string &error : errors)
    if (!error.empty())
      return createStringError(error);

  std::vector<std::string> names;
  for (unsigned number = 0; number < numObjects; ++number)
    names.push_back("model" + std::to_string(number) + ".o");
  std::vector<NewArchiveMember> members;
  for (auto [name, object] : zip(names, generated))
    members.push_back(
        NewArchiveMember(MemoryBufferRef(object->getBuffer(), name)));
  return writeArchiveToBuffer(members, SymtabWritingMode::NormalSymtab,
                              object::Archive::K_GNU, /*Deterministic=*/true,
                              /*Thin=*/false);
}
