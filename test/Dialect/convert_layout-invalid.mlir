// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: convert_layout.C1
func.func @convert_layout_c1_other_shape(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x9xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected input and result to have one shape, but got}}
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x9xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %0 : tensor<1x2x8x9xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// -----

// FAIL: convert_layout.C2
func.func @convert_layout_c2_foreign_result(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32, "csr"> {
  // expected-error @below {{expected the encoding to be a patconv layout, but got "csr"}}
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, "csr">
  return %0 : tensor<1x2x8x8xf32, "csr">
}

// -----

// FAIL: convert_layout.C2
func.func @convert_layout_c2_foreign_input(%x: tensor<1x2x8x8xf32, 7 : i32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected the encoding to be a patconv layout, but got 7}}
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32, 7 : i32> -> tensor<1x2x8x8xf32>
  return %0 : tensor<1x2x8x8xf32>
}

// -----

// FAIL: convert_layout.C2
func.func @convert_layout_c2_attribute_that_is_no_layout(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32, #patconv.pattern<"x">> {
  // expected-error @below {{expected the encoding to be a patconv layout, but got #patconv.pattern<"x">}}
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #patconv.pattern<"x">>
  return %0 : tensor<1x2x8x8xf32, #patconv.pattern<"x">>
}

// -----

// FAIL: convert_layout.C3
func.func @convert_layout_c3_long_rows_in_result(%x: tensor<1x2x8x17xf32>) -> tensor<1x2x8x17xf32, #patconv.row_vector<16>> {
  // expected-error @below {{expected rows of at most 16 elements in a row vector, but got 17}}
  %0 = patconv.convert_layout %x : tensor<1x2x8x17xf32> -> tensor<1x2x8x17xf32, #patconv.row_vector<16>>
  return %0 : tensor<1x2x8x17xf32, #patconv.row_vector<16>>
}

// -----

// FAIL: convert_layout.C3
func.func @convert_layout_c3_long_rows_in_input(%x: tensor<1x2x8x9xf32, #patconv.row_vector<8>>) -> tensor<1x2x8x9xf32> {
  // expected-error @below {{expected rows of at most 8 elements in a row vector, but got 9}}
  %0 = patconv.convert_layout %x : tensor<1x2x8x9xf32, #patconv.row_vector<8>> -> tensor<1x2x8x9xf32>
  return %0 : tensor<1x2x8x9xf32>
}
