// RUN: patconv-opt %s -convert-patconv-to-vector -canonicalize -cse -split-input-file | FileCheck %s
// RUN: patconv-opt %s -convert-patconv-to-vector -canonicalize -cse -split-input-file | FileCheck %s --check-prefix=EPILOGUE
// RUN: patconv-opt %s -convert-patconv-to-vector=threads=2 -canonicalize -cse -split-input-file | FileCheck %s --check-prefix=THREADS

// The input is read where it lies: a view at the tile, taps at constant
// distances. The 7 rows leave lanes of the last grid row idle: they are cleared.
// Once a plane is complete, rows and then columns of its halo are filled from the
// neighbouring lanes, with zeros at the image's border.

// CHECK-LABEL: func.func @convolution(
// CHECK-SAME:    %[[X:[^:]+]]: memref<2x6x6x4xf32>
// CHECK-SAME:    %[[Y:[^:]+]]: memref<2x6x6x4xf32>
// CHECK-NOT:     memref.alloc
// CHECK:         memref.prefetch %[[X]]
// CHECK:         memref.prefetch %[[Y]]
// CHECK:         vector.load %[[TILE:.+]][%{{.*}}, %c0, %c0, %c0] : memref<2x4x6x4xf32, strided<[144, 24, 4, 1]{{.*}}>>, vector<4xf32>
// CHECK:         vector.fma
// CHECK:         arith.cmpi ult, %{{.*}} : vector<4xi32>
// CHECK:         %[[CLEARED:.+]] = arith.select
// CHECK:         vector.store %[[CLEARED]], %[[Y]]
// CHECK:         vector.shuffle %{{.*}}, %{{.*}} [4, 5, 0, 1]
// CHECK:         vector.shuffle %{{.*}}, %{{.*}} [2, 3, 6, 7]
// CHECK:         vector.shuffle %{{.*}}, %{{.*}} [4, 0, 6, 2]
// CHECK:         vector.shuffle %{{.*}}, %{{.*}} [1, 5, 3, 7]
func.func @convolution(%x: memref<2x6x6x4xf32>, %w: memref<4xf32>,
    %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>,
    %r: memref<2xi8>, %y: memref<2x6x6x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x4xf32>)
    weight(%w : memref<4xf32>) index(%i : memref<4xi8>)
    offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
    reorder(%r : memref<2xi8>) outs(%y : memref<2x6x6x4xf32>) {
      fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2],
                         patterns = <"x..|...|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>,
      input_size = array<i64: 7, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 1>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0,
                                   channel_block = 2, threads = 1, split = none>}
  return
}

// -----

// A run of each sub-image's row, masked where the image ends, is one lane of as
// many vectors: a transpose in two steps.

