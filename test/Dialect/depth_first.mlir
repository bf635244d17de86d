// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// PASS: depth_first.C1, depth_first.C2, depth_first.C3, depth_first.C4, depth_first.C5, depth_first.C6, depth_first.C7, depth_first.C8
// CHECK-LABEL: func.func @depth_first_c1_pair(
// CHECK:         patconv.depth_first planes(%{{.*}} : memref<2x6x6x4xf32>) {
// CHECK-NEXT:    ^bb0(%[[BETWEEN:.*]]: memref<4x6x6x4xf32>):
// CHECK-NEXT:      patconv.fkw_conv_2d {{.*}} outs(%[[BETWEEN]] : {{.*}} filters_per_pass = 2, order = planes, threads = 1
// CHECK-NEXT:      patconv.fkw_conv_2d ins(%[[BETWEEN]] : {{.*}} order = follow, threads = 1
// CHECK:         {{^ *}}}{{$}}
func.func @depth_first_c1_pair(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  patconv.depth_first planes(%ring : memref<2x6x6x4xf32>) {
  ^bb0(%t: memref<4x6x6x4xf32>):
    patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2],
                           patterns = <"x|x">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                     channel_block = 2, filters_per_pass = 2,
                                     order = planes, threads = 1, split = none>}
    patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
      index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
      reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4],
                           patterns = <"...|.x.|...">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        padding = array<i64: 1, 1, 1, 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0,
                                     channel_block = 4, order = follow, threads = 1, split = none>}
  }
  return
}

// Each of the threads has planes of its own.

// PASS: depth_first.C7
// CHECK-LABEL: func.func @depth_first_c7_threads(
// CHECK:         patconv.depth_first planes(%{{.*}} : memref<4x6x6x4xf32>)
func.func @depth_first_c7_threads(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<4x6x6x4xf32>) {
  patconv.depth_first planes(%ring : memref<4x6x6x4xf32>) {
  ^bb0(%t: memref<4x6x6x4xf32>):
    patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2],
                           patterns = <"x|x">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                     channel_block = 2, filters_per_pass = 2,
                                     order = planes, threads = 2, split = filters, ranges = [0, 2, 4]>}
    patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
      index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
      reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4],
                           patterns = <"...|.x.|...">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        padding = array<i64: 1, 1, 1, 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0,
                                     channel_block = 4, order = follow, threads = 2, split = filters, ranges = [0, 2, 4]>}
  }
  return
}
