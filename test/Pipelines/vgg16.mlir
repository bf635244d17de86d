// The whole network, pruned, for one thread and for two.
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.one
// RUN: FileCheck %s --check-prefixes=CHECK,ONE --input-file=%t.one
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="pattern-rate=3.6 threads=2" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 -o %t.two
// RUN: FileCheck %s --check-prefixes=CHECK,TWO --input-file=%t.two

// Thirteen convolutions, five poolings, and bias with ReLU in one operation. The
// layout changes at the image, where 28 rows become 14, and at the classifier.
// CHECK: module attributes {patconv.layers = ["relayout_0", "features.0", "features.2", "maxpool_3", "features.5", "features.7", "maxpool_6", "features.10", "features.12", "features.14", "maxpool_10", "features.17", "features.19", "features.21", "relayout_14", "maxpool_15", "relayout_16", "features.24", "features.26", "features.28", "relayout_20", "maxpool_21", "classifier.0", "elementwise_23", "classifier.3", "elementwise_25", "classifier.6", "elementwise_27"]

// At least the two largest activations, 12845056 bytes each; the scratch memory
// of a layer comes on top, never the sum of all activations (above 60 MB).
// CHECK-SAME: patconv.workspace_bytes = {{2[5-9][0-9][0-9][0-9][0-9][0-9][0-9]}} : i64
// ONE-NOT: omp.
// CHECK: llvm.func @patconv_run(
// ONE-NOT: omp.
// CHECK: llvm.func @patconv_profile(
// ONE-NOT: omp.
// CHECK: llvm.func internal @layer_1_features.0(
// TWO: omp.parallel num_threads(
// ONE-NOT: omp.
