// RUN: patconv-opt %s -split-input-file -patconv-decompose-transposed -canonicalize | FileCheck %s

// Each point of the result meets one position of a 2x2 kernel with strides of 2: four
// filters of 1x1 kernels, whose bias and activation are those of the filter.

// CHECK-LABEL: func.func @strides_of_the_kernel(
// CHECK-SAME:    %[[X:.+]]: tensor<1x1x3x4xf32>
// CHECK-DAG:     %[[W:.+]] = arith.constant dense<{{\[\[\[\[}}4.000000e+00]]], {{\[\[\[}}3.000000e+00]]], {{\[\[\[}}2.000000e+00]]], {{\[\[\[}}1.000000e+00]]]]> : tensor<4x1x1x1xf32>
// CHECK-DAG:     %[[B:.+]] = arith.constant dense<5.000000e-01> : tensor<4xf32>
// CHECK-NOT:     tensor.insert_slice
// CHECK:         %[[Y:.+]] = patconv.conv_2d ins(%[[X]], %[[W]] : tensor<1x1x3x4xf32>, tensor<4x1x1x1xf32>) bias(%[[B]] :
// CHECK-SAME:      activation = #patconv.activation<relu>, kernels = dense<1> : tensor<4x1xi8>, layer = "up", patterns = #patconv.pattern_set<"x">
// CHECK-SAME:      -> tensor<1x4x3x4xf32>
// CHECK:         %[[APART:.+]] = tensor.expand_shape %[[Y]] {{\[\[}}0], [1, 2, 3], [4], [5]] output_shape [1, 1, 2, 2, 3, 4]
// CHECK:         %[[POINTS:.+]] = linalg.generic {{.*}} ins(%[[APART]] : tensor<1x1x2x2x3x4xf32>) outs(%{{.*}} : tensor<1x1x3x2x4x2xf32>)
// CHECK:         %[[IMAGE:.+]] = tensor.collapse_shape %[[POINTS]] {{\[\[}}0], [1], [2, 3], [4, 5]] : tensor<1x1x3x2x4x2xf32> into tensor<1x1x6x8xf32>
// CHECK:         return %[[IMAGE]]
func.func @strides_of_the_kernel(%x: tensor<1x1x3x4xf32>) -> tensor<1x1x6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>
  %b = arith.constant dense<0.5> : tensor<1xf32>
  %e = tensor.empty() : tensor<1x1x7x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x7x9xf32>) -> tensor<1x1x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 2, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x7x9xf32>
  %init = tensor.empty() : tensor<1x1x6x8xf32>
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x7x9xf32>, tensor<1x1x2x2xf32>)
      bias(%b : tensor<1xf32>) outs(%init : tensor<1x1x6x8xf32>) {
        activation = #patconv.activation<relu>, kernels = dense<1> : tensor<1x1xi8>,
        layer = "up", patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x1x6x8xf32>
  return %y : tensor<1x1x6x8xf32>
}

// -----

// A 3x3 kernel with strides of 2 and padding of 1: even points meet one position of an
// axis, odd ones two. A removed kernel stays removed. The last odd row is cut off.

// CHECK-LABEL: func.func @patterns(
// CHECK:         patconv.conv_2d ins(%{{.*}}, %{{.*}} : tensor<1x2x4x4xf32>, tensor<4x2x2x2xf32>)
// CHECK-SAME:      kernels = dense<{{\[\[}}1, 0], [2, 0], [3, 0], [4, 0]]> : tensor<4x2xi8>
// CHECK-SAME:      padding = array<i64: 0, 1, 0, 1>
// CHECK-SAME:      patterns = #patconv.pattern_set<"x.|..", "xx|..", "x.|x.", "xx|xx">
// CHECK-SAME:      -> tensor<1x4x4x4xf32>
// CHECK:         %[[IMAGE:.+]] = tensor.collapse_shape
// CHECK:         tensor.extract_slice %[[IMAGE]][0, 0, 0, 0] [1, 1, 7, 8] [1, 1, 1, 1]
func.func @patterns(%x: tensor<1x2x4x4xf32>) -> tensor<1x1x7x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x2x3x3xf32>
  %e = tensor.empty() : tensor<1x2x9x10xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x2x9x10xf32>) -> tensor<1x2x9x10xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 2, 4, 4] [1, 1, 2, 2]
      : tensor<1x2x4x4xf32> into tensor<1x2x9x10xf32>
  %init = tensor.empty() : tensor<1x1x7x8xf32>
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x2x9x10xf32>, tensor<1x2x3x3xf32>)
      outs(%init : tensor<1x1x7x8xf32>) {
        kernels = dense<[[1, 0]]> : tensor<1x2xi8>, patterns = #patconv.pattern_set<"xxx|xxx|xxx">
      } -> tensor<1x1x7x8xf32>
  return %y : tensor<1x1x7x8xf32>
}

