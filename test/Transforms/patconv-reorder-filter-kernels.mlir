// RUN: patconv-opt %s --split-input-file -patconv-reorder-filter-kernels | FileCheck %s
// RUN: patconv-opt %s --split-input-file --verify-diagnostics \
// RUN:   -patconv-reorder-filter-kernels='print-groups=true'

// Rows ". 2 . 1 . .", "1 . 2 . 2 .", ". 2 2 2 . 1", ". 2 . 1 . .",
// "1 . 2 . 1 ." and "1 2 1 . 2 .": three lengths, two filters each.

// CHECK-LABEL: func @worked_example
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 2, 2, 2>
// CHECK-SAME: filter_order = array<i64: 0, 3, 1, 4, 2, 5>
func.func @worked_example(%x: tensor<1x6x3x3xf32>, %w: tensor<6x6x2x2xf32>,
    %init: tensor<1x6x2x2xf32>) -> tensor<1x6x2x2xf32> {
  // expected-remark @+3 {{group of length 2: f0 [1 2], f3 [1 2]}}
  // expected-remark @+2 {{group of length 3: f1 [1 2 2], f4 [1 1 2]}}
  // expected-remark @+1 {{group of length 4: f2 [1 2 2 2], f5 [1 1 2 2]}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x6x3x3xf32>, tensor<6x6x2x2xf32>)
      outs(%init : tensor<1x6x2x2xf32>) {
        kernels = dense<[[0, 2, 0, 1, 0, 0], [1, 0, 2, 0, 2, 0],
                         [0, 2, 2, 2, 0, 1], [0, 2, 0, 1, 0, 0],
                         [1, 0, 2, 0, 1, 0], [1, 2, 1, 0, 2, 0]]>
          : tensor<6x6xi8>,
        patterns = #patconv.pattern_set<".x|x.", "x.|.x">
      } -> tensor<1x6x2x2xf32>
  return %0 : tensor<1x6x2x2xf32>
}

// -----

// f0 and f2 agree at two positions of three, f0 and f1 at one: f2 comes first.
// f3 is as similar to f2 as f1 is; the lower one follows.

// CHECK-LABEL: func @most_similar_first_lower_of_equals
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 4>
// CHECK-SAME: filter_order = array<i64: 0, 2, 1, 3>
func.func @most_similar_first_lower_of_equals(%x: tensor<1x3x3x3xf32>,
    %w: tensor<4x3x2x2xf32>, %init: tensor<1x4x2x2xf32>)
    -> tensor<1x4x2x2xf32> {
  // expected-remark @+1 {{group of length 3: f0 [1 1 2], f2 [1 2 2], f1 [2 2 2], f3 [2 2 2]}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x3x3x3xf32>, tensor<4x3x2x2xf32>)
      outs(%init : tensor<1x4x2x2xf32>) {
        kernels = dense<[[2, 1, 1], [2, 2, 2], [2, 1, 2], [2, 2, 2]]>
          : tensor<4x3xi8>,
        patterns = #patconv.pattern_set<".x|x.", "x.|.x">
      } -> tensor<1x4x2x2xf32>
  return %0 : tensor<1x4x2x2xf32>
}

// -----

// The chain goes on from the filter before, not from the first one: f0 is most
// like f2, f2 is most like f3, though f1 is closer to f0 than f3 is.

// CHECK-LABEL: func @chain_from_the_last
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_order = array<i64: 0, 2, 3, 1>
func.func @chain_from_the_last(%x: tensor<1x4x3x3xf32>,
    %w: tensor<4x4x2x2xf32>, %init: tensor<1x4x2x2xf32>)
    -> tensor<1x4x2x2xf32> {
  // expected-remark @+1 {{group of length 4: f0 [1 1 1 2], f2 [1 1 2 2], f3 [1 2 2 2], f1 [1 1 3 3]}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x3x3xf32>, tensor<4x4x2x2xf32>)
      outs(%init : tensor<1x4x2x2xf32>) {
        kernels = dense<[[1, 1, 1, 2], [1, 1, 3, 3], [1, 1, 2, 2], [1, 2, 2, 2]]>
          : tensor<4x4xi8>,
        patterns = #patconv.pattern_set<".x|x.", "x.|.x", "xx|..">
      } -> tensor<1x4x2x2xf32>
  return %0 : tensor<1x4x2x2xf32>
}

// -----

// Groups of channels do not matter for lengths; a filter may have no kernel.

