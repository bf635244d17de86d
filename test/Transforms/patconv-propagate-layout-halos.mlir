// RUN: patconv-opt %s -split-input-file -patconv-propagate-layout='lanes=8 vector-registers=16 always' | FileCheck %s

// Planes of 32x32 with 8 lanes are 4 KiB: what a 1x1 kernel reads of all
// channels would meet in the same sets of the first cache. A halo moves them
// apart.

// CHECK-LABEL: func.func @powers_of_two(
// CHECK:         patconv.convert_layout {{.*}} -> tensor<1x256x32x32xf32, #patconv.lane_tiled<2x4, halo = 1>>
// CHECK:         patconv.conv_2d {{.*}} -> tensor<1x256x32x32xf32, #patconv.lane_tiled<2x4, halo = 0>>
func.func @powers_of_two(%x: tensor<1x256x32x32xf32>, %w: tensor<256x256x1x1xf32>) -> tensor<1x256x32x32xf32> {
  %e = tensor.empty() : tensor<1x256x32x32xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x256x32x32xf32>, tensor<256x256x1x1xf32>)
      outs(%e : tensor<1x256x32x32xf32>) {
        kernels = dense<1> : tensor<256x256xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x256x32x32xf32>
  return %0 : tensor<1x256x32x32xf32>
}

// -----

// Those of 28x28 are 49 lines: they are apart.

// CHECK-LABEL: func.func @odd_lines(
// CHECK:         patconv.convert_layout {{.*}} -> tensor<1x256x28x28xf32, #patconv.lane_tiled<2x4, halo = 0>>
func.func @odd_lines(%x: tensor<1x256x28x28xf32>, %w: tensor<256x256x1x1xf32>) -> tensor<1x256x28x28xf32> {
  %e = tensor.empty() : tensor<1x256x28x28xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x256x28x28xf32>, tensor<256x256x1x1xf32>)
      outs(%e : tensor<1x256x28x28xf32>) {
        kernels = dense<1> : tensor<256x256xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x256x28x28xf32>
  return %0 : tensor<1x256x28x28xf32>
}

// -----

// A residual that ends has the halo of what takes its place; one that is read
// again has the one that its readers ask for.

// CHECK-LABEL: func.func @residuals(
// CHECK:         %[[KEPT:.+]] = patconv.conv_2d {{.*}} -> tensor<1x8x28x28xf32, #patconv.lane_tiled<2x4, halo = 0>>
// CHECK:         %[[ENDS:.+]] = patconv.conv_2d {{.*}} -> tensor<1x8x28x28xf32, #patconv.lane_tiled<2x4, halo = 1>>
// CHECK:         patconv.conv_2d {{.*}} residuals(%[[KEPT]], %[[ENDS]] : {{.*}} -> tensor<1x8x28x28xf32, #patconv.lane_tiled<2x4, halo = 1>>
// CHECK:         patconv.conv_2d {{.*}} residuals(%[[KEPT]] : {{.*}} -> tensor<1x8x28x28xf32, #patconv.lane_tiled<2x4, halo = 0>>
func.func @residuals(%x: tensor<1x8x28x28xf32>, %w: tensor<8x8x3x3xf32>) -> tensor<1x8x28x28xf32> {
  %e = tensor.empty() : tensor<1x8x28x28xf32>
  %kept = patconv.conv_2d ins(%x, %w : tensor<1x8x28x28xf32>, tensor<8x8x3x3xf32>) outs(%e : tensor<1x8x28x28xf32>) {
    kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x8x28x28xf32>
  %ends = patconv.conv_2d ins(%x, %w : tensor<1x8x28x28xf32>, tensor<8x8x3x3xf32>) outs(%e : tensor<1x8x28x28xf32>) {
    kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x8x28x28xf32>
  %sum = patconv.conv_2d ins(%x, %w : tensor<1x8x28x28xf32>, tensor<8x8x3x3xf32>)
      residuals(%kept, %ends : tensor<1x8x28x28xf32>, tensor<1x8x28x28xf32>) outs(%e : tensor<1x8x28x28xf32>) {
    kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x8x28x28xf32> epilogue {
  ^bb0(%value: f32, %first: f32, %second: f32):
    %0 = arith.addf %value, %first : f32
    %1 = arith.addf %0, %second : f32
    patconv.yield %1
  }
  %y = patconv.conv_2d ins(%sum, %w : tensor<1x8x28x28xf32>, tensor<8x8x3x3xf32>)
      residuals(%kept : tensor<1x8x28x28xf32>) outs(%e : tensor<1x8x28x28xf32>) {
    kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<".x.|xxx|...">} -> tensor<1x8x28x28xf32> epilogue {
  ^bb0(%value: f32, %first: f32):
    %0 = arith.addf %value, %first : f32
    patconv.yield %0
  }
  return %y : tensor<1x8x28x28xf32>
}
