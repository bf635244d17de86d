// RUN: patconv-opt %s --split-input-file -patconv-reorder-filter-kernels=threads=2 | FileCheck %s

// The first thread has filters 0 and 1, the second 2 to 4, each in an order of its
// own: by length, though f1 and f2 are alike.

// CHECK-LABEL: func @by_length
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 1, 1, 2, 1>
// CHECK-SAME: filter_order = array<i64: 1, 0, 2, 4, 3>
func.func @by_length(%x: tensor<1x2x3x3xf32>, %w: tensor<5x2x2x2xf32>,
    %init: tensor<1x5x2x2xf32>) -> tensor<1x5x2x2xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x2x3x3xf32>, tensor<5x2x2x2xf32>)
      outs(%init : tensor<1x5x2x2xf32>) {
        kernels = dense<[[1, 2], [0, 1], [0, 1], [2, 2], [1, 0]]>
          : tensor<5x2xi8>,
        patterns = #patconv.pattern_set<".x|x.", "x.|.x">
      } -> tensor<1x5x2x2xf32>
  return %0 : tensor<1x5x2x2xf32>
}

// -----

// f0 shares its channel with f4 alone, which another thread has.

// CHECK-LABEL: func @that_go_together
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 4, 4>
// CHECK-SAME: filter_order = array<i64: 0, 1, 2, 3, 4, 5, 6, 7>
func.func @that_go_together(%x: tensor<1x4x3x3xf32>, %w: tensor<8x4x1x1xf32>,
    %init: tensor<1x8x3x3xf32>) -> tensor<1x8x3x3xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x3x3xf32>, tensor<8x4x1x1xf32>)
      outs(%init : tensor<1x8x3x3xf32>) {
        kernels = dense<[[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1],
                         [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]>
          : tensor<8x4xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x8x3x3xf32>
  return %0 : tensor<1x8x3x3xf32>
}

// -----

// Half of ten filters are five: the first thread has four, so that no four are of
// both threads. What is not four comes last, though f4 shares a channel with f9.

// CHECK-LABEL: func @whole_teams
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 4, 4, 2>
// CHECK-SAME: filter_order = array<i64: 0, 1, 2, 3, 5, 6, 7, 8, 4, 9>
func.func @whole_teams(%x: tensor<1x4x3x3xf32>, %w: tensor<10x4x1x1xf32>,
    %init: tensor<1x10x3x3xf32>) -> tensor<1x10x3x3xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x3x3xf32>, tensor<10x4x1x1xf32>)
      outs(%init : tensor<1x10x3x3xf32>) {
        kernels = dense<[[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0],
                         [0, 0, 0, 1], [1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 0, 0],
                         [1, 1, 0, 0], [0, 0, 0, 1]]> : tensor<10x4xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x10x3x3xf32>
  return %0 : tensor<1x10x3x3xf32>
}

// -----

// More threads than filters.

// CHECK-LABEL: func @one_filter
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 1>
// CHECK-SAME: filter_order = array<i64: 0>
func.func @one_filter(%x: tensor<1x1x3x3xf32>, %w: tensor<1x1x1x1xf32>,
    %init: tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32> {
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense<1> : tensor<1x1xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}
