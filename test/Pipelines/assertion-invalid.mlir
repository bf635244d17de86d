// RUN: patconv-opt %s -patconv-cpu-pipeline -verify-diagnostics

// What the assertion guards does not fold, as no convolution takes it up.
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
    // expected-error @+1 {{expected assertions to go as the constants that they check fold, but got one that stays, "expected a divisor that is not zero"}}
    cf.assert %c, "expected a divisor that is not zero"
    %s = arith.divf %one, %a0 : f32
    linalg.yield %s : f32
  } -> tensor<2xf32>
  %empty = tensor.empty() : tensor<1x2x2x2xf32>
  %y = linalg.generic {indexing_maps = [#channel, #image], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%r : tensor<2xf32>) outs(%empty : tensor<1x2x2x2xf32>) {
  ^bb0(%a1: f32, %out: f32):
    linalg.yield %a1 : f32
  } -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}
