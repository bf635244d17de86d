//===- SyntheticWeights.cpp - Random weights for tests --------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Transforms/Weights.h"

#include "llvm/Support/MathExtras.h"
#include "llvm/Support/xxhash.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// SplitMix64: small, fast, and the same everywhere.
class Random {
public:
  Random(int64_t seed, StringRef name)
      : state(uint64_t(seed) * 0x9E3779B97F4A7C15 ^ llvm::xxh3_64bits(name)) {}

  uint64_t next() {
    uint64_t z = (state += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }

  /// A number of 0 .. bound - 1.
  int64_t below(int64_t bound) { return next() % uint64_t(bound); }

  /// Fills `values` with normal numbers of this deviation (Box-Muller).
  void fillNormal(MutableArrayRef<float> values, float deviation) {
    for (size_t i = 0, e = values.size(); i < e; i += 2) {
      uint64_t bits = next();
      // In (0, 1], so that the logarithm is finite.
      float u = (float(uint32_t(bits) >> 8) + 1.0f) * 0x1p-24f;
      float angle = float(bits >> 40) * (0x1p-24f * 2 * llvm::numbers::pif);
      float radius = deviation * std::sqrt(-2.0f * std::log(u));
      values[i] = radius * std::cos(angle);
      if (i + 1 < e)
        values[i + 1] = radius * std::sin(angle);
    }
  }

private:
  uint64_t state;
};
} // namespace

/// Patterns of 4 entries with the centre, as pruned networks have them: the
/// cross without one arm and the four corners. Bit y * 3 + x is position (y,
/// x).
constexpr uint16_t kPatterns[] = {0b000'111'010, 0b010'110'010, 0b010'011'010,
                                  0b010'111'000, 0b000'011'011, 0b000'110'110,
                                  0b011'011'000, 0b110'110'000};

/// Zeroes what pruning removes, and returns the weights that are left.
static int64_t prune(MutableArrayRef<float> weights, ArrayRef<int64_t> shape,
                     double rate, Random &random) {
  int64_t kernels = shape[0] * shape[1];
  bool spared = shape[1] <= 3;
  int64_t kept =
      spared ? kernels
             : std::clamp<int64_t>(std::llround(kernels / rate), 1, kernels);
  // The first `kept` of a random order stay.
  SmallVector<int64_t> order(kernels);
  std::iota(order.begin(), order.end(), 0);
  for (int64_t i = 0; i < kept; ++i)
    std::swap(order[i], order[i + random.below(kernels - i)]);
  for (auto [i, kernel] : llvm::enumerate(order)) {
    uint16_t mask =
        int64_t(i) < kept ? kPatterns[random.below(std::size(kPatterns))] : 0;
    for (int64_t position = 0; position < 9; ++position)
      if (!(mask >> position & 1))
        weights[kernel * 9 + position] = 0.0f;
  }
  return kept * 4;
}

/// Biases and means lie about 0, scales and variances about 1.
static void fillVector(MutableArrayRef<float> values, StringRef name,
                       Random &random) {
  constexpr float kSmall = 0.05f;
  bool aboutOne = name.ends_with("weight") || name.ends_with("running_var");
  random.fillNormal(values, kSmall);
  if (aboutOne)
    for (float &value : values)
      value += 1.0f;
}

std::optional<WeightArray> SyntheticWeights::lookup(StringRef name,
                                                    ShapedType expected) const {
  if (!expected.getElementType().isF32())
    return std::nullopt;
  ArrayRef<int64_t> shape = expected.getShape();
  int64_t size = expected.getNumElements();
  // Every element is written below; zeroing 500 MB first would take as long.
  std::shared_ptr<float[]> storage(new float[size]);
  MutableArrayRef<float> values(storage.get(), size);
  Random random(seed, name);
  if (shape.size() <= 1 || size == 0) {
    fillVector(values, name, random);
  } else {
    random.fillNormal(values, 1.0f);
    bool pruned =
        patternRate > 0 && shape.size() == 4 && shape[2] == 3 && shape[3] == 3;
    int64_t left = pruned ? prune(values, shape, patternRate, random) : size;
    float deviation = std::sqrt(2.0f * shape[0] / left);
    for (float &value : values)
      value *= deviation;
  }
  return WeightArray{
      "F32", SmallVector<int64_t>(shape),
      ArrayRef<char>(reinterpret_cast<const char *>(storage.get()),
                     size * sizeof(float)),
      storage};
}
