// RUN: patconv-opt %s --split-input-file -patconv-pack-fkw -patconv-scale-weights=min-elements=1 -canonicalize | FileCheck %s

// Two channel blocks, and two patterns of one and of two entries: the channels
// of the weights are those of their kernels, in the order in which they are
// stored. The sigmoid is one of two numbers, no longer of an image.

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#plane = affine_map<(n, c, h, w) -> (n, c, 0, 0)>

// CHECK-DAG: #[[ID4:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[ID:.*]] = affine_map<(d0) -> (d0)>
// CHECK-LABEL: func @squeeze_and_excitation
// CHECK-SAME:    %[[X:.*]]: tensor<1x3x4x5xf32>, %[[S:.*]]: tensor<1x3x1x1xf32>
// CHECK-DAG: %[[WEIGHT:.*]] = arith.constant dense<[1.100000e+01, 2.000000e+00, 1.000000e+00, 3.000000e+00, 4.000000e+00, 1.200000e+01]> : tensor<6xf32>
// CHECK-DAG: %[[CHANNEL:.*]] = arith.constant dense<[1, 0, 0, 2, 2, 2]> : tensor<6xi8>
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK: %[[FACTORS:.*]] = linalg.generic {indexing_maps = [#[[ID4]], #[[ID4]]]
// CHECK-SAME: ins(%[[S]] : tensor<1x3x1x1xf32>)
// CHECK: ^bb0(%[[IN:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: arith.negf %[[IN]]
// CHECK-NEXT: math.exp
// CHECK-NEXT: arith.addf
// CHECK-NEXT: %[[SIGMOID:.*]] = arith.divf
// CHECK-NEXT: linalg.yield %[[SIGMOID]]
// CHECK: %[[SCALED:.*]] = linalg.generic {indexing_maps = [#[[ID]], #[[ID]], #[[ID]]]
// CHECK-SAME: ins(%[[WEIGHT]], %[[CHANNEL]] : tensor<6xf32>, tensor<6xi8>)
// CHECK: ^bb0(%[[W:.*]]: f32, %[[C:.*]]: i8, %{{.*}}: f32):
// CHECK-NEXT: %[[AT:.*]] = arith.index_castui %[[C]] : i8 to index
// CHECK-NEXT: %[[FACTOR:.*]] = tensor.extract %[[FACTORS]][%[[ZERO]], %[[AT]], %[[ZERO]], %[[ZERO]]]
// CHECK-NEXT: %[[PRODUCT:.*]] = arith.mulf %[[W]], %[[FACTOR]]
// CHECK-NEXT: linalg.yield %[[PRODUCT]]
// CHECK: patconv.fkw_conv_2d ins(%[[X]] : tensor<1x3x4x5xf32>) weight(%[[SCALED]] : tensor<6xf32>)
func.func @squeeze_and_excitation(%x: tensor<1x3x4x5xf32>, %s: tensor<1x3x1x1xf32>,
    %init: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %one = arith.constant 1.0 : f32
  %w = arith.constant dense<[[[[2., 1.]], [[0., 0.]], [[0., 12.]]],
                             [[[0., 0.]], [[0., 11.]], [[3., 4.]]]]> : tensor<2x3x1x2xf32>
  %e = tensor.empty() : tensor<1x3x4x5xf32>
  %0 = linalg.generic {indexing_maps = [#id, #plane, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %s : tensor<1x3x4x5xf32>, tensor<1x3x1x1xf32>) outs(%e : tensor<1x3x4x5xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %1 = arith.negf %number : f32
    %2 = math.exp %1 : f32
    %3 = arith.addf %2, %one : f32
    %4 = arith.divf %one, %3 : f32
    %5 = arith.mulf %in, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<1x3x4x5xf32>
  %6 = patconv.conv_2d ins(%0, %w : tensor<1x3x4x5xf32>, tensor<2x3x1x2xf32>)
      outs(%init : tensor<1x2x4x4xf32>) {
        filter_order = array<i64: 1, 0>,
        kernels = dense<[[2, 0, 1], [0, 1, 2]]> : tensor<2x3xi8>,
        patterns = #patconv.pattern_set<".x", "xx">,
        schedule = #patconv.schedule<lanes = 16, tile = 1x1, remainder = 0x0,
            channel_block = 2, threads = 1, split = none>
      } -> tensor<1x2x4x4xf32>
  return %6 : tensor<1x2x4x4xf32>
}

// -----

// A number for each plane may be all that there is to it.

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#plane = affine_map<(n, c, h, w) -> (n, c, 0, 0)>

// CHECK-LABEL: func @number_as_it_is
// CHECK-SAME:    %[[X:.*]]: tensor<1x2x4x4xf32>, %[[S:.*]]: tensor<1x2x1x1xf32>
// CHECK-COUNT-1: linalg.generic
// CHECK: tensor.extract %[[S]]
// CHECK: patconv.fkw_conv_2d ins(%[[X]] : tensor<1x2x4x4xf32>)
func.func @number_as_it_is(%x: tensor<1x2x4x4xf32>, %s: tensor<1x2x1x1xf32>,
    %init: tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32> {
  %w = arith.constant dense<[[[[2.]], [[3.]]]]> : tensor<1x2x1x1xf32>
  %0 = linalg.generic {indexing_maps = [#plane, #id, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%s, %x : tensor<1x2x1x1xf32>, tensor<1x2x4x4xf32>) outs(%x : tensor<1x2x4x4xf32>) {
  ^bb0(%number: f32, %in: f32, %out: f32):
    %1 = arith.mulf %number, %in : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x4x4xf32>
  %2 = patconv.conv_2d ins(%0, %w : tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>)
      outs(%init : tensor<1x1x4x4xf32>) {
        kernels = dense<[[1, 1]]> : tensor<1x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x4x4xf32>
  return %2 : tensor<1x1x4x4xf32>
}

// -----

// An image that makes its own numbers, a sum, and numbers that are no planes'
// are left alone.

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#plane = affine_map<(n, c, h, w) -> (n, c, 0, 0)>
#row = affine_map<(n, c, h, w) -> (n, c, h, 0)>

// CHECK-LABEL: func @others
// CHECK-NOT: tensor.extract
// CHECK: patconv.fkw_conv_2d
// CHECK-NOT: tensor.extract
// CHECK: patconv.fkw_conv_2d
// CHECK-NOT: tensor.extract
// CHECK: patconv.fkw_conv_2d
// CHECK-NOT: tensor.extract
// CHECK: return
func.func @others(%x: tensor<1x2x4x4xf32>, %s: tensor<1x2x1x1xf32>, %r: tensor<1x2x4x1xf32>,
    %init: tensor<1x1x4x4xf32>)
    -> (tensor<1x1x4x4xf32>, tensor<1x1x4x4xf32>, tensor<1x1x4x4xf32>) {
  %w = arith.constant dense<[[[[2.]], [[3.]]]]> : tensor<1x2x1x1xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x2x4x4xf32>) outs(%x : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.mulf %in, %in : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x4x4xf32>
  %2 = linalg.generic {indexing_maps = [#id, #plane, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %s : tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) outs(%x : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %1 = arith.addf %in, %number : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x4x4xf32>
  %3 = linalg.generic {indexing_maps = [#id, #row, #id],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %r : tensor<1x2x4x4xf32>, tensor<1x2x4x1xf32>) outs(%x : tensor<1x2x4x4xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %1 = arith.mulf %in, %number : f32
    linalg.yield %1 : f32
  } -> tensor<1x2x4x4xf32>
  %5 = patconv.conv_2d ins(%0, %w : tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>)
      outs(%init : tensor<1x1x4x4xf32>) {
        kernels = dense<[[1, 1]]> : tensor<1x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x4x4xf32>
  %6 = patconv.conv_2d ins(%2, %w : tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>)
      outs(%init : tensor<1x1x4x4xf32>) {
        kernels = dense<[[1, 1]]> : tensor<1x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x4x4xf32>
  %7 = patconv.conv_2d ins(%3, %w : tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>)
      outs(%init : tensor<1x1x4x4xf32>) {
        kernels = dense<[[1, 1]]> : tensor<1x2xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x4x4xf32>
  return %5, %6, %7 : tensor<1x1x4x4xf32>, tensor<1x1x4x4xf32>, tensor<1x1x4x4xf32>
}
