"""Write ONNX operations as others that lower well.

torch-mlir lowers some in a way that is wrong, and some for newer operator sets alone. Each function
here takes one operation and gives those that take its place. They keep its name, which errors
mention.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

from .onnx_file import LARGE
from .onnx_graph import OnnxGraph
from .onnx_signature import DEFAULT_DOMAINS, shape_of

__all__ = ["rewrite_operations"]


def rewrite_operations(graph: OnnxGraph) -> None:
    """Rewrite every operation of `graph` that has a better form, in place."""
    rewriter = _Rewriter(graph)
    nodes: list[onnx.NodeProto] = []
    for node in graph.graph.node:
        rewrite = _REWRITES.get(node.op_type) if node.domain in DEFAULT_DOMAINS else None
        made = rewrite(rewriter, node) if rewrite else None
        nodes += [deepcopy(node)] if made is None else made
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)


@dataclass(eq=False)
class _Rewriter:
    """What a rewrite may ask of the graph, and how it makes operations."""

    graph: OnnxGraph
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    counter: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        proto = self.graph.graph
        for value in (*proto.input, *proto.value_info, *proto.output):
            shape = shape_of(value)
            if shape is not None and all(isinstance(extent, int) for extent in shape):
                self.shapes[value.name] = tuple(map(int, shape))
        self._constants = self.graph.constants()

    def constant(self, name: str) -> npt.NDArray[Any] | None:
        """The value of a constant or a parameter; None where it is computed."""
        if name in self.graph.parameters:
            return self.graph.parameters[name]
        tensor = self._constants.get(name)
        return None if tensor is None else numpy_helper.to_array(tensor)

    def make(self, node: onnx.NodeProto) -> _Maker:
        """What makes the operations in the place of `node`."""
        return _Maker(self, node)


@dataclass(eq=False)
class _Maker:
    """Makes operations; each method returns the name of a value."""

    rewriter: _Rewriter
    node: onnx.NodeProto
    nodes: list[onnx.NodeProto] = field(default_factory=list)

    def op(self, op_type: str, *inputs: str, **attributes: Any) -> str:
        """An operation with one result."""
        name = self._fresh(op_type.lower())
        self.nodes.append(
            helper.make_node(op_type, inputs, [name], name=self.node.name, **attributes)
        )
        return name

    def floats(self, values: npt.ArrayLike, label: str = "value") -> str:
        """A float32 constant, which lies beside the model where it is large."""
        array = np.ascontiguousarray(values, np.float32)
        name = self._fresh(label)
        graph = self.rewriter.graph
        if array.nbytes <= LARGE:
            graph.graph.initializer.append(numpy_helper.from_array(array, name))
        else:
            graph.add_parameter(name, array)
        return name

    def weights(self, values: npt.ArrayLike) -> str:
        """Other weights for the operation, under their name, which is the layer's."""
        name: str = self.node.input[1]
        graph = self.rewriter.graph
        readers = sum(list(node.input).count(name) for node in graph.graph.node)
        if name not in graph.parameters or readers > 1:
            return self.floats(values, "weight")
        del graph.graph.input[[value.name for value in graph.graph.input].index(name)]
        graph.add_parameter(name, np.ascontiguousarray(values, np.float32))
        return name

    def integers(self, values: Sequence[int]) -> str:
        """An int64 constant."""
        name = self._fresh("integers")
        array = np.asarray(values, np.int64)
        self.rewriter.graph.graph.initializer.append(numpy_helper.from_array(array, name))
        return name

    def done(self, value: str) -> list[onnx.NodeProto]:
        """The operations, the last of which gives the original's result."""
        last = self.nodes[-1]
        assert last.output[0] == value
        last.output[0] = self.node.output[0]
        return self.nodes

    def _fresh(self, label: str) -> str:
        return f"{self.node.name}/patconv.{label}.{next(self.rewriter.counter)}"


def _attribute(node: onnx.NodeProto, name: str, default: Any) -> Any:
    """An attribute's value, or `default` where the operation has none."""
    for attribute in node.attribute:
        if attribute.name == name:
            value = helper.get_attribute_value(attribute)
            return value.decode() if isinstance(value, bytes) else value
    return default


