// RUN: patconv-opt %s --patconv-vectorize-linalg --canonicalize --cse --split-input-file | FileCheck %s
// RUN: patconv-opt %s --patconv-vectorize-linalg=threads=2 --canonicalize --cse --split-input-file | FileCheck %s --check-prefix=THREADS
// RUN: patconv-opt %s --patconv-vectorize-linalg=lanes=8 --canonicalize --cse --split-input-file | FileCheck %s --check-prefix=LANES8
// RUN: patconv-opt %s --patconv-vectorize-linalg=vector-registers=16 --canonicalize --cse --split-input-file | FileCheck %s --check-prefix=REGISTERS16

// The example of the pass's description: one run of 32 elements.
// CHECK-LABEL: @add_merges_loops
// CHECK-NOT:   scf.for
// CHECK:         vector.load {{.*}} : memref<32xf32>, vector<16xf32>
// CHECK-COUNT-2: arith.addf {{.*}} : vector<16xf32>
// CHECK-NOT:   linalg
// CHECK:       return
// Work this small stays on one thread.
// THREADS-LABEL: @add_merges_loops
// THREADS-NOT:   scf.parallel
// THREADS:       return
// LANES8-LABEL: @add_merges_loops
// LANES8:       vector<8xf32>
// LANES8-NOT:   vector<16xf32>
// LANES8:       return
func.func @add_merges_loops(%a: memref<4x8xf32>, %b: memref<4x8xf32>, %c: memref<4x8xf32>) {
  linalg.add ins(%a, %b : memref<4x8xf32>, memref<4x8xf32>) outs(%c : memref<4x8xf32>)
  return
}

// -----

// Rows are 20 wide: one vector and a tail of four lanes. The bias is a scalar
// of the row, the body keeps its NaN behaviour.
// CHECK-LABEL: @bias_relu_tail
// CHECK:       scf.for
// CHECK:         %[[BIAS:.*]] = memref.load
// CHECK:         %[[WIDE:.*]] = vector.broadcast %[[BIAS]] : f32 to vector<16xf32>
// CHECK:         %[[SUM:.*]] = arith.addf %{{.*}}, %[[WIDE]] : vector<16xf32>
// CHECK:         arith.cmpf ugt, %[[SUM]], %{{.*}} : vector<16xf32>
// CHECK:         arith.select
// CHECK:         vector.store
// CHECK:         %[[MASK:.*]] = vector.constant_mask [4] : vector<16xi1>
// CHECK:         vector.maskedload %{{.*}}[%{{.*}}], %[[MASK]]
// CHECK:         vector.maskedstore %{{.*}}[%{{.*}}], %[[MASK]]
func.func @bias_relu_tail(%x: memref<1x3x4x5xf32>, %bias: memref<3xf32>, %y: memref<1x3x4x5xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.generic {indexing_maps = [affine_map<(n, c, h, w) -> (n, c, h, w)>, affine_map<(n, c, h, w) -> (c)>, affine_map<(n, c, h, w) -> (n, c, h, w)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%x, %bias : memref<1x3x4x5xf32>, memref<3xf32>) outs(%y : memref<1x3x4x5xf32>) {
  ^bb0(%in: f32, %b: f32, %out: f32):
    %sum = arith.addf %in, %b : f32
    %positive = arith.cmpf ugt, %sum, %zero : f32
    %relu = arith.select %positive, %sum, %zero : f32
    linalg.yield %relu : f32
  }
  return
}

// -----

// The two columns of the window come from one load; the fill is absorbed: the
// first tap takes its place. The window's buffer goes.
// CHECK-LABEL: @max_pool_2x2
// CHECK-NOT:     memref.alloc
// CHECK-NOT:     memref.store
// CHECK:         %[[TOP:.*]] = vector.load {{.*}}, vector<32xf32>
// CHECK:         %[[EVEN:.*]] = vector.shuffle %[[TOP]], %[[TOP]] [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30]
// CHECK:         %[[ODD:.*]] = vector.shuffle %[[TOP]], %[[TOP]] [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31]
// CHECK:         arith.maximumf %[[EVEN]], %[[ODD]] : vector<16xf32>
// CHECK:         vector.load {{.*}}, vector<32xf32>
// CHECK-NOT:     vector.load
// CHECK:         vector.store
// CHECK-NOT:     linalg
// CHECK:         return
func.func @max_pool_2x2(%x: memref<1x4x8x32xf32>, %y: memref<1x4x4x16xf32>) {
  %lowest = arith.constant 0xFF800000 : f32
  %window = memref.alloc() : memref<2x2xf32>
  linalg.fill ins(%lowest : f32) outs(%y : memref<1x4x4x16xf32>)
  linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%x, %window : memref<1x4x8x32xf32>, memref<2x2xf32>) outs(%y : memref<1x4x4x16xf32>)
  return
}

