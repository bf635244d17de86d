"""Compute what is constant in an ONNX graph, most often shapes that exporters leave for later."""

from __future__ import annotations

import warnings
from copy import deepcopy
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper
from onnx.reference import ReferenceEvaluator

from .onnx_file import LARGE
from .onnx_graph import OnnxGraph, infer_shapes, remove_unused
from .onnx_signature import shape_of

__all__ = ["fold_constants"]

#: Elements of a result at most.
_MOST_ELEMENTS = 1 << 22
_RANDOM = ("Bernoulli", "Multinomial", "RandomNormal", "RandomUniform")


def fold_constants(graph: OnnxGraph) -> None:
    """Compute operations on constants and shapes, in place, until none is left.

    Parameters are no constants here: nothing is computed of weights.
    """
    while _fold_once(graph):
        remove_unused(graph)
        infer_shapes(graph)


def _fold_once(graph: OnnxGraph) -> bool:
    proto = graph.graph
    shapes = {
        value.name: shape_of(value) for value in (*proto.input, *proto.value_info, *proto.output)
    }
    shapes |= {name: tuple(tensor.dims) for name, tensor in graph.constants().items()}
    values = {name: numpy_helper.to_array(t) for name, t in graph.constants().items()}
    outputs = set(graph.outputs)
    kept, folded = [], False
    for node in proto.node:
        results = None
        if not outputs.intersection(node.output):
            results = (
                _shape(node, shapes) if node.op_type == "Shape" else _evaluate(graph, node, values)
            )
        if results is None:
            kept.append(deepcopy(node))
            continue
        folded = True
        for name, array in results.items():
            if array.dtype == np.float32 and array.nbytes > LARGE:
                graph.add_parameter(name, array)
            else:
                values[name] = array
                proto.initializer.append(numpy_helper.from_array(array, name))
    del proto.node[:]
    proto.node.extend(kept)
    return folded


def _shape(
    node: onnx.NodeProto, shapes: dict[str, tuple[int | str, ...] | None]
) -> dict[str, npt.NDArray[Any]] | None:
    shape = shapes.get(node.input[0])
    if shape is None or not all(isinstance(extent, int) for extent in shape):
        return None
    bounds = {attribute.name: attribute.i for attribute in node.attribute}
    part = shape[bounds.get("start", 0) : bounds.get("end", len(shape))]
    return {node.output[0]: np.asarray(part, np.int64)}


def _evaluate(
    graph: OnnxGraph, node: onnx.NodeProto, values: dict[str, npt.NDArray[Any]]
) -> dict[str, npt.NDArray[Any]] | None:
    """The results of an operation on constants alone."""
    inputs = [name for name in node.input if name]
    outputs = [name for name in node.output if name]
    if any(name not in values for name in inputs) or node.op_type.startswith(_RANDOM):
        return None
    if any(attribute.HasField("g") or attribute.graphs for attribute in node.attribute):
        return None
    alone = onnx.helper.make_graph(
        [deepcopy(node)],
        "constants",
        [
            onnx.helper.make_tensor_value_info(
                name, onnx.helper.np_dtype_to_tensor_dtype(values[name].dtype), values[name].shape
            )
            for name in inputs
        ],
        [onnx.ValueInfoProto(name=name) for name in outputs],
    )
    model = onnx.helper.make_model(alone, opset_imports=graph.model.opset_import)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results = ReferenceEvaluator(model).run(None, {name: values[name] for name in inputs})
    # What the evaluator raises for what it cannot do; torch-mlir says what is wrong.
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        return None
    arrays = dict(zip(outputs, map(np.asarray, results), strict=True))
    if any(array.size > _MOST_ELEMENTS for array in arrays.values()):
        return None
    return arrays
