// RUN: patconv-opt %s -patconv-share-layers | FileCheck %s

// Another body, other promises about arguments, another type, or no layer: each
// keeps its function.
// CHECK-LABEL: func.func @main(
// CHECK-NEXT:    call @layer_0_a(
// CHECK-NEXT:    call @layer_1_b(
// CHECK-NEXT:    call @layer_2_c(
// CHECK-NEXT:    call @helper(
func.func @main(%x: memref<4xf32>, %y: memref<4xf32>) {
  call @layer_0_a(%x, %y) : (memref<4xf32>, memref<4xf32>) -> ()
  call @layer_1_b(%x, %y) : (memref<4xf32>, memref<4xf32>) -> ()
  call @layer_2_c(%x, %y) : (memref<4xf32>, memref<4xf32>) -> ()
  call @helper(%x, %y) : (memref<4xf32>, memref<4xf32>) -> ()
  return
}
func.func private @layer_0_a(%x: memref<4xf32>, %y: memref<4xf32>) attributes {patconv.layer = "a"} {
  memref.copy %x, %y : memref<4xf32> to memref<4xf32>
  return
}
func.func private @layer_1_b(%x: memref<4xf32>, %y: memref<4xf32>) attributes {patconv.layer = "b"} {
  memref.copy %y, %x : memref<4xf32> to memref<4xf32>
  return
}
func.func private @layer_2_c(%x: memref<4xf32> {llvm.noalias}, %y: memref<4xf32>) attributes {patconv.layer = "c"} {
  memref.copy %x, %y : memref<4xf32> to memref<4xf32>
  return
}
func.func private @helper(%x: memref<4xf32>, %y: memref<4xf32>) {
  memref.copy %x, %y : memref<4xf32> to memref<4xf32>
  return
}
