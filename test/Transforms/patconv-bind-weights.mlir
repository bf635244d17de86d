// RUN: split-file %s %t

// Parameters become constants over the file's arrays.
// RUN: %python %t/make.py %t
// RUN: patconv-opt %t/bind.mlir -patconv-bind-weights=file=%t/w.safetensors | FileCheck %s --check-prefix=BIND
// RUN: patconv-opt %t/fold.mlir -patconv-bind-weights=file=%t/w.safetensors | FileCheck %s --check-prefix=FOLD

// A dump without its resources resumes from the file, at whatever attribute.
// RUN: patconv-opt %t/elided.mlir -patconv-bind-weights=file=%t/w.safetensors | FileCheck %s --check-prefix=ELIDED

// An array that is not aligned to its elements is copied.
// RUN: patconv-opt %t/bind.mlir -patconv-bind-weights=file=%t/unaligned.safetensors | FileCheck %s --check-prefix=UNALIGNED
// UNALIGNED: arith.constant dense_resource<w>
// The alignment of a copy is 64 bytes.
// UNALIGNED: w: "0x400000000000803F00000040"

// Synthetic weights depend on the seed and the name alone.
// RUN: patconv-opt %t/synthetic.mlir -patconv-bind-weights="synthetic-seed=1 pattern-rate=3.6" -patconv-save-weights=file=%t/a.safetensors -o /dev/null
// RUN: patconv-opt %t/synthetic.mlir -patconv-bind-weights="synthetic-seed=1 pattern-rate=3.6" -patconv-save-weights=file=%t/b.safetensors -o /dev/null
// RUN: patconv-opt %t/synthetic.mlir -patconv-bind-weights="synthetic-seed=2" -patconv-save-weights=file=%t/c.safetensors -o /dev/null
// RUN: cmp %t/a.safetensors %t/b.safetensors
// RUN: not cmp %t/a.safetensors %t/c.safetensors
// RUN: %python %t/check.py %t

//--- make.py
import json
import struct
import sys

import numpy as np
from safetensors.numpy import save_file

folder = sys.argv[1]
m = np.arange(6, dtype=np.float32).reshape(2, 3)
arrays = {
    "w": np.array([1, 2], np.float32),
    "m": m,
    "kernels": np.array([[0, 200]], np.uint8),
    "signed": np.array([[-1, 1]], np.int8),
}
save_file(arrays, folder + "/w.safetensors")

