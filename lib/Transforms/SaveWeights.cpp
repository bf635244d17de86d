//===- SaveWeights.cpp - Resources into a safetensors file ----------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Passes.h"
#include "lib/Transforms/Weights.h"

#include "dialect/IR/Alignment.h"
#include "dialect/IR/ConstantData.h"

#include "mlir/IR/DialectResourceBlobManager.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::patconv {
#define GEN_PASS_DEF_SAVEWEIGHTSPASS
#include "lib/Transforms/Passes.h.inc"
} // namespace mlir::patconv

using namespace mlir;
using namespace mlir::patconv;

namespace {
struct Entry {
  StringRef key;
  StringRef dtype;
  ShapedType type;
  ArrayRef<char> data;
};
} // namespace

/// The resources of the module, in the order of the file: first those whose
/// size keeps the next one aligned, then by the width of their elements. The
/// format knows no gaps.
static FailureOr<SmallVector<Entry>> collectEntries(ModuleOp module) {
  llvm::MapVector<StringRef, Entry> entries;
  bool complete = true;
  auto collect = [&](Operation *op, DenseResourceElementsAttr attr) {
    StringRef key = attr.getRawHandle().getKey();
    if (entries.contains(key))
      return;
    ShapedType type = attr.getType();
    StringRef dtype = getDtype(type.getElementType());
    Entry &entry = entries[key] = Entry{key, dtype, type, {}};
    auto fail = [&](const Twine &expected) {
      complete = false;
      return op->emitError() << "expected resource '" << key << "' to "
                             << expected << ", but got ";
    };
    if (dtype.empty()) {
      fail("have an element type of safetensors") << type;
      return;
    }
    if (std::optional<ArrayRef<char>> bytes = getResourceBytes(attr))
      entry.data = *bytes;
    else if (AsmResourceBlob *blob = attr.getRawHandle().getBlob())
      fail("hold " + Twine(type.getNumElements() * getElementBytes(type)) +
           " bytes")
          << blob->getData().size();
    else
      fail("hold data") << "none";
  };
  module.walk([&](Operation *op) {
    op->getAttrDictionary().walk(
        [&](DenseResourceElementsAttr attr) { collect(op, attr); });
  });
  if (!complete)
    return failure();
  SmallVector<Entry> sorted = llvm::to_vector(llvm::make_second_range(entries));
  auto rank = [](const Entry &entry) {
    return std::make_tuple(entry.data.size() % kAlignment != 0,
                           -int64_t(entry.type.getElementTypeBitWidth()),
                           entry.key);
  };
  llvm::sort(sorted,
             [&](const Entry &a, const Entry &b) { return rank(a) < rank(b); });
  return sorted;
}

/// The JSON header, with spaces at its end so that the data are aligned.
static std::string makeHeader(ArrayRef<Entry> entries) {
  std::string header;
  llvm::raw_string_ostream os(header);
  llvm::json::OStream json(os);
  int64_t offset = 0;
  json.object([&] {
    for (const Entry &entry : entries)
      json.attributeObject(entry.key, [&] {
        json.attribute("dtype", entry.dtype);
        json.attributeArray("shape", [&] {
          for (int64_t extent : entry.type.getShape())
            json.value(extent);
        });
        json.attributeArray("data_offsets", [&] {
          json.value(offset);
          offset += entry.data.size();
          json.value(offset);
        });
      });
  });
  size_t prefix = sizeof(uint64_t);
  header.append(
      llvm::offsetToAlignment(prefix + header.size(), llvm::Align(kAlignment)),
      ' ');
  return header;
}

/// Writes the file under a temporary name and renames it.
static llvm::Error writeFile(ArrayRef<Entry> entries, StringRef path) {
  llvm::Expected<llvm::sys::fs::TempFile> temporary =
      llvm::sys::fs::TempFile::create(path + ".%%%%%%%%.part");
  if (!temporary)
    return temporary.takeError();
  std::string header = makeHeader(entries);
  llvm::raw_fd_ostream os(temporary->FD, /*shouldClose=*/false);
  llvm::support::endian::write<uint64_t>(os, header.size(),
                                         llvm::endianness::little);
  os << header;
  for (const Entry &entry : entries)
    os.write(entry.data.data(), entry.data.size());
  os.flush();
  if (std::error_code error = os.error()) {
    os.clear_error();
    return llvm::joinErrors(llvm::errorCodeToError(error),
                            temporary->discard());
  }
  return temporary->keep(path);
}

LogicalResult patconv::saveWeights(ModuleOp module, StringRef path) {
  FailureOr<SmallVector<Entry>> entries = collectEntries(module);
  if (failed(entries))
    return failure();
  if (llvm::Error error = writeFile(*entries, path))
    return module.emitError("expected '")
           << path << "' to be a file that can be written, but got: "
           << llvm::toString(std::move(error));
  return success();
}

namespace {
struct SaveWeights : patconv::impl::SaveWeightsPassBase<SaveWeights> {
  using SaveWeightsPassBase::SaveWeightsPassBase;

  void runOnOperation() override {
    if (file.empty()) {
      getOperation().emitError(
          "expected the option file to be a path, but got none");
      return signalPassFailure();
    }
    if (failed(saveWeights(getOperation(), file)))
      signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
