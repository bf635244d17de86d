//===- ProgramSignature.cpp - What an object says of itself ---------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/ProgramSignature.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace mlir::patconv;

static json::Value toJSON(ArrayRef<ProgramSignature::Array> arrays) {
  json::Array list;
  for (const ProgramSignature::Array &array : arrays)
    list.push_back(json::Object{{"name", array.name},
                                {"dtype", "float32"},
                                {"shape", json::Array(array.shape)}});
  return list;
}

std::string ProgramSignature::print() const {
  // The compiler wrote it, or `parse` read it.
  json::Value layerReports = cantFail(json::parse(report));
  json::Object object{{"arch", arch},
                      {"cpu", cpu},
                      {"features", json::Array(features)},
                      {"lanes", lanes},
                      {"threads", threads},
                      {"inputs", toJSON(inputs)},
                      {"outputs", toJSON(outputs)},
                      {"layers", json::Array(layers)},
                      {"workspace_bytes", workspaceBytes},
                      {"live_bytes", liveBytes},
                      {"weights_bytes", weightsBytes},
                      {"weights_hash", weightsHash},
                      {"report", std::move(layerReports)}};
  std::string text;
  raw_string_ostream(text) << json::Value(std::move(object));
  return text;
}

namespace mlir::patconv {
static bool fromJSON(const json::Value &value, ProgramSignature::Array &array,
                     json::Path path) {
  json::ObjectMapper map(value, path);
  return map && map.map("name", array.name) && map.map("shape", array.shape);
}

static bool fromJSON(const json::Value &value, ProgramSignature &signature,
                     json::Path path) {
  json::ObjectMapper map(value, path);
  return map && map.map("arch", signature.arch) &&
         map.map("cpu", signature.cpu) &&
         map.map("features", signature.features) &&
         map.map("lanes", signature.lanes) &&
         map.map("threads", signature.threads) &&
         map.map("inputs", signature.inputs) &&
         map.map("outputs", signature.outputs) &&
         map.map("layers", signature.layers) &&
         map.map("workspace_bytes", signature.workspaceBytes) &&
         map.mapOptional("live_bytes", signature.liveBytes) &&
         map.map("weights_bytes", signature.weightsBytes) &&
         map.map("weights_hash", signature.weightsHash);
}
} // namespace mlir::patconv

Expected<ProgramSignature> ProgramSignature::parse(StringRef text) {
  Expected<json::Value> value = json::parse(text);
  if (!value)
    return value.takeError();
  ProgramSignature signature;
  json::Path::Root root("signature");
  if (!fromJSON(*value, signature, root))
    return root.getError();
  if (const json::Value *report = value->getAsObject()->get("report")) {
    signature.report.clear();
    raw_string_ostream(signature.report) << *report;
  }
  return signature;
}

std::string mlir::patconv::hashBytes(ArrayRef<char> bytes) {
  XXH128_hash_t hash = xxh3_128bits(
      ArrayRef(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()));
  return utohexstr(hash.high64, /*LowerCase=*/true, /*Width=*/16) +
         utohexstr(hash.low64, /*LowerCase=*/true, /*Width=*/16);
}
