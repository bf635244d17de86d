//===- ScheduleCosts.h - Constants of the cost model ------------*- C++ -*-===//
//
// Part of patconv, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In cycles of a core with AVX-512, unless something else is said.
//
//===----------------------------------------------------------------------===//

#ifndef PATCONV_LIB_TRANSFORMS_SCHEDULECOSTS_H
#define PATCONV_LIB_TRANSFORMS_SCHEDULECOSTS_H

#include <cstdint>

namespace mlir::patconv {

/// What depends on how kernels read their input.
struct ReadingCosts {
  /// What the sum of the other costs is multiplied by to be comparable with
  /// that of packed tiles: a fit orders schedules, whatever its unit.
  double scale = 1;
  /// The share of the lesser of load and multiply-add time that is not hidden.
  double unhidden = 0;
  /// From the start of a multiply-add to the next one on its accumulator, as
  /// far as other kernels do not fill it.
  double fmaLatency = 0;
  /// A broadcast of one weight.
  double broadcast = 0;
  /// Per kernel, per pattern, per run and per pass: addresses and branches.
  double perKernel = 0, perPattern = 0, perRun = 0, perPass = 0;
  /// Keeping or taking up one accumulator vector.
  double keepVector = 0;
  /// A vector of lane-tiled input on its way to the second-level cache, and a
  /// run of such vectors: the processor fetches ahead in long ones.
  double fetchVector = 0, fetchRow = 0;
  /// A load from the second-level cache beyond one from the first, which holds
  /// this many bytes of input.
  double secondCache = 0;
  int64_t firstCacheBytes = 0;
  /// A load from beyond the second-level cache, more than one from there, which
  /// holds this many bytes of input and accumulators.
  double thirdCache = 0;
  int64_t secondCacheBytes = 0;
  /// A run of output vectors that lie end to end.
  double outputRun = 0;
  /// A run of kernels whose length comes as a surprise, as far as multiply-adds
  /// of the kernel before do not hide it.
  double surprise = 0;
  /// A load, more, where the input of the next tile comes into the first cache
  /// beside a tile's that fills it.
  double beside = 0;
};

/// Tiles that are packed.
inline constexpr ReadingCosts kPackedCosts = [] {
  ReadingCosts costs;
  costs.unhidden = 0.15;
  costs.fmaLatency = 4;
  costs.broadcast = 0.5;
  costs.perKernel = costs.perPattern = costs.keepVector = 2;
  costs.perRun = 4;
  costs.perPass = 20;
  return costs;
}();

/// Lane-tiled input that is transformed. With 16 lanes filters that go one by
/// one cost the same.
inline constexpr ReadingCosts kTransformedCosts = [] {
  ReadingCosts costs;
  costs.unhidden = 0.08;
  costs.fmaLatency = 4;
  costs.broadcast = 0.5;
  costs.perKernel = costs.perPattern = costs.keepVector = 2;
  costs.perRun = 4;
  costs.perPass = 20;
  costs.fetchVector = 2;
  costs.fetchRow = 4;
  costs.secondCache = 1.2;
  costs.firstCacheBytes = 28 << 10;
  costs.thirdCache = 4;
  costs.secondCacheBytes = 640 << 10;
  return costs;
}();

/// Lane-tiled input: transformed; read in place, under kernels of several
/// positions and of one; under filters that go one by one.
struct LaneTiledCosts {
  ReadingCosts transformed, severalPositions, singlePosition, filterByFilter;
};

/// With 16 lanes, fitted to times of 170 schedules of ResNet-50's 3x3 layers
/// and of 836 schedules of 1x1 layers in ResNet-50 and MobileNetV2, on a
/// processor with AVX-512 and 1 MiB of second-level cache. These times and
/// those below were taken while the whole network ran: a layer that runs again
/// and again is faster, and its schedules rank in another order.
inline constexpr LaneTiledCosts kWideCosts = [] {
  LaneTiledCosts costs;
  ReadingCosts &several = costs.severalPositions;
  several.fmaLatency = 1.25;
  several.broadcast = 0.12;
  several.perPattern = 1.6;
  several.perPass = 20;
  several.keepVector = 0.36;
  several.fetchVector = 1.5;
  several.fetchRow = 1;
  several.secondCache = 1.1;
  several.firstCacheBytes = 31 << 10;
  several.thirdCache = 4;
  several.secondCacheBytes = 640 << 10;
  several.surprise = 19;
  ReadingCosts &single = costs.singlePosition;
  single.unhidden = 0.12;
  single.fmaLatency = 4.5;
  single.perPattern = 0.85;
  single.perRun = 0.5;
  single.perPass = 0.3;
  single.keepVector = 1.95;
  single.fetchVector = 0.25;
  single.fetchRow = 0.1;
  single.secondCache = 1.48;
  single.firstCacheBytes = 33 << 10;
  single.thirdCache = 4;
  single.secondCacheBytes = 640 << 10;
  single.outputRun = 5.8;
  single.surprise = 7.7;
  single.beside = 0.09;
  costs.transformed = costs.filterByFilter = kTransformedCosts;
  return costs;
}();

/// With 8 lanes, fitted to times of some 90 schedules of each layer of
/// ResNet-50 and MobileNetV2, pruned, and of 24 of ResNet-50's without pruning,
/// on a processor with AVX2 and 512 KiB of second-level cache, and taken over
/// for 4 lanes. Numbers are those that order schedules best; they measure no
/// cache. Input that is transformed was not in the fit.
inline constexpr LaneTiledCosts kNarrowCosts = [] {
  LaneTiledCosts costs;
  ReadingCosts &several = costs.severalPositions;
  several.scale = 0.85;
  several.unhidden = 0.17;
  several.fmaLatency = 4.3;
  several.perPattern = 0.14;
  several.perRun = 0.2;
  several.perPass = 0.3;
  several.keepVector = 4.5;
  several.fetchRow = 0.07;
  several.secondCache = 1.6;
  several.firstCacheBytes = 40 << 10;
  several.thirdCache = 3.1;
  several.secondCacheBytes = 166 << 10;
  several.outputRun = 74;
  several.surprise = 20.7;
  several.beside = 0.7;
  ReadingCosts &single = costs.singlePosition;
  single.scale = 0.76;
  single.unhidden = 0.4;
  single.fmaLatency = 4.9;
  single.broadcast = 0.26;
  single.perPattern = 0.3;
  single.perRun = 1.6;
  single.perPass = 24;
  single.keepVector = 4.6;
  single.fetchVector = 0.3;
  single.fetchRow = 5;
  single.secondCache = 2.2;
  single.firstCacheBytes = 30 << 10;
  single.thirdCache = 0.5;
  single.secondCacheBytes = 133 << 10;
  single.outputRun = 8.5;
  single.surprise = 5.9;
  single.beside = 0.6;
  costs.transformed = kTransformedCosts;
  costs.transformed.scale = 0.85;
  ReadingCosts &filter = costs.filterByFilter;
  filter.fmaLatency = 0.3;
  filter.broadcast = 0.9;
  filter.keepVector = 1.6;
  filter.fetchRow = 4;
  filter.beside = 0.16;
  return costs;
}();

/// Minimal filtering: making one vector of transformed input, and what a vector
/// of output costs more than without.
inline constexpr double kTransformInput = 3, kTransformOutput = 3;

/// A load that crosses a cache line, against an aligned one.
inline constexpr double kUnalignedLoad = 1.6;
/// A vector of packed input: masked load and store, or a gather where strided.
inline constexpr double kPackVector = 4, kPackGather = 30;
/// Storing one vector of output.
inline constexpr double kOutputVector = 2;
/// Bytes of weights that the cache delivers in one cycle.
inline constexpr double kWeightBytes = 32;
/// A line of a lane-tiled plane that is in another core's cache, beyond one of
/// its own.
inline constexpr double kRemoteLine = 2.5;
/// How many times as long as a thread that shares filters one takes that shares
/// tiles: it goes through all weights.
inline constexpr double kSharedWeights = 1.06;
/// Below this a layer is not worth waking the other threads.
inline constexpr double kThreadedCycles = 20000;

/// The first-level cache, where a line goes into the set of its address.
inline constexpr int64_t kCacheSets = 64, kFirstCacheBytes = 32 << 10;

/// The packed input of one tile may have this many bytes, so that it stays in
/// the caches nearest to the core. Where filters see few channels each, as in
/// depthwise convolutions, every block costs all filters: there it may have
/// more.
inline constexpr int64_t kPackedBytes = 96 << 10;
inline constexpr int64_t kGroupedPackedBytes = 512 << 10;
/// A lane-tiled input is read in place, or transformed: it may take a good part
/// of the second-level cache, as each load feeds several multiply-adds.
inline constexpr int64_t kTiledInputBytes = 256 << 10;
/// Where passes make planes that are read at once, each goes through a whole
/// image of so many bytes at most: it is to stay in the second-level cache.
/// With narrower vectors than these, nothing is gained.
inline constexpr int64_t kPassInputBytes = 1 << 20, kPlanesLanes = 16;
inline constexpr int64_t kMaxTileRows = 28, kMaxTileVectors = 8;

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_SCHEDULECOSTS_H
