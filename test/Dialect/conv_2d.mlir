// RUN: patconv-opt %s | patconv-opt | FileCheck %s

// Everything that the operation has.
// PASS: conv_2d.C1, conv_2d.C2, conv_2d.C3, conv_2d.C4, conv_2d.C5, conv_2d.C7, conv_2d.C8, conv_2d.C9, conv_2d.C10, conv_2d.C11, conv_2d.C12, conv_2d.C13, conv_2d.C19
// CHECK-LABEL: @conv_2d_all_parts
// CHECK: patconv.conv_2d ins(%{{.*}}, %{{.*}} : tensor<1x3x8x8xf32>, tensor<2x3x3x3xf32>) bias(%{{.*}} : tensor<2xf32>) outs(%{{.*}} : tensor<1x2x8x8xf32>) {
// CHECK-SAME: activation = #patconv.activation<relu>
// CHECK-SAME: filter_groups = array<i64: 2>, filter_order = array<i64: 1, 0>
// CHECK-SAME{LITERAL}: kernels = dense<[[1, 0, 2], [0, 2, 1]]> : tensor<2x3xi8>
// CHECK-SAME: layer = "features.0", padding = array<i64: 1, 1, 1, 1>
// CHECK-SAME: patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">
// CHECK-SAME: schedule = #patconv.schedule<lanes = 16, tile = 8x1, remainder = 0x0, channel_block = 3, threads = 1, split = none>
// CHECK-SAME: -> tensor<1x2x8x8xf32>
func.func @conv_2d_all_parts(%x: tensor<1x3x8x8xf32>, %w: tensor<2x3x3x3xf32>, %b: tensor<2xf32>, %init: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x3x8x8xf32>, tensor<2x3x3x3xf32>)
      bias(%b : tensor<2xf32>) outs(%init : tensor<1x2x8x8xf32>) {
        activation = #patconv.activation<relu>,
        filter_groups = array<i64: 2>, filter_order = array<i64: 1, 0>,
        kernels = dense<[[1, 0, 2], [0, 2, 1]]> : tensor<2x3xi8>,
        layer = "features.0",
        padding = array<i64: 1, 1, 1, 1>,
        patterns = #patconv.pattern_set<".x.|xx.|.x.", ".x.|.xx|.x.">,
        schedule = #patconv.schedule<lanes = 16, tile = 8x1, remainder = 0x0, channel_block = 3, threads = 1, split = none>
      } -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

// Defaults are not printed.
// CHECK-LABEL: @conv_2d_defaults
// CHECK: outs(%{{.*}} : tensor<2x1x3x3xf32>) {kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">} -> tensor<2x1x3x3xf32>
func.func @conv_2d_defaults(%x: tensor<2x1x4x4xf32>, %w: tensor<1x1x2x2xf32>, %init: tensor<2x1x3x3xf32>) -> tensor<2x1x3x3xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<2x1x4x4xf32>, tensor<1x1x2x2xf32>) outs(%init : tensor<2x1x3x3xf32>) {
    activation = #patconv.activation<none>, dilations = array<i64: 1, 1>, groups = 1 : i64,
    kernels = dense<1> : tensor<1x1xi8>, padding = array<i64: 0, 0, 0, 0>,
    patterns = #patconv.pattern_set<"xx|xx">, strides = array<i64: 1, 1>
  } -> tensor<2x1x3x3xf32>
  return %y : tensor<2x1x3x3xf32>
}

// PASS: conv_2d.C1, conv_2d.C3, conv_2d.C8
// CHECK-LABEL: @conv_2d_c8_unequal_strides_and_padding
// CHECK: padding = array<i64: 0, 1, 2, 3>{{.*}}strides = array<i64: 2, 3>
func.func @conv_2d_c8_unequal_strides_and_padding(%x: tensor<1x1x7x9xf32>, %w: tensor<1x1x3x3xf32>, %init: tensor<1x1x3x4xf32>) -> tensor<1x1x3x4xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x1x7x9xf32>, tensor<1x1x3x3xf32>) outs(%init : tensor<1x1x3x4xf32>) {
    kernels = dense<1> : tensor<1x1xi8>, padding = array<i64: 0, 1, 2, 3>,
    patterns = #patconv.pattern_set<"xxx|xxx|xxx">, strides = array<i64: 2, 3>
  } -> tensor<1x1x3x4xf32>
  return %y : tensor<1x1x3x4xf32>
}

