//===- Safetensors.cpp - Reading safetensors files ------------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Weights.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;
using namespace mlir::patconv;

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

std::optional<int64_t> patconv::getDtypeBits(StringRef dtype) {
  return llvm::StringSwitch<std::optional<int64_t>>(dtype)
      .Case("F4", 4)
      .Cases({"F6_E2M3", "F6_E3M2"}, 6)
      .Cases({"BOOL", "I8", "U8", "F8_E4M3", "F8_E5M2", "F8_E8M0"}, 8)
      .Cases({"I16", "U16", "F16", "BF16"}, 16)
      .Cases({"I32", "U32", "F32"}, 32)
      .Cases({"I64", "U64", "F64", "C64"}, 64)
      .Default(std::nullopt);
}

StringRef patconv::getDtype(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type)) {
    bool isSigned = integer.isSigned();
    switch (integer.getWidth()) {
    case 8:
      return isSigned ? "I8" : "U8";
    case 16:
      return isSigned ? "I16" : "U16";
    case 32:
      return isSigned ? "I32" : "U32";
    case 64:
      return isSigned ? "I64" : "U64";
    default:
      return "";
    }
  }
  return type.isF32()    ? "F32"
         : type.isF64()  ? "F64"
         : type.isF16()  ? "F16"
         : type.isBF16() ? "BF16"
                         : "";
}

bool patconv::isDtypeOf(StringRef dtype, Type type) {
  StringRef own = getDtype(type);
  if (own.empty())
    return false;
  // A signless integer may be written as either.
  if (type.isSignlessInteger() && dtype.consume_front("I"))
    return own.drop_front() == dtype;
  return own == dtype;
}

//===----------------------------------------------------------------------===//
// The header
//===----------------------------------------------------------------------===//

namespace {
/// Checks the header of one file and collects its arrays.
class HeaderReader {
public:
  HeaderReader(StringRef path, std::shared_ptr<llvm::MemoryBuffer> buffer,
               function_ref<InFlightDiagnostic()> emitError)
      : path(path), buffer(std::move(buffer)), emitError(emitError) {}

  LogicalResult read(llvm::StringMap<WeightArray> &arrays);

private:
  InFlightDiagnostic damaged() {
    return emitError() << "expected '" << path
                       << "' to be a whole safetensors file, but got ";
  }
  InFlightDiagnostic damaged(StringRef name) {
    return emitError() << "expected tensor '" << name << "' of '" << path
                       << "' to ";
  }
  FailureOr<llvm::json::Object> parse();
  FailureOr<WeightArray> readEntry(StringRef name,
                                   const llvm::json::Value &value);
  LogicalResult readShape(StringRef name, const llvm::json::Array &extents,
                          WeightArray &array);
  LogicalResult readData(StringRef name, const llvm::json::Array &offsets,
                         WeightArray &array);
  LogicalResult checkMetadata(const llvm::json::Value &value);
  LogicalResult checkLayout(const llvm::StringMap<WeightArray> &arrays);

  StringRef path;
  std::shared_ptr<llvm::MemoryBuffer> buffer;
  function_ref<InFlightDiagnostic()> emitError;
  /// What follows the header.
  ArrayRef<char> data;
};
} // namespace

/// Whether brackets nest deeper than a header needs; the JSON parser recurses,
/// and a hostile file could exhaust the stack.
static bool nestsTooDeep(StringRef json) {
  constexpr int kMaxDepth = 16;
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0, e = json.size(); i < e; ++i) {
    char c = json[i];
    if (quoted) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxDepth)
        return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

/// The position after the string that starts at `begin`, in valid JSON.
static size_t skipString(StringRef json, size_t begin) {
  size_t i = begin + 1;
  while (json[i] != '"')
    i += json[i] == '\\' ? 2 : 1;
  return i + 1;
}

