// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: sparse_vecmat.C1
func.func @sparse_vecmat_c1_memref_among_tensors(%x: memref<1x3xf32>, %w: tensor<3x5xf32>, %init: tensor<1x5xf32>) {
  // expected-error @below {{expected operands to be all tensors or all memrefs, but got 'memref<1x3xf32>'}}
  %y = patconv.sparse_vecmat ins(%x, %w : memref<1x3xf32>, tensor<3x5xf32>) outs(%init : tensor<1x5xf32>) {lanes = 8 : i64} -> tensor<1x5xf32>
  return
}

// -----

// FAIL: sparse_vecmat.C2
func.func @sparse_vecmat_c2_no_result(%x: tensor<1x3xf32>, %w: tensor<3x5xf32>, %init: tensor<1x5xf32>) {
  // expected-error @below {{expected 1 results, but got 0}}
  patconv.sparse_vecmat ins(%x, %w : tensor<1x3xf32>, tensor<3x5xf32>) outs(%init : tensor<1x5xf32>) {lanes = 8 : i64}
  return
}

// -----

// FAIL: sparse_vecmat.C3
func.func @sparse_vecmat_c3_dynamic(%x: tensor<1x?xf32>, %w: tensor<3x5xf32>, %init: tensor<1x5xf32>) {
  // expected-error @below {{expected static shapes, but got 'tensor<1x?xf32>'}}
  %y = patconv.sparse_vecmat ins(%x, %w : tensor<1x?xf32>, tensor<3x5xf32>) outs(%init : tensor<1x5xf32>) {lanes = 8 : i64} -> tensor<1x5xf32>
  return
}

// -----

// FAIL: sparse_vecmat.C4
func.func @sparse_vecmat_c4_other_result(%x: tensor<1x3xf32>, %w: tensor<3x5xf32>, %init: tensor<1x5xf32>) {
  // expected-error @below {{expected the result to have the type of outs, 'tensor<1x5xf32>', but got 'tensor<1x6xf32>'}}
  %y = patconv.sparse_vecmat ins(%x, %w : tensor<1x3xf32>, tensor<3x5xf32>) outs(%init : tensor<1x5xf32>) {lanes = 8 : i64} -> tensor<1x6xf32>
  return
}

// -----

// FAIL: sparse_vecmat.C5
func.func @sparse_vecmat_c5_two_lanes(%x: tensor<1x3xf32>, %w: tensor<3x5xf32>, %init: tensor<1x5xf32>) {
  // expected-error @below {{expected lanes to be 4, 8 or 16, but got 2}}
  %y = patconv.sparse_vecmat ins(%x, %w : tensor<1x3xf32>, tensor<3x5xf32>) outs(%init : tensor<1x5xf32>) {lanes = 2 : i64} -> tensor<1x5xf32>
  return
}

// -----

// FAIL: sparse_vecmat.C6
func.func @sparse_vecmat_c6_no_row(%x: tensor<1x0xf32>, %w: tensor<0x5xf32>, %init: tensor<1x5xf32>) {
  // expected-error @below {{expected weights of one row and column or more, but got 'tensor<0x5xf32>'}}
  %y = patconv.sparse_vecmat ins(%x, %w : tensor<1x0xf32>, tensor<0x5xf32>) outs(%init : tensor<1x5xf32>) {lanes = 8 : i64} -> tensor<1x5xf32>
  return
}

// -----

// FAIL: sparse_vecmat.C7
func.func @sparse_vecmat_c7_two_rows(%x: tensor<2x3xf32>, %w: tensor<3x5xf32>, %init: tensor<1x5xf32>) {
  // expected-error @below {{expected input to be 1 x 3 beside weights of 3 x 5, but got 'tensor<2x3xf32>'}}
  %y = patconv.sparse_vecmat ins(%x, %w : tensor<2x3xf32>, tensor<3x5xf32>) outs(%init : tensor<1x5xf32>) {lanes = 8 : i64} -> tensor<1x5xf32>
  return
}

// -----

// FAIL: sparse_vecmat.C8
func.func @sparse_vecmat_c8_row_too_long(%x: tensor<1x3xf32>, %w: tensor<3x5xf32>, %init: tensor<1x6xf32>) {
  // expected-error @below {{expected outs to be 1 x 5 beside weights of 3 x 5, but got 'tensor<1x6xf32>'}}
  %y = patconv.sparse_vecmat ins(%x, %w : tensor<1x3xf32>, tensor<3x5xf32>) outs(%init : tensor<1x6xf32>) {lanes = 8 : i64} -> tensor<1x6xf32>
  return
}