header = {
    "__metadata__": {"format": "a \"key\": of {none"},
    "first": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]},
    "w": {"dtype": "F32", "shape": [2], "data_offsets": [1, 9]},
    "m": {"dtype": "F32", "shape": [2, 3], "data_offsets": [9, 33]},
}
text = json.dumps(header).encode()
with open(folder + "/unaligned.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + b"\0")
    file.write(arrays["w"].tobytes() + m.tobytes())

//--- bind.mlir
// The input stays, the parameter that is used nowhere goes.
// BIND-LABEL: func.func @main
// BIND-SAME:    (%[[X:.*]]: tensor<2xf32> {patconv.input = "x"}) -> (tensor<2xf32> {patconv.output = "y"})
// BIND:         %[[W:.*]] = arith.constant dense_resource<w> : tensor<2xf32>
// BIND-NOT:     dense_resource<m>
// BIND:         arith.addf %[[X]], %[[W]]
// BIND:         w: "0x040000000000803F00000040"
func.func @main(%w: tensor<2xf32> {patconv.parameter = "w"},
                %x: tensor<2xf32> {patconv.input = "x"},
                %m: tensor<2x3xf32> {patconv.parameter = "m"})
    -> (tensor<2xf32> {patconv.output = "y"}) {
  %y = arith.addf %x, %w : tensor<2xf32>
  return %y : tensor<2xf32>
}

//--- fold.mlir
// FOLD-LABEL: func.func @main
// FOLD-SAME:    ()
// FOLD-NOT:     tensor.expand_shape
// FOLD-NOT:     tensor.collapse_shape
// FOLD-NOT:     linalg.generic
// FOLD-DAG:     %[[M:.*]] = arith.constant dense_resource<m> : tensor<2x3xf32>
// FOLD-DAG:     %[[EXPANDED:.*]] = arith.constant dense_resource<m> : tensor<1x2x3xf32>
// FOLD-DAG:     %[[COLLAPSED:.*]] = arith.constant dense_resource<m> : tensor<6xf32>
// FOLD-DAG:     %[[TRANSPOSED:.*]] = arith.constant dense_resource<"m::transpose[1,0]"> : tensor<3x2xf32>
// FOLD-DAG:     %[[FLIPPED:.*]] = arith.constant dense_resource<"m::reverse[1]"> : tensor<2x3xf32>
// FOLD-DAG:     %[[BOTH:.*]] = arith.constant dense_resource<"m::transpose[1,0]::reverse[0]"> : tensor<3x2xf32>
// FOLD-DAG:     %[[MAPPED:.*]] = arith.constant dense_resource<"m::transpose[1,0]::reverse[0]_1"> : tensor<3x2xf32>
// The one transpose that is left feeds a matrix product alone.
// FOLD:         %[[KEPT:.*]] = linalg.transpose ins(%[[M]] : tensor<2x3xf32>)
// FOLD-NOT:     linalg.transpose
// FOLD:         linalg.matmul ins(%{{.*}}, %[[KEPT]]
// FOLD-NOT:     linalg.transpose
// FOLD:         return %[[EXPANDED]], %[[COLLAPSED]], %[[TRANSPOSED]], %[[FLIPPED]], %[[BOTH]], %[[MAPPED]]
// m, and [[0, 3], [1, 4], [2, 5]], [[2, 1, 0], [5, 4, 3]], [[2, 5], [1, 4], [0, 3]].
// FOLD-DAG:     m: "0x04000000000000000000803F00000040000040400000804000{{00}}A040"
// FOLD-DAG:     "m::transpose[1,0]": "0x4000000000000000000040400000803F00008040000000400000A040"
// FOLD-DAG:     "m::reverse[1]": "0x40000000000000400000803F000000000000A0400000804000004040"
// FOLD-DAG:     "m::transpose[1,0]::reverse[0]": "0x40000000000000400000A0400000803F000080400000000000004040"
// FOLD-DAG:     "m::transpose[1,0]::reverse[0]_1": "0x40000000000000400000A0400000803F000080400000000000004040"
func.func @main(%m: tensor<2x3xf32> {patconv.parameter = "m"})
    -> (tensor<1x2x3xf32>, tensor<6xf32>, tensor<3x2xf32>, tensor<2x3xf32>,
        tensor<3x2xf32>, tensor<3x2xf32>, tensor<1x2xf32>) {
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0.0 : f32
  %expanded = tensor.expand_shape %m [[0, 1], [2]] output_shape [1, 2, 3]
      : tensor<2x3xf32> into tensor<1x2x3xf32>
  %collapsed = tensor.collapse_shape %expanded [[0, 1, 2]]
      : tensor<1x2x3xf32> into tensor<6xf32>
  %empty = tensor.empty() : tensor<3x2xf32>
  %filled = linalg.fill ins(%zero : f32) outs(%empty : tensor<3x2xf32>) -> tensor<3x2xf32>
  %transposed = linalg.transpose ins(%m : tensor<2x3xf32>)
      outs(%filled : tensor<3x2xf32>) permutation = [1, 0]
  %same = tensor.empty() : tensor<2x3xf32>
  %flipped = linalg.generic {
      indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>,
                       affine_map<(d0, d1) -> (d0, d1)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%m : tensor<2x3xf32>) outs(%same : tensor<2x3xf32>) {
  ^bb0(%in: f32, %out: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %r = arith.subi %c2, %j : index
    %e = tensor.extract %m[%i, %r] : tensor<2x3xf32>
    linalg.yield %e : f32
  } -> tensor<2x3xf32>
  %both = linalg.generic {
      indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>],
      iterator_types = ["parallel", "parallel"]} outs(%empty : tensor<3x2xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %r = arith.subi %c2, %i : index
    %e = tensor.extract %m[%j, %r] : tensor<2x3xf32>
    linalg.yield %e : f32
  } -> tensor<3x2xf32>
  %mapped = linalg.generic {
      indexing_maps = [affine_map<(d0, d1) -> (d1, 2 - d0)>,
                       affine_map<(d0, d1) -> (d0, d1)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%m : tensor<2x3xf32>) outs(%empty : tensor<3x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<3x2xf32>
  %kept = linalg.transpose ins(%m : tensor<2x3xf32>)
      outs(%empty : tensor<3x2xf32>) permutation = [1, 0]
  %x = arith.constant dense<1.0> : tensor<1x3xf32>
  %init = arith.constant dense<0.0> : tensor<1x2xf32>
  %y = linalg.matmul ins(%x, %kept : tensor<1x3xf32>, tensor<3x2xf32>)
      outs(%init : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %expanded, %collapsed, %transposed, %flipped, %both, %mapped, %y
      : tensor<1x2x3xf32>, tensor<6xf32>, tensor<3x2xf32>, tensor<2x3xf32>,
        tensor<3x2xf32>, tensor<3x2xf32>, tensor<1x2xf32>
}

//--- elided.mlir
// A resource may have another shape than its array; a table may be signed or
// unsigned in the file.
// ELIDED-DAG: m: "0x04000000000000000000803F00000040000040400000804000{{00}}A040"
// ELIDED-DAG: kernels: "0x0100000000C8"
// ELIDED-DAG: signed: "0x01000000FF01"
// ELIDED-DAG: w: "0x040000000000803F00000040"
module attributes {patconv.weights = dense_resource<kernels> : tensor<2xi8>} {
  func.func @main() -> tensor<3x2xf32> attributes {
      nested = [{deep = dense_resource<signed> : tensor<2xi8>}]} {
    %m = arith.constant dense_resource<m> : tensor<3x2xf32>
    %w = arith.constant dense_resource<w> : tensor<2x1xf32>
    return %m : tensor<3x2xf32>
  }
}

//--- synthetic.mlir
// The first convolution, a pruned one, a depthwise one and a 1x1 convolution.
func.func @main(%a: tensor<16x3x3x3xf32> {patconv.parameter = "first.weight"},
                %b: tensor<48x32x3x3xf32> {patconv.parameter = "second.weight"},
                %c: tensor<32x1x3x3xf32> {patconv.parameter = "depthwise.weight"},
                %d: tensor<64x64x1x1xf32> {patconv.parameter = "pointwise.weight"},
                %e: tensor<999xf32> {patconv.parameter = "second.bias"},
                %f: tensor<999xf32> {patconv.parameter = "norm.running_var"})
    -> (tensor<16x3x3x3xf32>, tensor<48x32x3x3xf32>, tensor<32x1x3x3xf32>,
        tensor<64x64x1x1xf32>, tensor<999xf32>, tensor<999xf32>) {
  return %a, %b, %c, %d, %e, %f
      : tensor<16x3x3x3xf32>, tensor<48x32x3x3xf32>, tensor<32x1x3x3xf32>,
        tensor<64x64x1x1xf32>, tensor<999xf32>, tensor<999xf32>
}

//--- check.py
import sys

import numpy as np
from safetensors.numpy import load_file

pruned = load_file(sys.argv[1] + "/a.safetensors")
dense = load_file(sys.argv[1] + "/c.safetensors")

kernels = {name: w.reshape(-1, 9) for name, w in pruned.items() if w.shape[2:] == (3, 3)}
kept = {name: int(np.any(k != 0, axis=1).sum()) for name, k in kernels.items()}
assert kept == {"first.weight": 48, "second.weight": round(48 * 32 / 3.6), "depthwise.weight": 32}, kept
masks = {tuple(row) for k in kernels.values() for row in k != 0 if row.any()}
assert len(masks) == 8, len(masks)
assert all(sum(mask) == 4 and mask[4] for mask in masks), masks
assert np.count_nonzero(pruned["pointwise.weight"]) == 64 * 64

# Each filter's weights add up to the variance 2 that a ReLU halves.
for arrays in (pruned, dense):
    for name, w in arrays.items():
        if w.ndim == 4:
            variance = float(np.square(w.astype(np.float64)).sum() / w.shape[0])
            assert 1.6 < variance < 2.4, (name, variance)
    assert abs(arrays["second.bias"].mean()) < 0.01 < arrays["second.bias"].std() < 0.1
    assert 0.5 < arrays["norm.running_var"].min() < 1 < arrays["norm.running_var"].max() < 1.5
assert all(np.all(w != 0) for w in dense.values())
