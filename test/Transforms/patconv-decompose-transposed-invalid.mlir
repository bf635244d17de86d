// RUN: patconv-opt %s -split-input-file -patconv-decompose-transposed -verify-diagnostics

// The points of a residual lie side by side.
func.func @residual(%x: tensor<1x1x3x4xf32>, %r: tensor<1x1x6x8xf32>) -> tensor<1x1x6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x2x2xf32>
  %e = tensor.empty() : tensor<1x1x7x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x7x9xf32>) -> tensor<1x1x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 2, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x7x9xf32>
  %init = tensor.empty() : tensor<1x1x6x8xf32>
  // expected-remark @below {{stays a convolution among zeros: expected no residuals, whose points lie side by side, but got some}}
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x7x9xf32>, tensor<1x1x2x2xf32>)
      residuals(%r : tensor<1x1x6x8xf32>) outs(%init : tensor<1x1x6x8xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x1x6x8xf32> epilogue {
      ^bb0(%value: f32, %residual: f32):
        %sum = arith.addf %value, %residual : f32
        patconv.yield %sum
      }
  return %y : tensor<1x1x6x8xf32>
}

// -----

// What lies between the points is not zero.
func.func @ones(%x: tensor<1x1x3x4xf32>) -> tensor<1x1x6x8xf32> {
  %one = arith.constant 1.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x2x2xf32>
  %e = tensor.empty() : tensor<1x1x7x9xf32>
  %f = linalg.fill ins(%one : f32) outs(%e : tensor<1x1x7x9xf32>) -> tensor<1x1x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 2, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x7x9xf32>
  %init = tensor.empty() : tensor<1x1x6x8xf32>
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x7x9xf32>, tensor<1x1x2x2xf32>)
      outs(%init : tensor<1x1x6x8xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x1x6x8xf32>
  return %y : tensor<1x1x6x8xf32>
}

// -----

// Padding is no transposed convolution.
func.func @padding(%x: tensor<1x1x3x4xf32>) -> tensor<1x1x4x5xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x2x2xf32>
  %e = tensor.empty() : tensor<1x1x5x6xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x5x6xf32>) -> tensor<1x1x5x6xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 1, 1]
      : tensor<1x1x3x4xf32> into tensor<1x1x5x6xf32>
  %init = tensor.empty() : tensor<1x1x4x5xf32>
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x5x6xf32>, tensor<1x1x2x2xf32>)
      outs(%init : tensor<1x1x4x5xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x1x4x5xf32>
  return %y : tensor<1x1x4x5xf32>
}

// -----

// The end of the input is cut off again.
func.func @cut_input(%x: tensor<1x1x6x6xf32>) -> tensor<1x1x4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x2x2xf32>
  %e = tensor.empty() : tensor<1x1x13x13xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x13x13xf32>) -> tensor<1x1x13x13xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 0, 0] [1, 1, 6, 6] [1, 1, 2, 2]
      : tensor<1x1x6x6xf32> into tensor<1x1x13x13xf32>
  %cut = tensor.extract_slice %apart[0, 0, 0, 0] [1, 1, 5, 5] [1, 1, 1, 1]
      : tensor<1x1x13x13xf32> to tensor<1x1x5x5xf32>
  %init = tensor.empty() : tensor<1x1x4x4xf32>
  %y = patconv.conv_2d ins(%cut, %w : tensor<1x1x5x5xf32>, tensor<1x1x2x2xf32>)
      outs(%init : tensor<1x1x4x4xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x1x4x4xf32>
  return %y : tensor<1x1x4x4xf32>
}

// -----

func.func @computed_parameters(%x: tensor<1x1x3x4xf32>, %p: tensor<1xf32>) -> tensor<1x1x6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x2x2xf32>
  %e = tensor.empty() : tensor<1x1x7x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x7x9xf32>) -> tensor<1x1x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 2, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x7x9xf32>
  %init = tensor.empty() : tensor<1x1x6x8xf32>
  // expected-remark @below {{stays a convolution among zeros: expected constant parameters, but got computed ones}}
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x7x9xf32>, tensor<1x1x2x2xf32>)
      parameters(%p : tensor<1xf32>) outs(%init : tensor<1x1x6x8xf32>) {
        kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">
      } -> tensor<1x1x6x8xf32> epilogue {
  ^bb0(%value: f32, %number: f32):
    %0 = arith.mulf %value, %number : f32
    patconv.yield %0
  }
  return %y : tensor<1x1x6x8xf32>
}

