// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: fkw_conv_2d.C1
func.func @fkw_conv_2d_c1_memref_among_tensors(%x: memref<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected operands to be all tensors or all memrefs, but got 'memref<1x4x8x8xf32>'}}
  %y = patconv.fkw_conv_2d ins(%x : memref<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C2
func.func @fkw_conv_2d_c2_no_result_on_tensors(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected 1 results, but got 0}}
  patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C2
func.func @fkw_conv_2d_c2_result_on_memrefs(%x: memref<1x4x8x8xf32>, %weight: memref<36xf32>, %index: memref<9xi8>, %offset: memref<1x5xi8>, %stride: memref<1x4x3xi8>, %reorder: memref<4xi8>, %init: memref<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected 0 results, but got 1}}
  %y = patconv.fkw_conv_2d ins(%x : memref<1x4x8x8xf32>) weight(%weight : memref<36xf32>)
      index(%index : memref<9xi8>) offset(%offset : memref<1x5xi8>)
      stride(%stride : memref<1x4x3xi8>) reorder(%reorder : memref<4xi8>)
      outs(%init : memref<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C3
func.func @fkw_conv_2d_c3_dynamic_input(%x: tensor<1x4x?x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected static shapes, but got 'tensor<1x4x?x8xf32>'}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x?x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C3
func.func @fkw_conv_2d_c3_dynamic_weight(%x: tensor<1x4x8x8xf32>, %weight: tensor<?xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected static shapes, but got 'tensor<?xf32>'}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<?xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C3
func.func @fkw_conv_2d_c3_dynamic_index(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %index: tensor<?xi8>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected static shapes, but got 'tensor<?xi8>'}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<?xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C3
func.func @fkw_conv_2d_c3_dynamic_outs(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x?xf32>) -> tensor<1x4x6x?xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected static shapes, but got 'tensor<1x4x6x?xf32>'}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x?xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x?xf32>
  return %y : tensor<1x4x6x?xf32>
}

// -----

// FAIL: fkw_conv_2d.C4
func.func @fkw_conv_2d_c4_other_result(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32, #patconv.plain> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected the result to have the type of outs, 'tensor<1x4x6x6xf32>', but got 'tensor<1x4x6x6xf32, #patconv.plain>'}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32, #patconv.plain>
  return %y : tensor<1x4x6x6xf32, #patconv.plain>
}

// -----