// -----

// Rows of 33 columns are read to their end and no further: the last tap needs
// 31 elements of its 32.
// CHECK-LABEL: @max_pool_3x3_stays_inside
// CHECK-DAG:     vector.constant_mask [31] : vector<32xi1>
// CHECK:         vector.maskedload
func.func @max_pool_3x3_stays_inside(%x: memref<1x4x9x33xf32>, %y: memref<1x4x4x16xf32>) {
  %window = memref.alloc() : memref<3x3xf32>
  linalg.pooling_nchw_max {dilations = dense<1> : vector<2xi64>, strides = dense<2> : vector<2xi64>} ins(%x, %window : memref<1x4x9x33xf32>, memref<3x3xf32>) outs(%y : memref<1x4x4x16xf32>)
  return
}

// -----

// Rows of the weights as they lie: four at once, two sums each, added up at
// the end in an order of the target's choice.
// CHECK-LABEL: @fully_connected
// CHECK:         scf.for
// CHECK:           scf.for {{.*}} iter_args
// CHECK-COUNT-8:     vector.fma
// CHECK-NOT:         vector.fma
// CHECK:             scf.yield
// CHECK-NOT:       loop_annotation
// CHECK:           vector.reduction <add>, {{.*}} fastmath<reassoc> : vector<16xf32> into f32
// CHECK:           memref.store
// CHECK-NOT:     linalg
// Each thread takes 128 of the 256 groups of rows.
// THREADS-LABEL: @fully_connected
// THREADS:         scf.parallel (%[[THREAD:.*]]) = (%{{.*}}) to (%[[TWO:.*]]) step
// THREADS:           arith.divui %{{.*}}, %{{.*}} : index
// THREADS:           scf.for
// THREADS-NOT:       scf.if
// THREADS:           scf.reduce
func.func @fully_connected(%x: memref<1x256xf32>, %w: memref<1000x256xf32>, %y: memref<1x1000xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%y : memref<1x1000xf32>)
  linalg.matmul indexing_maps = [affine_map<(m, o, i) -> (m, i)>, affine_map<(m, o, i) -> (o, i)>, affine_map<(m, o, i) -> (m, o)>] ins(%x, %w : memref<1x256xf32>, memref<1000x256xf32>) outs(%y : memref<1x1000xf32>)
  return
}

// -----

// A matrix beyond the second-level cache: one row after the other, in a loop
// that LLVM must not write out.
// CHECK:       #[[UNROLL:.*]] = #llvm.loop_unroll<disable = true>
// CHECK:       #[[ROLLED:.*]] = #llvm.loop_annotation<unroll = #[[UNROLL]]>
// CHECK-LABEL: @fully_connected_large
// CHECK:         scf.for
// CHECK:           scf.for {{.*}} iter_args
// CHECK-COUNT-8:     vector.fma
// CHECK-NOT:         vector.fma
// CHECK:             scf.yield
// CHECK-NEXT:      } {loop_annotation = #[[ROLLED]]}
// CHECK:           vector.reduction
// CHECK-NOT:       vector.reduction
// CHECK:         return
func.func @fully_connected_large(%x: memref<1x4096xf32>, %w: memref<4096x4096xf32>, %y: memref<1x4096xf32>) {
  linalg.matmul indexing_maps = [affine_map<(m, o, i) -> (m, i)>, affine_map<(m, o, i) -> (o, i)>, affine_map<(m, o, i) -> (m, o)>] ins(%x, %w : memref<1x4096xf32>, memref<4096x4096xf32>) outs(%y : memref<1x4096xf32>)
  return
}

// -----

// Lanes along the output's columns: no sum over lanes. 6 x 4 sums.
// CHECK-LABEL: @matmul
// CHECK:         scf.for {{.*}} iter_args
// CHECK-COUNT-24:  vector.fma
// CHECK-NOT:       vector.fma
// CHECK:           scf.yield
// CHECK-NOT:     vector.reduction

