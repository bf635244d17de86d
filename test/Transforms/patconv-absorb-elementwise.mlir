// RUN: patconv-opt %s -split-input-file -patconv-absorb-elementwise | FileCheck %s

// A residual addition with what follows it.

// CHECK-LABEL: func.func @residual(
// CHECK-SAME:    %[[X:[^:]+]]: tensor<1x4x8x8xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         %[[Y:.+]] = patconv.conv_2d ins(%[[X]], {{.*}} residuals(%[[X]] : tensor<1x4x8x8xf32>) {{.*}} epilogue {
// CHECK-NEXT:    ^bb0(%[[VALUE:.+]]: f32, %[[RESIDUAL:.+]]: f32):
// CHECK:           %[[SUM:.+]] = arith.addf %[[VALUE]], %[[RESIDUAL]] : f32
// CHECK:           %[[ABS:.+]] = math.absf %[[SUM]] : f32
// CHECK:           patconv.yield %[[ABS]]
// CHECK:         return %[[Y]]
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
func.func @residual(%x: tensor<1x4x8x8xf32>, %w: tensor<4x4x3x3xf32>) -> tensor<1x4x8x8xf32> {
  %e = tensor.empty() : tensor<1x4x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x4x8x8xf32>, tensor<4x4x3x3xf32>) outs(%e : tensor<1x4x8x8xf32>) {
    kernels = dense<1> : tensor<4x4xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x4x8x8xf32>
  %y = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %x : tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>) outs(%e : tensor<1x4x8x8xf32>) {
  ^bb0(%in: f32, %residual: f32, %out: f32):
    %0 = arith.addf %in, %residual : f32
    %1 = math.absf %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x4x8x8xf32>
  return %y : tensor<1x4x8x8xf32>
}

// -----

// Of two convolutions the last takes the addition over; it moves to its place,
// as a residual may be made after it. Constants from outside go with the body.

