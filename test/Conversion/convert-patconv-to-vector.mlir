// RUN: patconv-opt %s -convert-patconv-to-vector -canonicalize -cse -split-input-file | FileCheck %s

// One tile of 2 rows x 1 vector, one channel block: the input under the tile is
// packed with its padding, accumulators start with the bias and go through one
// loop per pattern as SSA values, and the output is stored once.

// CHECK-LABEL: func.func @conv_two_patterns(
// CHECK-SAME:    %[[X:[^:]+]]: memref<1x2x2x16xf32>
// CHECK-SAME:    %[[Y:[^:]+]]: memref<1x2x2x16xf32>
// CHECK:         %[[SCRATCH:.+]] = memref.alloc() {alignment = 64 : i64} : memref<576xi8>
// CHECK:         %[[PACKED:.+]] = memref.view %[[SCRATCH]]{{.*}} to memref<2x4x1x18xf32>
// CHECK:         scf.for
// CHECK:           scf.for
// CHECK-COUNT-2:     vector.maskedload %[[X]]
// CHECK:         scf.for
// CHECK:           %[[BIAS:.+]] = vector.broadcast %{{.*}} : f32 to vector<16xf32>
// CHECK:           %[[ONE:.+]]:2 = scf.for {{.*}} iter_args(%{{.*}} = %[[BIAS]], %{{.*}} = %[[BIAS]])
// CHECK-COUNT-4:     vector.fma
// CHECK:           %[[TWO:.+]]:2 = scf.for {{.*}} iter_args(%{{.*}} = %[[ONE]]#0, %{{.*}} = %[[ONE]]#1)
// CHECK-COUNT-4:     vector.fma
// CHECK-NOT:         vector.fma
// CHECK:           %[[RELU:.+]] = arith.maximumf %[[TWO]]#0
// CHECK:           vector.store %[[RELU]], %[[Y]]
// CHECK:           %[[RELU1:.+]] = arith.maximumf %[[TWO]]#1
// CHECK:           vector.store %[[RELU1]], %[[Y]]
// CHECK-NOT:     scf.parallel
// CHECK:         memref.dealloc %[[SCRATCH]]
func.func @conv_two_patterns(
    %x: memref<1x2x2x16xf32>, %w: memref<6xf32>, %i: memref<3xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x3xi8>, %r: memref<2xi8>,
    %b: memref<2xf32>, %y: memref<1x2x2x16xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x2x2x16xf32>)
    weight(%w : memref<6xf32>) index(%i : memref<3xi8>)
    offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x3xi8>)
    reorder(%r : memref<2xi8>) bias(%b : memref<2xf32>)
    outs(%y : memref<1x2x2x16xf32>) {
      activation = #patconv.activation<relu>,
      fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2],
                         patterns = <"x..|.x.|...", "...|.x.|..x">>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 16, tile = 2x1, remainder = 0x0,
                                   channel_block = 2, threads = 1, split = none>}
  return
}

// -----

// Two channel blocks: accumulators are kept in memory between them, the bias
// starts the first and the epilogue ends the last.

// CHECK-LABEL: func.func @conv_two_blocks(
// CHECK:         %[[KEPT:.+]] = memref.view %{{.*}} to memref<1x1x4xf32>
// CHECK:         scf.for
// CHECK:           %[[FIRST:.+]] = arith.cmpi eq, %{{.*}}, %c0
// CHECK:           %[[LAST:.+]] = arith.cmpi eq, %{{.*}}, %c1
// CHECK:           scf.if %[[FIRST]]
// CHECK:             vector.broadcast
// CHECK:           } else {
// CHECK:             vector.load %[[KEPT]]
// CHECK:           vector.fma
// CHECK:           scf.if %[[LAST]] {
// CHECK:             vector.store %{{.*}}, %{{.*}} : memref<1x1x1x4xf32>
// CHECK:           } else {
// CHECK:             vector.store %{{.*}}, %[[KEPT]]
func.func @conv_two_blocks(
    %x: memref<1x3x1x4xf32>, %w: memref<3xf32>, %i: memref<3xi8>,
    %o: memref<2x2xi8>, %s: memref<2x1x2xi8>, %r: memref<1xi8>,
    %b: memref<1xf32>, %y: memref<1x1x1x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x3x1x4xf32>)
    weight(%w : memref<3xf32>) index(%i : memref<3xi8>)
    offset(%o : memref<2x2xi8>) stride(%s : memref<2x1x2xi8>)
    reorder(%r : memref<1xi8>) bias(%b : memref<1xf32>)
    outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 3, channel_blocks = [0, 2, 3],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 2, threads = 1, split = none>}
  return
}

