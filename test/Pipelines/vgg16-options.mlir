// REQUIRES: full
// Ablations of the whole network go through, for two threads too.
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 threads=2 lre=false" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.no-lre
// RUN: FileCheck %s --check-prefix=NO-LRE --input-file=%t.no-lre
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 reorder=false fusion=false" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.plain
// RUN: FileCheck %s --check-prefix=PLAIN --input-file=%t.plain
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="threads=2" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.dense
// RUN: FileCheck %s --check-prefix=DENSE --input-file=%t.dense

// Every convolution reloads, and shares its work.
// NO-LRE: llvm.func @patconv_run(
// NO-LRE: llvm.func internal @layer_{{[0-9]+}}_features.0(
// NO-LRE: omp.parallel num_threads(
// NO-LRE: llvm.load volatile
// NO-LRE: llvm.func internal @layer_{{[0-9]+}}_features.28(
// NO-LRE: omp.parallel num_threads(
// NO-LRE: llvm.load volatile

// Bias with ReLU is an operation of its own after each convolution.
// PLAIN: "features.0", "elementwise_
// PLAIN-SAME: "features.28", "elementwise_
// PLAIN: llvm.func @patconv_run(
// PLAIN-NOT: {{omp\.|volatile}}

// Nothing is pruned: the same layers, by the same code.
// DENSE: "features.0", "features.2", "maxpool_{{[0-9]+}}"
// DENSE: llvm.func @patconv_run(
// DENSE: omp.parallel num_threads(
