// RUN: patconv-opt %s -allow-unregistered-dialect -patconv-reuse-residuals | FileCheck %s

// Outputs that keep a buffer of their own.

func.func private @declaration(memref<4xf32>)

// The residual is read once more.
// CHECK-LABEL: func.func @read_later(
// CHECK: memref.alloc()
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @read_later(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
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
  "test.use"(%r) : (memref<1x1x1x4xf32>) -> ()
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  return
}

// The residual is read once more, through a view.
// CHECK-LABEL: func.func @view_read_later(
// CHECK: memref.alloc()
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @view_read_later(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x1x1x4xf32>
  %v = memref.collapse_shape %r [[0, 1, 2, 3]] : memref<1x1x1x4xf32> into memref<4xf32>
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
  "test.use"(%v) : (memref<4xf32>) -> ()
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  return
}

// The convolution's input is the residual: a kernel would read what it wrote.
// CHECK-LABEL: func.func @input_too(
// CHECK: memref.alloc()
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @input_too(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %r : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  %y = memref.alloc() : memref<1x1x1x4xf32>
  patconv.fkw_conv_2d ins(%r : memref<1x1x1x4xf32>)
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
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  return
}

// The residual is added twice.
// CHECK-LABEL: func.func @twice(
// CHECK: memref.alloc()
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @twice(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %r : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  %y = memref.alloc() : memref<1x1x1x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%r, %r : memref<1x1x1x4xf32>, memref<1x1x1x4xf32>) outs(%y : memref<1x1x1x4xf32>) {
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

// The output's buffer held something else while the residual was made.
// CHECK-LABEL: func.func @written_before(
// CHECK: memref.alloc()
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @written_before(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %r : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  %y = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %y : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
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
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  return
}

// Buffers of the caller's.
// CHECK-LABEL: func.func @arguments(
// CHECK-SAME: %{{.*}}: memref<1x1x1x4xf32>, %[[OUT:[a-z0-9]*]]: memref<1x1x1x4xf32>,
// CHECK: outs(%[[OUT]] :
func.func @arguments(%x: memref<1x1x1x4xf32>, %out: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%x : memref<1x1x1x4xf32>) outs(%out : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    epilogue {
  ^bb0(%a: f32, %b0: f32):
    %s0 = arith.addf %a, %b0 : f32
    patconv.yield %s0
  }
  return
}

// The residual has a halo, the output has none.
// CHECK-LABEL: func.func @other_halo(
// CHECK: memref.alloc() : memref<1x6x6x4xf32>
// CHECK: memref.alloc() : memref<1x4x4x4xf32>
func.func @other_halo(%x: memref<1x4x4x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x6x6x4xf32>
  "test.use"(%r) : (memref<1x6x6x4xf32>) -> ()
  %y = memref.alloc() : memref<1x4x4x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<1x4x4x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%r : memref<1x6x6x4xf32>)
    outs(%y : memref<1x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x2, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    epilogue {
  ^bb0(%a: f32, %b: f32):
    %sum = arith.addf %a, %b : f32
    patconv.yield %sum
  }
  "test.use"(%y) : (memref<1x4x4x4xf32>) -> ()
  return
}

// A pooled element comes of several of the residual's.
// CHECK-LABEL: func.func @pooled(
// CHECK: memref.alloc()
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @pooled(%x: memref<1x4x4x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x6x6x4xf32>
  "test.use"(%r) : (memref<1x6x6x4xf32>) -> ()
  %y = memref.alloc() : memref<1x6x6x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<1x4x4x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%r : memref<1x6x6x4xf32>)
    outs(%y : memref<1x6x6x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      max_pool = array<i64: 2, 2>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 2>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x2, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    epilogue {
  ^bb0(%a: f32, %b: f32):
    %sum = arith.addf %a, %b : f32
    patconv.yield %sum
  }
  "test.use"(%y) : (memref<1x6x6x4xf32>) -> ()
  return
}

// In a loop the residual is read once more, by the next round.
// CHECK-LABEL: func.func @loop(
// CHECK: memref.alloc()
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @loop(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %r : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  %y = memref.alloc() : memref<1x1x1x4xf32>
  scf.for %k = %c0 to %n step %c1 {
    "test.use"(%r) : (memref<1x1x1x4xf32>) -> ()
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%p : memref<1xi8>) residuals(%r : memref<1x1x1x4xf32>) outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    epilogue {
  ^bb0(%a: f32, %b: f32):
    %sum = arith.addf %a, %b : f32
    patconv.yield %sum
  }
    "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  }
  return
}

// A view frees the residual while the output is still needed.
// CHECK-LABEL: func.func @view_freed(
// CHECK: memref.alloc()
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @view_freed(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>) {
  %r = memref.alloc() : memref<1x1x1x4xf32>
  memref.copy %x, %r : memref<1x1x1x4xf32> to memref<1x1x1x4xf32>
  %v = memref.cast %r : memref<1x1x1x4xf32> to memref<?x1x1x4xf32>
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
  ^bb0(%a: f32, %b: f32):
    %sum = arith.addf %a, %b : f32
    patconv.yield %sum
  }
  memref.dealloc %v : memref<?x1x1x4xf32>
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  return
}

// The residual is the caller's.
// CHECK-LABEL: func.func @argument(
// CHECK: %[[Y:.*]] = memref.alloc()
// CHECK: outs(%[[Y]] :
func.func @argument(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %p: memref<1xi8>, %r: memref<1x1x1x4xf32>) {
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
  ^bb0(%a: f32, %b: f32):
    %sum = arith.addf %a, %b : f32
    patconv.yield %sum
  }
  "test.use"(%y) : (memref<1x1x1x4xf32>) -> ()
  return
}
