// Written by scripts/update-golden-imports.py.
#map = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#map1 = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>
#map2 = affine_map<(d0, d1) -> (d0, d1)>
#map3 = affine_map<(d0, d1) -> (d1)>
module {
  func.func @main(%arg0: tensor<64x3x7x7xf32> {patconv.parameter = "conv1.weight"}, %arg1: tensor<64xf32> {patconv.parameter = "bn1.weight"}, %arg2: tensor<64xf32> {patconv.parameter = "bn1.bias"}, %arg3: tensor<64x64x3x3xf32> {patconv.parameter = "layer1.0.conv1.weight"}, %arg4: tensor<64xf32> {patconv.parameter = "layer1.0.bn1.weight"}, %arg5: tensor<64xf32> {patconv.parameter = "layer1.0.bn1.bias"}, %arg6: tensor<64x64x3x3xf32> {patconv.parameter = "layer1.0.conv2.weight"}, %arg7: tensor<64xf32> {patconv.parameter = "layer1.0.bn2.weight"}, %arg8: tensor<64xf32> {patconv.parameter = "layer1.0.bn2.bias"}, %arg9: tensor<64x64x3x3xf32> {patconv.parameter = "layer1.1.conv1.weight"}, %arg10: tensor<64xf32> {patconv.parameter = "layer1.1.bn1.weight"}, %arg11: tensor<64xf32> {patconv.parameter = "layer1.1.bn1.bias"}, %arg12: tensor<64x64x3x3xf32> {patconv.parameter = "layer1.1.conv2.weight"}, %arg13: tensor<64xf32> {patconv.parameter = "layer1.1.bn2.weight"}, %arg14: tensor<64xf32> {patconv.parameter = "layer1.1.bn2.bias"}, %arg15: tensor<128x64x3x3xf32> {patconv.parameter = "layer2.0.conv1.weight"}, %arg16: tensor<128xf32> {patconv.parameter = "layer2.0.bn1.weight"}, %arg17: tensor<128xf32> {patconv.parameter = "layer2.0.bn1.bias"}, %arg18: tensor<128x128x3x3xf32> {patconv.parameter = "layer2.0.conv2.weight"}, %arg19: tensor<128xf32> {patconv.parameter = "layer2.0.bn2.weight"}, %arg20: tensor<128xf32> {patconv.parameter = "layer2.0.bn2.bias"}, %arg21: tensor<128x64x1x1xf32> {patconv.parameter = "layer2.0.downsample.0.weight"}, %arg22: tensor<128xf32> {patconv.parameter = "layer2.0.downsample.1.weight"}, %arg23: tensor<128xf32> {patconv.parameter = "layer2.0.downsample.1.bias"}, %arg24: tensor<128x128x3x3xf32> {patconv.parameter = "layer2.1.conv1.weight"}, %arg25: tensor<128xf32> {patconv.parameter = "layer2.1.bn1.weight"}, %arg26: tensor<128xf32> {patconv.parameter = "layer2.1.bn1.bias"}, %arg27: tensor<128x128x3x3xf32> {patconv.parameter = "layer2.1.conv2.weight"}, %arg28: tensor<128xf32> {patconv.parameter = "layer2.1.bn2.weight"}, %arg29: tensor<128xf32> {patconv.parameter = "layer2.1.bn2.bias"}, %arg30: tensor<256x128x3x3xf32> {patconv.parameter = "layer3.0.conv1.weight"}, %arg31: tensor<256xf32> {patconv.parameter = "layer3.0.bn1.weight"}, %arg32: tensor<256xf32> {patconv.parameter = "layer3.0.bn1.bias"}, %arg33: tensor<256x256x3x3xf32> {patconv.parameter = "layer3.0.conv2.weight"}, %arg34: tensor<256xf32> {patconv.parameter = "layer3.0.bn2.weight"}, %arg35: tensor<256xf32> {patconv.parameter = "layer3.0.bn2.bias"}, %arg36: tensor<256x128x1x1xf32> {patconv.parameter = "layer3.0.downsample.0.weight"}, %arg37: tensor<256xf32> {patconv.parameter = "layer3.0.downsample.1.weight"}, %arg38: tensor<256xf32> {patconv.parameter = "layer3.0.downsample.1.bias"}, %arg39: tensor<256x256x3x3xf32> {patconv.parameter = "layer3.1.conv1.weight"}, %arg40: tensor<256xf32> {patconv.parameter = "layer3.1.bn1.weight"}, %arg41: tensor<256xf32> {patconv.parameter = "layer3.1.bn1.bias"}, %arg42: tensor<256x256x3x3xf32> {patconv.parameter = "layer3.1.conv2.weight"}, %arg43: tensor<256xf32> {patconv.parameter = "layer3.1.bn2.weight"}, %arg44: tensor<256xf32> {patconv.parameter = "layer3.1.bn2.bias"}, %arg45: tensor<512x256x3x3xf32> {patconv.parameter = "layer4.0.conv1.weight"}, %arg46: tensor<512xf32> {patconv.parameter = "layer4.0.bn1.weight"}, %arg47: tensor<512xf32> {patconv.parameter = "layer4.0.bn1.bias"}, %arg48: tensor<512x512x3x3xf32> {patconv.parameter = "layer4.0.conv2.weight"}, %arg49: tensor<512xf32> {patconv.parameter = "layer4.0.bn2.weight"}, %arg50: tensor<512xf32> {patconv.parameter = "layer4.0.bn2.bias"}, %arg51: tensor<512x256x1x1xf32> {patconv.parameter = "layer4.0.downsample.0.weight"}, %arg52: tensor<512xf32> {patconv.parameter = "layer4.0.downsample.1.weight"}, %arg53: tensor<512xf32> {patconv.parameter = "layer4.0.downsample.1.bias"}, %arg54: tensor<512x512x3x3xf32> {patconv.parameter = "layer4.1.conv1.weight"}, %arg55: tensor<512xf32> {patconv.parameter = "layer4.1.bn1.weight"}, %arg56: tensor<512xf32> {patconv.parameter = "layer4.1.bn1.bias"}, %arg57: tensor<512x512x3x3xf32> {patconv.parameter = "layer4.1.conv2.weight"}, %arg58: tensor<512xf32> {patconv.parameter = "layer4.1.bn2.weight"}, %arg59: tensor<512xf32> {patconv.parameter = "layer4.1.bn2.bias"}, %arg60: tensor<1000x512xf32> {patconv.parameter = "fc.weight"}, %arg61: tensor<1000xf32> {patconv.parameter = "fc.bias"}, %arg62: tensor<64xf32> {patconv.parameter = "bn1.running_mean"}, %arg63: tensor<64xf32> {patconv.parameter = "bn1.running_var"}, %arg64: tensor<64xf32> {patconv.parameter = "layer1.0.bn1.running_mean"}, %arg65: tensor<64xf32> {patconv.parameter = "layer1.0.bn1.running_var"}, %arg66: tensor<64xf32> {patconv.parameter = "layer1.0.bn2.running_mean"}, %arg67: tensor<64xf32> {patconv.parameter = "layer1.0.bn2.running_var"}, %arg68: tensor<64xf32> {patconv.parameter = "layer1.1.bn1.running_mean"}, %arg69: tensor<64xf32> {patconv.parameter = "layer1.1.bn1.running_var"}, %arg70: tensor<64xf32> {patconv.parameter = "layer1.1.bn2.running_mean"}, %arg71: tensor<64xf32> {patconv.parameter = "layer1.1.bn2.running_var"}, %arg72: tensor<128xf32> {patconv.parameter = "layer2.0.bn1.running_mean"}, %arg73: tensor<128xf32> {patconv.parameter = "layer2.0.bn1.running_var"}, %arg74: tensor<128xf32> {patconv.parameter = "layer2.0.bn2.running_mean"}, %arg75: tensor<128xf32> {patconv.parameter = "layer2.0.bn2.running_var"}, %arg76: tensor<128xf32> {patconv.parameter = "layer2.0.downsample.1.running_mean"}, %arg77: tensor<128xf32> {patconv.parameter = "layer2.0.downsample.1.running_var"}, %arg78: tensor<128xf32> {patconv.parameter = "layer2.1.bn1.running_mean"}, %arg79: tensor<128xf32> {patconv.parameter = "layer2.1.bn1.running_var"}, %arg80: tensor<128xf32> {patconv.parameter = "layer2.1.bn2.running_mean"}, %arg81: tensor<128xf32> {patconv.parameter = "layer2.1.bn2.running_var"}, %arg82: tensor<256xf32> {patconv.parameter = "layer3.0.bn1.running_mean"}, %arg83: tensor<256xf32> {patconv.parameter = "layer3.0.bn1.running_var"}, %arg84: tensor<256xf32> {patconv.parameter = "layer3.0.bn2.running_mean"}, %arg85: tensor<256xf32> {patconv.parameter = "layer3.0.bn2.running_var"}, %arg86: tensor<256xf32> {patconv.parameter = "layer3.0.downsample.1.running_mean"}, %arg87: tensor<256xf32> {patconv.parameter = "layer3.0.downsample.1.running_var"}, %arg88: tensor<256xf32> {patconv.parameter = "layer3.1.bn1.running_mean"}, %arg89: tensor<256xf32> {patconv.parameter = "layer3.1.bn1.running_var"}, %arg90: tensor<256xf32> {patconv.parameter = "layer3.1.bn2.running_mean"}, %arg91: tensor<256xf32> {patconv.parameter = "layer3.1.bn2.running_var"}, %arg92: tensor<512xf32> {patconv.parameter = "layer4.0.bn1.running_mean"}, %arg93: tensor<512xf32> {patconv.parameter = "layer4.0.bn1.running_var"}, %arg94: tensor<512xf32> {patconv.parameter = "layer4.0.bn2.running_mean"}, %arg95: tensor<512xf32> {patconv.parameter = "layer4.0.bn2.running_var"}, %arg96: tensor<512xf32> {patconv.parameter = "layer4.0.downsample.1.running_mean"}, %arg97: tensor<512xf32> {patconv.parameter = "layer4.0.downsample.1.running_var"}, %arg98: tensor<512xf32> {patconv.parameter = "layer4.1.bn1.running_mean"}, %arg99: tensor<512xf32> {patconv.parameter = "layer4.1.bn1.running_var"}, %arg100: tensor<512xf32> {patconv.parameter = "layer4.1.bn2.running_mean"}, %arg101: tensor<512xf32> {patconv.parameter = "layer4.1.bn2.running_var"}, %arg102: tensor<1x3x224x224xf32> {patconv.input = "x"}) -> (tensor<1x1000xf32> {patconv.output = "output"}) {
    %cst = arith.constant 0.000000e+00 : f32
    %cst_0 = arith.constant 0xFF800000 : f32
    %cst_1 = arith.constant 1.000000e-05 : f64
    %cst_2 = arith.constant 4.900000e+01 : f32
    %padded = tensor.pad %arg102 low[0, 0, 3, 3] high[0, 0, 3, 3] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x3x224x224xf32> to tensor<1x3x230x230xf32>
    %0 = tensor.empty() : tensor<1x64x112x112xf32>
    %1 = linalg.fill ins(%cst : f32) outs(%0 : tensor<1x64x112x112xf32>) -> tensor<1x64x112x112xf32>
    %2 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded, %arg0 : tensor<1x3x230x230xf32>, tensor<64x3x7x7xf32>) outs(%1 : tensor<1x64x112x112xf32>) -> tensor<1x64x112x112xf32>
    %expanded = tensor.expand_shape %arg62 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_3 = tensor.expand_shape %arg63 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %3 = tensor.empty() : tensor<1x64x1x1xf32>
    %4 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_3 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x1x1xf32>
    %5 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%4 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x1x1xf32>
    %6 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%2, %expanded : tensor<1x64x112x112xf32>, tensor<1x64x1x1xf32>) outs(%0 : tensor<1x64x112x112xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x112x112xf32>
    %7 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%6, %5 : tensor<1x64x112x112xf32>, tensor<1x64x1x1xf32>) outs(%0 : tensor<1x64x112x112xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x112x112xf32>
    %expanded_4 = tensor.expand_shape %arg1 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %8 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%7, %expanded_4 : tensor<1x64x112x112xf32>, tensor<1x64x1x1xf32>) outs(%0 : tensor<1x64x112x112xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x112x112xf32>
    %expanded_5 = tensor.expand_shape %arg2 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %9 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%8, %expanded_5 : tensor<1x64x112x112xf32>, tensor<1x64x1x1xf32>) outs(%0 : tensor<1x64x112x112xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x112x112xf32>
    %10 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%9 : tensor<1x64x112x112xf32>) outs(%0 : tensor<1x64x112x112xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x112x112xf32>
    %padded_6 = tensor.pad %10 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst_0 : f32
    } : tensor<1x64x112x112xf32> to tensor<1x64x114x114xf32>
    %11 = tensor.empty() : tensor<1x64x56x56xf32>
    %12 = linalg.fill ins(%cst_0 : f32) outs(%11 : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
    %13 = tensor.empty() : tensor<3x3xf32>
    %14 = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_6, %13 : tensor<1x64x114x114xf32>, tensor<3x3xf32>) outs(%12 : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
    %padded_7 = tensor.pad %14 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x64x56x56xf32> to tensor<1x64x58x58xf32>
    %15 = linalg.fill ins(%cst : f32) outs(%11 : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
    %16 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_7, %arg3 : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>) outs(%15 : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
    %expanded_8 = tensor.expand_shape %arg64 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_9 = tensor.expand_shape %arg65 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %17 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_9 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x1x1xf32>
    %18 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%17 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x1x1xf32>
    %19 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%16, %expanded_8 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %20 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%19, %18 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %expanded_10 = tensor.expand_shape %arg4 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %21 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%20, %expanded_10 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %expanded_11 = tensor.expand_shape %arg5 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %22 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%21, %expanded_11 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %23 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%22 : tensor<1x64x56x56xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x56x56xf32>
    %padded_12 = tensor.pad %23 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x64x56x56xf32> to tensor<1x64x58x58xf32>
    %24 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_12, %arg6 : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>) outs(%15 : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
    %expanded_13 = tensor.expand_shape %arg66 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_14 = tensor.expand_shape %arg67 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %25 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_14 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x1x1xf32>
    %26 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%25 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x1x1xf32>
    %27 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%24, %expanded_13 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %28 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%27, %26 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %expanded_15 = tensor.expand_shape %arg7 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %29 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%28, %expanded_15 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %expanded_16 = tensor.expand_shape %arg8 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %30 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%29, %expanded_16 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %31 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%30, %14 : tensor<1x64x56x56xf32>, tensor<1x64x56x56xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %32 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%31 : tensor<1x64x56x56xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x56x56xf32>
    %padded_17 = tensor.pad %32 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x64x56x56xf32> to tensor<1x64x58x58xf32>
    %33 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_17, %arg9 : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>) outs(%15 : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
    %expanded_18 = tensor.expand_shape %arg68 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_19 = tensor.expand_shape %arg69 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %34 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_19 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x1x1xf32>
    %35 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%34 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x1x1xf32>
    %36 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%33, %expanded_18 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %37 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%36, %35 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %expanded_20 = tensor.expand_shape %arg10 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %38 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%37, %expanded_20 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %expanded_21 = tensor.expand_shape %arg11 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %39 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%38, %expanded_21 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %40 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%39 : tensor<1x64x56x56xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x56x56xf32>
    %padded_22 = tensor.pad %40 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x64x56x56xf32> to tensor<1x64x58x58xf32>
    %41 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_22, %arg12 : tensor<1x64x58x58xf32>, tensor<64x64x3x3xf32>) outs(%15 : tensor<1x64x56x56xf32>) -> tensor<1x64x56x56xf32>
    %expanded_23 = tensor.expand_shape %arg70 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %expanded_24 = tensor.expand_shape %arg71 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %42 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_24 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x1x1xf32>
    %43 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%42 : tensor<1x64x1x1xf32>) outs(%3 : tensor<1x64x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x1x1xf32>
    %44 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%41, %expanded_23 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %45 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%44, %43 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %expanded_25 = tensor.expand_shape %arg13 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %46 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%45, %expanded_25 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %expanded_26 = tensor.expand_shape %arg14 [[0, 1, 2, 3]] output_shape [1, 64, 1, 1] : tensor<64xf32> into tensor<1x64x1x1xf32>
    %47 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%46, %expanded_26 : tensor<1x64x56x56xf32>, tensor<1x64x1x1xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %48 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%47, %32 : tensor<1x64x56x56xf32>, tensor<1x64x56x56xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x64x56x56xf32>
    %49 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%48 : tensor<1x64x56x56xf32>) outs(%11 : tensor<1x64x56x56xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x64x56x56xf32>
    %padded_27 = tensor.pad %49 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x64x56x56xf32> to tensor<1x64x58x58xf32>
    %50 = tensor.empty() : tensor<1x128x28x28xf32>
    %51 = linalg.fill ins(%cst : f32) outs(%50 : tensor<1x128x28x28xf32>) -> tensor<1x128x28x28xf32>
    %52 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_27, %arg15 : tensor<1x64x58x58xf32>, tensor<128x64x3x3xf32>) outs(%51 : tensor<1x128x28x28xf32>) -> tensor<1x128x28x28xf32>
    %expanded_28 = tensor.expand_shape %arg72 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %expanded_29 = tensor.expand_shape %arg73 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %53 = tensor.empty() : tensor<1x128x1x1xf32>
    %54 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_29 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x1x1xf32>
    %55 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%54 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x1x1xf32>
    %56 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%52, %expanded_28 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %57 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%56, %55 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_30 = tensor.expand_shape %arg16 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %58 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%57, %expanded_30 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_31 = tensor.expand_shape %arg17 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %59 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%58, %expanded_31 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %60 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%59 : tensor<1x128x28x28xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x28x28xf32>
    %padded_32 = tensor.pad %60 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x128x28x28xf32> to tensor<1x128x30x30xf32>
    %61 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_32, %arg18 : tensor<1x128x30x30xf32>, tensor<128x128x3x3xf32>) outs(%51 : tensor<1x128x28x28xf32>) -> tensor<1x128x28x28xf32>
    %expanded_33 = tensor.expand_shape %arg74 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %expanded_34 = tensor.expand_shape %arg75 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %62 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_34 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x1x1xf32>
    %63 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%62 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x1x1xf32>
    %64 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%61, %expanded_33 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %65 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%64, %63 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_35 = tensor.expand_shape %arg19 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %66 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%65, %expanded_35 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_36 = tensor.expand_shape %arg20 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %67 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%66, %expanded_36 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %68 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%49, %arg21 : tensor<1x64x56x56xf32>, tensor<128x64x1x1xf32>) outs(%51 : tensor<1x128x28x28xf32>) -> tensor<1x128x28x28xf32>
    %expanded_37 = tensor.expand_shape %arg76 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %expanded_38 = tensor.expand_shape %arg77 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %69 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_38 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x1x1xf32>
    %70 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%69 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x1x1xf32>
    %71 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%68, %expanded_37 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %72 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%71, %70 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_39 = tensor.expand_shape %arg22 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %73 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%72, %expanded_39 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_40 = tensor.expand_shape %arg23 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %74 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%73, %expanded_40 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %75 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%67, %74 : tensor<1x128x28x28xf32>, tensor<1x128x28x28xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %76 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%75 : tensor<1x128x28x28xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x28x28xf32>
    %padded_41 = tensor.pad %76 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x128x28x28xf32> to tensor<1x128x30x30xf32>
    %77 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_41, %arg24 : tensor<1x128x30x30xf32>, tensor<128x128x3x3xf32>) outs(%51 : tensor<1x128x28x28xf32>) -> tensor<1x128x28x28xf32>
    %expanded_42 = tensor.expand_shape %arg78 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %expanded_43 = tensor.expand_shape %arg79 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %78 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_43 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x1x1xf32>
    %79 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%78 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x1x1xf32>
    %80 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%77, %expanded_42 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %81 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%80, %79 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_44 = tensor.expand_shape %arg25 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %82 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%81, %expanded_44 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_45 = tensor.expand_shape %arg26 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %83 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%82, %expanded_45 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %84 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%83 : tensor<1x128x28x28xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x28x28xf32>
    %padded_46 = tensor.pad %84 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x128x28x28xf32> to tensor<1x128x30x30xf32>
    %85 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_46, %arg27 : tensor<1x128x30x30xf32>, tensor<128x128x3x3xf32>) outs(%51 : tensor<1x128x28x28xf32>) -> tensor<1x128x28x28xf32>
    %expanded_47 = tensor.expand_shape %arg80 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %expanded_48 = tensor.expand_shape %arg81 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %86 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_48 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x1x1xf32>
    %87 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%86 : tensor<1x128x1x1xf32>) outs(%53 : tensor<1x128x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x1x1xf32>
    %88 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%85, %expanded_47 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %89 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%88, %87 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_49 = tensor.expand_shape %arg28 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %90 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%89, %expanded_49 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %expanded_50 = tensor.expand_shape %arg29 [[0, 1, 2, 3]] output_shape [1, 128, 1, 1] : tensor<128xf32> into tensor<1x128x1x1xf32>
    %91 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%90, %expanded_50 : tensor<1x128x28x28xf32>, tensor<1x128x1x1xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %92 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%91, %76 : tensor<1x128x28x28xf32>, tensor<1x128x28x28xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x128x28x28xf32>
    %93 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%92 : tensor<1x128x28x28xf32>) outs(%50 : tensor<1x128x28x28xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x128x28x28xf32>
    %padded_51 = tensor.pad %93 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x128x28x28xf32> to tensor<1x128x30x30xf32>
    %94 = tensor.empty() : tensor<1x256x14x14xf32>
    %95 = linalg.fill ins(%cst : f32) outs(%94 : tensor<1x256x14x14xf32>) -> tensor<1x256x14x14xf32>
    %96 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_51, %arg30 : tensor<1x128x30x30xf32>, tensor<256x128x3x3xf32>) outs(%95 : tensor<1x256x14x14xf32>) -> tensor<1x256x14x14xf32>
    %expanded_52 = tensor.expand_shape %arg82 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %expanded_53 = tensor.expand_shape %arg83 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %97 = tensor.empty() : tensor<1x256x1x1xf32>
    %98 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_53 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x1x1xf32>
    %99 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%98 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x1x1xf32>
    %100 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%96, %expanded_52 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %101 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%100, %99 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_54 = tensor.expand_shape %arg31 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %102 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%101, %expanded_54 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_55 = tensor.expand_shape %arg32 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %103 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%102, %expanded_55 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %104 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%103 : tensor<1x256x14x14xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x14x14xf32>
    %padded_56 = tensor.pad %104 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x256x14x14xf32> to tensor<1x256x16x16xf32>
    %105 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_56, %arg33 : tensor<1x256x16x16xf32>, tensor<256x256x3x3xf32>) outs(%95 : tensor<1x256x14x14xf32>) -> tensor<1x256x14x14xf32>
    %expanded_57 = tensor.expand_shape %arg84 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %expanded_58 = tensor.expand_shape %arg85 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %106 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_58 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x1x1xf32>
    %107 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%106 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x1x1xf32>
    %108 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%105, %expanded_57 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %109 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%108, %107 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_59 = tensor.expand_shape %arg34 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %110 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%109, %expanded_59 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_60 = tensor.expand_shape %arg35 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %111 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%110, %expanded_60 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %112 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%93, %arg36 : tensor<1x128x28x28xf32>, tensor<256x128x1x1xf32>) outs(%95 : tensor<1x256x14x14xf32>) -> tensor<1x256x14x14xf32>
    %expanded_61 = tensor.expand_shape %arg86 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %expanded_62 = tensor.expand_shape %arg87 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %113 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_62 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x1x1xf32>
    %114 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%113 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x1x1xf32>
    %115 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%112, %expanded_61 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %116 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%115, %114 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_63 = tensor.expand_shape %arg37 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %117 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%116, %expanded_63 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_64 = tensor.expand_shape %arg38 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %118 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%117, %expanded_64 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %119 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%111, %118 : tensor<1x256x14x14xf32>, tensor<1x256x14x14xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %120 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%119 : tensor<1x256x14x14xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x14x14xf32>
    %padded_65 = tensor.pad %120 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x256x14x14xf32> to tensor<1x256x16x16xf32>
    %121 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_65, %arg39 : tensor<1x256x16x16xf32>, tensor<256x256x3x3xf32>) outs(%95 : tensor<1x256x14x14xf32>) -> tensor<1x256x14x14xf32>
    %expanded_66 = tensor.expand_shape %arg88 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %expanded_67 = tensor.expand_shape %arg89 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %122 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_67 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x1x1xf32>
    %123 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%122 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x1x1xf32>
    %124 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%121, %expanded_66 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %125 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%124, %123 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_68 = tensor.expand_shape %arg40 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %126 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%125, %expanded_68 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_69 = tensor.expand_shape %arg41 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %127 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%126, %expanded_69 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %128 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%127 : tensor<1x256x14x14xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x14x14xf32>
    %padded_70 = tensor.pad %128 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x256x14x14xf32> to tensor<1x256x16x16xf32>
    %129 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_70, %arg42 : tensor<1x256x16x16xf32>, tensor<256x256x3x3xf32>) outs(%95 : tensor<1x256x14x14xf32>) -> tensor<1x256x14x14xf32>
    %expanded_71 = tensor.expand_shape %arg90 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %expanded_72 = tensor.expand_shape %arg91 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %130 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_72 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x1x1xf32>
    %131 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%130 : tensor<1x256x1x1xf32>) outs(%97 : tensor<1x256x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x1x1xf32>
    %132 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%129, %expanded_71 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %133 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%132, %131 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_73 = tensor.expand_shape %arg43 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %134 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%133, %expanded_73 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %expanded_74 = tensor.expand_shape %arg44 [[0, 1, 2, 3]] output_shape [1, 256, 1, 1] : tensor<256xf32> into tensor<1x256x1x1xf32>
    %135 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%134, %expanded_74 : tensor<1x256x14x14xf32>, tensor<1x256x1x1xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %136 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%135, %120 : tensor<1x256x14x14xf32>, tensor<1x256x14x14xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x256x14x14xf32>
    %137 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%136 : tensor<1x256x14x14xf32>) outs(%94 : tensor<1x256x14x14xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x256x14x14xf32>
    %padded_75 = tensor.pad %137 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x256x14x14xf32> to tensor<1x256x16x16xf32>
    %138 = tensor.empty() : tensor<1x512x7x7xf32>
    %139 = linalg.fill ins(%cst : f32) outs(%138 : tensor<1x512x7x7xf32>) -> tensor<1x512x7x7xf32>
    %140 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%padded_75, %arg45 : tensor<1x256x16x16xf32>, tensor<512x256x3x3xf32>) outs(%139 : tensor<1x512x7x7xf32>) -> tensor<1x512x7x7xf32>
    %expanded_76 = tensor.expand_shape %arg92 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %expanded_77 = tensor.expand_shape %arg93 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %141 = tensor.empty() : tensor<1x512x1x1xf32>
    %142 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_77 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x1x1xf32>
    %143 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%142 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x1x1xf32>
    %144 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%140, %expanded_76 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %145 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%144, %143 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_78 = tensor.expand_shape %arg46 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %146 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%145, %expanded_78 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_79 = tensor.expand_shape %arg47 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %147 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%146, %expanded_79 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %148 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%147 : tensor<1x512x7x7xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x7x7xf32>
    %padded_80 = tensor.pad %148 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x512x7x7xf32> to tensor<1x512x9x9xf32>
    %149 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_80, %arg48 : tensor<1x512x9x9xf32>, tensor<512x512x3x3xf32>) outs(%139 : tensor<1x512x7x7xf32>) -> tensor<1x512x7x7xf32>
    %expanded_81 = tensor.expand_shape %arg94 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %expanded_82 = tensor.expand_shape %arg95 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %150 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_82 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x1x1xf32>
    %151 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%150 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x1x1xf32>
    %152 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%149, %expanded_81 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %153 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%152, %151 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_83 = tensor.expand_shape %arg49 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %154 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%153, %expanded_83 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_84 = tensor.expand_shape %arg50 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %155 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%154, %expanded_84 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %156 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%137, %arg51 : tensor<1x256x14x14xf32>, tensor<512x256x1x1xf32>) outs(%139 : tensor<1x512x7x7xf32>) -> tensor<1x512x7x7xf32>
    %expanded_85 = tensor.expand_shape %arg96 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %expanded_86 = tensor.expand_shape %arg97 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %157 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_86 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x1x1xf32>
    %158 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%157 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x1x1xf32>
    %159 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%156, %expanded_85 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %160 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%159, %158 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_87 = tensor.expand_shape %arg52 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %161 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%160, %expanded_87 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_88 = tensor.expand_shape %arg53 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %162 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%161, %expanded_88 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %163 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%155, %162 : tensor<1x512x7x7xf32>, tensor<1x512x7x7xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %164 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%163 : tensor<1x512x7x7xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x7x7xf32>
    %padded_89 = tensor.pad %164 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x512x7x7xf32> to tensor<1x512x9x9xf32>
    %165 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_89, %arg54 : tensor<1x512x9x9xf32>, tensor<512x512x3x3xf32>) outs(%139 : tensor<1x512x7x7xf32>) -> tensor<1x512x7x7xf32>
    %expanded_90 = tensor.expand_shape %arg98 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %expanded_91 = tensor.expand_shape %arg99 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %166 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_91 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x1x1xf32>
    %167 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%166 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x1x1xf32>
    %168 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%165, %expanded_90 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %169 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%168, %167 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_92 = tensor.expand_shape %arg55 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %170 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%169, %expanded_92 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_93 = tensor.expand_shape %arg56 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %171 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%170, %expanded_93 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %172 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%171 : tensor<1x512x7x7xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x7x7xf32>
    %padded_94 = tensor.pad %172 low[0, 0, 1, 1] high[0, 0, 1, 1] {
    ^bb0(%arg103: index, %arg104: index, %arg105: index, %arg106: index):
      tensor.yield %cst : f32
    } : tensor<1x512x7x7xf32> to tensor<1x512x9x9xf32>
    %173 = linalg.conv_2d_nchw_fchw {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>} ins(%padded_94, %arg57 : tensor<1x512x9x9xf32>, tensor<512x512x3x3xf32>) outs(%139 : tensor<1x512x7x7xf32>) -> tensor<1x512x7x7xf32>
    %expanded_95 = tensor.expand_shape %arg100 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %expanded_96 = tensor.expand_shape %arg101 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %174 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%expanded_96 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.truncf %cst_1 : f64 to f32
      %191 = arith.addf %in, %190 : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x1x1xf32>
    %175 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%174 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = math.rsqrt %in : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x1x1xf32>
    %176 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%173, %expanded_95 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.subf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %177 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%176, %175 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_97 = tensor.expand_shape %arg58 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %178 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%177, %expanded_97 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.mulf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %expanded_98 = tensor.expand_shape %arg59 [[0, 1, 2, 3]] output_shape [1, 512, 1, 1] : tensor<512xf32> into tensor<1x512x1x1xf32>
    %179 = linalg.generic {indexing_maps = [#map, #map1, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%178, %expanded_98 : tensor<1x512x7x7xf32>, tensor<1x512x1x1xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %180 = linalg.generic {indexing_maps = [#map, #map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%179, %164 : tensor<1x512x7x7xf32>, tensor<1x512x7x7xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x7x7xf32>
    %181 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%180 : tensor<1x512x7x7xf32>) outs(%138 : tensor<1x512x7x7xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.cmpf ugt, %in, %cst : f32
      %191 = arith.select %190, %in, %cst : f32
      linalg.yield %191 : f32
    } -> tensor<1x512x7x7xf32>
    %182 = linalg.fill ins(%cst : f32) outs(%141 : tensor<1x512x1x1xf32>) -> tensor<1x512x1x1xf32>
    %183 = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%181 : tensor<1x512x7x7xf32>) outs(%182 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.addf %in, %out : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x1x1xf32>
    %184 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%183 : tensor<1x512x1x1xf32>) outs(%141 : tensor<1x512x1x1xf32>) {
    ^bb0(%in: f32, %out: f32):
      %190 = arith.divf %in, %cst_2 : f32
      linalg.yield %190 : f32
    } -> tensor<1x512x1x1xf32>
    %collapsed = tensor.collapse_shape %184 [[0], [1, 2, 3]] : tensor<1x512x1x1xf32> into tensor<1x512xf32>
    %185 = tensor.empty() : tensor<512x1000xf32>
    %transposed = linalg.transpose ins(%arg60 : tensor<1000x512xf32>) outs(%185 : tensor<512x1000xf32>) permutation = [1, 0]
    %186 = tensor.empty() : tensor<1x1000xf32>
    %187 = linalg.fill ins(%cst : f32) outs(%186 : tensor<1x1000xf32>) -> tensor<1x1000xf32>
    %188 = linalg.matmul ins(%collapsed, %transposed : tensor<1x512xf32>, tensor<512x1000xf32>) outs(%187 : tensor<1x1000xf32>) -> tensor<1x1000xf32>
    %189 = linalg.generic {indexing_maps = [#map2, #map3, #map2], iterator_types = ["parallel", "parallel"]} ins(%188, %arg61 : tensor<1x1000xf32>, tensor<1000xf32>) outs(%186 : tensor<1x1000xf32>) {
    ^bb0(%in: f32, %in_99: f32, %out: f32):
      %190 = arith.addf %in, %in_99 : f32
      linalg.yield %190 : f32
    } -> tensor<1x1000xf32>
    return %189 : tensor<1x1000xf32>
  }
}
