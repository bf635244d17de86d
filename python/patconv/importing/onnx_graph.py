"""An ONNX model as the rest of the import takes it: static shapes, parameters as inputs.

What is constant and matters for shapes stays in the model; large float32 tensors, and the weights
of layers, become inputs of its graph, with their data beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.inliner import inline_local_functions

from ..errors import ImportContractError
from .imported import TensorSpec
from .onnx_file import LARGE, OnnxFile
from .onnx_signature import (
    DEFAULT_DOMAINS,
    check_known,
    check_opset,
    check_tensor,
    check_valid,
    check_weights,
    fix_shapes,
)

__all__ = [
    "OnnxGraph",
    "infer_shapes",
    "is_layer",
    "load_graph",
    "remove_unused",
]

#: Operations with weights: the name of the layer is theirs, and its data lie beside the model.
_LAYERS = ("Conv", "ConvTranspose", "Gemm", "MatMul")
#: Older operator sets are converted to this one.
_OLDEST_OPSET = 13
#: Of the first format that came with that set.
_IR_VERSION = 7


@dataclass(eq=False)
class OnnxGraph:
    """A model whose graph takes its parameters as inputs.

    Attributes:
        model: the model; its operations have names, and every known shape is in it.
        parameters: data of the parameters by the name of the value in the graph.
        inputs: what a caller passes.
        outputs: names of the results.
    """

    model: onnx.ModelProto
    parameters: dict[str, npt.NDArray[np.float32]]
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[str, ...]

    @property
    def graph(self) -> onnx.GraphProto:
        """The model's graph."""
        return self.model.graph

    def add_parameter(self, name: str, array: npt.NDArray[np.float32]) -> None:
        """Make a value an input of the graph, with its data beside."""
        self.parameters[name] = array
        self.graph.input.append(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, list(array.shape))
        )

    def constants(self) -> dict[str, onnx.TensorProto]:
        """What the graph holds itself, by name; these are small, or no float32 tensors."""
        return {tensor.name: tensor for tensor in self.graph.initializer}


def load_graph(file: OnnxFile, shapes: Sequence[tuple[int, ...]] | None) -> OnnxGraph:
    """Make the graph of a file static.

    Args:
        file: from `read_onnx`; its model is changed.
        shapes: of the inputs in order, or None where the model fixes them.

    Raises:
        ImportContractError: the operator set is newer than the package `onnx`, an input or an
            output is no float32 tensor, weights have another element type, a dimension has no
            value, ONNX does not define an operation, or the graph is no valid one.
    """
    check_opset(file.model)
    model = file.model
    if model.functions:
        model = inline_local_functions(model)
    # Before version 4 of the format, constants had to be inputs, too.
    model.ir_version = max(model.ir_version, _IR_VERSION)
    graph = model.graph
    _name_nodes(graph)
    arrays = dict(file.arrays)
    _skip_identities(graph)
    _lift_constants(graph)
    given = {tensor.name for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in given]
    for value in (*inputs, *graph.output):
        check_tensor(value, "output" if value in graph.output else "input")
    check_weights(graph)
    fix_shapes(inputs, shapes)
    parameters = _take_parameters(graph, arrays)
    specs = tuple(TensorSpec(value.name, _extents(value)) for value in inputs)
    del graph.input[:]
    graph.input.extend(inputs)
    loaded = OnnxGraph(model, {}, specs, tuple(value.name for value in graph.output))
    for name, array in parameters.items():
        loaded.add_parameter(name, array)
    remove_unused(loaded)
    check_known(loaded.model)
    check_valid(loaded.model)
    # What exporters say of shapes holds for symbols, which have values now.
    del graph.value_info[:]
    for value in graph.output:
        value.type.tensor_type.ClearField("shape")
    _update_opset(loaded)
    infer_shapes(loaded)
    return loaded


def infer_shapes(graph: OnnxGraph) -> None:
    """Find the shapes of all values as far as they follow from what is known."""
    graph.model.CopyFrom(onnx.shape_inference.infer_shapes(graph.model, data_prop=True))


def remove_unused(graph: OnnxGraph) -> None:
    """Remove operations, constants and parameters whose values nothing reads."""
    proto = graph.graph
    needed = {value.name for value in proto.output}
    kept = []
    for node in reversed(proto.node):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(_read(node))
    # Copies, since the list that holds them is emptied.
    nodes = [deepcopy(node) for node in reversed(kept)]
    del proto.node[:]
    proto.node.extend(nodes)
    initializers = [deepcopy(t) for t in proto.initializer if t.name in needed]
    del proto.initializer[:]
    proto.initializer.extend(initializers)
    for name in [name for name in graph.parameters if name not in needed]:
        del graph.parameters[name]
    called = {spec.name for spec in graph.inputs}
    inputs = [deepcopy(v) for v in proto.input if v.name in called or v.name in graph.parameters]
    del proto.input[:]
    proto.input.extend(inputs)


