// RUN: patconv-opt %s -patconv-approximate-math | FileCheck %s

// The period of large arguments is for the C library.
// CHECK-LABEL: func.func @left(
// CHECK:         math.sin
// CHECK:         math.exp %{{.*}} : f64
func.func @left(%x: vector<16xf32>, %y: f64) -> (vector<16xf32>, f64) {
  %0 = math.sin %x : vector<16xf32>
  %1 = math.exp %y : f64
  return %0, %1 : vector<16xf32>, f64
}
