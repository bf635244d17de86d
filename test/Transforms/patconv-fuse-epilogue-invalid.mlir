// RUN: patconv-opt %s --patconv-fuse-epilogue --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: @relu_of_shared_result
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @relu_of_shared_result(%x: tensor<1x1x2x2xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  // expected-remark @+1 {{stays outside its convolution: expected the convolution's result to have one use, but got more}}
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %zero : f32
    %s = arith.select %c, %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y, %conv : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_after_relu
// CHECK:         patconv.conv_2d
// CHECK-NOT:       bias(
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @bias_after_relu(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {activation = #patconv.activation<relu>, kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  // expected-remark @+1 {{stays outside its convolution: expected the bias before the activation, but got it after}}
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_onto_computed_bias
// CHECK:         patconv.conv_2d
// CHECK-SAME:      bias(%arg1
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @bias_onto_computed_bias(%x: tensor<1x1x2x2xf32>, %v: tensor<2xf32>) -> tensor<1x2x2x2xf32> {
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) bias(%v : tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  // expected-remark @+1 {{stays outside its convolution: expected a constant bias to add to, but got a computed one}}
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// maxnumf makes 0 of a NaN, which the activation would keep.
// CHECK-LABEL: @nan_dropped_by_name
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @nan_dropped_by_name(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.maxnumf %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @nan_as_bound
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @nan_as_bound(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %nan = arith.constant 0x7FC00000 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.maximumf %a0, %nan : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// A threshold, not a maximum.
// CHECK-LABEL: @compared_and_selected_differ
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @compared_and_selected_differ(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %six = arith.constant 6.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %zero : f32
    %s = arith.select %c, %a0, %six : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @equality_is_no_maximum
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @equality_is_no_maximum(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf oeq, %a0, %zero : f32
    %s = arith.select %c, %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @leaky_relu
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @leaky_relu(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %slope = arith.constant 0.01 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %zero : f32
    %l = arith.mulf %a0, %slope : f32
    %s = arith.select %c, %a0, %l : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bound_by_channel
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @bound_by_channel(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.maximumf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_by_column
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#column = affine_map<(n, c, h, w) -> (w)>
func.func @bias_by_column(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %y = linalg.generic {indexing_maps = [#image, #column, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_computed
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @bias_computed(%x: tensor<1x1x2x2xf32>, %v: tensor<2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %v : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @residual
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @residual(%x: tensor<1x1x2x2xf32>, %r: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %r : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// That is for patconv-fold-batch-norm.
// CHECK-LABEL: @scale_is_no_bias
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @scale_is_no_bias(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @reads_another_element
// CHECK:         patconv.conv_2d
// CHECK-NOT:       activation
// CHECK-NOT:       bias
// CHECK:         linalg.generic
#swapped = affine_map<(n, c, h, w) -> (n, c, w, h)>
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @reads_another_element(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {indexing_maps = [#swapped, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %zero : f32
    %s = arith.select %c, %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}
