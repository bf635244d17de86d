// RUN: patconv-opt %s -split-input-file -patconv-propagate-layout='lanes=4 vector-registers=16 always' | FileCheck %s

// Nearest neighbours stay in the layout, and hold the halo that their reader asks for.
// CHECK-LABEL: func.func @nearest(
// CHECK:         %[[A:.+]] = patconv.conv_2d {{.*}} -> tensor<1x8x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
// CHECK-NOT:     tensor.collapse_shape
// CHECK:         %[[U:.+]] = patconv.upsample_2d ins(%[[A]] {{.*}} {scales = array<i64: 2, 2>} -> tensor<1x8x16x16xf32, #patconv.lane_tiled<2x2, halo = 1>>
// CHECK-NOT:     patconv.convert_layout
// CHECK:         patconv.conv_2d ins(%[[U]],
#blocks = affine_map<(n, c, y, i, x, j) -> (n, c, y, x)>
#id6 = affine_map<(n, c, y, i, x, j) -> (n, c, y, i, x, j)>
func.func @nearest(%x: tensor<1x8x8x8xf32>, %w: tensor<8x8x1x1xf32>, %v: tensor<8x8x3x3xf32>) -> tensor<1x8x16x16xf32> {
  %e0 = tensor.empty() : tensor<1x8x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x8x8xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x8x8xf32>) {kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">} -> tensor<1x8x8x8xf32>
  %e1 = tensor.empty() : tensor<1x8x8x2x8x2xf32>
  %b = linalg.generic {indexing_maps = [#blocks, #id6], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel"]}
      ins(%a : tensor<1x8x8x8xf32>) outs(%e1 : tensor<1x8x8x2x8x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<1x8x8x2x8x2xf32>
  %u = tensor.collapse_shape %b [[0], [1], [2, 3], [4, 5]] : tensor<1x8x8x2x8x2xf32> into tensor<1x8x16x16xf32>
  %e2 = tensor.empty() : tensor<1x8x16x16xf32>
  %y = patconv.conv_2d ins(%u, %v : tensor<1x8x16x16xf32>, tensor<8x8x3x3xf32>)
      outs(%e2 : tensor<1x8x16x16xf32>) {kernels = dense<1> : tensor<8x8xi8>, padding = array<i64: 1, 1, 1, 1>, patterns = #patconv.pattern_set<"xxx|xxx|xxx">} -> tensor<1x8x16x16xf32>
  return %y : tensor<1x8x16x16xf32>
}

// -----

// Pixel shuffle, whose input somebody else reads plain, and whose output, too.
// CHECK-LABEL: func.func @pixel_shuffle(
// CHECK:         %[[A:.+]] = patconv.conv_2d {{.*}} -> tensor<1x12x8x8xf32, #patconv.lane_tiled<2x2, halo = 0>>
// CHECK-NEXT:    %[[PLAIN:.+]] = patconv.convert_layout %[[A]]
// CHECK-NOT:     linalg.transpose
// CHECK:         %[[U:.+]] = patconv.upsample_2d ins(%[[A]] {{.*}} {scales = array<i64: 2, 3>} -> tensor<1x2x16x24xf32, #patconv.lane_tiled<2x2, halo = 0>>
// CHECK-NEXT:    %[[Y:.+]] = patconv.convert_layout %[[U]]
// CHECK-NEXT:    return %[[Y]], %[[PLAIN]]
func.func @pixel_shuffle(%x: tensor<1x8x8x8xf32>, %w: tensor<12x8x1x1xf32>) -> (tensor<1x2x16x24xf32>, tensor<1x12x8x8xf32>) {
  %e0 = tensor.empty() : tensor<1x12x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x8x8xf32>, tensor<12x8x1x1xf32>)
      outs(%e0 : tensor<1x12x8x8xf32>) {kernels = dense<1> : tensor<12x8xi8>, patterns = #patconv.pattern_set<"x">} -> tensor<1x12x8x8xf32>
  %b = tensor.expand_shape %a [[0], [1, 2, 3], [4], [5]] output_shape [1, 2, 2, 3, 8, 8] : tensor<1x12x8x8xf32> into tensor<1x2x2x3x8x8xf32>
  %e1 = tensor.empty() : tensor<1x2x8x2x8x3xf32>
  %c = linalg.transpose ins(%b : tensor<1x2x2x3x8x8xf32>) outs(%e1 : tensor<1x2x8x2x8x3xf32>) permutation = [0, 1, 4, 2, 5, 3]
  %u = tensor.collapse_shape %c [[0], [1], [2, 3], [4, 5]] : tensor<1x2x8x2x8x3xf32> into tensor<1x2x16x24xf32>
  return %u, %a : tensor<1x2x16x24xf32>, tensor<1x12x8x8xf32>
}

// -----

// Blocks whose points come from columns first are another order of channels.
// CHECK-LABEL: func.func @columns_first(
// CHECK-NOT:     patconv.upsample_2d
// CHECK:         linalg.transpose
func.func @columns_first(%x: tensor<1x8x8x8xf32>, %w: tensor<8x8x1x1xf32>) -> tensor<1x2x16x16xf32> {
  %e0 = tensor.empty() : tensor<1x8x8x8xf32>
  %a = patconv.conv_2d ins(%x, %w : tensor<1x8x8x8xf32>, tensor<8x8x1x1xf32>)
      outs(%e0 : tensor<1x8x8x8xf32>) {kernels = dense<1> : tensor<8x8xi8>, patterns = #patconv.pattern_set<"x">} -> tensor<1x8x8x8xf32>
  %b = tensor.expand_shape %a [[0], [1, 2, 3], [4], [5]] output_shape [1, 2, 2, 2, 8, 8] : tensor<1x8x8x8xf32> into tensor<1x2x2x2x8x8xf32>
  %e1 = tensor.empty() : tensor<1x2x8x2x8x2xf32>
  %c = linalg.transpose ins(%b : tensor<1x2x2x2x8x8xf32>) outs(%e1 : tensor<1x2x8x2x8x2xf32>) permutation = [0, 1, 4, 3, 5, 2]
  %u = tensor.collapse_shape %c [[0], [1], [2, 3], [4, 5]] : tensor<1x2x8x2x8x2xf32> into tensor<1x2x16x16xf32>
  return %u : tensor<1x2x16x16xf32>
}
