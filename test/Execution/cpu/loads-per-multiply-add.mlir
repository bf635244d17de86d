// REQUIRES: x86-64
// DEFINE: %{lower} = -canonicalize -cse -convert-vector-to-scf -convert-scf-to-cf -expand-strided-metadata -lower-affine -convert-vector-to-llvm -arith-expand -convert-arith-to-llvm -finalize-memref-to-llvm -convert-func-to-llvm=use-bare-ptr-memref-call-conv -convert-cf-to-llvm -reconcile-unrealized-casts
// DEFINE: %{compile} = clang -O3 -march=x86-64-v4 -mprefer-vector-width=512 -Wno-override-module -x ir -c

// RUN: patconv-opt %s -convert-patconv-to-vector -patconv-eliminate-redundant-loads=report %{lower} -o %t.on.mlir 2> %t.remark
// RUN: mlir-translate -mlir-to-llvmir %t.on.mlir -o %t.on.ll
// RUN: %{compile} %t.on.ll -o %t.on.o
// RUN: llvm-objdump -d --no-show-raw-insn %t.on.o > %t.on.s
// RUN: %python %S/Inputs/compare_loads.py %t.remark after < %t.on.s

// RUN: patconv-opt %s -convert-patconv-to-vector -patconv-keep-redundant-loads %{lower} -o %t.off.mlir
// RUN: mlir-translate -mlir-to-llvmir %t.off.mlir -o %t.off.ll
// RUN: %{compile} %t.off.ll -o %t.off.o
// RUN: llvm-objdump -d --no-show-raw-insn %t.off.o > %t.off.s
// RUN: %python %S/Inputs/compare_loads.py %t.remark before < %t.off.s

// The check itself must be able to fail: what is off does not look like on.
// RUN: not %python %S/Inputs/compare_loads.py %t.remark after < %t.off.s

// The object code loads as often per multiply-add as the pass says, with load
// redundancy elimination and without it, and spills nothing.

func.func @conv(%x: memref<1x64x28x28xf32>, %w: memref<4552xf32>,
    %i: memref<1138xi8>, %o: memref<1x65xi16>, %s: memref<1x64x9xi8>,
    %r: memref<64xi8>, %b: memref<64xf32>, %t: memref<196608xi8>,
    %y: memref<1x64x28x28xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<1x64x28x28xf32>)
    weight(%w : memref<4552xf32>) index(%i : memref<1138xi8>)
    offset(%o : memref<1x65xi16>) stride(%s : memref<1x64x9xi8>)
    reorder(%r : memref<64xi8>) bias(%b : memref<64xf32>)
    scratch(%t : memref<196608xi8>) outs(%y : memref<1x64x28x28xf32>) {
      activation = #patconv.activation<relu>,
      fkw = #patconv.fkw<filters = 64, channels = 64, channel_blocks = [0, 64],
        patterns = <".x.|xx.|.x.", ".x.|.xx|.x.", ".x.|xxx|...", "...|xxx|.x.",
                    "xx.|xx.|...", ".xx|.xx|...", "...|xx.|xx.", "...|.xx|.xx">>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 16, tile = 14x1, remainder = 0x0,
                                   channel_block = 64, threads = 1, split = none>}
  return
}
