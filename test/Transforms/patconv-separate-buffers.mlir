// RUN: patconv-opt %s -patconv-separate-buffers | FileCheck %s
// RUN: patconv-opt %s -patconv-bufferize-pipeline | FileCheck %s --check-prefix=BUFFERS

// Two products share a fill and all share an empty tensor: bufferised as they
// are, they would need copies. The only copy is that of the repeated result.
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %{{[a-z0-9]*}}: tensor<1x4xf32> {bufferization.writable = false, patconv.input = "x"}
// CHECK-SAME: %{{[a-z0-9]*}}: tensor<4x4xf32> {bufferization.writable = false, patconv.input = "w"}
// CHECK: %[[E0:.*]] = tensor.empty()
// CHECK: %[[F0:.*]] = linalg.fill {{.*}}outs(%[[E0]]
// CHECK-NEXT: linalg.matmul {{.*}}outs(%[[F0]]
// CHECK: %[[E1:.*]] = tensor.empty()
// CHECK: %[[F1:.*]] = linalg.fill {{.*}}outs(%[[E1]]
// CHECK-NEXT: %[[B:.*]] = linalg.matmul {{.*}}outs(%[[F1]]
// CHECK: %[[C:.*]] = bufferization.alloc_tensor() copy(%[[B]])
// CHECK: return %[[B]], %[[C]]

// BUFFERS-LABEL: func.func @main(
// BUFFERS-SAME: %[[Y0:[a-z0-9]*]]: memref<1x4xf32> {patconv.output = "y"}, %[[Y1:[a-z0-9]*]]: memref<1x4xf32> {patconv.output = "layer:y"}
// BUFFERS-NOT: memref.copy
// BUFFERS: memref.copy %[[Y0]], %[[Y1]]
// BUFFERS-NOT: memref.copy
func.func @main(%x: tensor<1x4xf32> {patconv.input = "x"}, %w: tensor<4x4xf32> {patconv.input = "w"}) -> (tensor<1x4xf32> {patconv.output = "y"}, tensor<1x4xf32> {patconv.output = "layer:y"}) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4xf32>) -> tensor<1x4xf32>
  %a = linalg.matmul ins(%x, %w : tensor<1x4xf32>, tensor<4x4xf32>) outs(%f : tensor<1x4xf32>) -> tensor<1x4xf32>
  %b = linalg.matmul ins(%a, %w : tensor<1x4xf32>, tensor<4x4xf32>) outs(%f : tensor<1x4xf32>) -> tensor<1x4xf32>
  return %b, %b : tensor<1x4xf32>, tensor<1x4xf32>
}