// CHECK-LABEL: func.func @to_lanes(
// CHECK-SAME:    %[[X:[^:]+]]: memref<1x2x8x8xf32>
// CHECK:         %[[FLAT:.+]] = memref.collapse_shape %[[X]]
// CHECK-COUNT-4: vector.maskedload %[[FLAT]]
// CHECK-COUNT-8: vector.shuffle
// CHECK-COUNT-4: vector.store
// CHECK-COUNT-4: vector.maskedload %[[FLAT]]
// CHECK-COUNT-4: vector.shuffle
// CHECK-COUNT-2: vector.store
// CHECK-NOT:     vector.store
// THREADS-LABEL: func.func @to_lanes(
// THREADS-NOT:     scf.parallel
func.func @to_lanes(%x: memref<1x2x8x8xf32>, %y: memref<2x6x6x4xf32>) {
  patconv.relayout ins(%x : memref<1x2x8x8xf32>) outs(%y : memref<2x6x6x4xf32>)
      {layout = #patconv.lane_tiled<2x2, halo = 1>}
  return
}

// -----

// The planes of a large activation are shared by the threads. What a store has
// beyond its sub-image is overwritten by the next one's, but for the last of
// each row.

// CHECK-LABEL: func.func @to_plain(
// CHECK-NOT:     scf.parallel
// CHECK-COUNT-14: vector.load
// CHECK-COUNT-64: vector.shuffle
// CHECK-COUNT-3: vector.store
// CHECK-NOT:     vector.store
// CHECK:         vector.maskedstore
// CHECK-COUNT-3: vector.store
// CHECK-NOT:     vector.store
// CHECK:         vector.maskedstore
// CHECK-COUNT-3: vector.store
// CHECK-NOT:     vector.store
// CHECK:         vector.maskedstore
// CHECK-COUNT-3: vector.store
// CHECK-NOT:     vector.store
// CHECK:         vector.maskedstore
// CHECK-NOT:     vector.{{store|maskedstore}}
// THREADS-LABEL: func.func @to_plain(
// THREADS:         scf.parallel
func.func @to_plain(%x: memref<64x16x16x16xf32>, %y: memref<1x64x56x56xf32>) {
  patconv.relayout ins(%x : memref<64x16x16x16xf32>) outs(%y : memref<1x64x56x56xf32>)
      {layout = #patconv.lane_tiled<4x4, halo = 1>, to_plain}
  return
}

// -----

// CHECK-LABEL: func.func @pooling(
// CHECK-COUNT-4: vector.load
// CHECK:         arith.maximumf
// CHECK:         vector.store
func.func @pooling(%x: memref<2x4x4x4xf32>, %y: memref<2x2x2x4xf32>) {
  patconv.max_pool_2d ins(%x : memref<2x4x4x4xf32>) outs(%y : memref<2x2x2x4xf32>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>,
       input_layout = #patconv.lane_tiled<2x2, halo = 0>,
       output_layout = #patconv.lane_tiled<2x2, halo = 0>,
       input_size = array<i64: 8, 8>}
  return
}

// -----

// Windows that overlap share a column, whose maximum is kept.
// CHECK-LABEL: func.func @overlapping_pooling(
// CHECK-COUNT-3: vector.load
// CHECK:         scf.for {{.*}} iter_args(%[[KEPT:.*]] = %{{.*}}) -> (vector<4xf32>)
// CHECK-COUNT-6: vector.load
// CHECK-NOT:     vector.load
// CHECK:         arith.maximumf %[[KEPT]], %{{.*}}
// CHECK:         vector.store
// CHECK:         scf.yield %{{.*}} : vector<4xf32>
func.func @overlapping_pooling(%x: memref<2x6x6x4xf32>, %y: memref<2x2x2x4xf32>) {
  patconv.max_pool_2d ins(%x : memref<2x6x6x4xf32>) outs(%y : memref<2x2x2x4xf32>)
      {kernel = array<i64: 3, 3>, strides = array<i64: 2, 2>, padding = 1,
       input_layout = #patconv.lane_tiled<2x2, halo = 1>,
       output_layout = #patconv.lane_tiled<2x2, halo = 0>,
       input_size = array<i64: 8, 8>}
  return
}

// -----

// Nearest neighbours: each vector is loaded once for a row of a block, and the halo
// follows.
// CHECK-LABEL: func.func @nearest(
// CHECK:         scf.for
// CHECK:           scf.for
// CHECK:             vector.load %arg0
// CHECK-COUNT-2:     vector.store {{.*}} %arg1
// CHECK:           scf.for
// CHECK:             vector.load %arg0
// CHECK-COUNT-2:     vector.store {{.*}} %arg1
// CHECK:         vector.shuffle
func.func @nearest(%x: memref<2x2x2x4xf32>, %y: memref<2x6x6x4xf32>) {
  patconv.upsample_2d ins(%x : memref<2x2x2x4xf32>) outs(%y : memref<2x6x6x4xf32>)
      {scales = array<i64: 2, 2>,
       input_layout = #patconv.lane_tiled<2x2, halo = 0>,
       output_layout = #patconv.lane_tiled<2x2, halo = 1>,
       input_size = array<i64: 4, 4>}
  return
}

// -----

// Pixel shuffle: a plane for each point of a block.
// CHECK-LABEL: func.func @pixel_shuffle(
// CHECK:         scf.for
// CHECK-COUNT-2:   vector.load %arg0
// CHECK:         scf.for
// CHECK-COUNT-2:   vector.load %arg0
func.func @pixel_shuffle(%x: memref<8x2x2x4xf32>, %y: memref<2x6x6x4xf32>) {
  patconv.upsample_2d ins(%x : memref<8x2x2x4xf32>) outs(%y : memref<2x6x6x4xf32>)
      {scales = array<i64: 2, 2>,
       input_layout = #patconv.lane_tiled<2x2, halo = 0>,
       output_layout = #patconv.lane_tiled<2x2, halo = 1>,
       input_size = array<i64: 4, 4>}
  return
}

// -----

// Wide sub-images are gone through in loops: the code does not grow with them.

// CHECK-LABEL: func.func @wide(
// CHECK:         scf.for
// CHECK-COUNT-4:   vector.store
// CHECK-NOT:       vector.store
// CHECK:         }
// CHECK-COUNT-2: vector.maskedstore
// CHECK-NOT:     vector.maskedstore
func.func @wide(%x: memref<1x2x1000x4xf32>, %y: memref<1x1x4x1999xf32>) {
  patconv.relayout ins(%x : memref<1x2x1000x4xf32>) outs(%y : memref<1x1x4x1999xf32>)
      {layout = #patconv.lane_tiled<2x2, halo = 0>, to_plain}
  return
}

// -----

// 5 x 3 vectors in tiles of 4 x 1 and 1 x 1: two of the first kind are half of
// the output, though a third of the tiles.

// THREADS-LABEL: func.func @balanced_tiles(
// THREADS-DAG:     %[[C2:.+]] = arith.constant 2 : index
// THREADS-DAG:     %[[C6:.+]] = arith.constant 6 : index
// THREADS:         scf.parallel
// THREADS-DAG:       %[[FROM:.+]] = arith.select %{{.*}}, %[[C2]], %{{.*}}
// THREADS-DAG:       %[[TO:.+]] = arith.select %{{.*}}, %[[C6]], %[[C2]]
// THREADS:           scf.for %{{.*}} = %[[FROM]] to %[[TO]]
func.func @balanced_tiles(%x: memref<1x5x3x4xf32>, %y: memref<1x5x3x4xf32>,
    %w: memref<1xf32>, %i: memref<1xi8>, %o: memref<1x2xi8>,
    %s: memref<1x1x2xi8>, %r: memref<1xi8>) {
  patconv.fkw_conv_2d ins(%x : memref<1x5x3x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%r : memref<1xi8>) outs(%y : memref<1x5x3x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 10, 6>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 1x0,
                                   channel_block = 1, threads = 2, split = tiles>}
  return
}

// -----

// A pass of two filters loads what both multiply once, for accumulators of its
// own each; biases, kept sums and outputs come filter by filter.

// CHECK-LABEL: func.func @passes(
// CHECK:         scf.for {{.*}} iter_args
// CHECK-COUNT-2:   vector.fma
// CHECK-NOT:       vector.fma
// CHECK:         scf.for
// CHECK-COUNT-2:   vector.fma
// CHECK-NOT:       vector.fma
// CHECK:         scf.for
// CHECK-COUNT-4:   vector.fma
// CHECK-NOT:       vector.fma
// CHECK-COUNT-4: vector.store
// CHECK-NOT:     vector.fma
func.func @passes(%x: memref<3x4x4x4xf32>, %w: memref<8xf32>, %i: memref<5xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x4xi8>, %r: memref<4xi8>,
    %wo: memref<1x3xi8>, %y: memref<4x4x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<3x4x4x4xf32>) weight(%w : memref<8xf32>)
    index(%i : memref<5xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x4xi8>)
    reorder(%r : memref<4xi8>) weight_offset(%wo : memref<1x3xi8>)
    outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 3, channel_blocks = [0, 3],
                         patterns = <"x|.", ".|x", "x|x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                   channel_block = 3, filters_per_pass = 2,
                                   threads = 1, split = none>}
  return
}

// -----

// Of four filters a pass, each run takes up the weights where the one before it
// ended: their position goes from loop to loop.

// CHECK-LABEL: func.func @position_of_weights(
// CHECK:         %[[FIRST:.+]]:2 = scf.for {{.*}} iter_args({{.*}}, %[[AT:.+]] = %{{.+}}) -> (vector<4xf32>, index)
// CHECK:           memref.load %{{.+}}[%[[AT]]] : memref<8xf32>
// CHECK:           %[[NEXT:.+]] = arith.addi %[[AT]], %c1
// CHECK:           scf.yield {{.*}}, %[[NEXT]]
// CHECK:         scf.for {{.*}} iter_args({{.*}}, %[[AT_2:.+]] = %[[FIRST]]#1)
// CHECK:           memref.load %{{.+}}[%[[AT_2]]] : memref<8xf32>
// CHECK:           arith.addi %[[AT_2]], %c3
func.func @position_of_weights(%x: memref<3x4x4x4xf32>, %w: memref<8xf32>, %i: memref<5xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x3xi8>, %r: memref<4xi8>,
    %wo: memref<1x2xi8>, %y: memref<4x4x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<3x4x4x4xf32>) weight(%w : memref<8xf32>)
    index(%i : memref<5xi8>) offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x3xi8>)
    reorder(%r : memref<4xi8>) weight_offset(%wo : memref<1x2xi8>)
    outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 3, channel_blocks = [0, 3],
                         patterns = <"x|.|.|.", "x|x|.|x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 3, filters_per_pass = 4,
                                   threads = 1, split = none>}
  return
}

