// RUN: patconv-opt %s -patconv-share-layers | FileCheck %s

// CHECK-LABEL: func.func @main(
// CHECK-NEXT:    call @layer_0_a(
// CHECK-NEXT:    call @layer_0_a(
// CHECK:       func.func private @layer_0_a(
// CHECK-NOT:   func.func
func.func @main(%x: memref<4xf32>, %y: memref<4xf32>, %z: memref<4xf32>) {
  call @layer_0_a(%x, %y) : (memref<4xf32>, memref<4xf32>) -> ()
  call @layer_1_b(%y, %z) : (memref<4xf32>, memref<4xf32>) -> ()
  return
}
func.func private @layer_0_a(%x: memref<4xf32> {llvm.noalias}, %y: memref<4xf32>) attributes {patconv.layer = "a"} {
  memref.copy %x, %y : memref<4xf32> to memref<4xf32>
  return
}
func.func private @layer_1_b(%x: memref<4xf32> {llvm.noalias}, %y: memref<4xf32>) attributes {patconv.layer = "b"} {
  memref.copy %x, %y : memref<4xf32> to memref<4xf32>
  return
}