def _read(node: onnx.NodeProto) -> Iterator[str]:
    """Names of what an operation reads, in its inner graphs too."""
    yield from filter(None, node.input)
    for attribute in node.attribute:
        for inner in (attribute.g, *attribute.graphs):
            yield from (value.name for value in inner.output)
            for node_inside in inner.node:
                yield from _read(node_inside)


def _update_opset(graph: OnnxGraph) -> None:
    """Write operations of old operator sets as today's, which the lowering knows."""
    version = max(o.version for o in graph.model.opset_import if o.domain in DEFAULT_DOMAINS)
    if version >= _OLDEST_OPSET:
        return
    try:
        converted = onnx.version_converter.convert_version(graph.model, _OLDEST_OPSET)
    except RuntimeError as error:
        first = str(error).strip().splitlines()[0]
        raise ImportContractError(
            f"expected an operator set from {_OLDEST_OPSET} on, but got {version}, which cannot be "
            f"converted ({first}); export with opset_version={_OLDEST_OPSET}"
        ) from error
    graph.model.CopyFrom(converted)


def _name_nodes(graph: onnx.GraphProto) -> None:
    taken: set[str] = set()
    for place, node in enumerate(graph.node):
        if not node.name or node.name in taken:
            node.name = f"{node.name or node.op_type}_{place}"
        taken.add(node.name)


def _skip_identities(graph: onnx.GraphProto) -> None:
    """Let operations read what others hand on: weights that several layers share, most often."""
    if any(attribute.HasField("g") for node in graph.node for attribute in node.attribute):
        return  # Inner graphs read values by their names.
    outputs = {value.name for value in graph.output}
    sources: dict[str, str] = {}
    for node in graph.node:
        for place, name in enumerate(node.input):
            node.input[place] = sources.get(name, name)
        if node.op_type == "Identity" and node.domain in DEFAULT_DOMAINS:
            sources.update({name: node.input[0] for name in node.output if name not in outputs})


def _lift_constants(graph: onnx.GraphProto) -> None:
    """Turn operations that hold a tensor into initializers."""
    nodes = []
    for node in graph.node:
        if node.op_type == "Constant" and node.domain in DEFAULT_DOMAINS:
            tensor = _constant(node)
            if tensor is not None:
                tensor.name = node.output[0]
                graph.initializer.append(tensor)
                continue
        nodes.append(deepcopy(node))
    del graph.node[:]
    graph.node.extend(nodes)


def _constant(node: onnx.NodeProto) -> onnx.TensorProto | None:
    attribute = node.attribute[0]
    if attribute.name == "value":
        tensor: onnx.TensorProto = deepcopy(attribute.t)
        return tensor
    value = helper.get_attribute_value(attribute)
    if attribute.name in ("value_float", "value_floats"):
        return numpy_helper.from_array(np.asarray(value, np.float32))
    if attribute.name in ("value_int", "value_ints"):
        return numpy_helper.from_array(np.asarray(value, np.int64))
    return None


def _extents(value: onnx.ValueInfoProto) -> tuple[int, ...]:
    return tuple(dim.dim_value for dim in value.type.tensor_type.shape.dim)


def _take_parameters(
    graph: onnx.GraphProto, arrays: Mapping[str, npt.NDArray[np.float32]]
) -> dict[str, npt.NDArray[np.float32]]:
    """Move large float32 tensors and the weights of layers out of the graph."""
    weights = {node.input[1] for node in graph.node if is_layer(node)}
    parameters, kept = dict(arrays), []
    for tensor in graph.initializer:
        if tensor.name in arrays:
            continue
        size = 4 * int(np.prod(tensor.dims, dtype=object))
        if tensor.data_type == TensorProto.FLOAT and (size > LARGE or tensor.name in weights):
            parameters[tensor.name] = numpy_helper.to_array(tensor)
        else:
            kept.append(deepcopy(tensor))
    del graph.initializer[:]
    graph.initializer.extend(kept)
    return parameters


def is_layer(node: onnx.NodeProto) -> bool:
    """Whether an operation has weights, as its second input."""
    return node.op_type in _LAYERS and node.domain in DEFAULT_DOMAINS and len(node.input) > 1
