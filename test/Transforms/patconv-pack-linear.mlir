// RUN: patconv-opt %s -patconv-pack-linear="lanes=4 vector-registers=16" -canonicalize | FileCheck %s

// CHECK-DAG: #[[INPUT:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d3)>
// CHECK-DAG: #[[PANELS:.+]] = affine_map<(d0, d1, d2, d3) -> (d1, d3, d2)>
// CHECK-DAG: #[[OUTPUT:.+]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2)>

#x = affine_map<(m, n, k) -> (m, k)>
#w = affine_map<(m, n, k) -> (n, k)>
#y = affine_map<(m, n, k) -> (m, n)>

// 16 outputs of 2 inputs, a row each: two panels of 8, in each first the weights of input 0.
// CHECK-LABEL: func.func @row_per_output(
// CHECK-SAME:    %[[X:.+]]: tensor<6x2xf32>
// CHECK-DAG:     %[[W:.+]] = arith.constant dense<{{\[\[}}[0.000000e+00, 2.000000e+00, 4.000000e+00, 6.000000e+00, 8.000000e+00, 1.000000e+01, 1.200000e+01, 1.400000e+01], [1.000000e+00, 3.000000e+00, {{.*}}], {{\[\[}}1.600000e+01, {{.*}}> : tensor<2x2x8xf32>
// CHECK-DAG:     %[[ZERO:.+]] = arith.constant 0.000000e+00 : f32
// CHECK:         %[[INIT:.+]] = linalg.fill ins(%[[ZERO]] : f32) outs(%{{.*}} : tensor<6x2x8xf32>)
// CHECK:         %[[SUMS:.+]] = linalg.generic {indexing_maps = [#[[INPUT]], #[[PANELS]], #[[OUTPUT]]], iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
// CHECK-SAME:        ins(%[[X]], %[[W]] : tensor<6x2xf32>, tensor<2x2x8xf32>)
// CHECK-SAME:        outs(%[[INIT]] : tensor<6x2x8xf32>) attrs = {patconv.layer = "fc"}
// CHECK:           arith.mulf
// CHECK-NEXT:      arith.addf
// CHECK:         %[[Y:.+]] = tensor.collapse_shape %[[SUMS]] {{\[\[}}0], [1, 2]]
// CHECK:         return %[[Y]]
func.func @row_per_output(%x: tensor<6x2xf32>) -> tensor<6x16xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0], [8.0, 9.0],
    [10.0, 11.0], [12.0, 13.0], [14.0, 15.0], [16.0, 17.0], [18.0, 19.0], [20.0, 21.0],
    [22.0, 23.0], [24.0, 25.0], [26.0, 27.0], [28.0, 29.0], [30.0, 31.0]]> : tensor<16x2xf32>
  %e = tensor.empty() : tensor<6x16xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x16xf32>) -> tensor<6x16xf32>
  %1 = linalg.matmul indexing_maps = [#x, #w, #y] {patconv.layer = "fc"}
      ins(%x, %w : tensor<6x2xf32>, tensor<16x2xf32>) outs(%0 : tensor<6x16xf32>) -> tensor<6x16xf32>
  return %1 : tensor<6x16xf32>
}

// CHECK-LABEL: func.func @row_per_input(
// CHECK:         arith.constant dense<{{\[\[}}[0.000000e+00, 1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00, 5.000000e+00, 6.000000e+00, 7.000000e+00], [8.000000e+00, {{.*}}> : tensor<1x2x8xf32>
// CHECK:         linalg.generic
func.func @row_per_input(%x: tensor<6x2xf32>) -> tensor<6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0],
    [8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0]]> : tensor<2x8xf32>
  %e = tensor.empty() : tensor<6x8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x8xf32>) -> tensor<6x8xf32>
  %1 = linalg.matmul ins(%x, %w : tensor<6x2xf32>, tensor<2x8xf32>) outs(%0 : tensor<6x8xf32>) -> tensor<6x8xf32>
  return %1 : tensor<6x8xf32>
}

