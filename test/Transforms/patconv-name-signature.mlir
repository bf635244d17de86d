// RUN: patconv-opt %s -patconv-name-signature -split-input-file | FileCheck %s

// Parameters and the weights are no inputs; names that are there stay.
// CHECK-LABEL: func.func @main
// CHECK-SAME:    %{{.*}}: tensor<64xi8> {patconv.weights},
// CHECK-SAME:    %{{.*}}: tensor<2xf32> {patconv.parameter = "w"},
// CHECK-SAME:    %{{.*}}: tensor<3xf32> {patconv.input = "input_2"},
// CHECK-SAME:    %{{.*}}: tensor<4xf32> {patconv.input = "x"})
// CHECK-SAME:    -> (tensor<3xf32> {patconv.output = "y"}, tensor<4xf32> {patconv.output = "output_1"})
func.func @main(%weights: tensor<64xi8> {patconv.weights}, %w: tensor<2xf32> {patconv.parameter = "w"},
                %0: tensor<3xf32>, %x: tensor<4xf32> {patconv.input = "x"})
    -> (tensor<3xf32> {patconv.output = "y"}, tensor<4xf32>) {
  return %0, %x : tensor<3xf32>, tensor<4xf32>
}

// -----

// CHECK-LABEL: func.func @main
// CHECK-SAME:    %{{.*}}: tensor<3xf32> {patconv.input = "input_0"}) -> (tensor<3xf32> {patconv.output = "output"})
func.func @main(%0: tensor<3xf32>) -> tensor<3xf32> {
  return %0 : tensor<3xf32>
}

// -----

// What is no main function is left alone.
// CHECK-LABEL: func.func @other
// CHECK-SAME:    (%{{.*}}: tensor<3xf32>) -> tensor<3xf32>
func.func @other(%0: tensor<3xf32>) -> tensor<3xf32> {
  return %0 : tensor<3xf32>
}
