// RUN: patconv-opt %s --patconv-vectorize-linalg --split-input-file --verify-diagnostics | FileCheck %s
// RUN: not patconv-opt %s --patconv-vectorize-linalg=lanes=5 --split-input-file 2>&1 | FileCheck %s --check-prefix=LANES
// RUN: not patconv-opt %s --patconv-vectorize-linalg=threads=0 --split-input-file 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not patconv-opt %s --patconv-vectorize-linalg=vector-registers=4 --split-input-file 2>&1 | FileCheck %s --check-prefix=REGISTERS

// LANES: expected lanes to be 4, 8 or 16, but got 5
// THREADS: expected threads to be at least 1, but got 0
// REGISTERS: expected vector-registers to be at least 8, but got 4

// CHECK-LABEL: @dynamic_shape
// CHECK: scf.for
// CHECK: memref.store
func.func @dynamic_shape(%x: memref<?xf32>, %y: memref<?xf32>) {
  // expected-remark @below {{left to scalar loops: expected constant shapes}}
  linalg.copy ins(%x : memref<?xf32>) outs(%y : memref<?xf32>)
  return
}

// -----

// CHECK-LABEL: @uses_index
// CHECK: scf.for
func.func @uses_index(%y: memref<20xindex>) {
  // expected-remark @below {{left to scalar loops: expected a body without linalg.index}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]} outs(%y : memref<20xindex>) {
  ^bb0(%out: index):
    %i = linalg.index 0 : index
    linalg.yield %i : index
  }
  return
}

// -----

// CHECK-LABEL: @division_may_trap
// CHECK: arith.divsi %{{.*}} : i32
func.func @division_may_trap(%x: memref<20xi32>, %y: memref<20xi32>) {
  // expected-remark @below {{left to scalar loops: expected operations that may run on idle lanes, but got arith.divsi}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%x : memref<20xi32>) outs(%y : memref<20xi32>) {
  ^bb0(%in: i32, %out: i32):
    %q = arith.divsi %out, %in : i32
    linalg.yield %q : i32
  }
  return
}

// -----

// CHECK-LABEL: @not_elementwise
// CHECK: memref.load
func.func @not_elementwise(%x: memref<20xindex>, %table: memref<9xf32>, %y: memref<20xf32>) {
  // expected-remark @below {{left to scalar loops: expected element-wise operations in the body, but got memref.load}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%x : memref<20xindex>) outs(%y : memref<20xf32>) {
  ^bb0(%in: index, %out: f32):
    %v = memref.load %table[%in] : memref<9xf32>
    linalg.yield %v : f32
  }
  return
}

// -----

// CHECK-LABEL: @strided_output
// CHECK-NOT: vector
// CHECK: return
func.func @strided_output(%x: memref<20xf32>, %y: memref<20xf32, strided<[2]>>) {
  // expected-remark @below {{left to scalar loops: expected a loop along which the output is contiguous}}
  linalg.copy ins(%x : memref<20xf32>) outs(%y : memref<20xf32, strided<[2]>>)
  return
}

// -----

// CHECK-LABEL: @dynamic_offset
// CHECK-NOT: vector
// CHECK: return
func.func @dynamic_offset(%x: memref<20xf32, strided<[1], offset: ?>>, %y: memref<20xf32>) {
  // expected-remark @below {{left to scalar loops: expected memrefs of constant strides and offset}}
  linalg.copy ins(%x : memref<20xf32, strided<[1], offset: ?>>) outs(%y : memref<20xf32>)
  return
}

// -----

// CHECK-LABEL: @backwards
// CHECK-NOT: vector
// CHECK: return
func.func @backwards(%x: memref<20xf32>, %y: memref<20xf32>) {
  // expected-remark @below {{left to scalar loops: expected loops that walk memory forwards}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (19 - i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%x : memref<20xf32>) outs(%y : memref<20xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  return
}

// -----

// CHECK-LABEL: @not_linear
// CHECK-NOT: vector
// CHECK: return
func.func @not_linear(%x: memref<10xf32>, %y: memref<20xf32>) {
  // expected-remark @below {{left to scalar loops: expected indexing maps linear in the loops}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i floordiv 2)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%x : memref<10xf32>) outs(%y : memref<20xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  return
}

// -----

// Vectors would read what earlier ones wrote.
// CHECK-LABEL: @transposed_in_place
// CHECK-NOT: vector
// CHECK: return
func.func @transposed_in_place(%x: memref<20x20xf32>) {
  // expected-remark @below {{left to scalar loops: expected inputs apart from the output}}
  linalg.transpose ins(%x : memref<20x20xf32>) outs(%x : memref<20x20xf32>) permutation = [1, 0]
  return
}

// -----

// CHECK-LABEL: @two_step_reduction
// CHECK: math.sqrt %{{.*}} : f32
func.func @two_step_reduction(%x: memref<20xf32>, %y: memref<f32>) {
  // expected-remark @below {{left to scalar loops: expected the output to be combined in one step, as a reduction}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> ()>], iterator_types = ["reduction"]} ins(%x : memref<20xf32>) outs(%y : memref<f32>) {
  ^bb0(%in: f32, %out: f32):
    %sum = arith.addf %in, %out : f32
    %root = math.sqrt %sum : f32
    linalg.yield %root : f32
  }
  return
}

// -----

// CHECK-LABEL: @no_neutral_element
// CHECK: arith.subf %{{.*}} : f32
func.func @no_neutral_element(%x: memref<20xf32>, %y: memref<f32>) {
  // expected-remark @below {{left to scalar loops: expected a reduction with a neutral element, but got arith.subf}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> ()>], iterator_types = ["reduction"]} ins(%x : memref<20xf32>) outs(%y : memref<f32>) {
  ^bb0(%in: f32, %out: f32):
    %difference = arith.subf %out, %in : f32
    linalg.yield %difference : f32
  }
  return
}
