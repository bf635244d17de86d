// Written by scripts/update-golden-imports.py.
module {
  func.func @main(%arg0: tensor<12x2x3x3xf32> {patconv.parameter = "layers.0.weight"}, %arg1: tensor<12xf32> {patconv.parameter = "layers.0.bias"}, %arg2: tensor<1x8x8x8xf32> {patconv.input = "x"}) -> (tensor<1x12x8x8xf32> {patconv.output = "output"}) {
    %cst = arith.constant 0.000000e+00 : f32
    %padded = tensor.pad %arg2 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg3: index, %arg4: index, %arg5: index, %arg6: index):
      tensor.yield %cst : f32
    } : tensor<1x8x8x8xf32> to tensor<1x8x10x10xf32>
    %0 = tensor.empty() : tensor<1x12x8x8xf32>
    %broadcasted = linalg.broadcast ins(%arg1 : tensor<12xf32>) outs(%0 : tensor<1x12x8x8xf32>) dimensions = [0, 2, 3]
    %expanded = tensor.expand_shape %padded [[0], [1, 2], [3], [4]] output_shape [1, 4, 2, 10, 10] : tensor<1x8x10x10xf32> into tensor<1x4x2x10x10xf32>
    %expanded_0 = tensor.expand_shape %arg0 [[0, 1], [2], [3], [4]] output_shape [4, 3, 2, 3, 3] : tensor<12x2x3x3xf32> into tensor<4x3x2x3x3xf32>
    %expanded_1 = tensor.expand_shape %broadcasted [[0], [1, 2], [3], [4]] output_shape [1, 4, 3, 8, 8] : tensor<1x12x8x8xf32> into tensor<1x4x3x8x8xf32>
    %1 = linalg.conv_2d_ngchw_gfchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%expanded, %expanded_0 : tensor<1x4x2x10x10xf32>, tensor<4x3x2x3x3xf32>) outs(%expanded_1 : tensor<1x4x3x8x8xf32>) -> tensor<1x4x3x8x8xf32>
    %collapsed = tensor.collapse_shape %1 [[0], [1, 2], [3], [4]] : tensor<1x4x3x8x8xf32> into tensor<1x12x8x8xf32>
    return %collapsed : tensor<1x12x8x8xf32>
  }
}
