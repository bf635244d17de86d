// RUN: patconv-opt %s -convert-patconv-to-vector -split-input-file -verify-diagnostics

func.func @tensors(%x: tensor<1x1x1x4xf32>, %w: tensor<1xf32>, %i: tensor<1xi8>,
    %o: tensor<1x2xi8>, %s: tensor<1x1x2xi8>, %r: tensor<1xi8>,
    %y: tensor<1x1x1x4xf32>) -> tensor<1x1x1x4xf32> {
  // expected-error @below {{expected memrefs, but got tensors; run patconv-bufferize-pipeline first}}
  %0 = patconv.fkw_conv_2d ins(%x : tensor<1x1x1x4xf32>)
    weight(%w : tensor<1xf32>) index(%i : tensor<1xi8>)
    offset(%o : tensor<1x2xi8>) stride(%s : tensor<1x1x2xi8>)
    reorder(%r : tensor<1xi8>) outs(%y : tensor<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
    -> tensor<1x1x1x4xf32>
  return %0 : tensor<1x1x1x4xf32>
}

// -----

func.func @uneven_blocks(%x: memref<1x5x1x4xf32>, %w: memref<1xf32>,
    %i: memref<1xi8>, %o: memref<3x2xi8>, %s: memref<3x1x2xi8>,
    %r: memref<1xi8>, %y: memref<1x1x1x4xf32>) {
  // expected-error @below {{expected channel blocks of one size, the last smaller at most, but got [0, 2, 3, 5]}}
  patconv.fkw_conv_2d ins(%x : memref<1x5x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<3x2xi8>) stride(%s : memref<3x1x2xi8>)
    reorder(%r : memref<1xi8>) outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 5,
                         channel_blocks = [0, 2, 3, 5], patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 2, threads = 1, split = none>}
  return
}

// -----

func.func @last_block_larger(%x: memref<1x5x1x4xf32>, %w: memref<1xf32>,
    %i: memref<1xi8>, %o: memref<2x2xi8>, %s: memref<2x1x2xi8>,
    %r: memref<1xi8>, %y: memref<1x1x1x4xf32>) {
  // expected-error @below {{expected channel blocks of one size, the last smaller at most, but got [0, 2, 5]}}
  patconv.fkw_conv_2d ins(%x : memref<1x5x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<2x2xi8>) stride(%s : memref<2x1x2xi8>)
    reorder(%r : memref<1xi8>) outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 5, channel_blocks = [0, 2, 5],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 2, threads = 1, split = none>}
  return
}

// -----

func.func @scratch_too_small(%x: memref<1x1x1x4xf32>, %w: memref<1xf32>,
    %i: memref<1xi8>, %o: memref<1x2xi8>, %s: memref<1x1x2xi8>,
    %r: memref<1xi8>, %t: memref<16xi8>, %y: memref<1x1x1x4xf32>) {
  // expected-error @below {{expected scratch memory of at least 64 bytes, but got 16}}
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%r : memref<1xi8>) scratch(%t : memref<16xi8>)
    outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
  return
}

// -----

func.func @strided_input(%x: memref<1x1x1x4xf32, strided<[8, 8, 8, 2]>>,
    %w: memref<1xf32>, %i: memref<1xi8>, %o: memref<1x2xi8>,
    %s: memref<1x1x2xi8>, %r: memref<1xi8>, %y: memref<1x1x1x4xf32>) {
  // expected-error @below {{expected contiguous memrefs, but got 'memref<1x1x1x4xf32, strided<[8, 8, 8, 2]>>'}}
  patconv.fkw_conv_2d ins(%x : memref<1x1x1x4xf32, strided<[8, 8, 8, 2]>>)
    weight(%w : memref<1xf32>) index(%i : memref<1xi8>)
    offset(%o : memref<1x2xi8>) stride(%s : memref<1x1x2xi8>)
    reorder(%r : memref<1xi8>) outs(%y : memref<1x1x1x4xf32>) {
      fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1],
                         patterns = <"x">>,
      schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0,
                                   channel_block = 1, threads = 1, split = none>}
  return
}

// -----

func.func @relayout_on_tensors(%x: tensor<1x2x8x8xf32>, %init: tensor<2x6x6x4xf32>)
    -> tensor<2x6x6x4xf32> {
  // expected-error @below {{expected memrefs, but got tensors; run patconv-bufferize-pipeline first}}
  %y = patconv.relayout ins(%x : tensor<1x2x8x8xf32>) outs(%init : tensor<2x6x6x4xf32>)
      {layout = #patconv.lane_tiled<2x2, halo = 1>} -> tensor<2x6x6x4xf32>
  return %y : tensor<2x6x6x4xf32>
}

// -----

func.func @strided_pooling(%x: memref<2x4x4x4xf32, strided<[128, 16, 4, 1]>>,
                           %y: memref<2x2x2x4xf32>) {
  // expected-error @below {{expected contiguous memrefs, but got 'memref<2x4x4x4xf32, strided<[128, 16, 4, 1]>>'}}
  patconv.max_pool_2d ins(%x : memref<2x4x4x4xf32, strided<[128, 16, 4, 1]>>)
      outs(%y : memref<2x2x2x4xf32>)
      {kernel = array<i64: 2, 2>, strides = array<i64: 2, 2>,
       input_layout = #patconv.lane_tiled<2x2, halo = 0>,
       output_layout = #patconv.lane_tiled<2x2, halo = 0>,
       input_size = array<i64: 8, 8>}
  return
}

// -----

func.func @vecmat_on_tensors(%x: tensor<1x2xf32>, %w: tensor<2x4xf32>, %init: tensor<1x4xf32>) -> tensor<1x4xf32> {
  // expected-error @below {{expected memrefs, but got tensors; run patconv-bufferize-pipeline first}}
  %y = patconv.sparse_vecmat ins(%x, %w : tensor<1x2xf32>, tensor<2x4xf32>) outs(%init : tensor<1x4xf32>)
      {lanes = 4 : i64} -> tensor<1x4xf32>
  return %y : tensor<1x4xf32>
}

// -----

func.func @strided_vecmat(%x: memref<1x2xf32, strided<[4, 2]>>, %w: memref<2x4xf32>, %y: memref<1x4xf32>) {
  // expected-error @below {{expected contiguous memrefs, but got 'memref<1x2xf32, strided<[4, 2]>>'}}
  patconv.sparse_vecmat ins(%x, %w : memref<1x2xf32, strided<[4, 2]>>, memref<2x4xf32>) outs(%y : memref<1x4xf32>)
      {lanes = 4 : i64}
  return
}

// -----

func.func @strided_upsampling(%x: memref<2x4x4x4xf32, strided<[128, 16, 4, 1]>>,
                              %y: memref<2x8x8x4xf32>) {
  // expected-error @below {{expected contiguous memrefs, but got 'memref<2x4x4x4xf32, strided<[128, 16, 4, 1]>>'}}
  patconv.upsample_2d ins(%x : memref<2x4x4x4xf32, strided<[128, 16, 4, 1]>>)
      outs(%y : memref<2x8x8x4xf32>)
      {scales = array<i64: 2, 2>,
       input_layout = #patconv.lane_tiled<2x2, halo = 0>,
       output_layout = #patconv.lane_tiled<2x2, halo = 0>,
       input_size = array<i64: 8, 8>}
  return
}
