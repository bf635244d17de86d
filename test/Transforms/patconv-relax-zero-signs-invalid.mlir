// RUN: patconv-opt %s -patconv-relax-zero-signs | FileCheck %s

// Only maxima and minima that NaN goes through pay for the sign of a zero.
// CHECK-LABEL: func.func @left(
// CHECK:         arith.maxnumf %{{.*}}, %{{.*}} : vector<16xf32>
// CHECK:         arith.maxsi %{{.*}}, %{{.*}} : vector<16xi32>
func.func @left(%x: vector<16xf32>, %y: vector<16xf32>, %i: vector<16xi32>,
    %j: vector<16xi32>) -> (vector<16xf32>, vector<16xi32>) {
  %0 = arith.maxnumf %x, %y : vector<16xf32>
  %1 = arith.maxsi %i, %j : vector<16xi32>
  return %0, %1 : vector<16xf32>, vector<16xi32>
}
