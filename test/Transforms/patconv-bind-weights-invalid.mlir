// RUN: split-file %s %t
// RUN: %python %t/make.py %t

// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/other.safetensors 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: error: expected '{{.*}}other.safetensors' to hold 'a.weight', 'b.weight', but got arrays without them
// MISSING-NOT: error:

// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/types.safetensors 2>&1 | FileCheck %s --check-prefix=TYPES
// TYPES: main.mlir:1:{{.*}} error: expected parameter 'a.weight' to be 'tensor<2x3xf32>', but got F32[3, 2]
// TYPES: main.mlir:2:{{.*}} error: expected parameter 'b.weight' to be 'tensor<2xf32>', but got I32[2]

// RUN: not patconv-opt %t/elided.mlir -patconv-bind-weights=file=%t/types.safetensors 2>&1 | FileCheck %s --check-prefix=RESOURCE
// RESOURCE: error: expected resource 'a.weight' to be 'tensor<7xf32>', but got F32[3, 2]

// A parameter that is no float32 cannot be made up.
// RUN: not patconv-opt %t/integers.mlir -patconv-bind-weights 2>&1 | FileCheck %s --check-prefix=INTEGERS
// INTEGERS: error: expected synthetic weights to hold 'a', but got arrays without it

// Nor can what a dump held.
// RUN: not patconv-opt %t/resources.mlir -patconv-bind-weights 2>&1 | FileCheck %s --check-prefix=RESOURCES
// RESOURCES: error: expected a file with the data of the resources {{.*}}'l.kernels'{{.*}}, but got synthetic weights

// RUN: not patconv-opt %t/unranked.mlir -patconv-bind-weights 2>&1 | FileCheck %s --check-prefix=UNRANKED
// UNRANKED: error: expected parameter 'a' to be a ranked tensor, but got 'f32'

// RUN: not patconv-opt %t/dynamic.mlir -patconv-bind-weights=file=%t/types.safetensors 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// RUN: not patconv-opt %t/dynamic.mlir -patconv-bind-weights 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: error: expected parameter 'a.weight' to have a static shape, but got 'tensor<?x2xf32>'
// RUN: not patconv-opt %t/dynamic-resource.mlir -patconv-bind-weights=file=%t/types.safetensors 2>&1 | FileCheck %s --check-prefix=DYNAMIC-RESOURCE
// DYNAMIC-RESOURCE: error: expected resource 'a.weight' to have a static shape, but got 'tensor<?xf32>'

// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=pattern-rate=0.5 2>&1 | FileCheck %s --check-prefix=RATE
// RATE: error: expected pattern-rate to be 0, or at least 1 for synthetic weights, but got 0.5

// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights="file=%t/types.safetensors pattern-rate=2" 2>&1 | FileCheck %s --check-prefix=RATE-FILE
// RATE-FILE: error: expected pattern-rate to be 0, {{.*}} but got 2{{.*}} beside a file

// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/none.safetensors 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: expected '{{.*}}none.safetensors' to be a readable file, but got: No such file or directory

// What a damaged or hostile file may hold.
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/short.safetensors 2>&1 | FileCheck %s --check-prefix=SHORT
// SHORT: error: expected '{{.*}}short.safetensors' to be a whole safetensors file, but got 4 bytes
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/length.safetensors 2>&1 | FileCheck %s --check-prefix=LENGTH
// LENGTH: error: expected '{{.*}}' to be a whole safetensors file, but got 10 bytes with a header of 18446744073709551615
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/json.safetensors 2>&1 | FileCheck %s --check-prefix=JSON
// JSON: error: expected '{{.*}}' to be a whole safetensors file, but got a header that is no JSON
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/list.safetensors 2>&1 | FileCheck %s --check-prefix=LIST
// LIST: error: expected '{{.*}}' to be a whole safetensors file, but got a header that is no object
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/deep.safetensors 2>&1 | FileCheck %s --check-prefix=DEEP
// DEEP: error: expected '{{.*}}' to be a whole safetensors file, but got a header of too many nested brackets
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/entry.safetensors 2>&1 | FileCheck %s --check-prefix=ENTRY
// ENTRY: error: expected tensor 't' of '{{.*}}entry.safetensors' to have dtype, shape and data_offsets, but got {"dtype":"F32"}
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/dtype.safetensors 2>&1 | FileCheck %s --check-prefix=DTYPE
// DTYPE: error: expected tensor 't' of '{{.*}}' to have an element type of safetensors, but got 'F31'
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/negative.safetensors 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: error: expected tensor 't' of '{{.*}}' to have a shape of numbers of at least 0, but got -2
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/offsets.safetensors 2>&1 | FileCheck %s --check-prefix=OFFSETS
// OFFSETS: error: expected tensor 't' of '{{.*}}' to have two rising data offsets, but got [8,0]
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/end.safetensors 2>&1 | FileCheck %s --check-prefix=END
// END: error: expected tensor 't' of '{{.*}}' to end within 16 bytes of data, but got an end at 20
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/size.safetensors 2>&1 | FileCheck %s --check-prefix=SIZE
// SIZE: error: expected tensor 't' of '{{.*}}' to have the bytes of F32[2], but got 4
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/overflow.safetensors 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// OVERFLOW: error: expected tensor 't' of '{{.*}}' to have the bytes of F32[4611686018427387905, 4], but got 16
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/overlap.safetensors 2>&1 | FileCheck %s --check-prefix=OVERLAP
// OVERLAP: error: expected tensor 'u' of '{{.*}}' to have bytes of its own, but got those of 't'
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/twice.safetensors 2>&1 | FileCheck %s --check-prefix=TWICE
// TWICE: error: expected '{{.*}}' to be a whole safetensors file, but got a header with the key 't' twice
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/field.safetensors 2>&1 | FileCheck %s --check-prefix=FIELD
// FIELD: error: expected '{{.*}}' to be a whole safetensors file, but got a header with the key 'shape' twice
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/hole.safetensors 2>&1 | FileCheck %s --check-prefix=HOLE
// HOLE: error: expected tensor 'u' of '{{.*}}' to begin at byte 8, but got a gap to 12
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/first.safetensors 2>&1 | FileCheck %s --check-prefix=FIRST
// FIRST: error: expected tensor 't' of '{{.*}}' to begin at byte 0, but got a gap to 8
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/trailing.safetensors 2>&1 | FileCheck %s --check-prefix=TRAILING
// TRAILING: error: expected '{{.*}}' to be a whole safetensors file, but got 8 bytes after the last tensor
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/metadata.safetensors 2>&1 | FileCheck %s --check-prefix=METADATA
// RUN: not patconv-opt %t/main.mlir -patconv-bind-weights=file=%t/number.safetensors 2>&1 | FileCheck %s --check-prefix=METADATA
// METADATA: error: expected '{{.*}}' to be a whole safetensors file, but got __metadata__ that is no object of strings

