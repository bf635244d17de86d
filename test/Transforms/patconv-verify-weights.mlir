// RUN: patconv-opt %s -patconv-verify-weights | FileCheck %s

// Zeros of both signs, a removed kernel, an inline table, a splat under the
// full pattern, weights that are zero within their pattern.
// CHECK-LABEL: func.func @main
// CHECK-COUNT-2: patconv.conv_2d
func.func @main(%x: tensor<1x2x4x4xf32>, %init: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %w0 = arith.constant dense<[
      [[[0.0, 1.0, -0.0], [2.0, 3.0, 0.0], [0.0, 4.0, 0.0]],
       [[0.0, -0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]],
      [[[0.0, 0.0, 0.0], [0.0, 5.0, 6.0], [0.0, 0.0, 0.0]],
       [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]]]> : tensor<2x2x3x3xf32>
  %0 = patconv.conv_2d ins(%x, %w0 : tensor<1x2x4x4xf32>, tensor<2x2x3x3xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense<[[1, 0], [2, 2]]> : tensor<2x2xi8>, layer = "a",
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
      } -> tensor<1x2x4x4xf32>
  %w1 = arith.constant dense<1.0> : tensor<2x2x1x1xf32>
  %1 = patconv.conv_2d ins(%0, %w1 : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  return %1 : tensor<1x2x4x4xf32>
}
