//===- CpuTarget.cpp - The processor that code is made for ----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/CpuTarget.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include "llvm/TargetParser/X86TargetParser.h"

#include <mutex>

using namespace llvm;
using namespace mlir::patconv;

static void setVectors(CpuTarget &target, function_ref<bool(StringRef)> has) {
  if (has("avx512f")) {
    target.lanes = 16;
    target.vectorRegisters = 32;
  } else if (has("avx2") && has("fma")) {
    target.lanes = 8;
  }
}

static CpuTarget resolveHost(const StringMap<bool> &hostFeatures) {
  CpuTarget target;
  target.cpu = sys::getHostCPUName().str();
  SubtargetFeatures features;
  // Sorted, as the order of a hash map would make equal targets look different.
  SmallVector<StringRef> names(hostFeatures.keys());
  llvm::sort(names);
  for (StringRef name : names)
    features.AddFeature(name, hostFeatures.lookup(name));
  target.features = features.getString();
  setVectors(target, [&](StringRef name) { return hostFeatures.lookup(name); });
  return target;
}

/// Whether LLVM uses the feature unasked. A virtual machine often hides others,
/// such as memory protection keys, which must not make its processor's own name
/// unusable.
static bool isUsedByCode(StringRef feature) {
  static constexpr StringLiteral kPrefixes[] = {"avx", "bmi", "fma", "sse",
                                                "ssse"};
  static constexpr StringLiteral kNames[] = {
      "64bit", "cmov", "cx16",   "cx8",    "f16c",       "gfni", "lzcnt",
      "movbe", "mmx",  "popcnt", "prfchw", "sahf",       "tbm",  "vaes",
      "fxsr",  "xop",  "aes",    "pclmul", "vpclmulqdq", "adx"};
  return is_contained(kNames, feature) ||
         any_of(kPrefixes,
                [&](StringRef prefix) { return feature.starts_with(prefix); });
}

Expected<CpuTarget> CpuTarget::resolve(StringRef name) {
  StringMap<bool> hostFeatures = sys::getHostCPUFeatures();
  if (name == "host")
    return resolveHost(hostFeatures);
  if (X86::parseArchX86(name, /*Only64Bit=*/true) == X86::CK_None)
    return createStringError("expected target to be 'host' or an x86-64 "
                             "processor that LLVM knows, but got '" +
                             name + "'");
  SmallVector<StringRef> features, missing;
  X86::getFeaturesForCPU(name, features);
  for (StringRef feature : features) {
    auto host = hostFeatures.find(feature);
    if (isUsedByCode(feature) && host != hostFeatures.end() && !host->second)
      missing.push_back(feature);
  }
  if (!missing.empty()) {
    llvm::sort(missing);
    return createStringError("expected this machine to have every feature of "
                             "target '" +
                             name + "', but got '" + sys::getHostCPUName() +
                             "' without " + join(missing, ", "));
  }
  CpuTarget target;
  target.cpu = name.str();
  setVectors(target,
             [&](StringRef name) { return is_contained(features, name); });
  return target;
}

Expected<std::unique_ptr<TargetMachine>> CpuTarget::createMachine() const {
  static std::once_flag initialised;
  std::call_once(initialised, [] {
    InitializeNativeTarget();
    InitializeNativeTargetAsmPrinter();
  });
  orc::JITTargetMachineBuilder builder((Triple(sys::getProcessTriple())));
  builder.setCPU(cpu);
  if (!features.empty())
    builder.addFeatures(SubtargetFeatures(features).getFeatures());
  builder.setCodeGenOptLevel(CodeGenOptLevel::Aggressive);
  // Position-independent, so that the same object could become a library.
  builder.setRelocationModel(Reloc::PIC_);
  builder.setCodeModel(CodeModel::Small);
  return builder.createTargetMachine();
}
