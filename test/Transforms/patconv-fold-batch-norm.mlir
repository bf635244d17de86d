// RUN: patconv-opt %s --patconv-fold-batch-norm --split-input-file | FileCheck %s

// Scale gamma / sqrt(var + 1) = (1, -1), shift beta - mean * scale.
// CHECK-LABEL: @batch_norm_as_imported
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}-2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[-5.000000e-01, 2.250000e+00]> : tensor<2xf32>
// CHECK-NOT:     linalg
// CHECK:         %[[Y:.*]] = patconv.conv_2d ins(%{{.*}}, %[[W]] : {{.*}}) bias(%[[B]] :
// CHECK-SAME:      kernels = dense<1> : tensor<2x1xi8>
// CHECK-SAME:      layer = "conv"
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel1 = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
func.func @batch_norm_as_imported(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
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

// The convolution's own bias (10, 20) is scaled, too.
// CHECK-LABEL: @batch_norm_onto_bias
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}-2.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[9.500000e+00, -1.775000e+01]> : tensor<2xf32>
// CHECK-NOT:     linalg
// CHECK:         %[[Y:.*]] = patconv.conv_2d ins(%{{.*}}, %[[W]] : {{.*}}) bias(%[[B]] :
// CHECK-SAME:      kernels = dense<1> : tensor<2x1xi8>
// CHECK-SAME:      layer = "conv"
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel1 = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
func.func @batch_norm_onto_bias(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) bias(%b : tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
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

// CHECK-LABEL: @scale_alone
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}4.000000e+00]]]]> : tensor<2x1x1x1xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<0.000000e+00> : tensor<2xf32>
// CHECK-NOT:     linalg
// CHECK:         %[[Y:.*]] = patconv.conv_2d ins(%{{.*}}, %[[W]] : {{.*}}) bias(%[[B]] :
// CHECK-SAME:      kernels = dense<1> : tensor<2x1xi8>
// CHECK-SAME:      layer = "conv"
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @scale_alone(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %two = arith.constant 2.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.mulf %two, %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// (1 - -x - 2) / (2, 8).
// CHECK-LABEL: @one_body_with_division
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<{{\[\[\[\[}}5.000000e-01]]], {{\[\[\[}}2.500000e-01]]]]> : tensor<2x1x1x1xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<[-5.000000e-01, -1.250000e-01]> : tensor<2xf32>
// CHECK-NOT:     linalg
// CHECK:         %[[Y:.*]] = patconv.conv_2d ins(%{{.*}}, %[[W]] : {{.*}}) bias(%[[B]] :
// CHECK-SAME:      kernels = dense<1> : tensor<2x1xi8>
// CHECK-SAME:      layer = "conv"
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @one_body_with_division(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %d = arith.constant dense<[2.0, 8.0]> : tensor<2xf32>
  %one = arith.constant 1.0 : f32
  %two = arith.constant 2.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %d : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %n = arith.negf %a0 : f32
    %m = arith.subf %one, %n : f32
    %t = arith.subf %m, %two : f32
    %s = arith.divf %t, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// The assertion goes with the division that it guards.
// CHECK-LABEL: @reciprocal_with_assertion
// CHECK-DAG:     %[[W:.*]] = arith.constant dense<2.500000e-01> : tensor<2x1x1x1xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<0.000000e+00> : tensor<2xf32>
// CHECK-NOT:     linalg
// CHECK:         %[[Y:.*]] = patconv.conv_2d ins(%{{.*}}, %[[W]] : {{.*}}) bias(%[[B]] :
// CHECK-SAME:      kernels = dense<1> : tensor<2x1xi8>
// CHECK-SAME:      layer = "conv"
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#vector = affine_map<(d0) -> (d0)>
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @reciprocal_with_assertion(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %d = arith.constant dense<[4.0, 8.0]> : tensor<2xf32>
  %e1 = tensor.empty() : tensor<2xf32>
  %r = linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%d : tensor<2xf32>) outs(%e1 : tensor<2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf one, %a0, %zero : f32
    cf.assert %c, "expected a divisor that is not zero"
    %s = arith.divf %one, %a0 : f32
    linalg.yield %s : f32
  } -> tensor<2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %r : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// The folded weights are a new resource beside the old one; zeros stay zeros,
// so that patterns and kernels hold. The second use of the weights keeps them.
// CHECK-LABEL: @resource_folded
// CHECK-DAG:     %[[W:.*]] = arith.constant dense_resource<conv.weight> : tensor<1x32x3x3xf32>
// CHECK-DAG:     %[[F:.*]] = arith.constant dense_resource<"conv.weight::folded"> : tensor<1x32x3x3xf32>
// CHECK-DAG:     patconv.conv_2d ins(%{{.*}}, %[[F]] : {{.*}} patterns = #patconv.pattern_set<"x..|...|...">
// CHECK-DAG:     return %{{.*}}, %[[W]]
// CHECK:         conv.weight: "0x04000000000040C000000000
// CHECK:         "conv.weight::folded": "0x40000000000000C1000000000000000000000000
func.func @resource_folded(%x: tensor<1x32x3x3xf32>) -> (tensor<1x1x1x1xf32>, tensor<1x32x3x3xf32>) {
  %w = arith.constant dense_resource<conv.weight> : tensor<1x32x3x3xf32>
  %scale = arith.constant dense<2.66666675> : tensor<1x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x1x1x1xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x32x3x3xf32>, tensor<1x32x3x3xf32>) outs(%empty : tensor<1x1x1x1xf32>) {kernels = dense<1> : tensor<1x32xi8>, layer = "conv", patterns = #patconv.pattern_set<"x..|...|...">} -> tensor<1x1x1x1xf32>
  %y = linalg.mul ins(%conv, %scale : tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) outs(%empty : tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %y, %w : tensor<1x1x1x1xf32>, tensor<1x32x3x3xf32>
}

{-#
  dialect_resources: {
    builtin: {
      conv.weight: "0x04000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000000040C00000000000000000000000000000000000000000000000000000000000000000"
    }
  }
#-}

// -----

// A convolution inside another operation counts, too.
// CHECK-LABEL: @nested
// CHECK:         scf.execute_region
// CHECK:         dense<3.000000e+00> : tensor<1x1x1x1xf32>
// CHECK:         patconv.conv_2d
// CHECK-NOT:     linalg
func.func @nested(%x: tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32> {
  %empty = tensor.empty() : tensor<1x1x2x2xf32>
  %three = arith.constant 3.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  %r = scf.execute_region -> tensor<1x1x2x2xf32> {
    %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<1x1x1x1xf32>) outs(%empty : tensor<1x1x2x2xf32>) {kernels = dense<1> : tensor<1x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x1x2x2xf32>
    %y = linalg.generic {indexing_maps = [affine_map<(n, c, h, w) -> (n, c, h, w)>, affine_map<(n, c, h, w) -> (n, c, h, w)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x1x2x2xf32>) outs(%empty : tensor<1x1x2x2xf32>) {
    ^bb0(%a: f32, %out: f32):
      %s = arith.mulf %a, %three : f32
      linalg.yield %s : f32
    } -> tensor<1x1x2x2xf32>
    scf.yield %y : tensor<1x1x2x2xf32>
  }
  return %r : tensor<1x1x2x2xf32>
}

// -----

// Without a convolution before it, (x - mean) * scale + shift is one multiplication and
// one addition: x * (2, 4) + (-1.5, -11).
// CHECK-DAG: #[[IMAGE:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[CHANNEL:.+]] = affine_map<(d0, d1, d2, d3) -> (d1)>
// CHECK-LABEL: @stays_shorter
// CHECK-SAME:    %[[X:[^:]+]]: tensor<1x2x2x2xf32>
// CHECK-DAG:     %[[SCALE:.*]] = arith.constant dense<[2.000000e+00, 4.000000e+00]> : tensor<2xf32>
// CHECK-DAG:     %[[SHIFT:.*]] = arith.constant dense<[-1.500000e+00, -1.100000e+01]> : tensor<2xf32>
// CHECK:         %[[Y:.*]] = linalg.generic {indexing_maps = [#[[IMAGE]], #[[CHANNEL]], #[[CHANNEL]], #[[IMAGE]]]
// CHECK-SAME:      ins(%[[X]], %[[SCALE]], %[[SHIFT]] :
// CHECK-NEXT:    ^bb0(%[[IN:.*]]: f32, %[[BY:.*]]: f32, %[[TO:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      %[[PRODUCT:.*]] = arith.mulf %[[IN]], %[[BY]]
// CHECK-NEXT:      %[[SUM:.*]] = arith.addf %[[PRODUCT]], %[[TO]]
// CHECK-NEXT:      linalg.yield %[[SUM]]
// CHECK-NOT:     linalg.generic
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#by_channel = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
func.func @stays_shorter(%x: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %mean = arith.constant dense<[[[[1.0]], [[3.0]]]]> : tensor<1x2x1x1xf32>
  %scale = arith.constant dense<[[[[2.0]], [[4.0]]]]> : tensor<1x2x1x1xf32>
  %shift = arith.constant dense<[[[[0.5]], [[1.0]]]]> : tensor<1x2x1x1xf32>
  %0 = linalg.generic {indexing_maps = [#image, #by_channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x, %mean : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %s = arith.subf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %1 = linalg.generic {indexing_maps = [#image, #by_channel, #by_channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0, %scale, %shift : tensor<1x2x2x2xf32>, tensor<1x2x1x1xf32>, tensor<1x2x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %p, %c : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %1 : tensor<1x2x2x2xf32>
}

// -----

// A multiplication and an addition are what it would become; a value that is read
// between stays.
// CHECK-LABEL: @stays_as_it_is
// CHECK-COUNT-2: linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @stays_as_it_is(%x: tensor<1x2x2x2xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) {
  %two = arith.constant 2.0 : f32
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %0 = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a: f32, %out: f32):
    %p = arith.mulf %a, %two : f32
    %s = arith.addf %p, %two : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %1 = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%0 : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.addf %a, %two : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %0, %1 : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>
}

// -----

// A scale alone makes zeros of zeros.
// CHECK-LABEL: @scale_stays
// CHECK-COUNT-3: arith.mulf
// CHECK-NOT:     arith.addf
// CHECK:         return
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @scale_stays(%x: tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %two = arith.constant 2.0 : f32
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %0 = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a: f32, %out: f32):
    %p = arith.mulf %a, %two : f32
    %q = arith.mulf %p, %two : f32
    %r = arith.mulf %q, %two : f32
    linalg.yield %r : f32
  } -> tensor<1x2x2x2xf32>
  return %0 : tensor<1x2x2x2xf32>
}
