// RUN: rm -rf %t && mkdir %t
// RUN: patconv-opt %s -patconv-save-weights=file=%t/w.safetensors -mlir-elide-resource-strings-if-larger=4 -o %t/dump.mlir
// RUN: %python -c "import sys; from safetensors.numpy import load_file; [print(name, array.dtype, array.tolist()) for name, array in sorted(load_file(sys.argv[1]).items())]" %t/w.safetensors | FileCheck %s

// The header is padded so that the data start at a multiple of 64, and what
// does not disturb the alignment comes first. There are no gaps.
// RUN: %python -c "import json, sys; raw = open(sys.argv[1], 'rb').read(); n = int.from_bytes(raw[:8], 'little'); print((8 + n) %% 64, [(name, *entry['data_offsets']) for name, entry in json.loads(raw[8:8 + n]).items()])" %t/w.safetensors | FileCheck %s --check-prefix=ORDER

// A dump without resources and the file make the same module again.
// RUN: FileCheck %s --check-prefix=DUMP < %t/dump.mlir
// RUN: patconv-opt %t/dump.mlir -patconv-bind-weights=file=%t/w.safetensors -patconv-save-weights=file=%t/again.safetensors -o /dev/null
// RUN: cmp %t/w.safetensors %t/again.safetensors

// Nothing is left of the temporary file, and a file that exists is replaced.
// RUN: patconv-opt %s -patconv-save-weights=file=%t/again.safetensors -o /dev/null
// RUN: ls %t | FileCheck %s --check-prefix=FILES

// CHECK: a b float32 {{\[\[}}1.0, 2.0{{\]\]}}
// CHECK-NEXT: kernels uint8 {{\[}}0, 200, 1{{\]}}
// CHECK-NEXT: odd uint8 {{\[}}9{{\]}}
// CHECK-NEXT: patconv.weights uint8 [0, {{.*}}, 7]
// CHECK-NEXT: words uint16 [258]
// CHECK-NOT: {{.}}

// ORDER: 0 [('patconv.weights', 0, 64), ('a b', 64, 72), ('words', 72, 74), ('kernels', 74, 77), ('odd', 77, 78)]

// DUMP-NOT: 0x04

// FILES: again.safetensors
// FILES-NEXT: dump.mlir
// FILES-NEXT: w.safetensors
// FILES-NOT: {{.}}
module attributes {patconv.weights = dense_resource<patconv.weights> : tensor<64xi8>} {
  func.func @main() -> tensor<2xf32> attributes {
      nested = [{words = dense_resource<words> : tensor<1xi16>}]} {
    %0 = arith.constant dense_resource<"a b"> : tensor<1x2xf32>
    %1 = arith.constant dense_resource<"a b"> : tensor<2xf32>
    %2 = arith.constant dense_resource<kernels> : tensor<3xi8>
    %3 = arith.constant dense_resource<odd> : tensor<1xi8>
    return %1 : tensor<2xf32>
  }
}

{-#
  dialect_resources: {
    builtin: {
      "a b": "0x040000000000803F00000040",
      kernels: "0x0100000000C801",
      odd: "0x0100000009",
      words: "0x020000000201",
      patconv.weights: "0x4000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000007"
    }
  }
#-}
