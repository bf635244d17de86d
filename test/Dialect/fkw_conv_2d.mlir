// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// The worked example of the format: 4 filters of 4 channels, 2 patterns.
// PASS: fkw_conv_2d.C1, fkw_conv_2d.C2, fkw_conv_2d.C3, fkw_conv_2d.C4, fkw_conv_2d.C8, fkw_conv_2d.C9, fkw_conv_2d.C10, fkw_conv_2d.C11, fkw_conv_2d.C12, fkw_conv_2d.C16, fkw_conv_2d.C17, fkw_conv_2d.C18, fkw_conv_2d.C19, fkw_conv_2d.C21, fkw_conv_2d.C22, fkw_conv_2d.C23, fkw_conv_2d.C24, fkw_conv_2d.C25, fkw_conv_2d.C27, fkw_conv_2d.C28
// CHECK-LABEL: @fkw_conv_2d_one_block(
// CHECK-DAG: %[[OFFSET:.*]] = arith.constant dense<{{\[\[}}0, 2, 4, 6, 9]]> : tensor<1x5xi8>
// CHECK-DAG: %[[REORDER:.*]] = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
// CHECK-DAG: %[[INDEX:.*]] = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
// CHECK-DAG: %[[STRIDE:.*]] = arith.constant dense<{{\[\[\[}}0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
// CHECK: patconv.fkw_conv_2d ins(%{{.*}} : tensor<1x4x8x8xf32>) weight(%{{.*}} : tensor<36xf32>) index(%[[INDEX]] : tensor<9xi8>) offset(%[[OFFSET]] : tensor<1x5xi8>) stride(%[[STRIDE]] : tensor<1x4x3xi8>) reorder(%[[REORDER]] : tensor<4xi8>) outs(%{{.*}} : tensor<1x4x6x6xf32>)
// CHECK-SAME: fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>, schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
// CHECK-SAME: -> tensor<1x4x6x6xf32>
func.func @fkw_conv_2d_one_block(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// On memrefs there is no result.
// PASS: fkw_conv_2d.C1, fkw_conv_2d.C2, fkw_conv_2d.C14
// CHECK-LABEL: @fkw_conv_2d_c1_memrefs(
// CHECK: patconv.fkw_conv_2d
// CHECK-SAME: bias(%{{.*}} : memref<4xf32>) scratch(%{{.*}} : memref<4096xi8>) outs(%{{.*}} : memref<1x4x6x6xf32>)
// CHECK-NOT: ->
// CHECK: return
func.func @fkw_conv_2d_c1_memrefs(%x: memref<1x4x8x8xf32>, %weight: memref<36xf32>, %index: memref<9xi8>, %offset: memref<1x5xi8>, %stride: memref<1x4x3xi8>, %reorder: memref<4xi8>, %bias: memref<4xf32>, %scratch: memref<4096xi8>, %init: memref<1x4x6x6xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x4x8x8xf32>) weight(%weight : memref<36xf32>)
      index(%index : memref<9xi8>) offset(%offset : memref<1x5xi8>)
      stride(%stride : memref<1x4x3xi8>) reorder(%reorder : memref<4xi8>)
      bias(%bias : memref<4xf32>) scratch(%scratch : memref<4096xi8>) outs(%init : memref<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      }
  return
}

// Every attribute.
// PASS: fkw_conv_2d.C5, fkw_conv_2d.C6, fkw_conv_2d.C7, fkw_conv_2d.C8, fkw_conv_2d.C14, fkw_conv_2d.C28
// CHECK-LABEL: @fkw_conv_2d_c5_to_c8_window(
// CHECK: activation = #patconv.activation<clamp, -1.000000e+00, 1.000000e+00>, dilations = array<i64: 1, 2>
// CHECK-SAME: layer = "features.0", padding = array<i64: 1, 2, 2, 1>
// CHECK-SAME: strides = array<i64: 2, 3>
func.func @fkw_conv_2d_c5_to_c8_window(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %bias: tensor<4xf32>, %init: tensor<1x4x5x3xf32>) -> tensor<1x4x5x3xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      bias(%bias : tensor<4xf32>) outs(%init : tensor<1x4x5x3xf32>) {
        activation = #patconv.activation<clamp, -1.0, 1.0>,
        dilations = array<i64: 1, 2>,
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        layer = "features.0",
        padding = array<i64: 1, 2, 2, 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 3x1, remainder = 2x0, channel_block = 4, threads = 2, split = tiles>,
        strides = array<i64: 2, 3>
      } -> tensor<1x4x5x3xf32>
  return %y : tensor<1x4x5x3xf32>
}

