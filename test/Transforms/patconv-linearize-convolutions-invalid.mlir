// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-linearize-convolutions=max-rate=2

func.func @few_kernels(%x: tensor<1x3x1x1xf32>, %init: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[1.]], [[0.]], [[0.]]]]> : tensor<1x3x1x1xf32>
  // expected-remark @+1 {{stays a convolution of points: expected one of 2 kernels or more to be kept, but got 1 of 3}}
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x3x1x1xf32>, tensor<1x3x1x1xf32>)
      outs(%init : tensor<1x1x1x1xf32>) {
        kernels = dense<[[1, 0, 0]]> : tensor<1x3xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

func.func @weights_without_data(%x: tensor<1x3x1x1xf32>, %init: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense_resource<"fc.weight"> : tensor<1x3x1x1xf32>
  // expected-remark @+1 {{stays a convolution of points: expected constant weights and kernels, but got others, or no data}}
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x3x1x1xf32>, tensor<1x3x1x1xf32>)
      outs(%init : tensor<1x1x1x1xf32>) {
        kernels = dense<[[1, 1, 1]]> : tensor<1x3xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

func.func @ordered(%x: tensor<1x3x1x1xf32>, %init: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[1.]], [[2.]], [[3.]]]]> : tensor<1x3x1x1xf32>
  // expected-remark @+1 {{stays a convolution of points: expected none that has a schedule or an order of filters, but got one}}
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x3x1x1xf32>, tensor<1x3x1x1xf32>)
      outs(%init : tensor<1x1x1x1xf32>) {
        filter_order = array<i64: 0>,
        kernels = dense<[[1, 1, 1]]> : tensor<1x3xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

func.func @product(%x: tensor<1x3x1x1xf32>, %init: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[1.]], [[2.]], [[0.]]]]> : tensor<1x3x1x1xf32>
  // expected-remark @+1 {{a matrix product, as its planes are points}}
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x3x1x1xf32>, tensor<1x3x1x1xf32>)
      outs(%init : tensor<1x1x1x1xf32>) {
        kernels = dense<[[1, 1, 0]]> : tensor<1x3xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}
