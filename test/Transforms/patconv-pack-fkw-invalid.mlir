// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-pack-fkw

func.func @weights_are_arguments(%x: tensor<1x1x3x3xf32>,
    %w: tensor<1x1x1x1xf32>, %init: tensor<1x1x3x3xf32>)
    -> tensor<1x1x3x3xf32> {
  // expected-error @+1 {{expected the weights of layer 'features.0' to be constant float32, but got a block argument}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, layer = "features.0",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}

// -----

func.func @weights_are_computed(%x: tensor<1x1x3x3xf32>,
    %w: tensor<1x1x1x1xf32>, %init: tensor<1x1x3x3xf32>)
    -> tensor<1x1x3x3xf32> {
  %sum = arith.addf %w, %w : tensor<1x1x1x1xf32>
  // expected-error @+1 {{expected the weights of layer 'unnamed' to be constant float32, but got the result of 'arith.addf'}}
  %0 = patconv.conv_2d
      ins(%x, %sum : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense<1> : tensor<1x1xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}

// -----

func.func @weights_without_data(%x: tensor<1x1x3x3xf32>,
    %init: tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32> {
  %w = arith.constant dense_resource<missing> : tensor<1x1x1x1xf32>
  // expected-error @+1 {{expected the weights of layer 'a' to be constant float32, but got a resource without data}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, layer = "a",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}

// -----

func.func @table_without_data(%x: tensor<1x1x3x3xf32>,
    %init: tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x1x1xf32>
  // expected-error @+1 {{expected the kernel table of layer 'a' to be constant, but got a resource without data}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense_resource<missing> : tensor<1x1xi8>, layer = "a",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}

// -----

func.func @planes_in_another_order(%x: tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>,
    %between: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>)
    -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %w = arith.constant dense<1.0> : tensor<2x1x1x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x1x1x1xf32>)
      outs(%between : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        filter_order = array<i64: 1, 0>, kernels = dense<1> : tensor<2x1xi8>, layer = "a",
        patterns = #patconv.pattern_set<"x">,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0, channel_block = 1,
                                     order = planes, threads = 1, split = none>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  // expected-error @+1 {{expected the filter_order of layer 'a' in layer 'b', as they go plane by plane, but got another}}
  %1 = patconv.conv_2d
      ins(%0, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x1x1x1xf32>)
      outs(%between : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        groups = 2, kernels = dense<1> : tensor<2x1xi8>, layer = "b",
        patterns = #patconv.pattern_set<"x">,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0, channel_block = 2,
                                     order = follow, threads = 1, split = none>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %1 : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// -----

func.func @not_depthwise(%x: tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>,
    %between: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>)
    -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %w = arith.constant dense<1.0> : tensor<2x1x1x1xf32>
  %w2 = arith.constant dense<1.0> : tensor<2x2x1x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x1x1x1xf32>)
      outs(%between : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        filter_order = array<i64: 1, 0>, kernels = dense<1> : tensor<2x1xi8>, layer = "a",
        patterns = #patconv.pattern_set<"x">,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0, channel_block = 1,
                                     order = planes, threads = 1, split = none>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  // expected-error @+1 {{expected layer 'b', whose order is follow, to have a filter for each channel, but got 2 filters in 1 groups for 2 channels}}
  %1 = patconv.conv_2d
      ins(%0, %w2 : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>)
      outs(%between : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        kernels = dense<1> : tensor<2x2xi8>, layer = "b",
        patterns = #patconv.pattern_set<"x">,
        schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0, channel_block = 2,
                                     order = follow, threads = 1, split = none>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %1 : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}
