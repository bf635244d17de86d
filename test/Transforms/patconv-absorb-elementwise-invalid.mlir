// RUN: patconv-opt %s -split-input-file -patconv-absorb-elementwise -verify-diagnostics

// The convolution's result is needed by itself, too.
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @two_uses(%x: tensor<1x4x8x8xf32>, %w: tensor<4x4x3x3xf32>) -> (tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>) {
  %e = tensor.empty() : tensor<1x4x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x4x8x8xf32>, tensor<4x4x3x3xf32>) outs(%e : tensor<1x4x8x8xf32>) {
    kernels = dense<1> : tensor<4x4xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x4x8x8xf32>
  // expected-remark @+1 {{stays outside its convolution: expected the convolution's result to have one use, but got more}}
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a : tensor<1x4x8x8xf32>) outs(%e : tensor<1x4x8x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = math.absf %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x8x8xf32>
  return %a, %y : tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>
}

// -----

// One body is enough for a convolution.
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @second_body(%x: tensor<1x4x8x8xf32>, %w: tensor<4x4x3x3xf32>) -> tensor<1x4x8x8xf32> {
  %e = tensor.empty() : tensor<1x4x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x4x8x8xf32>, tensor<4x4x3x3xf32>) outs(%e : tensor<1x4x8x8xf32>) {
    kernels = dense<1> : tensor<4x4xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x4x8x8xf32> epilogue {
  ^bb0(%value: f32):
    %0 = math.tanh %value : f32
    patconv.yield %0
  }
  // expected-remark @+1 {{stays outside its convolution: expected a convolution without an epilogue's body or pooling, but got one}}
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a : tensor<1x4x8x8xf32>) outs(%e : tensor<1x4x8x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = math.absf %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x8x8xf32>
  return %y : tensor<1x4x8x8xf32>
}

// -----

// The points of a transposed convolution are dealt out later.
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @residual_of_a_transposed_convolution(%x: tensor<1x1x3x4xf32>, %r: tensor<1x1x6x8xf32>) -> tensor<1x1x6x8xf32> {
  %w = arith.constant dense<1.0> : tensor<1x1x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x1x7x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x7x9xf32>) -> tensor<1x1x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 2, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x7x9xf32>
  %init = tensor.empty() : tensor<1x1x6x8xf32>
  %a = patconv.conv_2d ins(%apart, %w : tensor<1x1x7x9xf32>, tensor<1x1x2x2xf32>)
      outs(%init : tensor<1x1x6x8xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x1x6x8xf32>
  // expected-remark @+1 {{stays outside its convolution: expected no other image beside that of a transposed convolution, whose points are dealt out later, but got one}}
  %y = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %r : tensor<1x1x6x8xf32>, tensor<1x1x6x8xf32>) outs(%init : tensor<1x1x6x8xf32>) {
  ^bb0(%in: f32, %residual: f32, %out: f32):
    %0 = arith.addf %in, %residual : f32
    linalg.yield %0 : f32
  } -> tensor<1x1x6x8xf32>
  return %y : tensor<1x1x6x8xf32>
}

// -----

// The body comes before the pooling.
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @pooled(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>) -> tensor<1x2x1x1xf32> {
  %e = tensor.empty() : tensor<1x2x1x1xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) outs(%e : tensor<1x2x1x1xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, sum_pool} -> tensor<1x2x1x1xf32>
  // expected-remark @+1 {{stays outside its convolution: expected a convolution without an epilogue's body or pooling, but got one}}
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a : tensor<1x2x1x1xf32>) outs(%e : tensor<1x2x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = math.absf %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}
