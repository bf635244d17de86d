// RUN: patconv-opt %s -patconv-decompose-concat | FileCheck %s

// An insertion is one already.

// CHECK-LABEL: func.func @insert(
// CHECK-NEXT:    tensor.insert_slice
// CHECK-NEXT:    return
func.func @insert(%a: tensor<2x4xf32>, %b: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %c = tensor.insert_slice %a into %b[0, 0] [2, 4] [1, 1] : tensor<2x4xf32> into tensor<3x4xf32>
  return %c : tensor<3x4xf32>
}
