// REQUIRES: x86-64
// DEFINE: %{lower} = -canonicalize -cse -convert-vector-to-scf -convert-scf-to-cf -expand-strided-metadata -lower-affine -convert-vector-to-llvm -arith-expand -convert-arith-to-llvm -finalize-memref-to-llvm -convert-func-to-llvm=use-bare-ptr-memref-call-conv -convert-cf-to-llvm -reconcile-unrealized-casts
// DEFINE: %{compile} = clang -O3 -march=x86-64-v4 -mprefer-vector-width=512 -Wno-override-module -x ir -c

// RUN: patconv-opt %s -convert-patconv-to-vector -patconv-eliminate-redundant-loads=report %{lower} -o %t.on.mlir 2> %t.remark
// RUN: mlir-translate -mlir-to-llvmir %t.on.mlir -o %t.on.ll
// RUN: %{compile} %t.on.ll -o %t.on.o
// RUN: llvm-objdump -d --no-show-raw-insn %t.on.o > %t.on.s
// RUN: %python %S/Inputs/compare_loads.py %t.remark after < %t.on.s
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.remark
// RUN: FileCheck %s --check-prefix=ASM --input-file=%t.on.s

// RUN: patconv-opt %s -convert-patconv-to-vector -patconv-keep-redundant-loads %{lower} -o %t.off.mlir
// RUN: mlir-translate -mlir-to-llvmir %t.off.mlir -o %t.off.ll
// RUN: %{compile} %t.off.ll -o %t.off.o
// RUN: llvm-objdump -d --no-show-raw-insn %t.off.o > %t.off.s
// RUN: %python %S/Inputs/compare_loads.py %t.remark before < %t.off.s
// RUN: not %python %S/Inputs/compare_loads.py %t.remark after < %t.off.s

// In the lane-tiled layout neighbours in a row are neighbouring vectors: four
// entries times 16 accumulators take about half as many loads, of whole lines
// at constant distances. Nothing is spilled (compare_loads.py sees to that),
// and no lane is masked or shifted.

// REMARK: loads per multiply-add: 1152/1152 before, 544/1152 after
// ASM: vfmadd
// ASM-NOT: {{vperm|valign|vgather|rsp.*zmm}}

func.func @conv(%x: memref<64x16x16x16xf32>, %w: memref<4552xf32>,
    %i: memref<1138xi8>, %o: memref<1x65xi16>, %s: memref<1x64x9xi8>,
    %r: memref<64xi8>, %b: memref<64xf32>, %y: memref<64x14x14x16xf32>) {
  patconv.fkw_conv_2d ins(%x : memref<64x16x16x16xf32>)
    weight(%w : memref<4552xf32>) index(%i : memref<1138xi8>)
    offset(%o : memref<1x65xi16>) stride(%s : memref<1x64x9xi8>)
    reorder(%r : memref<64xi8>) bias(%b : memref<64xf32>)
    outs(%y : memref<64x14x14x16xf32>) {
      activation = #patconv.activation<relu>,
      fkw = #patconv.fkw<filters = 64, channels = 64, channel_blocks = [0, 64],
        patterns = <".x.|xx.|.x.", ".x.|.xx|.x.", ".x.|xxx|...", "...|xxx|.x.",
                    "xx.|xx.|...", ".xx|.xx|...", "...|xx.|xx.", "...|.xx|.xx">>,
      input_layout = #patconv.lane_tiled<4x4, halo = 1>,
      input_size = array<i64: 56, 56>,
      output_layout = #patconv.lane_tiled<4x4, halo = 0>,
      padding = array<i64: 1, 1, 1, 1>,
      schedule = #patconv.schedule<lanes = 16, tile = 4x4, remainder = 2x2,
                                   channel_block = 64, threads = 1, split = none>}
  return
}
