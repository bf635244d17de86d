// The whole network, pruned, for one thread and for two.
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.one
// RUN: FileCheck %s --check-prefixes=CHECK,ONE --input-file=%t.one
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 threads=2" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.two
// RUN: FileCheck %s --check-prefixes=CHECK,TWO --input-file=%t.two

// Thirteen convolutions with bias and ReLU, three of them with their pooling, and
// two poolings by themselves. The layout changes at the image, where 28 rows
// become 14, and at the classifier.
// CHECK: module attributes {patconv.layers = ["relayout_0", "features.0", "features.2", "features.5", "features.7", "features.10", "features.12", "features.14", "features.17", "features.19", "features.21", "relayout_11", "maxpool_12", "relayout_13", "features.24", "features.26", "features.28", "relayout_17", "maxpool_18", "classifier.0", "elementwise_20", "classifier.3", "elementwise_22", "classifier.6", "elementwise_24"]

// At least the largest activation, 12845056 bytes, and the pooled one that is made
// of it, 3211264; halos and the scratch memory of a layer come on top, never the
// sum of all activations (above 30 MB).
// CHECK-SAME: patconv.workspace_bytes = {{1[67][0-9][0-9][0-9][0-9][0-9][0-9]}} : i64
// ONE-NOT: omp.
// CHECK: llvm.func @patconv_run(
// ONE-NOT: omp.
// CHECK: llvm.func @patconv_profile(
// ONE-NOT: omp.
// CHECK: llvm.func internal @layer_1_features.0(
// TWO: omp.parallel num_threads(
// ONE-NOT: omp.
