// RUN: patconv-opt %s -patconv-check-import | FileCheck %s
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-bind-weights -patconv-check-import -o /dev/null
// RUN: patconv-opt %S/../Imported/conv_residual.mlir -patconv-bind-weights -patconv-check-import -o /dev/null
// RUN: patconv-opt %S/../Imported/conv_batch_norm.mlir -patconv-bind-weights -patconv-check-import -o /dev/null
// RUN: patconv-opt %S/../Imported/conv_grouped.mlir -patconv-bind-weights -patconv-check-import -o /dev/null
// RUN: patconv-opt %S/../Imported/linear.mlir -patconv-bind-weights -patconv-check-import -o /dev/null
// RUN: patconv-opt %S/../Imported/max_pool_padded.mlir -patconv-bind-weights -patconv-check-import -o /dev/null

// Scalars may be of any type, tensors between operations, too; what goes in and
// out is f32.
// CHECK-LABEL: func.func @main
// CHECK: math.exp
func.func @main(%x: tensor<1x4xf32> {patconv.input = "x"})
    -> (tensor<1x4xf32> {patconv.output = "y"}) {
  %eps = arith.constant 1.0e-05 : f64
  %empty = tensor.empty() : tensor<1x4xf32>
  %y = linalg.generic {
      indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>,
                       affine_map<(d0, d1) -> (d0, d1)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<1x4xf32>) outs(%empty : tensor<1x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.truncf %eps : f64 to f32
    %1 = arith.addf %in, %0 : f32
    %2 = math.exp %1 : f32
    %3 = math.erf %2 : f32
    linalg.yield %3 : f32
  } -> tensor<1x4xf32>
  %wide = arith.extf %y : tensor<1x4xf32> to tensor<1x4xf64>
  %whole = arith.fptosi %wide : tensor<1x4xf64> to tensor<1x4xi64>
  %z = arith.sitofp %whole : tensor<1x4xi64> to tensor<1x4xf32>
  return %z : tensor<1x4xf32>
}

