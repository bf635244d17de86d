// RUN: mlir-opt --load-dialect-plugin=%patconv_plugin --load-pass-plugin=%patconv_plugin %s \
// RUN:   --pass-pipeline='builtin.module(func.func(patconv-reorder-filter-kernels,patconv-pack-fkw))' \
// RUN:   | FileCheck %s

// A stock mlir-opt with the plugin. One that fails to load would leave with
// success: the effect is checked. Filters 0 and 2 have a channel in common.

// CHECK-LABEL: func @plugin
// CHECK-DAG: arith.constant dense<[0, 2, 1]> : tensor<3xi8>
// CHECK-DAG: arith.constant dense<{{\[}}[0, 1, 3, 4]]> : tensor<1x4xi8>
// CHECK-DAG: arith.constant dense<[0, 0, 1, 1]> : tensor<4xi8>
// CHECK: patconv.fkw_conv_2d
func.func @plugin(%x: tensor<1x2x3x3xf32>, %init: tensor<1x3x3x3xf32>)
    -> tensor<1x3x3x3xf32> {
  %w = arith.constant dense<[[[[1.]], [[0.]]], [[[0.]], [[5.]]],
                             [[[2.]], [[3.]]]]> : tensor<3x2x1x1xf32>
  %0 = patconv.conv_2d
      ins(%x, %w : tensor<1x2x3x3xf32>, tensor<3x2x1x1xf32>)
      outs(%init : tensor<1x3x3x3xf32>) {
        kernels = dense<[[1, 0], [0, 1], [1, 1]]> : tensor<3x2xi8>,
        patterns = #patconv.pattern_set<"x">
      } -> tensor<1x3x3x3xf32>
  return %0 : tensor<1x3x3x3xf32>
}
