// RUN: patconv-opt %s -patconv-cpu-pipeline | FileCheck %s
// RUN: patconv-opt %s -patconv-cpu-pipeline=stop-after=import | FileCheck %s --check-prefix=IMPORT

// Text without a name for its input and output goes through all phases.
// CHECK: llvm.func @patconv_run(
// IMPORT: func.func @main(%{{.*}}: tensor<4x4xf32> {patconv.input = "input_0"}) -> (tensor<4x4xf32> {patconv.output = "output"})
func.func @main(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = tensor.empty() : tensor<4x4xf32>
  %1 = linalg.exp ins(%x : tensor<4x4xf32>) outs(%0 : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %1 : tensor<4x4xf32>
}
