// RUN: patconv-opt %s -patconv-check-raised -split-input-file -verify-diagnostics

#map = affine_map<(d0) -> (d0)>
// Every place is reported, not the first alone.
func.func @in_a_body_and_outside(%x: tensor<4xf32>, %c: i1) -> tensor<4xf32> {
  // expected-error @+1 {{expected assertions to go as the constants that they check fold, but got one that stays, "outside"}}
  cf.assert %c, "outside"
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<4xf32>
  %y = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]} ins(%x : tensor<4xf32>) outs(%empty : tensor<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.cmpf one, %in, %zero : f32
    // expected-error @+1 {{but got one that stays, "not zero"}}
    cf.assert %0, "not zero"
    linalg.yield %in : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}