// FAIL: fkw_conv_2d.C5
func.func @fkw_conv_2d_c5_zero(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected strides to be 2 numbers of at least 1, but got [1, 0]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>,
        strides = array<i64: 1, 0>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C6
func.func @fkw_conv_2d_c6_zero(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected dilations to be 2 numbers of at least 1, but got [0, 1]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        dilations = array<i64: 0, 1>,
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C7
func.func @fkw_conv_2d_c7_negative(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected padding to be 4 numbers of at least 0, but got [0, -1, 0, 0]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        padding = array<i64: 0, -1, 0, 0>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C8
func.func @fkw_conv_2d_c8_ignores_the_padding(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected the output's shape to be [1, 4, 8, 8], but got [1, 4, 6, 6]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        padding = array<i64: 1, 1, 1, 1>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C8
func.func @fkw_conv_2d_c8_filters(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x3x6x6xf32>) -> tensor<1x3x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected the output's shape to be [1, 4, 6, 6], but got [1, 3, 6, 6]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x3x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x3x6x6xf32>
  return %y : tensor<1x3x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C9
func.func @fkw_conv_2d_c9_other_channels(%x: tensor<1x5x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected an input of 4 channels, but got 5}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C10
func.func @fkw_conv_2d_c10_shape(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 9]]> : tensor<1x4xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected offset to have the shape [1, 5], but got [1, 4]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x4xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C11
func.func @fkw_conv_2d_c11_shape(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<0> : tensor<1x4x2xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected stride to have the shape [1, 4, 3], but got [1, 4, 2]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x2xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C12
func.func @fkw_conv_2d_c12_shape(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 2, 3, 4]> : tensor<5xi8>
  // expected-error @below {{expected reorder to have the shape [4], but got [5]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<5xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C13
func.func @fkw_conv_2d_c13_shape(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  %weight_offset = arith.constant dense<[[0, 8, 16, 24]]> : tensor<1x4xi8>
  // expected-error @below {{expected weight_offset to have the shape [1, 5], but got [1, 4]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      weight_offset(%weight_offset : tensor<1x4xi8>) outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C14
func.func @fkw_conv_2d_c14_shape(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %bias: tensor<3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected bias to have the shape [4], but got [3]}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      bias(%bias : tensor<3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C15
func.func @fkw_conv_2d_c15_missing(%x: tensor<1x5x8x8xf32>, %weight: tensor<39xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 2, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [3, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1], [0, 2, 2]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  // expected-error @below {{expected weight_offset where patterns differ in their number of entries, but got none}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<39xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", "xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C16
func.func @fkw_conv_2d_c16_twice(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 1]> : tensor<4xi8>
  // expected-error @below {{expected reorder to be a permutation of 0 to 3, but got 1 twice}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C16
func.func @fkw_conv_2d_c16_no_such_filter(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 4, 2]> : tensor<4xi8>
  // expected-error @below {{expected reorder to be a permutation of 0 to 3, but got 4}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C17
func.func @fkw_conv_2d_c17_late_start(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[1, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected offset to start at 0, but got 1}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C18
func.func @fkw_conv_2d_c18_early_end(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 8]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected offset to end at 9 kernels, but got 8}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C19
func.func @fkw_conv_2d_c19_falling(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 4, 2, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected offset never to fall, but it does in block 0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C20
func.func @fkw_conv_2d_c20_gap_between_blocks(%x: tensor<1x5x8x8xf32>, %weight: tensor<24xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 2, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [4, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1], [0, 2, 2]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  // expected-error @below {{expected block 1 to start at offset 3, but got 4}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<24xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C21
func.func @fkw_conv_2d_c21_late_start(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[1, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected each stride row to start at 0, but got 1 for pass 0 of block 0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C22
func.func @fkw_conv_2d_c22_falling(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 3, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected stride rows never to fall, but got [0, 3, 2] for pass 0 of block 0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C23
func.func @fkw_conv_2d_c23_short_row(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 2]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected the stride row to end at the pass's length 3, but got 2 for pass 3 of block 0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C23
func.func @fkw_conv_2d_c23_row_of_the_next_filter(%x: tensor<1x5x8x8xf32>, %weight: tensor<24xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 2, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [3, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 2, 2], [0, 0, 1]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  // expected-error @below {{expected the stride row to end at the pass's length 1, but got 2 for pass 0 of block 0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<24xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C24
func.func @fkw_conv_2d_c24_falling(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 3, 1, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected index to rise strictly inside a run of one pattern, but got 3 before 1 for pass 2 of block 0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C24
func.func @fkw_conv_2d_c24_twice(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 2]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected index to rise strictly inside a run of one pattern, but got 2 before 2 for pass 3 of block 0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C25
func.func @fkw_conv_2d_c25_no_such_channel(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[4, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected index to be below the 4 channels of block 0, but got 4}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C25
func.func @fkw_conv_2d_c25_not_relative_to_the_block(%x: tensor<1x5x8x8xf32>, %weight: tensor<24xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 4, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [3, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1], [0, 2, 2]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  // expected-error @below {{expected index to be below the 3 channels of block 1, but got 4}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<24xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C26
func.func @fkw_conv_2d_c26_wrong_start(%x: tensor<1x5x8x8xf32>, %weight: tensor<39xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 2, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [3, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1], [0, 2, 2]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  %weight_offset = arith.constant dense<[[0, 8, 17], [17, 39, 39]]> : tensor<2x3xi8>
  // expected-error @below {{expected weight_offset to be 9 for pass 1 of block 0, but got 8}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<39xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      weight_offset(%weight_offset : tensor<2x3xi8>) outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", "xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C26
func.func @fkw_conv_2d_c26_wrong_end_of_a_block(%x: tensor<1x5x8x8xf32>, %weight: tensor<39xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 2, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [3, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1], [0, 2, 2]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  %weight_offset = arith.constant dense<[[0, 9, 17], [17, 39, 40]]> : tensor<2x3xi8>
  // expected-error @below {{expected weight_offset to be 39 for pass 2 of block 1, but got 40}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<39xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      weight_offset(%weight_offset : tensor<2x3xi8>) outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", "xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C26
func.func @fkw_conv_2d_c26_patterns_of_equal_size(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  %weight_offset = arith.constant dense<[[0, 8, 16, 20, 36]]> : tensor<1x5xi8>
  // expected-error @below {{expected weight_offset to be 24 for pass 3 of block 0, but got 20}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      weight_offset(%weight_offset : tensor<1x5xi8>) outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C27
func.func @fkw_conv_2d_c27_too_few(%x: tensor<1x4x8x8xf32>, %weight: tensor<35xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected weight to have 36 values, but got 35}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<35xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C27
func.func @fkw_conv_2d_c27_patterns_of_unequal_size(%x: tensor<1x5x8x8xf32>, %weight: tensor<54xf32>, %init: tensor<1x2x6x6xf32>) -> tensor<1x2x6x6xf32> {
  %index = arith.constant dense<[1, 0, 1, 2, 0, 1]> : tensor<6xi8>
  %offset = arith.constant dense<[[0, 1, 3], [3, 6, 6]]> : tensor<2x3xi8>
  %stride = arith.constant dense<[[[0, 0, 1], [0, 2, 2]], [[0, 1, 3], [0, 0, 0]]]> : tensor<2x2x3xi8>
  %reorder = arith.constant dense<[1, 0]> : tensor<2xi8>
  %weight_offset = arith.constant dense<[[0, 9, 17], [17, 39, 39]]> : tensor<2x3xi8>
  // expected-error @below {{expected weight to have 39 values, but got 54}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x5x8x8xf32>) weight(%weight : tensor<54xf32>)
      index(%index : tensor<6xi8>) offset(%offset : tensor<2x3xi8>)
      stride(%stride : tensor<2x2x3xi8>) reorder(%reorder : tensor<2xi8>)
      weight_offset(%weight_offset : tensor<2x3xi8>) outs(%init : tensor<1x2x6x6xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 5, channel_blocks = [0, 2, 5], patterns = <".x.|xx.|.x.", "xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x2x6x6xf32>
  return %y : tensor<1x2x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C28
func.func @fkw_conv_2d_c28_rows(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected the schedule's remainder to be 2x0 for 6x1 output vectors, but got 0x0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 0x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C28
func.func @fkw_conv_2d_c28_vectors(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected the schedule's remainder to be 0x1 for 6x1 output vectors, but got 0x0}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 3x2, remainder = 0x0, channel_block = 4, threads = 1, split = none>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C29
func.func @fkw_conv_2d_c29_filter_left_out(%x: tensor<1x4x8x8xf32>, %weight: tensor<36xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %index = arith.constant dense<[3, 1, 2, 0, 1, 3, 1, 2, 3]> : tensor<9xi8>
  %offset = arith.constant dense<[[0, 2, 4, 6, 9]]> : tensor<1x5xi8>
  %stride = arith.constant dense<[[[0, 1, 2], [0, 1, 2], [0, 0, 2], [0, 0, 3]]]> : tensor<1x4x3xi8>
  %reorder = arith.constant dense<[0, 1, 3, 2]> : tensor<4xi8>
  // expected-error @below {{expected the schedule's ranges to end at 4 filters, but got 3}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x4x8x8xf32>) weight(%weight : tensor<36xf32>)
      index(%index : tensor<9xi8>) offset(%offset : tensor<1x5xi8>)
      stride(%stride : tensor<1x4x3xi8>) reorder(%reorder : tensor<4xi8>)
      outs(%init : tensor<1x4x6x6xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        schedule = #patconv.schedule<lanes = 16, tile = 4x1, remainder = 2x0, channel_block = 4, threads = 2, split = filters, ranges = [0, 2, 3]>
      } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: fkw_conv_2d.C30
func.func @fkw_conv_2d_c30_no_size(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected input_layout, output_layout and input_size together, but got some of them}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C31
func.func @fkw_conv_2d_c31_one_number(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected input_size to be two numbers of at least 1, but got [8]}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C31
func.func @fkw_conv_2d_c31_zero(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected input_size to be two numbers of at least 1, but got [0, 8]}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 0, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C32
func.func @fkw_conv_2d_c32_two_grids(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x8x2x4xf32>) {
  // expected-error @below {{expected input and output in lane-tiled layouts with one grid}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x8x2x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<1x4, halo = 0>,
        input_size = array<i64: 8, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C32
func.func @fkw_conv_2d_c32_plain_output(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<4xf32>, %i: tensor<4xi8>, %o: tensor<1x3xi8>, %s: tensor<1x2x2xi8>, %r: tensor<2xi8>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected input and output in lane-tiled layouts with one grid}}
  %y = patconv.fkw_conv_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) weight(%w : tensor<4xf32>)
      index(%i : tensor<4xi8>) offset(%o : tensor<1x3xi8>)
      stride(%s : tensor<1x2x2xi8>) reorder(%r : tensor<2xi8>)
      outs(%init : tensor<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: fkw_conv_2d.C33
func.func @fkw_conv_2d_c33_no_halo(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected the input to have the shape [2, 6, 6, 4], but got [2, 4, 4, 4]}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C33
func.func @fkw_conv_2d_c33_output(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x5x4xf32>) {
  // expected-error @below {{expected the output to have the shape [2, 4, 4, 4], but got [2, 4, 5, 4]}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x5x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C34
func.func @fkw_conv_2d_c34_valid_padding(%x: memref<2x4x4x4xf32>, %w: memref<12xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x3x4xf32>) {
  // expected-error @below {{expected a window that stays inside the lane-tiled layout, but got an output of [8, 6] from [8, 8]}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<12xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x3x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C35
func.func @fkw_conv_2d_c35_no_halo(%x: memref<2x4x4x4xf32>, %w: memref<12xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected the input's halo to be at least 1, but got 0}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<12xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        padding = array<i64: 0, 0, 1, 1>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C36
func.func @fkw_conv_2d_c36_halo(%x: memref<2x5x5x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x1x1x4xf32>) {
  // expected-error @below {{expected sub-images of the input to be at least as large as the halo, but got [2, 2]}}
  patconv.fkw_conv_2d ins(%x : memref<2x5x5x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x1x1x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 2>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 2, 2>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C37
func.func @fkw_conv_2d_c37_lanes(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected the schedule to have the layout's 4 lanes, but got 8}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 8, tile = 1x1, remainder = 0x0, channel_block = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C38
func.func @fkw_conv_2d_c38_half_a_pass(%x: memref<1x2x3x3xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<3xi8>, %init: memref<1x3x3x3xf32>) {
  // expected-error @below {{expected the schedule's filters_per_pass to divide 3 filters, but got 2}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x3x3xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x2xi8>)
      stride(%s : memref<1x1x2xi8>) reorder(%r : memref<3xi8>)
      outs(%init : memref<1x3x3x3xf32>) {
        fkw = #patconv.fkw<filters = 3, channels = 2, channel_blocks = [0, 2], patterns = <"x|x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, filters_per_pass = 2, threads = 1, split = none>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C39
func.func @fkw_conv_2d_c39_one_row(%x: memref<1x2x3x3xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<2xi8>, %init: memref<1x2x3x3xf32>) {
  // expected-error @below {{expected the schedule's filters_per_pass to divide 1 rows of the patterns, but got 2}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x3x3xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x2xi8>)
      stride(%s : memref<1x1x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x3x3xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, filters_per_pass = 2, threads = 1, split = none>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C40
func.func @fkw_conv_2d_c40_shape(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>, %a: memref<1x2x8x4xf32>) {
  // expected-error @below {{expected residuals of the shape [1, 2, 8, 8] in the plain layout, but got 'memref<1x2x8x4xf32>'}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      residuals(%a : memref<1x2x8x4xf32>)
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

// -----

// FAIL: fkw_conv_2d.C40
func.func @fkw_conv_2d_c40_uneven_halo(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>, %a: memref<2x4x6x4xf32>) {
  // expected-error @below {{expected residuals of the shape [1, 2, 8, 8] in the grid 2x2, but got 'memref<2x4x6x4xf32>'}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      residuals(%a : memref<2x4x6x4xf32>)
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

// -----

// FAIL: fkw_conv_2d.C41
func.func @fkw_conv_2d_c41_no_body(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>, %a: memref<1x2x8x8xf32>) {
  // expected-error @below {{expected an epilogue that takes the residuals, but got none}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      residuals(%a : memref<1x2x8x8xf32>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C56
func.func @fkw_conv_2d_c56_too_few(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>, %p: memref<1xf32>) {
  // expected-error @below {{expected parameters of 2 numbers, but got 1}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      parameters(%p : memref<1xf32>)
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

// -----

// FAIL: fkw_conv_2d.C41
func.func @fkw_conv_2d_c41_parameter_without_body(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>, %p: memref<2xf32>) {
  // expected-error @below {{expected an epilogue that takes the parameters, but got none}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      parameters(%p : memref<2xf32>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C42
func.func @fkw_conv_2d_c42_parameter_not_taken(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>, %p: memref<2xf32>) {
  // expected-error @below {{expected the epilogue to take 2 arguments of type 'f32', but got ('f32')}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      parameters(%p : memref<2xf32>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      } epilogue {
  ^bb0(%value: f32):
    patconv.yield %value
  }
  return
}

// -----

// FAIL: fkw_conv_2d.C42
func.func @fkw_conv_2d_c42_too_few(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>, %a: memref<1x2x8x8xf32>) {
  // expected-error @below {{expected the epilogue to take 2 arguments of type 'f32', but got ('f32')}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      residuals(%a : memref<1x2x8x8xf32>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      } epilogue {
  ^bb0(%value: f32):
    patconv.yield %value
  }
  return
}

// -----

// FAIL: fkw_conv_2d.C43
func.func @fkw_conv_2d_c43_end(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>) {
  // expected-error @below {{expected the epilogue to end in patconv.yield, but got another end}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      } epilogue {
  ^bb0(%value: f32):
    llvm.unreachable
  }
  return
}

// -----

// FAIL: fkw_conv_2d.C44
func.func @fkw_conv_2d_c44_vector(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>) {
  // expected-error @below {{expected the epilogue to hold element-wise operations on scalars, but got 'vector.broadcast'}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>
      } epilogue {
  ^bb0(%value: f32):
    // expected-note @below {{here}}
    %0 = vector.broadcast %value : f32 to vector<4xf32>
    patconv.yield %value
  }
  return
}

// -----

// FAIL: fkw_conv_2d.C45
func.func @fkw_conv_2d_c45_one_number(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>) {
  // expected-error @below {{expected max_pool to be two numbers of at least 1, but got [2]}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>, max_pool = array<i64: 2>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C46
func.func @fkw_conv_2d_c46_plain(%x: memref<1x2x8x8xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x4x4xf32>) {
  // expected-error @below {{expected a pooled convolution to be lane-tiled, but got the plain layout}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 8x2, remainder = 0x0, channel_block = 2, threads = 1, split = none>, max_pool = array<i64: 2, 2>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C47
func.func @fkw_conv_2d_c47_half_a_window(%x: memref<2x3x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x2x2x4xf32>) {
  // expected-error @below {{expected a window that stays inside the lane-tiled layout, but got an output of [3, 4] from [6, 8]}}
  patconv.fkw_conv_2d ins(%x : memref<2x3x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x2x2x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 1x0, channel_block = 2, threads = 1, split = none>, max_pool = array<i64: 2, 2>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 6, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C48
func.func @fkw_conv_2d_c48_tile(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x2x2x4xf32>) {
  // expected-error @below {{expected the schedule's tile to hold whole pooling windows of [2, 2], but got 1x4}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x2x2x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 1x4, remainder = 0x0, channel_block = 2, threads = 1, split = none>, max_pool = array<i64: 2, 2>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C49
func.func @fkw_conv_2d_c49_pruned(%x: memref<2x6x6x4xf32>, %w: memref<72xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected one full pattern where the schedule has winograd, but got #patconv.pattern_set<"xxx|xxx|xxx|xxx|xxx|xx.">}}
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x4xf32>) weight(%w : memref<72xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx|xxx|xxx|xxx|xxx|xx.">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        padding = array<i64: 1, 1, 1, 1>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C50
func.func @fkw_conv_2d_c50_plain(%x: memref<1x2x8x8xf32>, %w: memref<72xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x8x8xf32>) {
  // expected-error @below {{expected a lane-tiled input where the schedule has winograd, but got a plain one}}
  patconv.fkw_conv_2d ins(%x : memref<1x2x8x8xf32>) weight(%w : memref<72xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x8x8xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx|xxx|xxx|xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x2, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>,
        padding = array<i64: 1, 1, 1, 1>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C51
func.func @fkw_conv_2d_c51_direct_kernels(%x: memref<2x6x6x4xf32>, %w: memref<36xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected a pattern of 5 to 6 rows for each filter of a pass where the schedule has winograd = 4 and rows have a stride of 1, but got 3}}
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x4xf32>) weight(%w : memref<36xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        padding = array<i64: 1, 1, 1, 1>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C51
func.func @fkw_conv_2d_c51_many_rows(%x: memref<2x6x6x4xf32>, %w: memref<84xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected a pattern of 5 to 6 rows for each filter of a pass where the schedule has winograd = 4 and rows have a stride of 1, but got 7}}
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x4xf32>) weight(%w : memref<84xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx|xxx|xxx|xxx|xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        padding = array<i64: 1, 1, 1, 1>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C51
func.func @fkw_conv_2d_c51_strides(%x: memref<2x6x6x4xf32>, %w: memref<48xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x2x2x4xf32>) {
  // expected-error @below {{expected a pattern of 6 to 12 rows for each filter of a pass where the schedule has winograd = 2 and rows have a stride of 2, but got 4}}
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x4xf32>) weight(%w : memref<48xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x2x2x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx|xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2, winograd = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        padding = array<i64: 1, 1, 1, 1>,
        strides = array<i64: 2, 2>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C52
func.func @fkw_conv_2d_c52_dilations(%x: memref<2x8x8x4xf32>, %w: memref<72xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected dilations of 1 where the schedule has winograd, but got [2, 2]}}
  patconv.fkw_conv_2d ins(%x : memref<2x8x8x4xf32>) weight(%w : memref<72xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"xxx|xxx|xxx|xxx|xxx|xxx">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 2>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        dilations = array<i64: 2, 2>,
        padding = array<i64: 2, 2, 2, 2>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C53
func.func @fkw_conv_2d_c53_two_poolings(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x1x1xf32>) {
  // expected-error @below {{expected max_pool or sum_pool, but got both}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x1x1xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 2, threads = 1, split = none>, max_pool = array<i64: 2, 2>, sum_pool,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 7, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C54
func.func @fkw_conv_2d_c54_physical_shape(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<2x1x1x4xf32>) {
  // expected-error @below {{expected sums of planes to have the shape [1, 2, 1, 1] in the plain layout, but got 'memref<2x1x1x4xf32>'}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<2x1x1x4xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 2, threads = 1, split = none>, sum_pool,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 7, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C55
func.func @fkw_conv_2d_c55_parts_of_planes(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x1x1xf32>) {
  // expected-error @below {{expected tiles of whole planes where threads share them and planes are summed, but got 2x4 of 4x4}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x1x1xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 2, threads = 2, split = tiles>, sum_pool,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 7, 8>
      }
  return
}

// -----

// FAIL: fkw_conv_2d.C54
func.func @fkw_conv_2d_c54_halo(%x: memref<2x4x4x4xf32>, %w: memref<4xf32>, %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %init: memref<1x2x1x1xf32>) {
  // expected-error @below {{expected the output_layout of sums of planes to be #patconv.lane_tiled<2x2, halo = 0>, the input's without a halo, but got #patconv.lane_tiled<2x2, halo = 1>}}
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>)
      stride(%s : memref<1x2x2xi8>) reorder(%r : memref<2xi8>)
      outs(%init : memref<1x2x1x1xf32>) {
        fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 2, threads = 1, split = none>, sum_pool,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        output_layout = #patconv.lane_tiled<2x2, halo = 1>,
        input_size = array<i64: 7, 8>
      }
  return
}
