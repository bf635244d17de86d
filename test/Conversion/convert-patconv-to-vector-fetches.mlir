// RUN: patconv-opt %s -convert-patconv-to-vector -canonicalize -cse -split-input-file | FileCheck %s

// 6 MiB of output leave the caches before they are read: they are stored past
// them, by whole cache lines, and not fetched before. One filter less, or half a
// line, is stored as usual.

// CHECK-LABEL: func.func @streamed(
// CHECK-NOT:     memref.prefetch %arg6
// CHECK:         vector.store {{.*}} {alignment = 64 : i64, nontemporal = true}
func.func @streamed(%x: memref<1x16x16x16xf32>, %w: memref<384xf32>,
    %i: memref<384xi8>, %o: memref<1x385xi16>, %s: memref<1x384x2xi8>,
    %r: memref<384xi16>, %y: memref<384x16x16x16xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x16x16x16xf32>)
    weight(%w : memref<384xf32>) index(%i : memref<384xi8>)
    offset(%o : memref<1x385xi16>) stride(%s : memref<1x384x2xi8>)
    reorder(%r : memref<384xi16>) outs(%y : memref<384x16x16x16xf32>) {
      fkw = #patconv.fkw<filters = 384, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      input_layout = #patconv.lane_tiled<4x4, halo = 0>,
      input_size = array<i64: 64, 64>,
      output_layout = #patconv.lane_tiled<4x4, halo = 0>,
      schedule = #patconv.schedule<lanes = 16, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
  return
}

// -----

// CHECK-LABEL: func.func @smaller(
// CHECK:         memref.prefetch %arg6
// CHECK-NOT:     nontemporal
// CHECK:         return
func.func @smaller(%x: memref<1x16x16x16xf32>, %w: memref<383xf32>,
    %i: memref<383xi8>, %o: memref<1x384xi16>, %s: memref<1x383x2xi8>,
    %r: memref<383xi16>, %y: memref<383x16x16x16xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x16x16x16xf32>)
    weight(%w : memref<383xf32>) index(%i : memref<383xi8>)
    offset(%o : memref<1x384xi16>) stride(%s : memref<1x383x2xi8>)
    reorder(%r : memref<383xi16>) outs(%y : memref<383x16x16x16xf32>) {
      fkw = #patconv.fkw<filters = 383, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      input_layout = #patconv.lane_tiled<4x4, halo = 0>,
      input_size = array<i64: 64, 64>,
      output_layout = #patconv.lane_tiled<4x4, halo = 0>,
      schedule = #patconv.schedule<lanes = 16, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
  return
}

// -----

// Two vectors share a line: of four side by side, two and the last are fetched.

// CHECK-LABEL: func.func @half_lines(
// CHECK-COUNT-3: memref.prefetch {{.*}} read
// CHECK-NOT:     memref.prefetch {{.*}} read
// CHECK-COUNT-3: memref.prefetch {{.*}} write
// CHECK-NOT:     memref.prefetch
// CHECK-NOT:     nontemporal
// CHECK:         return
func.func @half_lines(%x: memref<1x16x16x8xf32>, %w: memref<1024xf32>,
    %i: memref<1024xi8>, %o: memref<1x1025xi16>, %s: memref<1x1024x2xi8>,
    %r: memref<1024xi16>, %y: memref<1024x16x16x8xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x16x16x8xf32>)
    weight(%w : memref<1024xf32>) index(%i : memref<1024xi8>)
    offset(%o : memref<1x1025xi16>) stride(%s : memref<1x1024x2xi8>)
    reorder(%r : memref<1024xi16>) outs(%y : memref<1024x16x16x8xf32>) {
      fkw = #patconv.fkw<filters = 1024, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      input_layout = #patconv.lane_tiled<2x4, halo = 0>,
      input_size = array<i64: 32, 64>,
      output_layout = #patconv.lane_tiled<2x4, halo = 0>,
      schedule = #patconv.schedule<lanes = 8, tile = 1x4, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
  return
}

// -----

// What comes next is fetched a row at a time, spread over the patterns of a pass.
// Two channels have six rows under a tile: each of four passes fetches one before each
// of its two patterns, the last pass none; before the second pattern comes the row of
// the next filter's output.

