// RUN: patconv-opt %s -split-input-file -patconv-propagate-layout='lanes=4 vector-registers=16 always fuse-pooling=false' | FileCheck %s
// RUN: patconv-opt %s -split-input-file -patconv-propagate-layout='lanes=4 vector-registers=16 always' | FileCheck %s --check-prefix=POOL
// RUN: patconv-opt %s -split-input-file -patconv-propagate-layout | FileCheck %s --check-prefix=COST

// Convolutions hand lane-tiled tensors to each other, through a pooling, a
// stride and a residual addition. Halos are as wide as their readers ask for:
// 1 before a 3x3 kernel, 2 before a dilated one, 0 before what reads plain.

// The pooling can be in the convolution before it.
// POOL-LABEL: func.func @network(
// POOL:         %[[P:.+]] = patconv.conv_2d ins({{.*}} max_pool = array<i64: 2, 2>, {{.*}} -> tensor<1x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 2>>
// POOL-NOT:     patconv.max_pool_2d
// POOL:         patconv.conv_2d ins(%[[P]],

// CHECK-LABEL: func.func @network(
// CHECK-SAME:    %[[X:[^:]+]]: tensor<1x8x32x32xf32>
// CHECK:         %[[IN:.+]] = patconv.convert_layout %[[X]] : {{.*}} -> tensor<1x8x32x32xf32, #patconv.lane_tiled<2x2, halo = 1>>
// CHECK:         %[[A:.+]] = patconv.conv_2d ins(%[[IN]], {{.*}} -> tensor<1x8x32x32xf32, #patconv.lane_tiled<2x2, halo = 0>>
// CHECK:         %[[P:.+]] = patconv.max_pool_2d ins(%[[A]] {{.*}}{kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>} -> tensor<1x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 2>>
// CHECK:         %[[B:.+]] = patconv.conv_2d ins(%[[P]], {{.*}} -> tensor<1x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 2>>
// CHECK:         %[[R:.+]] = linalg.generic {{.*}} ins(%[[P]], %[[B]] :
// CHECK:         } -> tensor<1x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 2>>
// CHECK:         %[[C:.+]] = patconv.conv_2d ins(%[[R]], {{.*}} -> tensor<1x8x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
// CHECK:         %[[Y:.+]] = patconv.convert_layout %[[C]] : {{.*}} -> tensor<1x8x8x8xf32>
// CHECK:         return %[[Y]]
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
func.func @network(%x: tensor<1x8x32x32xf32>, %w: tensor<8x8x3x3xf32>)
    -> tensor<1x8x8x8xf32> {
  %ninf = arith.constant 0xFF800000 : f32
  %e0 = tensor.empty() : tensor<1x8x32x32xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x32x32xf32>, tensor<8x8x3x3xf32>)
      outs(%e0 : tensor<1x8x32x32xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x32x32xf32>
  %window = tensor.empty() : tensor<2x2xf32>
  %e1 = tensor.empty() : tensor<1x8x16x16xf32>
  %fill = linalg.fill ins(%ninf : f32) outs(%e1 : tensor<1x8x16x16xf32>) -> tensor<1x8x16x16xf32>
  %p = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
      ins(%a, %window : tensor<1x8x32x32xf32>, tensor<2x2xf32>)
      outs(%fill : tensor<1x8x16x16xf32>) -> tensor<1x8x16x16xf32>
  %b = patconv.conv_2d ins(%p, %w : tensor<1x8x16x16xf32>, tensor<8x8x3x3xf32>)
      outs(%e1 : tensor<1x8x16x16xf32>) {
        dilations = array<i64: 2, 2>, kernels = dense<1> : tensor<8x8xi8>,
        padding = array<i64: 2, 2, 2, 2>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x16x16xf32>
  %r = linalg.generic {indexing_maps = [#identity, #identity, #identity],
                       iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%p, %b : tensor<1x8x16x16xf32>, tensor<1x8x16x16xf32>)
      outs(%e1 : tensor<1x8x16x16xf32>) {
  ^bb0(%in: f32, %more: f32, %out: f32):
    %sum = arith.addf %in, %more : f32
    linalg.yield %sum : f32
  } -> tensor<1x8x16x16xf32>
  %e2 = tensor.empty() : tensor<1x8x8x8xf32>
  %c = patconv.conv_2d ins(%r, %w : tensor<1x8x16x16xf32>, tensor<8x8x3x3xf32>)
      outs(%e2 : tensor<1x8x8x8xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">,
        strides = array<i64: 2, 2>
      } -> tensor<1x8x8x8xf32>
  return %c : tensor<1x8x8x8xf32>
}

// -----

// What does not keep zeros, a window that leaves the layout, a padding of -inf
// over what may be negative: these stay plain.

// CHECK-LABEL: func.func @stay_plain(
// CHECK:         %[[A:.+]] = patconv.conv_2d {{.*}} -> tensor<1x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 0>>
// CHECK:         %[[PLAIN:.+]] = patconv.convert_layout %[[A]] : {{.*}} -> tensor<1x8x16x16xf32>
// CHECK-NOT:     patconv.convert_layout
// CHECK:         linalg.generic {{.*}} ins(%[[PLAIN]] : tensor<1x8x16x16xf32>)
// CHECK:         patconv.conv_2d ins(%[[PLAIN]], {{.*}} -> tensor<1x8x14x14xf32>
// CHECK:         tensor.pad %[[PLAIN]]
// CHECK:         linalg.pooling_nchw_max
#identity = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
func.func @stay_plain(%x: tensor<1x8x16x16xf32>, %w: tensor<8x8x3x3xf32>)
    -> (tensor<1x8x16x16xf32>, tensor<1x8x14x14xf32>, tensor<1x8x8x8xf32>) {
  %one = arith.constant 1.0 : f32
  %ninf = arith.constant 0xFF800000 : f32
  %e0 = tensor.empty() : tensor<1x8x16x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x3x3xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x16x16xf32>
  %more = linalg.generic {indexing_maps = [#identity, #identity],
                          iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a : tensor<1x8x16x16xf32>) outs(%e0 : tensor<1x8x16x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    %sum = arith.addf %in, %one : f32
    linalg.yield %sum : f32
  } -> tensor<1x8x16x16xf32>
  %e1 = tensor.empty() : tensor<1x8x14x14xf32>
  %valid = patconv.conv_2d ins(%a, %w : tensor<1x8x16x16xf32>, tensor<8x8x3x3xf32>)
      outs(%e1 : tensor<1x8x14x14xf32>) {
        kernels = dense<1> : tensor<8x8xi8>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x14x14xf32>
  %padded = tensor.pad %a low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %ninf : f32
  } : tensor<1x8x16x16xf32> to tensor<1x8x18x18xf32>
  %window = tensor.empty() : tensor<3x3xf32>
  %e2 = tensor.empty() : tensor<1x8x8x8xf32>
  %fill = linalg.fill ins(%ninf : f32) outs(%e2 : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  %p = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
      ins(%padded, %window : tensor<1x8x18x18xf32>, tensor<3x3xf32>)
      outs(%fill : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %more, %valid, %p : tensor<1x8x16x16xf32>, tensor<1x8x14x14xf32>, tensor<1x8x8x8xf32>
}

// -----

// The padding of a pooling goes with it, where what is pooled is not negative; a
// tensor that is read in both layouts is converted once.

// CHECK-LABEL: func.func @padded_pooling(
// CHECK:         %[[A:.+]] = patconv.conv_2d {{.*}} -> tensor<1x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 1>>
// CHECK-NEXT:    %[[PLAIN:.+]] = patconv.convert_layout %[[A]]
// CHECK-NOT:     tensor.pad
// CHECK:         %[[P:.+]] = patconv.max_pool_2d ins(%[[A]] {{.*}}{kernel = array<i64: 3, 3>, padding = 1 : i64, strides = array<i64: 2, 2>}
// CHECK:         %[[Y:.+]] = patconv.convert_layout %[[P]]
// CHECK-NOT:     patconv.convert_layout
// CHECK:         return %[[Y]], %[[PLAIN]]
func.func @padded_pooling(%x: tensor<1x8x16x16xf32>, %w: tensor<8x8x1x1xf32>)
    -> (tensor<1x8x8x8xf32>, tensor<1x8x16x16xf32>) {
  %ninf = arith.constant 0xFF800000 : f32
  %e0 = tensor.empty() : tensor<1x8x16x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        activation = #patconv.activation<relu>,
        kernels = dense<1> : tensor<8x8xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %padded = tensor.pad %a low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %ninf : f32
  } : tensor<1x8x16x16xf32> to tensor<1x8x18x18xf32>
  %window = tensor.empty() : tensor<3x3xf32>
  %e2 = tensor.empty() : tensor<1x8x8x8xf32>
  %fill = linalg.fill ins(%ninf : f32) outs(%e2 : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  %p = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
      ins(%padded, %window : tensor<1x8x18x18xf32>, tensor<3x3xf32>)
      outs(%fill : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %p, %a : tensor<1x8x8x8xf32>, tensor<1x8x16x16xf32>
}

// -----

// A layer as small as this does not pay for the conversions around it.

// COST-LABEL: func.func @small(
// COST-NOT:     lane_tiled
// COST:         return
func.func @small(%x: tensor<1x3x16x16xf32>, %w: tensor<2x3x3x3xf32>)
    -> tensor<1x2x16x16xf32> {
  %e = tensor.empty() : tensor<1x2x16x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x3x16x16xf32>, tensor<2x3x3x3xf32>)
      outs(%e : tensor<1x2x16x16xf32>) {
        kernels = dense<1> : tensor<2x3xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x2x16x16xf32>
  return %a : tensor<1x2x16x16xf32>
}

// -----

// A large layer pays; 14 columns leave the fewest lanes idle on a 2x8 grid.

// COST-LABEL: func.func @grids(
// COST:         patconv.conv_2d {{.*}} -> tensor<1x256x56x56xf32, #patconv.lane_tiled<4x4, halo = 0>>
// COST:         patconv.conv_2d {{.*}} -> tensor<1x512x14x14xf32, #patconv.lane_tiled<2x8, halo = 0>>
func.func @grids(%x: tensor<1x256x56x56xf32>, %w: tensor<256x256x3x3xf32>,
    %x1: tensor<1x512x14x14xf32>, %w1: tensor<512x512x3x3xf32>)
    -> (tensor<1x256x56x56xf32>, tensor<1x512x14x14xf32>) {
  %e0 = tensor.empty() : tensor<1x256x56x56xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x256x56x56xf32>, tensor<256x256x3x3xf32>)
      outs(%e0 : tensor<1x256x56x56xf32>) {
        kernels = dense<1> : tensor<256x256xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x256x56x56xf32>
  %e1 = tensor.empty() : tensor<1x512x14x14xf32>
  %b = patconv.conv_2d ins(%x1, %w1 : tensor<1x512x14x14xf32>, tensor<512x512x3x3xf32>)
      outs(%e1 : tensor<1x512x14x14xf32>) {
        kernels = dense<1> : tensor<512x512xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x512x14x14xf32>
  return %a, %b : tensor<1x256x56x56xf32>, tensor<1x512x14x14xf32>
}

// -----

// A residual has the output's grid; the halo is what its other readers ask for.
// A pooling whose convolution has another reader stays by itself.

// POOL-LABEL: func.func @residual(
// POOL-SAME:    %[[X:[^:]+]]: tensor<1x8x32x32xf32>
// POOL:         %[[IN:.+]] = patconv.convert_layout %[[X]] : {{.*}} -> tensor<1x8x32x32xf32, #patconv.lane_tiled<2x2, halo = 1>>
// POOL:         %[[A:.+]] = patconv.conv_2d ins(%[[IN]], {{.*}} residuals(%[[IN]] : {{.*}} -> tensor<1x8x32x32xf32, #patconv.lane_tiled<2x2, halo = 0>> epilogue {
// POOL:         patconv.max_pool_2d ins(%[[A]]
// POOL:         linalg.pooling_nchw_max
func.func @residual(%x: tensor<1x8x32x32xf32>, %w: tensor<8x8x3x3xf32>)
    -> (tensor<1x8x16x16xf32>, tensor<1x8x15x15xf32>) {
  %ninf = arith.constant 0xFF800000 : f32
  %e0 = tensor.empty() : tensor<1x8x32x32xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x32x32xf32>, tensor<8x8x3x3xf32>)
      residuals(%x : tensor<1x8x32x32xf32>)
      outs(%e0 : tensor<1x8x32x32xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x32x32xf32> epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  %e1 = tensor.empty() : tensor<1x8x16x16xf32>
  %f1 = linalg.fill ins(%ninf : f32) outs(%e1 : tensor<1x8x16x16xf32>) -> tensor<1x8x16x16xf32>
  %w2 = tensor.empty() : tensor<2x2xf32>
  %p = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
      ins(%a, %w2 : tensor<1x8x32x32xf32>, tensor<2x2xf32>)
      outs(%f1 : tensor<1x8x16x16xf32>) -> tensor<1x8x16x16xf32>
  %e2 = tensor.empty() : tensor<1x8x15x15xf32>
  %f2 = linalg.fill ins(%ninf : f32) outs(%e2 : tensor<1x8x15x15xf32>) -> tensor<1x8x15x15xf32>
  %w3 = tensor.empty() : tensor<3x3xf32>
  %q = linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>}
      ins(%a, %w3 : tensor<1x8x32x32xf32>, tensor<3x3xf32>)
      outs(%f2 : tensor<1x8x15x15xf32>) -> tensor<1x8x15x15xf32>
  return %p, %q : tensor<1x8x16x16xf32>, tensor<1x8x15x15xf32>
}

// -----

// Channels are joined in the layout; what is not lane-tiled is converted.

// POOL-LABEL: func.func @concat(
// POOL-SAME:    %[[X:[^:]+]]: tensor<1x8x32x32xf32>
// POOL:         %[[IN:.+]] = patconv.convert_layout %[[X]] : {{.*}} -> tensor<1x8x32x32xf32, #patconv.lane_tiled<2x2, halo = 1>>
// POOL:         %[[A:.+]] = patconv.conv_2d ins(%[[IN]], {{.*}} -> tensor<1x8x32x32xf32, #patconv.lane_tiled<2x2, halo = 1>>
// POOL:         %[[C:.+]] = patconv.concat %[[IN]], %[[A]] : {{.*}} -> tensor<1x16x32x32xf32, #patconv.lane_tiled<2x2, halo = 1>>
// POOL:         patconv.conv_2d ins(%[[C]],
func.func @concat(%x: tensor<1x8x32x32xf32>, %w: tensor<8x8x3x3xf32>, %v: tensor<8x16x3x3xf32>)
    -> tensor<1x8x32x32xf32> {
  %e = tensor.empty() : tensor<1x8x32x32xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x32x32xf32>, tensor<8x8x3x3xf32>)
      outs(%e : tensor<1x8x32x32xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x32x32xf32>
  %c = tensor.concat dim(1) %x, %a : (tensor<1x8x32x32xf32>, tensor<1x8x32x32xf32>) -> tensor<1x16x32x32xf32>
  %y = patconv.conv_2d ins(%c, %v : tensor<1x16x32x32xf32>, tensor<8x16x3x3xf32>)
      outs(%e : tensor<1x8x32x32xf32>) {
        kernels = dense<1> : tensor<8x16xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x32x32xf32>
  return %y : tensor<1x8x32x32xf32>
}

// -----

// Planes of several images would have to be dealt out: they stay plain.

// POOL-LABEL: func.func @concat_of_a_batch(
// POOL:         tensor.concat
func.func @concat_of_a_batch(%x: tensor<2x8x32x32xf32>, %w: tensor<8x8x3x3xf32>)
    -> tensor<2x16x32x32xf32> {
  %e = tensor.empty() : tensor<2x8x32x32xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<2x8x32x32xf32>, tensor<8x8x3x3xf32>)
      outs(%e : tensor<2x8x32x32xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<2x8x32x32xf32>
  %c = tensor.concat dim(1) %x, %a : (tensor<2x8x32x32xf32>, tensor<2x8x32x32xf32>) -> tensor<2x16x32x32xf32>
  return %c : tensor<2x16x32x32xf32>
}

// -----

// Kernels of one position with a stride read a copy of the points that they
// need, which lie end to end there. Of a 3x3 kernel all points are read.

// COST-LABEL: func.func @subsampling(
// COST:         %[[A:.+]] = patconv.conv_2d {{.*}} -> tensor<1x256x56x56xf32, #patconv.lane_tiled<4x4, halo = 1>>
// COST:         %[[S:.+]] = patconv.max_pool_2d ins(%[[A]] {{.*}}{kernel = array<i64: 1, 1>, strides = array<i64: 2, 2>} -> tensor<1x256x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
// COST:         patconv.conv_2d ins(%[[S]],
// COST-NOT:     strides = array<i64: 2
// COST:         patconv.conv_2d ins(%[[A]],
// COST-SAME:    strides = array<i64: 2, 2>
func.func @subsampling(%x: tensor<1x256x56x56xf32>, %w: tensor<256x256x3x3xf32>,
    %v: tensor<512x256x1x1xf32>)
    -> (tensor<1x512x28x28xf32>, tensor<1x256x28x28xf32>) {
  %e0 = tensor.empty() : tensor<1x256x56x56xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x256x56x56xf32>, tensor<256x256x3x3xf32>)
      outs(%e0 : tensor<1x256x56x56xf32>) {
        kernels = dense<1> : tensor<256x256xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x256x56x56xf32>
  %e1 = tensor.empty() : tensor<1x512x28x28xf32>
  %b = patconv.conv_2d ins(%a, %v : tensor<1x256x56x56xf32>, tensor<512x256x1x1xf32>)
      outs(%e1 : tensor<1x512x28x28xf32>) {
        kernels = dense<1> : tensor<512x256xi8>, strides = array<i64: 2, 2>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x512x28x28xf32>
  %e2 = tensor.empty() : tensor<1x256x28x28xf32>
  %c = patconv.conv_2d ins(%a, %w : tensor<1x256x56x56xf32>, tensor<256x256x3x3xf32>)
      outs(%e2 : tensor<1x256x28x28xf32>) {
        kernels = dense<1> : tensor<256x256xi8>, padding = array<i64: 1, 1, 1, 1>,
        strides = array<i64: 2, 2>, patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x256x28x28xf32>
  return %b, %c : tensor<1x512x28x28xf32>, tensor<1x256x28x28xf32>
}

// -----

// A global average pooling divides the sums of planes, which the convolution
// makes, its residual added: no copy of its result is made. Sums of rows alone are something else,
// and so are sums that do not start from 0.

// CHECK-LABEL: func.func @plane_sums(
// CHECK-NOT:     sum_pool
// CHECK:         linalg.generic
// POOL-LABEL:  func.func @plane_sums(
// POOL:         %[[IN:.+]] = patconv.convert_layout
// POOL:         %[[INIT:.+]] = tensor.empty() : tensor<2x8x1x1xf32>
// POOL:         %[[S:.+]] = patconv.conv_2d ins(%[[IN]], {{.*}} residuals(%[[IN]] : {{.*}} outs(%[[INIT]] : tensor<2x8x1x1xf32>) {{.*}} sum_pool} -> tensor<2x8x1x1xf32> epilogue {
// POOL-NOT:     patconv.convert_layout
// POOL:         %[[C:.+]] = tensor.collapse_shape %[[S]] {{\[\[}}0], [1, 2, 3]] : tensor<2x8x1x1xf32> into tensor<2x8xf32>
// POOL:         return %[[C]]
#identity = affine_map<(n, c, y, x) -> (n, c, y, x)>
#planes = affine_map<(n, c, y, x) -> (n, c)>
func.func @plane_sums(%x: tensor<2x8x15x16xf32>, %w: tensor<8x8x1x1xf32>) -> tensor<2x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<2x8x15x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<2x8x15x16xf32>, tensor<8x8x1x1xf32>)
      residuals(%x : tensor<2x8x15x16xf32>) outs(%e0 : tensor<2x8x15x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<2x8x15x16xf32> epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  %e1 = tensor.empty() : tensor<2x8xf32>
  %f1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<2x8xf32>) -> tensor<2x8xf32>
  %s = linalg.generic {indexing_maps = [#identity, #planes],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%a : tensor<2x8x15x16xf32>) outs(%f1 : tensor<2x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<2x8xf32>
  return %s : tensor<2x8xf32>
}

// -----

// POOL-LABEL:  func.func @window_of_the_plane(
// POOL:         %[[S:.+]] = patconv.conv_2d {{.*}} sum_pool} -> tensor<1x8x1x1xf32>
// POOL-NOT:     linalg.pooling
// POOL:         return %[[S]]
func.func @window_of_the_plane(%x: tensor<1x8x7x7xf32>, %w: tensor<8x8x1x1xf32>) -> tensor<1x8x1x1xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<1x8x7x7xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x7x7xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x7x7xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x7x7xf32>
  %window = tensor.empty() : tensor<7x7xf32>
  %e1 = tensor.empty() : tensor<1x8x1x1xf32>
  %f1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<1x8x1x1xf32>) -> tensor<1x8x1x1xf32>
  %s = linalg.pooling_nchw_sum {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>}
      ins(%a, %window : tensor<1x8x7x7xf32>, tensor<7x7xf32>) outs(%f1 : tensor<1x8x1x1xf32>) -> tensor<1x8x1x1xf32>
  return %s : tensor<1x8x1x1xf32>
}

// -----

// POOL-LABEL:  func.func @other_sums(
// POOL-COUNT-5: patconv.conv_2d
// POOL-NOT:     sum_pool
// POOL:         return
#identity = affine_map<(n, c, y, x) -> (n, c, y, x)>
#planes = affine_map<(n, c, y, x) -> (n, c)>
#columns = affine_map<(n, c, y, x) -> (n, c, x)>
#transposed = affine_map<(n, c, y, x) -> (c, n)>
func.func @other_sums(%x: tensor<1x8x16x16xf32>, %w: tensor<8x8x1x1xf32>)
    -> (tensor<1x8xf32>, tensor<1x8x16xf32>, tensor<1x8xf32>, tensor<8x1xf32>, tensor<1x8x3x3xf32>) {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e0 = tensor.empty() : tensor<1x8x16x16xf32>
  %a0 = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %e1 = tensor.empty() : tensor<1x8xf32>
  %f1 = linalg.fill ins(%one : f32) outs(%e1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %s0 = linalg.generic {indexing_maps = [#identity, #planes],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%a0 : tensor<1x8x16x16xf32>) outs(%f1 : tensor<1x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x8xf32>
  %a1 = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">,
        activation = #patconv.activation<relu>
      } -> tensor<1x8x16x16xf32>
  %e2 = tensor.empty() : tensor<1x8x16xf32>
  %f2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<1x8x16xf32>) -> tensor<1x8x16xf32>
  %s1 = linalg.generic {indexing_maps = [#identity, #columns],
      iterator_types = ["parallel", "parallel", "reduction", "parallel"]}
      ins(%a1 : tensor<1x8x16x16xf32>) outs(%f2 : tensor<1x8x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x8x16xf32>
  %a2 = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %f3 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %s2 = linalg.generic {indexing_maps = [#identity, #planes],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%a2 : tensor<1x8x16x16xf32>) outs(%f3 : tensor<1x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.maximumf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x8xf32>
  %a3 = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %e3 = tensor.empty() : tensor<8x1xf32>
  %f4 = linalg.fill ins(%zero : f32) outs(%e3 : tensor<8x1xf32>) -> tensor<8x1xf32>
  %s3 = linalg.generic {indexing_maps = [#identity, #transposed],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%a3 : tensor<1x8x16x16xf32>) outs(%f4 : tensor<8x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<8x1xf32>
  %a4 = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %window = tensor.empty() : tensor<14x14xf32>
  %e4 = tensor.empty() : tensor<1x8x3x3xf32>
  %f5 = linalg.fill ins(%zero : f32) outs(%e4 : tensor<1x8x3x3xf32>) -> tensor<1x8x3x3xf32>
  %s4 = linalg.pooling_nchw_sum {dilations = dense<1> : vector<2xi64>, strides = dense<1> : vector<2xi64>}
      ins(%a4, %window : tensor<1x8x16x16xf32>, tensor<14x14xf32>) outs(%f5 : tensor<1x8x3x3xf32>) -> tensor<1x8x3x3xf32>
  return %s0, %s1, %s2, %s3, %s4 : tensor<1x8xf32>, tensor<1x8x16xf32>, tensor<1x8xf32>, tensor<8x1xf32>, tensor<1x8x3x3xf32>
}

// -----

// What comes by channel and does not keep zeros stays in the layout where points alone
// are read of it.

// CHECK-LABEL: func.func @channelwise(
// CHECK:         %[[A:.+]] = patconv.conv_2d
// CHECK:         %[[S:.+]] = linalg.generic {{.*}} ins(%[[A]], %{{.*}} : tensor<1x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<8xf32>)
// CHECK:         patconv.conv_2d ins(%[[S]],
#identity = affine_map<(n, c, y, x) -> (n, c, y, x)>
#channel = affine_map<(n, c, y, x) -> (c)>
func.func @channelwise(%x: tensor<1x8x16x16xf32>, %w: tensor<8x8x1x1xf32>, %v: tensor<8x8x3x3xf32>, %by: tensor<8xf32>)
    -> tensor<1x8x16x16xf32> {
  %e0 = tensor.empty() : tensor<1x8x16x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %s = linalg.generic {indexing_maps = [#identity, #channel, #identity],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %by : tensor<1x8x16x16xf32>, tensor<8xf32>) outs(%e0 : tensor<1x8x16x16xf32>) {
  ^bb0(%in: f32, %shift: f32, %out: f32):
    %0 = arith.addf %in, %shift : f32
    linalg.yield %0 : f32
  } -> tensor<1x8x16x16xf32>
  %y = patconv.conv_2d ins(%s, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  return %y : tensor<1x8x16x16xf32>
}

// -----

// A window would read halos that are not zero.

// CHECK-LABEL: func.func @channelwise_before_a_window(
// CHECK:         %[[A:.+]] = patconv.conv_2d
// CHECK:         %[[PLAIN:.+]] = patconv.convert_layout %[[A]] : {{.*}} -> tensor<1x8x16x16xf32>
// CHECK:         %[[S:.+]] = linalg.generic {{.*}} ins(%[[PLAIN]],
// CHECK:         %[[TILED:.+]] = patconv.convert_layout %[[S]]
// CHECK:         patconv.conv_2d ins(%[[TILED]],
#identity = affine_map<(n, c, y, x) -> (n, c, y, x)>
#channel = affine_map<(n, c, y, x) -> (c)>
func.func @channelwise_before_a_window(%x: tensor<1x8x16x16xf32>, %w: tensor<8x8x1x1xf32>, %v: tensor<8x8x3x3xf32>, %by: tensor<8xf32>)
    -> tensor<1x8x16x16xf32> {
  %e0 = tensor.empty() : tensor<1x8x16x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %s = linalg.generic {indexing_maps = [#identity, #channel, #identity],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %by : tensor<1x8x16x16xf32>, tensor<8xf32>) outs(%e0 : tensor<1x8x16x16xf32>) {
  ^bb0(%in: f32, %shift: f32, %out: f32):
    %0 = arith.addf %in, %shift : f32
    linalg.yield %0 : f32
  } -> tensor<1x8x16x16xf32>
  %y = patconv.conv_2d ins(%s, %v : tensor<1x8x16x16xf32>, tensor<8x8x3x3xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x16x16xf32>
  return %y : tensor<1x8x16x16xf32>
}

// -----

// A convolution reads the sums, which are plain, in its layout, and makes sums itself.
// POOL-LABEL:  func.func @sums_that_are_read(
// POOL:         %[[S:.+]] = patconv.conv_2d {{.*}} sum_pool} -> tensor<1x8x1x1xf32>
// POOL:         %[[TILED:.+]] = patconv.convert_layout %[[S]] : tensor<1x8x1x1xf32> -> tensor<1x8x1x1xf32, #patconv.lane_tiled<2x2, halo = 0>>
// POOL:         %[[T:.+]] = patconv.conv_2d ins(%[[TILED]], {{.*}} sum_pool} -> tensor<1x8x1x1xf32>
// POOL:         return %[[T]]
#identity = affine_map<(n, c, y, x) -> (n, c, y, x)>
#sums = affine_map<(n, c, y, x) -> (n, c, 0, 0)>
func.func @sums_that_are_read(%x: tensor<1x8x16x16xf32>, %w: tensor<8x8x1x1xf32>) -> tensor<1x8x1x1xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<1x8x16x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %e1 = tensor.empty() : tensor<1x8x1x1xf32>
  %f1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<1x8x1x1xf32>) -> tensor<1x8x1x1xf32>
  %s = linalg.generic {indexing_maps = [#identity, #sums],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%a : tensor<1x8x16x16xf32>) outs(%f1 : tensor<1x8x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x8x1x1xf32>
  %y = patconv.conv_2d ins(%s, %w : tensor<1x8x1x1xf32>, tensor<8x8x1x1xf32>)
      outs(%e1 : tensor<1x8x1x1xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x1x1xf32>
  %t = linalg.generic {indexing_maps = [#identity, #sums],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%y : tensor<1x8x1x1xf32>) outs(%f1 : tensor<1x8x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x8x1x1xf32>
  return %t : tensor<1x8x1x1xf32>
}

// -----

// Planes that are read beside their sums are added up, and scaled plane by plane, in the
// layout; what the sums come to is plain.

// CHECK-LABEL: func.func @gates(
// CHECK:         %[[A:.+]] = patconv.conv_2d
// CHECK-NOT:     patconv.convert_layout
// CHECK:         %[[SUM:.+]] = linalg.generic {{.*}} ins(%[[A]] : tensor<2x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 1>>)
// CHECK-SAME:      outs(%{{.*}} : tensor<2x8x1x1xf32>)
// CHECK:         %[[S:.+]] = linalg.generic {{.*}} ins(%[[A]], %[[SUM]] : tensor<2x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x8x1x1xf32>)
// CHECK:         patconv.conv_2d ins(%[[S]],
#identity = affine_map<(n, c, y, x) -> (n, c, y, x)>
#plane = affine_map<(n, c, y, x) -> (n, c, 0, 0)>
func.func @gates(%x: tensor<2x8x16x16xf32>, %w: tensor<8x8x1x1xf32>, %v: tensor<8x8x3x3xf32>)
    -> tensor<2x8x16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e0 = tensor.empty() : tensor<2x8x16x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<2x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<2x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<2x8x16x16xf32>
  %e1 = tensor.empty() : tensor<2x8x1x1xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e1 : tensor<2x8x1x1xf32>) -> tensor<2x8x1x1xf32>
  %sum = linalg.generic {indexing_maps = [#identity, #plane],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%a : tensor<2x8x16x16xf32>) outs(%f : tensor<2x8x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<2x8x1x1xf32>
  %s = linalg.generic {indexing_maps = [#identity, #plane, #identity],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %sum : tensor<2x8x16x16xf32>, tensor<2x8x1x1xf32>) outs(%e0 : tensor<2x8x16x16xf32>) {
  ^bb0(%in: f32, %by: f32, %out: f32):
    %0 = math.exp %by : f32
    %1 = arith.addf %0, %one : f32
    %2 = arith.divf %one, %1 : f32
    %3 = arith.mulf %in, %2 : f32
    linalg.yield %3 : f32
  } -> tensor<2x8x16x16xf32>
  %y = patconv.conv_2d ins(%s, %v : tensor<2x8x16x16xf32>, tensor<8x8x3x3xf32>)
      outs(%e0 : tensor<2x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<2x8x16x16xf32>
  return %y : tensor<2x8x16x16xf32>
}

// -----

// A number that is added to a plane would be in its halo, too.

// CHECK-LABEL: func.func @shifted_planes(
// CHECK:         %[[A:.+]] = patconv.conv_2d
// CHECK:         %[[PLAIN:.+]] = patconv.convert_layout %[[A]] : {{.*}} -> tensor<1x8x16x16xf32>
// CHECK:         linalg.generic {{.*}} ins(%[[PLAIN]], %{{.*}} : tensor<1x8x16x16xf32>, tensor<1x8x1x1xf32>)
#identity = affine_map<(n, c, y, x) -> (n, c, y, x)>
#plane = affine_map<(n, c, y, x) -> (n, c, 0, 0)>
func.func @shifted_planes(%x: tensor<1x8x16x16xf32>, %w: tensor<8x8x1x1xf32>, %by: tensor<1x8x1x1xf32>)
    -> tensor<1x8x16x16xf32> {
  %e0 = tensor.empty() : tensor<1x8x16x16xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  %s = linalg.generic {indexing_maps = [#identity, #plane, #identity],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %by : tensor<1x8x16x16xf32>, tensor<1x8x1x1xf32>) outs(%e0 : tensor<1x8x16x16xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %0 = arith.addf %in, %number : f32
    %1 = arith.mulf %0, %number : f32
    linalg.yield %1 : f32
  } -> tensor<1x8x16x16xf32>
  %y = patconv.conv_2d ins(%s, %w : tensor<1x8x16x16xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x16x16xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x16x16xf32>
  return %y : tensor<1x8x16x16xf32>
}
