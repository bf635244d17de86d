// The whole network, pruned, raised: no convolution and no batch normalisation stays in linalg.
// RUN: patconv-opt %S/../Imported/mobilenet_v2.mlir -patconv-cpu-pipeline="pattern-rate=3.6 stop-after=raise" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 | FileCheck %s
// RUN: patconv-opt %S/../Imported/mobilenet_v2.mlir -patconv-cpu-pipeline="pattern-rate=3.6 threads=2 stop-after=bufferize" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 | FileCheck %s --check-prefix=BUFFERIZE

// CHECK-NOT: {{linalg.conv|linalg.depthwise|rsqrt}}
// CHECK-COUNT-52: patconv.conv_2d
// CHECK-NOT: {{patconv.conv_2d|linalg.conv|linalg.depthwise|rsqrt}}
// CHECK: linalg.matmul

// BUFFERIZE-COUNT-52: patconv.fkw_conv_2d
// BUFFERIZE-NOT: {{patconv.fkw_conv_2d|memref.alloc}}
