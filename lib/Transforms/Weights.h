//===- Weights.h - Where weights come from and go to ------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_WEIGHTS_H
#define PATCONV_LIB_TRANSFORMS_WEIGHTS_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"

#include "llvm/ADT/StringMap.h"

#include <memory>
#include <optional>
#include <string>

namespace mlir::patconv {

//===----------------------------------------------------------------------===//
// Sources
//===----------------------------------------------------------------------===//

/// One array: its type and its row-major bytes.
struct WeightArray {
  /// The element type as safetensors spells it: F32, U8, ...
  std::string dtype;
  SmallVector<int64_t> shape;
  ArrayRef<char> data;
  /// Keeps `data` alive; null where the caller does.
  std::shared_ptr<const void> owner;
};

/// Maps names to arrays.
class WeightSource {
public:
  virtual ~WeightSource() = default;

  /// The array `name`, for which the module expects `expected`; nothing where
  /// there is none. Whether it has that type is for the caller to check.
  virtual std::optional<WeightArray> lookup(StringRef name,
                                            ShapedType expected) const = 0;

  /// Whether the source may hold what a resource of a dump held; made-up data
  /// would silently be another model's.
  virtual bool hasResources() const { return true; }

  /// What errors call the source: "'w.safetensors'", "the given arrays".
  virtual std::string describe() const = 0;
};

/// Arrays in the memory of the caller, who keeps them alive and unchanged for
/// as long as the context of any module they were bound to, unless an owner
/// comes with them.
class MemoryWeights : public WeightSource {
public:
  void add(StringRef name, WeightArray array) {
    arrays[name] = std::move(array);
  }
  std::optional<WeightArray> lookup(StringRef name,
                                    ShapedType expected) const override;
  std::string describe() const override { return "the given arrays"; }

private:
  llvm::StringMap<WeightArray> arrays;
};

/// A safetensors file, mapped: its pages are read when they are used. The
/// mapping lives as long as the longest-lived array.
class SafetensorsFile : public WeightSource {
public:
  /// Maps `path` and checks its whole header, which is not trusted; an error
  /// names the file and, where there is one, the tensor.
  static FailureOr<SafetensorsFile>
  open(StringRef path, function_ref<InFlightDiagnostic()> emitError);

  std::optional<WeightArray> lookup(StringRef name,
                                    ShapedType expected) const override;
  std::string describe() const override { return "'" + path + "'"; }

private:
  std::string path;
  llvm::StringMap<WeightArray> arrays;
};

/// Random float32 parameters that keep activations at unit variance: Kaiming
/// normal over the weights that survive pruning, small biases, scales and
/// variances about 1. They depend on the seed, the name and the type alone.
///
/// A `patternRate` above 0 prunes each 3x3 convolution to 8 patterns of 4
/// entries and keeps round(F * C / patternRate) of its kernels; one over at
/// most 3 channels (the first of a network, or depthwise) keeps all kernels.
class SyntheticWeights : public WeightSource {
public:
  SyntheticWeights(int64_t seed, double patternRate)
      : seed(seed), patternRate(patternRate) {}
  std::optional<WeightArray> lookup(StringRef name,
                                    ShapedType expected) const override;
  bool hasResources() const override { return false; }
  std::string describe() const override { return "synthetic weights"; }

private:
  int64_t seed;
  double patternRate;
};

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

/// The bits of an element, or nothing where safetensors has no such type.
std::optional<int64_t> getDtypeBits(StringRef dtype);

/// How safetensors spells `type`, signless integers as unsigned ones; empty
/// where it has no such type.
StringRef getDtype(Type type);

/// Whether elements of `dtype` may be read as `type`.
bool isDtypeOf(StringRef dtype, Type type);

//===----------------------------------------------------------------------===//
// Transformations
//===----------------------------------------------------------------------===//

struct BindWeightsCounts {
  int64_t bound = 0;
  int64_t folded = 0;
};

/// Replaces the parameters of `@main` by constants over the arrays of `source`,
/// without a copy (except of arrays that are not aligned to their elements),
/// fills every resource of the module that has no data with the array of its
/// key (an error where the source is synthetic), and folds what merely
/// rearranges parameters. Where an array is missing
/// or of another type, the module is left as it was: one error lists all that
/// are missing, one error each says what differs.
LogicalResult bindWeights(ModuleOp module, const WeightSource &source,
                          BindWeightsCounts *counts = nullptr);

/// Folds the operations that reshape, transpose or reverse `constant`, whose
/// value is a resource, and nothing else, and erases it if no use is left.
/// A reshape shares the memory; a rearrangement makes a new resource, called
/// e.g. `name::transpose[1,0]`. A transpose of which each use is the right-hand
/// side of a matrix product stays. Returns the number of operations folded.
int64_t foldWeightShapes(arith::ConstantOp constant);

/// Writes every resource that `module` refers to into the safetensors file
/// `path`, each key once; the file appears whole or not at all.
LogicalResult saveWeights(ModuleOp module, StringRef path);

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_WEIGHTS_H
