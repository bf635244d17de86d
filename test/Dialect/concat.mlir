// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: concat.C1, concat.C2, concat.C3, concat.C4, concat.C5
// CHECK-LABEL: @concat_channels(
// CHECK: patconv.concat %{{.*}}, %{{.*}} : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
func.func @concat_channels(%0: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %1: tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  %y = "patconv.concat"(%0, %1) : (tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
}