// PASS: conv_2d.C2, conv_2d.C8
// CHECK-LABEL: @conv_2d_c2_unequal_dilations
// CHECK: dilations = array<i64: 2, 1>
func.func @conv_2d_c2_unequal_dilations(%x: tensor<1x1x7x7xf32>, %w: tensor<1x1x3x3xf32>, %init: tensor<1x1x3x5xf32>) -> tensor<1x1x3x5xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x1x7x7xf32>, tensor<1x1x3x3xf32>) outs(%init : tensor<1x1x3x5xf32>) {
    dilations = array<i64: 2, 1>, kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xxx|xxx|xxx">
  } -> tensor<1x1x3x5xf32>
  return %y : tensor<1x1x3x5xf32>
}

// PASS: conv_2d.C5
// CHECK-LABEL: @conv_2d_c5_kernel_that_is_not_square
// CHECK: patterns = #patconv.pattern_set<"x.x">
func.func @conv_2d_c5_kernel_that_is_not_square(%x: tensor<1x1x4x4xf32>, %w: tensor<1x1x1x3xf32>, %init: tensor<1x1x4x2xf32>) -> tensor<1x1x4x2xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x1x4x4xf32>, tensor<1x1x1x3xf32>) outs(%init : tensor<1x1x4x2xf32>) {
    kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"x.x">
  } -> tensor<1x1x4x2xf32>
  return %y : tensor<1x1x4x2xf32>
}

// PASS: conv_2d.C6, conv_2d.C7, conv_2d.C12
// CHECK-LABEL: @conv_2d_c6_grouped
// CHECK: groups = 2 : i64
func.func @conv_2d_c6_grouped(%x: tensor<1x4x4x4xf32>, %w: tensor<6x2x1x1xf32>, %init: tensor<1x6x4x4xf32>) -> tensor<1x6x4x4xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x4x4x4xf32>, tensor<6x2x1x1xf32>) outs(%init : tensor<1x6x4x4xf32>) {
    groups = 2 : i64, kernels = dense<1> : tensor<6x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x6x4x4xf32>
  return %y : tensor<1x6x4x4xf32>
}

// PASS: conv_2d.C6, conv_2d.C7
// CHECK-LABEL: @conv_2d_c7_depthwise
// CHECK: groups = 4 : i64
func.func @conv_2d_c7_depthwise(%x: tensor<1x4x4x4xf32>, %w: tensor<4x1x1x1xf32>, %init: tensor<1x4x4x4xf32>) -> tensor<1x4x4x4xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x4x4x4xf32>, tensor<4x1x1x1xf32>) outs(%init : tensor<1x4x4x4xf32>) {
    groups = 4 : i64, kernels = dense<[[1], [1], [0], [1]]> : tensor<4x1xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x4x4x4xf32>
  return %y : tensor<1x4x4x4xf32>
}

// PASS: conv_2d.C11
// CHECK-LABEL: @conv_2d_c11_wide_table
// CHECK: kernels = dense<1> : tensor<1x1xi16>
func.func @conv_2d_c11_wide_table(%x: tensor<1x1x4x4xf32>, %w: tensor<1x1x1x1xf32>, %init: tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x1x4x4xf32>, tensor<1x1x1x1xf32>) outs(%init : tensor<1x1x4x4xf32>) {
    kernels = dense<1> : tensor<1x1xi16>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x1x4x4xf32>
  return %y : tensor<1x1x4x4xf32>
}

// A table whose data are not loaded passes: a dump can be read.
// PASS: conv_2d.C13
// CHECK-LABEL: @conv_2d_c13_table_without_data
// CHECK: kernels = dense_resource<absent.kernels> : tensor<1x1xi8>
func.func @conv_2d_c13_table_without_data(%x: tensor<1x1x4x4xf32>, %w: tensor<1x1x1x1xf32>, %init: tensor<1x1x4x4xf32>) -> tensor<1x1x4x4xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x1x4x4xf32>, tensor<1x1x1x1xf32>) outs(%init : tensor<1x1x4x4xf32>) {
    kernels = dense_resource<absent.kernels> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x1x4x4xf32>
  return %y : tensor<1x1x4x4xf32>
}

// PASS: conv_2d.C14, conv_2d.C15, conv_2d.C16, conv_2d.C17, conv_2d.C18
// CHECK-LABEL: @conv_2d_c14_to_c18_order_and_groups
// CHECK: filter_groups = array<i64: 1, 2>, filter_order = array<i64: 2, 0, 1>
func.func @conv_2d_c14_to_c18_order_and_groups(%x: tensor<1x2x4x4xf32>, %w: tensor<3x2x1x1xf32>, %init: tensor<1x3x4x4xf32>) -> tensor<1x3x4x4xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x4x4xf32>, tensor<3x2x1x1xf32>) outs(%init : tensor<1x3x4x4xf32>) {
    filter_groups = array<i64: 1, 2>, filter_order = array<i64: 2, 0, 1>,
    kernels = dense<[[1, 1], [1, 1], [0, 1]]> : tensor<3x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x3x4x4xf32>
  return %y : tensor<1x3x4x4xf32>
}

