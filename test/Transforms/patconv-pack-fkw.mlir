// RUN: patconv-opt %s --split-input-file -patconv-pack-fkw | FileCheck %s

// Four filters over four channels, two patterns: rows ". 2 . 1", "2 . 1 .",
// ". 2 2 2" and ". 2 . 2". Value 100 * filter + 10 * channel + position tells
// where each kept value came from.

// CHECK-LABEL: func @worked_example
// CHECK-SAME:    %[[X:.*]]: tensor<1x4x3x3xf32>, %[[INIT:.*]]: tensor<1x4x2x2xf32>
// CHECK-DAG: %[[WEIGHT:.*]] = arith.constant dense<[3.100000e+01, 3.200000e+01, 1.000000e+01, 1.300000e+01, 1.210000e+02, 1.220000e+02, 1.000000e+02, 1.030000e+02, 3.100000e+02, 3.130000e+02, 3.300000e+02, 3.330000e+02, 2.100000e+02, 2.130000e+02, 2.200000e+02, 2.230000e+02, 2.300000e+02, 2.330000e+02]> : tensor<18xf32>
// CHECK-DAG: %[[INDEX:.*]] = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
// CHECK-DAG: %[[OFFSET:.*]] = arith.constant dense<{{\[}}[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
// CHECK-DAG: %[[STRIDE:.*]] = arith.constant dense<{{\[\[}}[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
// CHECK-DAG: %[[REORDER:.*]] = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
// CHECK: patconv.fkw_conv_2d ins(%[[X]]
// CHECK-SAME: weight(%[[WEIGHT]] : tensor<18xf32>)
// CHECK-SAME: index(%[[INDEX]] : tensor<9xi8>)
// CHECK-SAME: offset(%[[OFFSET]]
// CHECK-SAME: stride(%[[STRIDE]]
// CHECK-SAME: reorder(%[[REORDER]]
// CHECK-NOT: weight_offset
// CHECK-SAME: outs(%[[INIT]]
// CHECK-SAME: fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x|x.", "x.|.x">>
// CHECK-SAME: layer = "features.3"
// CHECK-SAME: schedule = #patconv.schedule<lanes = 16, tile = 1x1, remainder = 0x0, channel_block = 4, threads = 1, split = none>
// CHECK-NOT: arith.constant
func.func @worked_example(%x: tensor<1x4x3x3xf32>, %init: tensor<1x4x2x2xf32>)
    -> tensor<1x4x2x2xf32> {
  %w = arith.constant dense<[
    [[[0., 1.], [2., 3.]], [[10., 11.], [12., 13.]],
     [[20., 21.], [22., 23.]], [[30., 31.], [32., 33.]]],
    [[[100., 101.], [102., 103.]], [[110., 111.], [112., 113.]],
     [[120., 121.], [122., 123.]], [[130., 131.], [132., 133.]]],
    [[[200., 201.], [202., 203.]], [[210., 211.], [212., 213.]],
     [[220., 221.], [222., 223.]], [[230., 231.], [232., 233.]]],
    [[[300., 301.], [302., 303.]], [[310., 311.], [312., 313.]],
     [[320., 321.], [322., 323.]], [[330., 331.], [332., 333.]]]
  ]> : tensor<4x4x2x2xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x3x3xf32>, tensor<4x4x2x2xf32>)
      outs(%init : tensor<1x4x2x2xf32>) {
        filter_groups = array<i64: 3, 1>,
        filter_order = array<i64: 0, 1, 3, 2>,
        kernels = dense<[[0, 2, 0, 1], [2, 0, 1, 0], [0, 2, 2, 2], [0, 2, 0, 2]]>
          : tensor<4x4xi8>,
        layer = "features.3",
        patterns = #patconv.pattern_set<".x|x.", "x.|.x">
      } -> tensor<1x4x2x2xf32>
  return %0 : tensor<1x4x2x2xf32>
}

// -----

// The same kernels in two blocks of three channels and one: one FKW each, the
// index relative to the block, the offset running on. Bias, window, activation
// and the schedule go along.

