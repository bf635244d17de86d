// RUN: patconv-opt %s -convert-patconv-to-vector -canonicalize -cse | FileCheck %s

// Two rows together, three rows in a sub-image: a tile of four products and one
// of three, which neither reads the last row of input nor makes its product.

// CHECK-LABEL: func @winograd
// CHECK-SAME: %[[X:arg0]]: memref<1x5x6x4xf32>
// CHECK-DAG: %[[MINUS:.*]] = arith.constant dense<-1.000000e+00> : vector<4xf32>
// CHECK-DAG: %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : vector<4xf32>
// CHECK: %[[PRODUCTS:.*]] = memref.view {{.*}} to memref<1x4x1x4xf32>
// CHECK: scf.if

// CHECK: %[[D0:.*]] = vector.load %[[X]]
// CHECK: %[[D1:.*]] = vector.load %[[X]]
// CHECK: %[[D2:.*]] = vector.load %[[X]]
// CHECK: %[[D3:.*]] = vector.load %[[X]]
// CHECK: %[[NEG0:.*]] = arith.mulf %[[D0]], %[[MINUS]]
// CHECK: %[[T0:.*]] = arith.addf %[[NEG0]], %[[D2]]
// CHECK: %[[T1:.*]] = arith.addf %[[D2]], %[[D1]]
// CHECK: %[[T2:.*]] = arith.subf %[[D2]], %[[D1]]
// CHECK: %[[NEG1:.*]] = arith.mulf %[[D1]], %[[MINUS]]
// CHECK: %[[T3:.*]] = arith.addf %[[NEG1]], %[[D3]]
// CHECK: vector.store %[[T0]], %[[PRODUCTS]][%c0, %c0, %c0, %c0]
// CHECK: vector.store %[[T1]], %[[PRODUCTS]][%c0, %c1, %c0, %c0]
// CHECK: vector.store %[[T2]], %[[PRODUCTS]][%c0, %c2, %c0, %c0]
// CHECK: vector.store %[[T3]], %[[PRODUCTS]][%c0, %c3, %c0, %c0]

// Products start from 0, a product for each row of input.
// CHECK: %[[M:.*]]:4 = scf.for {{.*}} iter_args(%[[A0:.*]] = %[[ZERO]], %[[A1:.*]] = %[[ZERO]], %{{.*}} = %[[ZERO]], %{{.*}} = %[[ZERO]])
// CHECK: %[[IN0:.*]] = vector.load %[[PRODUCTS]][%{{.*}}, %c0, %c0, %c0]
// CHECK-NEXT: vector.fma %[[IN0]], %{{.*}}, %[[A0]]
// CHECK: %[[IN1:.*]] = vector.load %[[PRODUCTS]][%{{.*}}, %c1, %c0, %c0]
// CHECK-NEXT: vector.fma %[[IN1]], %{{.*}}, %[[A1]]
// CHECK: scf.yield

// The rows of output, and then the bias.
// CHECK: %[[SUM:.*]] = arith.addf %[[M]]#1, %[[M]]#2
// CHECK: %[[DIFFERENCE:.*]] = arith.subf %[[M]]#1, %[[M]]#2
// CHECK: %[[Y0:.*]] = arith.addf %[[M]]#0, %[[SUM]]
// CHECK: %[[Y1:.*]] = arith.addf %[[DIFFERENCE]], %[[M]]#3
// CHECK: %[[BIAS:.*]] = vector.broadcast
// CHECK: %[[OUT0:.*]] = arith.addf %[[Y0]], %[[BIAS]]
// CHECK: %[[OUT1:.*]] = arith.addf %[[Y1]], %[[BIAS]]
// CHECK: vector.store %[[OUT0]], %arg7
// CHECK: vector.store %[[OUT1]], %arg7

