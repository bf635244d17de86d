// RUN: patconv-opt %s --split-input-file --allow-unregistered-dialect -patconv-plan-memory | FileCheck %s

// %a lives from 0 to 1, %b from 1 to 2, %c from 2 to 3: %c takes the place of
// %a, and %b lies behind the larger of both.
// CHECK: module attributes {patconv.live_bytes = 4132 : i64, patconv.workspace_bytes = 4224 : i64}
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[X:.*]]: memref<1000xf32>, %[[Y:.*]]: memref<1000xf32>, %[[W:.*]]: memref<4224xi8> {patconv.workspace})
// CHECK: %[[C0:.*]] = arith.constant 0 : index
// CHECK: %[[A:.*]] = memref.view %[[W]][%[[C0]]][] : memref<4224xi8> to memref<1000xf32>
// CHECK: %[[C4032:.*]] = arith.constant 4032 : index
// CHECK: %[[B:.*]] = memref.view %[[W]][%[[C4032]]][] : memref<4224xi8> to memref<33xf32>
// CHECK: %[[C0_1:.*]] = arith.constant 0 : index
// CHECK: %[[C:.*]] = memref.view %[[W]][%[[C0_1]]][] : memref<4224xi8> to memref<1000xf32>
// CHECK: memref.copy %[[X]], %[[A]]
// CHECK-NOT: memref.alloc
// CHECK-NOT: memref.dealloc
func.func @main(%x: memref<1000xf32>, %y: memref<1000xf32>) {
  %a = memref.alloc() : memref<1000xf32>
  %b = memref.alloc() : memref<33xf32>
  %c = memref.alloc() : memref<1000xf32>
  memref.copy %x, %a : memref<1000xf32> to memref<1000xf32>
  "test.use"(%a, %b) : (memref<1000xf32>, memref<33xf32>) -> ()
  "test.use"(%b, %c) : (memref<33xf32>, memref<1000xf32>) -> ()
  memref.copy %c, %y : memref<1000xf32> to memref<1000xf32>
  memref.dealloc %a : memref<1000xf32>
  memref.dealloc %b : memref<33xf32>
  memref.dealloc %c : memref<1000xf32>
  return
}

// -----

// A buffer lives as long as its views: %b may not take the place of %a.
// CHECK: patconv.workspace_bytes = 128 : i64
// CHECK-LABEL: func.func @main(
// CHECK-SAME: memref<128xi8> {patconv.workspace})
// CHECK: arith.constant 0 : index
// CHECK: arith.constant 64 : index
func.func @main(%x: memref<4x4xf32>) {
  %a = memref.alloc() : memref<4x4xf32>
  memref.copy %x, %a : memref<4x4xf32> to memref<4x4xf32>
  %v = memref.collapse_shape %a [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  %s = memref.subview %v[4] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 4>>
  %b = memref.alloc() : memref<16xf32>
  "test.use"(%b) : (memref<16xf32>) -> ()
  "test.use"(%s) : (memref<8xf32, strided<[1], offset: 4>>) -> ()
  return
}

// -----

// A use inside a region is a use by the operation at the top level.
// CHECK: patconv.workspace_bytes = 64 : i64
// CHECK-LABEL: func.func @main(
// CHECK-SAME: memref<64xi8> {patconv.workspace})
func.func @main(%x: memref<16xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %a = memref.alloc() : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    memref.store %zero, %a[%i] : memref<16xf32>
  }
  %b = memref.alloc() : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    memref.store %zero, %b[%i] : memref<16xf32>
  }
  return
}

// -----

// There is always a workspace; a buffer without a use has no place in it.
// CHECK: patconv.workspace_bytes = 64 : i64
// CHECK-LABEL: func.func @main(
// CHECK-SAME: memref<64xi8> {patconv.workspace})
// CHECK-NEXT: return
func.func @main() {
  %a = memref.alloc() : memref<1000xf32>
  return
}

// -----

// The scratch memory of a convolution lives at this operation alone, so that
// the second one shares it, but neither overlaps the activation between them.
// CHECK: patconv.workspace_bytes = 1984 : i64
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[W:[a-z0-9]*]]: memref<1984xi8> {patconv.workspace})
// CHECK: %[[C0:.*]] = arith.constant 0 : index
// CHECK: %[[A:.*]] = memref.view %[[W]][%[[C0]]][] : memref<1984xi8> to memref<1x4x8x8xf32>
// CHECK: %[[C1024:.*]] = arith.constant 1024 : index
// CHECK: %[[S:.*]] = memref.view %[[W]][%[[C1024]]][] : memref<1984xi8> to memref<960xi8>
// CHECK: patconv.fkw_conv_2d
// CHECK-SAME: scratch(%[[S]] : memref<960xi8>) outs(%[[A]]
// CHECK: %[[C1024_1:.*]] = arith.constant 1024 : index
// CHECK: %[[S_1:.*]] = memref.view %[[W]][%[[C1024_1]]][] : memref<1984xi8> to memref<960xi8>
// CHECK: patconv.fkw_conv_2d ins(%[[A]]
// CHECK-SAME: scratch(%[[S_1]] : memref<960xi8>)
func.func @main(%x: memref<1x4x8x8xf32>, %y: memref<1x4x8x8xf32>, %weight: memref<36xf32>, %index: memref<9xi8>, %offset: memref<1x5xi8>, %stride: memref<1x4x3xi8>, %reorder: memref<4xi8>) {
  %a = memref.alloc() : memref<1x4x8x8xf32>
  patconv.fkw_conv_2d ins(%x : memref<1x4x8x8xf32>) weight(%weight : memref<36xf32>)
      index(%index : memref<9xi8>) offset(%offset : memref<1x5xi8>)
      stride(%stride : memref<1x4x3xi8>) reorder(%reorder : memref<4xi8>)
      outs(%a : memref<1x4x8x8xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        padding = array<i64: 1, 1, 1, 1>,
        schedule = #patconv.schedule<lanes = 8, tile = 4x1, remainder = 0x0, channel_block = 4, threads = 1, split = none>
      }
  patconv.fkw_conv_2d ins(%a : memref<1x4x8x8xf32>) weight(%weight : memref<36xf32>)
      index(%index : memref<9xi8>) offset(%offset : memref<1x5xi8>)
      stride(%stride : memref<1x4x3xi8>) reorder(%reorder : memref<4xi8>)
      outs(%y : memref<1x4x8x8xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <".x.|xx.|.x.", ".x.|.xx|.x.">>,
        padding = array<i64: 1, 1, 1, 1>,
        schedule = #patconv.schedule<lanes = 8, tile = 4x1, remainder = 0x0, channel_block = 4, threads = 1, split = none>
      }
  return
}
