// RUN: patconv-opt %s --split-input-file -patconv-assign-schedule | FileCheck %s
// RUN: patconv-opt %s --split-input-file \
// RUN:   -patconv-assign-schedule='lanes=8 vector-registers=16' | FileCheck %s --check-prefix=AVX2
// RUN: patconv-opt %s --split-input-file \
// RUN:   -patconv-assign-schedule='threads=2' | FileCheck %s --check-prefix=THREADS
// RUN: patconv-opt %s --split-input-file \
// RUN:   -patconv-assign-schedule='threads=4' | FileCheck %s --check-prefix=FOUR
// RUN: patconv-opt %s --split-input-file \
// RUN:   -patconv-assign-schedule='winograd=false' | FileCheck %s --check-prefix=DIRECT

// A row of 14 is one vector of 16 lanes; all 14 rows fit the registers beside
// four weights. With 16 registers ten accumulators fit.

// CHECK-LABEL: func @whole_columns
// CHECK: schedule = #patconv.schedule<lanes = 16, tile = 14x1, remainder = 0x0, channel_block = {{[0-9]+}}, threads = 1, split = none>
// AVX2-LABEL: func @whole_columns
// AVX2: schedule = #patconv.schedule<lanes = 8, tile = {{([1-9]|10)x1|[1-5]x2}}, remainder
// THREADS-LABEL: func @whole_columns
// THREADS: threads = 2, split = filters, ranges = [0, 64, 128]>
func.func @whole_columns(%x: tensor<1x128x14x14xf32>,
    %w: tensor<128x128x3x3xf32>, %init: tensor<1x128x14x14xf32>)
    -> tensor<1x128x14x14xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x128x14x14xf32>, tensor<128x128x3x3xf32>)
      outs(%init : tensor<1x128x14x14xf32>) {
        kernels = dense<1> : tensor<128x128xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...", ".x.|xx.|.x.", ".x.|.xx|.x.", "...|xxx|.x.">
      } -> tensor<1x128x14x14xf32>
  return %0 : tensor<1x128x14x14xf32>
}

// -----

// A row of 7 would leave 9 of 16 lanes idle: 8 lanes are enough.

// CHECK-LABEL: func @narrow_plane
// CHECK: schedule = #patconv.schedule<lanes = 8, tile = 7x1, remainder = 0x0,
func.func @narrow_plane(%x: tensor<1x64x7x7xf32>, %w: tensor<64x64x1x1xf32>,
    %init: tensor<1x64x7x7xf32>) -> tensor<1x64x7x7xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x64x7x7xf32>, tensor<64x64x1x1xf32>)
      outs(%init : tensor<1x64x7x7xf32>) {
        kernels = dense<1> : tensor<64x64xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x64x7x7xf32>
  return %0 : tensor<1x64x7x7xf32>
}

// -----

// Many channels whose tile does not fit the near caches come in blocks.

// CHECK-LABEL: func @blocked
// CHECK: lanes = 16, tile = {{[0-9]+x[0-9]+}}, remainder = {{[0-9]+x[0-9]+}}, channel_block = {{16|32|64|128}}, threads = 1
// THREADS-LABEL: func @blocked
// THREADS: threads = 2, split = tiles>
func.func @blocked(%x: tensor<1x256x56x56xf32>, %w: tensor<256x256x3x3xf32>,
    %init: tensor<1x256x56x56xf32>) -> tensor<1x256x56x56xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x256x56x56xf32>, tensor<256x256x3x3xf32>)
      outs(%init : tensor<1x256x56x56xf32>) {
        kernels = dense<1> : tensor<256x256xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...", ".x.|xx.|.x.", ".x.|.xx|.x.", "...|xxx|.x.">
      } -> tensor<1x256x56x56xf32>
  return %0 : tensor<1x256x56x56xf32>
}

// -----

// Depthwise: one block, as each block would cost every filter.

