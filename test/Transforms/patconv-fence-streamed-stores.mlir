// RUN: patconv-opt %s -patconv-fence-streamed-stores | FileCheck %s

// CHECK-LABEL: func.func @streamed(
// CHECK:         vector.store
// CHECK:         llvm.fence seq_cst
// CHECK-NEXT:    return
func.func @streamed(%m: memref<16xf32>, %v: vector<16xf32>) {
  %c0 = arith.constant 0 : index
  vector.store %v, %m[%c0] {nontemporal = true} : memref<16xf32>, vector<16xf32>
  return
}

// Each thread has a fence of its own, before it meets the others.

// CHECK-LABEL: func.func @parallel(
// CHECK:         omp.loop_nest
// CHECK:           vector.store
// CHECK-NEXT:      llvm.fence seq_cst
// CHECK-NEXT:      omp.yield
// CHECK-NOT:     llvm.fence
func.func @parallel(%m: memref<32xf32>, %v: vector<16xf32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  omp.parallel {
    omp.wsloop {
      omp.loop_nest (%i) : index = (%c0) to (%c32) step (%c16) {
        vector.store %v, %m[%i] {nontemporal = true} : memref<32xf32>, vector<16xf32>
        omp.yield
      }
    }
    omp.terminator
  }
  return
}

// CHECK-LABEL: func.func @cached(
// CHECK-NOT:     llvm.fence
func.func @cached(%m: memref<16xf32>, %v: vector<16xf32>) {
  %c0 = arith.constant 0 : index
  vector.store %v, %m[%c0] : memref<16xf32>, vector<16xf32>
  return
}
