// RUN: patconv-opt %s --split-input-file --verify-diagnostics -patconv-outline-layers

// expected-error @+1 {{expected a function @main of one block, but got none}}
module {
}

// -----

// expected-error @+1 {{expected a function @main of one block, but got another form}}
func.func private @main()

// -----

func.func @main(%x: memref<4xf32>) {
  // expected-error @+1 {{expected memory to be planned before layers are outlined, but got an operation that allocates or frees it}}
  %a = memref.alloc() : memref<4xf32>
  memref.copy %x, %a : memref<4xf32> to memref<4xf32>
  return
}

// -----

func.func @main(%x: memref<4xf32>, %i: index) {
  // expected-error @+1 {{expected a layer to write its results to memory, but got 1 results}}
  %0 = memref.load %x[%i] : memref<4xf32>
  memref.store %0, %x[%i] : memref<4xf32>
  return
}
