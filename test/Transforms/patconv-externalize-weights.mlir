// RUN: patconv-opt %s --allow-unregistered-dialect --split-input-file -patconv-externalize-weights='threshold=16' | FileCheck %s
// RUN: patconv-opt %s --allow-unregistered-dialect --split-input-file -patconv-externalize-weights | FileCheck %s --check-prefix=DEFAULT

// Each array starts at a multiple of 64 bytes, equal ones are stored once, and
// what is not above the threshold stays. 16 floats of 2.0 (0x40000000), 5 of 1
// to 5, 20 bytes, zeros between. Argument attributes stay with their argument.

// CHECK: module attributes {patconv.weights = dense_resource<patconv.weights> : tensor<192xi8>}
// CHECK-LABEL: func @main
// CHECK-SAME: (%[[W:.*]]: tensor<192xi8> {patconv.weights}, %{{.*}}: tensor<16xf32> {patconv.input = "x"})
// CHECK-SAME: -> (tensor<16xf32> {patconv.output = "y"})
// CHECK: %[[SPLAT:.*]] = patconv.weights_view %[[W]][0] : tensor<192xi8> -> tensor<16xf32>
// CHECK: %[[FIVE:.*]] = patconv.weights_view %[[W]][64] : tensor<192xi8> -> tensor<5xf32>
// CHECK: %[[AGAIN:.*]] = patconv.weights_view %[[W]][64] : tensor<192xi8> -> tensor<5xf32>
// CHECK: %[[BYTES:.*]] = patconv.weights_view %[[W]][128] : tensor<192xi8> -> tensor<20xi8>
// CHECK: %[[SMALL:.*]] = arith.constant dense<{{.*}}> : tensor<4xf32>
// CHECK: %[[SCALAR:.*]] = arith.constant 1.0
// CHECK: "test.use"(%[[SPLAT]], %[[FIVE]], %[[AGAIN]], %[[BYTES]], %[[SMALL]], %[[SCALAR]])
// CHECK: patconv.weights: "0x40000000{{((00000040){16})}}
// CHECK-SAME: 0000803F0000004000004040000080400000A040{{(0{88})}}
// CHECK-SAME: 0102030405060708090A0B0C0D0E0F1011121314{{0{88}"}}

// DEFAULT: module attributes {patconv.weights = dense_resource<patconv.weights> : tensor<64xi8>}
// DEFAULT-LABEL: func @main
// DEFAULT-SAME: (%{{.*}}: tensor<64xi8> {patconv.weights}, %{{.*}}: tensor<16xf32> {patconv.input = "x"})
// DEFAULT-NOT: patconv.weights_view
// DEFAULT: "test.use"
module {
  func.func @main(%x: tensor<16xf32> {patconv.input = "x"})
      -> (tensor<16xf32> {patconv.output = "y"}) {
    %splat = arith.constant dense<2.0> : tensor<16xf32>
    %five = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0]> : tensor<5xf32>
    %again = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0]> : tensor<5xf32>
    %bytes = arith.constant dense<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
        14, 15, 16, 17, 18, 19, 20]> : tensor<20xi8>
    %small = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
    %scalar = arith.constant 1.0 : f32
    "test.use"(%splat, %five, %again, %bytes, %small, %scalar)
        : (tensor<16xf32>, tensor<5xf32>, tensor<5xf32>, tensor<20xi8>,
           tensor<4xf32>, f32) -> ()
    return %splat : tensor<16xf32>
  }
}

// -----

// A resource, as a fully connected layer's weights are: its bytes are copied.

// CHECK: module attributes {patconv.weights = dense_resource<patconv.weights> : tensor<64xi8>}
// CHECK-LABEL: func @main
// CHECK-SAME: %[[W:.*]]: tensor<64xi8> {patconv.weights}, %[[X:.*]]: tensor<1x4xf32>
// CHECK: %[[FC:.*]] = patconv.weights_view %[[W]][0] : tensor<64xi8> -> tensor<4x2xf32>
// CHECK: linalg.matmul ins(%[[X]], %[[FC]]
// CHECK: patconv.weights: "0x400000000000803F0000004000004040000080400000A0400000C0400000E04000000041{{0{64}"}}
module {
  func.func @main(%x: tensor<1x4xf32>, %init: tensor<1x2xf32>)
      -> tensor<1x2xf32> {
    %w = arith.constant dense_resource<classifier.weight> : tensor<4x2xf32>
    %0 = linalg.matmul ins(%x, %w : tensor<1x4xf32>, tensor<4x2xf32>)
        outs(%init : tensor<1x2xf32>) -> tensor<1x2xf32>
    return %0 : tensor<1x2xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      classifier.weight: "0x400000000000803F0000004000004040000080400000A0400000C0400000E04000000041"
    }
  }
#-}
