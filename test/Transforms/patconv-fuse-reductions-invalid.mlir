// RUN: patconv-opt %s -split-input-file -patconv-fuse-reductions | FileCheck %s

#id = affine_map<(i, j) -> (i, j)>
#left = affine_map<(i, j, k) -> (i, k)>
#right = affine_map<(i, j, k) -> (k, j)>
#result = affine_map<(i, j, k) -> (i, j)>

// A product of matrices reads each element for every column of the other: it would be
// computed as often.
// CHECK-LABEL: func.func @product(
// CHECK:         math.exp
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
// CHECK-NOT:     math.exp
// CHECK:         return
func.func @product(%x: tensor<4x8xf32>, %w: tensor<8x3xf32>, %zeros: tensor<4x3xf32>) -> tensor<4x3xf32> {
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = math.exp %in : f32
    linalg.yield %2 : f32
  } -> tensor<4x8xf32>
  %1 = linalg.generic {indexing_maps = [#left, #right, #result], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%0, %w : tensor<4x8xf32>, tensor<8x3xf32>) outs(%zeros : tensor<4x3xf32>) {
  ^bb0(%in: f32, %by: f32, %out: f32):
    %2 = arith.mulf %in, %by : f32
    %3 = arith.addf %2, %out : f32
    linalg.yield %3 : f32
  } -> tensor<4x3xf32>
  return %1 : tensor<4x3xf32>
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>

// What is returned is computed anyway.
// CHECK-LABEL: func.func @another_reader(
// CHECK:         arith.addf
// CHECK:         linalg.generic
// CHECK:         arith.addf
// CHECK-NEXT:    linalg.yield
func.func @another_reader(%x: tensor<4x8xf32>, %zeros: tensor<4xf32>) -> (tensor<4x8xf32>, tensor<4xf32>) {
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.addf %in, %in : f32
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

// -----

#in = affine_map<(i, j, k) -> (i, j, k)>
#row = affine_map<(i, j, k) -> (2, j)>

// The one iteration writes the third of three rows.
// CHECK: #[[ROW:.+]] = affine_map<(d0, d1, d2) -> (2, d1)>
// CHECK-LABEL: func.func @one_of_several_rows(
// CHECK:         linalg.generic {indexing_maps = [#{{.+}}, #[[ROW]]], iterator_types = ["parallel", "parallel", "reduction"]}
func.func @one_of_several_rows(%x: tensor<1x8x4xf32>, %rows: tensor<3x8xf32>) -> tensor<3x8xf32> {
  %0 = linalg.generic {indexing_maps = [#in, #row], iterator_types = ["reduction", "parallel", "reduction"]}
      ins(%x : tensor<1x8x4xf32>) outs(%rows : tensor<3x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.addf %in, %out : f32
    linalg.yield %1 : f32
  } -> tensor<3x8xf32>
  return %0 : tensor<3x8xf32>
}

// -----

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#plane = affine_map<(n, c, y, x) -> (n, c, 0, 0)>

// What maps zeros to zeros is lane-tiled with the convolutions before it, and so are the
// sums of its planes.
// CHECK-LABEL: func.func @sum_in_the_layout(
// CHECK:         arith.maximumf
// CHECK:         linalg.generic
// CHECK-NOT:     arith.maximumf
// CHECK:         return
func.func @sum_in_the_layout(%x: tensor<1x8x4x5xf32>) -> tensor<1x8x1x1xf32> {
  %zero = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<1x8x1x1xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e1 : tensor<1x8x1x1xf32>) -> tensor<1x8x1x1xf32>
  %e = tensor.empty() : tensor<1x8x4x5xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x8x4x5xf32>) outs(%e : tensor<1x8x4x5xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.maximumf %in, %zero : f32
    linalg.yield %2 : f32
  } -> tensor<1x8x4x5xf32>
  %1 = linalg.generic {indexing_maps = [#id, #plane], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%0 : tensor<1x8x4x5xf32>) outs(%start : tensor<1x8x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %2 = arith.addf %in, %out : f32
    linalg.yield %2 : f32
  } -> tensor<1x8x1x1xf32>
  return %1 : tensor<1x8x1x1xf32>
}

// -----

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#plane = affine_map<(n, c, y, x) -> (n, c, 0, 0)>

// Nor is it computed twice for them, however cheap.
// CHECK-LABEL: func.func @not_repeated(
// CHECK:         arith.mulf
// CHECK-NOT:     arith.mulf
// CHECK:         arith.addf
// CHECK-NOT:     arith.mulf
// CHECK:         arith.subf
// CHECK:         return
func.func @not_repeated(%x: tensor<1x8x4x5xf32>) -> (tensor<1x8x1x1xf32>, tensor<1x8x4x5xf32>) {
  %zero = arith.constant 0.0 : f32
  %two = arith.constant 2.0 : f32
  %e1 = tensor.empty() : tensor<1x8x1x1xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e1 : tensor<1x8x1x1xf32>) -> tensor<1x8x1x1xf32>
  %e = tensor.empty() : tensor<1x8x4x5xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x8x4x5xf32>) outs(%e : tensor<1x8x4x5xf32>) {
  ^bb0(%in: f32, %out: f32):
    %3 = arith.mulf %in, %two : f32
    linalg.yield %3 : f32
  } -> tensor<1x8x4x5xf32>
  %1 = linalg.generic {indexing_maps = [#id, #plane], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
      ins(%0 : tensor<1x8x4x5xf32>) outs(%start : tensor<1x8x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %3 = arith.addf %in, %out : f32
    linalg.yield %3 : f32
  } -> tensor<1x8x1x1xf32>
  %2 = linalg.generic {indexing_maps = [#id, #plane, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %1 : tensor<1x8x4x5xf32>, tensor<1x8x1x1xf32>) outs(%e : tensor<1x8x4x5xf32>) {
  ^bb0(%in: f32, %sum: f32, %out: f32):
    %3 = arith.subf %in, %sum : f32
    linalg.yield %3 : f32
  } -> tensor<1x8x4x5xf32>
  return %1, %2 : tensor<1x8x1x1xf32>, tensor<1x8x4x5xf32>
}
