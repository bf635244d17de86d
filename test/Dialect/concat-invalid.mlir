// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: concat.C1
func.func @concat_c1_nothing() -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected at least one input, but got none}}
  %y = "patconv.concat"() : () -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// -----

// FAIL: concat.C2
func.func @concat_c2_plain(%0: tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32> {
  // expected-error @below {{expected a lane-tiled result, but got 'tensor<1x3x8x8xf32>'}}
  %y = "patconv.concat"(%0) : (tensor<1x3x8x8xf32>) -> tensor<1x3x8x8xf32>
  return %y : tensor<1x3x8x8xf32>
}

// -----

// FAIL: concat.C3
func.func @concat_c3_images(%0: tensor<2x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<2x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected images one by one, but got 2}}
  %y = "patconv.concat"(%0) : (tensor<2x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<2x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<2x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// -----

// FAIL: concat.C4
func.func @concat_c4_plane(%0: tensor<1x3x8x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected inputs to have the plane and layout of}}
  %y = "patconv.concat"(%0) : (tensor<1x3x8x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// -----

// FAIL: concat.C4
func.func @concat_c4_layout(%0: tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected inputs to have the plane and layout of}}
  %y = "patconv.concat"(%0) : (tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// -----

// FAIL: concat.C5
func.func @concat_c5_channels(%0: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %1: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected a result of 4 channels, but got 3}}
  %y = "patconv.concat"(%0, %1) : (tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x3x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
}
