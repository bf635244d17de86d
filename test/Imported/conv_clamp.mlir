// Written by scripts/update-golden-imports.py.
#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
module {
  func.func @main(%arg0: tensor<8x4x3x3xf32> {patconv.parameter = "layers.0.weight"}, %arg1: tensor<8xf32> {patconv.parameter = "layers.0.bias"}, %arg2: tensor<1x4x8x8xf32> {patconv.input = "x"}) -> (tensor<1x8x8x8xf32> {patconv.output = "output"}) {
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant -5.000000e-01 : f32
    %cst_1 = arith.constant 2.000000e+00 : f32
    %padded = tensor.pad %arg2 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg3: index, %arg4: index, %arg5: index, %arg6: index):
      tensor.yield %cst : f32
    } : tensor<1x4x8x8xf32> to tensor<1x4x10x10xf32>
    %0 = tensor.empty() : tensor<1x8x8x8xf32>
    %broadcasted = linalg.broadcast ins(%arg1 : tensor<8xf32>) outs(%0 : tensor<1x8x8x8xf32>) dimensions = [0, 2, 3]
    %1 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded, %arg0 : tensor<1x4x10x10xf32>, tensor<8x4x3x3xf32>) outs(%broadcasted : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
    %2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%1 : tensor<1x8x8x8xf32>) outs(%0 : tensor<1x8x8x8xf32>) {
    ^bb0(%in: f32, %out: f32):
      %3 = arith.cmpf ult, %in, %cst_0 : f32
      %4 = arith.select %3, %cst_0, %in : f32
      %5 = arith.cmpf ugt, %4, %cst_1 : f32
      %6 = arith.select %5, %cst_1, %4 : f32
      linalg.yield %6 : f32
    } -> tensor<1x8x8x8xf32>
    return %2 : tensor<1x8x8x8xf32>
  }
}