//--- main.mlir
func.func @main(%a: tensor<2x3xf32> {patconv.parameter = "a.weight"},
                %b: tensor<2xf32> {patconv.parameter = "b.weight"}) -> tensor<2x3xf32> {
  return %a : tensor<2x3xf32>
}

//--- elided.mlir
func.func @main() -> tensor<7xf32> {
  %a = arith.constant dense_resource<a.weight> : tensor<7xf32>
  return %a : tensor<7xf32>
}

//--- integers.mlir
func.func @main(%a: tensor<2xi8> {patconv.parameter = "a"}) -> tensor<2xi8> {
  return %a : tensor<2xi8>
}

//--- resources.mlir
module attributes {patconv.table = dense_resource<l.kernels> : tensor<2xi8>} {
  func.func @main() -> tensor<2xf32> {
    %w = arith.constant dense_resource<l.weight> : tensor<2xf32>
    return %w : tensor<2xf32>
  }
}

//--- dynamic-resource.mlir
func.func @main() -> tensor<?xf32> {
  %a = arith.constant dense_resource<a.weight> : tensor<?xf32>
  return %a : tensor<?xf32>
}

//--- unranked.mlir
func.func @main(%a: f32 {patconv.parameter = "a"}) -> f32 {
  return %a : f32
}

//--- dynamic.mlir
func.func @main(%a: tensor<?x2xf32> {patconv.parameter = "a.weight"}) -> tensor<?x2xf32> {
  return %a : tensor<?x2xf32>
}

//--- make.py
import json
import struct
import sys

import numpy as np
from safetensors.numpy import save_file

folder = sys.argv[1]
save_file({"x": np.zeros(1, np.float32)}, folder + "/other.safetensors")
save_file(
    {"a.weight": np.zeros((3, 2), np.float32), "b.weight": np.zeros(2, np.int32)},
    folder + "/types.safetensors",
)


def write(name, content):
    with open(f"{folder}/{name}.safetensors", "wb") as file:
        file.write(content)


def write_header(name, header, data=b"\0" * 16):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    write(name, struct.pack("<Q", len(text)) + text + data)


def tensor(dtype="F32", shape=(2,), offsets=(0, 8)):
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


write("short", b"\0" * 4)
write("length", b"\xff" * 8 + b"{}")
write_header("json", b'{"t": ')
write_header("list", [])
write_header("deep", b'{"t":' + b"[" * 100000 + b"]" * 100000 + b"}")
write_header("entry", {"t": {"dtype": "F32"}})
write_header("dtype", {"t": tensor(dtype="F31")})
write_header("negative", {"t": tensor(shape=(-2,))})
write_header("offsets", {"t": tensor(offsets=(8, 0))})
write_header("end", {"t": tensor(offsets=(12, 20))})
write_header("size", {"t": tensor(offsets=(0, 4))})
# 2 ** 62 + 1 times 4 elements of 32 bits wrap round to 128 bits.
write_header("overflow", {"t": tensor(shape=(2**62 + 1, 4), offsets=(0, 16))})
write_header("overlap", {"t": tensor(), "u": tensor(offsets=(4, 12))})
# The escape spells the same key.
entry = json.dumps(tensor()).encode()
write_header("twice", b'{"t": ' + entry + b', "\\u0074" : ' + entry + b"}")
write_header("field", b'{"t": {"shape": [2], ' + entry[1:] + b"}")
write_header("hole", {"t": tensor(shape=(2,)), "u": tensor(shape=(1,), offsets=(12, 16))})
write_header("first", {"t": tensor(offsets=(8, 16))})
write_header("trailing", {"t": tensor()})
write_header("metadata", {"t": tensor(), "u": tensor(offsets=(8, 16)), "__metadata__": ["pt"]})
write_header("number", {"t": tensor(), "u": tensor(offsets=(8, 16)), "__metadata__": {"v": 1}})
