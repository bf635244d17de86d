// RUN: split-file %s %t
// RUN: not patconv-opt %t/empty.mlir -patconv-save-weights 2>&1 | FileCheck %s --check-prefix=OPTION
// OPTION: error: expected the option file to be a path, but got none

// RUN: not patconv-opt %t/empty.mlir -patconv-save-weights=file=%t/none/w.safetensors 2>&1 | FileCheck %s --check-prefix=FOLDER
// FOLDER: error: expected '{{.*}}none/w.safetensors' to be a file that can be written, but got: No such file or directory

// All that is wrong is reported, and no file appears.
// RUN: not patconv-opt %t/data.mlir -patconv-save-weights=file=%t/w.safetensors 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not ls %t/w.safetensors
// DATA: error: expected resource 'a' to hold data, but got none
// DATA: error: expected resource 'b' to have an element type of safetensors, but got 'tensor<2xi1>'
// DATA: error: expected resource 'c' to hold 8 bytes, but got 4

//--- empty.mlir
module {
}

//--- data.mlir
func.func @main() {
  %a = arith.constant dense_resource<a> : tensor<2xf32>
  %b = arith.constant dense_resource<b> : tensor<2xi1>
  %c = arith.constant dense_resource<c> : tensor<2xf32>
  return
}

{-#
  dialect_resources: {
    builtin: {
      b: "0x010000000001",
      c: "0x040000000000803F"
    }
  }
#-}
