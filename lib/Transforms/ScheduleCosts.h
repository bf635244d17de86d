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
  /// The share of the lesser of load and multiply-add time that is not hidden.
  double unhidden;
  /// From the start of a multiply-add to the next one on its accumulator, as
  /// far as other kernels do not fill it.
  double fmaLatency;
  /// A broadcast of one weight.
  double broadcast;
  /// Per kernel, per pattern, per run and per pass: addresses and branches.
  double perKernel, perPattern, perRun, perPass;
  /// Keeping or taking up one accumulator vector.
  double keepVector;
  /// A vector of lane-tiled input on its way to the second-level cache, and a
  /// run of such vectors: the processor fetches ahead in long ones.
  double fetchVector = 0, fetchRow = 0;
  /// A load from the second-level cache beyond one from the first, which holds
  /// this many bytes of input.
  double secondCache = 0;
  int64_t firstCacheBytes = 0;
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
inline constexpr ReadingCosts kPackedCosts = {0.15, 4, 0.5, 2, 2, 4, 20, 2};
/// Lane-tiled input of several positions, transformed or under filters that go
/// one by one.
inline constexpr ReadingCosts kTransformedCosts = {
    0.08, 4, 0.5, 2, 2, 4, 20, 2, 2, 4, 1.2, 28 << 10};
/// Lane-tiled input, in place, fitted to times of 170 schedules of ResNet-50's
/// 3x3 layers with patterns. These times and those below were taken while the
/// whole network ran: a layer that runs again and again is faster, and its
/// schedules rank in another order.
inline constexpr ReadingCosts kTiledCosts = {
    0, 1.25, 0.12, 0, 1.6, 0, 20, 0.36, 1.5, 1, 1.1, 31 << 10, 0, 19};
/// The same under kernels of one position, fitted to times of 836 schedules in
/// ResNet-50 and MobileNetV2.
inline constexpr ReadingCosts kSinglePositionCosts = {
    0.12, 4.5, 0,    0,        0.85, 0.5, 0.3, 1.95,
    0.25, 0.1, 1.48, 33 << 10, 5.8,  7.7, 0.09};

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
/// A vector of a lane-tiled plane that is in another core's cache, beyond one
/// of its own.
inline constexpr double kRemoteVector = 2.5;
/// How many times as long as a thread that shares filters one takes that shares
/// tiles: it goes through all weights.
inline constexpr double kSharedWeights = 1.06;
/// Below this a layer is not worth waking the other threads.
inline constexpr double kThreadedCycles = 20000;

/// The first-level cache, where a line goes into the set of its address.
inline constexpr int64_t kCacheLineBytes = 64, kCacheSets = 64,
                         kFirstCacheBytes = 32 << 10;

/// The packed input of one tile may have this many bytes, so that it stays in
/// the caches nearest to the core. Where filters see few channels each, as in
/// depthwise convolutions, every block costs all filters: there it may have
/// more.
inline constexpr int64_t kPackedBytes = 96 << 10;
inline constexpr int64_t kGroupedPackedBytes = 512 << 10;
/// A lane-tiled input is read in place, or transformed: it may take a good part
/// of the second-level cache, as each load feeds several multiply-adds.
inline constexpr int64_t kTiledInputBytes = 256 << 10;
inline constexpr int64_t kMaxTileRows = 28, kMaxTileVectors = 8;

} // namespace mlir::patconv

#endif // PATCONV_LIB_TRANSFORMS_SCHEDULECOSTS_H
