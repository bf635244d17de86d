// RUN: patconv-opt %s -convert-patconv-to-vector=threads=2 -canonicalize -cse | FileCheck %s

// LLVM is not to unroll loops with multiply-adds; others it may.
// CHECK: #[[ROLLED:.+]] = #llvm.loop_annotation<unroll = #{{.+}}>

// Each 64 inputs give a bit to each that is not 0; four of these are added in one pass over the sums.
// What is left of the inputs has fewer bits, what is left of the columns a mask.
// CHECK-LABEL: func.func @rests(
// CHECK-SAME:    %[[X:.+]]: memref<1x67xf32>, %[[W:.+]]: memref<67x20xf32>, %[[Y:.+]]: memref<1x20xf32>)
// CHECK-DAG:     %[[C0:.+]] = arith.constant 0 : index
// CHECK-DAG:     %[[C16:.+]] = arith.constant 16 : index
// CHECK-DAG:     %[[C64:.+]] = arith.constant 64 : index
// CHECK-DAG:     %[[NONE:.+]] = arith.constant 0 : i64
// CHECK-DAG:     %[[ONE:.+]] = arith.constant 1 : i64
// CHECK-DAG:     %[[ZERO:.+]] = arith.constant 0.000000e+00 : f32
// CHECK-NOT:     scf.parallel
// CHECK:         vector.store %{{.+}}, %[[Y]]
// CHECK-NEXT:    }{{$}}
// CHECK:         %[[REST:.+]] = vector.constant_mask [4] : vector<8xi1>
// CHECK:         vector.maskedstore %[[Y]][%[[C0]], %[[C16]]], %[[REST]]
// CHECK:         %[[INPUTS:.+]] = vector.load %[[X]][%[[C0]], %[[C0]]] : memref<1x67xf32>, vector<64xf32>
// CHECK:         arith.cmpf une, %[[INPUTS]]
// CHECK:         vector.bitcast %{{.+}} : vector<64xi1> to vector<1xi64>
// CHECK:         scf.while
// CHECK:         ^bb0(%[[MASK:.+]]: i64):
// CHECK:           %[[LOWEST:.+]] = math.cttz %[[MASK]] : i64
// CHECK:           %[[ROW0:.+]] = arith.index_castui %[[LOWEST]]
// CHECK:           %[[X0:.+]] = memref.load %[[X]][%[[C0]], %[[ROW0]]]
// CHECK:           %[[FACTOR0:.+]] = vector.broadcast %[[X0]]
// CHECK:           %[[LESS:.+]] = arith.subi %[[MASK]], %[[ONE]] : i64
// CHECK:           %[[LEFT:.+]] = arith.andi %[[MASK]], %[[LESS]] : i64
// CHECK:           %[[NEXT:.+]] = math.cttz %[[LEFT]] : i64
// CHECK:           %[[ROW:.+]] = arith.index_castui %[[NEXT]]
// CHECK:           %[[IS_NONE:.+]] = arith.cmpi eq, %[[LEFT]], %[[NONE]] : i64
// CHECK:           %[[ROW1:.+]] = arith.select %[[IS_NONE]], %[[ROW0]], %[[ROW]] : index
// CHECK:           %[[ANY:.+]] = memref.load %[[X]][%[[C0]], %[[ROW1]]]
// CHECK:           %[[X1:.+]] = arith.select %[[IS_NONE]], %[[ZERO]], %[[ANY]] : f32
// CHECK:           %[[FACTOR1:.+]] = vector.broadcast %[[X1]]
// CHECK-COUNT-2:   math.cttz
// CHECK:           scf.for
// CHECK:             %[[SUM:.+]] = vector.load %[[Y]]
// CHECK:             %[[W0:.+]] = vector.load %[[W]][%[[ROW0]], %{{.+}}]
// CHECK:             %[[SUM0:.+]] = vector.fma %[[W0]], %[[FACTOR0]], %[[SUM]]
// CHECK:             %[[W1:.+]] = vector.load %[[W]][%[[ROW1]], %{{.+}}]
// CHECK:             vector.fma %[[W1]], %[[FACTOR1]], %[[SUM0]]
// CHECK-COUNT-2:     vector.fma
// CHECK:             vector.store %{{.+}}, %[[Y]]
// CHECK-NEXT:      } {loop_annotation = #[[ROLLED]]}
// CHECK:           vector.maskedload %[[Y]][%[[C0]], %[[C16]]], %[[REST]]
// CHECK-COUNT-4:   vector.fma
// CHECK:           vector.maskedstore %[[Y]][%[[C0]], %[[C16]]], %[[REST]]
// CHECK:         vector.load %[[X]][%[[C0]], %[[C64]]] : memref<1x67xf32>, vector<3xf32>
// CHECK:         arith.extui %{{.+}} : i3 to i64
// CHECK:         scf.while
func.func @rests(%x: memref<1x67xf32>, %w: memref<67x20xf32>, %y: memref<1x20xf32>) {
  patconv.sparse_vecmat ins(%x, %w : memref<1x67xf32>, memref<67x20xf32>) outs(%y : memref<1x20xf32>) {lanes = 8 : i64}
  return
}

// Threads share the columns, 4096 at a time.
// CHECK-LABEL: func.func @threads(
// CHECK-DAG:     %[[C0:.+]] = arith.constant 0 : index
// CHECK-DAG:     %[[C1:.+]] = arith.constant 1 : index
// CHECK-DAG:     %[[C2:.+]] = arith.constant 2 : index
// CHECK-DAG:     %[[C256:.+]] = arith.constant 256 : index
// CHECK-DAG:     %[[ALL:.+]] = arith.constant 1024 : index
// CHECK:         scf.parallel (%[[THREAD:.+]]) = (%[[C0]]) to (%[[C2]]) step (%[[C1]])
// CHECK:           %[[FIRST:.+]] = arith.divui
// CHECK:           %[[END:.+]] = arith.divui
// CHECK:           scf.for %[[START:.+]] = %[[FIRST]] to %[[END]] step %[[C256]]
// CHECK:             %[[NEXT:.+]] = arith.addi %[[START]], %[[C256]]
// CHECK:             %[[LAST:.+]] = arith.minui %[[NEXT]], %[[END]]
// CHECK:             scf.while
func.func @threads(%x: memref<1x64xf32>, %w: memref<64x16384xf32>, %y: memref<1x16384xf32>) {
  patconv.sparse_vecmat ins(%x, %w : memref<1x64xf32>, memref<64x16384xf32>) outs(%y : memref<1x16384xf32>) {lanes = 16 : i64}
  return
}

// No more threads than vectors of columns.
// RUN: patconv-opt %s -convert-patconv-to-vector=threads=64 -canonicalize | FileCheck %s --check-prefix=MANY
// MANY-LABEL: func.func @few_vectors(
// MANY:         %[[C8:.+]] = arith.constant 8 : index
// MANY:         scf.parallel {{.*}} to (%[[C8]])
func.func @few_vectors(%x: memref<1x1024xf32>, %w: memref<1024x128xf32>, %y: memref<1x128xf32>) {
  patconv.sparse_vecmat ins(%x, %w : memref<1x1024xf32>, memref<1024x128xf32>) outs(%y : memref<1x128xf32>) {lanes = 16 : i64}
  return
}
