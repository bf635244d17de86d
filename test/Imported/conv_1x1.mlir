// Written by scripts/update-golden-imports.py.
module {
  func.func @main(%arg0: tensor<16x8x1x1xf32> {patconv.parameter = "layers.0.weight"}, %arg1: tensor<16xf32> {patconv.parameter = "layers.0.bias"}, %arg2: tensor<1x8x8x8xf32> {patconv.input = "x"}) -> (tensor<1x16x8x8xf32> {patconv.output = "output"}) {
    %0 = tensor.empty() : tensor<1x16x8x8xf32>
    %broadcasted = linalg.broadcast ins(%arg1 : tensor<16xf32>) outs(%0 : tensor<1x16x8x8xf32>) dimensions = [0, 2, 3]
    %1 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%arg2, %arg0 : tensor<1x8x8x8xf32>, tensor<16x8x1x1xf32>) outs(%broadcasted : tensor<1x16x8x8xf32>) -> tensor<1x16x8x8xf32>
    return %1 : tensor<1x16x8x8xf32>
  }
}