// CHECK: } else {
// CHECK-COUNT-3: vector.load %[[X]]
// CHECK-NOT: vector.load %[[X]]
// CHECK-COUNT-3: vector.store {{.*}}, %[[PRODUCTS]]
// CHECK-NOT: vector.store {{.*}}, %[[PRODUCTS]]
// CHECK: scf.for {{.*}} -> (vector<4xf32>, vector<4xf32>, vector<4xf32>)
// CHECK-COUNT-1: vector.store %{{.*}}, %arg7
// CHECK-NOT: vector.store
func.func @winograd(%x: memref<1x5x6x4xf32>, %w: memref<4xf32>, %i: memref<1xi8>, %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<1xi8>, %b: memref<1xf32>, %init: memref<1x3x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x5x6x4xf32>) weight(%w : memref<4xf32>)
      index(%i : memref<1xi8>) offset(%o : memref<1x2xi8>)
      stride(%s : memref<1x1x2xi8>) reorder(%r : memref<1xi8>)
      bias(%b : memref<1xf32>) outs(%init : memref<1x3x4x4xf32>) {
        fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x|x|x|x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 1x0, channel_block = 1, winograd = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 6, 8>,
        padding = array<i64: 1, 1, 0, 0>
      }
  return
}

// With strides, even and odd rows of input have products of their own, the last
// of each behind all others. What is left of three rows goes without both.

// CHECK-LABEL: func @winograd_with_strides
// CHECK-SAME: %[[X:arg0]]: memref<1x8x10x4xf32>
// CHECK: %[[PRODUCTS:.*]] = memref.view {{.*}} to memref<1x6x1x4xf32>
// CHECK: scf.if
// CHECK: %[[D0:.*]] = vector.load %[[X]]
// CHECK: %[[D2:.*]] = vector.load %[[X]]
// CHECK: %[[D4:.*]] = vector.load %[[X]]
// CHECK: vector.store {{.*}}, %[[PRODUCTS]][%c0, %c0, %c0, %c0]
// CHECK: vector.store %[[D2]], %[[PRODUCTS]][%c0, %c1, %c0, %c0]
// CHECK: vector.store {{.*}}, %[[PRODUCTS]][%c0, %c4, %c0, %c0]
// CHECK: %[[D1:.*]] = vector.load %[[X]]
// CHECK: %[[D3:.*]] = vector.load %[[X]]
// CHECK: %[[D5:.*]] = vector.load %[[X]]
// CHECK: vector.store {{.*}}, %[[PRODUCTS]][%c0, %c2, %c0, %c0]
// CHECK: vector.store %[[D3]], %[[PRODUCTS]][%c0, %c3, %c0, %c0]
// CHECK: vector.store {{.*}}, %[[PRODUCTS]][%c0, %c5, %c0, %c0]
// CHECK: %[[M:.*]]:6 = scf.for

// CHECK: } else {
// CHECK-COUNT-4: vector.store {{.*}}, %[[PRODUCTS]]
// CHECK-NOT: vector.store {{.*}}, %[[PRODUCTS]]
// CHECK: scf.for {{.*}} -> (vector<4xf32>, vector<4xf32>, vector<4xf32>, vector<4xf32>)
// CHECK-COUNT-1: vector.store %{{.*}}, %arg6
// CHECK-NOT: vector.store
func.func @winograd_with_strides(%x: memref<1x8x10x4xf32>, %w: memref<6xf32>, %i: memref<1xi8>, %o: memref<1x2xi8>, %s: memref<1x1x2xi8>, %r: memref<1xi8>, %init: memref<1x3x4x4xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x8x10x4xf32>) weight(%w : memref<6xf32>)
      index(%i : memref<1xi8>) offset(%o : memref<1x2xi8>)
      stride(%s : memref<1x1x2xi8>) reorder(%r : memref<1xi8>)
      outs(%init : memref<1x3x4x4xf32>) {
        fkw = #patconv.fkw<filters = 1, channels = 1, channel_blocks = [0, 1], patterns = <"x|x|x|x|x|x">>,
        schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 1x0, channel_block = 1, winograd = 2, threads = 1, split = none>,
        input_layout = #patconv.lane_tiled<2x2, halo = 1>,
        output_layout = #patconv.lane_tiled<2x2, halo = 0>,
        input_size = array<i64: 12, 16>,
        padding = array<i64: 1, 1, 0, 0>,
        strides = array<i64: 2, 2>
      }
  return
}
