// Each optimisation can be switched off, and the target shapes the code.
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline="stop-after=raise fusion=false" | FileCheck %s --check-prefix=NO-FUSION
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline="stop-after=schedule reorder=false" | FileCheck %s --check-prefix=NO-REORDER
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline="lre=false" | FileCheck %s --check-prefix=NO-LRE
// RUN: patconv-opt %S/../Imported/conv_5x5.mlir -patconv-cpu-pipeline="stop-after=schedule layout=lane_tiled" | FileCheck %s --check-prefix=WINOGRAD
// RUN: patconv-opt %S/../Imported/conv_5x5.mlir -patconv-cpu-pipeline="stop-after=schedule layout=lane_tiled winograd=false" | FileCheck %s --check-prefix=NO-WINOGRAD
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline | FileCheck %s --check-prefix=DEFAULT
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline="stop-after=bufferize expose-layers=true" | FileCheck %s --check-prefix=EXPOSE
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline="stop-after=schedule lanes=8" | FileCheck %s --check-prefix=LANES

// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="stop-after=pack skip-zeros=true" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 | FileCheck %s --check-prefix=ZEROS
// RUN: patconv-opt %S/../Imported/vgg16.mlir -patconv-cpu-pipeline="stop-after=pack skip-zeros=false" --mlir-elide-resource-strings-if-larger=16 --mlir-elide-elementsattrs-if-larger=16 | FileCheck %s --check-prefix=NO-ZEROS

// ZEROS: patconv.sparse_vecmat
// NO-ZEROS-NOT: patconv.sparse_vecmat

// NO-FUSION: patconv.conv_2d
// NO-FUSION-NOT: #patconv.activation<relu>
// NO-FUSION: linalg.generic

// NO-REORDER: patconv.conv_2d
// NO-REORDER-NOT: filter_order

// NO-LRE: llvm.load volatile

// WINOGRAD: winograd = {{[24]}}
// NO-WINOGRAD-NOT: winograd =
// NO-WINOGRAD: patconv.conv_2d
// NO-WINOGRAD-NOT: winograd =

// One thread: nothing of OpenMP, nothing volatile.
// DEFAULT-NOT: {{omp\.|volatile}}
// DEFAULT: llvm.func @patconv_run(
// DEFAULT-NOT: {{omp\.|volatile}}
// DEFAULT: llvm.intr.maximum{{.*}}fastmathFlags = #llvm.fastmath<nsz>
// DEFAULT-NOT: {{omp\.|volatile}}

// The result is returned twice: once more as the layer's.
// EXPOSE: {patconv.output = "output"}, %{{.*}} {patconv.output = "layer:{{.*}}"}

// LANES: #patconv.schedule<lanes = 8
