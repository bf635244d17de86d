// RUN: not patconv-opt %s -patconv-assign-schedule='lanes=5' 2>&1 | FileCheck %s --check-prefix=LANES
// RUN: not patconv-opt %s -patconv-assign-schedule='threads=0' 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not patconv-opt %s -patconv-assign-schedule='vector-registers=4' 2>&1 | FileCheck %s --check-prefix=REGISTERS
// RUN: patconv-opt %s --verify-diagnostics -patconv-assign-schedule | FileCheck %s

// LANES: error: expected lanes to be 4, 8 or 16, but got 5
// THREADS: error: expected threads to be at least 1, but got 0
// REGISTERS: error: expected vector-registers to be at least 8, but got 4

// CHECK-LABEL: func @table_without_data
// CHECK-NOT: schedule
func.func @table_without_data(%x: tensor<1x1x3x3xf32>, %w: tensor<1x1x1x1xf32>,
    %init: tensor<1x1x3x3xf32>) -> tensor<1x1x3x3xf32> {
  // expected-remark @+1 {{layer 'a' not scheduled: its kernel table is a resource without data}}
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>)
      outs(%init : tensor<1x1x3x3xf32>) {
        kernels = dense_resource<missing> : tensor<1x1xi8>, layer = "a",
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x1x3x3xf32>
  return %0 : tensor<1x1x3x3xf32>
}
