// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: lane_tiled.C1
// expected-error @below {{expected a grid of 4, 8 or 16 sub-images, but got 3x4}}
func.func private @lane_tiled_c1_12_lanes() attributes {l = #patconv.lane_tiled<3x4, halo = 1>}

// -----

// FAIL: lane_tiled.C1
// expected-error @below {{expected a grid of 4, 8 or 16 sub-images, but got 0x16}}
func.func private @lane_tiled_c1_empty_side() attributes {l = #patconv.lane_tiled<0x16, halo = 1>}

// -----

// The product of the sides is 16 modulo 2^64.
// FAIL: lane_tiled.C1
// expected-error @below {{expected a grid of 4, 8 or 16 sub-images, but got 17x1085102592571150096}}
func.func private @lane_tiled_c1_product_wraps() attributes {l = #patconv.lane_tiled<17x1085102592571150096, halo = 0>}

// -----

// FAIL: lane_tiled.C2
// expected-error @below {{expected the halo to be at least 0, but got -1}}
func.func private @lane_tiled_c2_negative_halo() attributes {l = #patconv.lane_tiled<4x4, halo = -1>}

// -----

// expected-error @below {{expected a grid of two numbers, but got 3}}
func.func private @lane_tiled_grid_of_three() attributes {l = #patconv.lane_tiled<2x2x4, halo = 1>}

// -----

// FAIL: row_vector.C1
// expected-error @below {{expected 4, 8 or 16 lanes, but got 14}}
func.func private @row_vector_c1_14_lanes() attributes {l = #patconv.row_vector<14>}

// -----

// FAIL: lane_tiled.C3
// expected-error @below {{expected a lane-tiled tensor to be f32 and of static shape N x C x H x W, but got [2, 8, 8] of 'f32'}}
func.func private @lane_tiled_c3_rank(tensor<2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)

// -----

// FAIL: lane_tiled.C3
// expected-error @below {{expected a lane-tiled tensor to be f32 and of static shape N x C x H x W, but got [1, 2, 8, 8] of 'f64'}}
func.func private @lane_tiled_c3_double(tensor<1x2x8x8xf64, #patconv.lane_tiled<2x2, halo = 1>>)

// -----

// FAIL: lane_tiled.C4
// expected-error @below {{expected a lane-tiled plane to have fewer than 2^31 elements, but got [65536, 65536]}}
func.func private @lane_tiled_c4_large(tensor<1x2x65536x65536xf32, #patconv.lane_tiled<2x2, halo = 1>>)