// CHECK-LABEL: func @channel_blocks
// CHECK-SAME:    %{{.*}}: tensor<1x4x5x5xf32>, %[[BIAS:.*]]: tensor<4xf32>
// CHECK-DAG: arith.constant dense<[1, 2, 0, 1, 2, 1, 0, 0, 0]> : tensor<9xi8>
// CHECK-DAG: arith.constant dense<{{\[}}[0, 1, 3, 5, 6], [6, 7, 7, 8, 9]]> : tensor<2x5xi8>
// CHECK-DAG: arith.constant dense<{{\[\[}}[0, 0, 1], [0, 1, 2], [0, 0, 2], [0, 0, 1]], {{\[}}[0, 1, 1], [0, 0, 0], [0, 0, 1], [0, 0, 1]]]> : tensor<2x4x3xi8>
// CHECK-DAG: arith.constant dense<[0, 1, 2, 3]> : tensor<4xi8>
// CHECK: patconv.fkw_conv_2d
// CHECK-SAME: bias(%[[BIAS]]
// CHECK-SAME: activation = #patconv.activation<relu>
// CHECK-SAME: dilations = array<i64: 2, 1>
// CHECK-SAME: channel_blocks = [0, 3, 4]
// CHECK-SAME: padding = array<i64: 1, 0, 2, 3>
// CHECK-SAME: schedule = #patconv.schedule<lanes = 8, tile = 2x1, remainder = 0x0, channel_block = 3, threads = 1, split = none>
// CHECK-SAME: strides = array<i64: 1, 2>
func.func @channel_blocks(%x: tensor<1x4x5x5xf32>, %b: tensor<4xf32>,
    %init: tensor<1x4x4x5xf32>) -> tensor<1x4x4x5xf32> {
  %w = arith.constant dense<1.0> : tensor<4x4x2x2xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x5x5xf32>, tensor<4x4x2x2xf32>)
      bias(%b : tensor<4xf32>) outs(%init : tensor<1x4x4x5xf32>) {
        activation = #patconv.activation<relu>,
        dilations = array<i64: 2, 1>,
        kernels = dense<[[0, 2, 0, 1], [2, 0, 1, 0], [0, 2, 2, 2], [0, 2, 0, 2]]>
          : tensor<4x4xi8>,
        padding = array<i64: 1, 0, 2, 3>,
        patterns = #patconv.pattern_set<".x|x.", "x.|.x">,
        schedule = #patconv.schedule<lanes = 8, tile = 2x1, remainder = 0x0,
          channel_block = 3, threads = 1, split = none>,
        strides = array<i64: 1, 2>
      } -> tensor<1x4x4x5xf32>
  return %0 : tensor<1x4x4x5xf32>
}

// -----

// Filters 2 and 3 are the second group: their channels are 2 and 3.

// CHECK-LABEL: func @grouped
// CHECK-DAG: arith.constant dense<[0, 1, 1, 2, 3]> : tensor<5xi8>
// CHECK-DAG: arith.constant dense<[0.000000e+00, 1.000000e+00, 3.000000e+00, 4.000000e+00, 7.000000e+00]> : tensor<5xf32>
// CHECK-DAG: arith.constant dense<{{\[}}[0, 2, 3, 4, 5]]> : tensor<1x5xi8>
// CHECK: patconv.fkw_conv_2d
// CHECK-NOT: groups
// CHECK-SAME: channels = 4, channel_blocks = [0, 4]
func.func @grouped(%x: tensor<1x4x3x3xf32>, %init: tensor<1x4x3x3xf32>)
    -> tensor<1x4x3x3xf32> {
  %w = arith.constant dense<[
    [[[0.]], [[1.]]], [[[2.]], [[3.]]], [[[4.]], [[5.]]], [[[6.]], [[7.]]]
  ]> : tensor<4x2x1x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x3x3xf32>, tensor<4x2x1x1xf32>)
      outs(%init : tensor<1x4x3x3xf32>) {
        groups = 2 : i64,
        kernels = dense<[[1, 1], [0, 1], [1, 0], [0, 1]]> : tensor<4x2xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x4x3x3xf32>
  return %0 : tensor<1x4x3x3xf32>
}

// -----

// Patterns of one entry and of four: the start of each filter's values is
// stored, block by block.

// CHECK-LABEL: func @mixed_entries
// CHECK-DAG: %[[WO:.*]] = arith.constant dense<{{\[}}[0, 4, 5], [5, 6, 10]]> : tensor<2x3xi8>
// CHECK-DAG: arith.constant dense<{{\[}}[0, 1, 2], [2, 3, 4]]> : tensor<2x3xi8>
// CHECK: patconv.fkw_conv_2d
// CHECK-SAME: weight_offset(%[[WO]]
func.func @mixed_entries(%x: tensor<1x2x3x3xf32>, %init: tensor<1x2x2x2xf32>)
    -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x2x2x2xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x2x3x3xf32>, tensor<2x2x2x2xf32>)
      outs(%init : tensor<1x2x2x2xf32>) {
        kernels = dense<[[2, 1], [1, 2]]> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"x.|..", "xx|xx">,
        schedule = #patconv.schedule<lanes = 16, tile = 1x1, remainder = 0x0,
          channel_block = 1, threads = 1, split = none>
      } -> tensor<1x2x2x2xf32>
  return %0 : tensor<1x2x2x2xf32>
}

