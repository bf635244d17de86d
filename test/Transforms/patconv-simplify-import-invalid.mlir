// RUN: patconv-opt %s -patconv-simplify-import | FileCheck %s

// Float32 alone is for the passes that fuse it into convolutions.

// CHECK-LABEL: func.func @main(
// CHECK:         linalg.generic
// CHECK-NOT:       math.fpowi
// CHECK:           arith.mulf %{{.*}}, %{{.*}} : f32
// CHECK:         linalg.generic
#id = affine_map<(i) -> (i)>
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %two = arith.constant 2 : i64
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = math.fpowi %in, %two : f32, i64
    linalg.yield %0 : f32
  } -> tensor<4xf32>
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%y : tensor<4xf32>) outs(%e : tensor<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = math.absf %in : f32
    linalg.yield %0 : f32
  } -> tensor<4xf32>
  return %z : tensor<4xf32>
}

// An index outside is an error that others report.
// CHECK-LABEL: func.func @index_outside(
// CHECK:         tensor.extract
func.func @index_outside(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %c7 = arith.constant 7 : index
  %e = tensor.empty() : tensor<2x4xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      outs(%e : tensor<2x4xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %v = tensor.extract %x[%i, %c7] : tensor<2x4xf32>
    linalg.yield %v : f32
  } -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}
