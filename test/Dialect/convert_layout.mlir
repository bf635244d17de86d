// RUN: patconv-opt %s | patconv-opt | FileCheck %s

#tiled = #patconv.lane_tiled<4x4, halo = 1>

// PASS: convert_layout.C1, convert_layout.C2
// CHECK-LABEL: @convert_layout_c1_c2_to_lanes
// CHECK: patconv.convert_layout %{{.*}} : tensor<1x64x56x56xf32> -> tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
func.func @convert_layout_c1_c2_to_lanes(%x: tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32, #tiled> {
  %0 = patconv.convert_layout %x : tensor<1x64x56x56xf32> -> tensor<1x64x56x56xf32, #tiled>
  return %0 : tensor<1x64x56x56xf32, #tiled>
}

// PASS: convert_layout.C2
// CHECK-LABEL: @convert_layout_c2_to_plain
// CHECK: patconv.convert_layout %{{.*}} : tensor<1x64x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>> -> tensor<1x64x56x56xf32, #patconv.plain>
func.func @convert_layout_c2_to_plain(%x: tensor<1x64x56x56xf32, #tiled>) -> tensor<1x64x56x56xf32, #patconv.plain> {
  %0 = patconv.convert_layout %x : tensor<1x64x56x56xf32, #tiled> -> tensor<1x64x56x56xf32, #patconv.plain>
  return %0 : tensor<1x64x56x56xf32, #patconv.plain>
}

// PASS: convert_layout.C3
// CHECK-LABEL: @convert_layout_c3_full_row
// CHECK: patconv.convert_layout %{{.*}} : tensor<1x2x14x16xf32> -> tensor<1x2x14x16xf32, #patconv.row_vector<16>>
func.func @convert_layout_c3_full_row(%x: tensor<1x2x14x16xf32>) -> tensor<1x2x14x16xf32, #patconv.row_vector<16>> {
  %0 = patconv.convert_layout %x : tensor<1x2x14x16xf32> -> tensor<1x2x14x16xf32, #patconv.row_vector<16>>
  return %0 : tensor<1x2x14x16xf32, #patconv.row_vector<16>>
}
