// RUN: patconv-opt %s --patconv-fold-batch-norm --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: @shared_result
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel1 = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
func.func @shared_result(%x: tensor<1x1x2x2xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %eps = arith.constant 1.0 : f64
  %mean = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %var = arith.constant dense<[3.0, 15.0]> : tensor<2xf32>
  %gamma = arith.constant dense<[2.0, -4.0]> : tensor<2xf32>
  %beta = arith.constant dense<[0.5, 0.25]> : tensor<2xf32>
  %mean4 = tensor.expand_shape %mean [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %var4 = tensor.expand_shape %var [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %gamma4 = tensor.expand_shape %gamma [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %beta4 = tensor.expand_shape %beta [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %e4 = tensor.empty() : tensor<1x2x1x1xf32>
  %vareps = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%var4 : tensor<1x2x1x1xf32>) outs(%e4 : tensor<1x2x1x1xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %e = arith.truncf %eps : f64 to f32
    %s = arith.addf %a0, %e : f32
    linalg.yield %s : f32
  } -> tensor<1x2x1x1xf32>
  %rsqrt = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%vareps : tensor<1x2x1x1xf32>) outs(%e4 : tensor<1x2x1x1xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = math.rsqrt %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x1x1xf32>
  // expected-remark @+1 {{normalisation stays: expected the convolution's result to have one use, but got more}}
  %n0 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %mean4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.subf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %n1 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n0, %rsqrt : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %n2 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n1, %gamma4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n2, %beta4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y, %conv : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @after_activation
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel1 = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
func.func @after_activation(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {activation = #patconv.activation<relu>, kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %eps = arith.constant 1.0 : f64
  %mean = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %var = arith.constant dense<[3.0, 15.0]> : tensor<2xf32>
  %gamma = arith.constant dense<[2.0, -4.0]> : tensor<2xf32>
  %beta = arith.constant dense<[0.5, 0.25]> : tensor<2xf32>
  %mean4 = tensor.expand_shape %mean [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %var4 = tensor.expand_shape %var [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %gamma4 = tensor.expand_shape %gamma [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %beta4 = tensor.expand_shape %beta [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %e4 = tensor.empty() : tensor<1x2x1x1xf32>
  %vareps = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%var4 : tensor<1x2x1x1xf32>) outs(%e4 : tensor<1x2x1x1xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %e = arith.truncf %eps : f64 to f32
    %s = arith.addf %a0, %e : f32
    linalg.yield %s : f32
  } -> tensor<1x2x1x1xf32>
  %rsqrt = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%vareps : tensor<1x2x1x1xf32>) outs(%e4 : tensor<1x2x1x1xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = math.rsqrt %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x1x1xf32>
  // expected-remark @+1 {{normalisation stays: expected it before the activation, but got it after}}
  %n0 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %mean4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.subf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %n1 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n0, %rsqrt : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %n2 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n1, %gamma4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n2, %beta4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @weights_computed
// CHECK:         patconv.conv_2d ins(%{{.*}}, %arg1 :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel1 = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
func.func @weights_computed(%x: tensor<1x1x2x2xf32>, %w: tensor<2x1x1x1xf32>) -> tensor<1x2x2x2xf32> {
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %eps = arith.constant 1.0 : f64
  %mean = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %var = arith.constant dense<[3.0, 15.0]> : tensor<2xf32>
  %gamma = arith.constant dense<[2.0, -4.0]> : tensor<2xf32>
  %beta = arith.constant dense<[0.5, 0.25]> : tensor<2xf32>
  %mean4 = tensor.expand_shape %mean [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %var4 = tensor.expand_shape %var [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %gamma4 = tensor.expand_shape %gamma [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %beta4 = tensor.expand_shape %beta [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %e4 = tensor.empty() : tensor<1x2x1x1xf32>
  %vareps = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%var4 : tensor<1x2x1x1xf32>) outs(%e4 : tensor<1x2x1x1xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %e = arith.truncf %eps : f64 to f32
    %s = arith.addf %a0, %e : f32
    linalg.yield %s : f32
  } -> tensor<1x2x1x1xf32>
  %rsqrt = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%vareps : tensor<1x2x1x1xf32>) outs(%e4 : tensor<1x2x1x1xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = math.rsqrt %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x1x1xf32>
  // expected-remark @+1 {{normalisation stays: expected the convolution's weights to be constant, but got computed ones}}
  %n0 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %mean4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.subf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %n1 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n0, %rsqrt : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %n2 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n1, %gamma4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n2, %beta4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_computed
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel1 = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
func.func @bias_computed(%x: tensor<1x1x2x2xf32>, %v: tensor<2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) bias(%v : tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %eps = arith.constant 1.0 : f64
  %mean = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %var = arith.constant dense<[3.0, 15.0]> : tensor<2xf32>
  %gamma = arith.constant dense<[2.0, -4.0]> : tensor<2xf32>
  %beta = arith.constant dense<[0.5, 0.25]> : tensor<2xf32>
  %mean4 = tensor.expand_shape %mean [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %var4 = tensor.expand_shape %var [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %gamma4 = tensor.expand_shape %gamma [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %beta4 = tensor.expand_shape %beta [[0, 1, 2, 3]] output_shape [1, 2, 1, 1] : tensor<2xf32> into tensor<1x2x1x1xf32>
  %e4 = tensor.empty() : tensor<1x2x1x1xf32>
  %vareps = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%var4 : tensor<1x2x1x1xf32>) outs(%e4 : tensor<1x2x1x1xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %e = arith.truncf %eps : f64 to f32
    %s = arith.addf %a0, %e : f32
    linalg.yield %s : f32
  } -> tensor<1x2x1x1xf32>
  %rsqrt = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%vareps : tensor<1x2x1x1xf32>) outs(%e4 : tensor<1x2x1x1xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = math.rsqrt %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x1x1xf32>
  // expected-remark @+1 {{normalisation stays: expected the convolution's bias to be constant, but got a computed one}}
  %n0 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %mean4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.subf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %n1 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n0, %rsqrt : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %n2 = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n1, %gamma4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel1, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%n2, %beta4 : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// It would make a NaN of each weight that is zero.
// CHECK-LABEL: @scale_infinite
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @scale_infinite(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  // expected-remark @+1 {{normalisation stays: expected finite scales and shifts, but got infinite ones}}
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.divf %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// That is for patconv-fuse-epilogue.
// CHECK-LABEL: @shift_alone
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @shift_alone(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @scale_by_column
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#column = affine_map<(n, c, h, w) -> (w)>
func.func @scale_by_column(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %y = linalg.generic {indexing_maps = [#image, #column, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @scale_computed
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @scale_computed(%x: tensor<1x1x2x2xf32>, %v: tensor<2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %v : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @square
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @square(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.mulf %a0, %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @divided_by_result
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @divided_by_result(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %one = arith.constant 1.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.divf %one, %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// Another use of the shifted image ends the chain before the scale.
// CHECK-LABEL: @shared_between
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %[[W]] :
// CHECK:         linalg.generic
// CHECK:           arith.subf
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @shared_between(%x: tensor<1x1x2x2xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %m = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.subf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%m, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y, %m : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>
}
