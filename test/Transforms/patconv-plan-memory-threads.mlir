// RUN: patconv-opt %s --split-input-file --allow-unregistered-dialect -patconv-plan-memory=threads=2 | FileCheck %s
// RUN: patconv-opt %s --split-input-file --allow-unregistered-dialect -patconv-plan-memory | FileCheck %s --check-prefix=ALONE

// Buffers that live one after the other, inside the memory of a larger one. Each
// goes where no other has been, then where %b was, which is longest ago; with one
// thread all go to the lowest place that is free.

// CHECK-LABEL: func.func @main(
// CHECK-SAME: memref<1024xi8> {patconv.workspace})
// CHECK: %[[B:.*]] = arith.constant 0 : index
// CHECK: memref.view %{{.*}}[%[[B]]][] : memref<1024xi8> to memref<200xi8>
// CHECK: %[[C:.*]] = arith.constant 256 : index
// CHECK: memref.view %{{.*}}[%[[C]]][] : memref<1024xi8> to memref<210xi8>
// CHECK: %[[D:.*]] = arith.constant 512 : index
// CHECK: memref.view %{{.*}}[%[[D]]][] : memref<1024xi8> to memref<220xi8>
// CHECK: %[[E:.*]] = arith.constant 768 : index
// CHECK: memref.view %{{.*}}[%[[E]]][] : memref<1024xi8> to memref<230xi8>
// CHECK: %[[F:.*]] = arith.constant 0 : index
// CHECK: memref.view %{{.*}}[%[[F]]][] : memref<1024xi8> to memref<240xi8>
// ALONE-LABEL: func.func @main(
// ALONE-SAME: memref<1024xi8> {patconv.workspace})
// ALONE-COUNT-5: arith.constant 0 : index
func.func @main() {
  %b = memref.alloc() : memref<200xi8>
  %c = memref.alloc() : memref<210xi8>
  %d = memref.alloc() : memref<220xi8>
  %e = memref.alloc() : memref<230xi8>
  %f = memref.alloc() : memref<240xi8>
  %large = memref.alloc() : memref<1024xi8>
  "test.use"(%b) : (memref<200xi8>) -> ()
  "test.use"(%c) : (memref<210xi8>) -> ()
  "test.use"(%d) : (memref<220xi8>) -> ()
  "test.use"(%e) : (memref<230xi8>) -> ()
  "test.use"(%f) : (memref<240xi8>) -> ()
  "test.use"(%large) : (memref<1024xi8>) -> ()
  return
}

// -----

// What each thread reads that wrote it goes to the same place again.

// ALONE-LABEL: func.func @main(
// CHECK-LABEL: func.func @main(
// CHECK-SAME: memref<1024xi8> {patconv.workspace})
// CHECK-COUNT-3: arith.constant 0 : index
func.func @main() {
  %b = memref.alloc() : memref<256xi8>
  %c = memref.alloc() : memref<256xi8>
  %large = memref.alloc() : memref<1024xi8>
  "test.use"(%b) : (memref<256xi8>) -> ()
  "test.use"(%c) : (memref<256xi8>) -> ()
  "test.use"(%large) : (memref<1024xi8>) -> ()
  return
}

// -----

// Nor to a place that another one has had meanwhile, which both take from the
// first: nothing else is free.

// CHECK-LABEL: func.func @main(
// CHECK-SAME: memref<1088xi8> {patconv.workspace})
// CHECK: %[[B:.*]] = arith.constant 1024 : index
// CHECK: memref.view %{{.*}}[%[[B]]][] : memref<1088xi8> to memref<64xi8>
// CHECK: %[[C:.*]] = arith.constant 1024 : index
// CHECK: memref.view %{{.*}}[%[[C]]][] : memref<1088xi8> to memref<60xi8>
// CHECK: %[[D:.*]] = arith.constant 0 : index
// CHECK: memref.view %{{.*}}[%[[D]]][] : memref<1088xi8> to memref<64xi8>
func.func @main() {
  %b = memref.alloc() : memref<64xi8>
  %c = memref.alloc() : memref<60xi8>
  %d = memref.alloc() : memref<64xi8>
  %large = memref.alloc() : memref<1024xi8>
  "test.use"(%large, %b) : (memref<1024xi8>, memref<64xi8>) -> ()
  "test.use"(%large, %c) : (memref<1024xi8>, memref<60xi8>) -> ()
  "test.use"(%d) : (memref<64xi8>) -> ()
  return
}

