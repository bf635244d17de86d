// RUN: patconv-opt %s -patconv-fuse-depth-first | FileCheck %s

// Two filters a pass: two planes are left.
// CHECK-LABEL: func.func @pair(
// CHECK:         %[[RING:.*]] = memref.alloc() {alignment = 64 : i64} : memref<2x6x6x4xf32>
// CHECK-NEXT:    patconv.depth_first planes(%[[RING]] : memref<2x6x6x4xf32>) {
// CHECK-NEXT:    ^bb0(%[[BETWEEN:.*]]: memref<4x6x6x4xf32>):
// CHECK-NEXT:      patconv.fkw_conv_2d {{.*}} outs(%[[BETWEEN]] :
// CHECK-NEXT:      patconv.fkw_conv_2d ins(%[[BETWEEN]] :
// CHECK:         {{^ *}}}{{$}}
// CHECK-NEXT:    memref.dealloc %[[RING]] : memref<2x6x6x4xf32>
// CHECK-NEXT:    return
func.func @pair(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>) {
  %t = memref.alloc() {alignment = 64 : i64} : memref<4x6x6x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
    index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
    reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2], patterns = <"x|x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2,
                                   filters_per_pass = 2, order = planes, threads = 1, split = none>}
  patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
    index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
    reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 4,
                                   order = follow, threads = 1, split = none>}
  memref.dealloc %t : memref<4x6x6x4xf32>
  return
}

// Each thread has its own. A buffer that is made in between is in nobody's way.
// CHECK-LABEL: func.func @threads(
// CHECK:         memref.alloc() : memref<4x4x4x4xf32>
// CHECK-NEXT:    memref.alloc() {alignment = 64 : i64} : memref<4x6x6x4xf32>
// CHECK-NEXT:    patconv.depth_first planes(
func.func @threads(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>) {
  %t = memref.alloc() {alignment = 64 : i64} : memref<4x6x6x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
    index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
    reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2], patterns = <"x|x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2,
                                   filters_per_pass = 2, order = planes, threads = 2, split = filters, ranges = [0, 2, 4]>}
  %z = memref.alloc() : memref<4x4x4x4xf32>
  patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
    index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
    reorder(%r : memref<4xi8>) outs(%z : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 4,
                                   order = follow, threads = 2, split = filters, ranges = [0, 2, 4]>}
  memref.copy %z, %y : memref<4x4x4x4xf32> to memref<4x4x4x4xf32>
  return
}
