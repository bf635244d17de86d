// REQUIRES: x86-64
// RUN: patconv-opt %s -patconv-vectorize-linalg -canonicalize -convert-scf-to-cf -expand-strided-metadata -lower-affine -convert-vector-to-llvm=reassociate-fp-reductions -convert-arith-to-llvm -finalize-memref-to-llvm -convert-func-to-llvm=use-bare-ptr-memref-call-conv -convert-cf-to-llvm -reconcile-unrealized-casts -canonicalize -o %t.mlir
// RUN: mlir-translate -mlir-to-llvmir %t.mlir -o %t.ll
// RUN: clang -O3 -march=x86-64-v4 -mprefer-vector-width=512 -Wno-override-module -x ir -c %t.ll -o %t.o
// RUN: llvm-objdump -d --no-show-raw-insn %t.o | FileCheck %s

// Rows beyond the caches are read in the order of their addresses: the ten
// iterations stay a loop of eight multiply-adds. LLVM would write them out and
// move the loads, and the hardware would fetch at half the rate.

// CHECK-COUNT-8: vfmadd231ps {{.*}}(%[[ROW:[a-z0-9]+]],%[[AT:[a-z0-9]+]],4)
// CHECK-NOT:     vfmadd
// CHECK:         subq $-0x80, %[[AT]]
// CHECK-NOT:     vfmadd

func.func @fully_connected(%x: memref<1x1280xf32>, %w: memref<1000x1280xf32>, %y: memref<1x1000xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%y : memref<1x1000xf32>)
  linalg.matmul indexing_maps = [affine_map<(m, o, i) -> (m, i)>, affine_map<(m, o, i) -> (o, i)>, affine_map<(m, o, i) -> (m, o)>] ins(%x, %w : memref<1x1280xf32>, memref<1000x1280xf32>) outs(%y : memref<1x1000xf32>)
  return
}
