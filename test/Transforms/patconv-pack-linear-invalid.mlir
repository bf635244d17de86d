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