// CHECK-LABEL: func @grouped
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 1, 2, 1>
// CHECK-SAME: filter_order = array<i64: 2, 1, 3, 0>
func.func @grouped(%x: tensor<1x4x3x3xf32>, %w: tensor<4x2x1x1xf32>,
    %init: tensor<1x4x3x3xf32>) -> tensor<1x4x3x3xf32> {
  // expected-remark @+3 {{group of length 0: f2 []}}
  // expected-remark @+2 {{group of length 1: f1 [1], f3 [1]}}
  // expected-remark @+1 {{group of length 2: f0 [1 1]}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x3x3xf32>, tensor<4x2x1x1xf32>)
      outs(%init : tensor<1x4x3x3xf32>) {
        groups = 2 : i64,
        kernels = dense<[[1, 1], [0, 1], [0, 0], [1, 0]]> : tensor<4x2xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x4x3x3xf32>
  return %0 : tensor<1x4x3x3xf32>
}

// -----

// Rows ". 2 . 1", "2 . 1 .", ". 2 2 2" and ". 2 . 2", the example of FKW.

// CHECK-LABEL: func @fkw_example
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 3, 1>
// CHECK-SAME: filter_order = array<i64: 0, 1, 3, 2>
func.func @fkw_example(%x: tensor<1x4x3x3xf32>, %w: tensor<4x4x2x2xf32>,
    %init: tensor<1x4x2x2xf32>) -> tensor<1x4x2x2xf32> {
  // expected-remark @+2 {{group of length 2: f0 [1 2], f1 [1 2], f3 [2 2]}}
  // expected-remark @+1 {{group of length 3: f2 [2 2 2]}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x3x3xf32>, tensor<4x4x2x2xf32>)
      outs(%init : tensor<1x4x2x2xf32>) {
        kernels = dense<[[0, 2, 0, 1], [2, 0, 1, 0], [0, 2, 2, 2], [0, 2, 0, 2]]>
          : tensor<4x4xi8>,
        patterns = #patconv.pattern_set<".x|x.", "x.|.x">
      } -> tensor<1x4x2x2xf32>
  return %0 : tensor<1x4x2x2xf32>
}

// -----

// Filters of one pattern go together: first those that share most, f1 and f4 with
// three channels, f0 and f3 with two, whatever their lengths, then f2 and f5 that
// share none; then the pairs, of which the first and the last share two.

// CHECK-LABEL: func @filters_that_go_together
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 4, 2>
// CHECK-SAME: filter_order = array<i64: 1, 4, 2, 5, 0, 3>
func.func @filters_that_go_together(%x: tensor<1x6x3x3xf32>,
    %w: tensor<6x6x1x1xf32>, %init: tensor<1x6x3x3xf32>)
    -> tensor<1x6x3x3xf32> {
  // expected-remark @+2 {{filters that go together: f1 [1 1 1 1], f4 [1 1 1], f2 [1], f5 [1]}}
  // expected-remark @+1 {{filters that go together: f0 [1 1], f3 [1 1 1]}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x6x3x3xf32>, tensor<6x6x1x1xf32>)
      outs(%init : tensor<1x6x3x3xf32>) {
        kernels = dense<[[0, 0, 0, 0, 1, 1], [1, 1, 1, 1, 0, 0],
                         [1, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1],
                         [0, 1, 1, 1, 0, 0], [0, 0, 1, 0, 0, 0]]>
          : tensor<6x6xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x6x3x3xf32>
  return %0 : tensor<1x6x3x3xf32>
}

// -----

// f0 and f2 share two channels with f4 each: the lower one gets it. f2 then goes
// with the next best, f3, though that shares as much with f4.

// CHECK-LABEL: func @the_next_best
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 4, 1>
// CHECK-SAME: filter_order = array<i64: 0, 4, 2, 3, 1>
func.func @the_next_best(%x: tensor<1x4x3x3xf32>,
    %w: tensor<5x4x1x1xf32>, %init: tensor<1x5x3x3xf32>)
    -> tensor<1x5x3x3xf32> {
  // expected-remark @+2 {{filters that go together: f0 [1 1], f4 [1 1 1], f2 [1 1], f3 [1]}}
  // expected-remark @+1 {{filters that go together: f1 []}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x4x3x3xf32>, tensor<5x4x1x1xf32>)
      outs(%init : tensor<1x5x3x3xf32>) {
        kernels = dense<[[1, 1, 0, 0], [0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0],
                         [1, 1, 1, 0]]> : tensor<5x4xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x5x3x3xf32>
  return %0 : tensor<1x5x3x3xf32>
}

// -----

// The odd one out shares more with a pair than the pairs with each other. It goes
// with that pair all the same, and the four that are whole come first.

// CHECK-LABEL: func @odd_one_out
// CHECK: patconv.conv_2d
// CHECK-SAME: filter_groups = array<i64: 4, 3>
// CHECK-SAME: filter_order = array<i64: 2, 3, 4, 5, 0, 1, 6>
func.func @odd_one_out(%x: tensor<1x6x3x3xf32>,
    %w: tensor<7x6x1x1xf32>, %init: tensor<1x7x3x3xf32>)
    -> tensor<1x7x3x3xf32> {
  // expected-remark @+2 {{filters that go together: f2 [1 1], f3 [1 1], f4 [1 1], f5 [1 1]}}
  // expected-remark @+1 {{filters that go together: f0 [1 1], f1 [1 1], f6 [1]}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x6x3x3xf32>, tensor<7x6x1x1xf32>)
      outs(%init : tensor<1x7x3x3xf32>) {
        kernels = dense<[[1, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0],
                         [0, 0, 1, 1, 0, 0], [0, 0, 1, 1, 0, 0],
                         [0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1],
                         [1, 0, 0, 0, 0, 0]]> : tensor<7x6xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x7x3x3xf32>
  return %0 : tensor<1x7x3x3xf32>
}
