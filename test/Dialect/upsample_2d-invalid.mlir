// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: upsample_2d.C1
func.func @upsample_2d_c1_memref_among_tensors(%x: memref<2x4x4x4xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected operands to be all tensors or all memrefs, but got 'memref<2x4x4x4xf32>'}}
  %y = patconv.upsample_2d ins(%x : memref<2x4x4x4xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 2, 2>} -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: upsample_2d.C2
func.func @upsample_2d_c2_no_result(%x: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected 1 results, but got 0}}
  patconv.upsample_2d ins(%x : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 2, 2>}
  return
}

// -----

// FAIL: upsample_2d.C3
func.func @upsample_2d_c3_dynamic(%x: memref<?x4x4x4xf32>, %init: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected static shapes, but got 'memref<?x4x4x4xf32>'}}
  patconv.upsample_2d ins(%x : memref<?x4x4x4xf32>) outs(%init : memref<2x6x6x4xf32>)
      {scales = array<i64: 2, 2>}
  return
}

// -----

// FAIL: upsample_2d.C4
func.func @upsample_2d_c4_other_result(%x: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{but got}}
  %y = patconv.upsample_2d ins(%x : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 2, 2>} -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return
}

// -----

// FAIL: upsample_2d.C5
func.func @upsample_2d_c5_no_scale(%x: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected scales to be two numbers of at least 1, one of them more, but got [1, 1]}}
  %y = patconv.upsample_2d ins(%x : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 1, 1>} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: upsample_2d.C6
func.func @upsample_2d_c6_no_size(%x: memref<2x4x4x4xf32>, %init: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected input_layout, output_layout and input_size together, but got some of them}}
  patconv.upsample_2d ins(%x : memref<2x4x4x4xf32>) outs(%init : memref<2x6x6x4xf32>)
      {scales = array<i64: 2, 2>, input_layout = #patconv.lane_tiled<2x2, halo = 1>}
  return
}

// -----

// FAIL: upsample_2d.C7
func.func @upsample_2d_c7_zero(%x: memref<2x4x4x4xf32>, %init: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected input_size to be two numbers of at least 1, but got [0, 4]}}
  patconv.upsample_2d ins(%x : memref<2x4x4x4xf32>) outs(%init : memref<2x6x6x4xf32>)
      {scales = array<i64: 2, 2>, input_layout = #patconv.lane_tiled<2x2, halo = 1>, output_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 0, 4>}
  return
}

// -----

// FAIL: upsample_2d.C8
func.func @upsample_2d_c8_other_grid(%x: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 1>>) {
  // expected-error @below {{expected input and output in lane-tiled layouts with one grid}}
  %y = patconv.upsample_2d ins(%x : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 1>>)
      {scales = array<i64: 2, 2>} -> tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 1>>
  return
}

// -----

// FAIL: upsample_2d.C9
func.func @upsample_2d_c9_large_halo(%x: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 3>>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected sub-images of the input to be at least as large as the halo}}
  %y = patconv.upsample_2d ins(%x : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 3>>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 2, 2>} -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: upsample_2d.C10
func.func @upsample_2d_c10_shape(%x: memref<2x4x4x4xf32>, %init: memref<2x6x5x4xf32>) {
  // expected-error @below {{expected the output to have the shape [2, 6, 6, 4], but got [2, 6, 5, 4]}}
  patconv.upsample_2d ins(%x : memref<2x4x4x4xf32>) outs(%init : memref<2x6x5x4xf32>)
      {scales = array<i64: 2, 2>, input_layout = #patconv.lane_tiled<2x2, halo = 1>, output_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 4, 4>}
  return
}

// -----

// FAIL: upsample_2d.C11
func.func @upsample_2d_c11_sub_images_that_shift(%x: tensor<1x2x5x5xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x10x10xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected sub-images of the output that are blocks of those of the input, but got an output of [10, 10] from [5, 5]}}
  %y = patconv.upsample_2d ins(%x : tensor<1x2x5x5xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x10x10xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 2, 2>} -> tensor<1x2x10x10xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: upsample_2d.C12
func.func @upsample_2d_c12_planes(%x: tensor<1x4x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected the input to have as many planes as the output, or as many for each point of a block}}
  %y = patconv.upsample_2d ins(%x : tensor<1x4x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 2, 2>} -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: upsample_2d.C12
func.func @upsample_2d_c12_no_planes(%x: memref<0x4x4x4xf32>, %init: memref<0x6x6x4xf32>) {
  // expected-error @below {{expected planes, but got none in 'memref<0x4x4x4xf32>' and 'memref<0x6x6x4xf32>'}}
  patconv.upsample_2d ins(%x : memref<0x4x4x4xf32>) outs(%init : memref<0x6x6x4xf32>)
      {scales = array<i64: 2, 2>, input_layout = #patconv.lane_tiled<2x2, halo = 1>, output_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 4, 4>}
  return
}