// CHECK-LABEL: func @depthwise
// CHECK: channel_block = 384, threads = 1
func.func @depthwise(%x: tensor<1x384x14x14xf32>, %w: tensor<384x1x3x3xf32>,
    %init: tensor<1x384x14x14xf32>) -> tensor<1x384x14x14xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x384x14x14xf32>, tensor<384x1x3x3xf32>)
      outs(%init : tensor<1x384x14x14xf32>) {
        groups = 384 : i64, kernels = dense<1> : tensor<384x1xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x384x14x14xf32>
  return %0 : tensor<1x384x14x14xf32>
}

// -----

// Filters are shared out by kernels, in the order of computation: six with 8
// kernels have as many as the last two with 24.

// THREADS-LABEL: func @balanced_by_kernels
// THREADS: threads = 2, split = filters, ranges = [0, 6, 8]>
func.func @balanced_by_kernels(%x: tensor<1x24x14x14xf32>,
    %w: tensor<8x24x5x5xf32>, %init: tensor<1x8x14x14xf32>)
    -> tensor<1x8x14x14xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x24x14x14xf32>, tensor<8x24x5x5xf32>)
      outs(%init : tensor<1x8x14x14xf32>) {
        filter_order = array<i64: 2, 3, 4, 5, 6, 7, 0, 1>,
        kernels = dense<[
          [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
          [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
          [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
          [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
          [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
          [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
          [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
          [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        ]> : tensor<8x24xi8>,
        padding = array<i64: 2, 2, 2, 2>,
        patterns = #patconv.pattern_set<"xxxxx|xxxxx|xxxxx|xxxxx|xxxxx">
      } -> tensor<1x8x14x14xf32>
  return %0 : tensor<1x8x14x14xf32>
}

// -----

// Filters that go one by one are grouped by length, equals in their order;
// without groups nobody has ordered them.

// CHECK-LABEL: func @one_by_one
// CHECK: filter_groups = array<i64: 3, 1, 2, 2>,
// CHECK-SAME: filter_order = array<i64: 0, 3, 5, 4, 2, 1, 6, 7>
// CHECK-SAME: threads = 1
// CHECK-NOT: filter_groups
// CHECK: filter_order = array<i64: 0, 2, 1, 3, 4, 5, 6, 7>
func.func @one_by_one(%x: tensor<1x8x112x112xf32>, %w: tensor<8x8x1x1xf32>,
    %init: tensor<1x8x112x112xf32>)
    -> (tensor<1x8x112x112xf32>, tensor<1x8x112x112xf32>) {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x8x112x112xf32>, tensor<8x8x1x1xf32>)
      outs(%init : tensor<1x8x112x112xf32>) {
        filter_groups = array<i64: 4, 4>,
        filter_order = array<i64: 0, 2, 1, 3, 4, 5, 6, 7>,
        kernels = dense<[
          [1, 0, 0, 0, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0, 1, 0],
          [0, 1, 0, 1, 0, 1, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0],
          [0, 0, 1, 0, 0, 0, 0, 1], [0, 0, 0, 1, 0, 0, 0, 0],
          [1, 0, 0, 0, 1, 1, 0, 1], [0, 0, 1, 0, 1, 1, 1, 0]
        ]> : tensor<8x8xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x112x112xf32>
  %1 = patconv.conv_2d
      ins(%x, %w : tensor<1x8x112x112xf32>, tensor<8x8x1x1xf32>)
      outs(%init : tensor<1x8x112x112xf32>) {
        filter_order = array<i64: 0, 2, 1, 3, 4, 5, 6, 7>,
        kernels = dense<[
          [1, 0, 0, 0, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0, 1, 0],
          [0, 1, 0, 1, 0, 1, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0],
          [0, 0, 1, 0, 0, 0, 0, 1], [0, 0, 0, 1, 0, 0, 0, 0],
          [1, 0, 0, 0, 1, 1, 0, 1], [0, 0, 1, 0, 1, 1, 1, 0]
        ]> : tensor<8x8xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x112x112xf32>
  return %0, %1 : tensor<1x8x112x112xf32>, tensor<1x8x112x112xf32>
}

// -----

// Too small to wake a second thread. Nothing to compute is no exception.

// THREADS-LABEL: func @small
// THREADS: channel_block = 2, {{.*}}threads = 1, split = none>
func.func @small(%x: tensor<1x2x4x4xf32>, %w: tensor<2x2x1x1xf32>,
    %init: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense<0> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  return %0 : tensor<1x2x4x4xf32>
}

// -----

// A schedule that is there stays.

// CHECK-LABEL: func @by_hand
// CHECK: schedule = #patconv.schedule<lanes = 16, tile = 3x1, remainder = 1x0, channel_block = 1, threads = 1, split = none>
func.func @by_hand(%x: tensor<1x2x4x4xf32>, %w: tensor<2x2x1x1xf32>,
    %init: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"x">,
        schedule = #patconv.schedule<lanes = 16, tile = 3x1, remainder = 1x0,
          channel_block = 1, threads = 1, split = none>
      } -> tensor<1x2x4x4xf32>
  return %0 : tensor<1x2x4x4xf32>
}

// -----

// Filters of 1x1 kernels share the loads of their channels, so a few go through
// a tile together; the threads get whole passes.

// CHECK-LABEL: func @filters_share_channels
// CHECK: filters_per_pass = {{2|4}}, threads = 1
// THREADS-LABEL: func @filters_share_channels
// THREADS: filters_per_pass = {{2|4}}, threads = 2, split = filters, ranges = [0, 32, 64]>
func.func @filters_share_channels(
    %x: tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>,
    %w: tensor<64x128x1x1xf32>,
    %init: tensor<1x64x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x64x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>, tensor<64x128x1x1xf32>)
      outs(%init : tensor<1x64x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        kernels = dense<1> : tensor<64x128xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x64x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x64x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// Depthwise filters share no input: each goes through all tiles of its plane.

// CHECK-LABEL: func @filter_by_filter
// CHECK: channel_block = 64, order = filters, threads = 1
// THREADS-LABEL: func @filter_by_filter
// THREADS: channel_block = 64, order = filters, threads = 2, split = filters, ranges = [0, 32, 64]>
func.func @filter_by_filter(
    %x: tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 1>>,
    %w: tensor<64x1x3x3xf32>,
    %init: tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<64x1x3x3xf32>)
      outs(%init : tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        groups = 64 : i64, kernels = dense<1> : tensor<64x1xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// Threads that share tiles each have a part of all planes, here and in the next
// layer: of large planes less comes from another core's cache. The planes of
// @filters_share_channels are small.

// CHECK-LABEL: func @large_planes
// CHECK: threads = 1
// THREADS-LABEL: func @large_planes
// THREADS: threads = 2, split = tiles>
func.func @large_planes(
    %x: tensor<1x32x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>,
    %w: tensor<16x32x1x1xf32>,
    %init: tensor<1x16x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x16x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x32x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>, tensor<16x32x1x1xf32>)
      outs(%init : tensor<1x16x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        kernels = dense<1> : tensor<16x32xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x16x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x16x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// What four dense filters of 3x3 share does not stay in registers: two it is.

// DIRECT-LABEL: func @dense_filters
// DIRECT: filters_per_pass = 2, threads = 1
func.func @dense_filters(
    %x: tensor<1x32x7x7xf32, #patconv.lane_tiled<4x4, halo = 1>>,
    %w: tensor<32x32x3x3xf32>,
    %init: tensor<1x32x7x7xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x32x7x7xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x32x7x7xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<32x32x3x3xf32>)
      outs(%init : tensor<1x32x7x7xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        kernels = dense<1> : tensor<32x32xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">
      } -> tensor<1x32x7x7xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x32x7x7xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// Two planes for two threads; four threads share the tiles of both.

// THREADS-LABEL: func @few_depthwise_filters
// THREADS: order = filters, threads = 2, split = filters, ranges = [0, 1, 2]>
// FOUR-LABEL: func @few_depthwise_filters
// FOUR: channel_block = 2, threads = 4, split = tiles>
func.func @few_depthwise_filters(
    %x: tensor<1x2x448x448xf32, #patconv.lane_tiled<4x4, halo = 1>>,
    %w: tensor<2x1x3x3xf32>,
    %init: tensor<1x2x448x448xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x2x448x448xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x2x448x448xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<2x1x3x3xf32>)
      outs(%init : tensor<1x2x448x448xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        groups = 2 : i64, kernels = dense<1> : tensor<2x1xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x2x448x448xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x2x448x448xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// Weights of 7x7 kernels fill the registers: the rows of a tile that each need
// seven of them are few. Nine products leave registers for two columns.

// DIRECT-LABEL: func @large_kernels
// DIRECT: lanes = 16, tile = {{[12]}}x{{[78]}}, {{.*}}threads = 1
// CHECK-LABEL: func @large_kernels
// CHECK: lanes = 16, tile = 2x2, {{.*}}winograd = 2
func.func @large_kernels(
    %x: tensor<1x3x224x224xf32, #patconv.lane_tiled<4x4, halo = 3>>,
    %w: tensor<64x3x7x7xf32>,
    %init: tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x3x224x224xf32, #patconv.lane_tiled<4x4, halo = 3>>, tensor<64x3x7x7xf32>)
      outs(%init : tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        kernels = dense<1> : tensor<64x3xi8>,
        padding = array<i64: 3, 3, 3, 3>,
        patterns = #patconv.pattern_set<"xxxxxxx|xxxxxxx|xxxxxxx|xxxxxxx|xxxxxxx|xxxxxxx|xxxxxxx">,
        strides = array<i64: 2, 2>
      } -> tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x64x112x112xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// One thread would read half of the input from the other core's cache.

// CHECK-LABEL: func @depthwise_of_shared_planes
// CHECK: order = filters, threads = 1
// THREADS-LABEL: func @depthwise_of_shared_planes
// THREADS: order = filters, threads = 2, split = filters, ranges = [0, 48, 96]>
func.func @depthwise_of_shared_planes(
    %x: tensor<1x96x112x112xf32, #patconv.lane_tiled<4x4, halo = 1>>,
    %w: tensor<96x1x3x3xf32>,
    %init: tensor<1x96x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x96x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x96x112x112xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<96x1x3x3xf32>)
      outs(%init : tensor<1x96x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        groups = 96 : i64, kernels = dense<1> : tensor<96x1xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">,
        strides = array<i64: 2, 2>
      } -> tensor<1x96x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x96x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// Kernels without zeros are worth minimal filtering, unless it is off; pruned
// ones have no use for it.

// CHECK-LABEL: func @winograd
// CHECK: tile = 4x{{[0-9]}}, remainder = 2x{{[0-9]}}, {{.*}}winograd = 4
// DIRECT-LABEL: func @winograd
// DIRECT-NOT: winograd =
// DIRECT: return
func.func @winograd(
    %x: tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>,
    %w: tensor<64x64x3x3xf32>,
    %init: tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>)
    -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<64x64x3x3xf32>)
      outs(%init : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>) {
        kernels = dense<1> : tensor<64x64xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">
      } -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
  return %0 : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
}

// -----

// CHECK-LABEL: func @no_winograd_of_pruned_kernels
// CHECK-NOT: winograd =
// CHECK: return
func.func @no_winograd_of_pruned_kernels(
    %x: tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>,
    %w: tensor<64x64x3x3xf32>,
    %init: tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>)
    -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<64x64x3x3xf32>)
      outs(%init : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>) {
        kernels = dense<1> : tensor<64x64xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
  return %0 : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
}

// -----

// With strides a load feeds about one multiply-add: a block whose input stays
// in the first cache. Without, larger blocks pay.

// CHECK-LABEL: func @strided
// CHECK: channel_block = 8, threads = 1
func.func @strided(
    %x: tensor<1x128x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>,
    %w: tensor<128x128x3x3xf32>,
    %init: tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x128x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<128x128x3x3xf32>)
      outs(%init : tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        kernels = dense<1> : tensor<128x128xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...", ".x.|xx.|.x.", ".x.|.xx|.x.", "...|xxx|.x.">,
        strides = array<i64: 2, 2>
      } -> tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// CHECK-LABEL: func @not_strided
// CHECK: channel_block = {{32|64}}, threads = 1
func.func @not_strided(
    %x: tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 1>>,
    %w: tensor<128x128x3x3xf32>,
    %init: tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<128x128x3x3xf32>)
      outs(%init : tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        kernels = dense<1> : tensor<128x128xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...", ".x.|xx.|.x.", ".x.|.xx|.x.", "...|xxx|.x.">
      } -> tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %0 : tensor<1x128x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// With 8 lanes few loads are shared: a block's input stays in the first cache.

// AVX2-LABEL: func @first_cache
// AVX2: lanes = 8, tile = {{[0-9]+x[0-9]+}}, remainder = {{[0-9]+x[0-9]+}}, channel_block = {{16|32}}, threads = 1
func.func @first_cache(%x: tensor<1x256x56x56xf32, #patconv.lane_tiled<2x4, halo = 1>>,
    %w: tensor<256x256x3x3xf32>, %init: tensor<1x256x56x56xf32, #patconv.lane_tiled<2x4, halo = 1>>)
    -> tensor<1x256x56x56xf32, #patconv.lane_tiled<2x4, halo = 1>> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x256x56x56xf32, #patconv.lane_tiled<2x4, halo = 1>>, tensor<256x256x3x3xf32>)
      outs(%init : tensor<1x256x56x56xf32, #patconv.lane_tiled<2x4, halo = 1>>) {
        kernels = dense<1> : tensor<256x256xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...", ".x.|xx.|.x.", ".x.|.xx|.x.", "...|xxx|.x.">
      } -> tensor<1x256x56x56xf32, #patconv.lane_tiled<2x4, halo = 1>>
  return %0 : tensor<1x256x56x56xf32, #patconv.lane_tiled<2x4, halo = 1>>
}

// -----

// What a depthwise convolution alone reads is made plane by plane; its filters
// take over the order, and the threads their passes.

// CHECK-LABEL: func @by_planes
// CHECK: conv_2d {{.*}}filter_order = array<i64: 3, 2, 1, 0>{{.*}}channel_block = 16, filters_per_pass = {{2|4}}, order = planes, threads = 1
// CHECK: conv_2d {{.*}}filter_order = array<i64: 3, 2, 1, 0>, groups = 4{{.*}}channel_block = 4, order = follow, threads = 1
func.func @by_planes(%x: tensor<1x16x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>, %w: tensor<4x16x1x1xf32>,
    %w2: tensor<4x1x3x3xf32>, %between: tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 1>>, %init: tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x16x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>, tensor<4x16x1x1xf32>)
      outs(%between : tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 1>>) {
        filter_groups = array<i64: 4>, filter_order = array<i64: 3, 2, 1, 0>,
        kernels = dense<1> : tensor<4x16xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 1>>
  %1 = patconv.conv_2d ins(%0, %w2 : tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<4x1x3x3xf32>)
      outs(%init : tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        filter_groups = array<i64: 4>, filter_order = array<i64: 0, 1, 2, 3>,
        groups = 4, kernels = dense<1> : tensor<4x1xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xx.|.x.">
      } -> tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %1 : tensor<1x4x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
}

// -----

// Of threads each has passes of its own.

// THREADS-LABEL: func @planes_of_threads
// THREADS: order = planes, threads = 2, split = filters, ranges = [0, 32, 64]>
// THREADS: order = follow, threads = 2, split = filters, ranges = [0, 32, 64]>
func.func @planes_of_threads(%x: tensor<1x16x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>, %w: tensor<64x16x1x1xf32>,
    %w2: tensor<64x1x3x3xf32>, %between: tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>, %init: tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>)
    -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>> {
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x16x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>, tensor<64x16x1x1xf32>)
      outs(%between : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>) {
        kernels = dense<1> : tensor<64x16xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
  %1 = patconv.conv_2d ins(%0, %w2 : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>, tensor<64x1x3x3xf32>)
      outs(%init : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>) {
        groups = 64, kernels = dense<1> : tensor<64x1xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xx.|.x.">
      } -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>
  return %1 : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>
}
