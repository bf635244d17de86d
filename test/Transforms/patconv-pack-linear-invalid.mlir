// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-pack-linear
// RUN: not patconv-opt %s --split-input-file -patconv-pack-linear=lanes=5 2>&1 | FileCheck %s --check-prefix=LANES
// RUN: not patconv-opt %s --split-input-file -patconv-pack-linear=vector-registers=4 2>&1 | FileCheck %s --check-prefix=REGISTERS

// LANES: expected lanes to be 4, 8 or 16, but got 5
// REGISTERS: expected vector-registers to be at least 8, but got 4

func.func @weights_without_data(%x: tensor<6x2xf32>) -> tensor<6x64xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense_resource<"fc.weight"> : tensor<2x64xf32>
  %e = tensor.empty() : tensor<6x64xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x64xf32>) -> tensor<6x64xf32>
  // expected-error @+1 {{expected the weights to hold their data, but got a resource without}}
  %1 = linalg.matmul ins(%x, %w : tensor<6x2xf32>, tensor<2x64xf32>) outs(%0 : tensor<6x64xf32>) -> tensor<6x64xf32>
  return %1 : tensor<6x64xf32>
}

// -----

func.func @few_rows(%x: tensor<5x2xf32>) -> tensor<5x64xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<2x64xf32>
  %e = tensor.empty() : tensor<5x64xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<5x64xf32>) -> tensor<5x64xf32>
  // expected-remark @+1 {{weights stay as they lie: expected 6 rows or more, but got 5}}
  %1 = linalg.matmul ins(%x, %w : tensor<5x2xf32>, tensor<2x64xf32>) outs(%0 : tensor<5x64xf32>) -> tensor<5x64xf32>
  return %1 : tensor<5x64xf32>
}

// -----

func.func @no_whole_panels(%x: tensor<6x2xf32>) -> tensor<6x80xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<2x80xf32>
  %e = tensor.empty() : tensor<6x80xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x80xf32>) -> tensor<6x80xf32>
  // expected-remark @+1 {{weights stay as they lie: expected outputs in whole panels of two vectors of 16 or more, but got 80}}
  %1 = linalg.matmul ins(%x, %w : tensor<6x2xf32>, tensor<2x80xf32>) outs(%0 : tensor<6x80xf32>) -> tensor<6x80xf32>
  return %1 : tensor<6x80xf32>
}

// -----

func.func @sums_that_go_on(%x: tensor<6x2xf32>, %sums: tensor<6x64xf32>) -> tensor<6x64xf32> {
  %w = arith.constant dense<1.0> : tensor<2x64xf32>
  // expected-remark @+1 {{weights stay as they lie: expected sums that start from a number}}
  %0 = linalg.matmul ins(%x, %w : tensor<6x2xf32>, tensor<2x64xf32>) outs(%sums : tensor<6x64xf32>) -> tensor<6x64xf32>
  return %0 : tensor<6x64xf32>
}

// -----

func.func @computed_weights(%x: tensor<6x2xf32>, %w: tensor<2x64xf32>) -> tensor<6x64xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<6x64xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x64xf32>) -> tensor<6x64xf32>
  // expected-remark @+1 {{weights stay as they lie: expected constant weights}}
  %1 = linalg.matmul ins(%x, %w : tensor<6x2xf32>, tensor<2x64xf32>) outs(%0 : tensor<6x64xf32>) -> tensor<6x64xf32>
  return %1 : tensor<6x64xf32>
}

// -----

func.func @sparse_weights(%x: tensor<6x2xf32>) -> tensor<6x64xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant sparse<[[0, 0]], [1.0]> : tensor<2x64xf32>
  %e = tensor.empty() : tensor<6x64xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x64xf32>) -> tensor<6x64xf32>
  // expected-remark @+1 {{weights stay as they lie: expected constant weights}}
  %1 = linalg.matmul ins(%x, %w : tensor<6x2xf32>, tensor<2x64xf32>) outs(%0 : tensor<6x64xf32>) -> tensor<6x64xf32>
  return %1 : tensor<6x64xf32>
}

// -----

func.func @integers(%x: tensor<6x2xi32>) -> tensor<6x64xi32> {
  %zero = arith.constant 0 : i32
  %w = arith.constant dense<1> : tensor<2x64xi32>
  %e = tensor.empty() : tensor<6x64xi32>
  %0 = linalg.fill ins(%zero : i32) outs(%e : tensor<6x64xi32>) -> tensor<6x64xi32>
  // expected-remark @+1 {{weights stay as they lie: expected float32 of static shape}}
  %1 = linalg.matmul ins(%x, %w : tensor<6x2xi32>, tensor<2x64xi32>) outs(%0 : tensor<6x64xi32>) -> tensor<6x64xi32>
  return %1 : tensor<6x64xi32>
}

// -----

func.func @dynamic_output(%x: tensor<6x2xf32>, %n: index) -> tensor<6x?xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<2x64xf32>
  %e = tensor.empty(%n) : tensor<6x?xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x?xf32>) -> tensor<6x?xf32>
  // expected-remark @+1 {{weights stay as they lie: expected float32 of static shape}}
  %1 = linalg.matmul ins(%x, %w : tensor<6x2xf32>, tensor<2x64xf32>) outs(%0 : tensor<6x?xf32>) -> tensor<6x?xf32>
  return %1 : tensor<6x?xf32>
}

// -----

func.func @transposed_input(%x: tensor<2x6xf32>) -> tensor<6x64xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<2x64xf32>
  %e = tensor.empty() : tensor<6x64xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<6x64xf32>) -> tensor<6x64xf32>
  // expected-remark @+1 {{weights stay as they lie: expected no operand but the weights to be transposed}}
  %1 = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%x, %w : tensor<2x6xf32>, tensor<2x64xf32>) outs(%0 : tensor<6x64xf32>) -> tensor<6x64xf32>
  return %1 : tensor<6x64xf32>
}