// -----

// The filters of phases are known when the network is compiled.
func.func @computed_weights(%x: tensor<1x1x3x4xf32>, %w: tensor<1x1x2x2xf32>) -> tensor<1x1x6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x1x7x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x7x9xf32>) -> tensor<1x1x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 2, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x7x9xf32>
  %init = tensor.empty() : tensor<1x1x6x8xf32>
  // expected-remark @below {{stays a convolution among zeros: expected constant weights, but got computed ones}}
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x7x9xf32>, tensor<1x1x2x2xf32>)
      outs(%init : tensor<1x1x6x8xf32>) {kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">} -> tensor<1x1x6x8xf32>
  return %y : tensor<1x1x6x8xf32>
}

// -----

// Nothing is left of the layer.
func.func @removed(%x: tensor<1x1x3x4xf32>) -> tensor<1x1x6x8xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x2x2xf32>
  %e = tensor.empty() : tensor<1x1x7x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x7x9xf32>) -> tensor<1x1x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 2, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x7x9xf32>
  %init = tensor.empty() : tensor<1x1x6x8xf32>
  // expected-remark @below {{stays a convolution among zeros: expected a kernel that is not removed, but got none}}
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x7x9xf32>, tensor<1x1x2x2xf32>)
      outs(%init : tensor<1x1x6x8xf32>) {kernels = dense<0> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">} -> tensor<1x1x6x8xf32>
  return %y : tensor<1x1x6x8xf32>
}

// -----

// Points of the result are not all there.
func.func @own_strides(%x: tensor<1x1x3x4xf32>) -> tensor<1x1x3x4xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x2x2xf32>
  %e = tensor.empty() : tensor<1x1x7x9xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x7x9xf32>) -> tensor<1x1x7x9xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 1, 1] [1, 1, 3, 4] [1, 1, 2, 2]
      : tensor<1x1x3x4xf32> into tensor<1x1x7x9xf32>
  %init = tensor.empty() : tensor<1x1x3x4xf32>
  // expected-remark @below {{stays a convolution among zeros: expected strides of 1 over input and zeros, but got others}}
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x7x9xf32>, tensor<1x1x2x2xf32>)
      outs(%init : tensor<1x1x3x4xf32>) {kernels = dense<1> : tensor<1x1xi8>, patterns = #patconv.pattern_set<"xx|xx">, strides = array<i64: 2, 2>} -> tensor<1x1x3x4xf32>
  return %y : tensor<1x1x3x4xf32>
}

// -----

// Dilations set the positions of a phase apart.
func.func @many_positions(%x: tensor<1x1x80x1xf32>) -> tensor<1x1x20x1xf32> {
  %zero = arith.constant 0.0 : f32
  %w = arith.constant dense<1.0> : tensor<1x1x2x1xf32>
  %e = tensor.empty() : tensor<1x1x160x1xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x160x1xf32>) -> tensor<1x1x160x1xf32>
  %apart = tensor.insert_slice %x into %f[0, 0, 0, 0] [1, 1, 80, 1] [1, 1, 2, 1]
      : tensor<1x1x80x1xf32> into tensor<1x1x160x1xf32>
  %init = tensor.empty() : tensor<1x1x20x1xf32>
  // expected-remark @below {{stays a convolution among zeros: expected phases whose kernels have at most 64 positions, but got more}}
  %y = patconv.conv_2d ins(%apart, %w : tensor<1x1x160x1xf32>, tensor<1x1x2x1xf32>)
      outs(%init : tensor<1x1x20x1xf32>) {
        dilations = array<i64: 140, 1>, kernels = dense<1> : tensor<1x1xi8>,
        patterns = #patconv.pattern_set<"x|x">
      } -> tensor<1x1x20x1xf32>
  return %y : tensor<1x1x20x1xf32>
}
