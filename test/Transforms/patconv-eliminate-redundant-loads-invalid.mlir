// RUN: patconv-opt %s -patconv-eliminate-redundant-loads -split-input-file | FileCheck %s

// Bodies that the pass must leave alone.

// A store between two equal loads may change what the second reads.

// CHECK-LABEL: func.func @store_between(
// CHECK:         vector.load
// CHECK:         vector.store
// CHECK:         vector.load
func.func @store_between(%x: memref<9x4xf32>, %w: vector<4xf32>, %n: index,
                         %z: vector<4xf32>) -> vector<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %k = %c0 to %n step %c1 iter_args(%a = %z) -> (vector<4xf32>) {
    %0 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %1 = vector.fma %0, %w, %a : vector<4xf32>
    vector.store %1, %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %2 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %3 = vector.fma %2, %w, %1 : vector<4xf32>
    scf.yield %3 : vector<4xf32>
  }
  return %r : vector<4xf32>
}

// -----

// A partial sum with a second use must keep its value.

// CHECK-LABEL: func.func @partial_sum_used(
// CHECK-COUNT-2: vector.load
func.func @partial_sum_used(%x: memref<9x4xf32>, %w: vector<4xf32>, %n: index,
    %z: vector<4xf32>) -> (vector<4xf32>, vector<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %k = %c0 to %n step %c1 iter_args(%a = %z, %b = %z)
      -> (vector<4xf32>, vector<4xf32>) {
    %0 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %1 = vector.fma %0, %w, %a : vector<4xf32>
    %2 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %3 = vector.fma %2, %w, %1 : vector<4xf32>
    scf.yield %3, %1 : vector<4xf32>, vector<4xf32>
  }
  return %r#0, %r#1 : vector<4xf32>, vector<4xf32>
}

// -----

// A chain that does not start at the iteration argument is no sum over kernels.

// CHECK-LABEL: func.func @restarted_sum(
// CHECK-COUNT-2: vector.load
func.func @restarted_sum(%x: memref<9x4xf32>, %w: vector<4xf32>, %n: index,
                         %z: vector<4xf32>) -> vector<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %k = %c0 to %n step %c1 iter_args(%a = %z) -> (vector<4xf32>) {
    %0 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %1 = vector.fma %0, %w, %z : vector<4xf32>
    %2 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %3 = vector.fma %2, %w, %1 : vector<4xf32>
    scf.yield %3 : vector<4xf32>
  }
  return %r : vector<4xf32>
}