// PASS: conv_2d.C14
// CHECK-LABEL: @conv_2d_c14_order_without_groups
// CHECK: filter_order = array<i64: 1, 0>
func.func @conv_2d_c14_order_without_groups(%x: tensor<1x1x4x4xf32>, %w: tensor<2x1x1x1xf32>, %init: tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x1x4x4xf32>, tensor<2x1x1x1xf32>) outs(%init : tensor<1x2x4x4xf32>) {
    filter_order = array<i64: 1, 0>, kernels = dense<1> : tensor<2x1xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x4x4xf32>
  return %y : tensor<1x2x4x4xf32>
}

// PASS: conv_2d.C20, conv_2d.C21, conv_2d.C22, conv_2d.C23
// CHECK-LABEL: @conv_2d_c20_to_c23_lane_tiled
// CHECK: -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
func.func @conv_2d_c20_to_c23_lane_tiled(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
        padding = array<i64: 1, 1, 1, 1>
      } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// PASS: conv_2d.C21
// CHECK-LABEL: @conv_2d_c21_stride
// CHECK: -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
func.func @conv_2d_c21_stride(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
        padding = array<i64: 1, 1, 1, 1>,
        strides = array<i64: 2, 2>
      } -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// PASS: conv_2d.C24, conv_2d.C25, conv_2d.C26
// CHECK-LABEL: @conv_2d_c24_to_c26_passes
// CHECK: filters_per_pass = 4
func.func @conv_2d_c24_to_c26_passes(%x: tensor<1x1x4x4xf32>, %w: tensor<8x1x4x4xf32>, %init: tensor<1x8x1x1xf32>) -> tensor<1x8x1x1xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x1x4x4xf32>, tensor<8x1x4x4xf32>) outs(%init : tensor<1x8x1x1xf32>) {
    kernels = dense<1> : tensor<8x1xi8>, patterns = #patconv.pattern_set<"xxxx|xxxx|xxxx|xxxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 1x1, remainder = 0x0, channel_block = 1, filters_per_pass = 4, threads = 1, split = none>
  } -> tensor<1x8x1x1xf32>
  return %y : tensor<1x8x1x1xf32>
}

// PASS: conv_2d.C21
// What lies beyond the image is 0 in the last sub-images: 7 rows are 4 and 3.
// CHECK-LABEL: @conv_2d_c21_stride_and_idle_lanes
// CHECK: -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
func.func @conv_2d_c21_stride_and_idle_lanes(%x: tensor<1x2x7x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x7x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
        kernels = dense<1> : tensor<2x2xi8>,
        patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
        padding = array<i64: 1, 1, 1, 1>,
        strides = array<i64: 2, 2>
      } -> tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x2x4x4xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// PASS: conv_2d.C27, conv_2d.C28, conv_2d.C29, conv_2d.C30, conv_2d.C31
// CHECK-LABEL: @conv_2d_c27_to_c31_epilogue
// CHECK: residuals(%{{.*}} : tensor<1x2x8x8xf32>) outs({{.*}} -> tensor<1x2x8x8xf32> epilogue {
// CHECK-NEXT: ^bb0(%[[VALUE:.+]]: f32, %[[RESIDUAL:.+]]: f32):
// CHECK: arith.addf %[[VALUE]], %[[RESIDUAL]] : f32
// CHECK: patconv.yield %{{.*}}
func.func @conv_2d_c27_to_c31_epilogue(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %r: tensor<1x2x8x8xf32>) -> tensor<1x2x8x8xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) residuals(%r : tensor<1x2x8x8xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32, %residual: f32):
    %half = arith.constant 5.000000e-01 : f32
    %0 = arith.addf %value, %residual : f32
    %1 = arith.cmpf ogt, %0, %half : f32
    %2 = arith.select %1, %0, %half : f32
    patconv.yield %2
  }
  return %y : tensor<1x2x8x8xf32>
}

// PASS: conv_2d.C28, conv_2d.C29, conv_2d.C43
// CHECK-LABEL: @conv_2d_c43_parameters
// CHECK: residuals(%{{.*}} : tensor<1x2x8x8xf32>) parameters(%{{.*}}, %{{.*}} : tensor<2xf32>, tensor<2xf32>) outs({{.*}} -> tensor<1x2x8x8xf32> epilogue {
// CHECK-NEXT: ^bb0(%[[VALUE:.+]]: f32, %[[RESIDUAL:.+]]: f32, %[[SCALE:.+]]: f32, %[[SHIFT:.+]]: f32):
func.func @conv_2d_c43_parameters(%x: tensor<1x2x8x8xf32>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32>, %r: tensor<1x2x8x8xf32>, %p: tensor<2xf32>) -> tensor<1x2x8x8xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32>, tensor<2x2x1x1xf32>) residuals(%r : tensor<1x2x8x8xf32>) parameters(%p, %p : tensor<2xf32>, tensor<2xf32>) outs(%init : tensor<1x2x8x8xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32> epilogue {
  ^bb0(%value: f32, %residual: f32, %scale: f32, %shift: f32):
    %0 = math.fma %value, %scale, %shift : f32
    %1 = arith.addf %0, %residual : f32
    patconv.yield %1
  }
  return %y : tensor<1x2x8x8xf32>
}