// -----

// Filter by filter: the loop over tiles is inside that over filters, and the halo
// is refreshed before the next filter.

// CHECK-LABEL: func.func @filter_by_filter(
// CHECK:         scf.for
// CHECK:           scf.for
// CHECK:             vector.fma
// CHECK:           scf.for
// CHECK:             vector.shuffle
// CHECK-NOT:     vector.fma
// CHECK-NOT:     memref.prefetch {{.*}} read
func.func @filter_by_filter(%x: memref<2x6x6x4xf32>, %w: memref<2xf32>, %i: memref<2xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<2xi8>, %y: memref<2x6x6x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x6x6x4xf32>) weight(%w : memref<2xf32>)
    index(%i : memref<2xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
    reorder(%r : memref<2xi8>) outs(%y : memref<2x6x6x4xf32>) {
      fkw = #patconv.fkw<filters = 2, channels = 2, channel_blocks = [0, 2],
                         patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>,
      input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 1>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0,
                                   channel_block = 2, order = filters,
                                   threads = 1, split = none>}
  return
}

// -----

// A thread may have no filters; the passes of the others are no fewer.

// CHECK-LABEL: func.func @thread_without_passes(
// CHECK:         scf.parallel
// CHECK:           vector.fma
func.func @thread_without_passes(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>,
    %i: memref<4xi8>, %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %r: memref<4xi8>,
    %y: memref<4x4x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
    index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
    reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2],
                         patterns = <"x|x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                   channel_block = 2, filters_per_pass = 2,
                                   threads = 2, split = filters, ranges = [0, 0, 4]>}
  return
}

