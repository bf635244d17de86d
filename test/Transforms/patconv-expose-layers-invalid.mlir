// RUN: patconv-opt %s -patconv-expose-layers -split-input-file -verify-diagnostics

func.func @main(%x: tensor<1x2x4x4xf32>, %w: tensor<2x2x1x1xf32>) -> tensor<1x2x4x4xf32> {
  %e = tensor.empty() : tensor<1x2x4x4xf32>
  // expected-error @+1 {{'patconv.conv_2d' op expected a layer to expose to have a name, but got none}}
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%e : tensor<1x2x4x4xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  return %0 : tensor<1x2x4x4xf32>
}

// -----

// expected-error @+1 {{expected the module to hold @main with one block, but got no @main}}
module {
}

// -----

// expected-error @+1 {{expected the module to hold @main with one block, but got another body}}
module {
  func.func private @main(tensor<4xf32>) -> tensor<4xf32>
}