// The panels of layers with the same weights are the same.
// CHECK-LABEL: func.func @shared(
// CHECK:         %[[W:.+]] = arith.constant dense_resource<"fc.weight::panels[8]{{.*}}"> : tensor<4x10x8xf32>
// CHECK-COUNT-2: linalg.generic {{.*}} ins(%{{.+}}, %[[W]] : tensor<7x10xf32>, tensor<4x10x8xf32>)
func.func @shared(%x: tensor<7x10xf32>, %z: tensor<7x10xf32>) -> (tensor<7x32xf32>, tensor<7x32xf32>) {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense_resource<"fc.weight"> : tensor<32x10xf32>
  %e = tensor.empty() : tensor<7x32xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<7x32xf32>) -> tensor<7x32xf32>
  %1 = linalg.matmul indexing_maps = [#x, #w, #y] ins(%x, %w : tensor<7x10xf32>, tensor<32x10xf32>) outs(%0 : tensor<7x32xf32>) -> tensor<7x32xf32>
  %2 = linalg.matmul indexing_maps = [#x, #w, #y] ins(%z, %w : tensor<7x10xf32>, tensor<32x10xf32>) outs(%0 : tensor<7x32xf32>) -> tensor<7x32xf32>
  return %1, %2 : tensor<7x32xf32>, tensor<7x32xf32>
}

// Few rows stream the weights once; outputs that are no whole panels, sums that go on, weights
// that are computed and other element types stay as they are.
// CHECK-LABEL: func.func @stays(
// CHECK-COUNT-5: linalg.matmul
func.func @stays(%few: tensor<5x2xf32>, %x: tensor<6x2xf32>, %v: tensor<2x8xf32>, %sums: tensor<6x8xf32>,
    %ints: tensor<6x2xi32>, %into: tensor<6x8xi32>)
    -> (tensor<5x8xf32>, tensor<6x12xf32>, tensor<6x8xf32>, tensor<6x8xf32>, tensor<6x8xi32>) {
  %zero = arith.constant 0.0 : f32
  %w8 = arith.constant dense<1.0> : tensor<2x8xf32>
  %w12 = arith.constant dense<1.0> : tensor<2x12xf32>
  %i8 = arith.constant dense<1> : tensor<2x8xi32>
  %e0 = tensor.empty() : tensor<5x8xf32>
  %f0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<5x8xf32>) -> tensor<5x8xf32>
  %0 = linalg.matmul ins(%few, %w8 : tensor<5x2xf32>, tensor<2x8xf32>) outs(%f0 : tensor<5x8xf32>) -> tensor<5x8xf32>
  %e1 = tensor.empty() : tensor<6x12xf32>
  %f1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<6x12xf32>) -> tensor<6x12xf32>
  %1 = linalg.matmul ins(%x, %w12 : tensor<6x2xf32>, tensor<2x12xf32>) outs(%f1 : tensor<6x12xf32>) -> tensor<6x12xf32>
  %2 = linalg.matmul ins(%x, %w8 : tensor<6x2xf32>, tensor<2x8xf32>) outs(%sums : tensor<6x8xf32>) -> tensor<6x8xf32>
  %e3 = tensor.empty() : tensor<6x8xf32>
  %f3 = linalg.fill ins(%zero : f32) outs(%e3 : tensor<6x8xf32>) -> tensor<6x8xf32>
  %3 = linalg.matmul ins(%x, %v : tensor<6x2xf32>, tensor<2x8xf32>) outs(%f3 : tensor<6x8xf32>) -> tensor<6x8xf32>
  %4 = linalg.matmul ins(%ints, %i8 : tensor<6x2xi32>, tensor<2x8xi32>) outs(%into : tensor<6x8xi32>) -> tensor<6x8xi32>
  return %0, %1, %2, %3, %4 : tensor<5x8xf32>, tensor<6x12xf32>, tensor<6x8xf32>, tensor<6x8xf32>, tensor<6x8xi32>
}

{-#
  dialect_resources: {
    builtin: {
      "fc.weight": "0x040000000000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F0000803F"
    }
  }
#-}