// -----

// Every kernel removed: empty arrays, and the output is still computed.

// CHECK-LABEL: func @all_removed
// CHECK-DAG: arith.constant dense<> : tensor<0xf32>
// CHECK-DAG: arith.constant dense<> : tensor<0xi8>
// CHECK-DAG: arith.constant dense<0> : tensor<1x3xi8>
// CHECK: patconv.fkw_conv_2d
func.func @all_removed(%x: tensor<1x2x3x3xf32>, %init: tensor<1x2x3x3xf32>)
    -> tensor<1x2x3x3xf32> {
  %w = arith.constant dense<0.0> : tensor<2x2x1x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>)
      outs(%init : tensor<1x2x3x3xf32>) {
        kernels = dense<0> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x3x3xf32>
  return %0 : tensor<1x2x3x3xf32>
}

// -----

// 300 channels in one block need 16 bits for the index; big arrays become
// resources named after the layer.

// CHECK-LABEL: func @wide_index
// CHECK-DAG: arith.constant dense_resource<wide.fkw.index> : tensor<600xi16>
// CHECK-DAG: arith.constant dense_resource<wide.fkw.weight> : tensor<600xf32>
// CHECK-DAG: arith.constant dense<{{\[}}[0, 300, 600]]> : tensor<1x3xi16>
// CHECK-DAG: arith.constant dense<[0, 1]> : tensor<2xi8>
func.func @wide_index(%x: tensor<1x300x3x3xf32>, %init: tensor<1x2x3x3xf32>)
    -> tensor<1x2x3x3xf32> {
  %w = arith.constant dense<0.5> : tensor<2x300x1x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x300x3x3xf32>, tensor<2x300x1x1xf32>)
      outs(%init : tensor<1x2x3x3xf32>) {
        kernels = dense<1> : tensor<2x300xi8>,
        layer = "wide",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x3x3xf32>
  return %0 : tensor<1x2x3x3xf32>
}

// -----

// Two filters a pass, in the order of computation 1, 3 and 0, 2. Value
// 10 * filter + channel. The first pass keeps channel 0 in its first filter,
// channel 1 in its second and channel 2 in both; patterns by their lowest bit, the
// pass's first filter on top.

// CHECK-LABEL: func @passes
// CHECK-DAG: arith.constant dense<[1.000000e+01, 3.100000e+01, 1.200000e+01, 3.200000e+01, 0.000000e+00, 2.000000e+01, 1.000000e+00, 2.100000e+01]> : tensor<8xf32>
// CHECK-DAG: arith.constant dense<[0, 1, 2, 0, 1]> : tensor<5xi8>
// CHECK-DAG: arith.constant dense<{{\[}}[0, 3, 5]]> : tensor<1x3xi8>
// CHECK-DAG: arith.constant dense<{{\[\[}}[0, 1, 2, 3], [0, 0, 0, 2]]]> : tensor<1x2x4xi8>
// CHECK-DAG: arith.constant dense<[1, 3, 0, 2]> : tensor<4xi8>
// CHECK-DAG: arith.constant dense<{{\[}}[0, 4, 8]]> : tensor<1x3xi8>
// CHECK: patconv.fkw_conv_2d
// CHECK-SAME: weight_offset(
// CHECK-SAME: patterns = <"x|.", ".|x", "x|x">
// CHECK-SAME: filters_per_pass = 2
func.func @passes(%x: tensor<1x3x4x4xf32>, %init: tensor<1x4x4x4xf32>)
    -> tensor<1x4x4x4xf32> {
  %w = arith.constant dense<[
    [[[0.]], [[1.]], [[2.]]], [[[10.]], [[11.]], [[12.]]],
    [[[20.]], [[21.]], [[22.]]], [[[30.]], [[31.]], [[32.]]]
  ]> : tensor<4x3x1x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x3x4x4xf32>, tensor<4x3x1x1xf32>)
      outs(%init : tensor<1x4x4x4xf32>) {
        filter_order = array<i64: 1, 3, 0, 2>,
        kernels = dense<[[1, 1, 0], [1, 0, 1], [1, 1, 0], [0, 1, 1]]>
          : tensor<4x3xi8>,
        patterns = #patconv.pattern_set<"x">,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                     channel_block = 3, filters_per_pass = 2,
                                     threads = 1, split = none>
      } -> tensor<1x4x4x4xf32>
  return %0 : tensor<1x4x4x4xf32>
}

