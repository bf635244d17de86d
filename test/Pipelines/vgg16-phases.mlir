// REQUIRES: full
// The whole network after each phase, and on from a dump.
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 stop-after=import" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.import
// RUN: FileCheck %s --check-prefix=IMPORT --input-file=%t.import
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 stop-after=raise" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.raise
// RUN: FileCheck %s --check-prefix=RAISE --input-file=%t.raise
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 stop-after=reorder" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.reorder
// RUN: FileCheck %s --check-prefix=REORDER --input-file=%t.reorder
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 stop-after=schedule" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.schedule
// RUN: FileCheck %s --check-prefix=SCHEDULE --input-file=%t.schedule
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 stop-after=pack" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.pack
// RUN: FileCheck %s --check-prefix=PACK --input-file=%t.pack
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 stop-after=bufferize" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.bufferize
// RUN: FileCheck %s --check-prefix=BUFFERIZE --input-file=%t.bufferize

// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.whole
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 stop-after=pack" -o %t.dump
// RUN: patconv-opt %t.dump -patconv-cpu-pipeline=resume-after=pack --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.resumed
// RUN: diff %t.whole %t.resumed
// A gigabyte of weights as text.
// RUN: rm %t.dump

// IMPORT-COUNT-13: linalg.conv_2d_nchw_fchw
// IMPORT-NOT: linalg.conv_2d_nchw_fchw

// RAISE-NOT: linalg.conv_2d
// RAISE-COUNT-13: patconv.conv_2d{{.*}}activation = #patconv.activation<relu>
// RAISE-NOT: {{filter_order|schedule = |patconv.conv_2d|linalg.conv_2d}}

// REORDER-COUNT-13: patconv.conv_2d{{.*}}filter_groups =
// REORDER-NOT: {{schedule = |patconv.conv_2d}}

// SCHEDULE-COUNT-13: patconv.conv_2d{{.*}}schedule = #patconv.schedule<
// SCHEDULE-NOT: patconv.conv_2d

// PACK: func.func @main(%{{.*}}: tensor<{{[0-9]+}}xi8> {patconv.weights}
// PACK-NOT: patconv.conv_2d
// PACK-COUNT-13: patconv.fkw_conv_2d
// PACK-NOT: {{patconv.conv_2d|patconv.fkw_conv_2d}}

// BUFFERIZE-NOT: {{tensor\.|memref\.alloc}}
// BUFFERIZE-COUNT-13: patconv.fkw_conv_2d{{.*}}input_layout = #patconv.lane_tiled<
// BUFFERIZE-NOT: {{tensor\.|memref\.alloc|patconv.fkw_conv_2d}}
