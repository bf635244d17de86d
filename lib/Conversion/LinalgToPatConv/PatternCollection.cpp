//===- PatternCollection.cpp - Patterns read off weights ------------------===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/LinalgToPatConv/PatternCollection.h"

#include "dialect/IR/ConstantData.h"
#include "dialect/IR/PatConvAttrs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace mlir;
using namespace mlir::patconv;

namespace {
/// A candidate pattern and the number of kernels that take it.
struct Candidate {
  uint64_t mask;
  int64_t kernels;
};
} // namespace

static bool contains(uint64_t outer, uint64_t inner) {
  return (inner & ~outer) == 0;
}

/// The zeros that the kernels of both candidates store in a common pattern,
/// beyond those that they store already.
static int64_t countAddedZeros(const Candidate &a, const Candidate &b) {
  uint64_t both = a.mask | b.mask;
  return a.kernels * llvm::popcount(both & ~a.mask) +
         b.kernels * llvm::popcount(both & ~b.mask);
}

static void sortByKernels(SmallVectorImpl<Candidate> &candidates) {
  llvm::sort(candidates, [](const Candidate &a, const Candidate &b) {
    return a.kernels != b.kernels ? a.kernels > b.kernels : a.mask < b.mask;
  });
}

/// Joins each candidate that lies within another to the first such one.
static void joinContained(SmallVectorImpl<Candidate> &candidates) {
  sortByKernels(candidates);
  SmallVector<Candidate> kept, contained;
  for (const Candidate &candidate : candidates) {
    bool within = llvm::any_of(candidates, [&](const Candidate &other) {
      return other.mask != candidate.mask &&
             contains(other.mask, candidate.mask);
    });
    (within ? contained : kept).push_back(candidate);
  }
  for (const Candidate &candidate : contained)
    llvm::find_if(kept, [&](const Candidate &other) {
      return contains(other.mask, candidate.mask);
    })->kernels += candidate.kernels;
  candidates = std::move(kept);
  sortByKernels(candidates);
}

/// Replaces the pair whose union adds the fewest zeros, the first among
/// equals, by its union.
static void mergeCheapestPair(SmallVectorImpl<Candidate> &candidates) {
  size_t first = 0, second = 1;
  int64_t fewest = countAddedZeros(candidates[0], candidates[1]);
  for (size_t i = 0; i < candidates.size(); ++i)
    for (size_t j = i + 1; j < candidates.size(); ++j)
      if (int64_t added = countAddedZeros(candidates[i], candidates[j]);
          added < fewest)
        std::tie(first, second, fewest) = std::tuple(i, j, added);
  candidates[first].mask |= candidates[second].mask;
  candidates[first].kernels += candidates[second].kernels;
  candidates.erase(candidates.begin() + second);
}

SmallVector<uint64_t> patconv::readMasks(ArrayRef<float> weights,
                                         int64_t positions) {
  assert(positions >= 1 && "expected a kernel");
  SmallVector<uint64_t> masks;
  masks.reserve(weights.size() / positions);
  for (; !weights.empty(); weights = weights.drop_front(positions))
    masks.push_back(getNonZeros(weights.take_front(positions)));
  return masks;
}

SmallVector<uint64_t> patconv::coverMasks(ArrayRef<uint64_t> masks,
                                          int64_t maxPatterns) {
  // Not a DenseMap: two masks of 64 positions are its reserved keys.
  std::map<uint64_t, int64_t> counts;
  for (uint64_t mask : masks)
    if (mask)
      ++counts[mask];
  if (counts.size() > kMaxDistinctMasks)
    return {};
  SmallVector<Candidate> candidates;
  for (auto [mask, count] : counts)
    candidates.push_back({mask, count});
  joinContained(candidates);
  while (int64_t(candidates.size()) > maxPatterns) {
    mergeCheapestPair(candidates);
    joinContained(candidates);
  }
  return llvm::map_to_vector(candidates,
                             [](const Candidate &c) { return c.mask; });
}

SmallVector<int64_t> patconv::classifyKernels(ArrayRef<uint64_t> masks,
                                              ArrayRef<uint64_t> patterns) {
  return llvm::map_to_vector(masks, [&](uint64_t mask) -> int64_t {
    if (!mask)
      return 0;
    const auto *pattern = llvm::find_if(
        patterns, [&](uint64_t pattern) { return contains(pattern, mask); });
    assert(pattern != patterns.end() && "expected a cover of the masks");
    return pattern - patterns.begin() + 1;
  });
}

double patconv::predictTime(ArrayRef<int64_t> table, int64_t channels,
                            ArrayRef<uint64_t> patterns) {
  // In multiply-adds. A kernel of one entry reaches two thirds of the speed of
  // a long one; runs of one kernel cost four entries 2.5 %.
  constexpr double kernelCost = 0.5, runCost = 0.1;
  // Runs end where a block of this many packed input channels does.
  constexpr int64_t channelBlock = 32;
  double time = 0;
  SmallVector<bool> used(patterns.size());
  for (; !table.empty(); table = table.drop_front(channels))
    for (int64_t begin = 0; begin < channels; begin += channelBlock) {
      llvm::fill(used, false);
      int64_t size = std::min(channelBlock, channels - begin);
      for (int64_t number : table.slice(begin, size))
        if (number) {
          time += llvm::popcount(patterns[number - 1]) + kernelCost;
          used[number - 1] = true;
        }
      time += runCost * llvm::count(used, true);
    }
  return time;
}

PatternCollection patconv::collectPatterns(ArrayRef<uint64_t> masks,
                                           int64_t channels, int64_t positions,
                                           int64_t maxPatterns) {
  assert(positions >= 1 && "expected a kernel");
  uint64_t full = getFullMask(positions);
  SmallVector<uint64_t> fullSet{full};
  PatternCollection dense{fullSet, classifyKernels(masks, fullSet), ""};
  int64_t withZeros = llvm::count_if(
      masks, [&](uint64_t mask) { return mask && mask != full; });
  if (!withZeros)
    return dense;

  if (llvm::is_contained(masks, full)) {
    // A weight or two that happen to be zero are no pruning to speak of.
    if (withZeros * 100 >= int64_t(masks.size()))
      dense.denseReason = "a kernel has no zeros, and the others lie within it";
    return dense;
  }
  PatternCollection sparse;
  sparse.patterns = coverMasks(masks, maxPatterns);
  if (sparse.patterns.empty()) {
    dense.denseReason = "it has more than " +
                        std::to_string(kMaxDistinctMasks) + " distinct masks";
    return dense;
  }
  sparse.table = classifyKernels(masks, sparse.patterns);
  double sparseTime = predictTime(sparse.table, channels, sparse.patterns);
  double denseTime = predictTime(dense.table, channels, dense.patterns);
  if (sparseTime < denseTime)
    return sparse;
  llvm::raw_string_ostream(dense.denseReason)
      << "the predicted time with " << sparse.patterns.size()
      << (sparse.patterns.size() == 1 ? " pattern" : " patterns")
      << " is not below the dense one";
  return dense;
}
