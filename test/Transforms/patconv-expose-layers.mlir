// RUN: patconv-opt %s -patconv-expose-layers | FileCheck %s

// The network's own result comes first; layers that share a name are numbered.
// CHECK-LABEL: func.func @main
// CHECK-SAME:    (%[[X:.*]]: tensor<1x2x4x4xf32> {patconv.input = "x"}, %[[W:.*]]: tensor<2x2x1x1xf32>)
// CHECK-SAME:    -> (tensor<1x2x4x4xf32> {patconv.output = "y"},
// CHECK-SAME:        tensor<1x2x4x4xf32> {patconv.output = "layer:features.0"},
// CHECK-SAME:        tensor<1x2x2x2xf32> {patconv.output = "layer:features.2"},
// CHECK-SAME:        tensor<1x2x4x4xf32> {patconv.output = "layer:features.0#1"})
// CHECK:         %[[A:.*]] = patconv.conv_2d ins(%[[X]],
// CHECK-SAME:      activation = #patconv.activation<relu>
// CHECK:         %[[B:.*]] = patconv.conv_2d ins(%[[A]],
// CHECK:         %[[C:.*]] = patconv.conv_2d ins(%[[A]],
// CHECK:         return %[[C]], %[[A]], %[[B]], %[[C]]
func.func @main(%x: tensor<1x2x4x4xf32> {patconv.input = "x"}, %w: tensor<2x2x1x1xf32>)
    -> (tensor<1x2x4x4xf32> {patconv.output = "y"}) {
  %e0 = tensor.empty() : tensor<1x2x4x4xf32>
  %e1 = tensor.empty() : tensor<1x2x2x2xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%e0 : tensor<1x2x4x4xf32>) {
        activation = #patconv.activation<relu>, kernels = dense<1> : tensor<2x2xi8>,
        layer = "features.0", patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  %1 = patconv.conv_2d ins(%0, %w : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%e1 : tensor<1x2x2x2xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, layer = "features.2",
        patterns = #patconv.pattern_set<"x">, strides = array<i64: 2, 2>
      } -> tensor<1x2x2x2xf32>
  %2 = patconv.conv_2d ins(%0, %w : tensor<1x2x4x4xf32>, tensor<2x2x1x1xf32>)
      outs(%e0 : tensor<1x2x4x4xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, layer = "features.0",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x4x4xf32>
  return %2 : tensor<1x2x4x4xf32>
}
