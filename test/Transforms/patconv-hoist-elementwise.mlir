// RUN: patconv-opt %s -split-input-file -patconv-hoist-elementwise | FileCheck %s

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#one = affine_map<(n, c, y, x) -> (n, 0, 0, 0)>

// The PReLU after pixel shuffle has one slope for all channels; the one after it follows.
// CHECK-LABEL: func.func @pixel_shuffle(
// CHECK-SAME:    %[[X:[^:]+]]: tensor<1x8x4x5xf32>, %[[SLOPE:[^:]+]]: tensor<1x1x1x1xf32>)
// CHECK:         %[[A:.+]] = linalg.generic {{.*}} ins(%[[X]], %[[SLOPE]] : tensor<1x8x4x5xf32>, tensor<1x1x1x1xf32>)
// CHECK:         %[[B:.+]] = linalg.generic {{.*}} ins(%[[A]] : tensor<1x8x4x5xf32>)
// CHECK:         math.absf
// CHECK:         %[[C:.+]] = tensor.expand_shape %[[B]]
// CHECK:         %[[D:.+]] = linalg.transpose ins(%[[C]]
// CHECK:         %[[E:.+]] = tensor.collapse_shape %[[D]]
// CHECK-NEXT:    return %[[E]] : tensor<1x2x8x10xf32>
func.func @pixel_shuffle(%x: tensor<1x8x4x5xf32>, %slope: tensor<1x1x1x1xf32>) -> tensor<1x2x8x10xf32> {
  %0 = tensor.expand_shape %x [[0], [1, 2, 3], [4], [5]] output_shape [1, 2, 2, 2, 4, 5] : tensor<1x8x4x5xf32> into tensor<1x2x2x2x4x5xf32>
  %1 = tensor.empty() : tensor<1x2x4x2x5x2xf32>
  %2 = linalg.transpose ins(%0 : tensor<1x2x2x2x4x5xf32>) outs(%1 : tensor<1x2x4x2x5x2xf32>) permutation = [0, 1, 4, 2, 5, 3]
  %3 = tensor.collapse_shape %2 [[0], [1], [2, 3], [4, 5]] : tensor<1x2x4x2x5x2xf32> into tensor<1x2x8x10xf32>
  %4 = tensor.empty() : tensor<1x2x8x10xf32>
  %5 = linalg.generic {indexing_maps = [#id, #one, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%3, %slope : tensor<1x2x8x10xf32>, tensor<1x1x1x1xf32>) outs(%4 : tensor<1x2x8x10xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %7 = arith.mulf %in, %number : f32
    %8 = arith.maximumf %in, %7 : f32
    linalg.yield %8 : f32
  } -> tensor<1x2x8x10xf32>
  %6 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%5 : tensor<1x2x8x10xf32>) outs(%4 : tensor<1x2x8x10xf32>) {
  ^bb0(%in: f32, %out: f32):
    %7 = math.absf %in : f32
    linalg.yield %7 : f32
  } -> tensor<1x2x8x10xf32>
  return %6 : tensor<1x2x8x10xf32>
}

// -----

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#blocks = affine_map<(n, c, y, i, x, j) -> (n, c, y, x)>
#id6 = affine_map<(n, c, y, i, x, j) -> (n, c, y, i, x, j)>

// CHECK-LABEL: func.func @nearest(
// CHECK:         math.absf
// CHECK:         linalg.generic {{.*}} outs(%{{.+}} : tensor<1x2x4x3x5x1xf32>)
// CHECK:         %[[Y:.+]] = tensor.collapse_shape
// CHECK-NEXT:    return %[[Y]]
func.func @nearest(%x: tensor<1x2x4x5xf32>) -> tensor<1x2x12x5xf32> {
  %0 = tensor.empty() : tensor<1x2x4x3x5x1xf32>
  %1 = linalg.generic {indexing_maps = [#blocks, #id6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x2x4x5xf32>) outs(%0 : tensor<1x2x4x3x5x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<1x2x4x3x5x1xf32>
  %2 = tensor.collapse_shape %1 [[0], [1], [2, 3], [4, 5]] : tensor<1x2x4x3x5x1xf32> into tensor<1x2x12x5xf32>
  %3 = tensor.empty() : tensor<1x2x12x5xf32>
  %4 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%2 : tensor<1x2x12x5xf32>) outs(%3 : tensor<1x2x12x5xf32>) {
  ^bb0(%in: f32, %out: f32):
    %5 = math.absf %in : f32
    linalg.yield %5 : f32
  } -> tensor<1x2x12x5xf32>
  return %4 : tensor<1x2x12x5xf32>
}
