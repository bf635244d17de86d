// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-pack-fkw -patconv-scale-weights=min-elements=16

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#plane = affine_map<(n, c, h, w) -> (n, c, 0, 0)>

func.func @several_images(%x: tensor<2x2x4x4xf32>, %s: tensor<2x2x1x1xf32>,
    %init: tensor<2x1x4x4xf32>) -> tensor<2x1x4x4xf32> {
  %w = arith.constant dense<[[[[2.]], [[3.]]]]> : tensor<1x2x1x1xf32>
  %0 = linalg.generic {indexing_maps = [#id, #plane, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %s : tensor<2x2x4x4xf32>, tensor<2x2x1x1xf32>) outs(%x : tensor<2x2x4x4xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %1 = arith.mulf %in, %number : f32
    linalg.yield %1 : f32
  } -> tensor<2x2x4x4xf32>
  // expected-remark @+1 {{keeps its weights, its input is scaled: expected one image, as each has numbers of its own, but got 2}}
  %2 = patconv.conv_2d ins(%0, %w : tensor<2x2x4x4xf32>, tensor<1x2x1x1xf32>)
      outs(%init : tensor<2x1x4x4xf32>) {
        kernels = dense<[[1, 1]]> : tensor<1x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<2x1x4x4xf32>
  return %2 : tensor<2x1x4x4xf32>
}

// -----

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#plane = affine_map<(n, c, h, w) -> (n, c, 0, 0)>

func.func @other_reader(%x: tensor<1x2x4x4xf32>, %s: tensor<1x2x1x1xf32>,
    %init: tensor<1x1x4x4xf32>) -> (tensor<1x1x4x4xf32>, tensor<1x2x4x4xf32>) {
  %w = arith.constant dense<[[[[2.]], [[3.]]]]> : tensor<1x2x1x1xf32>
  %0 = linalg.generic {indexing_maps = [#id, #plane, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %s : tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) outs(%x : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %1 = arith.mulf %in, %number : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x4x4xf32>
  // expected-remark @+1 {{expected one reader of the scaled image, but got more}}
  %2 = patconv.conv_2d ins(%0, %w : tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>)
      outs(%init : tensor<1x1x4x4xf32>) {
        kernels = dense<[[1, 1]]> : tensor<1x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x4x4xf32>
  return %2, %0 : tensor<1x1x4x4xf32>, tensor<1x2x4x4xf32>
}

// -----

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#plane = affine_map<(n, c, h, w) -> (n, c, 0, 0)>

func.func @small_image(%x: tensor<1x2x3x5xf32>, %s: tensor<1x2x1x1xf32>,
    %init: tensor<1x1x3x5xf32>) -> tensor<1x1x3x5xf32> {
  %w = arith.constant dense<[[[[2.]], [[3.]]]]> : tensor<1x2x1x1xf32>
  %0 = linalg.generic {indexing_maps = [#id, #plane, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %s : tensor<1x2x3x5xf32>, tensor<1x2x1x1xf32>) outs(%x : tensor<1x2x3x5xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %1 = arith.mulf %in, %number : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x3x5xf32>
  // expected-remark @+1 {{expected 16 elements of the image or more for each weight, but got 30 for 2}}
  %2 = patconv.conv_2d ins(%0, %w : tensor<1x2x3x5xf32>, tensor<1x2x1x1xf32>)
      outs(%init : tensor<1x1x3x5xf32>) {
        kernels = dense<[[1, 1]]> : tensor<1x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x5xf32>
  return %2 : tensor<1x1x3x5xf32>
}

// -----

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#plane = affine_map<(n, c, h, w) -> (n, c, 0, 0)>

func.func @computed_arrays(%x: tensor<1x2x4x4xf32>, %s: tensor<1x2x1x1xf32>,
    %index: tensor<2xi8>, %init: tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32> {
  %w = arith.constant dense<[2., 3.]> : tensor<2xf32>
  %offset = arith.constant dense<[[0, 2]]> : tensor<1x2xi8>
  %stride = arith.constant dense<[[[0, 2]]]> : tensor<1x1x2xi8>
  %reorder = arith.constant dense<[0]> : tensor<1xi8>
  %0 = linalg.generic {indexing_maps = [#id, #plane, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %s : tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) outs(%x : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %1 = arith.mulf %in, %number : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x4x4xf32>
  // expected-remark @+1 {{keeps its weights, its input is scaled: expected arrays that are constants, but got others, or no data}}
  %2 = patconv.fkw_conv_2d ins(%0 : tensor<1x2x4x4xf32>) weight(%w : tensor<2xf32>)
      index(%index : tensor<2xi8>) offset(%offset : tensor<1x2xi8>)
      stride(%stride : tensor<1x1x2xi8>) reorder(%reorder : tensor<1xi8>)
      outs(%init : tensor<1x1x4x4xf32>) {
        fkw = #patconv.fkw<filters = 1, channels = 2, channel_blocks = [0, 2], patterns = <"x">>,
        layer = "project",
        schedule = #patconv.schedule<lanes = 16, tile = 1x1, remainder = 0x0,
            channel_block = 2, threads = 1, split = none>
      } -> tensor<1x1x4x4xf32>
  return %2 : tensor<1x1x4x4xf32>
}
