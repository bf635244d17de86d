// RUN: patconv-opt %s -patconv-eliminate-redundant-loads -split-input-file | FileCheck %s
// RUN: patconv-opt %s -patconv-eliminate-redundant-loads=report -split-input-file 2>&1 | FileCheck %s --check-prefix=REPORT

// Two output rows, two taps in one column: row 1 of the input serves both.

// REPORT: remark: loads per multiply-add: 4/4 before, 3/4 after
// CHECK-LABEL: func.func @two_taps_two_rows(
// CHECK:         scf.for {{.*}} iter_args(%[[A0:.+]] = %{{.*}}, %[[A1:.+]] = %{{.*}})
// CHECK:           %[[R0:.+]] = vector.load %{{.*}}[%{{.*}}, %c0, %c0]
// CHECK-NEXT:      %[[S0:.+]] = vector.fma %[[R0]], %[[TOP:.+]], %[[A0]]
// CHECK-NEXT:      %[[R1:.+]] = vector.load %{{.*}}[%{{.*}}, %c1, %c0]
// CHECK-NEXT:      %[[S1:.+]] = vector.fma %[[R1]], %[[BOTTOM:.+]], %[[S0]]
// CHECK-NEXT:      %[[S2:.+]] = vector.fma %[[R1]], %[[TOP]], %[[A1]]
// CHECK-NEXT:      %[[R2:.+]] = vector.load %{{.*}}[%{{.*}}, %c2, %c0]
// CHECK-NEXT:      %[[S3:.+]] = vector.fma %[[R2]], %[[BOTTOM]], %[[S2]]
// CHECK-NEXT:      scf.yield %[[S1]], %[[S3]]
func.func @two_taps_two_rows(%x: memref<9x3x4xf32>, %top: vector<4xf32>,
    %bottom: vector<4xf32>, %n: index, %z: vector<4xf32>)
    -> (vector<4xf32>, vector<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %r:2 = scf.for %k = %c0 to %n step %c1 iter_args(%a0 = %z, %a1 = %z)
      -> (vector<4xf32>, vector<4xf32>) {
    %0 = vector.load %x[%k, %c0, %c0] : memref<9x3x4xf32>, vector<4xf32>
    %1 = vector.fma %0, %top, %a0 : vector<4xf32>
    %2 = vector.load %x[%k, %c1, %c0] : memref<9x3x4xf32>, vector<4xf32>
    %3 = vector.fma %2, %top, %a1 : vector<4xf32>
    %4 = vector.load %x[%k, %c1, %c0] : memref<9x3x4xf32>, vector<4xf32>
    %5 = vector.fma %4, %bottom, %1 : vector<4xf32>
    %6 = vector.load %x[%k, %c2, %c0] : memref<9x3x4xf32>, vector<4xf32>
    %7 = vector.fma %6, %bottom, %3 : vector<4xf32>
    scf.yield %5, %7 : vector<4xf32>, vector<4xf32>
  }
  return %r#0, %r#1 : vector<4xf32>, vector<4xf32>
}

// -----

// What a loop carries beside its sums, as the position of weights, stays.

// REPORT: remark: loads per multiply-add: 2/2 before, 1/2 after
// CHECK-LABEL: func.func @position_beside_sums(
// CHECK:         scf.for {{.*}} iter_args(%[[A:.+]] = %{{.*}}, %[[AT:.+]] = %{{.*}}, %[[B:.+]] = %{{.*}})
// CHECK:           %[[NEXT:.+]] = arith.addi %[[AT]], %c1
// CHECK:           %[[R:.+]] = vector.load
// CHECK-NEXT:      %[[SA:.+]] = vector.fma %[[R]], %{{.+}}, %[[A]]
// CHECK-NEXT:      %[[SB:.+]] = vector.fma %[[R]], %{{.+}}, %[[B]]
// CHECK-NEXT:      scf.yield %[[SA]], %[[NEXT]], %[[SB]]
func.func @position_beside_sums(%x: memref<9x4xf32>, %w: vector<4xf32>, %n: index,
    %z: vector<4xf32>) -> (vector<4xf32>, index, vector<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:3 = scf.for %k = %c0 to %n step %c1 iter_args(%a = %z, %at = %c0, %b = %z)
      -> (vector<4xf32>, index, vector<4xf32>) {
    %0 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %1 = vector.fma %0, %w, %a : vector<4xf32>
    %2 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %3 = vector.fma %2, %w, %b : vector<4xf32>
    %next = arith.addi %at, %c1 : index
    scf.yield %1, %next, %3 : vector<4xf32>, index, vector<4xf32>
  }
  return %r#0, %r#1, %r#2 : vector<4xf32>, index, vector<4xf32>
}

// -----

// Loads at other rows, of other channels or of other memory are not shared.

// REPORT: remark: loads per multiply-add: 3/3 before, 3/3 after
// CHECK-LABEL: func.func @nothing_to_share(
// CHECK-COUNT-3:   vector.load
// CHECK-NOT:       vector.load
func.func @nothing_to_share(%x: memref<9x4xf32>, %y: memref<9x4xf32>,
    %w: vector<4xf32>, %n: index, %z: vector<4xf32>) -> vector<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %k = %c0 to %n step %c1 iter_args(%a = %z) -> (vector<4xf32>) {
    %0 = vector.load %x[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %1 = vector.fma %0, %w, %a : vector<4xf32>
    %2 = vector.load %y[%k, %c0] : memref<9x4xf32>, vector<4xf32>
    %3 = vector.fma %2, %w, %1 : vector<4xf32>
    %4 = vector.load %x[%n, %c0] : memref<9x4xf32>, vector<4xf32>
    %5 = vector.fma %4, %w, %3 : vector<4xf32>
    scf.yield %5 : vector<4xf32>
  }
  return %r : vector<4xf32>
}