// -----

// 5 rows in tiles of 3 leave a remainder tile of 2 rows; 20 columns are two
// vectors of which the second is stored through a mask; tiles are shared by two
// threads, each with scratch memory of its own.

// CHECK-LABEL: func.func @conv_remainder_and_threads(
// CHECK:         scf.parallel (%[[T:.+]]) = (%c0) to (%c2)
// CHECK:           arith.muli %[[T]],
// CHECK:           scf.if
// CHECK:             scf.for {{.*}} -> (vector<16xf32>, vector<16xf32>, vector<16xf32>)
// CHECK-COUNT-3:     vector.maskedstore
// CHECK:           } else {
// CHECK:             scf.for {{.*}} -> (vector<16xf32>, vector<16xf32>)
// CHECK-COUNT-2:     vector.maskedstore
func.func @conv_remainder_and_threads(
    %x: memref<1x1x5x20xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<1xi8>,
    %y: memref<1x1x5x20xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x1x5x20xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%r : memref<1xi8>) outs(%y : memref<1x1x5x20xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 16, tile = 3x1, remainder = 2x0,
                                   channel_block = 1, threads = 2, split = tiles>}
  return
}

// -----

// Filters are shared by two threads as the schedule's ranges say.

// CHECK-LABEL: func.func @conv_split_filters(
// CHECK-DAG:     %[[C1:.+]] = arith.constant 1 : index
// CHECK-DAG:     %[[C3:.+]] = arith.constant 3 : index
// CHECK:         scf.parallel (%[[T:.+]]) =
// CHECK:           %[[SECOND:.+]] = arith.cmpi eq, %[[T]], %[[C1]]
// CHECK-DAG:       %[[FROM:.+]] = arith.select %[[SECOND]], %[[C1]], %{{.*}}
// CHECK-DAG:       %[[TO:.+]] = arith.select %[[SECOND]], %[[C3]], %[[C1]]
// CHECK:           scf.for %{{.*}} = %[[FROM]] to %[[TO]]
func.func @conv_split_filters(
    %x: memref<1x1x1x4xf32>, %w: memref<3xf32>, %i: memref<3xi8>,
    %o: memref<1x4xi8>, %s: memref<1x3x2xi8>, %r: memref<3xi8>,
    %y: memref<1x3x1x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<3xf32>) index(%i : memref<3xi8>)
    offset(%o : memref<1x4xi8>) stride(%s : memref<1x3x2xi8>)
    reorder(%r : memref<3xi8>) outs(%y : memref<1x3x1x4xf32>) {
      fkw = #patconv.fkw<filters = 3, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 2,
                                   split = filters, ranges = [0, 1, 3]>}
  return
}

// -----

// With stride 2, packed columns are split by phase: taps 0 and 2 read phase 0 at
// columns 0 and 1, tap 1 reads phase 1.

// CHECK-LABEL: func.func @conv_stride_2(
// CHECK:         memref.view %{{.*}} to memref<1x1x2x5xf32>
// CHECK:         vector.gather
// CHECK-DAG:     vector.load %{{.*}}[%{{.*}}, %c0, %c0, %c0] : memref<1x1x2x5xf32>
// CHECK-DAG:     vector.load %{{.*}}[%{{.*}}, %c0, %c1, %c0] : memref<1x1x2x5xf32>
// CHECK-DAG:     vector.load %{{.*}}[%{{.*}}, %c0, %c0, %c1] : memref<1x1x2x5xf32>
func.func @conv_stride_2(
    %x: memref<1x1x1x9xf32>, %w: memref<3xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<1xi8>,
    %y: memref<1x1x1x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x9xf32>)
    weight(%w : memref<3xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%r : memref<1xi8>) outs(%y : memref<1x1x1x4xf32>) {
      strides = array<i64: 1, 2>,
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"xxx">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
  return
}
