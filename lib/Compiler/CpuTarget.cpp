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
#include "llvm/TargetParser/Triple.h"
#include "llvm/TargetParser/X86TargetParser.h"

#include <mutex>

using namespace llvm;
using namespace mlir::patconv;

/// Whether LLVM uses the feature unasked. A virtual machine often hides others,
/// such as memory protection keys, which must not make its processor's own name
/// unusable.
static bool isUsedByCode(StringRef feature) {
  static constexpr StringLiteral kPrefixes[] = {"avx", "bmi", "fma", "sse",
                                                "ssse"};
  static constexpr StringLiteral kNames[] = {
      "64bit", "cmov", "cx16", "cx8", "f16c", "gfni", "lzcnt", "movbe", "mmx",
      "popcnt", "prfchw", "sahf", "tbm", "vaes", "fxsr", "xop", "aes", "pclmul",
      "vpclmulqdq", "adx",
      // APX.
      "egpr", "ppx", "ndd", "push2pop2", "ccmp", "cf", "nf", "zu"};
  return is_contained(kNames, feature) ||
         any_of(kPrefixes,
                [&](StringRef prefix) { return feature.starts_with(prefix); });
}

/// Sorted, as the order of a hash map would make equal targets look different.
static std::vector<std::string>
sortedFeatures(const StringMap<bool> &features,
               function_ref<bool(StringRef, bool)> wanted) {
  std::vector<std::string> names;
  for (const auto &entry : features)
    if (wanted(entry.getKey(), entry.getValue()))
      names.push_back(entry.getKey().str());
  llvm::sort(names);
  return names;
}

/// Sets the processor `name` with its features.
static Error setProcessor(CpuTarget &target, StringRef name,
                          const StringMap<bool> &host,
                          StringMap<bool> &features) {
  if (name == "host") {
    target.cpu = sys::getHostCPUName().str();
    features = host;
    SubtargetFeatures text;
    for (StringRef feature :
         sortedFeatures(host, [](StringRef, bool) { return true; }))
      text.AddFeature(feature, host.lookup(feature));
    target.features = text.getString();
    return Error::success();
  }
  if (X86::parseArchX86(name, /*Only64Bit=*/true) == X86::CK_None)
    return createStringError("expected target to be 'host' or an x86-64 "
                             "processor that LLVM knows, but got '" +
                             name + "'");
  target.cpu = name.str();
  SmallVector<StringRef> names;
  X86::getFeaturesForCPU(name, names);
  for (StringRef feature : names) {
    features[feature] = true;
    // The list leaves out what others imply.
    X86::updateImpliedFeatures(feature, /*Enabled=*/true, features);
  }
  return Error::success();
}

/// Adds or removes a feature, with what follows from it.
static Error changeFeature(CpuTarget &target, StringRef change,
                           const StringMap<bool> &host,
                           StringMap<bool> &features) {
  StringRef name = change.drop_front(change.empty() ? 0 : 1);
  if (!change.starts_with("+") && !change.starts_with("-"))
    return createStringError("expected a feature of the target to start with "
                             "'+' or '-', but got '" +
                             change + "'; write it like 'host,-avx512f'");
  if (!host.contains(name))
    return createStringError("expected target features to be ones that LLVM "
                             "detects, but got '" +
                             name + "'");
  bool enable = change.starts_with("+");
  features[name] = enable;
  X86::updateImpliedFeatures(name, enable, features);
  if (!target.features.empty())
    target.features += ",";
  target.features += change;
  return Error::success();
}

/// The processor whose costs LLVM schedules code with AVX-512 by, whichever it
/// is for: those of Intel's have loads so early that registers run out.
static constexpr StringLiteral kWideTuning = "znver4";

static void setVectors(CpuTarget &target, const StringMap<bool> &features) {
  if (features.lookup("avx512f")) {
    target.lanes = 16;
    target.vectorRegisters = 32;
    target.tuning = kWideTuning;
  } else if (features.lookup("avx2") && features.lookup("fma")) {
    target.lanes = 8;
  }
}

Expected<CpuTarget> CpuTarget::resolve(StringRef text, bool runsHere) {
  StringMap<bool> host = sys::getHostCPUFeatures(), features;
  SmallVector<StringRef> parts;
  text.split(parts, ',');
  CpuTarget target;
  target.arch = Triple::getArchTypeName(Triple::x86_64).str();
  if (Error error = setProcessor(target, parts.front(), host, features))
    return error;
  for (StringRef change : ArrayRef(parts).drop_front())
    if (Error error = changeFeature(target, change, host, features))
      return error;
  target.requiredFeatures =
      sortedFeatures(features, [](StringRef name, bool enabled) {
        return enabled && isUsedByCode(name);
      });
  std::vector<std::string> missing = findMissing(target.requiredFeatures);
  if (runsHere && !missing.empty())
    return createStringError("expected this machine to have every feature of "
                             "target '" +
                             text + "', but got '" + sys::getHostCPUName() +
                             "' without " + join(missing, ", "));
  setVectors(target, features);
  return target;
}

std::vector<std::string>
CpuTarget::findMissing(const std::vector<std::string> &features) {
  StringMap<bool> host = sys::getHostCPUFeatures();
  std::vector<std::string> missing;
  for (const std::string &feature : features)
    if (!host.lookup(feature))
      missing.push_back(feature);
  return missing;
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
