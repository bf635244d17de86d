//===- ConstantData.cpp - Reading and making constant arrays --------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialect/IR/ConstantData.h"
#include "dialect/IR/Alignment.h"
#include "dialect/IR/PatConvAttrs.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::patconv;

int64_t patconv::getElementBytes(ShapedType type) {
  Type element = type.getElementType();
  if (!element.isIntOrFloat() || element.getIntOrFloatBitWidth() % 8 != 0)
    return 0;
  return element.getIntOrFloatBitWidth() / 8;
}

uint64_t patconv::getNonZeros(ArrayRef<float> kernel) {
  if (kernel.size() > kMaxPatternPositions)
    return llvm::any_of(kernel, [](float value) { return value != 0.0f; })
               ? getFullMask(kernel.size())
               : 0;
  uint64_t mask = 0;
  for (auto [i, value] : llvm::enumerate(kernel))
    mask |= uint64_t(value != 0.0f) << i;
  return mask;
}

std::optional<ArrayRef<char>>
patconv::getResourceBytes(DenseResourceElementsAttr attr) {
  AsmResourceBlob *blob = attr.getRawHandle().getBlob();
  if (!blob)
    return std::nullopt;
  ShapedType type = attr.getType();
  int64_t expected = type.getNumElements() *
                     llvm::divideCeil(type.getElementTypeBitWidth(), 8);
  if (int64_t(blob->getData().size()) < expected)
    return std::nullopt;
  return blob->getData().take_front(expected);
}

ElementsAttr patconv::getConstant(Value value) {
  ElementsAttr attr;
  if (!value || !matchPattern(value, m_Constant(&attr)))
    return nullptr;
  return attr;
}

std::optional<ArrayRef<float>>
patconv::getFloats(ElementsAttr attr, SmallVectorImpl<float> &storage) {
  if (!attr || !attr.getElementType().isF32())
    return std::nullopt;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr)) {
    std::optional<ArrayRef<char>> bytes = getResourceBytes(resource);
    if (!bytes)
      return std::nullopt;
    return ArrayRef<float>(reinterpret_cast<const float *>(bytes->data()),
                           bytes->size() / sizeof(float));
  }
  auto dense = dyn_cast<DenseElementsAttr>(attr);
  if (!dense)
    return std::nullopt;
  if (dense.isSplat()) {
    storage.assign(dense.getNumElements(), dense.getSplatValue<float>());
    return ArrayRef<float>(storage);
  }
  ArrayRef<char> raw = dense.getRawData();
  return ArrayRef<float>(reinterpret_cast<const float *>(raw.data()),
                         raw.size() / sizeof(float));
}

template <typename T>
static void appendUnsigned(ArrayRef<char> bytes,
                           SmallVectorImpl<int64_t> &out) {
  for (size_t i = 0, e = bytes.size() / sizeof(T); i < e; ++i) {
    T value;
    std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
    out.push_back(static_cast<int64_t>(value));
  }
}

std::optional<SmallVector<int64_t>>
patconv::getUnsignedIntegers(ElementsAttr attr) {
  if (!attr || !attr.getElementType().isInteger())
    return std::nullopt;
  SmallVector<int64_t> values;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr)) {
    std::optional<ArrayRef<char>> bytes = getResourceBytes(resource);
    if (!bytes)
      return std::nullopt;
    values.reserve(attr.getNumElements());
    switch (attr.getElementType().getIntOrFloatBitWidth()) {
    case 8:
      appendUnsigned<uint8_t>(*bytes, values);
      return values;
    case 16:
      appendUnsigned<uint16_t>(*bytes, values);
      return values;
    case 32:
      appendUnsigned<uint32_t>(*bytes, values);
      return values;
    default:
      return std::nullopt;
    }
  }
  auto dense = dyn_cast<DenseIntElementsAttr>(attr);
  if (!dense)
    return std::nullopt;
  values.reserve(attr.getNumElements());
  for (const APInt &value : dense)
    values.push_back(value.getLimitedValue(INT64_MAX));
  return values;
}

ElementsAttr patconv::makeConstant(ShapedType type, ArrayRef<char> data,
                                   StringRef name) {
  constexpr size_t kInlineBytes = 1024;
  if (data.size() <= kInlineBytes)
    return DenseElementsAttr::getFromRawBuffer(type, data);
  return DenseResourceElementsAttr::get(
      type, name,
      HeapAsmResourceBlob::allocateAndCopyWithAlign(data, kAlignment));
}

std::string patconv::getDerivedName(Value value, StringRef otherwise,
                                    StringRef suffix) {
  auto resource =
      dyn_cast_if_present<DenseResourceElementsAttr>(getConstant(value));
  return ((resource ? resource.getRawHandle().getKey() : otherwise) + suffix)
      .str();
}

ElementsAttr patconv::makeFloats(MLIRContext *context, ArrayRef<int64_t> shape,
                                 ArrayRef<float> values, StringRef name) {
  auto type = RankedTensorType::get(shape, Float32Type::get(context));
  return makeConstant(
      type,
      ArrayRef<char>(reinterpret_cast<const char *>(values.data()),
                     values.size() * sizeof(float)),
      name);
}

template <typename T>
static std::vector<char> narrow(ArrayRef<int64_t> values) {
  std::vector<char> bytes(values.size() * sizeof(T));
  for (auto [i, value] : llvm::enumerate(values)) {
    T narrowed = static_cast<T>(value);
    std::memcpy(bytes.data() + i * sizeof(T), &narrowed, sizeof(T));
  }
  return bytes;
}

ElementsAttr patconv::makeNarrowIntegers(MLIRContext *context,
                                         ArrayRef<int64_t> shape,
                                         ArrayRef<int64_t> values,
                                         StringRef name) {
  int64_t largest = 0;
  for (int64_t value : values) {
    assert(value >= 0 && value <= UINT32_MAX && "expected an unsigned i32");
    largest = std::max(largest, value);
  }
  unsigned width = largest <= UINT8_MAX ? 8 : largest <= UINT16_MAX ? 16 : 32;
  std::vector<char> bytes = width == 8    ? narrow<uint8_t>(values)
                            : width == 16 ? narrow<uint16_t>(values)
                                          : narrow<uint32_t>(values);
  auto type = RankedTensorType::get(shape, IntegerType::get(context, width));
  return makeConstant(type, bytes, name);
}
