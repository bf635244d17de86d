// RUN: patconv-opt %s -split-input-file -patconv-fuse-reductions | FileCheck %s

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#plane = affine_map<(n, c, y, x) -> (n, c, 0, 0)>
#channel = affine_map<(n, c, y, x) -> (0, c, 0, 0)>

// The variance of planes: the distance from the mean is computed in the sum, and again
// where planes are normalised. The one image is no loop of the sum.
// CHECK: #[[PLANE:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, 0, 0)>
// CHECK-LABEL: func.func @variance(
// CHECK-SAME:    %[[X:[^:]+]]: tensor<1x8x4x5xf32>, %[[MEAN:[^:]+]]: tensor<1x8x1x1xf32>
// CHECK:         %[[SUM:.+]] = linalg.generic {indexing_maps = [#{{.+}}, #[[PLANE]], #[[PLANE]]], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%[[X]], %[[MEAN]] :
// CHECK:         arith.subf
// CHECK-NEXT:    arith.mulf
// CHECK-NEXT:    arith.addf
// CHECK:         linalg.generic {{.*}} ins(%[[X]], %[[MEAN]], %[[SUM]] :
// CHECK:         arith.subf
// CHECK-NEXT:    math.rsqrt
// CHECK-NEXT:    arith.mulf
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @variance(%x: tensor<1x8x4x5xf32>, %mean: tensor<1x8x1x1xf32>, %zeros: tensor<1x8x1x1xf32>) -> tensor<1x8x4x5xf32> {
  %e = tensor.empty() : tensor<1x8x4x5xf32>
  %0 = linalg.generic {indexing_maps = [#id, #plane, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %mean : tensor<1x8x4x5xf32>, tensor<1x8x1x1xf32>) outs(%e : tensor<1x8x4x5xf32>) {
  ^bb0(%in: f32, %m: f32, %out: f32):
    %4 = arith.subf %in, %m : f32
    linalg.yield %4 : f32
  } -> tensor<1x8x4x5xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0 : tensor<1x8x4x5xf32>) outs(%e : tensor<1x8x4x5xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = arith.mulf %in, %in : f32
    linalg.yield %4 : f32
  } -> tensor<1x8x4x5xf32>
  %2 = linalg.generic {indexing_maps = [#id, #channel], iterator_types = ["reduction", "parallel", "reduction", "reduction"]}
      ins(%1 : tensor<1x8x4x5xf32>) outs(%zeros : tensor<1x8x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = arith.addf %in, %out : f32
    linalg.yield %4 : f32
  } -> tensor<1x8x1x1xf32>
  %3 = linalg.generic {indexing_maps = [#id, #plane, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %2 : tensor<1x8x4x5xf32>, tensor<1x8x1x1xf32>) outs(%e : tensor<1x8x4x5xf32>) {
  ^bb0(%in: f32, %m: f32, %out: f32):
    %4 = math.rsqrt %m : f32
    %5 = arith.mulf %in, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<1x8x4x5xf32>
  return %3 : tensor<1x8x4x5xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>

// Exponentials have another reader, too: they are computed once.
// CHECK-LABEL: func.func @softmax_sum(
// CHECK:         math.exp
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]
// CHECK-NOT:     math.exp
// CHECK:         return
func.func @softmax_sum(%x: tensor<4x8xf32>, %zeros: tensor<4xf32>) -> (tensor<4x8xf32>, tensor<4xf32>) {
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = math.exp %in : f32
    linalg.yield %2 : f32
  } -> tensor<4x8xf32>
  %1 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
      ins(%0 : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.addf %in, %out : f32
    linalg.yield %2 : f32
  } -> tensor<4xf32>
  return %0, %1 : tensor<4x8xf32>, tensor<4xf32>
}