// CHECK-LABEL: func.func @two_convolutions(
// CHECK:         %[[A:.+]] = patconv.conv_2d
// CHECK-NOT:     epilogue
// CHECK:         %[[R:.+]] = linalg.generic
// CHECK:         patconv.conv_2d {{.*}} residuals(%[[A]], %[[R]] : {{.*}} epilogue {
// CHECK-NEXT:    ^bb0(%[[VALUE:.+]]: f32, %[[FIRST:.+]]: f32, %[[SECOND:.+]]: f32):
// CHECK-DAG:       %[[HALF:.+]] = arith.constant 5.0{{0*}}e-01 : f32
// CHECK-DAG:       %[[SUM:.+]] = arith.addf %[[FIRST]], %[[VALUE]] : f32
// CHECK:           arith.mulf %{{.*}}, %[[HALF]] : f32
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#reversed = affine_map<(n, c, h, w) -> (n, c, w, h)>
func.func @two_convolutions(%x: tensor<1x4x8x8xf32>, %w: tensor<4x4x3x3xf32>) -> tensor<1x4x8x8xf32> {
  %half = arith.constant 0.5 : f32
  %e = tensor.empty() : tensor<1x4x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x4x8x8xf32>, tensor<4x4x3x3xf32>) outs(%e : tensor<1x4x8x8xf32>) {
    kernels = dense<1> : tensor<4x4xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x4x8x8xf32>
  %b = patconv.conv_2d ins(%x, %w : tensor<1x4x8x8xf32>, tensor<4x4x3x3xf32>) outs(%e : tensor<1x4x8x8xf32>) {
    kernels = dense<1> : tensor<4x4xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"...|xxx|.x.">} -> tensor<1x4x8x8xf32>
  %r = linalg.generic {indexing_maps = [#reversed, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<1x4x8x8xf32>) outs(%e : tensor<1x4x8x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<1x4x8x8xf32>
  %y = linalg.generic {indexing_maps = [#id, #id, #id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %b, %r : tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>) outs(%e : tensor<1x4x8x8xf32>) {
  ^bb0(%in: f32, %other: f32, %third: f32, %out: f32):
    %0 = arith.addf %in, %other : f32
    %1 = arith.addf %0, %third : f32
    %2 = arith.mulf %1, %half : f32
    linalg.yield %2 : f32
  } -> tensor<1x4x8x8xf32>
  return %y : tensor<1x4x8x8xf32>
}

// -----

// Constants by channel become parameters, behind the residuals; one that is the
// same for all channels a constant of the body. Those of several images, as
// different planes of one channel have, are none.

// CHECK-LABEL: func.func @parameters(
// CHECK-SAME:    %[[X:[^:]+]]: tensor<2x4x8x8xf32>
// CHECK-NOT:     linalg.generic
// CHECK-DAG:     %[[SLOPE:.+]] = arith.constant dense<[1.0{{.*}}e-01, 2.0{{.*}}e-01, 3.0{{.*}}e-01, 4.0{{.*}}e-01]> : tensor<4xf32>
// CHECK:         patconv.conv_2d {{.*}} residuals(%[[X]] : tensor<2x4x8x8xf32>) parameters(%[[SLOPE]] : tensor<4xf32>) {{.*}} epilogue {
// CHECK-NEXT:    ^bb0(%[[VALUE:.+]]: f32, %[[RESIDUAL:.+]]: f32, %[[NUMBER:.+]]: f32):
// CHECK-DAG:       %[[HALF:.+]] = arith.constant 5.0{{0*}}e-01 : f32
// CHECK:           %[[SCALED:.+]] = arith.mulf %[[VALUE]], %[[NUMBER]] : f32
// CHECK:           %[[SUM:.+]] = arith.addf %[[SCALED]], %[[RESIDUAL]] : f32
// CHECK:           arith.mulf %[[SUM]], %[[HALF]] : f32
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (0, c, 0, 0)>
#one = affine_map<(n, c, h, w) -> (0)>
func.func @parameters(%x: tensor<2x4x8x8xf32>, %w: tensor<4x4x3x3xf32>) -> tensor<2x4x8x8xf32> {
  %slope = arith.constant dense<[[[[0.1]], [[0.2]], [[0.3]], [[0.4]]]]> : tensor<1x4x1x1xf32>
  %half = arith.constant dense<0.5> : tensor<1xf32>
  %e = tensor.empty() : tensor<2x4x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<2x4x8x8xf32>, tensor<4x4x3x3xf32>) outs(%e : tensor<2x4x8x8xf32>) {
    kernels = dense<1> : tensor<4x4xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<2x4x8x8xf32>
  %y = linalg.generic {indexing_maps = [#channel, #id, #one, #id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%slope, %a, %half, %x : tensor<1x4x1x1xf32>, tensor<2x4x8x8xf32>, tensor<1xf32>, tensor<2x4x8x8xf32>) outs(%e : tensor<2x4x8x8xf32>) {
  ^bb0(%number: f32, %in: f32, %factor: f32, %residual: f32, %out: f32):
    %0 = arith.mulf %in, %number : f32
    %1 = arith.addf %0, %residual : f32
    %2 = arith.mulf %1, %factor : f32
    linalg.yield %2 : f32
  } -> tensor<2x4x8x8xf32>
  return %y : tensor<2x4x8x8xf32>
}

// -----

// CHECK-LABEL: func.func @numbers_of_images(
// CHECK-NOT:     epilogue
// CHECK:         linalg.generic
// CHECK:         return
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#plane = affine_map<(n, c, h, w) -> (n, c, 0, 0)>
func.func @numbers_of_images(%x: tensor<2x2x8x8xf32>, %w: tensor<2x2x3x3xf32>) -> tensor<2x2x8x8xf32> {
  %numbers = arith.constant dense<[[[[0.1]], [[0.2]]], [[[0.3]], [[0.4]]]]> : tensor<2x2x1x1xf32>
  %e = tensor.empty() : tensor<2x2x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<2x2x8x8xf32>, tensor<2x2x3x3xf32>) outs(%e : tensor<2x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<2x2x8x8xf32>
  %y = linalg.generic {indexing_maps = [#id, #plane, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %numbers : tensor<2x2x8x8xf32>, tensor<2x2x1x1xf32>) outs(%e : tensor<2x2x8x8xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %0 = arith.mulf %in, %number : f32
    linalg.yield %0 : f32
  } -> tensor<2x2x8x8xf32>
  return %y : tensor<2x2x8x8xf32>
}

// -----

// Numbers that are computed stay, and so does what has no constant shape.

// CHECK-LABEL: func.func @computed_numbers(
// CHECK-NOT:     epilogue
// CHECK:         linalg.generic
// CHECK:         return
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @computed_numbers(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x3x3xf32>, %numbers: tensor<2xf32>) -> tensor<1x2x8x8xf32> {
  %e = tensor.empty() : tensor<1x2x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x3x3xf32>) outs(%e : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x2x8x8xf32>
  %y = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %numbers : tensor<1x2x8x8xf32>, tensor<2xf32>) outs(%e : tensor<1x2x8x8xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %0 = arith.mulf %in, %number : f32
    linalg.yield %0 : f32
  } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// CHECK-LABEL: func.func @dynamic_shape(
// CHECK:         linalg.generic
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#one = affine_map<(n, c, h, w) -> (0)>
func.func @dynamic_shape(%x: tensor<1x?x8x8xf32>) -> tensor<1x?x8x8xf32> {
  %half = arith.constant dense<0.5> : tensor<1xf32>
  %y = linalg.generic {indexing_maps = [#id, #one, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x, %half : tensor<1x?x8x8xf32>, tensor<1xf32>) outs(%x : tensor<1x?x8x8xf32>) {
  ^bb0(%in: f32, %number: f32, %out: f32):
    %0 = arith.mulf %in, %number : f32
    linalg.yield %0 : f32
  } -> tensor<1x?x8x8xf32>
  return %y : tensor<1x?x8x8xf32>
}

// -----

// What is read twice is one element; of channels whose zeros differ in their sign
// each has its own; a number for the whole image is one for each channel.

// CHECK-LABEL: func.func @signs(
// CHECK-DAG:     %[[ZEROS:.+]] = arith.constant dense<[0.0{{0*}}e+00, -0.0{{0*}}e+00]> : tensor<2xf32>
// CHECK:         patconv.conv_2d {{.*}} parameters(%[[ZEROS]] : tensor<2xf32>) {{.*}} epilogue {
// CHECK-NEXT:    ^bb0(%[[VALUE:.+]]: f32, %[[ZERO:.+]]: f32):
// CHECK:           %[[THREE:.+]] = arith.constant 3.0{{0*}}e+00 : f32
// CHECK:           %[[SQUARE:.+]] = arith.mulf %[[VALUE]], %[[VALUE]] : f32
// CHECK:           %[[SIGNED:.+]] = math.copysign %[[SQUARE]], %[[ZERO]] : f32
// CHECK:           arith.addf %[[SIGNED]], %[[THREE]] : f32
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @signs(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x3x3xf32>) -> tensor<1x2x8x8xf32> {
  %zeros = arith.constant dense<[0.0, -0.0]> : tensor<2xf32>
  %image = arith.constant dense<3.0> : tensor<1x2x8x8xf32>
  %e = tensor.empty() : tensor<1x2x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x3x3xf32>) outs(%e : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x2x8x8xf32>
  %y = linalg.generic {indexing_maps = [#id, #channel, #id, #id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a, %zeros, %a, %image : tensor<1x2x8x8xf32>, tensor<2xf32>, tensor<1x2x8x8xf32>, tensor<1x2x8x8xf32>) outs(%e : tensor<1x2x8x8xf32>) {
  ^bb0(%in: f32, %zero: f32, %again: f32, %three: f32, %out: f32):
    %0 = arith.mulf %in, %again : f32
    %1 = math.copysign %0, %zero : f32
    %2 = arith.addf %1, %three : f32
    linalg.yield %2 : f32
  } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// -----

// What is no element-wise operation on images of one shape stays, and no word is
// said of it.

// CHECK-LABEL: func.func @others(
// CHECK-COUNT-2: linalg.generic
// CHECK-NOT:     epilogue
#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#reversed = affine_map<(n, c, h, w) -> (n, c, w, h)>
func.func @others(%x: tensor<1x4x8x8xf32>, %w: tensor<4x4x3x3xf32>) -> (tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>) {
  %e = tensor.empty() : tensor<1x4x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x4x8x8xf32>, tensor<4x4x3x3xf32>) outs(%e : tensor<1x4x8x8xf32>) {
    kernels = dense<1> : tensor<4x4xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x4x8x8xf32>
  %y = linalg.generic {indexing_maps = [#reversed, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%a : tensor<1x4x8x8xf32>) outs(%e : tensor<1x4x8x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = math.absf %in : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x8x8xf32>
  %b = patconv.conv_2d ins(%x, %w : tensor<1x4x8x8xf32>, tensor<4x4x3x3xf32>) outs(%e : tensor<1x4x8x8xf32>) {
    kernels = dense<1> : tensor<4x4xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"...|xxx|.x.">} -> tensor<1x4x8x8xf32>
  %z = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%b : tensor<1x4x8x8xf32>) outs(%x : tensor<1x4x8x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %in, %out : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x8x8xf32>
  return %y, %z : tensor<1x4x8x8xf32>, tensor<1x4x8x8xf32>
}
