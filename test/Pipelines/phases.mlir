// Every phase has a pipeline of its own, and leaves what the next one takes.
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-import-pipeline=synthetic-seed=1 -o %t.import
// RUN: FileCheck %s --check-prefix=IMPORT --input-file=%t.import
// RUN: patconv-opt %t.import -patconv-raise-pipeline -o %t.raise
// RUN: FileCheck %s --check-prefix=RAISE --input-file=%t.raise
// RUN: patconv-opt %t.raise -patconv-reorder-pipeline -o %t.reorder
// RUN: FileCheck %s --check-prefix=REORDER --input-file=%t.reorder
// RUN: patconv-opt %t.reorder -patconv-layout-pipeline -o %t.layout
// RUN: patconv-opt %t.layout -patconv-schedule-pipeline -o %t.schedule
// RUN: FileCheck %s --check-prefix=SCHEDULE --input-file=%t.schedule
// RUN: patconv-opt %t.schedule -patconv-pack-pipeline -o %t.pack
// RUN: FileCheck %s --check-prefix=PACK --input-file=%t.pack
// RUN: patconv-opt %t.pack -patconv-bufferize-pipeline -o %t.bufferize
// RUN: FileCheck %s --check-prefix=BUFFERIZE --input-file=%t.bufferize
// RUN: patconv-opt %t.bufferize -patconv-lower-pipeline -o %t.lower
// RUN: FileCheck %s --check-prefix=LOWER --input-file=%t.lower

// The dumps resumed one by one end where the whole pipeline does.
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline=synthetic-seed=1 -o %t.whole
// RUN: diff %t.whole %t.lower
// RUN: patconv-opt %t.import -patconv-cpu-pipeline=resume-after=import -o %t.resumed-import
// RUN: diff %t.whole %t.resumed-import
// RUN: patconv-opt %t.raise -patconv-cpu-pipeline=resume-after=raise -o %t.resumed-raise
// RUN: diff %t.whole %t.resumed-raise
// RUN: patconv-opt %t.reorder -patconv-cpu-pipeline=resume-after=reorder -o %t.resumed-reorder
// RUN: diff %t.whole %t.resumed-reorder
// RUN: patconv-opt %t.layout -patconv-cpu-pipeline=resume-after=layout -o %t.resumed-layout
// RUN: diff %t.whole %t.resumed-layout
// RUN: patconv-opt %t.schedule -patconv-cpu-pipeline=resume-after=schedule -o %t.resumed-schedule
// RUN: diff %t.whole %t.resumed-schedule
// RUN: patconv-opt %t.pack -patconv-cpu-pipeline=resume-after=pack -o %t.resumed-pack
// RUN: diff %t.whole %t.resumed-pack
// RUN: patconv-opt %t.bufferize -patconv-cpu-pipeline=resume-after=bufferize -o %t.resumed-bufferize
// RUN: diff %t.whole %t.resumed-bufferize
// RUN: patconv-opt %t.lower -patconv-cpu-pipeline=resume-after=lower -o %t.resumed-lower
// RUN: diff %t.whole %t.resumed-lower

// IMPORT: linalg.conv_2d_nchw_fchw
// IMPORT-NOT: patconv.parameter

// RAISE-NOT: linalg.conv
// RAISE: patconv.conv_2d
// RAISE-SAME: activation = #patconv.activation<relu>
// RAISE-NOT: filter_order

// REORDER: patconv.conv_2d
// REORDER-SAME: filter_order
// REORDER-NOT: schedule =

// SCHEDULE: patconv.conv_2d
// SCHEDULE-SAME: schedule = #patconv.schedule<

// PACK: func.func @main(%{{.*}}: tensor<{{[0-9]+}}xi8> {patconv.weights}, %{{.*}} {patconv.input = "x"})
// PACK-NOT: patconv.conv_2d
// PACK: patconv.fkw_conv_2d

// BUFFERIZE: func.func @main(%{{.*}}: memref<{{[0-9]+}}xi8> {patconv.weights}, %{{.*}} {patconv.input = "x"}, %{{.*}} {patconv.output = "output"}, %{{.*}}: memref<{{[0-9]+}}xi8> {patconv.workspace})
// BUFFERIZE-NOT: tensor.
// BUFFERIZE-NOT: memref.alloc
// BUFFERIZE: patconv.fkw_conv_2d
// BUFFERIZE-SAME: scratch(
// BUFFERIZE-NOT: memref.copy

// LOWER: patconv.layers = ["{{[a-z0-9.]+}}"]
// LOWER-NOT: {{^ +(%[0-9:]+ = )?"?(omp|scf|cf|arith|memref|vector|linalg|func|affine|patconv|builtin|ub|math|index)\.[a-z0-9_.]+[" (]}}
// LOWER: llvm.func @patconv_run(
// LOWER-NOT: {{^ +(%[0-9:]+ = )?"?(omp|scf|cf|arith|memref|vector|linalg|func|affine|patconv|builtin|ub|math|index)\.[a-z0-9_.]+[" (]}}
