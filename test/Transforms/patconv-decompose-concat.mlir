// RUN: patconv-opt %s -patconv-decompose-concat | FileCheck %s

// CHECK-LABEL: func.func @concat(
// CHECK-SAME:    %[[A:[^:]+]]: tensor<2x4xf32>, %[[B:[^:]+]]: tensor<1x4xf32>
// CHECK:         %[[E:.+]] = tensor.empty() : tensor<3x4xf32>
// CHECK:         %[[F:.+]] = tensor.insert_slice %[[A]] into %[[E]][0, 0] [2, 4] [1, 1]
// CHECK:         %[[G:.+]] = tensor.insert_slice %[[B]] into %[[F]][2, 0] [1, 4] [1, 1]
// CHECK:         return %[[G]]
func.func @concat(%a: tensor<2x4xf32>, %b: tensor<1x4xf32>) -> tensor<3x4xf32> {
  %c = tensor.concat dim(0) %a, %b : (tensor<2x4xf32>, tensor<1x4xf32>) -> tensor<3x4xf32>
  return %c : tensor<3x4xf32>
}