/// A key that an object of `json`, which is valid, has twice: the parser keeps
/// the last.
static std::optional<std::string> findRepeatedKey(StringRef json) {
  SmallVector<llvm::StringSet<>> objects;
  for (size_t i = 0; i < json.size();) {
    size_t begin = i++;
    if (json[begin] == '{')
      objects.emplace_back();
    else if (json[begin] == '}')
      objects.pop_back();
    if (json[begin] != '"')
      continue;
    i = skipString(json, begin);
    if (!json.drop_front(i).ltrim().starts_with(":"))
      continue;
    // Escapes can spell one key in several ways.
    std::string key = llvm::cantFail(llvm::json::parse(json.slice(begin, i)))
                          .getAsString()
                          ->str();
    if (!objects.back().insert(key).second)
      return key;
  }
  return std::nullopt;
}

FailureOr<llvm::json::Object> HeaderReader::parse() {
  constexpr uint64_t kPrefix = sizeof(uint64_t);
  size_t size = buffer->getBufferSize();
  if (size < kPrefix)
    return damaged() << size << " bytes";
  uint64_t length = llvm::support::endian::read64le(buffer->getBufferStart());
  if (length > size - kPrefix)
    return damaged() << size << " bytes with a header of " << length;
  StringRef text = buffer->getBuffer().substr(kPrefix, length);
  data = ArrayRef<char>(text.end(), size - kPrefix - length);
  if (nestsTooDeep(text))
    return damaged() << "a header of too many nested brackets";
  llvm::Expected<llvm::json::Value> json = llvm::json::parse(text);
  if (!json)
    return damaged() << "a header that is no JSON: "
                     << llvm::toString(json.takeError());
  if (std::optional<std::string> key = findRepeatedKey(text))
    return damaged() << "a header with the key '" << *key << "' twice";
  if (llvm::json::Object *object = json->getAsObject())
    return std::move(*object);
  return damaged() << "a header that is no object";
}

LogicalResult HeaderReader::readShape(StringRef name,
                                      const llvm::json::Array &extents,
                                      WeightArray &array) {
  for (const llvm::json::Value &extent : extents) {
    std::optional<int64_t> number = extent.getAsInteger();
    if (!number || *number < 0)
      return damaged(name) << "have a shape of numbers of at least 0, but got "
                           << llvm::formatv("{0}", extent).str();
    array.shape.push_back(*number);
  }
  return success();
}

LogicalResult HeaderReader::readData(StringRef name,
                                     const llvm::json::Array &offsets,
                                     WeightArray &array) {
  std::optional<int64_t> begin, end;
  if (offsets.size() == 2) {
    begin = offsets[0].getAsInteger();
    end = offsets[1].getAsInteger();
  }
  if (!begin || !end || *begin < 0 || *end < *begin)
    return damaged(name) << "have two rising data offsets, but got "
                         << llvm::formatv(
                                "{0}",
                                llvm::json::Value(llvm::json::Array(offsets)))
                                .str();
  if (uint64_t(*end) > data.size())
    return damaged(name) << "end within " << data.size()
                         << " bytes of data, but got an end at " << *end;
  std::optional<int64_t> bits = getDtypeBits(array.dtype);
  for (int64_t extent : array.shape)
    if (bits)
      bits = llvm::checkedMul<int64_t>(*bits, extent);
  if (!bits || *bits % 8 != 0 || *bits / 8 != *end - *begin)
    return damaged(name) << "have the bytes of " << array.dtype << "["
                         << ArrayRef(array.shape) << "], but got "
                         << *end - *begin;
  array.data = data.slice(*begin, *end - *begin);
  array.owner = buffer;
  return success();
}

