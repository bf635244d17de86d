// RUN: patconv-opt %s --convert-linalg-to-patconv --split-input-file --verify-diagnostics | FileCheck %s
// RUN: not patconv-opt %s --convert-linalg-to-patconv=max-patterns=0 --split-input-file 2>&1 | FileCheck %s --check-prefix=OPTION

// RUN: patconv-opt %s --convert-linalg-to-patconv=max-patterns=1 --split-input-file 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: %python %S/Inputs/many_masks.py 512 | patconv-opt --convert-linalg-to-patconv 2>&1 | FileCheck %s --check-prefix=MASKS512
// RUN: %python %S/Inputs/many_masks.py 513 | patconv-opt --convert-linalg-to-patconv 2>&1 | FileCheck %s --check-prefix=MASKS513

// MASKS512-NOT: remark
// MASKS512: patterns = #patconv.pattern_set<"xxxxxxxxx..", ".........x.">
// MASKS513: remark: layer 'conv_2d' takes the full pattern: it has more than 512 distinct masks
// MASKS513: patterns = #patconv.pattern_set<"xxxxxxxxxxx">

// OPTION: error: expected max-patterns to be 1 to 512, but got 0

// CHECK-LABEL: @weights_argument
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @weights_argument(%x: tensor<1x1x2x2xf32>, %w: tensor<1x1x1x1xf32>, %init: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  // expected-remark @+1 {{stays in linalg: expected constant weights, but got an argument}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<1x1x1x1xf32>) outs(%init : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// -----

// CHECK-LABEL: @weights_computed
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @weights_computed(%x: tensor<1x1x2x2xf32>, %v: tensor<1x1xf32>, %init: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %w = tensor.expand_shape %v [[0], [1, 2, 3]] output_shape [1, 1, 1, 1] : tensor<1x1xf32> into tensor<1x1x1x1xf32>
  // expected-remark @+1 {{stays in linalg: expected constant weights, but got computed ones}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<1x1x1x1xf32>) outs(%init : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// -----

// CHECK-LABEL: @weights_without_data
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @weights_without_data(%x: tensor<1x1x2x2xf32>, %init: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %w = arith.constant dense_resource<elided.weight> : tensor<1x1x1x1xf32>
  // expected-remark @+1 {{stays in linalg: expected weights with data, but got a resource without them}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<1x1x1x1xf32>) outs(%init : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// -----

// CHECK-LABEL: @image_dynamic
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @image_dynamic(%x: tensor<1x1x?x2xf32>, %init: tensor<1x1x?x2xf32>) -> tensor<1x1x?x2xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  // expected-remark @+1 {{stays in linalg: expected static float32 tensors, but got tensor<1x1x?x2xf32>}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x?x2xf32>, tensor<1x1x1x1xf32>) outs(%init : tensor<1x1x?x2xf32>) -> tensor<1x1x?x2xf32>
  return %y : tensor<1x1x?x2xf32>
}

// -----

// CHECK-LABEL: @image_f64
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @image_f64(%x: tensor<1x1x2x2xf64>, %init: tensor<1x1x2x2xf64>) -> tensor<1x1x2x2xf64> {
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf64>
  // expected-remark @+1 {{stays in linalg: expected static float32 tensors, but got tensor<1x1x2x2xf64>}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf64>, tensor<1x1x1x1xf64>) outs(%init : tensor<1x1x2x2xf64>) -> tensor<1x1x2x2xf64>
  return %y : tensor<1x1x2x2xf64>
}

// -----

// CHECK-LABEL: @image_nhwc
// CHECK:         linalg.conv_2d_nhwc_hwcf
func.func @image_nhwc(%x: tensor<1x2x2x1xf32>, %init: tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  // expected-remark @+1 {{stays in linalg: expected a convolution of NCHW images, but got linalg.conv_2d_nhwc_hwcf}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) outs(%init : tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  return %y : tensor<1x2x2x1xf32>
}

// -----

// CHECK-LABEL: @kernel_too_large
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @kernel_too_large(%x: tensor<1x2x33x33xf32>, %init: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<1.0> : tensor<1x2x33x33xf32>
  // expected-remark @+1 {{stays in linalg: expected a kernel of at most 1024 positions, but got 33x33}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x2x33x33xf32>, tensor<1x2x33x33xf32>) outs(%init : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// CHECK-LABEL: @large_and_whole
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @large_and_whole(%x: tensor<1x2x17x17xf32>, %init: tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32> {
  %w = arith.constant dense<1.0> : tensor<1x2x14x14xf32>
  // expected-remark @+1 {{stays in linalg: expected kernels of more than 169 positions to be removed in part, but got all of 14x14}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x2x17x17xf32>, tensor<1x2x14x14xf32>) outs(%init : tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32>
  return %y : tensor<1x1x4x4xf32>
}

// -----

// CHECK-LABEL: @many_channels
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @many_channels(%x: tensor<1x9x9x9xf32>, %init: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<1.0> : tensor<1x9x9x9xf32>
  // expected-remark @+1 {{stays in linalg: expected strides, removed kernels or at most 8 channels under kernels of more than 64 positions, but got all of 9x9 over 9 channels}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x9x9x9xf32>, tensor<1x9x9x9xf32>) outs(%init : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// Patches that share nothing are a product of matrices.
// CHECK-LABEL: @windows_that_do_not_overlap
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @windows_that_do_not_overlap(%x: tensor<1x1x28x28xf32>, %init: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x14x14xf32>
  // expected-remark @+1 {{stays in linalg: expected windows of more than 64 positions to overlap, but got 14x14 with strides of 14x14}}
  %y = linalg.conv_2d_nchw_fchw {strides = dense<14> : vector<2xi64>} ins(%x, %w : tensor<1x1x28x28xf32>, tensor<1x1x14x14xf32>) outs(%init : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// -----

// CHECK-LABEL: @depthwise_kernel_too_large
// CHECK:         linalg.depthwise_conv_2d_nchw_chw
func.func @depthwise_kernel_too_large(%x: tensor<1x2x33x33xf32>, %init: tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32> {
  %w = arith.constant dense<1.0> : tensor<2x33x33xf32>
  // expected-remark @+1 {{stays in linalg: expected a kernel of at most 1024 positions, but got 33x33}}
  %y = linalg.depthwise_conv_2d_nchw_chw ins(%x, %w : tensor<1x2x33x33xf32>, tensor<2x33x33xf32>) outs(%init : tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}

// -----

// Linalg lets an image be larger than the window reaches.
// CHECK-LABEL: @output_smaller_than_window
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @output_smaller_than_window(%x: tensor<1x1x4x4xf32>, %init: tensor<1x1x4x2xf32>) -> tensor<1x1x4x2xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x1x2xf32>
  // expected-remark @+1 {{stays in linalg: expected the window to make 2 columns, but got 3}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x4x4xf32>, tensor<1x1x1x2xf32>) outs(%init : tensor<1x1x4x2xf32>) -> tensor<1x1x4x2xf32>
  return %y : tensor<1x1x4x2xf32>
}

// -----

// Every mask lies within the full one.
// CHECK-LABEL: @kernel_without_zeros
// CHECK:         kernels = dense<1> : tensor<1x2xi8>
// CHECK-SAME:    patterns = #patconv.pattern_set<"xx">
func.func @kernel_without_zeros(%x: tensor<1x2x1x2xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0]], [[3.0, 0.0]]]]> : tensor<1x2x1x2xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  // expected-remark @+1 {{layer 'conv_2d' takes the full pattern: a kernel has no zeros, and the others lie within it}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x2x1x2xf32>, tensor<1x2x1x2xf32>) outs(%zeros : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// One pattern for both is the full one.
// ONE: remark: layer 'conv_2d' takes the full pattern: the predicted time with 1 pattern is not below the dense one
// ONE-LABEL: @cover_becomes_full
// ONE:         kernels = dense<1> : tensor<1x2xi8>
// ONE-SAME:    patterns = #patconv.pattern_set<"xx">
// CHECK-LABEL: @cover_becomes_full
// CHECK:         patterns = #patconv.pattern_set<"x.", ".x">
func.func @cover_becomes_full(%x: tensor<1x2x1x2xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[1.0, 0.0]], [[0.0, 2.0]]]]> : tensor<1x2x1x2xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x2x1x2xf32>, tensor<1x2x1x2xf32>) outs(%zeros : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// CHECK-LABEL: @no_image
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @no_image(%x: tensor<0x1x2x2xf32>, %init: tensor<0x1x2x2xf32>) -> tensor<0x1x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  // expected-remark @+1 {{stays in linalg: expected at least one image, filter, channel and kernel position, but got tensor<0x1x2x2xf32> and tensor<1x1x1x1xf32>}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<0x1x2x2xf32>, tensor<1x1x1x1xf32>) outs(%init : tensor<0x1x2x2xf32>) -> tensor<0x1x2x2xf32>
  return %y : tensor<0x1x2x2xf32>
}

// -----

// CHECK-LABEL: @no_filter
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @no_filter(%x: tensor<1x1x2x2xf32>, %init: tensor<1x0x2x2xf32>) -> tensor<1x0x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<0x1x1x1xf32>
  // expected-remark @+1 {{stays in linalg: expected at least one image, filter, channel and kernel position, but got tensor<1x1x2x2xf32> and tensor<0x1x1x1xf32>}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<0x1x1x1xf32>) outs(%init : tensor<1x0x2x2xf32>) -> tensor<1x0x2x2xf32>
  return %y : tensor<1x0x2x2xf32>
}

// -----

// CHECK-LABEL: @no_channel
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @no_channel(%x: tensor<1x0x2x2xf32>, %init: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<1x0x1x1xf32>
  // expected-remark @+1 {{stays in linalg: expected at least one image, filter, channel and kernel position, but got tensor<1x0x2x2xf32> and tensor<1x0x1x1xf32>}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x0x2x2xf32>, tensor<1x0x1x1xf32>) outs(%init : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// -----

// CHECK-LABEL: @no_kernel_position
// CHECK:         linalg.conv_2d_nchw_fchw
func.func @no_kernel_position(%x: tensor<1x1x2x2xf32>, %init: tensor<1x1x3x2xf32>) -> tensor<1x1x3x2xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x0x1xf32>
  // expected-remark @+1 {{stays in linalg: expected at least one image, filter, channel and kernel position, but got tensor<1x1x2x2xf32> and tensor<1x1x0x1xf32>}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<1x1x0x1xf32>) outs(%init : tensor<1x1x3x2xf32>) -> tensor<1x1x3x2xf32>
  return %y : tensor<1x1x3x2xf32>
}

// -----

// A convolution by its interface, without the name of one.
#input = affine_map<(n, f, y, x, c, i, j) -> (n, c, y + i, x + j)>
#weights = affine_map<(n, f, y, x, c, i, j) -> (f, c, i, j)>
#output = affine_map<(n, f, y, x, c, i, j) -> (n, f, y, x)>
// CHECK-LABEL: @generic
// CHECK:         linalg.generic
func.func @generic(%x: tensor<1x1x4x4xf32>, %init: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x1x3x3xf32>
  // expected-remark @+1 {{stays in linalg: expected a convolution of NCHW images, but got linalg.generic}}
  %y = linalg.generic {indexing_maps = [#input, #weights, #output], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]} ins(%x, %w : tensor<1x1x4x4xf32>, tensor<2x1x3x3xf32>) outs(%init : tensor<1x2x2x2xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %out, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// Pooling is none, whatever its interface says: no remark.
// CHECK-LABEL: @pooling
// CHECK:         linalg.pooling_nchw_max
func.func @pooling(%x: tensor<1x1x4x4xf32>, %init: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %window = tensor.empty() : tensor<3x3xf32>
  %y = linalg.pooling_nchw_max ins(%x, %window : tensor<1x1x4x4xf32>, tensor<3x3xf32>) outs(%init : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// -----

// Zeros inside a large kernel gain nothing.
// CHECK-LABEL: @zeros_in_a_large_kernel
// CHECK:         patconv.conv_2d
func.func @zeros_in_a_large_kernel(%x: tensor<1x1x1x65xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]]]> : tensor<1x1x1x65xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  // expected-remark @+1 {{layer 'conv_2d' takes the full pattern: kernels of more than 64 positions have no other, so that their zeros count as weights}}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x1x65xf32>, tensor<1x1x1x65xf32>) outs(%zeros : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}
