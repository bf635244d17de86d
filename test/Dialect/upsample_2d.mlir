// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: upsample_2d.C1, upsample_2d.C2, upsample_2d.C3, upsample_2d.C4, upsample_2d.C5, upsample_2d.C6, upsample_2d.C8, upsample_2d.C9, upsample_2d.C10, upsample_2d.C11, upsample_2d.C12
// CHECK-LABEL: @upsample_2d_tensors
// CHECK: patconv.upsample_2d ins(%{{.*}} : tensor<1x8x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>>)
func.func @upsample_2d_tensors(%x: tensor<1x8x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
  %y = patconv.upsample_2d ins(%x : tensor<1x8x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
      {scales = array<i64: 2, 2>} -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return
}

// PASS: upsample_2d.C7
// CHECK-LABEL: @upsample_2d_memrefs
// CHECK: patconv.upsample_2d ins(%{{.*}} : memref<2x4x4x4xf32>) outs(%{{.*}} : memref<2x8x4x4xf32>)
func.func @upsample_2d_memrefs(%x: memref<2x4x4x4xf32>, %init: memref<2x8x4x4xf32>) {
  patconv.upsample_2d ins(%x : memref<2x4x4x4xf32>) outs(%init : memref<2x8x4x4xf32>)
      {scales = array<i64: 3, 1>, input_layout = #patconv.lane_tiled<2x2, halo = 1>, output_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 4, 4>}
  return
}
