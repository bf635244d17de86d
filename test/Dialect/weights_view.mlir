// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: weights_view.C1, weights_view.C2, weights_view.C3, weights_view.C4
// CHECK-LABEL: @weights_view_c1_start
// CHECK: patconv.weights_view %{{.*}}[0] : tensor<256xi8> -> tensor<64xf32>
func.func @weights_view_c1_start(%weights: tensor<256xi8>) -> tensor<64xf32> {
  %0 = patconv.weights_view %weights[0] : tensor<256xi8> -> tensor<64xf32>
  return %0 : tensor<64xf32>
}

// PASS: weights_view.C1, weights_view.C3, weights_view.C4
// CHECK-LABEL: @weights_view_c4_last_bytes
// CHECK: patconv.weights_view %{{.*}}[192] : tensor<256xi8> -> tensor<4x8xi16>
func.func @weights_view_c4_last_bytes(%weights: tensor<256xi8>) -> tensor<4x8xi16> {
  %0 = patconv.weights_view %weights[192] : tensor<256xi8> -> tensor<4x8xi16>
  return %0 : tensor<4x8xi16>
}

// PASS: weights_view.C4
// CHECK-LABEL: @weights_view_c4_unknown_size
// CHECK: patconv.weights_view %{{.*}}[640] : tensor<?xi8> -> tensor<1xf32>
func.func @weights_view_c4_unknown_size(%weights: tensor<?xi8>) -> tensor<1xf32> {
  %0 = patconv.weights_view %weights[640] : tensor<?xi8> -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// PASS: weights_view.C2
// CHECK-LABEL: @weights_view_c2_memrefs
// CHECK: patconv.weights_view %{{.*}}[128] : memref<256xi8> -> memref<32xf32>
func.func @weights_view_c2_memrefs(%weights: memref<256xi8>) -> memref<32xf32> {
  %0 = patconv.weights_view %weights[128] : memref<256xi8> -> memref<32xf32>
  return %0 : memref<32xf32>
}
