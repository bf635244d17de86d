// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-reorder-filter-kernels
// RUN: patconv-opt %s --split-input-file -patconv-reorder-filter-kernels 2>/dev/null | FileCheck %s
// RUN: not patconv-opt %s --split-input-file -patconv-reorder-filter-kernels=threads=0 2>&1 \
// RUN:   | FileCheck %s --check-prefix=THREADS

// THREADS: error: expected threads to be at least 1, but got 0

// CHECK-LABEL: func @table_without_data
// CHECK-NOT: filter_order
func.func @table_without_data(%x: tensor<1x1x3x3xf32>, %w: tensor<1x1x1x1xf32>,
    %init: tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32> {
  // expected-remark @+1 {{layer 'a' not reordered: its kernel table is a resource without data}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense_resource<missing> : tensor<1x1xi8>, layer = "a",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}