// Channel numbers are relative to the block.
// PASS: fkw_conv_2d.C10, fkw_conv_2d.C11, fkw_conv_2d.C12, fkw_conv_2d.C16, fkw_conv_2d.C20, fkw_conv_2d.C24, fkw_conv_2d.C25
// CHECK-LABEL: @fkw_conv_2d_c20_c25_two_blocks(
// CHECK: channel_blocks = [0, 2, 5]
func.func @fkw_conv_2d_c20_c25_two_blocks(%x: tensor<1x5x8x8xf32>, %weight: tensor<24xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 2, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [3, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1], [0, 2, 2]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<24xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// Patterns of 4 and of 9 entries.
// PASS: fkw_conv_2d.C13, fkw_conv_2d.C15, fkw_conv_2d.C26, fkw_conv_2d.C27
// CHECK-LABEL: @fkw_conv_2d_c15_c26_patterns_of_unequal_size(
// CHECK: weight_offset(%{{.*}} : tensor<2x3xi8>)
func.func @fkw_conv_2d_c15_c26_patterns_of_unequal_size(%x: tensor<1x5x8x8xf32>, %weight: tensor<39xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 2, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [3, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1], [0, 2, 2]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  %weight_offset = arith.constant dense<[[0, 9, 17], [17, 39, 39]]> : tensor<2x3xi8>
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<39xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      weight_offset(%weight_offset : tensor<2x3xi8>) outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", "xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// PASS: fkw_conv_2d.C29
// CHECK-LABEL: @fkw_conv_2d_c29_filters_of_two_threads(
// CHECK: split = filters, ranges = [0, 3, 4]
func.func @fkw_conv_2d_c29_filters_of_two_threads(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 6x1, remainder = 0x0, channel_block = 4, threads = 2, split = filters, ranges = [0, 3, 4]>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// The content of arguments is not known: only their shapes are checked.
// PASS: fkw_conv_2d.C17, fkw_conv_2d.C24
// CHECK-LABEL: @fkw_conv_2d_arrays_that_are_not_constant(
// CHECK: offset(%{{.*}} : tensor<1x5xi16>)
func.func @fkw_conv_2d_arrays_that_are_not_constant(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %index: tensor<9xi8>, %offset: tensor<1x5xi16>, %stride: tensor<1x4x3xi8>, %reorder: tensor<4xi8>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi16>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// Every kernel is removed.
// PASS: fkw_conv_2d.C25, fkw_conv_2d.C27
// CHECK-LABEL: @fkw_conv_2d_no_kernel_survives(
// CHECK: weight(%{{.*}} : tensor<0xf32>)
func.func @fkw_conv_2d_no_kernel_survives(%x: tensor<1x4x8x8xf32>, %weight: tensor<0xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<> : tensor<0xi8>
  %offset = arith.constant dense<0> : tensor<1x5xi8>
  %stride = arith.constant dense<0> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<0xf32>)
      index(%index : tensor<0xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// PASS: fkw_conv_2d.C30, fkw_conv_2d.C31, fkw_conv_2d.C32, fkw_conv_2d.C33, fkw_conv_2d.C34, fkw_conv_2d.C35, fkw_conv_2d.C36, fkw_conv_2d.C37
// CHECK-LABEL: @fkw_conv_2d_c30_to_c37_materialized
// CHECK: input_size = array<i64: 8, 7>
func.func @fkw_conv_2d_c30_to_c37_materialized(%x: memref<2x6x6x4xf32>, %w: memref<12xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x4xf32>) weight(%w : memref<12xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 7>,
        padding = array<i64: 0, 0, 1, 1>
      }
  return
}

// PASS: fkw_conv_2d.C32
// CHECK-LABEL: @fkw_conv_2d_c32_encoded
// CHECK: -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
func.func @fkw_conv_2d_c32_encoded(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<4xf32>, %i: tensor<4xi8>, %o: tensor<1x3xi8>, %s: tensor<1x2x2xi8>, %r: tensor<2xi8>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) weight(%w : tensor<4xf32>)
      index(%i : tensor<4xi8>) offset(%o : tensor<1x3xi8>)
      stride(%s : tensor<1x2x2xi8>) reorder(%r : tensor<2xi8>)
      outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// PASS: fkw_conv_2d.C10, fkw_conv_2d.C11, fkw_conv_2d.C13, fkw_conv_2d.C26, fkw_conv_2d.C38, fkw_conv_2d.C39
// Two passes of two filters of 1x1: the first keeps channel 0 in both filters and
// channel 2 in its second, the second channel 1 in its first.
// CHECK-LABEL: @fkw_conv_2d_c38_passes
// CHECK: filters_per_pass = 2
func.func @fkw_conv_2d_c38_passes(%x: tensor<1x3x4x4xf32>, %init: tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32> {
  %weight = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %index = arith.constant dense<[2, 0, 1]> : tensor<3xi8>
  %offset = arith.constant dense<[[0, 2, 3]]> : tensor<1x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1, 2], [0, 1, 1, 1]]]> : tensor<1x2x4xi8>
  %reorder = arith.constant dense<[3, 0, 1, 2]> : tensor<4xi8>
  %starts = arith.constant dense<[[0, 3, 4]]> : tensor<1x3xi8>
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x3x4x4xf32>) weight(%weight : tensor<4xf32>)
      index(%index : tensor<3xi8>) offset(%offset : tensor<1x3xi8>)
      stride(%stride : tensor<1x2x4xi8>) reorder(%reorder : tensor<4xi8>)
      weight_offset(%starts : tensor<1x3xi8>)
      outs(%init : tensor<1x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 3, channel_blocks = [0, 3], patterns = <"x|.", ".|x", "x|x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 3, filters_per_pass = 2, threads = 1, split = none>
      } -> tensor<1x4x4x4xf32>
  return %y : tensor<1x4x4x4xf32>
}

// PASS: fkw_conv_2d.C40, fkw_conv_2d.C41, fkw_conv_2d.C42, fkw_conv_2d.C43, fkw_conv_2d.C44
// CHECK-LABEL: @fkw_conv_2d_c40_to_c44_epilogue
// CHECK: residuals(%{{.*}} : memref<1x2x8x8xf32>) outs({{.*}} epilogue {
// CHECK-NEXT: ^bb0(%{{.*}}: f32, %{{.*}}: f32):
func.func @fkw_conv_2d_c40_to_c44_epilogue(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>, %a: memref<1x2x8x8xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      residuals(%a : memref<1x2x8x8xf32>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      } epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  return
}

// PASS: fkw_conv_2d.C41, fkw_conv_2d.C42, fkw_conv_2d.C56
// CHECK-LABEL: @fkw_conv_2d_c56_parameters
// CHECK: parameters(%{{.*}} : memref<2xf32>) outs({{.*}} epilogue {
// CHECK-NEXT: ^bb0(%{{.*}}: f32, %{{.*}}: f32):
func.func @fkw_conv_2d_c56_parameters(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>, %p: memref<2xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      parameters(%p : memref<2xf32>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      } epilogue {
  ^bb0(%value: f32, %number: f32):
    %0 = arith.mulf %value, %number : f32
    patconv.yield %0
  }
  return
}

// PASS: fkw_conv_2d.C40
// CHECK-LABEL: @fkw_conv_2d_c40_halo
// CHECK: residuals(%{{.*}} : memref<2x8x8x4xf32>)
func.func @fkw_conv_2d_c40_halo(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>, %a: memref<2x8x8x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      residuals(%a : memref<2x8x8x4xf32>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>
      } epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  return
}

// PASS: fkw_conv_2d.C45, fkw_conv_2d.C46, fkw_conv_2d.C47, fkw_conv_2d.C48
// CHECK-LABEL: @fkw_conv_2d_c45_to_c48_max_pool
// CHECK: max_pool = array<i64: 2, 2>
func.func @fkw_conv_2d_c45_to_c48_max_pool(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 2, threads = 1, split = none>, max_pool = array<i64: 2, 2>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 1>,
        input_size = array<i64: 8, 8>
      }
  return
}