// CHECK-LABEL: func.func @spread(
// CHECK:         scf.for %[[PASS:.+]] = %c0 to %c4 step %c1
// CHECK:           %[[FIRST:.+]] = arith.muli %[[PASS]], %c2 : index
// CHECK:           %[[IS_FIRST:.+]] = arith.cmpi ult, %[[FIRST]], %c6
// CHECK-NEXT:      scf.if %[[IS_FIRST]]
// CHECK:             %[[CHANNEL:.+]] = arith.divui %[[FIRST]], %c3
// CHECK-NEXT:        %[[PLANE:.+]] = arith.addi %{{.*}}, %[[CHANNEL]]
// CHECK-NEXT:        %[[ROW:.+]] = arith.remui %[[FIRST]], %c3
// CHECK-NEXT:        %[[Y:.+]] = arith.addi %{{.*}}, %[[ROW]]
// CHECK-COUNT-3:     memref.prefetch %arg0[%[[PLANE]], %[[Y]], {{.*}} read
// CHECK-NOT:       memref.prefetch
// CHECK:           vector.fma
// CHECK-NOT:       memref.prefetch
// CHECK:           %[[SECOND:.+]] = arith.addi %[[FIRST]], %c1 : index
// CHECK-NEXT:      %[[IS_SECOND:.+]] = arith.cmpi ult, %[[SECOND]], %c6
// CHECK-NEXT:      scf.if %[[IS_SECOND]]
// CHECK:             arith.divui %[[SECOND]], %c3
// CHECK:             arith.remui %[[SECOND]], %c3
// CHECK-COUNT-3:     memref.prefetch %arg0{{.*}} read
// CHECK-NEXT:      }
// CHECK-NOT:       memref.prefetch %arg0
// CHECK:           memref.prefetch %arg6{{.*}} write
// CHECK-NOT:       memref.prefetch
// CHECK:           vector.fma
// CHECK:           return
func.func @spread(%x: memref<2x6x6x16xf32>, %w: memref<16xf32>,
    %i: memref<8xi8>, %o: memref<1x5xi8>, %s: memref<1x4x3xi8>,
    %r: memref<4xi8>, %y: memref<4x4x4x16xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x16xf32>)
    weight(%w : memref<16xf32>) index(%i : memref<8xi8>)
    offset(%o : memref<1x5xi8>) stride(%s : memref<1x4x3xi8>)
    reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x16xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2],
                         patterns = <"xx.|...|...", "...|...|.xx">>,
      input_layout = #patconv.lane_tiled<4x4, halo = 1>,
      input_size = array<i64: 16, 16>,
      output_layout = #patconv.lane_tiled<4x4, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 16, tile = 1x1, remainder = 0x0,
                                   channel_block = 2, threads = 1, split = none>}
  return
}

// -----

// Two passes of one pattern fetch three rows of the six each; output is fetched in
// the last of the two blocks alone.

// CHECK-LABEL: func.func @rows_together(
// CHECK:         scf.for %[[BLOCK:.+]] = %c0 to %c2 step %c1
// CHECK:           %[[IS_LAST:.+]] = arith.cmpi eq, %[[BLOCK]], %c1
// CHECK:           scf.for %[[PASS:.+]] = %c0 to %c2 step %c1
// CHECK:             scf.for %[[I:.+]] = %c0 to %c3 step %c1
// CHECK-NEXT:          %[[FIRST:.+]] = arith.muli %[[PASS]], %c3
// CHECK-NEXT:          %[[NUMBER:.+]] = arith.addi %[[FIRST]], %[[I]]
// CHECK:               arith.divui %[[NUMBER]], %c3
// CHECK:               memref.prefetch %arg0{{.*}} read
// CHECK:             scf.if %[[IS_LAST]]
// CHECK:               memref.prefetch %arg6{{.*}} write
// CHECK:           return
func.func @rows_together(%x: memref<4x6x6x16xf32>, %w: memref<8xf32>,
    %i: memref<8xi8>, %o: memref<2x3xi8>, %s: memref<2x2x2xi8>,
    %r: memref<2xi8>, %y: memref<2x4x4x16xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<4x6x6x16xf32>)
    weight(%w : memref<8xf32>) index(%i : memref<8xi8>)
    offset(%o : memref<2x3xi8>) stride(%s : memref<2x2x2xi8>)
    reorder(%r : memref<2xi8>) outs(%y : memref<2x4x4x16xf32>) {
      fkw = #patconv.fkw<filters = 2, channels = 4, channel_blocks = [0, 2, 4],
                         patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<4x4, halo = 1>,
      input_size = array<i64: 16, 16>,
      output_layout = #patconv.lane_tiled<4x4, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 16, tile = 1x1, remainder = 0x0,
                                   channel_block = 2, threads = 1, split = none>}
  return
}
