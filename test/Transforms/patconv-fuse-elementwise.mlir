// RUN: patconv-opt %s -patconv-fuse-elementwise | FileCheck %s

#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (j)>

// The bias of a matrix product and its ReLU are one pass over memory.
// CHECK-LABEL: func.func @bias_and_relu(
// CHECK: linalg.matmul
// CHECK: linalg.generic
// CHECK: arith.addf
// CHECK-NEXT: arith.maximumf
// CHECK-NEXT: linalg.yield
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @bias_and_relu(%x: tensor<1x8xf32>, %w: tensor<8x4xf32>, %b: tensor<4xf32>, %init: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x4xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<1x8xf32>, tensor<8x4xf32>) outs(%init : tensor<1x4xf32>) -> tensor<1x4xf32>
  %1 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%0, %b : tensor<1x4xf32>, tensor<4xf32>) outs(%e : tensor<1x4xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %s = arith.addf %l, %r : f32
    linalg.yield %s : f32
  } -> tensor<1x4xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%1 : tensor<1x4xf32>) outs(%e : tensor<1x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %s = arith.maximumf %l, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x4xf32>
  return %2 : tensor<1x4xf32>
}

#id3 = affine_map<(i, j, k) -> (i, j, k)>

// A linear layer's result that becomes an image again has its bias added there.
// CHECK-LABEL: func.func @bias_and_activation_of_image(
// CHECK: %[[IMAGE:.+]] = tensor.expand_shape %{{.+}} {{\[\[}}0, 1], [2]]
// CHECK: linalg.generic {{.*}} ins(%[[IMAGE]], %{{.+}} : tensor<2x3x4xf32>, tensor<4xf32>)
// CHECK: arith.addf
// CHECK-NEXT: arith.maximumf
// CHECK-NEXT: linalg.yield
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @bias_and_activation_of_image(%x: tensor<6x4xf32>, %b: tensor<4xf32>) -> tensor<2x3x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<6x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %b : tensor<6x4xf32>, tensor<4xf32>) outs(%e : tensor<6x4xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %s = arith.addf %l, %r : f32
    linalg.yield %s : f32
  } -> tensor<6x4xf32>
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [2, 3, 4] : tensor<6x4xf32> into tensor<2x3x4xf32>
  %2 = tensor.empty() : tensor<2x3x4xf32>
  %3 = linalg.generic {indexing_maps = [#id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%1 : tensor<2x3x4xf32>) outs(%2 : tensor<2x3x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %s = arith.maximumf %l, %zero : f32
    linalg.yield %s : f32
  } -> tensor<2x3x4xf32>
  return %3 : tensor<2x3x4xf32>
}

// What somebody else reads is computed once, and what nothing can fuse with stays as it lies.
// CHECK-LABEL: func.func @read_twice(
// CHECK: linalg.generic {{.*}} ins(%{{.+}} : tensor<6x4xf32>)
// CHECK: tensor.expand_shape
// CHECK: linalg.generic
// CHECK-LABEL: func.func @returned(
// CHECK: linalg.generic {{.*}} ins(%{{.+}} : tensor<6x4xf32>)
// CHECK: tensor.expand_shape
func.func @read_twice(%x: tensor<6x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>) {
  %e = tensor.empty() : tensor<6x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<6x4xf32>) outs(%e : tensor<6x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %s = math.exp %l : f32
    linalg.yield %s : f32
  } -> tensor<6x4xf32>
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [2, 3, 4] : tensor<6x4xf32> into tensor<2x3x4xf32>
  %2 = tensor.empty() : tensor<2x3x4xf32>
  %3 = linalg.generic {indexing_maps = [#id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%1 : tensor<2x3x4xf32>) outs(%2 : tensor<2x3x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %s = arith.negf %l : f32
    linalg.yield %s : f32
  } -> tensor<2x3x4xf32>
  return %1, %3 : tensor<2x3x4xf32>, tensor<2x3x4xf32>
}

func.func @returned(%x: tensor<6x4xf32>) -> tensor<2x3x4xf32> {
  %e = tensor.empty() : tensor<6x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<6x4xf32>) outs(%e : tensor<6x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %s = math.exp %l : f32
    linalg.yield %s : f32
  } -> tensor<6x4xf32>
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [2, 3, 4] : tensor<6x4xf32> into tensor<2x3x4xf32>
  return %1 : tensor<2x3x4xf32>
}

// A number by plane is computed once for its plane, not for each of its points.
// CHECK-LABEL: func.func @number_by_plane(
// CHECK: linalg.generic {{.*}} ins(%{{.+}} : tensor<6x4xf32>)
// CHECK: math.exp
// CHECK: tensor.expand_shape
// CHECK: linalg.generic
// CHECK-NOT: math.exp
// CHECK: return
func.func @number_by_plane(%x: tensor<6x4xf32>, %image: tensor<6x4x5xf32>) -> tensor<6x4x5xf32> {
  %e = tensor.empty() : tensor<6x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<6x4xf32>) outs(%e : tensor<6x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %s = math.exp %l : f32
    linalg.yield %s : f32
  } -> tensor<6x4xf32>
  %1 = tensor.expand_shape %0 [[0], [1, 2]] output_shape [6, 4, 1] : tensor<6x4xf32> into tensor<6x4x1xf32>
  %2 = tensor.empty() : tensor<6x4x5xf32>
  %3 = linalg.generic {indexing_maps = [affine_map<(i, j, k) -> (i, j, 0)>, #id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%1, %image : tensor<6x4x1xf32>, tensor<6x4x5xf32>) outs(%2 : tensor<6x4x5xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %s = arith.mulf %l, %r : f32
    linalg.yield %s : f32
  } -> tensor<6x4x5xf32>
  return %3 : tensor<6x4x5xf32>
}
