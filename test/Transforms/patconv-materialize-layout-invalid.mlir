// RUN: patconv-opt %s -patconv-materialize-layout -split-input-file -verify-diagnostics
// RUN: not patconv-opt %s -patconv-materialize-layout=lanes=2 -split-input-file 2>&1 | FileCheck %s

// CHECK: 'patconv.convert_layout' op expected a grid of at most 2 sub-images, the lanes of the target, but got #patconv.lane_tiled<2x2, halo = 1>

#tiled = #patconv.lane_tiled<2x2, halo = 1>

// expected-error @below {{expected arguments in the plain layout, but got 'tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>'}}
func.func @unknown_operation(%x: tensor<1x2x8x8xf32, #tiled>) -> tensor<1x2x8x8xf32, #tiled> {
  // expected-error @below {{expected an operation that works in the lane-tiled layout, but got one that does not; convert its operands with patconv.convert_layout}}
  %0 = math.exp %x : tensor<1x2x8x8xf32, #tiled>
  // expected-error @below {{expected an operation that works in the lane-tiled layout}}
  return %0 : tensor<1x2x8x8xf32, #tiled>
}

// -----

#tiled = #patconv.lane_tiled<2x2, halo = 1>
#transposed = affine_map<(d0, d1, d2, d3) -> (d0, d1, d3, d2)>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>

