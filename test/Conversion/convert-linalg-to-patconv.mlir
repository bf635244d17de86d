// RUN: patconv-opt %s --convert-linalg-to-patconv --split-input-file | FileCheck %s
// RUN: patconv-opt %s --convert-linalg-to-patconv=max-patterns=2 --split-input-file 2>&1 | FileCheck %s --check-prefix=TWO

//===----------------------------------------------------------------------===//
// Forms
//===----------------------------------------------------------------------===//

// The layer has its parameter's name; the pad and the bias are absorbed.
// CHECK-LABEL: @conv_padded_with_bias
// CHECK-SAME:    %[[X:.*]]: tensor<1x1x4x4xf32>
// CHECK-DAG:     %[[W:.*]] = arith.constant dense_resource<features.0.weight>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[5.000000e-01, -5.000000e-01]>
// CHECK-DAG:     %[[E:.*]] = tensor.empty() : tensor<1x2x5x4xf32>
// CHECK-NOT:     linalg
// CHECK-NOT:     tensor.pad
// CHECK:         %[[Y:.*]] = patconv.conv_2d ins(%[[X]], %[[W]] : tensor<1x1x4x4xf32>, tensor<2x1x3x3xf32>)
// CHECK-SAME:      bias(%[[B]] : tensor<2xf32>) outs(%[[E]] : tensor<1x2x5x4xf32>)
// CHECK-SAME:      kernels = dense<1> : tensor<2x1xi8>
// CHECK-SAME:      layer = "features.0"
// CHECK-SAME:      padding = array<i64: 1, 2, 1, 1>
// CHECK-SAME:      patterns = #patconv.pattern_set<"xxx|xxx|xxx">
// CHECK:         return %[[Y]]
func.func @conv_padded_with_bias(%x: tensor<1x1x4x4xf32>) -> tensor<1x2x5x4xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense_resource<features.0.weight> : tensor<2x1x3x3xf32>
  %b = arith.constant dense<[0.5, -0.5]> : tensor<2xf32>
  %padded = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 2, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x1x4x4xf32> to tensor<1x1x7x6xf32>
  %empty = tensor.empty() : tensor<1x2x5x4xf32>
  %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%empty : tensor<1x2x5x4xf32>) dimensions = [0, 2, 3]
  %y = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded, %w : tensor<1x1x7x6xf32>, tensor<2x1x3x3xf32>) outs(%init : tensor<1x2x5x4xf32>) -> tensor<1x2x5x4xf32>
  return %y : tensor<1x2x5x4xf32>
}

{-#
  dialect_resources: {
    builtin: {
      features.0.weight: "0x040000000000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F"
    }
  }
#-}

// -----

// Without a parameter's name, layers are numbered. A batch of two. A stride of
// 2 x 3, a dilation of 2 x 1 and a rectangular kernel.
// CHECK-LABEL: @conv_strided_dilated_rectangular_batch
// CHECK:         patconv.conv_2d
// CHECK-SAME:      tensor<2x1x9x8xf32>, tensor<1x1x3x2xf32>)
// CHECK-NOT:       bias
// CHECK-SAME:      dilations = array<i64: 2, 1>
// CHECK-SAME:      layer = "conv_2d"
// CHECK-SAME:      patterns = #patconv.pattern_set<"x.|xx|.x">
// CHECK-SAME:      strides = array<i64: 2, 3>
// CHECK:         patconv.conv_2d
// CHECK-SAME:      layer = "conv_2d_1"
func.func @conv_strided_dilated_rectangular_batch(%x: tensor<2x1x9x8xf32>) -> (tensor<2x1x3x3xf32>, tensor<2x1x3x3xf32>) {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, 0.0], [2.0, 3.0], [-0.0, 4.0]]]]> : tensor<1x1x3x2xf32>
  %empty = tensor.empty() : tensor<2x1x3x3xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x1x3x3xf32>) -> tensor<2x1x3x3xf32>
  %y0 = linalg.conv_2d_nchw_fchw {dilations = dense<[2, 1]> : vector<2xi64>, strides = dense<[2, 3]> : vector<2xi64>} ins(%x, %w : tensor<2x1x9x8xf32>, tensor<1x1x3x2xf32>) outs(%init : tensor<2x1x3x3xf32>) -> tensor<2x1x3x3xf32>
  %y1 = linalg.conv_2d_nchw_fchw {dilations = dense<[2, 1]> : vector<2xi64>, strides = dense<[2, 3]> : vector<2xi64>} ins(%x, %w : tensor<2x1x9x8xf32>, tensor<1x1x3x2xf32>) outs(%init : tensor<2x1x3x3xf32>) -> tensor<2x1x3x3xf32>
  return %y0, %y1 : tensor<2x1x3x3xf32>, tensor<2x1x3x3xf32>
}