def _batch_normalization(rewriter: _Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """A scale and a shift by channel, which the compiler folds into a convolution before it."""
    constants = [rewriter.constant(name) for name in node.input[1:5]]
    shape = rewriter.shapes.get(node.input[0])
    outputs = [name for name in node.output if name]
    if shape is None or len(outputs) > 1 or _attribute(node, "training_mode", 0):
        return None
    # Before version 9 statistics could be by pixel.
    if any(value is None or value.ndim != 1 for value in constants):
        return None
    gamma, beta, mean, variance = (np.asarray(value, np.float64) for value in constants)
    scale = gamma / np.sqrt(variance + _attribute(node, "epsilon", 1e-5))
    channels = (-1, *(1 for _ in shape[2:]))
    make = rewriter.make(node)
    scaled = make.op("Mul", node.input[0], make.floats(scale.reshape(channels), "scale"))
    shift = make.floats((beta - mean * scale).reshape(channels), "shift")
    return make.done(make.op("Add", scaled, shift))


def _conv_transpose(rewriter: _Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """Of each channel by itself, which torch-mlir does not lower: groups of a few channels.

    The kernels of each for the others are zeros, which are not run.
    """
    weights = rewriter.constant(node.input[1])
    groups: int = _attribute(node, "group", 1)
    if weights is None or groups == 1 or len(weights) != groups:
        return None
    together = next(n for n in range(2, groups + 1) if groups % n == 0)
    spread = (1,) * (weights.ndim - 2)
    own = np.tile(np.eye(together), (groups // together, 1)).repeat(weights.shape[1], 1)
    kernels = np.tile(weights, (1, together, *spread)) * own.reshape(*own.shape, *spread)
    kept = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    make = rewriter.make(node)
    inputs = [node.input[0], make.weights(kernels), *node.input[2:]]
    return make.done(make.op("ConvTranspose", *inputs, **{**kept, "group": groups // together}))


def _depth_to_space(rewriter: _Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """Transposed blocks; torch-mlir takes one mode for the other."""
    shape = rewriter.shapes.get(node.input[0])
    if shape is None or len(shape) != 4:
        return None
    batch, channels, height, width = shape
    block = _attribute(node, "blocksize", 1)
    depth = channels // block**2
    make = rewriter.make(node)
    if _attribute(node, "mode", "DCR") == "DCR":
        split, order = [batch, block, block, depth, height, width], [0, 3, 4, 1, 5, 2]
    else:
        split, order = [batch, depth, block, block, height, width], [0, 1, 4, 2, 5, 3]
    blocks = make.op("Reshape", node.input[0], make.integers(split))
    result = [batch, depth, height * block, width * block]
    moved = make.op("Transpose", blocks, perm=order)
    return make.done(make.op("Reshape", moved, make.integers(result)))


def _space_to_depth(rewriter: _Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    shape = rewriter.shapes.get(node.input[0])
    if shape is None or len(shape) != 4:
        return None
    batch, channels, height, width = shape
    block = _attribute(node, "blocksize", 1)
    rows, columns = height // block, width // block
    make = rewriter.make(node)
    split = make.integers([batch, channels, rows, block, columns, block])
    order = [0, 3, 5, 1, 2, 4] if _attribute(node, "mode", "DCR") == "DCR" else [0, 1, 3, 5, 2, 4]
    moved = make.op("Transpose", make.op("Reshape", node.input[0], split), perm=order)
    result = make.integers([batch, channels * block**2, rows, columns])
    return make.done(make.op("Reshape", moved, result))


def _matmul(rewriter: _Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """A linear layer on several dimensions, which is one product of matrices.

    torch-mlir multiplies batch by batch, with the weights repeated for each.
    """
    shape = rewriter.shapes.get(node.input[0])
    weights = rewriter.constant(node.input[1])
    if shape is None or len(shape) < 3 or weights is None or weights.ndim != 2:
        return None
    make = rewriter.make(node)
    rows = make.op("Reshape", node.input[0], make.integers([math.prod(shape[:-1]), shape[-1]]))
    product = make.op("MatMul", rows, node.input[1])
    result = [*shape[:-1], weights.shape[1]]
    return make.done(make.op("Reshape", product, make.integers(result)))


#: What takes the pixels 0, 0, 1, 1, ... for a factor of 2, and so on: how places of the result
#: become places of the image, and how these are rounded.
_WHOLE_NEAREST = (
    ("asymmetric", "floor"),
    ("half_pixel", "round_prefer_floor"),
    ("half_pixel", "round_prefer_ceil"),
)


def _resize(rewriter: _Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """Each pixel as often as a whole factor says: a copy, without arithmetic on places."""
    shape = rewriter.shapes.get(node.input[0])
    how = (
        _attribute(node, "coordinate_transformation_mode", "half_pixel"),
        _attribute(node, "nearest_mode", "round_prefer_floor"),
    )
    # Before version 11 the second operand had the factors.
    _, _, scales, sizes = [*node.input, "", "", ""][:4]
    if shape is None or how not in _WHOLE_NEAREST or not (scales or sizes):
        return None
    if _attribute(node, "mode", "nearest") != "nearest" or _attribute(node, "axes", None):
        return None
    if _attribute(node, "keep_aspect_ratio_policy", "stretch") != "stretch":
        return None
    given = rewriter.constant(scales or sizes)
    if given is None or given.shape != (len(shape),):
        return None
    times = given if scales else given / np.maximum(shape, 1)
    if not np.array_equal(times, np.maximum(np.round(times), 1)):
        return None
    blocks, repeated = [], []
    for extent, time in zip(shape, times.astype(int).tolist(), strict=True):
        blocks += [extent, 1]
        repeated += [extent, time]
    grown = [extent * time for extent, time in zip(shape, repeated[1::2], strict=True)]
    make = rewriter.make(node)
    image = make.op("Reshape", node.input[0], make.integers(blocks))
    image = make.op("Expand", image, make.integers(repeated))
    return make.done(make.op("Reshape", image, make.integers(grown)))


def _reciprocal(rewriter: _Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    """A quotient; torch-mlir asserts besides that no element is zero."""
    make = rewriter.make(node)
    return make.done(make.op("Div", make.floats(1.0), node.input[0]))


#: Gives the operations that take the place of one, or None where that stays.
_Rewrite = Callable[[_Rewriter, onnx.NodeProto], list[onnx.NodeProto] | None]
#: By type of operation.
_REWRITES: dict[str, _Rewrite] = {
    "BatchNormalization": _batch_normalization,
    "ConvTranspose": _conv_transpose,
    "DepthToSpace": _depth_to_space,
    "MatMul": _matmul,
    "Reciprocal": _reciprocal,
    "Resize": _resize,
    "SpaceToDepth": _space_to_depth,
}
