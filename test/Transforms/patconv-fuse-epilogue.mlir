// RUN: patconv-opt %s --patconv-fuse-epilogue --split-input-file | FileCheck %s

// CHECK-LABEL: @relu
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<relu>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @relu(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %zero : f32
    %s = arith.select %c, %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @relu_by_maximumf
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<relu>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @relu_by_maximumf(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.maximumf %zero, %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @relu_by_named_op
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<relu>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
func.func @relu_by_named_op(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zeros = arith.constant dense<0.0> : tensor<1x2x2x2xf32>
  %y = linalg.max ins(%conv, %zeros : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @relu6
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<relu6>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @relu6(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %six = arith.constant 6.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c0 = arith.cmpf ult, %a0, %zero : f32
    %s0 = arith.select %c0, %zero, %a0 : f32
    %c1 = arith.cmpf ugt, %s0, %six : f32
    %s1 = arith.select %c1, %six, %s0 : f32
    linalg.yield %s1 : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @clamp
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<clamp, -5.000000e-01, 2.000000e+00>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @clamp(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %lo = arith.constant -0.5 : f32
  %hi = arith.constant 2.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c0 = arith.cmpf ult, %a0, %lo : f32
    %s0 = arith.select %c0, %lo, %a0 : f32
    %c1 = arith.cmpf ugt, %s0, %hi : f32
    %s1 = arith.select %c1, %hi, %s0 : f32
    linalg.yield %s1 : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @clamp_from_below
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<clamp, -5.000000e-01, 0x7F800000>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @clamp_from_below(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %lo = arith.constant -0.5 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.maximumf %a0, %lo : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @clamp_from_above
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<clamp, 0xFF800000, 2.000000e+00>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @clamp_from_above(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %hi = arith.constant 2.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %hi : f32
    %s = arith.select %c, %hi, %a0 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// As an importer writes it: a maximum and a minimum with tensors of rank 0.
// CHECK-LABEL: @hardtanh
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<clamp, -1.000000e+00, 1.000000e+00>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#scalar = affine_map<(n, c, h, w) -> ()>
func.func @hardtanh(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %lo = arith.constant dense<-1.0> : tensor<f32>
  %hi = arith.constant dense<1.0> : tensor<f32>
  %m = linalg.generic {indexing_maps = [#image, #scalar, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %lo : tensor<1x2x2x2xf32>, tensor<f32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %c = arith.cmpf ogt, %a0, %a1 : f32
    %s = arith.select %c, %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#scalar, #image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%hi, %m : tensor<f32>, tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %c = arith.cmpf olt, %a0, %a1 : f32
    %s = arith.select %c, %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @relu_then_min_is_relu6
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<relu6>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @relu_then_min_is_relu6(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %six = arith.constant 6.0 : f32
  %m = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %zero : f32
    %s = arith.select %c, %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%m : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.minimumf %a0, %six : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// Two clamps are one: here their intersection ...
// CHECK-LABEL: @clamps_overlapping
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<clamp, 0.000000e+00, 1.000000e+00>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @clamps_overlapping(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {activation = #patconv.activation<clamp, -1.0, 1.0>, kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %zero : f32
    %s = arith.select %c, %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// ... and here the bound of the second that is nearer to the first.
// CHECK-LABEL: @clamps_disjoint
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<clamp, 2.000000e+00, 2.000000e+00>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @clamps_disjoint(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {activation = #patconv.activation<clamp, -1.0, 1.0>, kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %lo = arith.constant 2.0 : f32
  %hi = arith.constant 3.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c0 = arith.cmpf ult, %a0, %lo : f32
    %s0 = arith.select %c0, %lo, %a0 : f32
    %c1 = arith.cmpf ugt, %s0, %hi : f32
    %s1 = arith.select %c1, %hi, %s0 : f32
    linalg.yield %s1 : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// Where the lower bound is above the upper, the last one wins.
// CHECK-LABEL: @clamp_min_before_max
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<clamp, 3.000000e+00, 3.000000e+00>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @clamp_min_before_max(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %lo = arith.constant 3.0 : f32
  %hi = arith.constant 2.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %m = arith.minimumf %a0, %hi : f32
    %s = arith.maximumf %m, %lo : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @clamp_max_before_min
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      activation = #patconv.activation<clamp, 2.000000e+00, 2.000000e+00>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @clamp_max_before_min(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %lo = arith.constant 3.0 : f32
  %hi = arith.constant 2.0 : f32
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %m = arith.maximumf %a0, %lo : f32
    %s = arith.minimumf %m, %hi : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias
// CHECK:         %[[B:.*]] = arith.constant dense<[1.000000e+01, 2.000000e+01]> : tensor<2xf32>
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      bias(%[[B]] :
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @bias(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
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

// CHECK-LABEL: @bias_4d_on_the_left
// CHECK:         %[[B:.*]] = arith.constant dense<[1.000000e+01, 2.000000e+01]> : tensor<2xf32>
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      bias(%[[B]] :
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel1 = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
func.func @bias_4d_on_the_left(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[[[[10.0]], [[20.0]]]]> : tensor<1x2x1x1xf32>
  %y = linalg.generic {indexing_maps = [#channel1, #image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%b, %conv : tensor<1x2x1x1xf32>, tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_broadcast
// CHECK:         %[[B:.*]] = arith.constant dense<[1.000000e+01, 2.000000e+01]> : tensor<2xf32>
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      bias(%[[B]] :
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
func.func @bias_broadcast(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %bb = linalg.broadcast ins(%b : tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) dimensions = [0, 2, 3]
  %y = linalg.add ins(%conv, %bb : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_subtracted
// CHECK:         %[[B:.*]] = arith.constant dense<[-1.000000e+01, -2.000000e+01]> : tensor<2xf32>
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      bias(%[[B]] :
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @bias_subtracted(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.subf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_scalar_onto_bias
// CHECK:         %[[B:.*]] = arith.constant dense<[1.500000e+01, 2.500000e+01]> : tensor<2xf32>
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      bias(%[[B]] :
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @bias_scalar_onto_bias(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %five = arith.constant 5.0 : f32
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) bias(%b : tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %s = arith.addf %a0, %five : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// CHECK-LABEL: @bias_then_relu
// CHECK:         %[[B:.*]] = arith.constant dense<[1.000000e+01, 2.000000e+01]> : tensor<2xf32>
// CHECK:         %[[Y:.*]] = patconv.conv_2d
// CHECK-SAME:      bias(%[[B]] :
// CHECK-SAME:      activation = #patconv.activation<relu>
// CHECK-NOT:     linalg
// CHECK:         return %[[Y]]
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @bias_then_relu(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%empty : tensor<1x2x2x2xf32>) {kernels = dense<1> : tensor<2x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x2x2x2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %zero = arith.constant 0.0 : f32
  %m = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %b : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.addf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%m : tensor<1x2x2x2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf ugt, %a0, %zero : f32
    %s = arith.select %c, %a0, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// A convolution inside another operation counts, too.
// CHECK-LABEL: @nested
// CHECK:         scf.execute_region
// CHECK:         patconv.conv_2d {{.*}} #patconv.activation<relu>
// CHECK-NOT:     linalg
func.func @nested(%x: tensor<1x1x2x2xf32>, %w: tensor<1x1x1x1xf32>) -> tensor<1x1x2x2xf32> {
  %empty = tensor.empty() : tensor<1x1x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %r = scf.execute_region -> tensor<1x1x2x2xf32> {
    %conv = patconv.conv_2d ins(%x, %w : tensor<1x1x2x2xf32>, tensor<1x1x1x1xf32>) outs(%empty : tensor<1x1x2x2xf32>) {kernels = dense<1> : tensor<1x1xi8>, layer = "conv", patterns = #patconv.pattern_set<"x">} -> tensor<1x1x2x2xf32>
    %y = linalg.generic {indexing_maps = [affine_map<(n, c, h, w) -> (n, c, h, w)>, affine_map<(n, c, h, w) -> (n, c, h, w)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv : tensor<1x1x2x2xf32>) outs(%empty : tensor<1x1x2x2xf32>) {
    ^bb0(%a: f32, %out: f32):
      %s = arith.maximumf %a, %zero : f32
      linalg.yield %s : f32
    } -> tensor<1x1x2x2xf32>
    scf.yield %y : tensor<1x1x2x2xf32>
  }
  return %r : tensor<1x1x2x2xf32>
}