// -----

// A 1x1 kernel has one pattern; those that hold 0 are removed.
// CHECK-LABEL: @conv_1x1
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-NOT:       bias
// CHECK-SAME{LITERAL}: kernels = dense<[[1, 0], [0, 1]]> : tensor<2x2xi8>
// CHECK-SAME:      patterns = #patconv.pattern_set<"x">
// CHECK:         return %[[Y]]
func.func @conv_1x1(%x: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %w = arith.constant dense<[[[[1.0]], [[0.0]]], [[[-0.0]], [[2.0]]]]> : tensor<2x2x1x1xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x2x4x4xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>) outs(%zeros : tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  return %y : tensor<1x2x4x4xf32>
}

// -----

// The collapsed weights get their four dimensions back, on the same resource.
// CHECK-LABEL: @depthwise
// CHECK:         %[[W:.*]] = arith.constant dense_resource<dw.weight> : tensor<2x1x2x2xf32>
// CHECK-NOT:     collapse_shape
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] : tensor<1x2x4x4xf32>, tensor<2x1x2x2xf32>)
// CHECK-SAME:      groups = 2
// CHECK-SAME{LITERAL}: kernels = dense<[[1], [2]]> : tensor<2x1xi8>
// CHECK-SAME:      layer = "dw"
// CHECK-SAME:      patterns = #patconv.pattern_set<".x|x.", "x.|.x">
func.func @depthwise(%x: tensor<1x2x4x4xf32>, %b: tensor<2xf32>) -> tensor<1x2x3x3xf32> {
  %w = arith.constant dense_resource<dw.weight> : tensor<2x1x2x2xf32>
  %collapsed = tensor.collapse_shape %w [[0, 1], [2], [3]] : tensor<2x1x2x2xf32> into tensor<2x2x2xf32>
  %empty = tensor.empty() : tensor<1x2x3x3xf32>
  %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%empty : tensor<1x2x3x3xf32>) dimensions = [0, 2, 3]
  %y = linalg.depthwise_conv_2d_nchw_chw ins(%x, %collapsed : tensor<1x2x4x4xf32>, tensor<2x2x2xf32>) outs(%init : tensor<1x2x3x3xf32>) -> tensor<1x2x3x3xf32>
  return %y : tensor<1x2x3x3xf32>
}

{-#
  dialect_resources: {
    builtin: {
      dw.weight: "0x04000000000000000000803F0000803F000000000000803F00000000000000000000803F"
    }
  }
#-}

// -----

// Groups are merged into the channels, through the reshapes and the pad.
// CHECK-LABEL: @grouped
// CHECK-SAME:    %[[X:.*]]: tensor<1x4x4x4xf32>, %[[B:.*]]: tensor<2xf32>
// CHECK-NOT:     expand_shape
// CHECK:         %[[Y:.*]] = patconv.conv_2d ins(%[[X]], %{{.*}} : tensor<1x4x4x4xf32>, tensor<2x2x1x2xf32>)
// CHECK-SAME:      bias(%[[B]] : tensor<2xf32>)
// CHECK-SAME:      groups = 2
// CHECK-SAME:      padding = array<i64: 0, 0, 1, 0>
// CHECK-NOT:     collapse_shape
// CHECK:         return %[[Y]]
func.func @grouped(%x: tensor<1x4x4x4xf32>, %b: tensor<2xf32>) -> tensor<1x2x4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, 2.0]], [[3.0, 4.0]]], [[[5.0, 6.0]], [[7.0, 8.0]]]]> : tensor<2x2x1x2xf32>
  %padded = tensor.pad %x low[0, 0, 0, 1] high[0, 0, 0, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x4x4x4xf32> to tensor<1x4x4x5xf32>
  %empty = tensor.empty() : tensor<1x2x4x4xf32>
  %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%empty : tensor<1x2x4x4xf32>) dimensions = [0, 2, 3]
  %x5 = tensor.expand_shape %padded [[0], [1, 2], [3], [4]] output_shape [1, 2, 2, 4, 5] : tensor<1x4x4x5xf32> into tensor<1x2x2x4x5xf32>
  %w5 = tensor.expand_shape %w [[0, 1], [2], [3], [4]] output_shape [2, 1, 2, 1, 2] : tensor<2x2x1x2xf32> into tensor<2x1x2x1x2xf32>
  %init5 = tensor.expand_shape %init [[0], [1, 2], [3], [4]] output_shape [1, 2, 1, 4, 4] : tensor<1x2x4x4xf32> into tensor<1x2x1x4x4xf32>
  %y5 = linalg.conv_2d_ngchw_gfchw ins(%x5, %w5 : tensor<1x2x2x4x5xf32>, tensor<2x1x2x1x2xf32>) outs(%init5 : tensor<1x2x1x4x4xf32>) -> tensor<1x2x1x4x4xf32>
  %y = tensor.collapse_shape %y5 [[0], [1, 2], [3], [4]] : tensor<1x2x1x4x4xf32> into tensor<1x2x4x4xf32>
  return %y : tensor<1x2x4x4xf32>
}

