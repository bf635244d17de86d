// RUN: patconv-opt %s -patconv-separate-buffers | FileCheck %s

// Nothing to do: a declaration, distinct results, arguments that are no tensors.

// CHECK: func.func private @declaration(tensor<4xf32>)
func.func private @declaration(tensor<4xf32>)

// CHECK-LABEL: func.func @distinct_results(
// CHECK-NOT: alloc_tensor
// CHECK: return
func.func @distinct_results(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  return %x, %y : tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: func.func @no_tensors(
// CHECK-SAME: %{{[a-z0-9]*}}: memref<4xf32>, %{{[a-z0-9]*}}: f32)
func.func @no_tensors(%x: memref<4xf32>, %y: f32) -> (f32, f32) {
  return %y, %y : f32, f32
}
