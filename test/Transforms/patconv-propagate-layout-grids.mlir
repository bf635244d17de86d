// RUN: patconv-opt %s -split-input-file -patconv-propagate-layout='lanes=16' | FileCheck %s --check-prefix=WIDE
// RUN: patconv-opt %s -split-input-file -patconv-propagate-layout='lanes=8 vector-registers=16' | FileCheck %s --check-prefix=NARROW
// RUN: patconv-opt %s -split-input-file -patconv-propagate-layout='lanes=8 vector-registers=16 always' | FileCheck %s --check-prefix=ALWAYS

// A plane of 14x14 has another grid than one of 28x28. What the strided
// convolution reads is made in its grid: the copy is one of the fewer channels
// before. With 8 lanes that is not the best grid of 14x14, in which strides do
// not lead from one sub-image to the next; so the last convolution reads a copy.

// WIDE-LABEL: func.func @expansion(
// WIDE: %[[REDUCED:.*]] = patconv.conv_2d {{.*}} -> tensor<1x32x28x28xf32, #patconv.lane_tiled<4x4, halo = 0>>
// WIDE: %[[COPY:.*]] = patconv.convert_layout %[[REDUCED]] {{.*}} -> tensor<1x32x28x28xf32, #patconv.lane_tiled<2x8, halo = 0>>
// WIDE: %[[EXPANDED:.*]] = patconv.conv_2d ins(%[[COPY]], {{.*}} -> tensor<1x192x28x28xf32, #patconv.lane_tiled<2x8, halo = 1>>
// WIDE: %[[STRIDED:.*]] = patconv.conv_2d ins(%[[EXPANDED]], {{.*}} -> tensor<1x192x14x14xf32, #patconv.lane_tiled<2x8, halo = 0>>
// WIDE: patconv.conv_2d ins(%[[STRIDED]], {{.*}} -> tensor<1x64x14x14xf32, #patconv.lane_tiled<2x8, halo = 0>>
// NARROW-LABEL: func.func @expansion(
// NARROW: %[[REDUCED:.*]] = patconv.conv_2d {{.*}} -> tensor<1x32x28x28xf32, #patconv.lane_tiled<2x4, halo = 0>>
// NARROW: %[[COPY:.*]] = patconv.convert_layout %[[REDUCED]] {{.*}} -> tensor<1x32x28x28xf32, #patconv.lane_tiled<1x8, halo = 0>>
// NARROW: %[[EXPANDED:.*]] = patconv.conv_2d ins(%[[COPY]], {{.*}} -> tensor<1x192x28x28xf32, #patconv.lane_tiled<1x8, halo = 1>>
// NARROW: %[[STRIDED:.*]] = patconv.conv_2d ins(%[[EXPANDED]], {{.*}} -> tensor<1x192x14x14xf32, #patconv.lane_tiled<1x8, halo = 0>>
// NARROW: %[[LAST:.*]] = patconv.convert_layout %[[STRIDED]] {{.*}} -> tensor<1x192x14x14xf32, #patconv.lane_tiled<2x4, halo = 0>>
// NARROW: patconv.conv_2d ins(%[[LAST]], {{.*}} -> tensor<1x64x14x14xf32, #patconv.lane_tiled<2x4, halo = 0>>
func.func @expansion(%x: tensor<1x192x28x28xf32>, %v: tensor<32x192x1x1xf32>,
    %w: tensor<192x32x1x1xf32>, %d: tensor<192x1x3x3xf32>,
    %u: tensor<64x192x1x1xf32>) -> tensor<1x64x14x14xf32> {
  %narrow = tensor.empty() : tensor<1x32x28x28xf32>
  %wide = tensor.empty() : tensor<1x192x28x28xf32>
  %half = tensor.empty() : tensor<1x192x14x14xf32>
  %last = tensor.empty() : tensor<1x64x14x14xf32>
  %0 = patconv.conv_2d ins(%x, %v : tensor<1x192x28x28xf32>, tensor<32x192x1x1xf32>)
      outs(%narrow : tensor<1x32x28x28xf32>) {
        kernels = dense<1> : tensor<32x192xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x32x28x28xf32>
  %1 = patconv.conv_2d ins(%0, %w : tensor<1x32x28x28xf32>, tensor<192x32x1x1xf32>)
      outs(%wide : tensor<1x192x28x28xf32>) {
        kernels = dense<1> : tensor<192x32xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x192x28x28xf32>
  %2 = patconv.conv_2d ins(%1, %d : tensor<1x192x28x28xf32>, tensor<192x1x3x3xf32>)
      outs(%half : tensor<1x192x14x14xf32>) {
        groups = 192, kernels = dense<1> : tensor<192x1xi8>,
        padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x192x14x14xf32>
  %3 = patconv.conv_2d ins(%2, %u : tensor<1x192x14x14xf32>, tensor<64x192x1x1xf32>)
      outs(%last : tensor<1x64x14x14xf32>) {
        kernels = dense<1> : tensor<64x192xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x64x14x14xf32>
  return %3 : tensor<1x64x14x14xf32>
}

// -----

// What somebody else reads, too, is made in its own grid.

// WIDE-LABEL: func.func @two_readers(
// WIDE: patconv.conv_2d {{.*}} -> tensor<1x192x28x28xf32, #patconv.lane_tiled<4x4, halo = 1>>
// WIDE: patconv.convert_layout {{.*}} -> tensor<1x192x28x28xf32, #patconv.lane_tiled<2x8, halo = 1>>
// WIDE: patconv.conv_2d {{.*}} -> tensor<1x192x14x14xf32, #patconv.lane_tiled<2x8, halo = 0>>
func.func @two_readers(%x: tensor<1x192x28x28xf32>, %v: tensor<192x192x1x1xf32>,
    %d: tensor<192x192x3x3xf32>)
    -> (tensor<1x192x14x14xf32>, tensor<1x192x28x28xf32>) {
  %wide = tensor.empty() : tensor<1x192x28x28xf32>
  %half = tensor.empty() : tensor<1x192x14x14xf32>
  %0 = patconv.conv_2d ins(%x, %v : tensor<1x192x28x28xf32>, tensor<192x192x1x1xf32>)
      outs(%wide : tensor<1x192x28x28xf32>) {
        kernels = dense<1> : tensor<192x192xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x192x28x28xf32>
  %1 = patconv.conv_2d ins(%0, %d : tensor<1x192x28x28xf32>, tensor<192x192x3x3xf32>)
      outs(%half : tensor<1x192x14x14xf32>) {
        kernels = dense<1> : tensor<192x192xi8>,
        padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x192x14x14xf32>
  %2 = patconv.conv_2d ins(%0, %d : tensor<1x192x28x28xf32>, tensor<192x192x3x3xf32>)
      outs(%wide : tensor<1x192x28x28xf32>) {
        kernels = dense<1> : tensor<192x192xi8>,
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x192x28x28xf32>
  return %1, %2 : tensor<1x192x14x14xf32>, tensor<1x192x28x28xf32>
}

// -----

// What is joined lies in one grid, be it not the plane's own.

// ALWAYS-LABEL: func.func @joined(
// ALWAYS: patconv.concat {{.*}} -> tensor<1x16x14x14xf32, #patconv.lane_tiled<1x8, halo = 0>>
func.func @joined(%x: tensor<1x8x28x28xf32>, %w: tensor<8x8x3x3xf32>,
    %v: tensor<8x8x1x1xf32>, %z: tensor<1x8x14x14xf32>) -> tensor<1x16x14x14xf32> {
  %half = tensor.empty() : tensor<1x8x14x14xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x8x28x28xf32>, tensor<8x8x3x3xf32>)
      outs(%half : tensor<1x8x14x14xf32>) {
        kernels = dense<1> : tensor<8x8xi8>,
        padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x14x14xf32>
  %1 = patconv.conv_2d ins(%x, %w : tensor<1x8x28x28xf32>, tensor<8x8x3x3xf32>)
      outs(%half : tensor<1x8x14x14xf32>) {
        kernels = dense<1> : tensor<8x8xi8>,
        padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x14x14xf32>
  %joined = tensor.concat dim(1) %0, %1
      : (tensor<1x8x14x14xf32>, tensor<1x8x14x14xf32>) -> tensor<1x16x14x14xf32>
  return %joined : tensor<1x16x14x14xf32>
}

// -----

// In two grids it is joined in rows.

// ALWAYS-LABEL: func.func @joined_of_two_grids(
// ALWAYS: patconv.conv_2d {{.*}} -> tensor<1x8x14x14xf32, #patconv.lane_tiled<1x8, halo = 0>>
// ALWAYS: patconv.conv_2d {{.*}} -> tensor<1x8x14x14xf32, #patconv.lane_tiled<2x4, halo = 0>>
// ALWAYS: tensor.concat
func.func @joined_of_two_grids(%x: tensor<1x8x28x28xf32>, %w: tensor<8x8x3x3xf32>,
    %v: tensor<8x8x1x1xf32>, %z: tensor<1x8x14x14xf32>) -> tensor<1x16x14x14xf32> {
  %half = tensor.empty() : tensor<1x8x14x14xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x8x28x28xf32>, tensor<8x8x3x3xf32>)
      outs(%half : tensor<1x8x14x14xf32>) {
        kernels = dense<1> : tensor<8x8xi8>,
        padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x14x14xf32>
  %1 = patconv.conv_2d ins(%0, %v : tensor<1x8x14x14xf32>, tensor<8x8x1x1xf32>)
      outs(%half : tensor<1x8x14x14xf32>) {
        kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x14x14xf32>
  %joined = tensor.concat dim(1) %0, %1
      : (tensor<1x8x14x14xf32>, tensor<1x8x14x14xf32>) -> tensor<1x16x14x14xf32>
  return %joined : tensor<1x16x14x14xf32>
}

// -----

// What is plain is converted to the plane's own grid alone.

// ALWAYS-LABEL: func.func @joined_with_plain(
// ALWAYS: patconv.conv_2d {{.*}} -> tensor<1x8x14x14xf32, #patconv.lane_tiled<1x8, halo = 0>>
// ALWAYS: tensor.concat
func.func @joined_with_plain(%x: tensor<1x8x28x28xf32>, %w: tensor<8x8x3x3xf32>,
    %v: tensor<8x8x1x1xf32>, %z: tensor<1x8x14x14xf32>) -> tensor<1x16x14x14xf32> {
  %half = tensor.empty() : tensor<1x8x14x14xf32>
  %0 = patconv.conv_2d ins(%x, %w : tensor<1x8x28x28xf32>, tensor<8x8x3x3xf32>)
      outs(%half : tensor<1x8x14x14xf32>) {
        kernels = dense<1> : tensor<8x8xi8>,
        padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>,
        patterns = #patconv.pattern_set<".x.|xxx|...">
      } -> tensor<1x8x14x14xf32>
  %joined = tensor.concat dim(1) %0, %z
      : (tensor<1x8x14x14xf32>, tensor<1x8x14x14xf32>) -> tensor<1x16x14x14xf32>
  return %joined : tensor<1x16x14x14xf32>
}
