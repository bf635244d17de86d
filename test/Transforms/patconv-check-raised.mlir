// RUN: patconv-opt %s -patconv-check-raised | FileCheck %s

// CHECK-LABEL: func @no_assertion
// CHECK-NEXT: arith.addf
// CHECK-NEXT: return
func.func @no_assertion(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = arith.addf %x, %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