// With 16 registers 6 x 2 sums leave some for operands.
// REGISTERS16-LABEL: @matmul
// REGISTERS16-COUNT-12: vector.fma
// REGISTERS16-NOT:      vector.fma
// REGISTERS16:          scf.yield
func.func @matmul(%a: memref<6x32xf32>, %b: memref<32x64xf32>, %c: memref<6x64xf32>) {
  linalg.matmul ins(%a, %b : memref<6x32xf32>, memref<32x64xf32>) outs(%c : memref<6x64xf32>)
  return
}

// -----

// 49 rows of two vectors go as nine times five and four: of eight times six one row would be left,
// whose two sums wait for each other.
// REGISTERS16-LABEL: @rows_are_dealt_out
// REGISTERS16-DAG:   %[[FIVE:.+]] = arith.constant 5 : index
// REGISTERS16-DAG:   %[[END:.+]] = arith.constant 45 : index
// REGISTERS16:       scf.for %{{.+}} = %{{.+}} to %[[END]] step %[[FIVE]]
// REGISTERS16-COUNT-10: vector.fma
// REGISTERS16:          scf.yield
// REGISTERS16-COUNT-8:  vector.fma
// REGISTERS16-NOT:      vector.fma
// REGISTERS16:          return
func.func @rows_are_dealt_out(%a: memref<49x32xf32>, %b: memref<32x32xf32>, %c: memref<49x32xf32>) {
  linalg.matmul ins(%a, %b : memref<49x32xf32>, memref<32x32xf32>) outs(%c : memref<49x32xf32>)
  return
}

// -----

// 49 elements a channel: three vectors and one lane, which the others must not
// change.
// CHECK-LABEL: @global_average_pool
// CHECK:         scf.for
// CHECK-COUNT-3:   vector.load
// CHECK:           %[[MASK:.*]] = vector.constant_mask [1] : vector<16xi1>
// CHECK:           vector.maskedload
// CHECK:           arith.select %[[MASK]]
// CHECK:           vector.reduction <add>
func.func @global_average_pool(%x: memref<1x8x7x7xf32>, %y: memref<1x8x1x1xf32>) {
  linalg.generic {indexing_maps = [affine_map<(n, c, h, w) -> (n, c, h, w)>, affine_map<(n, c, h, w) -> (n, c, 0, 0)>], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%x : memref<1x8x7x7xf32>) outs(%y : memref<1x8x1x1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %sum = arith.addf %in, %out : f32
    linalg.yield %sum : f32
  }
  return
}

// -----

// What tensor.pad becomes: a fill and a copy into the middle.
// CHECK-LABEL: @padding
// CHECK-NOT:     memref.copy
// CHECK:         vector.store
// CHECK:         memref.reinterpret_cast %{{.*}} to offset: [19]
// CHECK:         scf.for
// CHECK:           vector.load
// CHECK:           vector.store
// CHECK-NOT:     linalg
// CHECK:         return
func.func @padding(%x: memref<1x2x4x16xf32>, %y: memref<1x2x6x18xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.map outs(%y : memref<1x2x6x18xf32>) (%init: f32) {
    linalg.yield %zero : f32
  }
  %middle = memref.subview %y[0, 0, 1, 1] [1, 2, 4, 16] [1, 1, 1, 1] : memref<1x2x6x18xf32> to memref<1x2x4x16xf32, strided<[216, 108, 18, 1], offset: 19>>
  memref.copy %x, %middle : memref<1x2x4x16xf32> to memref<1x2x4x16xf32, strided<[216, 108, 18, 1], offset: 19>>
  return
}

// -----

// The columns that threads split leave a tail to the last thread.
// THREADS-LABEL: @copy_threads
// THREADS:         scf.parallel
// THREADS:           scf.for
// THREADS:           scf.if
// THREADS:             vector.maskedstore
// CHECK-LABEL: @copy_threads
// CHECK-NOT:     scf.parallel
// CHECK:         return
func.func @copy_threads(%x: memref<100001xf32>, %y: memref<100001xf32>) {
  linalg.copy ins(%x : memref<100001xf32>) outs(%y : memref<100001xf32>)
  return
}

// -----

// A fill before something else that touches memory is not absorbed.
// CHECK-LABEL: @fill_stays
// CHECK:         vector.store
// CHECK:         memref.store
// CHECK:         vector.fma
func.func @fill_stays(%x: memref<1x16xf32>, %w: memref<16x16xf32>, %y: memref<1x16xf32>, %i: index, %v: f32) {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%y : memref<1x16xf32>)
  memref.store %v, %y[%i, %i] : memref<1x16xf32>
  linalg.matmul ins(%x, %w : memref<1x16xf32>, memref<16x16xf32>) outs(%y : memref<1x16xf32>)
  return
}
