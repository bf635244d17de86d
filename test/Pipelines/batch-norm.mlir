// Normalisation that was not folded on the graph folds in `raise`: of the chain
// of element-wise operations nothing is left, and of its assertion neither.
// RUN: patconv-opt %S/../Imported/conv_batch_norm.mlir -patconv-cpu-pipeline=stop-after=raise | FileCheck %s --check-prefix=IMPORTED
// RUN: patconv-opt %S/../Imported/conv_batch_norm.mlir -patconv-cpu-pipeline | FileCheck %s --check-prefix=LOWERED
// RUN: patconv-opt %s -patconv-cpu-pipeline=stop-after=raise | FileCheck %s --check-prefix=ASSERTED
// RUN: patconv-opt %s -patconv-cpu-pipeline | FileCheck %s --check-prefix=LOWERED

// IMPORTED-NOT: linalg.
// IMPORTED: patconv.conv_2d {{.*}} bias(
// IMPORTED-SAME: #patconv.activation<relu>
// IMPORTED-NOT: linalg.

// LOWERED: patconv.layers = ["{{[a-z0-9._]+}}"]
// LOWERED-NOT: abort
// LOWERED: llvm.func @patconv_run(

// 1 / 4 and 2 / 8.
// ASSERTED: dense<2.500000e-01> : tensor<2x1x1x1xf32>
// ASSERTED-NOT: {{linalg\.|cf\.assert}}
// ASSERTED: patconv.conv_2d
// ASSERTED-NOT: {{linalg\.|cf\.assert}}
#vector = affine_map<(d0) -> (d0)>
#image = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
func.func @main(%x: tensor<1x1x2x2xf32>) -> tensor<1x2x2x2xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %d = arith.constant dense<[4.0, 8.0]> : tensor<2xf32>
  %e1 = tensor.empty() : tensor<2xf32>
  %r = linalg.generic {indexing_maps = [#vector, #vector], iterator_types = ["parallel"]} ins(%d : tensor<2xf32>) outs(%e1 : tensor<2xf32>) {
  ^bb0(%a0: f32, %out: f32):
    %c = arith.cmpf one, %a0, %zero : f32
    cf.assert %c, "expected a divisor that is not zero"
    %s = arith.divf %one, %a0 : f32
    linalg.yield %s : f32
  } -> tensor<2xf32>
  %w = arith.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %conv = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<1x1x2x2xf32>, tensor<2x1x1x1xf32>) outs(%zeros : tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%conv, %r : tensor<1x2x2x2xf32>, tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a0: f32, %a1: f32, %out: f32):
    %s = arith.mulf %a0, %a1 : f32
    linalg.yield %s : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}