// PASS: conv_2d.C27
// CHECK-LABEL: @conv_2d_c27_halos
// CHECK: residuals(%{{.*}} : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>)
func.func @conv_2d_c27_halos(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %r: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) residuals(%r : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// PASS: conv_2d.C32, conv_2d.C33, conv_2d.C34, conv_2d.C8
// CHECK-LABEL: @conv_2d_c32_to_c34_max_pool
// CHECK: max_pool = array<i64: 2, 4>, {{.*}} -> tensor<1x2x4x2xf32, #patconv.lane_tiled<2x2, halo = 1>>
func.func @conv_2d_c32_to_c34_max_pool(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x4x2xf32, #patconv.lane_tiled<2x2, halo = 1>>) -> tensor<1x2x4x2xf32, #patconv.lane_tiled<2x2, halo = 1>> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) outs(%init : tensor<1x2x4x2xf32, #patconv.lane_tiled<2x2, halo = 1>>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, max_pool = array<i64: 2, 4>
  } -> tensor<1x2x4x2xf32, #patconv.lane_tiled<2x2, halo = 1>>
  return %y : tensor<1x2x4x2xf32, #patconv.lane_tiled<2x2, halo = 1>>
}

// PASS: conv_2d.C35, conv_2d.C36, conv_2d.C37, conv_2d.C38, conv_2d.C39, conv_2d.C40
// CHECK-LABEL: @conv_2d_c35_to_c40_winograd
// CHECK: filters_per_pass = 2, winograd = 4
func.func @conv_2d_c35_to_c40_winograd(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, %w: tensor<2x2x3x3xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 1>>, tensor<2x2x3x3xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>,
    padding = array<i64: 1, 1, 1, 1>,
    patterns = #patconv.pattern_set<"xxx|xxx|xxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 4x1, remainder = 0x0, channel_block = 2, filters_per_pass = 2, winograd = 4, threads = 1, split = none>
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// PASS: conv_2d.C36, conv_2d.C40
// CHECK-LABEL: @conv_2d_c36_c40_winograd_with_strides
// CHECK: winograd = 2
func.func @conv_2d_c36_c40_winograd_with_strides(%x: tensor<1x2x16x16xf32, #patconv.lane_tiled<2x2, halo = 3>>, %w: tensor<2x2x7x7xf32>, %init: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x16x16xf32, #patconv.lane_tiled<2x2, halo = 3>>, tensor<2x2x7x7xf32>) outs(%init : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) {
    kernels = dense<1> : tensor<2x2xi8>,
    padding = array<i64: 3, 3, 3, 3>,
    patterns = #patconv.pattern_set<"xxxxxxx|xxxxxxx|xxxxxxx|xxxxxxx|xxxxxxx|xxxxxxx|xxxxxxx">,
    schedule = #patconv.schedule<lanes = 4, tile = 2x1, remainder = 0x0, channel_block = 2, winograd = 2, threads = 1, split = none>,
    strides = array<i64: 2, 2>
  } -> tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
  return %y : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
}

// PASS: conv_2d.C8, conv_2d.C27, conv_2d.C33, conv_2d.C41, conv_2d.C42
// CHECK-LABEL: @conv_2d_c41_c42_sum_pool
// CHECK: sum_pool} -> tensor<1x2x1x1xf32>
func.func @conv_2d_c41_c42_sum_pool(%x: tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, %w: tensor<2x2x1x1xf32>, %init: tensor<1x2x1x1xf32>) -> tensor<1x2x1x1xf32> {
  %y = patconv.conv_2d ins(%x, %w : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>, tensor<2x2x1x1xf32>) residuals(%x : tensor<1x2x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>) outs(%init : tensor<1x2x1x1xf32>) {
    kernels = dense<1> : tensor<2x2xi8>, patterns = #patconv.pattern_set<"x">, sum_pool
  } -> tensor<1x2x1x1xf32> epilogue {
  ^bb0(%value: f32, %residual: f32):
    %0 = arith.addf %value, %residual : f32
    patconv.yield %0
  }
  return %y : tensor<1x2x1x1xf32>
}