// -----

// Without reshapes around it they are made; filters by group are transposed.
// CHECK-LABEL: @grouped_bare_fgchw
// CHECK-SAME:    %[[X:.*]]: tensor<1x2x1x2x2xf32>
// CHECK-DAG:     %[[X4:.*]] = tensor.collapse_shape %[[X]]
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}3.000000e+00]]], {{\[\[\[}}5.000000e+00]]], {{\[\[\[}}2.000000e+00]]], {{\[\[\[}}4.000000e+00]]], {{\[\[\[}}6.000000e+00]]]]> : tensor<6x1x1x1xf32>
// CHECK:         %[[Y:.*]] = patconv.conv_2d ins(%[[X4]], %[[W]] :
// CHECK-SAME:      groups = 2
// CHECK:         %[[Y5:.*]] = tensor.expand_shape %[[Y]]
// CHECK-SAME:      tensor<1x6x2x2xf32> into tensor<1x2x3x2x2xf32>
// CHECK:         return %[[Y5]]
func.func @grouped_bare_fgchw(%x: tensor<1x2x1x2x2xf32>) -> tensor<1x2x3x2x2xf32> {
  %w = arith.constant dense<[[[[[1.0]]], [[[2.0]]]], [[[[3.0]]], [[[4.0]]]], [[[[5.0]]], [[[6.0]]]]]> : tensor<3x2x1x1x1xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x2x3x2x2xf32>
  %y = linalg.conv_2d_ngchw_fgchw ins(%x, %w : tensor<1x2x1x2x2xf32>, tensor<3x2x1x1x1xf32>) outs(%zeros : tensor<1x2x3x2x2xf32>) -> tensor<1x2x3x2x2xf32>
  return %y : tensor<1x2x3x2x2xf32>
}

// -----

// Weights behind a transpose and an expand_shape are computed here.
// CHECK-LABEL: @weights_transposed_and_expanded
// CHECK:         %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00, 3.000000e+00], [2.000000e+00, 4.000000e+00]]]]> : tensor<1x1x2x2xf32>
// CHECK-NOT:     linalg.transpose
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
func.func @weights_transposed_and_expanded(%x: tensor<1x1x4x4xf32>) -> tensor<1x1x3x3xf32> {
  %w = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %wempty = tensor.empty() : tensor<2x2xf32>
  %wt = linalg.transpose ins(%w : tensor<2x2xf32>) outs(%wempty : tensor<2x2xf32>) permutation = [1, 0]
  %w4 = tensor.expand_shape %wt [[0, 1, 2], [3]] output_shape [1, 1, 2, 2] : tensor<2x2xf32> into tensor<1x1x2x2xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x3x3xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w4 : tensor<1x1x4x4xf32>, tensor<1x1x2x2xf32>) outs(%zeros : tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32>
  return %y : tensor<1x1x3x3xf32>
}

//===----------------------------------------------------------------------===//
// What it accumulates onto
//===----------------------------------------------------------------------===//

// -----

