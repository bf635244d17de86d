//===- ConstantData.h - Reading and making constant arrays ------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_DIALECT_IR_CONSTANTDATA_H
#define PATCONV_DIALECT_IR_CONSTANTDATA_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Value.h"

#include <optional>

namespace mlir::patconv {

/// The constant that `value` is (arith.constant), or null.
ElementsAttr getConstant(Value value);

/// The bytes of one element where it is stored in whole bytes, else 0.
int64_t getElementBytes(ShapedType type);

/// The bytes of a resource's elements; nothing where it holds none or too few.
std::optional<ArrayRef<char>> getResourceBytes(DenseResourceElementsAttr attr);

/// The positions of `kernel` that are not zero: bit i for value i; of more than
/// kMaxPatternPositions values all bits, where any is not zero. Both +0.0 and
/// -0.0 are zero, NaN is not.
uint64_t getNonZeros(ArrayRef<float> kernel);

/// The float32 elements of `attr`, row-major, without a copy where they lie in
/// a resource or a dense attribute; a splat is expanded into `storage`.
/// Nothing where the type is not f32 or the resource has no data.
std::optional<ArrayRef<float>> getFloats(ElementsAttr attr,
                                         SmallVectorImpl<float> &storage);

/// The integer elements of `attr`, row-major, as unsigned numbers of their
/// width. Nothing where the type is not an integer or data are missing.
std::optional<SmallVector<int64_t>> getUnsignedIntegers(ElementsAttr attr);

/// A constant of `type` over `data` (its raw bytes): inline up to 1 KiB, else a
/// resource called `name` (made unique) that owns an aligned copy.
ElementsAttr makeConstant(ShapedType type, ArrayRef<char> data, StringRef name);

/// The name of a constant that is made of `value`: that of its resource, or
/// `otherwise`, with `suffix`.
std::string getDerivedName(Value value, StringRef otherwise, StringRef suffix);

/// A float32 constant of `shape`.
ElementsAttr makeFloats(MLIRContext *context, ArrayRef<int64_t> shape,
                        ArrayRef<float> values, StringRef name);

/// An unsigned integer constant of `shape` in the narrowest of i8, i16 and i32
/// that holds every value.
ElementsAttr makeNarrowIntegers(MLIRContext *context, ArrayRef<int64_t> shape,
                                ArrayRef<int64_t> values, StringRef name);

} // namespace mlir::patconv

#endif // PATCONV_DIALECT_IR_CONSTANTDATA_H
