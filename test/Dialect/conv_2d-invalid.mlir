// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: conv_2d.C1
func.func @conv_2d_c1_zero(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected strides to be 2 numbers of at least 1, but got [0, 1]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">,
    strides = array<i64: 0, 1>
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C1
func.func @conv_2d_c1_one_number(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected strides to be 2 numbers of at least 1, but got [2]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">,
    strides = array<i64: 2>
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C2
func.func @conv_2d_c2_zero(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected dilations to be 2 numbers of at least 1, but got [1, 0]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    dilations = array<i64: 1, 0>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C2
func.func @conv_2d_c2_three_numbers(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected dilations to be 2 numbers of at least 1, but got [1, 1, 1]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    dilations = array<i64: 1, 1, 1>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C3
func.func @conv_2d_c3_negative(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected padding to be 4 numbers of at least 0, but got [0, 0, -1, 0]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    padding = array<i64: 0, 0, -1, 0>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C3
func.func @conv_2d_c3_two_numbers(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected padding to be 4 numbers of at least 0, but got [1, 1]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    padding = array<i64: 1, 1>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C4
func.func @conv_2d_c4_dynamic_input(%x: tensor<1x?x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected static shapes, but got 'tensor<1x?x8x8xf32>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x?x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C4
func.func @conv_2d_c4_dynamic_weights(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x?xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected static shapes, but got 'tensor<4x2x3x?xf32>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x?xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C4
func.func @conv_2d_c4_dynamic_outs(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x?x6xf32>) -> tensor<1x4x?x6xf32> {
  // expected-error @below {{expected static shapes, but got 'tensor<1x4x?x6xf32>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x?x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x?x6xf32>
  return %y : tensor<1x4x?x6xf32>
}

// -----

// FAIL: conv_2d.C5
func.func @conv_2d_c5_other_kernel_size(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected patterns of the kernel size 3x3, but got 1x3}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<"x.x">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C6
func.func @conv_2d_c6_none(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected groups to divide 2 channels and 4 filters, but got 0}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    groups = 0 : i64,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C6
func.func @conv_2d_c6_channels_do_not_divide(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected groups to divide 2 channels and 4 filters, but got 4}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    groups = 4 : i64,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C6
func.func @conv_2d_c6_filters_do_not_divide(%x: tensor<1x2x8x8xf32>, %w: tensor<3x1x3x3xf32>, %init: tensor<1x3x6x6xf32>) -> tensor<1x3x6x6xf32> {
  // expected-error @below {{expected groups to divide 2 channels and 3 filters, but got 2}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<3x1x3x3xf32>) outs(%init : tensor<1x3x6x6xf32>) {
    groups = 2 : i64,
    kernels = dense<1> : tensor<3x1xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x3x6x6xf32>
  return %y : tensor<1x3x6x6xf32>
}

// -----

// FAIL: conv_2d.C7
func.func @conv_2d_c7_weights_of_the_whole_input(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected weights over 1 channels, but got 2}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    groups = 2 : i64,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C7
func.func @conv_2d_c7_fewer_channels(%x: tensor<1x2x8x8xf32>, %w: tensor<4x1x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected weights over 2 channels, but got 1}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x1x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C8
func.func @conv_2d_c8_rows(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x8x6xf32>) -> tensor<1x4x8x6xf32> {
  // expected-error @below {{expected the output's shape to be [1, 4, 6, 6], but got [1, 4, 8, 6]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x8x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x8x6xf32>
  return %y : tensor<1x4x8x6xf32>
}

// -----

// FAIL: conv_2d.C8
func.func @conv_2d_c8_batch(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<2x4x6x6xf32>) -> tensor<2x4x6x6xf32> {
  // expected-error @below {{expected the output's shape to be [1, 4, 6, 6], but got [2, 4, 6, 6]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<2x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<2x4x6x6xf32>
  return %y : tensor<2x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C8
func.func @conv_2d_c8_filters(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x5x6x6xf32>) -> tensor<1x5x6x6xf32> {
  // expected-error @below {{expected the output's shape to be [1, 4, 6, 6], but got [1, 5, 6, 6]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x5x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x5x6x6xf32>
  return %y : tensor<1x5x6x6xf32>
}

// -----

// FAIL: conv_2d.C8
func.func @conv_2d_c8_ignores_the_stride(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected the output's shape to be [1, 4, 3, 3], but got [1, 4, 6, 6]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">,
    strides = array<i64: 2, 2>
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C8
func.func @conv_2d_c8_window_larger_than_the_input(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x0x6xf32>) -> tensor<1x4x0x6xf32> {
  // expected-error @below {{expected the output's shape to be [1, 4, -1, 6], but got [1, 4, 0, 6]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x0x6xf32>) {
    dilations = array<i64: 4, 1>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x0x6xf32>
  return %y : tensor<1x4x0x6xf32>
}

// -----

// The span of the window, 2^63 + 1, would wrap to a negative one.
// FAIL: conv_2d.C8
func.func @conv_2d_c8_span_wraps(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected the output's shape to be [1, 4, -1, 6], but got [1, 4, 6, 6]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    dilations = array<i64: 4611686018427387904, 1>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C9
func.func @conv_2d_c9_other_result(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32, #patconv.plain> {
  // expected-error @below {{expected the result to have the type of outs, 'tensor<1x4x6x6xf32>', but got 'tensor<1x4x6x6xf32, #patconv.plain>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32, #patconv.plain>
  return %y : tensor<1x4x6x6xf32, #patconv.plain>
}

// -----

// FAIL: conv_2d.C10
func.func @conv_2d_c10_too_few_biases(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %b: tensor<2xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected 4 biases, but got 2}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) bias(%b : tensor<2xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C11
func.func @conv_2d_c11_i32(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected kernels to be i8 or i16, but got 'i32'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x2xi32>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C11
func.func @conv_2d_c11_f32(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected kernels to be i8 or i16, but got 'f32'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1.0> : tensor<4x2xf32>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C12
func.func @conv_2d_c12_channels_by_filters(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected kernels to have the shape [4, 2], but got [2, 4]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<2x4xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C13
func.func @conv_2d_c13_number_beyond_the_set(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected pattern numbers of at most 2, but got 3 for filter 2, channel 1}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<[[1, 2], [0, 1], [2, 3], [1, 1]]> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C13
func.func @conv_2d_c13_negative_number(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected pattern numbers of at most 2, but got 255 for filter 2, channel 0}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<[[1, 2], [0, 1], [-1, 0], [1, 1]]> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C14
func.func @conv_2d_c14_groups_alone(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected filter_groups beside filter_order, but got it alone}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    filter_groups = array<i64: 4>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C15
func.func @conv_2d_c15_twice(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected filter_order to be a permutation of 0 to 3, but got 1 twice}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    filter_order = array<i64: 0, 1, 1, 3>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C15
func.func @conv_2d_c15_no_such_filter(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected filter_order to be a permutation of 0 to 3, but got 4}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    filter_order = array<i64: 0, 1, 4, 3>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C15
func.func @conv_2d_c15_negative(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected filter_order to be a permutation of 0 to 3, but got -1}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    filter_order = array<i64: 0, -1, 2, 3>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C16
func.func @conv_2d_c16_filter_missing(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected filter_order to have 4 entries, but got 3}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    filter_order = array<i64: 2, 0, 1>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C17
func.func @conv_2d_c17_empty_group(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected filter_groups to be at least 1 each, but got 0}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    filter_groups = array<i64: 4, 0>,
    filter_order = array<i64: 0, 1, 2, 3>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C18
func.func @conv_2d_c18_sum(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected filter_groups to add up to 4, but got 3}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    filter_groups = array<i64: 1, 2>,
    filter_order = array<i64: 0, 1, 2, 3>,
    kernels = dense<1> : tensor<4x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C19
func.func @conv_2d_c19_no_filter(%x: tensor<1x2x8x8xf32>, %w: tensor<0x2x3x3xf32>, %init: tensor<1x0x6x6xf32>) -> tensor<1x0x6x6xf32> {
  // expected-error @below {{expected at least one filter and one channel, but got 'tensor<0x2x3x3xf32>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<0x2x3x3xf32>) outs(%init : tensor<1x0x6x6xf32>) {
    kernels = dense<1> : tensor<0x2xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.">
  } -> tensor<1x0x6x6xf32>
  return %y : tensor<1x0x6x6xf32>
}

// -----

// FAIL: conv_2d.C19
func.func @conv_2d_c19_no_channel(%x: tensor<1x0x8x8xf32>, %w: tensor<4x0x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  // expected-error @below {{expected at least one filter and one channel, but got 'tensor<4x0x3x3xf32>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x0x8x8xf32>, tensor<4x0x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) {
    kernels = dense<1> : tensor<4x0xi8>,
    patterns = #patconv.pattern_set<".x.|xx.|.x.">
  } -> tensor<1x4x6x6xf32>
  return %y : tensor<1x4x6x6xf32>
}

// -----

// FAIL: conv_2d.C20
func.func @conv_2d_c20_two_grids(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 1>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 1>> {
  // expected-error @below {{expected input and output in lane-tiled layouts with one grid}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 1>>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
        padding = array<i64: 1, 1, 1, 1>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 1>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 1>>
}

// -----

// FAIL: conv_2d.C20
func.func @conv_2d_c20_plain_output(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected input and output in lane-tiled layouts with one grid}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
        padding = array<i64: 1, 1, 1, 1>
      } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C21
func.func @conv_2d_c21_valid_padding(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected a window that stays inside the lane-tiled layout, but got an output of [6, 6] from [8, 8]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">
      } -> tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// -----

// FAIL: conv_2d.C21
func.func @conv_2d_c21_odd_sub_images(%x: tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x3x3xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x2x3x3xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected a window that stays inside the lane-tiled layout, but got an output of [3, 3] from [6, 6]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x6x6xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x3x3xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
        padding = array<i64: 1, 1, 1, 1>,
        strides = array<i64: 2, 2>
      } -> tensor<1x2x3x3xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x2x3x3xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// -----

// FAIL: conv_2d.C22
func.func @conv_2d_c22_no_halo(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  // expected-error @below {{expected the input's halo to be at least 1, but got 0}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
        padding = array<i64: 1, 1, 1, 1>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// -----

// FAIL: conv_2d.C23
func.func @conv_2d_c23_small_sub_images(%x: tensor<1x2x2x2xf32, #patconv.lane_tiled<2x2, halo = 2>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x2x2xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x2x2xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected sub-images of the input to be at least as large as the halo, but got [2, 2]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x2x2xf32, #patconv.lane_tiled<2x2, halo = 2>>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x2x2xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x2x2xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x2x2xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C24
func.func @conv_2d_c24_passes_of_groups(%x: tensor<1x4x4x4xf32>, %w: tensor<4x2x1x1xf32>, %init: tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32> {
  // expected-error @below {{expected the schedule's filters_per_pass to be 1 for 2 groups, but got 2}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x4x4x4xf32>, tensor<4x2x1x1xf32>) outs(%init : tensor<1x4x4x4xf32>) {
    groups = 2 : i64, kernels = dense<1> : tensor<4x2xi8>, patterns = #patconv.pattern_set<"x">,
    schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, filters_per_pass = 2, threads = 1, split = none>
  } -> tensor<1x4x4x4xf32>
  return %y : tensor<1x4x4x4xf32>
}

// -----

// FAIL: conv_2d.C25
func.func @conv_2d_c25_half_a_pass(%x: tensor<1x2x4x4xf32>, %w: tensor<3x2x1x1xf32>, %init: tensor<1x3x4x4xf32>) -> tensor<1x3x4x4xf32> {
  // expected-error @below {{expected the schedule's filters_per_pass to divide 3 filters, but got 2}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x4x4xf32>, tensor<3x2x1x1xf32>) outs(%init : tensor<1x3x4x4xf32>) {
    kernels = dense<1> : tensor<3x2xi8>, patterns = #patconv.pattern_set<"x">,
    schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, filters_per_pass = 2, threads = 1, split = none>
  } -> tensor<1x3x4x4xf32>
  return %y : tensor<1x3x4x4xf32>
}

// -----

// FAIL: conv_2d.C26
func.func @conv_2d_c26_large_kernels(%x: tensor<1x1x5x5xf32>, %w: tensor<4x1x5x5xf32>, %init: tensor<1x4x1x1xf32>) -> tensor<1x4x1x1xf32> {
  // expected-error @below {{expected the kernels of a pass to have at most 64 positions, but got 4 of 25}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x1x5x5xf32>, tensor<4x1x5x5xf32>) outs(%init : tensor<1x4x1x1xf32>) {
    kernels = dense<1> : tensor<4x1xi8>, patterns = #patconv.pattern_set<"xxxxx|xxxxx|xxxxx|xxxxx|xxxxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 2, filters_per_pass = 4, threads = 1, split = none>
  } -> tensor<1x4x1x1xf32>
  return %y : tensor<1x4x1x1xf32>
}

// -----

// FAIL: conv_2d.C27
func.func @conv_2d_c27_shape(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %r: tensor<1x2x8x4xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected residuals of the shape [1, 2, 8, 8] in the plain layout, but got 'tensor<1x2x8x4xf32>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) residuals(%r : tensor<1x2x8x4xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C27
func.func @conv_2d_c27_layout(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %r: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected residuals of the shape [1, 2, 8, 8] in the plain layout, but got 'tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) residuals(%r : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C27
func.func @conv_2d_c27_grid(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %r: tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected residuals of the shape [1, 2, 8, 8] in the grid 2x2, but got 'tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 0>>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) residuals(%r : tensor<1x2x8x8xf32, #patconv.lane_tiled<1x4, halo = 0>>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C28
func.func @conv_2d_c28_no_body(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %r: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected an epilogue that takes the residuals, but got none}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) residuals(%r : tensor<1x2x8x8xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C43
func.func @conv_2d_c43_too_many(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %p: tensor<3xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected parameters of 2 numbers, but got 3}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) parameters(%p : tensor<3xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32, %number: f32):
    %0 = arith.mulf %value, %number : f32
    patconv.yield %0
  }
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C28
func.func @conv_2d_c28_parameter_without_body(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %p: tensor<2xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected an epilogue that takes the parameters, but got none}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) parameters(%p : tensor<2xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C29
func.func @conv_2d_c29_parameter_not_taken(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %p: tensor<2xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected the epilogue to take 2 arguments of type 'f32', but got ('f32')}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) parameters(%p : tensor<2xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32):
    patconv.yield %value
  }
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C29
func.func @conv_2d_c29_too_few(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %r: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected the epilogue to take 2 arguments of type 'f32', but got ('f32')}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) residuals(%r : tensor<1x2x8x8xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32):
    patconv.yield %value
  }
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C29
func.func @conv_2d_c29_type(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected the epilogue to take 1 arguments of type 'f32', but got ('f64')}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f64):
    %0 = arith.truncf %value : f64 to f32
    patconv.yield %0
  }
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C30
func.func @conv_2d_c30_end(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected the epilogue to end in patconv.yield, but got another end}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32):
    llvm.unreachable
  }
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C31
func.func @conv_2d_c31_vector(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected the epilogue to hold element-wise operations on scalars, but got 'vector.broadcast'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32):
    // expected-note @below {{here}}
    %0 = vector.broadcast %value : f32 to vector<4xf32>
    patconv.yield %value
  }
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C32
func.func @conv_2d_c32_one_number(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected max_pool to be two numbers of at least 1, but got [2]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, max_pool = array<i64: 2>
  } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C32
func.func @conv_2d_c32_zero(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected max_pool to be two numbers of at least 1, but got [2, 0]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, max_pool = array<i64: 2, 0>
  } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C33
func.func @conv_2d_c33_plain(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  // expected-error @below {{expected a pooled convolution to be lane-tiled, but got the plain layout}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x4x4xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, max_pool = array<i64: 2, 2>
  } -> tensor<1x2x4x4xf32>
  return %y : tensor<1x2x4x4xf32>
}

// -----

// FAIL: conv_2d.C34
func.func @conv_2d_c34_half_a_window(%x: tensor<1x2x6x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x3x4xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x3x4xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected a window that stays inside the lane-tiled layout, but got an output of [3, 4] from [6, 8]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x6x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x3x4xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, max_pool = array<i64: 2, 2>
  } -> tensor<1x2x3x4xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x3x4xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C35
func.func @conv_2d_c35_plain(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  // expected-error @below {{expected a lane-tiled input where the schedule has winograd, but got a plain one}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>,
    padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>
  } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// FAIL: conv_2d.C36
func.func @conv_2d_c36_five_rows(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 2>>, %w: tensor<2x2x5x5xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected kernels of 2 to 3 rows where the schedule has winograd = 4 and rows have a stride of 1, but got 5}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 2>>, tensor<2x2x5x5xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>,
    padding = array<i64: 2, 2, 2, 2>,
    patterns = #patconv.pattern_set<"xxxxx|xxxxx|xxxxx|xxxxx|xxxxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C36
func.func @conv_2d_c36_strides(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected kernels of 4 to 10 rows where the schedule has winograd = 2 and rows have a stride of 2, but got 3}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>,
    padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2, winograd = 2, threads = 1, split = none>,
    strides = array<i64: 2, 2>
  } -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C37
func.func @conv_2d_c37_dilations(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 2>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected dilations of 1 where the schedule has winograd, but got [2, 2]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 2>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    dilations = array<i64: 2, 2>,
    kernels = dense<1> : tensor<2x2xi8>,
    padding = array<i64: 2, 2, 2, 2>,
    patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C38
func.func @conv_2d_c38_groups(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x1x3x3xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected one group where the schedule has winograd, but got 2}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x1x3x3xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    groups = 2 : i64,
    kernels = dense<1> : tensor<2x1xi8>,
    padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C39
func.func @conv_2d_c39_pattern(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected kernels with all of their weights where the schedule has winograd, but some are pruned}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>,
    padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"xxx|xxx|xx.">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C39
func.func @conv_2d_c39_kernel(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected kernels with all of their weights where the schedule has winograd, but some are pruned}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<[[1, 1], [0, 1]]> : tensor<2x2xi8>,
    padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C40
func.func @conv_2d_c40_positions(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<4x2x3x3xf32>, %init: tensor<1x4x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x4x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected the transformed kernels of a pass to have at most 64 positions, but got 72}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<4x2x3x3xf32>) outs(%init : tensor<1x4x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<4x2xi8>,
    padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, filters_per_pass = 4, winograd = 4, threads = 1, split = none>
  } -> tensor<1x4x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x4x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C40
func.func @conv_2d_c40_strides(%x: tensor<1x2x16x16xf32, #patconv.lane_tiled<2x2, halo = 2>>, %w: tensor<2x2x6x6xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected the transformed kernels of a pass to have at most 64 positions, but got 72}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x16x16xf32, #patconv.lane_tiled<2x2, halo = 2>>, tensor<2x2x6x6xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>,
    padding = array<i64: 2, 2, 2, 2>,
    patterns = #patconv.pattern_set<"xxxxxx|xxxxxx|xxxxxx|xxxxxx|xxxxxx|xxxxxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, winograd = 4, threads = 1, split = none>,
    strides = array<i64: 2, 2>
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

// FAIL: conv_2d.C8
func.func @conv_2d_c8_sums_of_planes(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x1x2xf32>) -> tensor<1x2x1x2xf32> {
  // expected-error @below {{expected the output's shape to be [1, 2, 1, 1], but got [1, 2, 1, 2]}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x1x2xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, sum_pool
  } -> tensor<1x2x1x2xf32>
  return %y : tensor<1x2x1x2xf32>
}

// -----

// FAIL: conv_2d.C33
func.func @conv_2d_c33_plain_sums(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32> {
  // expected-error @below {{expected a pooled convolution to be lane-tiled, but got the plain layout}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x1x1xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, sum_pool
  } -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}

// -----

// FAIL: conv_2d.C41
func.func @conv_2d_c41_two_poolings(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32> {
  // expected-error @below {{expected max_pool or sum_pool, but got both}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x1x1xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, max_pool = array<i64: 2, 2>, sum_pool
  } -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}

// -----

// FAIL: conv_2d.C42
func.func @conv_2d_c42_tiled_sums(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x1x1xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x1x1xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  // expected-error @below {{expected sums of planes to have the shape [1, 2, 1, 1] in the plain layout, but got 'tensor<1x2x1x1xf32, #patconv.lane_tiled<2x2, halo = 0>>'}}
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x1x1xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, sum_pool
  } -> tensor<1x2x1x1xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x1x1xf32, #patconv.lane_tiled<2x2, halo = 0>>
}
