// RUN: patconv-opt %s --split-input-file -patconv-linearize-convolutions -canonicalize | FileCheck %s

// Bias, activation, a residual, numbers by channel and a body follow in one
// element-wise operation. A removed kernel is a zero, whatever it was.

// CHECK-DAG: #[[MK:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[NK:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[MN:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[MATRIX:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[COLUMN:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: func @excitation
// CHECK-SAME:    %[[X:.*]]: tensor<2x3x1x1xf32>, %[[R:.*]]: tensor<2x2x1x1xf32>, %[[B:.*]]: tensor<2xf32>, %[[P:.*]]: tensor<2xf32>
// CHECK-DAG: %[[W:.*]] = arith.constant dense<{{\[}}[1.000000e+00, 2.000000e+00, 0.000000e+00], [4.000000e+00, 0.000000e+00, 6.000000e+00]]> : tensor<2x3xf32>
// CHECK-DAG: %[[LOW:.*]] = arith.constant 0.000000e+00 : f32
// CHECK-DAG: %[[HIGH:.*]] = arith.constant 6.000000e+00 : f32
// CHECK-DAG: %[[ROWS:.*]] = tensor.collapse_shape %[[X]] {{\[}}[0], [1, 2, 3]]
// CHECK-DAG: %[[ZEROS:.*]] = linalg.fill ins(%[[LOW]]
// CHECK: %[[PRODUCT:.*]] = linalg.matmul indexing_maps = [#[[MK]], #[[NK]], #[[MN]]] {patconv.layer = "expand"} ins(%[[ROWS]], %[[W]] : tensor<2x3xf32>, tensor<2x3xf32>) outs(%[[ZEROS]] : tensor<2x2xf32>)
// CHECK: %[[RESIDUAL:.*]] = tensor.collapse_shape %[[R]] {{\[}}[0], [1, 2, 3]]
// CHECK: %[[DONE:.*]] = linalg.generic {indexing_maps = [#[[MATRIX]], #[[MATRIX]], #[[COLUMN]], #[[COLUMN]], #[[MATRIX]]]
// CHECK-SAME: ins(%[[PRODUCT]], %[[RESIDUAL]], %[[P]], %[[B]]
// CHECK: ^bb0(%[[V:.*]]: f32, %[[OTHER:.*]]: f32, %[[NUMBER:.*]]: f32, %[[BIAS:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[SUM:.*]] = arith.addf %[[V]], %[[BIAS]]
// CHECK-NEXT: %[[MAX:.*]] = arith.maximumf %[[SUM]], %[[LOW]]
// CHECK-NEXT: %[[MIN:.*]] = arith.minimumf %[[MAX]], %[[HIGH]]
// CHECK-NEXT: %[[SCALED:.*]] = arith.mulf %[[MIN]], %[[NUMBER]]
// CHECK-NEXT: %[[ADDED:.*]] = arith.addf %[[SCALED]], %[[OTHER]]
// CHECK-NEXT: linalg.yield %[[ADDED]]
// CHECK: tensor.expand_shape %[[DONE]] {{\[}}[0], [1, 2, 3]] output_shape [2, 2, 1, 1]
func.func @excitation(%x: tensor<2x3x1x1xf32>, %r: tensor<2x2x1x1xf32>, %b: tensor<2xf32>,
    %p: tensor<2xf32>, %init: tensor<2x2x1x1xf32>) -> tensor<2x2x1x1xf32> {
  %w = arith.constant dense<[[[[1.]], [[2.]], [[3.]]], [[[4.]], [[0.]], [[6.]]]]> : tensor<2x3x1x1xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<2x3x1x1xf32>, tensor<2x3x1x1xf32>)
      bias(%b : tensor<2xf32>) residuals(%r : tensor<2x2x1x1xf32>) parameters(%p : tensor<2xf32>)
      outs(%init : tensor<2x2x1x1xf32>) {
        activation = #patconv.activation<relu6>,
        kernels = dense<[[1, 1, 0], [1, 0, 1]]> : tensor<2x3xi8>,
        layer = "expand",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<2x2x1x1xf32> epilogue {
    ^bb0(%v: f32, %other: f32, %number: f32):
      %1 = arith.mulf %v, %number : f32
      %2 = arith.addf %1, %other : f32
      patconv.yield %2
    }
  return %0 : tensor<2x2x1x1xf32>
}

// -----

// Nothing follows.

// CHECK-LABEL: func @alone
// CHECK: %[[PRODUCT:.*]] = linalg.matmul
// CHECK-NOT: linalg.generic
// CHECK: tensor.expand_shape %[[PRODUCT]]
func.func @alone(%x: tensor<1x3x1x1xf32>, %init: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %w = arith.constant dense<[[[[1.]], [[2.]], [[3.]]]]> : tensor<1x3x1x1xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x3x1x1xf32>, tensor<1x3x1x1xf32>)
      outs(%init : tensor<1x1x1x1xf32>) {
        kernels = dense<[[1, 1, 1]]> : tensor<1x3xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x1x1xf32>
  return %0 : tensor<1x1x1x1xf32>
}

// -----

// Planes of more points, larger kernels, groups and a point of padding are no
// matrix products.

// CHECK-LABEL: func @others
// CHECK-COUNT-4: patconv.conv_2d
// CHECK-NOT: linalg.matmul
func.func @others(%x: tensor<1x2x1x2xf32>, %y: tensor<1x2x1x1xf32>, %a: tensor<1x2x1x2xf32>,
    %b: tensor<1x2x1x1xf32>)
    -> (tensor<1x2x1x2xf32>, tensor<1x2x1x1xf32>, tensor<1x2x1x1xf32>, tensor<1x2x1x1xf32>) {
  %w = arith.constant dense<[[[[1.]], [[2.]]], [[[3.]], [[4.]]]]> : tensor<2x2x1x1xf32>
  %v = arith.constant dense<1.> : tensor<2x2x1x3xf32>
  %u = arith.constant dense<2.> : tensor<2x1x1x1xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x2x1x2xf32>, tensor<2x2x1x1xf32>)
      outs(%a : tensor<1x2x1x2xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x1x2xf32>
  %1 = patconv.conv_2d ins(%y, %v : tensor<1x2x1x1xf32>, tensor<2x2x1x3xf32>)
      outs(%b : tensor<1x2x1x1xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, padding = array<i64: 0, 0, 1, 1>,
        patterns = #patconv.pattern_set<"xxx">
      } -> tensor<1x2x1x1xf32>
  %2 = patconv.conv_2d ins(%y, %u : tensor<1x2x1x1xf32>, tensor<2x1x1x1xf32>)
      outs(%b : tensor<1x2x1x1xf32>) {
        groups = 2 : i64, kernels = dense<1> : tensor<2x1xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x2x1x1xf32>
  %3 = patconv.conv_2d ins(%y, %w : tensor<1x2x1x1xf32>, tensor<2x2x1x1xf32>)
      outs(%b : tensor<1x2x1x1xf32>) {
        kernels = dense<1> : tensor<2x2xi8>, padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<"x">, strides = array<i64: 3, 3>
      } -> tensor<1x2x1x1xf32>
  return %0, %1, %2, %3
      : tensor<1x2x1x2xf32>, tensor<1x2x1x1xf32>, tensor<1x2x1x1xf32>, tensor<1x2x1x1xf32>
}