// PASS: fkw_conv_2d.C49, fkw_conv_2d.C50, fkw_conv_2d.C51, fkw_conv_2d.C52
// CHECK-LABEL: @fkw_conv_2d_c49_to_c52_winograd
// CHECK: patterns = <"xxx|xxx|xxx|xxx|xxx|xxx">
// CHECK-SAME: winograd = 4
func.func @fkw_conv_2d_c49_to_c52_winograd(%x: memref<2x6x6x4xf32>, %w: memref<72xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x4xf32>) weight(%w : memref<72xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx|xxx|xxx|xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        padding = array<i64: 1, 1, 1, 1>
      }
  return
}

// PASS: fkw_conv_2d.C51
// CHECK-LABEL: @fkw_conv_2d_c51_winograd_with_strides
// CHECK: patterns = <"x|x|x|x|x|x|x|x|x">
// CHECK-SAME: winograd = 2
func.func @fkw_conv_2d_c51_winograd_with_strides(%x: memref<1x14x10x4xf32>, %w: memref<9xf32>, %i: memref<1xi8>, %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<1xi8>, %init: memref<1x4x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x14x10x4xf32>) weight(%w : memref<9xf32>)
      index(%i : memref<1xi8>) offset(%o : memref<1x2xi8>)
      stride(%s : memref<1x1x2xi8>) reorder(%r : memref<1xi8>)
      outs(%init : memref<1x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x|x|x|x|x|x|x|x|x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 1, winograd = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 3>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 16, 8>,
        padding = array<i64: 3, 3, 0, 0>,
        strides = array<i64: 2, 1>
      }
  return
}

// PASS: fkw_conv_2d.C46, fkw_conv_2d.C53, fkw_conv_2d.C54
// CHECK-LABEL: @fkw_conv_2d_c53_c54_sum_pool
// CHECK: sum_pool
func.func @fkw_conv_2d_c53_c54_sum_pool(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x1x1xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x1x1xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 2, threads = 1, split = none>, sum_pool,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 7, 8>
      }
  return
}

// Two images: two tiles.
// PASS: fkw_conv_2d.C55
// CHECK-LABEL: @fkw_conv_2d_c55_whole_planes
// CHECK: split = tiles
func.func @fkw_conv_2d_c55_whole_planes(%x: memref<4x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x2x1x1xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<4x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x2x1x1xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0, channel_block = 2, threads = 2, split = tiles>, sum_pool,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 7, 8>
      }
  return
}
