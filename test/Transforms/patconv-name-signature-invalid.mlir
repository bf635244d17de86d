// RUN: patconv-opt %s -patconv-name-signature -split-input-file -verify-diagnostics

// expected-error @+1 {{expected the name of an input to be a string, but got 1 : i64}}
func.func @main(%0: tensor<3xf32> {patconv.input = 1}) -> tensor<3xf32> {
  return %0 : tensor<3xf32>
}

// -----

// expected-error @+1 {{expected the name of an output to be a string, but got unit}}
func.func @main(%0: tensor<3xf32>) -> (tensor<3xf32> {patconv.output}) {
  return %0 : tensor<3xf32>
}

// -----

// expected-error @+1 {{expected the names of inputs to differ, but got "input_1" twice}}
func.func @main(%0: tensor<3xf32> {patconv.input = "input_1"}, %1: tensor<3xf32>) -> tensor<3xf32> {
  return %0 : tensor<3xf32>
}

// -----

// expected-error @+1 {{expected the names of outputs to differ, but got "y" twice}}
func.func @main(%0: tensor<3xf32>) -> (tensor<3xf32> {patconv.output = "y"}, tensor<3xf32> {patconv.output = "y"}) {
  return %0, %0 : tensor<3xf32>, tensor<3xf32>
}
