// RUN: patconv-opt %s -patconv-keep-redundant-loads -canonicalize | FileCheck %s

// A load that feeds multiply-adds becomes volatile; another one stays.

// CHECK-LABEL: func.func @keep_input_load(
// CHECK-SAME:    %[[M:[^:]+]]: memref<2x8xf32>, %[[I:[^:]+]]: index
// CHECK:         %[[OTHER:.+]] = vector.load %[[M]]
// CHECK:         %[[ROW:.+]] = arith.muli %[[I]], %c8
// CHECK:         %[[AT:.+]] = arith.addi %[[ROW]], %c4
// CHECK:         %[[AT64:.+]] = arith.index_cast %[[AT]] : index to i64
// CHECK:         %[[P:.+]] = llvm.getelementptr %{{.*}}[%[[AT64]]]
// CHECK:         %[[V:.+]] = llvm.load volatile %[[P]] {alignment = 4 : i64} : !llvm.ptr -> vector<4xf32>
// CHECK:         vector.fma %[[V]], %[[OTHER]]
func.func @keep_input_load(%m: memref<2x8xf32>, %i: index,
                           %w: vector<4xf32>) -> vector<4xf32> {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %o = vector.load %m[%i, %c0] : memref<2x8xf32>, vector<4xf32>
  %p = arith.addf %o, %w : vector<4xf32>
  %x = vector.load %m[%i, %c4] : memref<2x8xf32>, vector<4xf32>
  %s = vector.fma %x, %o, %p : vector<4xf32>
  return %s : vector<4xf32>
}
