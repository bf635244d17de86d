// RUN: patconv-opt %s -allow-unregistered-dialect -split-input-file -verify-diagnostics

// FAIL: depth_first.C1
func.func @depth_first_c1_no_argument(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %z: memref<4x6x6x4xf32>, %ring: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected the body to have one argument, but got 0}}
  patconv.depth_first planes(%ring : memref<2x6x6x4xf32>) {
    patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%z : memref<4x6x6x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2],
                           patterns = <"x|x">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                     channel_block = 2, filters_per_pass = 2,
                                     order = planes, threads = 1, split = none>}
    patconv.fkw_conv_2d ins(%z : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
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

// -----

// FAIL: depth_first.C1
func.func @depth_first_c1_three_operations(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected the body to be two patconv.fkw_conv_2d operations}}
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
    "test.op"() : () -> ()
  }
  return
}

// -----

// FAIL: depth_first.C2
func.func @depth_first_c2_argument_is_read_by_none(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %z: memref<4x6x6x4xf32>, %ring: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected the body's argument to be written by the first convolution and read by the second as its input, and to have no other use}}
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
    patconv.fkw_conv_2d ins(%z : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
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

// -----

// FAIL: depth_first.C3
func.func @depth_first_c3_order_of_tiles(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected schedules of the orders planes and follow}}
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
                                     threads = 1, split = none>}
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

// -----

// FAIL: depth_first.C4
func.func @depth_first_c4_pooled(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected no pooling between the two convolutions}}
  patconv.depth_first planes(%ring : memref<2x6x6x4xf32>) {
  ^bb0(%t: memref<4x6x6x4xf32>):
    patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2],
                           patterns = <"x|x">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        max_pool = array<i64: 1, 1>,
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

// -----

// FAIL: depth_first.C5
func.func @depth_first_c5_two_filters_a_pass(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<8xf32>, %i2: memref<4xi8>,
    %o2: memref<1x3xi8>, %s2: memref<1x2x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected 4 depthwise filters to read as many planes, one a pass, but got 4 of 4 channels, 2 a pass}}
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
    patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<8xf32>)
      index(%i2 : memref<4xi8>) offset(%o2 : memref<1x3xi8>) stride(%s2 : memref<1x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4],
                           patterns = <"...|.x.|...|...|.x.|...">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        padding = array<i64: 1, 1, 1, 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0,
                                     channel_block = 4, filters_per_pass = 2,
                                     order = follow, threads = 1, split = none>}
  }
  return
}

// -----

// FAIL: depth_first.C6
func.func @depth_first_c6_two_blocks(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<2x3xi8>, %s: memref<2x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected one channel block, but got 2}}
  patconv.depth_first planes(%ring : memref<2x6x6x4xf32>) {
  ^bb0(%t: memref<4x6x6x4xf32>):
    patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<2x3xi8>) stride(%s : memref<2x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 1, 2],
                           patterns = <"x|x">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                     channel_block = 1, filters_per_pass = 2,
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

// -----

// FAIL: depth_first.C7
func.func @depth_first_c7_one_plane(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<1x6x6x4xf32>) {
  // expected-error @below {{expected planes to be 'memref<2x6x6x4xf32>', those of one pass for each thread, but got 'memref<1x6x6x4xf32>'}}
  patconv.depth_first planes(%ring : memref<1x6x6x4xf32>) {
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

// -----

// FAIL: depth_first.C8
func.func @depth_first_c8_input_overwritten(%x: memref<4x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  // expected-error @below {{expected the second convolution not to write the input of the first, which reads it until the end}}
  patconv.depth_first planes(%ring : memref<2x6x6x4xf32>) {
  ^bb0(%t: memref<4x6x6x4xf32>):
    patconv.fkw_conv_2d ins(%x : memref<4x4x4x4xf32>) weight(%w : memref<8xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
        fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4],
                           patterns = <"x|x">>,
        input_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 8, 8>,
        output_layout = #patconv.lane_tiled<2x2, halo = 1>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0,
                                     channel_block = 4, filters_per_pass = 2,
                                     order = planes, threads = 1, split = none>}
    patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
      index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
      reorder(%r : memref<4xi8>) outs(%x : memref<4x4x4x4xf32>) {
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
