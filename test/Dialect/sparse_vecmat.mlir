// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: sparse_vecmat.C1, sparse_vecmat.C2, sparse_vecmat.C3, sparse_vecmat.C4, sparse_vecmat.C5, sparse_vecmat.C6, sparse_vecmat.C7, sparse_vecmat.C8
// CHECK-LABEL: @sparse_vecmat_c1_to_c8_tensors
// CHECK: patconv.sparse_vecmat ins(%{{.*}}, %{{.*}} : tensor<1x3xf32>, tensor<3x5xf32>) outs(%{{.*}} : tensor<1x5xf32>) {lanes = 8 : i64} -> tensor<1x5xf32>
func.func @sparse_vecmat_c1_to_c8_tensors(%x: tensor<1x3xf32>, %w: tensor<3x5xf32>, %init: tensor<1x5xf32>) {
  %y = patconv.sparse_vecmat ins(%x, %w : tensor<1x3xf32>, tensor<3x5xf32>) outs(%init : tensor<1x5xf32>) {lanes = 8 : i64} -> tensor<1x5xf32>
  return
}

// PASS: sparse_vecmat.C1, sparse_vecmat.C2, sparse_vecmat.C6
// CHECK-LABEL: @sparse_vecmat_c1_c2_memrefs
// CHECK: patconv.sparse_vecmat ins(%{{.*}}, %{{.*}} : memref<1x1xf32>, memref<1x1xf32>) outs(%{{.*}} : memref<1x1xf32>) {lanes = 4 : i64}
func.func @sparse_vecmat_c1_c2_memrefs(%x: memref<1x1xf32>, %w: memref<1x1xf32>, %init: memref<1x1xf32>) {
  patconv.sparse_vecmat ins(%x, %w : memref<1x1xf32>, memref<1x1xf32>) outs(%init : memref<1x1xf32>) {lanes = 4 : i64}
  return
}
