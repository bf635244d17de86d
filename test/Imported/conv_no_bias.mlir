// Written by scripts/update-golden-imports.py.
module {
  func.func @main(%arg0: tensor<8x3x3x3xf32> {patconv.parameter = "layers.0.weight"}, %arg1: tensor<1x3x8x8xf32> {patconv.input = "x"}) -> (tensor<1x8x6x6xf32> {patconv.output = "output"}) {
    %cst = arith.constant 0.000000e+00 : f32
    %0 = tensor.empty() : tensor<1x8x6x6xf32>
    %1 = linalg.fill ins(%cst : f32) outs(%0 : tensor<1x8x6x6xf32>) -> tensor<1x8x6x6xf32>
    %2 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%arg1, %arg0 : tensor<1x3x8x8xf32>, tensor<8x3x3x3xf32>) outs(%1 : tensor<1x8x6x6xf32>) -> tensor<1x8x6x6xf32>
    return %2 : tensor<1x8x6x6xf32>
  }
}
