// RUN: patconv-opt %s -patconv-verify-weights -split-input-file -verify-diagnostics

// Each layer is checked: the first weight at fault is named.
func.func @main(%x: tensor<1x2x4x4xf32>, %init: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %w0 = arith.constant dense<[
      [[[0.0, 1.0, 0.0], [2.0, 3.0, 0.0], [0.0, 4.0, 0.0]],
       [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]],
      [[[0.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 0.0]],
       [[0.0, 0.0, 0.0], [7.5, 0.0, 0.0], [0.0, 0.0, 8.0]]]]> : tensor<2x2x3x3xf32>
  // expected-error @+1 {{'patconv.conv_2d' op expected the weight of layer 'a', filter 1, channel 1, position (1, 0) to be 0, as it lies outside pattern 2, #patconv.pattern<".x.|.xx|.x.">, but got 7.5}}
  %0 = patconv.conv_2d ins(%x, %w0 : tensor<1x2x4x4xf32>, tensor<2x2x3x3xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense<[[1, 0], [2, 2]]> : tensor<2x2xi8>, layer = "a",
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
      } -> tensor<1x2x4x4xf32>
  %w1 = arith.constant dense<[[[[0.0]], [[1.0]]], [[[0.0]], [[0x7FC00000]]]]> : tensor<2x2x1x1xf32>
  // expected-error @+1 {{expected the weight, filter 1, channel 1, position (0, 0) to be 0, as its kernel is removed, but got}}
  %1 = patconv.conv_2d ins(%0, %w1 : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense<[[0, 1], [1, 0]]> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  return %1 : tensor<1x2x4x4xf32>
}

// -----

func.func @main(%x: tensor<1x2x4x4xf32>, %init: tensor<1x2x4x4xf32>,
                %w: tensor<2x2x1x1xf32>) -> tensor<1x2x4x4xf32> {
  // expected-error @+1 {{expected the weights of layer 'a' to be a constant with data, but got <block argument> of type 'tensor<2x2x1x1xf32>' at index: 2}}
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, layer = "a", patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  return %0 : tensor<1x2x4x4xf32>
}

// -----

func.func @main(%x: tensor<1x2x4x4xf32>, %init: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %w0 = arith.constant dense_resource<elided> : tensor<2x2x1x1xf32>
  // expected-error @+1 {{expected the weights of layer 'a' to be a constant with data, but got}}
  %0 = patconv.conv_2d ins(%x, %w0 : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, layer = "a", patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  %w1 = arith.constant dense<1.0> : tensor<2x2x1x1xf32>
  // expected-error @+1 {{expected the kernel table of layer 'b' to hold data, but got none; run patconv-bind-weights first}}
  %1 = patconv.conv_2d ins(%0, %w1 : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense_resource<elided_table> : tensor<2x2xi8>, layer = "b", patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  return %1 : tensor<1x2x4x4xf32>
}

// -----

// A large kernel that is removed: the first of its weights that is there.
func.func @main(%x: tensor<1x1x5x13xf32>, %init: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.5]]]]> : tensor<1x1x5x13xf32>
  // expected-error @+1 {{expected the weight, filter 0, channel 0, position (4, 12) to be 0, as its kernel is removed, but got 2.5}}
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x1x5x13xf32>, tensor<1x1x5x13xf32>)
      outs(%init : tensor<1x1x1x1xf32>) {
        kernels = dense<0> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xxxxxxxxxxxxx|xxxxxxxxxxxxx|xxxxxxxxxxxxx|xxxxxxxxxxxxx|xxxxxxxxxxxxx">
      } -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}
