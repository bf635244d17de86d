// RUN: patconv-opt %s -split-input-file -verify-diagnostics

// FAIL: weights_view.C1
func.func @weights_view_c1_between_lines(%weights: tensor<256xi8>) -> tensor<4xf32> {
  // expected-error @below {{expected offset to be a multiple of 64, but got 32}}
  %0 = patconv.weights_view %weights[32] : tensor<256xi8> -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// FAIL: weights_view.C1
func.func @weights_view_c1_negative(%weights: tensor<256xi8>) -> tensor<4xf32> {
  // expected-error @below {{expected offset to be a multiple of 64, but got -64}}
  %0 = patconv.weights_view %weights[-64] : tensor<256xi8> -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// FAIL: weights_view.C2
func.func @weights_view_c2_tensor_as_memref(%weights: tensor<256xi8>) -> memref<4xf32> {
  // expected-error @below {{expected weights and result to be both tensors or both memrefs, but got}}
  %0 = patconv.weights_view %weights[0] : tensor<256xi8> -> memref<4xf32>
  return %0 : memref<4xf32>
}

// -----

// FAIL: weights_view.C3
func.func @weights_view_c3_index_elements(%weights: tensor<256xi8>) -> tensor<4xindex> {
  // expected-error @below {{expected elements to be integers or floats, but got 'index'}}
  %0 = patconv.weights_view %weights[0] : tensor<256xi8> -> tensor<4xindex>
  return %0 : tensor<4xindex>
}

// -----

// FAIL: weights_view.C4
func.func @weights_view_c4_beyond_the_end(%weights: tensor<256xi8>) -> tensor<17xf32> {
  // expected-error @below {{expected the view to end within the 256 bytes of weights, but got bytes 192 to 260}}
  %0 = patconv.weights_view %weights[192] : tensor<256xi8> -> tensor<17xf32>
  return %0 : tensor<17xf32>
}

// -----

// The view's end does not fit a signed integer.
// FAIL: weights_view.C4
func.func @weights_view_c4_end_wraps(%weights: tensor<256xi8>) -> tensor<64xf32> {
  // expected-error @below {{expected the view to end within the 256 bytes of weights, but got bytes 9223372036854775744 to 9223372036854776000}}
  %0 = patconv.weights_view %weights[9223372036854775744] : tensor<256xi8> -> tensor<64xf32>
  return %0 : tensor<64xf32>
}
