// RUN: patconv-opt %s -patconv-fuse-depth-first -verify-diagnostics | FileCheck %s

// Convolutions that run one after the other.

// CHECK-NOT: patconv.depth_first

func.func private @declaration(memref<4xf32>)

// Others read what lies between them.
func.func @another_reader(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %z: memref<4x6x6x4xf32>) {
  %t = memref.alloc() {alignment = 64 : i64} : memref<4x6x6x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
    index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
    reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2], patterns = <"x|x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2,
                                   filters_per_pass = 2, order = planes, threads = 1, split = none>}
  // expected-remark @below {{layer 'unnamed' does not run plane by plane with the one before: its input is not a buffer that one convolution alone writes for it}}
  patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
    index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
    reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 4,
                                   order = follow, threads = 1, split = none>}
  memref.copy %t, %z : memref<4x6x6x4xf32> to memref<4x6x6x4xf32>
  return
}

// The first would run after what writes its input.
func.func @input_is_written(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %z: memref<2x4x4x4xf32>) {
  %t = memref.alloc() {alignment = 64 : i64} : memref<4x6x6x4xf32>
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
    index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
    reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2], patterns = <"x|x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2,
                                   filters_per_pass = 2, order = planes, threads = 1, split = none>}
  memref.copy %z, %x : memref<2x4x4x4xf32> to memref<2x4x4x4xf32>
  // expected-remark @below {{layer 'unnamed' does not run plane by plane with the one before: there is something between it and the convolution before}}
  patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
    index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
    reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 4,
                                   order = follow, threads = 1, split = none>}
  return
}

// What lies between them is an argument.
func.func @argument(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %t: memref<4x6x6x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
    index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
    reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2], patterns = <"x|x">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 0>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2,
                                   filters_per_pass = 2, order = planes, threads = 1, split = none>}
  // expected-remark @below {{layer 'unnamed' does not run plane by plane with the one before: its input is not a buffer that one convolution alone writes for it}}
  patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
    index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
    reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 4,
                                   order = follow, threads = 1, split = none>}
  return
}

// Their schedules have other orders.
func.func @orders(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
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
                                   filters_per_pass = 2, threads = 1, split = none>}
  patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
    index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
    reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 4,
                                   order = filters, threads = 1, split = none>}
  return
}

// One of them alone.
func.func @one_order(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
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
                                   filters_per_pass = 2, threads = 1, split = none>}
  // expected-remark @below {{layer 'unnamed' does not run plane by plane with the one before: expected schedules of the orders planes and follow}}
  patconv.fkw_conv_2d ins(%t : memref<4x6x6x4xf32>) weight(%w2 : memref<4xf32>)
    index(%i2 : memref<4xi8>) offset(%o2 : memref<1x5xi8>) stride(%s2 : memref<1x4x2xi8>)
    reorder(%r : memref<4xi8>) outs(%y : memref<4x4x4x4xf32>) {
      fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4], patterns = <"...|.x.|...">>,
      input_layout = #patconv.lane_tiled<2x2, halo = 1>, input_size = array<i64: 8, 8>,
      output_layout = #patconv.lane_tiled<2x2, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 4, tile = 2x4, remainder = 0x0, channel_block = 4,
                                   order = follow, threads = 1, split = none>}
  return
}
