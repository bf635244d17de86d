// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: max_pool_2d.C1
func.func @max_pool_2d_c1_memref_among_tensors(%x: memref<2x6x6x4xf32>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected operands to be all tensors or all memrefs, but got 'memref<2x6x6x4xf32>'}}
  %y = patconv.max_pool_2d ins(%x : memref<2x6x6x4xf32>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: max_pool_2d.C2
func.func @max_pool_2d_c2_no_result(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected 1 results, but got 0}}
  patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>}
  return
}

// -----

// FAIL: max_pool_2d.C3
func.func @max_pool_2d_c3_dynamic(%x: memref<?x6x6x4xf32>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected static shapes, but got 'memref<?x6x6x4xf32>'}}
  patconv.max_pool_2d ins(%x : memref<?x6x6x4xf32>) outs(%init : memref<2x4x4x4xf32>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>}
  return
}

// -----

// FAIL: max_pool_2d.C4
func.func @max_pool_2d_c4_other_result(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected the result to have the type of outs}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return
}

// -----

// FAIL: max_pool_2d.C5
func.func @max_pool_2d_c5_one_number(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected kernel to be two numbers of at least 1, but got [2]}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 2>, strides = array<i64: 2, 2>} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: max_pool_2d.C6
func.func @max_pool_2d_c6_zero(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected strides to be two numbers of at least 1, but got [0, 2]}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 0, 2>} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: max_pool_2d.C7
func.func @max_pool_2d_c7_negative(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected padding to be at least 0, but got -1}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = -1} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: max_pool_2d.C8
func.func @max_pool_2d_c8_no_size(%x: memref<2x6x6x4xf32>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected input_layout, output_layout and input_size together, but got some of them}}
  patconv.max_pool_2d ins(%x : memref<2x6x6x4xf32>) outs(%init : memref<2x4x4x4xf32>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, input_layout = #patconv.lane_tiled<2x2, halo = 1>, output_layout = #patconv.lane_tiled<2x2, halo = 1>}
  return
}

// -----

// FAIL: max_pool_2d.C9
func.func @max_pool_2d_c9_zero(%x: memref<2x6x6x4xf32>, %init: memref<2x4x4x4xf32>) {
  // expected-error @below {{expected input_size to be two numbers of at least 1, but got [0, 8]}}
  patconv.max_pool_2d ins(%x : memref<2x6x6x4xf32>) outs(%init : memref<2x4x4x4xf32>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, input_layout = #patconv.lane_tiled<2x2, halo = 1>, output_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 0, 8>}
  return
}

// -----

// FAIL: max_pool_2d.C10
func.func @max_pool_2d_c10_plain(%x: tensor<1x2x8x8xf32>, %init: tensor<1x2x4x4xf32>) {
  // expected-error @below {{expected input and output in lane-tiled layouts with one grid}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32>) outs(%init : tensor<1x2x4x4xf32>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} -> tensor<1x2x4x4xf32>
  return
}

// -----

// FAIL: max_pool_2d.C11
func.func @max_pool_2d_c11_shape(%x: memref<2x6x6x4xf32>, %init: memref<2x4x5x4xf32>) {
  // expected-error @below {{expected the output to have the shape [2, 4, 4, 4], but got [2, 4, 5, 4]}}
  patconv.max_pool_2d ins(%x : memref<2x6x6x4xf32>) outs(%init : memref<2x4x5x4xf32>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, input_layout = #patconv.lane_tiled<2x2, halo = 1>, output_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>}
  return
}

// -----

// FAIL: max_pool_2d.C12
func.func @max_pool_2d_c12_odd_sub_images(%x: tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x3x3xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected a window that stays inside the lane-tiled layout, but got an output of [3, 3] from [6, 6]}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x3x3xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} -> tensor<1x2x3x3xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: max_pool_2d.C13
func.func @max_pool_2d_c13_no_halo(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected the input's halo to be at least 1, but got 0}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 3, 3>, padding = 1, strides = array<i64: 2, 2>} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// -----

// FAIL: max_pool_2d.C14
func.func @max_pool_2d_c14_large_halo(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 3>>) {
  // expected-error @below {{expected sub-images of the output to be at least as large as the halo, but got [4, 4]}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 3>>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 3>>
  return
}

// -----

// FAIL: max_pool_2d.C15
func.func @max_pool_2d_c15_planes(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x3x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  // expected-error @below {{expected input and output to have as many planes}}
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x3x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} -> tensor<1x3x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}
