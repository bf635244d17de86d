// RUN: patconv-opt %s -allow-unregistered-dialect -patconv-reuse-residuals | FileCheck %s

// Nobody reads %r afterwards: its buffer takes the output, and lives as long.
// CHECK-LABEL: func.func @last_use(
// CHECK: %[[R:.*]] = memref.alloc()
// CHECK-NOT: memref.alloc
// CHECK: residuals(%[[R]] {{.*}} outs(%[[R]] :
// CHECK-NOT: memref.dealloc
// CHECK: "test.use"(%[[R]])
// CHECK-NEXT: memref.dealloc %[[R]]
// CHECK-NEXT: return
func.func @last_use(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %r : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  %y = memref.alloc() : memref<1x1x1x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%r : memref<1x1x1x4xf32>) outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    epilogue {
  ^bb0(%a: f32, %b0: f32):
    %s0 = arith.addf %a, %b0 : f32
    patconv.yield %s0
  }
  memref.dealloc %r : memref<1x1x1x4xf32>
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  memref.dealloc %y : memref<1x1x1x4xf32>
  return
}

// The first residual is an argument, the second is not.
// CHECK-LABEL: func.func @second_residual(
// CHECK: %[[R:.*]] = memref.alloc()
// CHECK: outs(%[[R]] :
func.func @second_residual(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %r : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  %y = memref.alloc() : memref<1x1x1x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%x, %r : memref<1x1x1x4xf32>, memref<1x1x1x4xf32>) outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    epilogue {
  ^bb0(%a: f32, %b0: f32, %b1: f32):
    %s0 = arith.addf %a, %b0 : f32
    %s1 = arith.addf %s0, %b1 : f32
    patconv.yield %s1
  }
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  return
}

// One buffer for a chain of blocks.
// CHECK-LABEL: func.func @chain(
// CHECK: %[[R:.*]] = memref.alloc()
// CHECK-NOT: memref.alloc
// CHECK: residuals(%[[R]] {{.*}} outs(%[[R]] :
// CHECK: residuals(%[[R]] {{.*}} outs(%[[R]] :
// CHECK: "test.use"(%[[R]])
func.func @chain(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %r : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  %y = memref.alloc() : memref<1x1x1x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%r : memref<1x1x1x4xf32>) outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    epilogue {
  ^bb0(%a: f32, %b0: f32):
    %s0 = arith.addf %a, %b0 : f32
    patconv.yield %s0
  }
  %z = memref.alloc() : memref<1x1x1x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%y : memref<1x1x1x4xf32>) outs(%z : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    epilogue {
  ^bb0(%a: f32, %b0: f32):
    %s0 = arith.addf %a, %b0 : f32
    patconv.yield %s0
  }
  "test.use"(%z) : (memref<1x1x1x4xf32>) -> ()
  return
}