// -----

// Not so what a convolution sums over: each thread reads all of it.

// CHECK-LABEL: func.func @main(
// CHECK-SAME: memref<256xi8> {patconv.workspace})
// CHECK: %[[B:.*]] = arith.constant 0 : index
// CHECK: memref.view %{{.*}}[%[[B]]][] : memref<256xi8> to memref<1x1x4x4xf32>
// CHECK: %[[C:.*]] = arith.constant 64 : index
// CHECK: memref.view %{{.*}}[%[[C]]][] : memref<256xi8> to memref<1x1x4x4xf32>
func.func @main(%out: memref<1x1x4x4xf32>, %weight: memref<1xf32>, %index: memref<1xi8>,
    %offset: memref<1x2xi8>, %stride: memref<1x1x2xi8>, %reorder: memref<1xi8>,
    %scratch: memref<4096xi8>) {
  %b = memref.alloc() : memref<1x1x4x4xf32>
  %c = memref.alloc() : memref<1x1x4x4xf32>
  %large = memref.alloc() : memref<256xi8>
  patconv.fkw_conv_2d ins(%b : memref<1x1x4x4xf32>) weight(%weight : memref<1xf32>)
      index(%index : memref<1xi8>) offset(%offset : memref<1x2xi8>)
      stride(%stride : memref<1x1x2xi8>) reorder(%reorder : memref<1xi8>)
      scratch(%scratch : memref<4096xi8>)
      outs(%out : memref<1x1x4x4xf32>) {
        fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 1, threads = 1, split = none>
      }
  patconv.fkw_conv_2d ins(%c : memref<1x1x4x4xf32>) weight(%weight : memref<1xf32>)
      index(%index : memref<1xi8>) offset(%offset : memref<1x2xi8>)
      stride(%stride : memref<1x1x2xi8>) reorder(%reorder : memref<1xi8>)
      scratch(%scratch : memref<4096xi8>)
      outs(%out : memref<1x1x4x4xf32>) {
        fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 1, threads = 1, split = none>
      }
  "test.use"(%large) : (memref<256xi8>) -> ()
  return
}

// -----

// Where not all find a place, each stays where it was: with %c behind %b, there
// would be none for %d.

// CHECK-LABEL: func.func @main(
// CHECK-SAME: memref<704xi8> {patconv.workspace})
// CHECK: %[[B:.*]] = arith.constant 512 : index
// CHECK: memref.view %{{.*}}[%[[B]]][] : memref<704xi8> to memref<64xi8>
// CHECK: %[[C:.*]] = arith.constant 640 : index
// CHECK: memref.view %{{.*}}[%[[C]]][] : memref<704xi8> to memref<60xi8>
// CHECK: %[[D:.*]] = arith.constant 512 : index
// CHECK: memref.view %{{.*}}[%[[D]]][] : memref<704xi8> to memref<128xi8>
func.func @main() {
  %b = memref.alloc() : memref<64xi8>
  %c = memref.alloc() : memref<60xi8>
  %d = memref.alloc() : memref<128xi8>
  %large = memref.alloc() : memref<512xi8>
  "test.use"(%large, %b) : (memref<512xi8>, memref<64xi8>) -> ()
  "test.use"(%large, %c) : (memref<512xi8>, memref<60xi8>) -> ()
  "test.use"(%large, %c, %d) : (memref<512xi8>, memref<60xi8>, memref<128xi8>) -> ()
  return
}
