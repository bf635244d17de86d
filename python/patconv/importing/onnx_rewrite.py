"""Write ONNX operations as others that lower well, and compute what is constant.

torch-mlir lowers some operations to integers and booleans that are no values of the compiler, some in a
way that is wrong, and some for newer operator sets alone. Each function here takes one operation and
gives those that take its place. They keep the operation's name, which errors mention.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from .onnx_file import LARGE
from .onnx_graph import OnnxGraph, copied, shape_of

__all__ = ["rewrite_operations"]

_Shape = tuple[int, ...]
#: Integral exponents that become products.
_MOST_FACTORS = 8
# The error function between -4 and 4 as Eigen and XLA approximate it in float32.
_ERF_NUMERATOR = (
    -2.72614225801306e-10,
    2.77068142495902e-08,
    -2.10102402082508e-06,
    -5.69250639462346e-05,
    -7.34990630326855e-04,
    -2.95459980854025e-03,
    -1.60960333262415e-02,
)
_ERF_DENOMINATOR = (
    -1.45660718464996e-05,
    -2.13374055278905e-04,
    -1.68282697438203e-03,
    -7.37332916720468e-03,
    -1.42647390514189e-02,
)


def rewrite_operations(graph: OnnxGraph) -> None:
    """Rewrite every operation of `graph` that has a better form, in place."""
    rewriter = Rewriter(graph)
    nodes: list[onnx.NodeProto] = []
    for node in graph.graph.node:
        rewrite = _REWRITES.get(node.op_type) if node.domain in ("", "ai.onnx") else None
        made = rewrite(rewriter, node) if rewrite else None
        nodes += [copied(node)] if made is None else made
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)


@dataclass(eq=False)
class Rewriter:
    """What a rewrite may ask of the graph, and how it makes operations."""

    graph: OnnxGraph
    shapes: dict[str, _Shape] = field(default_factory=dict)
    counter: Any = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        proto = self.graph.graph
        for value in (*proto.input, *proto.value_info, *proto.output):
            shape = shape_of(value)
            if shape is not None and all(isinstance(extent, int) for extent in shape):
                self.shapes[value.name] = tuple(map(int, shape))
        self._constants = self.graph.constants()

    @property
    def opset(self) -> int:
        """Version of the default operator set."""
        return max(o.version for o in self.graph.model.opset_import if o.domain in ("", "ai.onnx"))

    def constant(self, name: str) -> npt.NDArray[Any] | None:
        """The value of a constant or a parameter; None where it is computed."""
        if name in self.graph.parameters:
            return self.graph.parameters[name]
        tensor = self._constants.get(name)
        return None if tensor is None else numpy_helper.to_array(tensor)

    def make(self, node: onnx.NodeProto) -> Maker:
        """What makes the operations in the place of `node`."""
        return Maker(self, node)


@dataclass(eq=False)
class Maker:
    """Makes operations; each method returns the name of a value."""

    rewriter: Rewriter
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
            graph.parameters[name] = array
            graph.graph.input.append(
                helper.make_tensor_value_info(name, TensorProto.FLOAT, array.shape)
            )
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
    for attribute in node.attribute:
        if attribute.name == name:
            value = helper.get_attribute_value(attribute)
            return value.decode() if isinstance(value, bytes) else value
    return default


def _batch_normalization(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
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


def _power(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """Products and square roots where the exponent is a constant that allows it."""
    exponent = rewriter.constant(node.input[1])
    if exponent is None or exponent.size != 1 or exponent.ndim > len(
        rewriter.shapes.get(node.input[0], ())
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


def _prelu(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    source, slope = node.input
    make = rewriter.make(node)
    below = make.op("Relu", make.op("Neg", source))
    return make.done(make.op("Sub", make.op("Relu", source), make.op("Mul", slope, below)))


def _elu(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    defaults = {"Elu": (1.0, 1.0), "Celu": (1.0, 1.0), "Selu": (1.6732632, 1.0507010)}
    alpha = _attribute(node, "alpha", defaults[node.op_type][0])
    gamma = _attribute(node, "gamma", defaults[node.op_type][1])
    source = node.input[0]
    make = rewriter.make(node)
    below = make.op("Neg", make.op("Relu", make.op("Neg", source)))
    if node.op_type == "Celu":
        below = make.op("Div", below, make.floats(alpha))
    less_one = make.op("Sub", make.op("Exp", below), make.floats(1.0))
    scaled = make.op("Mul", less_one, make.floats(alpha))
    total = make.op("Add", make.op("Relu", source), scaled)
    return make.done(make.op("Mul", total, make.floats(gamma)))


def _softplus_of(make: Maker, source: str) -> str:
    """``log(1 + exp(x))`` without overflow."""
    small = make.op("Exp", make.op("Neg", make.op("Abs", source)))
    rest = make.op("Log", make.op("Add", small, make.floats(1.0)))
    return make.op("Add", make.op("Relu", source), rest)


def _softplus(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    make = rewriter.make(node)
    return make.done(_softplus_of(make, node.input[0]))


def _mish(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    make = rewriter.make(node)
    return make.done(
        make.op("Mul", node.input[0], make.op("Tanh", _softplus_of(make, node.input[0])))
    )


def _softmax(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    shape = rewriter.shapes.get(node.input[0])
    if shape is None:
        return None
    # Before version 13 all dimensions from the axis on were one.
    axis = _attribute(node, "axis", -1 if rewriter.opset >= 13 else 1) % len(shape)
    end = axis + 1 if rewriter.opset >= 13 else len(shape)
    make = rewriter.make(node)
    shifted = make.op("Sub", node.input[0], _largest(make, node.input[0], shape, axis, end))
    powers = make.op("Exp", shifted)
    axes = make.integers(list(range(axis, end)))
    total = make.op("ReduceSum", powers, axes, keepdims=1)
    if node.op_type == "LogSoftmax":
        return make.done(make.op("Sub", shifted, make.op("Log", total)))
    return make.done(make.op("Div", powers, total))


def _largest(make: Maker, source: str, shape: _Shape, begin: int, end: int) -> str:
    """The maximum over neighbouring dimensions, which stay as extents of 1.

    It is a pooling: torch-mlir's reductions find the place of the maximum as well, an integer.
    """
    outer, length, inner = (math.prod(part) for part in (shape[:begin], shape[begin:end], shape[end:]))
    rows = make.op("Reshape", source, make.integers([1, outer, length, inner]))
    pooled = make.op("MaxPool", rows, kernel_shape=[length, 1])
    kept = [*shape[:begin], *(1 for _ in shape[begin:end]), *shape[end:]]
    return make.op("Reshape", pooled, make.integers(kept))


def _reduce_extreme(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    shape = rewriter.shapes.get(node.input[0])
    axes = _attribute(node, "axes", None)
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
    result = _largest(make, source, shape, places[0], places[-1] + 1)
    result = make.op("Neg", result) if smallest else result
    if not _attribute(node, "keepdims", 1):
        rest = [extent for place, extent in enumerate(shape) if place not in places]
        result = make.op("Reshape", result, make.integers(rest))
    return make.done(result)


def _erf_of(make: Maker, source: str) -> str:
    """An odd rational function, right to some units in the last place of float32; 1 beyond 4."""
    bounded = make.op("Clip", source, make.floats(-4.0), make.floats(4.0))
    square = make.op("Mul", bounded, bounded)

    def polynomial(coefficients: tuple[float, ...]) -> str:
        value = make.floats(coefficients[0])
        for coefficient in coefficients[1:]:
            value = make.op("Add", make.op("Mul", square, value), make.floats(coefficient))
        return value

    above = make.op("Mul", bounded, polynomial(_ERF_NUMERATOR))
    return make.op("Div", above, polynomial(_ERF_DENOMINATOR))


def _erf(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    make = rewriter.make(node)
    return make.done(_erf_of(make, node.input[0]))


def _gelu(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    source = node.input[0]
    make = rewriter.make(node)
    if _attribute(node, "approximate", "none") == "tanh":
        cube = make.op("Mul", source, make.op("Mul", source, source))
        inner = make.op("Add", source, make.op("Mul", cube, make.floats(0.044715)))
        curve = make.op("Tanh", make.op("Mul", inner, make.floats(math.sqrt(2 / math.pi))))
    else:
        curve = _erf_of(make, make.op("Mul", source, make.floats(math.sqrt(0.5))))
    half = make.op("Mul", source, make.floats(0.5))
    return make.done(make.op("Mul", half, make.op("Add", curve, make.floats(1.0))))


def _depth_to_space(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
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


def _space_to_depth(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
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


def _dropout(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto] | None:
    """Nothing, in inference."""
    training = rewriter.constant(node.input[2]) if len(node.input) > 2 and node.input[2] else False
    if training is None or training or any(node.output[1:]):
        return None
    make = rewriter.make(node)
    return make.done(make.op("Identity", node.input[0]))


#: By type of operation.
_REWRITES: dict[str, Callable[[Rewriter, onnx.NodeProto], list[onnx.NodeProto] | None]] = {
    "BatchNormalization": _batch_normalization,
    "Celu": _elu,
    "DepthToSpace": _depth_to_space,
    "Dropout": _dropout,
    "Elu": _elu,
    "Erf": _erf,
    "Gelu": _gelu,
    "LogSoftmax": _softmax,
    "Mish": _mish,
    "PRelu": _prelu,
    "Pow": _power,
    "ReduceMax": _reduce_extreme,
    "ReduceMin": _reduce_extreme,
    "Selu": _elu,
    "Softmax": _softmax,
    "Softplus": _softplus,
    "SpaceToDepth": _space_to_depth,
}
