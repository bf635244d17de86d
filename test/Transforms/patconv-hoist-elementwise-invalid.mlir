// RUN: patconv-opt %s -split-input-file -patconv-hoist-elementwise | FileCheck %s

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#other = affine_map<(n, c, y, x) -> (n, c, y, x)>
#blocks = affine_map<(n, c, y, i, x, j) -> (n, c, y, x)>
#id6 = affine_map<(n, c, y, i, x, j) -> (n, c, y, i, x, j)>

// Another image is as large as the result.
// CHECK-LABEL: func.func @another_image(
// CHECK:         tensor.collapse_shape
// CHECK:         linalg.generic
// CHECK:         return
func.func @another_image(%x: tensor<1x2x4x5xf32>, %arg: tensor<1x2x12x5xf32>) -> tensor<1x2x12x5xf32> {
  %0 = tensor.empty() : tensor<1x2x4x3x5x1xf32>
  %1 = linalg.generic {indexing_maps = [#blocks, #id6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x2x4x5xf32>) outs(%0 : tensor<1x2x4x3x5x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<1x2x4x3x5x1xf32>
  %2 = tensor.collapse_shape %1 [[0], [1], [2, 3], [4, 5]] : tensor<1x2x4x3x5x1xf32> into tensor<1x2x12x5xf32>
  %3 = tensor.empty() : tensor<1x2x12x5xf32>
  %4 = linalg.generic {indexing_maps = [#id, #other, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%2, %arg : tensor<1x2x12x5xf32>, tensor<1x2x12x5xf32>) outs(%3 : tensor<1x2x12x5xf32>) {
  ^bb0(%in: f32, %more: f32, %out: f32):
    %5 = arith.addf %in, %more : f32
    linalg.yield %5 : f32
  } -> tensor<1x2x12x5xf32>
  return %4 : tensor<1x2x12x5xf32>
}

// -----

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#other = affine_map<(n, c, y, x) -> (y)>
#blocks = affine_map<(n, c, y, i, x, j) -> (n, c, y, x)>
#id6 = affine_map<(n, c, y, i, x, j) -> (n, c, y, i, x, j)>

// Numbers that differ from row to row do not fit the smaller image.
// CHECK-LABEL: func.func @numbers_by_row(
// CHECK:         tensor.collapse_shape
// CHECK:         linalg.generic
// CHECK:         return
func.func @numbers_by_row(%x: tensor<1x2x4x5xf32>, %arg: tensor<12xf32>) -> tensor<1x2x12x5xf32> {
  %0 = tensor.empty() : tensor<1x2x4x3x5x1xf32>
  %1 = linalg.generic {indexing_maps = [#blocks, #id6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x2x4x5xf32>) outs(%0 : tensor<1x2x4x3x5x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<1x2x4x3x5x1xf32>
  %2 = tensor.collapse_shape %1 [[0], [1], [2, 3], [4, 5]] : tensor<1x2x4x3x5x1xf32> into tensor<1x2x12x5xf32>
  %3 = tensor.empty() : tensor<1x2x12x5xf32>
  %4 = linalg.generic {indexing_maps = [#id, #other, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%2, %arg : tensor<1x2x12x5xf32>, tensor<12xf32>) outs(%3 : tensor<1x2x12x5xf32>) {
  ^bb0(%in: f32, %more: f32, %out: f32):
    %5 = arith.addf %in, %more : f32
    linalg.yield %5 : f32
  } -> tensor<1x2x12x5xf32>
  return %4 : tensor<1x2x12x5xf32>
}

// -----

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#other = affine_map<(n, c, y, x) -> (n)>
#blocks = affine_map<(n, c, y, i, x, j) -> (n, c, y, x)>
#id6 = affine_map<(n, c, y, i, x, j) -> (n, c, y, i, x, j)>

// What depends on the place stays there.
// CHECK-LABEL: func.func @places(
// CHECK:         tensor.collapse_shape
// CHECK:         linalg.generic
// CHECK:         return
func.func @places(%x: tensor<1x2x4x5xf32>) -> tensor<1x2x12x5xf32> {
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
    %5 = linalg.index 2 : index
    %6 = arith.index_cast %5 : index to i32
    %7 = arith.sitofp %6 : i32 to f32
    %8 = arith.addf %in, %7 : f32
    linalg.yield %8 : f32
  } -> tensor<1x2x12x5xf32>
  return %4 : tensor<1x2x12x5xf32>
}

// -----

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#other = affine_map<(n, c, y, x) -> (n)>
#blocks = affine_map<(n, c, y, i, x, j) -> (n, c, y, x)>
#id6 = affine_map<(n, c, y, i, x, j) -> (n, c, y, i, x, j)>

// Somebody else reads the image as it is.
// CHECK-LABEL: func.func @another_reader(
// CHECK:         tensor.collapse_shape
// CHECK:         linalg.generic
// CHECK:         return
func.func @another_reader(%x: tensor<1x2x4x5xf32>) -> (tensor<1x2x12x5xf32>, tensor<1x2x12x5xf32>) {
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
  return %2, %4 : tensor<1x2x12x5xf32>, tensor<1x2x12x5xf32>
}

// -----

#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
#blocks = affine_map<(n, c, y, i, x, j) -> (n, c, y, x)>
#id6 = affine_map<(n, c, y, i, x, j) -> (n, c, y, i, x, j)>

// What is added to lies in the larger image.
// CHECK-LABEL: func.func @accumulated(
// CHECK:         tensor.collapse_shape
// CHECK:         linalg.generic {{.*}} outs(%arg1 :
// CHECK:         return
func.func @accumulated(%x: tensor<1x2x4x5xf32>, %sum: tensor<1x2x12x5xf32>) -> tensor<1x2x12x5xf32> {
  %0 = tensor.empty() : tensor<1x2x4x3x5x1xf32>
  %1 = linalg.generic {indexing_maps = [#blocks, #id6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x2x4x5xf32>) outs(%0 : tensor<1x2x4x3x5x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<1x2x4x3x5x1xf32>
  %2 = tensor.collapse_shape %1 [[0], [1], [2, 3], [4, 5]] : tensor<1x2x4x3x5x1xf32> into tensor<1x2x12x5xf32>
  %3 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%2 : tensor<1x2x12x5xf32>) outs(%sum : tensor<1x2x12x5xf32>) {
  ^bb0(%in: f32, %out: f32):
    %4 = arith.addf %in, %out : f32
    linalg.yield %4 : f32
  } -> tensor<1x2x12x5xf32>
  return %3 : tensor<1x2x12x5xf32>
}
