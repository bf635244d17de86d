// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: relayout.C1, relayout.C2, relayout.C3, relayout.C4, relayout.C5, relayout.C6, relayout.C7
// CHECK-LABEL: @relayout_c1_to_c6_tensors
// CHECK: patconv.relayout ins(%{{.*}} : tensor<1x2x8x7xf32>) outs(%{{.*}} : tensor<2x6x6x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>} -> tensor<2x6x6x4xf32>
func.func @relayout_c1_to_c6_tensors(%x: tensor<1x2x8x7xf32>, %init: tensor<2x6x6x4xf32>) {
  %y = patconv.relayout ins(%x : tensor<1x2x8x7xf32>) outs(%init : tensor<2x6x6x4xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>} -> tensor<2x6x6x4xf32>
  return
}

// PASS: relayout.C1, relayout.C2
// CHECK-LABEL: @relayout_c1_c2_memrefs
// CHECK: patconv.relayout ins(%{{.*}} : memref<2x6x6x4xf32>) outs(%{{.*}} : memref<1x2x8x7xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>, to_plain}
func.func @relayout_c1_c2_memrefs(%x: memref<2x6x6x4xf32>, %init: memref<1x2x8x7xf32>) {
  patconv.relayout ins(%x : memref<2x6x6x4xf32>) outs(%init : memref<1x2x8x7xf32>) {layout = #patconv.lane_tiled<2x2, halo = 1>, to_plain}
  return
}
