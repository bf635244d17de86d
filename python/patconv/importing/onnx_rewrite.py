"""Write ONNX operations as others that lower well.

torch-mlir lowers some operations to integers and booleans that are no values of the compiler, some
in a way that is wrong, and some for newer operator sets alone. Each function here takes one
operation and gives those that take its place. They keep its name, which errors mention.
"""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import onnx

from .onnx_activations import ACTIVATIONS, largest
from .onnx_graph import OnnxGraph
from .onnx_maker import Rewrite, Rewriter, attribute_of
from .onnx_signature import DEFAULT_DOMAINS

__all__ = ["rewrite_operations"]

#: Integral exponents that become products.
_MOST_FACTORS = 8


def rewrite_operations(graph: OnnxGraph) -> None:
    """Rewrite every operation of `graph` that has a better form, in place."""
    rewriter = Rewriter(graph)
    nodes: list[onnx.NodeProto] = []
    for node in graph.graph.node:
        rewrite = _REWRITES.get(node.op_type) if node.domain in DEFAULT_DOMAINS else None
        made = rewrite(rewriter, node) if rewrite else None
        nodes += [deepcopy(node)] if made is None else made
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)


def _batch_normalization(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """A scale and a shift by channel, which the compiler folds into a convolution before it."""
    constants = [rewriter.constant(name) for name in node.input[1:5]]
    shape = rewriter.shapes.get(node.input[0])
    outputs = [name for name in node.output if name]
    if shape is None or len(outputs) > 1 or attribute_of(node, "training_mode", 0):
        return None
    # Before version 9 statistics could be by pixel.
    if any(value is None or value.ndim != 1 for value in constants):
        return None
    gamma, beta, mean, variance = (np.asarray(value, np.float64) for value in constants)
    scale = gamma / np.sqrt(variance + attribute_of(node, "epsilon", 1e-5))
    channels = (-1, *(1 for _ in shape[2:]))
    make = rewriter.make(node)
    scaled = make.op("Mul", node.input[0], make.floats(scale.reshape(channels), "scale"))
    shift = make.floats((beta - mean * scale).reshape(channels), "shift")
    return make.done(make.op("Add", scaled, shift))


def _power(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """Products and square roots where the exponent is a constant that allows it."""
    exponent = rewriter.constant(node.input[1])
    if (
        exponent is None
        or exponent.size != 1
        or exponent.ndim > len(rewriter.shapes.get(node.input[0], ()))
    ):
        return None
    value, (base, _) = float(exponent.reshape(())), node.input
    make = rewriter.make(node)
    if value == 0.5:
        return make.done(make.op("Sqrt", base))
    if value != int(value) or not 1 <= value <= _MOST_FACTORS:
        return None
    result = make.op("Identity", base)
    for _ in range(int(value) - 1):
        result = make.op("Mul", result, base)
    return make.done(result)


def _reduce_extreme(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    shape = rewriter.shapes.get(node.input[0])
    axes = attribute_of(node, "axes", None)
    if len(node.input) > 1 and node.input[1]:
        axes = rewriter.constant(node.input[1])
    if shape is None or (axes is None and len(node.input) > 1 and node.input[1]):
        return None
    axes = range(len(shape)) if axes is None or not len(axes) else axes
    places = sorted(int(axis) % len(shape) for axis in axes)
    if places != list(range(places[0], places[-1] + 1)):
        return None
    make = rewriter.make(node)
    smallest = node.op_type == "ReduceMin"
    source = make.op("Neg", node.input[0]) if smallest else node.input[0]
    result = largest(make, source, shape, places[0], places[-1] + 1)
    result = make.op("Neg", result) if smallest else result
    if not attribute_of(node, "keepdims", 1):
        rest = [extent for place, extent in enumerate(shape) if place not in places]
        result = make.op("Reshape", result, make.integers(rest))
    return make.done(result)


def _depth_to_space(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """Transposed blocks; torch-mlir takes one mode for the other."""
    shape = rewriter.shapes.get(node.input[0])
    if shape is None or len(shape) != 4:
        return None
    batch, channels, height, width = shape
    block = attribute_of(node, "blocksize", 1)
    depth = channels // block**2
    make = rewriter.make(node)
    if attribute_of(node, "mode", "DCR") == "DCR":
        split, order = [batch, block, block, depth, height, width], [0, 3, 4, 1, 5, 2]
    else:
        split, order = [batch, depth, block, block, height, width], [0, 1, 4, 2, 5, 3]
    blocks = make.op("Reshape", node.input[0], make.integers(split))
    result = [batch, depth, height * block, width * block]
    moved = make.op("Transpose", blocks, perm=order)
    return make.done(make.op("Reshape", moved, make.integers(result)))


def _space_to_depth(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    shape = rewriter.shapes.get(node.input[0])
    if shape is None or len(shape) != 4:
        return None
    batch, channels, height, width = shape
    block = attribute_of(node, "blocksize", 1)
    rows, columns = height // block, width // block
    make = rewriter.make(node)
    split = make.integers([batch, channels, rows, block, columns, block])
    order = [0, 3, 5, 1, 2, 4] if attribute_of(node, "mode", "DCR") == "DCR" else [0, 1, 3, 5, 2, 4]
    moved = make.op("Transpose", make.op("Reshape", node.input[0], split), perm=order)
    result = make.integers([batch, channels * block**2, rows, columns])
    return make.done(make.op("Reshape", moved, result))


def _dropout(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """Nothing, in inference."""
    training = rewriter.constant(node.input[2]) if len(node.input) > 2 and node.input[2] else False
    if training is None or training or any(node.output[1:]):
        return None
    make = rewriter.make(node)
    return make.done(make.op("Identity", node.input[0]))


#: By type of operation.
_REWRITES: dict[str, Rewrite] = {
    **ACTIVATIONS,
    "BatchNormalization": _batch_normalization,
    "DepthToSpace": _depth_to_space,
    "Dropout": _dropout,
    "Pow": _power,
    "ReduceMax": _reduce_extreme,
    "ReduceMin": _reduce_extreme,
    "SpaceToDepth": _space_to_depth,
}
