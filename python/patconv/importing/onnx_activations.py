"""Activations of ONNX as arithmetic, exponentials and maxima."""

from __future__ import annotations

import math

import onnx

from .onnx_maker import Maker, Rewrite, Rewriter, Shape, attribute_of

__all__ = ["ACTIVATIONS", "largest"]

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


def _prelu(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    source, slope = node.input
    make = rewriter.make(node)
    below = make.op("Relu", make.op("Neg", source))
    return make.done(make.op("Sub", make.op("Relu", source), make.op("Mul", slope, below)))


def _elu(rewriter: Rewriter, node: onnx.NodeProto) -> list[onnx.NodeProto]:
    defaults = {"Elu": (1.0, 1.0), "Celu": (1.0, 1.0), "Selu": (1.6732632, 1.0507010)}
    alpha = attribute_of(node, "alpha", defaults[node.op_type][0])
    gamma = attribute_of(node, "gamma", defaults[node.op_type][1])
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
    axis = attribute_of(node, "axis", -1 if rewriter.opset >= 13 else 1) % len(shape)
    end = axis + 1 if rewriter.opset >= 13 else len(shape)
    make = rewriter.make(node)
    shifted = make.op("Sub", node.input[0], largest(make, node.input[0], shape, axis, end))
    powers = make.op("Exp", shifted)
    axes = make.integers(list(range(axis, end)))
    total = make.op("ReduceSum", powers, axes, keepdims=1)
    if node.op_type == "LogSoftmax":
        return make.done(make.op("Sub", shifted, make.op("Log", total)))
    return make.done(make.op("Div", powers, total))


def largest(make: Maker, source: str, shape: Shape, begin: int, end: int) -> str:
    """The maximum over neighbouring dimensions, which stay as extents of 1.

    It is a pooling: torch-mlir's reductions find the place of the maximum as well, an integer.
    """
    outer, length, inner = (
        math.prod(part) for part in (shape[:begin], shape[begin:end], shape[end:])
    )
    rows = make.op("Reshape", source, make.integers([1, outer, length, inner]))
    pooled = make.op("MaxPool", rows, kernel_shape=[length, 1])
    kept = [*shape[:begin], *(1 for _ in shape[begin:end]), *shape[end:]]
    return make.op("Reshape", pooled, make.integers(kept))


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
    if attribute_of(node, "approximate", "none") == "tanh":
        cube = make.op("Mul", source, make.op("Mul", source, source))
        inner = make.op("Add", source, make.op("Mul", cube, make.floats(0.044715)))
        curve = make.op("Tanh", make.op("Mul", inner, make.floats(math.sqrt(2 / math.pi))))
    else:
        curve = _erf_of(make, make.op("Mul", source, make.floats(math.sqrt(0.5))))
    half = make.op("Mul", source, make.floats(0.5))
    return make.done(make.op("Mul", half, make.op("Add", curve, make.floats(1.0))))


#: By type of operation.
ACTIVATIONS: dict[str, Rewrite] = {
    "Celu": _elu,
    "Elu": _elu,
    "Erf": _erf,
    "Gelu": _gelu,
    "LogSoftmax": _softmax,
    "Mish": _mish,
    "PRelu": _prelu,
    "Selu": _elu,
    "Softmax": _softmax,
    "Softplus": _softplus,
}
