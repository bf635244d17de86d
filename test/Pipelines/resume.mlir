// A dump without its data is resumed with the file, and never with made-up data.
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline=stop-after=raise -patconv-save-weights=file=%t.safetensors -mlir-elide-resource-strings-if-larger=0 -o %t.elided
// RUN: not patconv-opt %t.elided -patconv-cpu-pipeline=resume-after=raise 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not patconv-opt %t.elided -patconv-import-pipeline 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: patconv-opt %t.elided -patconv-cpu-pipeline="resume-after=raise weights=%t.safetensors" -o %t.resumed
// RUN: patconv-opt %S/../Imported/conv_relu.mlir -patconv-cpu-pipeline -o %t.whole
// RUN: diff %t.whole %t.resumed

// NONE: error: expected a file with the data of the resources 'layers.0.weight', 'layers.0.bias', but got synthetic weights
