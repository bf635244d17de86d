// RUN: patconv-opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect -patconv-check-layout

// Every place is reported, not the first alone.
func.func @on_results(%x: tensor<1x4x8x8xf32>) {
  // expected-error @+1 {{expected tensors without a layout before bufferisation, but got 'tensor<1x4x8x8xf32, #patconv.lane_tiled<4x4, halo = 1>>'}}
  %0 = patconv.convert_layout %x : tensor<1x4x8x8xf32>
      -> tensor<1x4x8x8xf32, #patconv.lane_tiled<4x4, halo = 1>>
  // expected-error @+1 {{but got 'tensor<1x4x8x8xf32, #patconv.row_vector<16>>'}}
  %1 = patconv.convert_layout %x : tensor<1x4x8x8xf32>
      -> tensor<1x4x8x8xf32, #patconv.row_vector<16>>
  return
}

// -----

// expected-error @+1 {{but got 'tensor<4x4xf32, #patconv.plain>'}}
func.func @on_an_argument(%x: tensor<4x4xf32, #patconv.plain>) {
  return
}

// -----

// expected-error @+1 {{but got 'tensor<4x4xf32, #patconv.plain>'}}
func.func private @on_the_result_of_a_declaration() -> tensor<4x4xf32, #patconv.plain>

// -----

func.func @on_a_block_argument(%c: i1) {
  %0 = tensor.empty() : tensor<4x4xf32>
  // expected-error @+1 {{but got 'tensor<4x4xf32, #patconv.plain>'}}
  "test.region"() ({
  ^bb0(%inner: tensor<4x4xf32, #patconv.plain>):
    "test.yield"() : () -> ()
  }) : () -> ()
  return
}