// CHECK-LABEL: @bias_by_generic
// CHECK-SAME:    %{{.*}}: tensor<1x1x2x2xf32>, %[[B:.*]]: tensor<2xf32>
// CHECK:         patconv.conv_2d {{.*}} bias(%[[B]] : tensor<2xf32>)
#channel = affine_map<(n, c, h, w) -> (c)>
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @bias_by_generic(%x: tensor<1x1x2x2xf32>, %b: tensor<2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %init = linalg.generic {indexing_maps = [#channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%b : tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%init : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// A fill is a bias, too.
// CHECK-LABEL: @bias_by_fill
// CHECK:         %[[B:.*]] = arith.constant dense<3.000000e+00> : tensor<2xf32>
// CHECK:         patconv.conv_2d {{.*}} bias(%[[B]] : tensor<2xf32>)
func.func @bias_by_fill(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %three = arith.constant 3.0 : f32
  %w = arith.constant dense<1.0> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %init = linalg.fill ins(%three : f32) outs(%empty : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%init : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// A vector over the columns is no bias.
// CHECK-LABEL: @init_by_column
// CHECK:         linalg.broadcast
// CHECK:         patconv.conv_2d
// CHECK-NOT:       bias
// CHECK:         arith.addf
func.func @init_by_column(%x: tensor<1x1x2x2xf32>, %b: tensor<2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %init = linalg.broadcast ins(%b : tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) dimensions = [0, 1, 2]
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%init : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @init_by_image
// CHECK-SAME:    %{{.*}}: tensor<1x1x2x2xf32>, %[[R:.*]]: tensor<1x1x2x2xf32>
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-NOT:       bias
// CHECK:         %[[S:.*]] = linalg.generic
// CHECK-SAME:      ins(%[[Y]], %[[R]] :
// CHECK:           arith.addf
// CHECK:         return %[[S]]
func.func @init_by_image(%x: tensor<1x1x2x2xf32>, %r: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<1x1x1x1xf32>) outs(%r : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

//===----------------------------------------------------------------------===//
// Pads
//===----------------------------------------------------------------------===//

// -----

// A pad within a pad is absorbed with it; one that has another use stays for
// that.
// CHECK-LABEL: @pads_nested_and_shared
// CHECK-SAME:    %[[X:.*]]: tensor<1x1x2x2xf32>
// CHECK:         %[[P:.*]] = tensor.pad %[[X]]
// CHECK:         patconv.conv_2d ins(%[[X]],
// CHECK-SAME:      padding = array<i64: 1, 2, 2, 0>
// CHECK:         return %{{.*}}, %[[P]]
func.func @pads_nested_and_shared(%x: tensor<1x1x2x2xf32>) -> (tensor<1x1x5x4xf32>, tensor<1x1x3x4xf32>) {
  %zero = arith.constant -0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  %p0 = tensor.pad %x low[0, 0, 0, 2] high[0, 0, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x1x2x2xf32> to tensor<1x1x3x4xf32>
  %p1 = tensor.pad %p0 low[0, 0, 1, 0] high[0, 0, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x1x3x4xf32> to tensor<1x1x5x4xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x5x4xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p1, %w : tensor<1x1x5x4xf32>, tensor<1x1x1x1xf32>) outs(%zeros : tensor<1x1x5x4xf32>) -> tensor<1x1x5x4xf32>
  return %y, %p0 : tensor<1x1x5x4xf32>, tensor<1x1x3x4xf32>
}

// -----

// CHECK-LABEL: @pad_of_ones_kept
// CHECK:         %[[P:.*]] = tensor.pad
// CHECK:         patconv.conv_2d ins(%[[P]],
// CHECK-NOT:       padding
func.func @pad_of_ones_kept(%x: tensor<1x1x2x2xf32>) -> tensor<1x1x4x4xf32> {
  %one = arith.constant 1.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  %p = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %one : f32
  } : tensor<1x1x2x2xf32> to tensor<1x1x4x4xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x4x4xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %w : tensor<1x1x4x4xf32>, tensor<1x1x1x1xf32>) outs(%zeros : tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32>
  return %y : tensor<1x1x4x4xf32>
}

// -----

// CHECK-LABEL: @pad_of_channels_kept
// CHECK:         %[[P:.*]] = tensor.pad
// CHECK:         patconv.conv_2d ins(%[[P]],
// CHECK-NOT:       padding
func.func @pad_of_channels_kept(%x: tensor<1x1x2x2xf32>) -> tensor<1x1x3x3xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x2x1x1xf32>
  %p = tensor.pad %x low[0, 1, 1, 1] high[0, 0, 0, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x1x2x2xf32> to tensor<1x2x3x3xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x3x3xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %w : tensor<1x2x3x3xf32>, tensor<1x2x1x1xf32>) outs(%zeros : tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32>
  return %y : tensor<1x1x3x3xf32>
}

// -----

// CHECK-LABEL: @pad_of_dynamic_size_kept
// CHECK:         %[[P:.*]] = tensor.pad
// CHECK:         patconv.conv_2d ins(%[[P]],
// CHECK-NOT:       padding
func.func @pad_of_dynamic_size_kept(%x: tensor<1x1x2x2xf32>, %n: index, %m: index) -> tensor<1x1x4x2xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  %p = tensor.pad %x low[0, 0, %n, 0] high[0, 0, %m, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x1x2x2xf32> to tensor<1x1x4x2xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x4x2xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%p, %w : tensor<1x1x4x2xf32>, tensor<1x1x1x1xf32>) outs(%zeros : tensor<1x1x4x2xf32>) -> tensor<1x1x4x2xf32>
  return %y : tensor<1x1x4x2xf32>
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

// -----

// The most frequent pattern comes first, the lower mask among equals: "x.|x."
// (mask 5) before "xx|.." (mask 3) by count, that before "..|xx" (mask 12) by
// mask. The kernel of one entry joins the lowest pattern that contains it; one
// of zeros of either sign is removed.
// Two patterns at most: every pair adds 4 zeros, so the first two merge.
// CHECK-LABEL: @patterns_by_count_then_mask
// CHECK:         patconv.conv_2d
// CHECK-SAME{LITERAL}: kernels = dense<[[3, 1, 1, 2, 1, 0]]> : tensor<1x6xi8>
// CHECK-SAME:      patterns = #patconv.pattern_set<"x.|x.", "xx|..", "..|xx">
// TWO-LABEL:   @patterns_by_count_then_mask
// TWO:           patconv.conv_2d
// TWO-SAME{LITERAL}: kernels = dense<[[2, 1, 1, 1, 1, 0]]> : tensor<1x6xi8>
// TWO-SAME:        patterns = #patconv.pattern_set<"xx|x.", "..|xx">
func.func @patterns_by_count_then_mask(%x: tensor<1x6x2x2xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[
    [[0.0, 0.0], [1.0, 2.0]],
    [[3.0, 0.0], [4.0, 0.0]],
    [[5.0, -0.0], [6.0, -0.0]],
    [[7.0, 8.0], [0.0, 0.0]],
    [[9.0, 0.0], [0.0, 0.0]],
    [[0.0, -0.0], [0.0, 0.0]]
  ]]> : tensor<1x6x2x2xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x6x2x2xf32>, tensor<1x6x2x2xf32>) outs(%zeros : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// Two patterns at most: "x.|x." with "xx|.." adds 3 + 1 zeros, with "..|xx"
// 3 + 2, and these with each other 4 + 2.
// CHECK-LABEL: @cover_adds_fewest_zeros
// CHECK:         patconv.conv_2d
// CHECK-SAME{LITERAL}: kernels = dense<[[1, 1, 1, 2, 2, 3]]> : tensor<1x6xi8>
// CHECK-SAME:      patterns = #patconv.pattern_set<"x.|x.", "..|xx", "xx|..">
// TWO-LABEL:   @cover_adds_fewest_zeros
// TWO:           patconv.conv_2d
// TWO-SAME{LITERAL}: kernels = dense<[[1, 1, 1, 2, 2, 1]]> : tensor<1x6xi8>
// TWO-SAME:        patterns = #patconv.pattern_set<"xx|x.", "..|xx">
func.func @cover_adds_fewest_zeros(%x: tensor<1x6x2x2xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[
    [[3.0, 0.0], [4.0, 0.0]],
    [[3.0, 0.0], [4.0, 0.0]],
    [[3.0, 0.0], [4.0, 0.0]],
    [[0.0, 0.0], [1.0, 2.0]],
    [[0.0, 0.0], [1.0, 2.0]],
    [[7.0, 8.0], [0.0, 0.0]]
  ]]> : tensor<1x6x2x2xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x6x2x2xf32>, tensor<1x6x2x2xf32>) outs(%zeros : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// A merged pattern that contains a third takes it in.
// TWO-LABEL:   @merged_pattern_contains_others
// TWO:           patconv.conv_2d
// TWO-SAME:        kernels = dense<1> : tensor<1x3xi8>
// TWO-SAME:        patterns = #patconv.pattern_set<"xxx.">
func.func @merged_pattern_contains_others(%x: tensor<1x3x1x4xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[1.0, 2.0, 0.0, 0.0]], [[0.0, 3.0, 4.0, 0.0]], [[5.0, 0.0, 6.0, 0.0]]]]> : tensor<1x3x1x4xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x3x1x4xf32>, tensor<1x3x1x4xf32>) outs(%zeros : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// With nothing left there is the full pattern, and no kernel that has it.
// CHECK-LABEL: @all_removed
// CHECK:         kernels = dense<0> : tensor<2x1xi8>
// CHECK-SAME:    patterns = #patconv.pattern_set<"xx|xx">
func.func @all_removed(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x1x1xf32> {
  %w = arith.constant dense<0.0> : tensor<2x1x2x2xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x2x1x1xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x2x2xf32>) outs(%zeros : tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}

// -----

// A NaN is not zero; all 64 positions of an 8x8 kernel may be kept.
// CHECK-LABEL: @nan_and_64_positions
// CHECK:         patterns = #patconv.pattern_set<"xxxxxxxx|xxxxxxxx|xxxxxxxx|xxxxxxxx|xxxxxxxx|xxxxxxxx|xxxxxxxx|xxxxxxxx">
func.func @nan_and_64_positions(%x: tensor<1x1x8x8xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<0x7FC00000> : tensor<1x1x8x8xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x8x8xf32>, tensor<1x1x8x8xf32>) outs(%zeros : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// Of larger kernels all is kept or nothing, whatever zeros they have.
// CHECK-LABEL: @large_kernels
// CHECK:         kernels = dense<{{.*}}1, 0{{.*}}> : tensor<1x2xi8>
// CHECK-SAME:    patterns = #patconv.pattern_set<"xxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxx">
func.func @large_kernels(%x: tensor<1x2x3x22xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]], [[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]]]> : tensor<1x2x3x22xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x1x1x1xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x2x3x22xf32>, tensor<1x2x3x22xf32>) outs(%zeros : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y : tensor<1x1x1x1xf32>
}

// -----

// What is faster than loops although it is large: strides, a quarter of the
// kernels removed, what a transposed convolution reads, one channel each.

// CHECK-LABEL: @large_with_strides
// CHECK:         patconv.conv_2d
func.func @large_with_strides(%x: tensor<1x9x11x11xf32>, %init: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %w = arith.constant dense<1.0> : tensor<1x9x9x9xf32>
  %y = linalg.conv_2d_nchw_fchw {strides = dense<2> : vector<2xi64>} ins(%x, %w : tensor<1x9x11x11xf32>, tensor<1x9x9x9xf32>) outs(%init : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}

// -----

// CHECK-LABEL: @large_and_removed
// CHECK:         patconv.conv_2d {{.*}} {kernels = dense<0>
func.func @large_and_removed(%x: tensor<1x2x17x17xf32>, %init: tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32> {
  %w = arith.constant dense<0.0> : tensor<1x2x14x14xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x2x17x17xf32>, tensor<1x2x14x14xf32>) outs(%init : tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32>
  return %y : tensor<1x1x4x4xf32>
}

// -----

// CHECK-LABEL: @large_among_zeros
// CHECK:         patconv.conv_2d
func.func @large_among_zeros(%x: tensor<1x9x9x9xf32>, %init: tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x9x14x14xf32>
  %e = tensor.empty() : tensor<1x9x17x17xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x9x17x17xf32>) -> tensor<1x9x17x17xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 0, 0] [1, 9, 9, 9] [1, 1, 2, 2] : tensor<1x9x9x9xf32> into tensor<1x9x17x17xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%apart, %w : tensor<1x9x17x17xf32>, tensor<1x9x14x14xf32>) outs(%init : tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32>
  return %y : tensor<1x1x4x4xf32>
}

// -----

// CHECK-LABEL: @large_and_depthwise
// CHECK:         patconv.conv_2d
func.func @large_and_depthwise(%x: tensor<1x9x31x31xf32>, %init: tensor<1x9x1x1xf32>) -> tensor<1x9x1x1xf32> {
  %w = arith.constant dense<1.0> : tensor<9x31x31xf32>
  %y = linalg.depthwise_conv_2d_nchw_chw ins(%x, %w : tensor<1x9x31x31xf32>, tensor<9x31x31xf32>) outs(%init : tensor<1x9x1x1xf32>) -> tensor<1x9x1x1xf32>
  return %y : tensor<1x9x1x1xf32>
}

//===----------------------------------------------------------------------===//
// Matrix products
//===----------------------------------------------------------------------===//

// -----

// CHECK-DAG: #[[$A:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[$B:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[$C:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-LABEL: @matmul_transposed
// CHECK-SAME:    %[[X:.*]]: tensor<1x3xf32>
// CHECK:         %[[W:.*]] = arith.constant dense_resource<fc.weight> : tensor<2x3xf32>
// CHECK-NOT:     linalg.transpose
// CHECK:         linalg.matmul indexing_maps = [#[[$A]], #[[$B]], #[[$C]]] {patconv.layer = "fc"} ins(%[[X]], %[[W]] :
func.func @matmul_transposed(%x: tensor<1x3xf32>, %init: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = arith.constant dense_resource<fc.weight> : tensor<2x3xf32>
  %empty = tensor.empty() : tensor<3x2xf32>
  %wt = linalg.transpose ins(%w : tensor<2x3xf32>) outs(%empty : tensor<3x2xf32>) permutation = [1, 0]
  %y = linalg.matmul ins(%x, %wt : tensor<1x3xf32>, tensor<3x2xf32>) outs(%init : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// CHECK-DAG: #[[$B:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3)>
// CHECK-LABEL: @batch_matmul_transposed
// CHECK-NOT:     linalg.transpose
// CHECK:         linalg.batch_matmul indexing_maps = [#{{.*}}, #[[$B]], #{{.*}}]
// CHECK-SAME:      tensor<2x1x3xf32>, tensor<2x2x3xf32>
func.func @batch_matmul_transposed(%x: tensor<2x1x3xf32>, %init: tensor<2x1x2xf32>) -> tensor<2x1x2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x2x3xf32>
  %empty = tensor.empty() : tensor<2x3x2xf32>
  %wt = linalg.transpose ins(%w : tensor<2x2x3xf32>) outs(%empty : tensor<2x3x2xf32>) permutation = [0, 2, 1]
  %y = linalg.batch_matmul ins(%x, %wt : tensor<2x1x3xf32>, tensor<2x3x2xf32>) outs(%init : tensor<2x1x2xf32>) -> tensor<2x1x2xf32>
  return %y : tensor<2x1x2xf32>
}

// -----

// CHECK-LABEL: @vecmat_transposed
// CHECK-SAME:    %[[X:.*]]: tensor<3xf32>
// CHECK:         %[[W:.*]] = arith.constant
// CHECK-NOT:     linalg.transpose
// CHECK:         linalg.matvec ins(%[[W]], %[[X]] :
func.func @vecmat_transposed(%x: tensor<3xf32>, %init: tensor<2xf32>) -> tensor<2xf32> {
  %w = arith.constant dense<1.0> : tensor<2x3xf32>
  %empty = tensor.empty() : tensor<3x2xf32>
  %wt = linalg.transpose ins(%w : tensor<2x3xf32>) outs(%empty : tensor<3x2xf32>) permutation = [1, 0]
  %y = linalg.vecmat ins(%x, %wt : tensor<3xf32>, tensor<3x2xf32>) outs(%init : tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

// CHECK-LABEL: @matmul_of_computed_transpose_kept
// CHECK:         %[[T:.*]] = linalg.transpose
// CHECK:         linalg.matmul ins(%{{.*}}, %[[T]] :
func.func @matmul_of_computed_transpose_kept(%x: tensor<1x3xf32>, %w: tensor<2x3xf32>, %init: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %empty = tensor.empty() : tensor<3x2xf32>
  %wt = linalg.transpose ins(%w : tensor<2x3xf32>) outs(%empty : tensor<3x2xf32>) permutation = [1, 0]
  %y = linalg.matmul ins(%x, %wt : tensor<1x3xf32>, tensor<3x2xf32>) outs(%init : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// An operation without results is no constant: its assertion stays.
// CHECK-LABEL: @no_results(
// CHECK: linalg.generic
// CHECK: cf.assert
func.func @no_results(%x: tensor<4xf32>) -> tensor<4xf32> {
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%x : tensor<4xf32>) {
  ^bb0(%in: f32):
    %zero = arith.constant 0.0 : f32
    %0 = arith.cmpf oge, %in, %zero : f32
    cf.assert %0, "expected no negative numbers"
    linalg.yield
  }
  return %x : tensor<4xf32>
}
