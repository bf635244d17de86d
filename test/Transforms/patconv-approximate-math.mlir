// RUN: patconv-opt %s -patconv-approximate-math | FileCheck %s

// CHECK-LABEL: func.func @approximated(
// CHECK-NOT:     math.exp
// CHECK-NOT:     math.tanh
// CHECK-NOT:     math.erf
// CHECK-NOT:     math.log
// CHECK:         return
func.func @approximated(%x: vector<16xf32>) -> vector<16xf32> {
  %0 = math.exp %x : vector<16xf32>
  %1 = math.tanh %0 : vector<16xf32>
  %2 = math.erf %1 : vector<16xf32>
  %3 = math.log %2 : vector<16xf32>
  return %3 : vector<16xf32>
}

// x * (1 / (1 + exp(-x))) takes one division; what is beyond the exponent's range is at its
// ends, and NaN is beyond neither.
// CHECK-LABEL: func.func @silu(
// CHECK-SAME:    %[[X:.+]]: vector<8xf32>
// CHECK-NOT:     math.exp
// CHECK:         %[[ABOVE:.+]] = arith.cmpf ogt, %[[X]]
// CHECK-NEXT:    %[[TOP:.+]] = arith.select %[[ABOVE]], %{{.*}}, %[[X]]
// CHECK-NEXT:    %[[BELOW:.+]] = arith.cmpf olt, %[[TOP]]
// CHECK-NEXT:    arith.select %[[BELOW]], %{{.*}}, %[[TOP]]
// CHECK-COUNT-7: math.fma
// CHECK:         arith.shli
// CHECK:         %[[SUM:.+]] = math.fma
// CHECK-NEXT:    %[[Y:.+]] = arith.divf %[[X]], %[[SUM]]
// CHECK-NEXT:    return %[[Y]]
func.func @silu(%x: vector<8xf32>) -> vector<8xf32> {
  %one = arith.constant dense<1.0> : vector<8xf32>
  %0 = arith.negf %x : vector<8xf32>
  %1 = math.exp %0 : vector<8xf32>
  %2 = arith.addf %1, %one : vector<8xf32>
  %3 = arith.divf %one, %2 : vector<8xf32>
  %4 = arith.mulf %x, %3 : vector<8xf32>
  return %4 : vector<8xf32>
}

// The factor of a plane is computed once, however many points it scales.
// CHECK-LABEL: func.func @gate(
// CHECK-SAME:    %[[X:[^:]+]]: vector<8xf32>
// CHECK:         %[[GATE:.+]] = arith.divf %{{.*}}, %{{.*}}
// CHECK:         arith.mulf %[[X]], %[[GATE]]
func.func @gate(%x: vector<8xf32>, %by: vector<8xf32>) -> vector<8xf32> {
  %one = arith.constant dense<1.0> : vector<8xf32>
  %0 = arith.negf %by : vector<8xf32>
  %1 = math.exp %0 : vector<8xf32>
  %2 = arith.addf %one, %1 : vector<8xf32>
  %3 = arith.divf %one, %2 : vector<8xf32>
  %4 = arith.mulf %x, %3 : vector<8xf32>
  return %4 : vector<8xf32>
}

// An exponential that others read, too, is one by itself.
// CHECK-LABEL: func.func @shared(
// CHECK:         arith.divf
func.func @shared(%x: f32) -> (f32, f32) {
  %one = arith.constant 1.0 : f32
  %0 = math.exp %x : f32
  %1 = arith.addf %0, %one : f32
  %2 = arith.divf %one, %1 : f32
  return %0, %2 : f32, f32
}

// x * P(x^2) / Q(x^2) between -3.92 and 3.92, and nothing beyond 1; NaN is beyond neither.
// CHECK-LABEL: func.func @error_function(
// CHECK-SAME:    %[[X:.+]]: vector<8xf32>
// CHECK:         %[[ABOVE:.+]] = arith.cmpf ogt, %[[X]]
// CHECK-NEXT:    %[[TOP:.+]] = arith.select %[[ABOVE]], %{{.*}}, %[[X]]
// CHECK-NEXT:    %[[BELOW:.+]] = arith.cmpf olt, %[[TOP]]
// CHECK-NEXT:    %[[IN:.+]] = arith.select %[[BELOW]], %{{.*}}, %[[TOP]]
// CHECK-NEXT:    %[[SQUARE:.+]] = arith.mulf %[[IN]], %[[IN]]
// CHECK-COUNT-5: math.fma %{{.*}}, %[[SQUARE]],
// CHECK-NEXT:    %[[NUMERATOR:.+]] = arith.mulf %[[IN]],
// CHECK-COUNT-5: math.fma %{{.*}}, %[[SQUARE]],
// CHECK-NEXT:    arith.divf %[[NUMERATOR]],
// CHECK-COUNT-2: arith.select
// CHECK-NEXT:    return
func.func @error_function(%x: vector<8xf32>) -> vector<8xf32> {
  %0 = math.erf %x : vector<8xf32>
  return %0 : vector<8xf32>
}

// One number has the same expansion.
// CHECK-LABEL: func.func @one_number(
// CHECK-NOT:     math.erf
// CHECK:         arith.divf %{{.*}}, %{{.*}} : f32
func.func @one_number(%x: f32) -> f32 {
  %0 = math.erf %x : f32
  return %0 : f32
}

// Float64 stays exact.
// CHECK-LABEL: func.func @float64(
// CHECK:         math.exp
// CHECK:         arith.divf
// CHECK:         math.erf
func.func @float64(%x: vector<4xf64>) -> vector<4xf64> {
  %one = arith.constant dense<1.0> : vector<4xf64>
  %0 = math.exp %x : vector<4xf64>
  %1 = arith.addf %0, %one : vector<4xf64>
  %2 = arith.divf %one, %1 : vector<4xf64>
  %3 = math.erf %2 : vector<4xf64>
  return %3 : vector<4xf64>
}
