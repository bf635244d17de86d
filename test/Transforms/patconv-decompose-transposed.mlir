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