// -----

// The epilogue: the residual is read at its own halo, the body runs on vectors,
// and of each window of 2x2 vectors one maximum is stored.

// CHECK-LABEL: func.func @epilogue(
// CHECK-SAME:    %[[X:[^:]+]]: memref<1x4x4x4xf32>
// CHECK-SAME:    %[[Y:[^:]+]]: memref<1x4x4x4xf32>
// CHECK-SAME:    %[[A:[^:]+]]: memref<1x6x6x4xf32>
// CHECK-DAG:     %[[HALF:.+]] = arith.constant dense<5.000000e-01> : vector<4xf32>
// CHECK:         vector.fma
// CHECK-COUNT-4: arith.maximumf %{{.*}}, %[[HALF]] : vector<4xf32>
// CHECK-NOT:     arith.maximumf %{{.*}}, %[[HALF]]
// CHECK:         return
// EPILOGUE-LABEL: func.func @epilogue(
// EPILOGUE-SAME:    %[[X:[^:]+]]: memref<1x4x4x4xf32>
// EPILOGUE-SAME:    %[[Y:[^:]+]]: memref<1x4x4x4xf32>
// EPILOGUE-SAME:    %[[A:[^:]+]]: memref<1x6x6x4xf32>
// EPILOGUE-COUNT-4: vector.load %[[A]]
// EPILOGUE-NOT:     vector.load %[[A]]
// EPILOGUE:         vector.store %{{.*}}, %[[Y]]
func.func @epilogue(%x: memref<1x4x4x4xf32>, %y: memref<1x4x4x4xf32>,
    %a: memref<1x6x6x4xf32>, %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<1xi8>) {
  patconv.fkw_conv_2d ins(%x : memref<1x4x4x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%r : memref<1xi8>) residuals(%a : memref<1x6x6x4xf32>)
    outs(%y : memref<1x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x">>,
      max_pool = array<i64: 2, 2>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x2, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>
    } epilogue {
  ^bb0(%value: f32, %residual: f32):
    %half = arith.constant 0.5 : f32
    %0 = arith.addf %value, %residual : f32
    %1 = arith.maximumf %0, %half : f32
    patconv.yield %1
  }
  return
}