func.func @transposition(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %init = tensor.empty() : tensor<1x2x8x8xf32, #tiled>
  // expected-error @below {{expected an operation that works in the lane-tiled layout}}
  %1 = linalg.generic {indexing_maps = [#transposed, #identity], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0 : tensor<1x2x8x8xf32, #tiled>) outs(%init : tensor<1x2x8x8xf32, #tiled>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<1x2x8x8xf32, #tiled>
  %2 = patconv.convert_layout %1 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32>
  return %2 : tensor<1x2x8x8xf32>
}

// -----

#tiled = #patconv.lane_tiled<2x2, halo = 1>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>

// Halos and idle lanes would no longer be zero, and a window reads them.
func.func @zeros_to_ones(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  %one = arith.constant 1.0 : f32
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %init = tensor.empty() : tensor<1x2x8x8xf32, #tiled>
  // expected-error @below {{expected an operation that works in the lane-tiled layout}}
  %1 = linalg.generic {indexing_maps = [#identity, #identity], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0 : tensor<1x2x8x8xf32, #tiled>) outs(%init : tensor<1x2x8x8xf32, #tiled>) {
  ^bb0(%in: f32, %out: f32):
    %sum = arith.addf %in, %one : f32
    linalg.yield %sum : f32
  } -> tensor<1x2x8x8xf32, #tiled>
  %2 = patconv.max_pool_2d ins(%1 : tensor<1x2x8x8xf32, #tiled>)
      outs(%init : tensor<1x2x8x8xf32, #tiled>)
      {kernel = array<i64: 3, 3>, strides = array<i64: 1, 1>, padding = 1}
      -> tensor<1x2x8x8xf32, #tiled>
  %3 = patconv.convert_layout %2 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32>
  return %3 : tensor<1x2x8x8xf32>
}

// -----

#tiled = #patconv.lane_tiled<2x2, halo = 1>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#plane = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>

// A number that is added to a plane would be in its halo, too.
func.func @numbers_added_to_planes(%x: tensor<1x2x8x8xf32>, %numbers: tensor<1x2x1x1xf32>) -> tensor<1x2x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %init = tensor.empty() : tensor<1x2x8x8xf32, #tiled>
  // expected-error @below {{expected an operation that works in the lane-tiled layout}}
  %1 = linalg.generic {indexing_maps = [#identity, #plane, #identity], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %numbers : tensor<1x2x8x8xf32, #tiled>, tensor<1x2x1x1xf32>) outs(%init : tensor<1x2x8x8xf32, #tiled>) {
  ^bb0(%in: f32, %by: f32, %out: f32):
    %sum = arith.addf %in, %by : f32
    linalg.yield %sum : f32
  } -> tensor<1x2x8x8xf32, #tiled>
  %2 = patconv.convert_layout %1 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32>
  return %2 : tensor<1x2x8x8xf32>
}

// -----

#tiled = #patconv.lane_tiled<2x2, halo = 1>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#plane = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>

// Zero times what is not known to be finite where images are zero.
func.func @not_finite_at_zero(%x: tensor<1x2x8x8xf32>, %numbers: tensor<1x2x1x1xf32>) -> tensor<1x2x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %init = tensor.empty() : tensor<1x2x8x8xf32, #tiled>
  // expected-error @below {{expected an operation that works in the lane-tiled layout}}
  %1 = linalg.generic {indexing_maps = [#identity, #plane, #identity], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %numbers : tensor<1x2x8x8xf32, #tiled>, tensor<1x2x1x1xf32>) outs(%init : tensor<1x2x8x8xf32, #tiled>) {
  ^bb0(%in: f32, %by: f32, %out: f32):
    %sum = arith.addf %in, %by : f32
    %root = math.rsqrt %sum : f32
    %scaled = arith.mulf %in, %root : f32
    linalg.yield %scaled : f32
  } -> tensor<1x2x8x8xf32, #tiled>
  %2 = patconv.convert_layout %1 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32>
  return %2 : tensor<1x2x8x8xf32>
}

// -----

#tiled = #patconv.lane_tiled<2x2, halo = 1>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#plane = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>

// The first point of each plane is no number by plane: others lie between.
func.func @first_points(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %init = tensor.empty() : tensor<1x2x8x8xf32, #tiled>
  // expected-error @below {{expected an operation that works in the lane-tiled layout}}
  %1 = linalg.generic {indexing_maps = [#identity, #plane, #identity], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %x : tensor<1x2x8x8xf32, #tiled>, tensor<1x2x8x8xf32>) outs(%init : tensor<1x2x8x8xf32, #tiled>) {
  ^bb0(%in: f32, %by: f32, %out: f32):
    %scaled = arith.mulf %in, %by : f32
    linalg.yield %scaled : f32
  } -> tensor<1x2x8x8xf32, #tiled>
  %2 = patconv.convert_layout %1 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32>
  return %2 : tensor<1x2x8x8xf32>
}

// -----

#tiled = #patconv.lane_tiled<2x2, halo = 1>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#plane = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>

// Sums that lie apart.
func.func @sums_at_first_points(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x2x2xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  %e = tensor.empty() : tensor<1x2x2x2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  // expected-error @below {{expected an operation that works in the lane-tiled layout}}
  %1 = linalg.generic {indexing_maps = [#identity, #plane], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%0 : tensor<1x2x8x8xf32, #tiled>) outs(%f : tensor<1x2x2x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %s = arith.addf %in, %out : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %1 : tensor<1x2x2x2xf32>
}

// -----

#tiled = #patconv.lane_tiled<2x2, halo = 0>
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
#channel = affine_map<(d0, d1, d2, d3) -> (d1)>

// The planes of two images are no channels.
func.func @channels_of_two_images(%x: tensor<2x2x8x8xf32>, %shift: tensor<2xf32>) -> tensor<2x2x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<2x2x8x8xf32> -> tensor<2x2x8x8xf32, #tiled>
  %init = tensor.empty() : tensor<2x2x8x8xf32, #tiled>
  // expected-error @below {{expected an operation that works in the lane-tiled layout}}
  %1 = linalg.generic {indexing_maps = [#identity, #channel, #identity], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %shift : tensor<2x2x8x8xf32, #tiled>, tensor<2xf32>) outs(%init : tensor<2x2x8x8xf32, #tiled>) {
  ^bb0(%in: f32, %by: f32, %out: f32):
    %sum = arith.addf %in, %by : f32
    linalg.yield %sum : f32
  } -> tensor<2x2x8x8xf32, #tiled>
  %2 = patconv.convert_layout %1 : tensor<2x2x8x8xf32, #tiled> -> tensor<2x2x8x8xf32>
  return %2 : tensor<2x2x8x8xf32>
}

// -----

#tiled = #patconv.lane_tiled<2x2, halo = 1>

func.func @row_vector(%x: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  %0 = patconv.convert_layout %x : tensor<1x2x8x8xf32> -> tensor<1x2x8x8xf32, #tiled>
  // expected-error @below {{expected a tensor without an encoding or in the lane-tiled layout, but got 'tensor<1x2x8x8xf32, #patconv.row_vector<16>>'}}
  %1 = patconv.convert_layout %0 : tensor<1x2x8x8xf32, #tiled> -> tensor<1x2x8x8xf32, #patconv.row_vector<16>>
  %2 = patconv.convert_layout %1 : tensor<1x2x8x8xf32, #patconv.row_vector<16>> -> tensor<1x2x8x8xf32>
  return %2 : tensor<1x2x8x8xf32>
}