FailureOr<WeightArray> HeaderReader::readEntry(StringRef name,
                                               const llvm::json::Value &value) {
  const llvm::json::Object *entry = value.getAsObject();
  std::optional<StringRef> dtype =
      entry ? entry->getString("dtype") : std::nullopt;
  const llvm::json::Array *shape = entry ? entry->getArray("shape") : nullptr;
  const llvm::json::Array *offsets =
      entry ? entry->getArray("data_offsets") : nullptr;
  if (!dtype || !shape || !offsets)
    return damaged(name) << "have dtype, shape and data_offsets, but got "
                         << llvm::formatv("{0}", value).str();
  WeightArray array;
  array.dtype = dtype->str();
  if (!getDtypeBits(*dtype))
    return damaged(name) << "have an element type of safetensors, but got '"
                         << *dtype << "'";
  if (failed(readShape(name, *shape, array)) ||
      failed(readData(name, *offsets, array)))
    return failure();
  return array;
}

LogicalResult HeaderReader::checkMetadata(const llvm::json::Value &value) {
  const llvm::json::Object *texts = value.getAsObject();
  if (texts && llvm::all_of(*texts, [](const auto &entry) {
        return entry.second.getAsString().has_value();
      }))
    return success();
  return damaged() << "__metadata__ that is no object of strings";
}

/// Checks that the arrays cover the data without a gap, as the format demands.
LogicalResult
HeaderReader::checkLayout(const llvm::StringMap<WeightArray> &arrays) {
  SmallVector<const llvm::StringMapEntry<WeightArray> *> sorted;
  for (const auto &entry : arrays)
    sorted.push_back(&entry);
  llvm::sort(sorted, [](const auto *a, const auto *b) {
    auto rank = [](const auto *entry) {
      ArrayRef<char> bytes = entry->getValue().data;
      return std::make_tuple(bytes.begin(), bytes.end(), entry->getKey());
    };
    return rank(a) < rank(b);
  });
  const char *end = data.begin();
  StringRef previous;
  for (const auto *entry : sorted) {
    ArrayRef<char> bytes = entry->getValue().data;
    if (bytes.begin() < end)
      return damaged(entry->getKey())
             << "have bytes of its own, but got those of '" << previous << "'";
    if (bytes.begin() > end)
      return damaged(entry->getKey())
             << "begin at byte " << end - data.begin() << ", but got a gap to "
             << bytes.begin() - data.begin();
    end = bytes.end();
    previous = entry->getKey();
  }
  if (end != data.end())
    return damaged() << data.end() - end << " bytes after the last tensor";
  return success();
}

LogicalResult HeaderReader::read(llvm::StringMap<WeightArray> &arrays) {
  FailureOr<llvm::json::Object> header = parse();
  if (failed(header))
    return failure();
  for (const auto &[key, value] : *header) {
    StringRef name = key;
    if (name == "__metadata__") {
      if (failed(checkMetadata(value)))
        return failure();
      continue;
    }
    FailureOr<WeightArray> array = readEntry(name, value);
    if (failed(array))
      return failure();
    arrays[name] = std::move(*array);
  }
  return checkLayout(arrays);
}

//===----------------------------------------------------------------------===//
// Sources
//===----------------------------------------------------------------------===//

FailureOr<SafetensorsFile>
SafetensorsFile::open(StringRef path,
                      function_ref<InFlightDiagnostic()> emitError) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return emitError() << "expected '" << path
                       << "' to be a readable file, but got: "
                       << buffer.getError().message();
  SafetensorsFile file;
  file.path = path.str();
  HeaderReader reader(path, std::move(*buffer), emitError);
  if (failed(reader.read(file.arrays)))
    return failure();
  return file;
}

static std::optional<WeightArray>
find(const llvm::StringMap<WeightArray> &arrays, StringRef name) {
  auto it = arrays.find(name);
  if (it == arrays.end())
    return std::nullopt;
  return it->getValue();
}

std::optional<WeightArray> SafetensorsFile::lookup(StringRef name,
                                                   ShapedType) const {
  return find(arrays, name);
}

std::optional<WeightArray> MemoryWeights::lookup(StringRef name,
                                                 ShapedType) const {
  return find(arrays, name);
}
