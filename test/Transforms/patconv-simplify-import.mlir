// RUN: patconv-opt %s -split-input-file -patconv-simplify-import | FileCheck %s

// What is made of booleans goes into what reads it.

// CHECK-LABEL: func.func @main(
// CHECK-NOT:     xi1
// CHECK:         linalg.generic
// CHECK:           %[[IS:.+]] = arith.cmpf ogt
// CHECK:           arith.select %[[IS]]
// CHECK-NOT:     linalg.generic
#id = affine_map<(i) -> (i)>
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<4xi1>
  %is = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<4xf32>) outs(%e1 : tensor<4xi1>) {
  ^bb0(%in: f32, %out: i1):
    %0 = arith.cmpf ogt, %in, %zero : f32
    linalg.yield %0 : i1
  } -> tensor<4xi1>
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
      ins(%is, %x : tensor<4xi1>, tensor<4xf32>) outs(%e : tensor<4xf32>) {
  ^bb0(%condition: i1, %in: f32, %out: f32):
    %0 = arith.select %condition, %in, %zero : f32
    linalg.yield %0 : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// The position of a maximum that nobody asks for.

// CHECK-LABEL: func.func @main(
// CHECK-NOT:     i64
// CHECK:         linalg.generic {{.*}} ins(%{{.*}} : tensor<4x8xf32>) outs(%{{.*}} : tensor<4xf32>)
// CHECK-NOT:     i64
#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
func.func @main(%x: tensor<4x8xf32>) -> tensor<4xf32> {
  %ninf = arith.constant 0xFF800000 : f32
  %none = arith.constant 0 : i64
  %e0 = tensor.empty() : tensor<4xf32>
  %e1 = tensor.empty() : tensor<4xi64>
  %f0 = linalg.fill ins(%ninf : f32) outs(%e0 : tensor<4xf32>) -> tensor<4xf32>
  %f1 = linalg.fill ins(%none : i64) outs(%e1 : tensor<4xi64>) -> tensor<4xi64>
  %y:2 = linalg.generic {indexing_maps = [#id, #row, #row], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x8xf32>) outs(%f0, %f1 : tensor<4xf32>, tensor<4xi64>) {
  ^bb0(%in: f32, %best: f32, %where: i64):
    %j = linalg.index 1 : index
    %0 = arith.index_cast %j : index to i64
    %1 = arith.maximumf %in, %best : f32
    %2 = arith.cmpf ogt, %in, %best : f32
    %3 = arith.select %2, %0, %where : i64
    linalg.yield %1, %3 : f32, i64
  } -> (tensor<4xf32>, tensor<4xi64>)
  return %y#0 : tensor<4xf32>
}

// -----

// Elements in the order in which they lie, of the one image there is, are no copy; those
// of one row for all rows are an input.
// CHECK: #[[ROW:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, 3, d3)>
// CHECK-LABEL: func.func @read_in_order(
// CHECK-SAME:    %[[X:[^:]+]]: tensor<1x2x4x5xf32>
// CHECK-NOT:     tensor.extract
// CHECK:         %[[Y:.+]] = linalg.generic {indexing_maps = [#[[ROW]], #{{.+}}], {{.*}} ins(%[[X]] :
// CHECK:         return %[[X]], %[[Y]]
#id = affine_map<(n, c, y, x) -> (n, c, y, x)>
func.func @read_in_order(%x: tensor<1x2x4x5xf32>) -> (tensor<1x2x4x5xf32>, tensor<1x2x4x5xf32>) {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %e = tensor.empty() : tensor<1x2x4x5xf32>
  %0 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      outs(%e : tensor<1x2x4x5xf32>) {
  ^bb0(%out: f32):
    %c = linalg.index 1 : index
    %row = linalg.index 2 : index
    %column = linalg.index 3 : index
    %v = tensor.extract %x[%c0, %c, %row, %column] : tensor<1x2x4x5xf32>
    linalg.yield %v : f32
  } -> tensor<1x2x4x5xf32>
  %1 = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      outs(%e : tensor<1x2x4x5xf32>) {
  ^bb0(%out: f32):
    %c = linalg.index 1 : index
    %column = linalg.index 3 : index
    %v = tensor.extract %x[%c0, %c, %c3, %column] : tensor<1x2x4x5xf32>
    linalg.yield %v : f32
  } -> tensor<1x2x4x5xf32>
  return %0, %1 : tensor<1x2x4x5xf32>, tensor<1x2x4x5xf32>
}
