// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// CHECK-LABEL: @plain(tensor<1x2x3x4xf32, #patconv.plain>)
func.func private @plain(tensor<1x2x3x4xf32, #patconv.plain>)

// PASS: lane_tiled.C1, lane_tiled.C2
// CHECK-LABEL: @lane_tiled_c1_4_lanes(tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>)
func.func private @lane_tiled_c1_4_lanes(tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>)

// PASS: lane_tiled.C1
// CHECK-LABEL: @lane_tiled_c1_8_lanes(tensor<1x2x8x8xf32, #patconv.lane_tiled<2x4, halo = 1>>)
func.func private @lane_tiled_c1_8_lanes(tensor<1x2x8x8xf32, #patconv.lane_tiled<2x4, halo = 1>>)

// PASS: lane_tiled.C1, lane_tiled.C2
// CHECK-LABEL: @lane_tiled_c1_16_lanes(tensor<1x2x8x8xf32, #patconv.lane_tiled<1x16, halo = 2>>)
func.func private @lane_tiled_c1_16_lanes(tensor<1x2x8x8xf32, #patconv.lane_tiled<1x16, halo = 2>>)

// PASS: row_vector.C1
// CHECK-LABEL: @row_vector_c1_lanes(tensor<1x2x8x4xf32, #patconv.row_vector<4>>, tensor<1x2x8x4xf32, #patconv.row_vector<8>>, tensor<1x2x8x4xf32, #patconv.row_vector<16>>)
func.func private @row_vector_c1_lanes(tensor<1x2x8x4xf32, #patconv.row_vector<4>>, tensor<1x2x8x4xf32, #patconv.row_vector<8>>, tensor<1x2x8x4xf32, #patconv.row_vector<16>>)

// PASS: lane_tiled.C3, lane_tiled.C4
// CHECK: func.func private @lane_tiled_c3_c4_activation(tensor<2x3x7x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
func.func private @lane_tiled_c3_c4_activation(tensor<2x3x7x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