// -----

// Strides along rows alone: two phases, whose kernels keep their rows.

// CHECK-LABEL: func.func @one_axis(
// CHECK-SAME:    %[[X:.+]]: tensor<1x1x3x4xf32>
// CHECK:         %[[W:.+]] = arith.constant dense<{{\[\[\[\[}}2.000000e+00], [4.000000e+00]]], {{\[\[\[}}1.000000e+00], [3.000000e+00]]]]> : tensor<2x1x2x1xf32>
// CHECK:         patconv.conv_2d ins(%[[X]], %[[W]] : tensor<1x1x3x4xf32>, tensor<2x1x2x1xf32>)
// CHECK-SAME:      padding = array<i64: 1, 1, 0, 0>
// CHECK-SAME:      -> tensor<1x2x4x4xf32>
// CHECK:         linalg.generic {{.*}} ins(%{{.*}} : tensor<1x1x1x2x4x4xf32>) outs(%{{.*}} : tensor<1x1x4x1x4x2xf32>)
func.func @one_axis(%x: tensor<1x1x3x4xf32>) -> tensor<1x1x4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>
  %e = tensor.empty() : tensor<1x1x5x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x5x9xf32>) -> tensor<1x1x5x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 1, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x5x9xf32>
  %init = tensor.empty() : tensor<1x1x4x8xf32>
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x5x9xf32>, tensor<1x1x2x2xf32>)
      outs(%init : tensor<1x1x4x8xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x1x4x8xf32>
  return %y : tensor<1x1x4x8xf32>
}

// -----

// Phases of a filter stay in its group, and what follows a point goes with it.

// CHECK-LABEL: func.func @groups_and_epilogue(
// CHECK-DAG:     %[[NUMBERS:.+]] = arith.constant dense<[2.5{{0*}}e-01, 2.5{{0*}}e-01, 2.5{{0*}}e-01, 2.5{{0*}}e-01, 7.5{{0*}}e-01, 7.5{{0*}}e-01, 7.5{{0*}}e-01, 7.5{{0*}}e-01]> : tensor<8xf32>
// CHECK-DAG:     arith.constant dense<{{\[\[\[\[}}4.000000e+00]], {{\[\[}}8.000000e+00]]], {{.*}}, {{\[\[\[}}9.000000e+00]], {{\[\[}}1.300000e+01]]]]> : tensor<8x2x1x1xf32>
// CHECK:         patconv.conv_2d ins(%{{.*}}, %{{.*}} : tensor<1x4x3x4xf32>, tensor<8x2x1x1xf32>) parameters(%[[NUMBERS]] : tensor<8xf32>)
// CHECK-SAME:      groups = 2
// CHECK-SAME:      -> tensor<1x8x3x4xf32> epilogue
// CHECK:         math.tanh
// CHECK:         tensor.expand_shape %{{.*}} output_shape [1, 2, 2, 2, 3, 4]
func.func @groups_and_epilogue(%x: tensor<1x4x3x4xf32>) -> tensor<1x2x6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]],
                             [[[9.0, 10.0], [11.0, 12.0]], [[13.0, 14.0], [15.0, 16.0]]]]> : tensor<2x2x2x2xf32>
  %e = tensor.empty() : tensor<1x4x7x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x7x9xf32>) -> tensor<1x4x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 4, 3, 4] [1, 1, 2, 2]
      : tensor<1x4x3x4xf32> into tensor<1x4x7x9xf32>
  %init = tensor.empty() : tensor<1x2x6x8xf32>
  %numbers = arith.constant dense<[0.25, 0.75]> : tensor<2xf32>
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x4x7x9xf32>, tensor<2x2x2x2xf32>)
      parameters(%numbers : tensor<2xf32>) outs(%init : tensor<1x2x6x8xf32>) {
        groups = 2, kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x2x6x8xf32> epilogue {
      ^bb0(%value: f32, %number: f32):
        %tanh = math.tanh %value : f32
        %scaled = arith.mulf %tanh, %number : f32
        patconv.yield %scaled
      }
  return %y : tensor<1x2x6x8xf32>
}