// -----

// Minimal filtering of four rows: six rows of products from three of a kernel.

// CHECK-LABEL: func @winograd
// CHECK-DAG: arith.constant dense<[6.000000e+00, 0.000000e+00, 0.000000e+00, -4.000000e+00, -2.000000e+00, -1.000000e+00, -4.000000e+00, 2.000000e+00, -1.000000e+00, 1.000000e+00, 1.000000e+00, 1.000000e+00, 1.000000e+00, -1.000000e+00, 1.000000e+00, 0.000000e+00, 0.000000e+00, 6.000000e+00]> : tensor<18xf32>
// CHECK: patconv.fkw_conv_2d
// CHECK-SAME: patterns = <"xxx|xxx|xxx|xxx|xxx|xxx">
// CHECK-SAME: winograd = 4
func.func @winograd(
    %x: tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>,
    %init: tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>)
    -> tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %w = arith.constant dense<[[[[24., 0., 0.], [0., 12., 0.], [0., 0., 6.]]]]>
    : tensor<1x1x3x3xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<1x1x3x3xf32>)
      outs(%init : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        kernels = dense<1> : tensor<1x1xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
        schedule = #patconv.schedule<lanes = 4, tile = 4x2, remainder = 0x0,
                                     channel_block = 1, winograd = 4,
                                     threads = 1, split = none>
      } -> tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %0 : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// Seven rows with a stride of two: five products of the even rows, four of the
// odd ones, the last of each behind all others.

// CHECK-LABEL: func @winograd_phases
// CHECK-DAG: arith.constant dense<[3.000000e+00, -1.200000e+01, 2.000000e+00, 1.300000e+01, -2.000000e+00, 7.000000e+00, 3.000000e+00, 6.000000e+00, 8.000000e+00]> : tensor<9xf32>
// CHECK: patconv.fkw_conv_2d
// CHECK-SAME: patterns = <"x|x|x|x|x|x|x|x|x">
func.func @winograd_phases(
    %x: tensor<1x1x16x8xf32, #patconv.lane_tiled<2x2, halo = 3>>,
    %init: tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>)
    -> tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %w = arith.constant dense<[[[[6.], [2.], [12.], [4.], [0.], [8.], [6.]]]]>
    : tensor<1x1x7x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x16x8xf32, #patconv.lane_tiled<2x2, halo = 3>>, tensor<1x1x7x1xf32>)
      outs(%init : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        kernels = dense<1> : tensor<1x1xi8>,
        padding = array<i64: 3, 3, 0, 0>,
        patterns = #patconv.pattern_set<"x|x|x|x|x|x|x">,
        schedule = #patconv.schedule<lanes = 4, tile = 2x2, remainder = 0x0,
                                     channel_block = 1, winograd = 2,
                                     threads = 1, split = none>,
        strides = array<i64: 2, 1>
      } -> tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %0 : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// Two rows by two filters, the second one's products below the first one's.

// CHECK-LABEL: func @winograd_passes
// CHECK-DAG: arith.constant dense<[-2.000000e+00, 3.000000e+00, -1.000000e+00, 0.000000e+00, 0.000000e+00, 4.000000e+00, 4.000000e+00, 8.000000e+00]> : tensor<8xf32>
// CHECK: patconv.fkw_conv_2d
// CHECK-SAME: patterns = <"x|x|x|x|x|x|x|x">
func.func @winograd_passes(
    %x: tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>,
    %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>)
    -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %w = arith.constant dense<[[[[2.], [4.], [0.]]], [[[0.], [0.], [8.]]]]>
    : tensor<2x1x3x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x1x3x1xf32>)
      outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        kernels = dense<1> : tensor<2x1xi8>,
        padding = array<i64: 1, 1, 0, 0>,
        patterns = #patconv.pattern_set<"x|x|x">,
        schedule = #patconv.schedule<lanes = 4, tile = 2x2, remainder = 0x0,
                                     channel_block = 1, filters_per_pass = 2,
                                     winograd = 2, threads = 1, split = none>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %0 : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}
