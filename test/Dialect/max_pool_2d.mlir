// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: max_pool_2d.C1, max_pool_2d.C2, max_pool_2d.C3, max_pool_2d.C4, max_pool_2d.C5, max_pool_2d.C6, max_pool_2d.C7
// CHECK-LABEL: @max_pool_2d_c1_to_c7_tensors
// CHECK: patconv.max_pool_2d ins(%{{.*}} : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
func.func @max_pool_2d_c1_to_c7_tensors(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  %y = patconv.max_pool_2d ins(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {kernel = array<i64: 3, 3>, padding = 1, strides = array<i64: 2, 2>} -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// PASS: max_pool_2d.C8, max_pool_2d.C9, max_pool_2d.C10, max_pool_2d.C11, max_pool_2d.C12, max_pool_2d.C13, max_pool_2d.C14, max_pool_2d.C15
// CHECK-LABEL: @max_pool_2d_c8_to_c15_memrefs
// CHECK: patconv.max_pool_2d ins(%{{.*}} : memref<2x6x6x4xf32>) outs(%{{.*}} : memref<2x4x4x4xf32>)
func.func @max_pool_2d_c8_to_c15_memrefs(%x: memref<2x6x6x4xf32>, %init: memref<2x4x4x4xf32>) {
  patconv.max_pool_2d ins(%x : memref<2x6x6x4xf32>) outs(%init : memref<2x4x4x4xf32>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>, input_layout = #patconv.lane_tiled<2x2, halo = 1>, output_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>}
  return
}
