// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-skip-zero-inputs=min-bytes=1024
// RUN: not patconv-opt %s --split-input-file -patconv-skip-zero-inputs=lanes=5 2>&1 | FileCheck %s --check-prefix=LANES

// LANES: expected lanes to be 4, 8 or 16, but got 5

#id = affine_map<(m, n) -> (m, n)>

func.func @weights_without_data(%a: tensor<1x2xf32>) -> tensor<1x128xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense_resource<"fc.weight"> : tensor<2x128xf32>
  %x = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%a : tensor<1x2xf32>) outs(%a : tensor<1x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %s = arith.maximumf %in, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x128xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x128xf32>) -> tensor<1x128xf32>
  // expected-error @+1 {{expected the weights to hold their data, but got a resource without}}
  %1 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x128xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  return %1 : tensor<1x128xf32>
}

// -----

#id = affine_map<(m, n) -> (m, n)>

func.func @infinite_weight(%a: tensor<1x2xf32>) -> tensor<1x128xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<0x7F800000> : tensor<2x128xf32>
  %x = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%a : tensor<1x2xf32>) outs(%a : tensor<1x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %s = arith.maximumf %in, %zero : f32
    linalg.yield %s : f32
  } -> tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x128xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x128xf32>) -> tensor<1x128xf32>
  // expected-remark @+1 {{reads all weights: expected weights that are finite}}
  %1 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x128xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  return %1 : tensor<1x128xf32>
}

// -----

#id = affine_map<(m, n) -> (m, n)>

// Leaky ReLU and a sum make no zeros.
func.func @no_zeros(%a: tensor<1x2xf32>) -> tensor<1x128xf32> {
  %zero = arith.constant 0.0 : f32
  %slope = arith.constant 0.1 : f32
  %w = arith.constant dense<1.0> : tensor<2x128xf32>
  %x = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%a : tensor<1x2xf32>) outs(%a : tensor<1x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    %g = arith.cmpf ugt, %in, %zero : f32
    %l = arith.mulf %in, %slope : f32
    %s = arith.select %g, %in, %l : f32
    %m = arith.maximumf %in, %zero : f32
    %t = arith.addf %s, %m : f32
    linalg.yield %t : f32
  } -> tensor<1x2xf32>
  %e = tensor.empty() : tensor<1x128xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x128xf32>) -> tensor<1x128xf32>
  // expected-remark @+1 {{reads all weights: expected an input that comes from an activation which makes zeros}}
  %1 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x128xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  return %1 : tensor<1x128xf32>
}

// -----

func.func @argument(%x: tensor<1x2xf32>) -> tensor<1x128xf32> {
  %one = arith.constant 1.0 : f32
  %w = arith.constant dense<1.0> : tensor<2x128xf32>
  %e = tensor.empty() : tensor<1x128xf32>
  %0 = linalg.fill ins(%one : f32) outs(%e : tensor<1x128xf32>) -> tensor<1x128xf32>
  // expected-remark @+1 {{reads all weights: expected sums that start from 0}}
  %1 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x128xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  return %1 : tensor<1x128xf32>
}

// -----

func.func @two_rows(%x: tensor<2x2xf32>) -> tensor<2x128xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<2x128xf32>
  %e = tensor.empty() : tensor<2x128xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<2x128xf32>) -> tensor<2x128xf32>
  // expected-remark @+1 {{reads all weights: expected one row, but got 2}}
  %1 = linalg.matmul ins(%x, %w : tensor<2x2xf32>, tensor<2x128xf32>) outs(%0 : tensor<2x128xf32>) -> tensor<2x128xf32>
  return %1 : tensor<2x128xf32>
}

// -----

func.func @few_outputs(%x: tensor<1x2xf32>) -> tensor<1x127xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<2x127xf32>
  %e = tensor.empty() : tensor<1x127xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x127xf32>) -> tensor<1x127xf32>
  // expected-remark @+1 {{reads all weights: expected 128 outputs or more, but got 127}}
  %1 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x127xf32>) outs(%0 : tensor<1x127xf32>) -> tensor<1x127xf32>
  return %1 : tensor<1x127xf32>
}

// -----

func.func @few_bytes(%x: tensor<1x1xf32>) -> tensor<1x255xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x255xf32>
  %e = tensor.empty() : tensor<1x255xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x255xf32>) -> tensor<1x255xf32>
  // expected-remark @+1 {{reads all weights: expected 1024 bytes of weights or more, but got 1020}}
  %1 = linalg.matmul ins(%x, %w : tensor<1x1xf32>, tensor<1x255xf32>) outs(%0 : tensor<1x255xf32>) -> tensor<1x255xf32>
  return %1 : tensor<1x255xf32>
}

// -----

func.func @weights_are_an_argument(%x: tensor<1x2xf32>, %w: tensor<2x128xf32>) -> tensor<1x128xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x128xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x128xf32>) -> tensor<1x128xf32>
  // expected-remark @+1 {{reads all weights: expected constant weights}}
  %1 = linalg.matmul ins(%x, %w : tensor<1x2xf32>, tensor<2x128xf32>) outs(%0 : tensor<1x128xf32>) -> tensor<1x128xf32>
  return %1 : tensor<1x128xf32>
}

// -----

func.func @no_inputs(%x: tensor<1x0xf32>) -> tensor<1x512xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<0x512xf32>
  %e = tensor.empty() : tensor<1x512xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x512xf32>) -> tensor<1x512xf32>
  // expected-remark @+1 {{reads all weights: expected one input or more}}
  %1 = linalg.matmul ins(%x, %w : tensor<1x0xf32>, tensor<0x512xf32>) outs(%0 : tensor<1x512xf32>) -> tensor<1x512xf32>
  return %1 : tensor<1x512xf32>
}
