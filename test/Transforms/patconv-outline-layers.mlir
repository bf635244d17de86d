// RUN: patconv-opt %s --split-input-file -patconv-outline-layers | FileCheck %s

// A fill joins what it makes the destination for, wherever it stands; constants
// are cloned into the function; views stay.
// CHECK: module attributes {patconv.layers = ["maxpool_0", "copy_1"]}
// CHECK: memref.global
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[X:[a-z0-9]*]]: memref<1x4x8x8xf32>
// CHECK-SAME: %[[W:[a-z0-9]*]]: memref<512xi8>
// CHECK: %[[V:.*]] = memref.view %[[W]]
// CHECK: %[[K:.*]] = memref.view %[[W]]
// CHECK-NOT: linalg
// CHECK: call @layer_0_maxpool_0(%[[V]], %[[X]], %[[K]])
// CHECK-NEXT: call @layer_1_copy_1
// CHECK-NEXT: return
// CHECK-LABEL: func.func private @layer_0_maxpool_0(
// CHECK-SAME: %[[OUT:.*]]: memref<1x4x4x4xf32> {llvm.noalias}, %[[IN:.*]]: memref<1x4x8x8xf32> {llvm.noalias}, %{{.*}}: memref<2x2xf32> {llvm.noalias})
// CHECK-SAME: patconv.layer = "maxpool_0"
// CHECK: %[[LOW:.*]] = arith.constant 0xFF800000 : f32
// CHECK: linalg.fill ins(%[[LOW]] : f32) outs(%[[OUT]]
// CHECK-NEXT: linalg.pooling_nchw_max {{.*}}outs(%[[OUT]]
// CHECK-NEXT: return
// CHECK-LABEL: func.func private @layer_1_copy_1(
// CHECK: memref.get_global @table
// CHECK: memref.copy
memref.global "private" constant @table : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
func.func @main(%x: memref<1x4x8x8xf32>, %y: memref<4xf32>, %w: memref<512xi8> {patconv.workspace}) {
  %c0 = arith.constant 0 : index
  %c256 = arith.constant 256 : index
  %low = arith.constant 0xFF800000 : f32
  %v = memref.view %w[%c0][] : memref<512xi8> to memref<1x4x4x4xf32>
  linalg.fill ins(%low : f32) outs(%v : memref<1x4x4x4xf32>)
  %k = memref.view %w[%c256][] : memref<512xi8> to memref<2x2xf32>
  linalg.pooling_nchw_max {strides = dense<2> : vector<2xi64>} ins(%x, %k : memref<1x4x8x8xf32>, memref<2x2xf32>) outs(%v : memref<1x4x4x4xf32>)
  %t = memref.get_global @table : memref<4xf32>
  memref.copy %t, %y : memref<4xf32> to memref<4xf32>
  return
}

// -----

// Neighbours with one tag are one layer; the tag names it, made fit for a
// symbol; the same tag later is another layer.
// CHECK: patconv.layers = ["fc 1", "copy_1", "fc 1"]
// CHECK-LABEL: func.func @main(
// CHECK: call @layer_0_fc_1(
// CHECK-NEXT: call @layer_1_copy_1(
// CHECK-NEXT: call @layer_2_fc_1(
// CHECK-LABEL: func.func private @layer_0_fc_1(
// CHECK-COUNT-2: linalg.copy
// CHECK-NEXT: return
func.func @main(%a: memref<4xf32>, %b: memref<4xf32>, %c: memref<4xf32>) {
  linalg.copy {patconv.layer = "fc 1"} ins(%a : memref<4xf32>) outs(%b : memref<4xf32>)
  linalg.copy {patconv.layer = "fc 1"} ins(%b : memref<4xf32>) outs(%c : memref<4xf32>)
  linalg.copy ins(%a : memref<4xf32>) outs(%b : memref<4xf32>)
  linalg.copy {patconv.layer = "fc 1"} ins(%b : memref<4xf32>) outs(%c : memref<4xf32>)
  return
}

// -----

// Only what overlaps nothing is marked: the first two share bytes 32 to 63, the
// third lies behind them.
// CHECK-LABEL: func.func private @layer_0_elementwise_0(
// CHECK-SAME: %{{[a-z0-9]*}}: memref<16xf32>, %{{[a-z0-9]*}}: memref<16xf32>, %{{[a-z0-9]*}}: memref<16xf32> {llvm.noalias})
#id = affine_map<(i) -> (i)>
func.func @main(%w: memref<512xi8>) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  %c128 = arith.constant 128 : index
  %a = memref.view %w[%c0][] : memref<512xi8> to memref<16xf32>
  %b = memref.view %w[%c32][] : memref<512xi8> to memref<16xf32>
  %c = memref.view %w[%c128][] : memref<512xi8> to memref<16xf32>
  linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
      ins(%a, %b : memref<16xf32>, memref<16xf32>) outs(%c : memref<16xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %s = arith.addf %l, %r : f32
    linalg.yield %s : f32
  }
  return
}

// -----

// Of a subview only the whole is known: it overlaps its own source.
// CHECK-LABEL: func.func private @layer_0_copy_0(
// CHECK-SAME: %{{[a-z0-9]*}}: memref<8xf32, strided<[1]>>, %{{[a-z0-9]*}}: memref<8xf32, strided<[1], offset: 8>>)
func.func @main(%x: memref<16xf32>) {
  %a = memref.subview %x[0] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1]>>
  %b = memref.subview %x[8] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 8>>
  memref.copy %a, %b : memref<8xf32, strided<[1]>> to memref<8xf32, strided<[1], offset: 8>>
  return
}

// -----

// A fill that something else reads first is a layer of its own.
// CHECK: patconv.layers = ["fill_0", "copy_1", "copy_2"]
func.func @main(%x: memref<4xf32>, %y: memref<4xf32>, %z: memref<4xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%x : memref<4xf32>)
  memref.copy %x, %y : memref<4xf32> to memref<4xf32>
  linalg.copy ins(%z : memref<4xf32>) outs(%x : memref<4xf32>)
  return
}

// -----

// Two layers that run together have both names.
// CHECK: patconv.layers = ["expand + depthwise"]
// CHECK: func.func @main(
// CHECK: call @layer_0_expand___depthwise(
// CHECK: func.func private @layer_0_expand___depthwise(
// CHECK: patconv.depth_first
// CHECK-NOT: layer =
func.func @main(%x: memref<2x4x4x4xf32>, %w: memref<8xf32>, %i: memref<4xi8>,
    %o: memref<1x3xi8>, %s: memref<1x2x2xi8>, %w2: memref<4xf32>, %i2: memref<4xi8>,
    %o2: memref<1x5xi8>, %s2: memref<1x4x2xi8>, %r: memref<4xi8>, %y: memref<4x4x4x4xf32>, %ring: memref<2x6x6x4xf32>) {
  patconv.depth_first planes(%ring : memref<2x6x6x4xf32>) {
  ^bb0(%t: memref<4x6x6x4xf32>):
    patconv.fkw_conv_2d ins(%x : memref<2x4x4x4xf32>) weight(%w : memref<8xf32>)
      index(%i : memref<4xi8>) offset(%o : memref<1x3xi8>) stride(%s : memref<1x2x2xi8>)
      reorder(%r : memref<4xi8>) outs(%t : memref<4x6x6x4xf32>) {
        layer = "expand", fkw = #patconv.fkw<filters = 4, channels = 2, channel_blocks = [0, 2],
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
        layer = "depthwise", fkw = #patconv.fkw<filters = 4, channels = 4, channel_blocks = [0, 4],
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