// -----

// Of a plane in one tile the sum alone is stored, without idle lanes; no vector is.
// CHECK-LABEL: func.func @plane_sum(
// CHECK-SAME:    %[[X:[^:]+]]: memref<1x4x4x4xf32>
// CHECK-SAME:    %[[Y:[^:]+]]: memref<1x1x1x1xf32>
// CHECK-NOT:     memref.prefetch %[[Y]]
// CHECK-COUNT-11: arith.addf
// CHECK-NEXT:    %[[CLEARED:.+]] = arith.select
// CHECK-NEXT:    arith.addf %{{.*}}, %[[CLEARED]] : vector<4xf32>
// CHECK:         %[[SUM:.+]] = vector.reduction <add>, %{{.*}} fastmath<reassoc> : vector<4xf32> into f32
// CHECK-NOT:     vector.store
// CHECK:         memref.store %[[SUM]], %[[Y]]
// CHECK-NOT:     vector.store
// CHECK:         return
func.func @plane_sum(%x: memref<1x4x4x4xf32>, %y: memref<1x1x1x1xf32>,
    %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<1xi8>) {
  patconv.fkw_conv_2d ins(%x : memref<1x4x4x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%r : memref<1xi8>) outs(%y : memref<1x1x1x1xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x">>,
      sum_pool,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 7, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      schedule = #patconv.schedule<lanes = 4, tile = 4x4, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>
    }
  return
}

// -----

// The first of two tiles starts the sum, the other adds to it.
// CHECK-LABEL: func.func @plane_sum_of_tiles(
// CHECK-SAME:    %[[X:[^:]+]]: memref<1x4x4x4xf32>
// CHECK-SAME:    %[[Y:[^:]+]]: memref<1x1x1x1xf32>
// CHECK:         scf.for %[[TILE:.+]] = %c0 to %c2
// CHECK:         %[[SUM:.+]] = vector.reduction <add>
// CHECK:         %[[LOADED:.+]] = memref.load %[[Y]]
// CHECK:         %[[BEFORE:.+]] = arith.select %{{.*}}, %cst, %[[LOADED]] : f32
// CHECK:         %[[NEW:.+]] = arith.addf %[[BEFORE]], %[[SUM]] : f32
// CHECK:         memref.store %[[NEW]], %[[Y]]
func.func @plane_sum_of_tiles(%x: memref<1x4x4x4xf32>, %y: memref<1x1x1x1xf32>,
    %w: memref<1xf32>, %i: memref<1xi8>,
    %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<1xi8>) {
  patconv.fkw_conv_2d ins(%x : memref<1x4x4x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%r : memref<1xi8>) outs(%y : memref<1x1x1x1xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x">>,
      sum_pool,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>,
      input_size = array<i64: 7, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>
    }
  return
}
