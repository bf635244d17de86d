// RUN: patconv-opt %s -convert-patconv-to-vector -canonicalize -cse | FileCheck %s

// For each pass the tiles of its filters, the halos of their two planes, and then the
// depthwise filters one by one, each with a plane of the pass.

// CHECK-LABEL: func.func @pair(
// CHECK-SAME:    %[[X:[^:]+]]: memref<2x4x4x4xf32>
// CHECK-SAME:    %[[Y:[^:]+]]: memref<4x4x4x4xf32>
// CHECK-SAME:    %[[RING:[^:]+]]: memref<2x6x6x4xf32>
// CHECK:         scf.for %[[FIRST:.*]] = %c0 to %c4 step %c2 {
// CHECK:           %[[SHIFT:.*]] = arith.subi %c0, %[[FIRST]]
// CHECK:           scf.for
// CHECK:             vector.fma
// CHECK-NOT:         vector.store %{{.*}}, %[[Y]]
// CHECK:             vector.store %{{.*}}, %[[RING]]
// CHECK:           scf.for
// CHECK-NOT:         vector.fma
// CHECK:             vector.shuffle
// CHECK:             vector.store %{{.*}}, %[[RING]]
// CHECK:           scf.for %[[FILTER:.*]] = %[[FIRST]] to
// CHECK:             %[[PLANE:.*]] = arith.addi %[[FILTER]], %[[SHIFT]]
// CHECK:             memref.subview %[[RING]][%[[PLANE]],
// CHECK:             vector.fma
// CHECK:             vector.store %{{.*}}, %[[Y]]
func.func @pair(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  patconv.depth_first planes(%ring : memref<2x6x6x4xf32>) {
  ^bb0(%t: memref<4x6x6x4xf32>):
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
  }
  return
}

// The second thread's planes are behind those of the first.

// CHECK-LABEL: func.func @threads(
// CHECK:         scf.parallel (%[[THREAD:.*]]) =
// CHECK:           scf.for %[[FIRST:.*]] = %{{.*}} to %{{.*}} step %c2 {
// CHECK:             %[[BEFORE:.*]] = arith.muli %[[THREAD]], %c2
// CHECK:             arith.subi %[[BEFORE]], %[[FIRST]]
func.func @threads(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<4x6x6x4xf32>) {
  patconv.depth_first planes(%ring : memref<4x6x6x4xf32>) {
  ^bb0(%t: memref<4x6x6x4xf32>):
    patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2], patterns = <"x|x">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>, input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2,
                                     filters_per_pass = 2, order = planes, threads = 2, split = filters, ranges = [0, 2, 4]>}
    patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
      index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
      reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <"...|.x.|...">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        padding = array<i64: 1, 1, 1, 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 4,
                                     order = follow, threads = 2, split = filters, ranges = [0, 2, 4]>}
  }
  return
}
