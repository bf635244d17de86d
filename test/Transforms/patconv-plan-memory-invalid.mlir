// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-plan-memory
// RUN: not patconv-opt %s --split-input-file -patconv-plan-memory=threads=0 2>&1 \
// RUN:   | FileCheck %s --check-prefix=THREADS

// THREADS: error: expected threads to be at least 1, but got 0

// expected-error @+1 {{expected a function @main with a body, but got none}}
module {
  func.func @other() {
    return
  }
}

// -----

// expected-error @+1 {{expected the function to have no workspace yet, but got one as argument 0}}
func.func @main(%w: memref<64xi8> {patconv.workspace}) {
  return
}

// -----

// expected-error @+1 {{expected the function to have one block, but got 2}}
func.func @main() {
  cf.br ^bb1
^bb1:
  return
}

// -----

func.func @main(%n: index, %y: memref<?xf32>) {
  // expected-error @+1 {{expected the buffer to have a static shape, the identity layout, no memory space and integer or float elements, but got 'memref<?xf32>'}}
  %a = memref.alloc(%n) : memref<?xf32>
  memref.copy %a, %y : memref<?xf32> to memref<?xf32>
  return
}

// -----

func.func @main(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{expected the buffer to be made at the top level of the function, but got it inside 'scf.for'}}
    %a = memref.alloc() : memref<4xf32>
    memref.dealloc %a : memref<4xf32>
  }
  return
}

// -----

func.func @main() -> memref<16xf32> {
  %a = memref.alloc() : memref<4x4xf32>
  %v = memref.collapse_shape %a [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  // expected-error @+1 {{expected the function to return no buffer of its own, but got 'memref<16xf32>'}}
  return %v : memref<16xf32>
}
