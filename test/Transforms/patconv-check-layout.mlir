// RUN: patconv-opt %s -patconv-check-layout | FileCheck %s

// CHECK-LABEL: func @no_layout
// CHECK-NEXT: tensor.empty
// CHECK-NEXT: return
func.func @no_layout(%x: tensor<1x4x8x8xf32>, %m: memref<4xf32>)
    -> tensor<1x4x8x8xf32> {
  %0 = tensor.empty() : tensor<1x4x8x8xf32>
  return %0 : tensor<1x4x8x8xf32>
}
