// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-pack-fkw

func.func @weights_are_arguments(%x: tensor<1x1x3x3xf32>,
    %w: tensor<1x1x1x1xf32>, %init: tensor<1x1x3x3xf32>)
    -> tensor<1x1x3x3xf32> {
  // expected-error @+1 {{expected the weights of layer 'features.0' to be constant float32, but got a block argument}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, layer = "features.0",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}

// -----

func.func @weights_are_computed(%x: tensor<1x1x3x3xf32>,
    %w: tensor<1x1x1x1xf32>, %init: tensor<1x1x3x3xf32>)
    -> tensor<1x1x3x3xf32> {
  %sum = arith.addf %w, %w : tensor<1x1x1x1xf32>
  // expected-error @+1 {{expected the weights of layer 'unnamed' to be constant float32, but got the result of 'arith.addf'}}
  %0 = patconv.conv_2d
      ins(%x, %sum : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense<1> : tensor<1x1xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}

// -----

func.func @weights_without_data(%x: tensor<1x1x3x3xf32>,
    %init: tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32> {
  %w = arith.constant dense_resource<missing> : tensor<1x1x1x1xf32>
  // expected-error @+1 {{expected the weights of layer 'a' to be constant float32, but got a resource without data}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, layer = "a",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}

// -----

func.func @table_without_data(%x: tensor<1x1x3x3xf32>,
    %init: tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  // expected-error @+1 {{expected the kernel table of layer 'a' to be constant, but got a resource without data}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense_resource<missing> : tensor<1x1xi8>, layer = "a",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}
