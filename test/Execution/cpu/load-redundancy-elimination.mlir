// RUN: patconv-opt %s -patconv-eliminate-redundant-loads=report -convert-vector-to-scf -convert-scf-to-cf -convert-vector-to-llvm -finalize-memref-to-llvm -convert-arith-to-llvm -convert-func-to-llvm -convert-cf-to-llvm -reconcile-unrealized-casts -o %t.mlir 2>&1 | FileCheck %s --check-prefix=REPORT
// RUN: mlir-runner %t.mlir -e main -entry-point-result=void -shared-libs=%mlir_lib_dir/libmlir_c_runner_utils.so | FileCheck %s

// The input rows [1..4], [7..10] and [13..16]; the first filter has weights 1
// over 2 in one column, the second 2 over 1. The middle row is loaded once for
// both output rows, and the second filter's first row comes from the same loads.

// REPORT: remark: loads per multiply-add: 6/6 before, 3/6 after
// CHECK: ( 15, 18, 21, 24 )
// CHECK: ( 33, 36, 39, 42 )
// CHECK: ( 9, 12, 15, 18 )

memref.global "private" constant @input : memref<3x4xf32> = dense<[
  [1.0, 2.0, 3.0, 4.0], [7.0, 8.0, 9.0, 10.0], [13.0, 14.0, 15.0, 16.0]]>

func.func @main() {
  %x = memref.get_global @input : memref<3x4xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %one = arith.constant dense<1.0> : vector<4xf32>
  %two = arith.constant dense<2.0> : vector<4xf32>
  %zero = arith.constant dense<0.0> : vector<4xf32>
  %r:3 = scf.for %k = %c0 to %c1 step %c1
      iter_args(%a = %zero, %b = %zero, %f = %zero)
      -> (vector<4xf32>, vector<4xf32>, vector<4xf32>) {
    %0 = vector.load %x[%c0, %c0] : memref<3x4xf32>, vector<4xf32>
    %1 = vector.fma %0, %one, %a : vector<4xf32>
    %2 = vector.load %x[%c1, %c0] : memref<3x4xf32>, vector<4xf32>
    %3 = vector.fma %2, %two, %1 : vector<4xf32>
    %4 = vector.load %x[%c1, %c0] : memref<3x4xf32>, vector<4xf32>
    %5 = vector.fma %4, %one, %b : vector<4xf32>
    %6 = vector.load %x[%c2, %c0] : memref<3x4xf32>, vector<4xf32>
    %7 = vector.fma %6, %two, %5 : vector<4xf32>
    %8 = vector.load %x[%c0, %c0] : memref<3x4xf32>, vector<4xf32>
    %9 = vector.fma %8, %two, %f : vector<4xf32>
    %10 = vector.load %x[%c1, %c0] : memref<3x4xf32>, vector<4xf32>
    %11 = vector.fma %10, %one, %9 : vector<4xf32>
    scf.yield %3, %7, %11 : vector<4xf32>, vector<4xf32>, vector<4xf32>
  }
  vector.print %r#0 : vector<4xf32>
  vector.print %r#1 : vector<4xf32>
  vector.print %r#2 : vector<4xf32>
  return
}
