// RUN: patconv-opt %s -patconv-check-import -split-input-file -verify-diagnostics

// All offenders are reported at once, operations by their kind.
// expected-error @+1 {{expected argument 0 to have a static shape, but got dimension 1 of 'tensor<1x?xf32>'; import for fixed shapes}}
func.func @main(%x: tensor<1x?xf32>,
                // expected-error @+1 {{expected argument 1 to be f32, but got 'tensor<4xf64>'; convert the model first}}
                %d: tensor<4xf64>,
                // expected-error @+1 {{expected argument 2 to be a ranked tensor, but got 'memref<4xf32>'}}
                %m: memref<4xf32>,
                // expected-error @+1 {{expected parameter 'w' to be bound, but got an argument; run patconv-bind-weights first}}
                %w: tensor<4xf32> {patconv.parameter = "w"}) -> tensor<4xf32> {
  %c = arith.constant 0 : index
  // expected-error @+1 {{expected the result of 'arith.truncf' to be f32, but got 'tensor<4xf16>'}}
  %0 = arith.truncf %d : tensor<4xf64> to tensor<4xf16>
  // expected-error @+1 {{expected the result of 'tensor.cast' to have a static shape, but got dimension 0 of 'tensor<?xf32>'}}
  %1 = tensor.cast %w : tensor<4xf32> to tensor<?xf32>
  // expected-error @+1 {{expected operations of arith, linalg, math, patconv and tensor, but got 'memref.load' in 2 places}}
  %2 = memref.load %m[%c] : memref<4xf32>
  // expected-note @+1 {{and here}}
  %3 = memref.load %m[%c] : memref<4xf32>
  // expected-error @+1 {{but got 'tosa.tanh'}}
  %4 = tosa.tanh %w : (tensor<4xf32>) -> tensor<4xf32>
  // expected-error @+1 {{but got 'scf.for'}}
  scf.for %i = %c to %c step %c {
  }
  // expected-error @+1 {{expected resource 'r' to hold data, but got none; run patconv-bind-weights first}}
  %5 = arith.constant dense_resource<r> : tensor<4xf32>
  return %5 : tensor<4xf32>
}

// -----

// Nested operations count, too.
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %y = linalg.generic {
      indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
      outs(%x : tensor<4xf32>) {
  ^bb0(%out: f32):
    // expected-error @+1 {{but got 'memref.alloc'}}
    %m = memref.alloc() : memref<4xf32>
    linalg.yield %out : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// expected-error @+1 {{expected the module to hold the function @main, but got none}}
module {
  // expected-error @+1 {{expected @main to be the only function, but got @forward}}
  func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
    return %x : tensor<4xf32>
  }
  // expected-error @+1 {{but got 'memref.global'}}
  memref.global @g : memref<4xf32>
}

// -----

// expected-error @+1 {{expected @main to be public, but got private}}
func.func private @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

// -----

// expected-error @+2 {{expected @main to be public, but got private}}
// expected-error @+1 {{expected @main to have a body, but got none}}
func.func private @main(tensor<4xf32>) -> tensor<4xf32>

// -----

// expected-error @+2 {{expected @main to have results, but got none}}
// expected-error @+1 {{expected argument 0 to be a ranked tensor, but got 'tensor<*xf32>'}}
func.func @main(%x: tensor<*xf32>) {
  return
}

// -----

// expected-error @+2 {{expected result 0 to be f32, but got 'tensor<4xi64>'}}
// expected-error @+1 {{expected argument 0 to be f32, but got 'tensor<4xi64>'}}
func.func @main(%x: tensor<4xi64>) -> tensor<4xi64> {
  return %x : tensor<4xi64>
}

// -----

// Of math and linalg, what is lowered all the way.
func.func @main(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %y = linalg.generic {
      indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>],
      iterator_types = ["parallel", "parallel"]}
      outs(%x : tensor<4x4xf32>) {
  ^bb0(%out: f32):
    // expected-error @+1 {{expected functions of math that LLVM or the C library has, but got 'math.erfc'}}
    %0 = math.erfc %out : f32
    %n = arith.fptosi %0 : f32 to i32
    // expected-error @+1 {{expected functions of math that LLVM or the C library has, but got 'math.fpowi'}}
    %1 = math.fpowi %0, %n : f32, i32
    // expected-error @+1 {{but got 'math.cbrt'}}
    %2 = math.cbrt %1 : f32
    // expected-error @+1 {{but got 'math.acosh'}}
    %3 = math.acosh %2 : f32
    linalg.yield %3 : f32
  } -> tensor<4x4xf32>
  // expected-error @+1 {{expected structured operations of linalg, decomposed where they are not, but got 'linalg.softmax'}}
  %z = linalg.softmax dimension(1) ins(%y : tensor<4x4xf32>) outs(%x : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %z : tensor<4x4xf32>
}

// -----

// An assertion stands in a body of linalg, or nowhere.
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %true = arith.constant true
  // expected-error @+1 {{expected operations of arith, linalg, math, patconv and tensor, but got 'cf.assert'}}
  cf.assert %true, "expected a truth"
  return %x : tensor<4xf32>
}

// -----

// Nothing is computed of no elements, and bare pointers cannot pass them.
// expected-error @+3 {{expected result 0 to have elements, but got 'tensor<1x0xf32>'}}
// expected-error @+2 {{expected argument 0 to have elements, but got 'tensor<0xf32>'}}
// expected-error @+1 {{expected argument 1 to have elements, but got 'tensor<1x0xf32>'}}
func.func @main(%x: tensor<0xf32>, %y: tensor<1x0xf32>) -> tensor<1x0xf32> {
  return %y : tensor<1x0xf32>
}

// -----

func.func @main(%x: tensor<4x4xf32>) -> tensor<3x5xf32> {
  %zero = arith.constant 0.0 : f32
  // expected-error @+1 {{expected padding not to be negative, but got one that crops; use tensor.extract_slice}}
  %y = tensor.pad %x low[-1, 0] high[0, 1] {
  ^bb0(%i: index, %j: index):
    tensor.yield %zero : f32
  } : tensor<4x4xf32> to tensor<3x5xf32>
  return %y : tensor<3x5xf32>
}

// -----

// Memory is read forwards.
func.func @main(%x: tensor<8xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{expected slices to go forwards, but got strides [-2]; gather the elements instead}}
  %y = tensor.extract_slice %x[7] [4] [-2] : tensor<8xf32> to tensor<4xf32>
  return %y : tensor<4xf32>
}
