"""An ONNX model as the rest of the import takes it: static shapes, parameters as inputs.

What is known to be constant and matters for shapes stays in the model; large float32 tensors, and the
weights of layers, become inputs of its graph, with their data beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from ..errors import ImportContractError
from .imported import TensorSpec
from .onnx_file import LARGE, OnnxFile

__all__ = ["OnnxGraph", "copied", "infer_shapes", "is_layer", "load_graph", "remove_unused", "shape_of"]

#: Operations with weights: the name of the layer is theirs, and its data lie beside the model.
_LAYERS = ("Conv", "ConvTranspose", "Gemm", "MatMul")
_DEFAULT_DOMAINS = ("", "ai.onnx")
#: Older operator sets are converted to this one.
_OLDEST_OPSET = 13


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

    def constants(self) -> dict[str, onnx.TensorProto]:
        """What the graph holds itself, by name; these are small, or no float32 tensors."""
        return {tensor.name: tensor for tensor in self.graph.initializer}


def load_graph(file: OnnxFile, shapes: Sequence[tuple[int, ...]] | None) -> OnnxGraph:
    """Make the graph of a file static.

    Args:
        file: from `read_onnx`; its model is changed.
        shapes: of the inputs in order, or None where the model fixes them.

    Raises:
        ImportContractError: the operator set is newer than the package `onnx`, an input or an output
            is no float32 tensor, weights have another element type, or a dimension has no value.
    """
    _check_opset(file.model)
    model = file.model
    if model.functions:
        model = onnx.inliner.inline_local_functions(model)
    graph = model.graph
    _name_nodes(graph)
    arrays = dict(file.arrays)
    _lift_constants(graph)
    given = {tensor.name for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in given]
    for value in (*inputs, *graph.output):
        _check_input(value, "output" if value in graph.output else "input")
    _check_weights(graph)
    _fix_shapes(inputs, shapes)
    parameters = _take_parameters(graph, arrays)
    specs = tuple(TensorSpec(value.name, _extents(value)) for value in inputs)
    del graph.input[:]
    graph.input.extend(inputs)
    for name, array in parameters.items():
        graph.input.append(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, list(array.shape))
        )
    loaded = OnnxGraph(model, parameters, specs, tuple(value.name for value in graph.output))
    # What exporters say of shapes holds for symbols, which have values now.
    del graph.value_info[:]
    for value in graph.output:
        value.type.tensor_type.ClearField("shape")
    remove_unused(loaded)
    _update_opset(loaded)
    infer_shapes(loaded)
    return loaded


def infer_shapes(graph: OnnxGraph) -> None:
    """Find the shapes of all values as far as they follow from what is known."""
    try:
        inferred = onnx.shape_inference.infer_shapes(graph.model, data_prop=True)
    except (onnx.shape_inference.InferenceError, RuntimeError) as error:
        first = str(error).strip().splitlines()[-1]
        raise ImportContractError(
            f"expected the shapes of the model to fit together, but got: {first}"
        ) from error
    graph.model.CopyFrom(inferred)


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
    nodes = [copied(node) for node in reversed(kept)]
    del proto.node[:]
    proto.node.extend(nodes)
    initializers = [copied(t) for t in proto.initializer if t.name in needed]
    del proto.initializer[:]
    proto.initializer.extend(initializers)
    for name in [name for name in graph.parameters if name not in needed]:
        del graph.parameters[name]
    called = {spec.name for spec in graph.inputs}
    inputs = [copied(v) for v in proto.input if v.name in called or v.name in graph.parameters]
    del proto.input[:]
    proto.input.extend(inputs)


def copied(message: Any) -> Any:
    """A protobuf message that belongs to nobody."""
    copy = type(message)()
    copy.CopyFrom(message)
    return copy


def shape_of(value: onnx.ValueInfoProto) -> tuple[int | str, ...] | None:
    """Extents, with the symbol or ``?`` where one is unknown; None where the rank is."""
    tensor = value.type.tensor_type
    if not tensor.HasField("shape"):
        return None
    return tuple(
        dim.dim_value if dim.HasField("dim_value") and dim.dim_value >= 0 else dim.dim_param or "?"
        for dim in tensor.shape.dim
    )


def _read(node: onnx.NodeProto) -> Iterator[str]:
    """Names of what an operation reads, in its inner graphs too."""
    yield from filter(None, node.input)
    for attribute in node.attribute:
        for inner in (attribute.g, *attribute.graphs):
            yield from (value.name for value in inner.output)
            for node_inside in inner.node:
                yield from _read(node_inside)


def _check_opset(model: onnx.ModelProto) -> None:
    versions = [o.version for o in model.opset_import if o.domain in _DEFAULT_DOMAINS]
    newest = onnx.defs.onnx_opset_version()
    if not versions:
        raise ImportContractError(
            "expected the model to name its operator set, but got none; export it anew"
        )
    if max(versions) > newest:
        raise ImportContractError(
            f"expected an operator set up to {newest}, which onnx {onnx.__version__} knows, but got "
            f"{max(versions)}; export with opset_version={newest} or lower, or update onnx"
        )


def _update_opset(graph: OnnxGraph) -> None:
    """Write operations of old operator sets as today's, which the lowering knows."""
    version = max(o.version for o in graph.model.opset_import if o.domain in _DEFAULT_DOMAINS)
    if version >= _OLDEST_OPSET:
        return
    try:
        converted = onnx.version_converter.convert_version(graph.model, _OLDEST_OPSET)
    except RuntimeError as error:
        first = str(error).strip().splitlines()[0]
        raise ImportContractError(
            f"expected an operator set of {_OLDEST_OPSET} or newer, but got {version}, which cannot "
            f"be converted ({first}); export with opset_version={_OLDEST_OPSET}"
        ) from error
    graph.model.CopyFrom(converted)


def _name_nodes(graph: onnx.GraphProto) -> None:
    taken: set[str] = set()
    for place, node in enumerate(graph.node):
        if not node.name or node.name in taken:
            node.name = f"{node.name or node.op_type}_{place}"
        taken.add(node.name)


def _lift_constants(graph: onnx.GraphProto) -> None:
    """Turn operations that hold a tensor into initializers."""
    nodes = []
    for node in graph.node:
        if node.op_type == "Constant" and node.domain in _DEFAULT_DOMAINS:
            tensor = _constant(node)
            if tensor is not None:
                tensor.name = node.output[0]
                graph.initializer.append(tensor)
                continue
        nodes.append(copied(node))
    del graph.node[:]
    graph.node.extend(nodes)


def _constant(node: onnx.NodeProto) -> onnx.TensorProto | None:
    attribute = node.attribute[0]
    if attribute.name == "value":
        return copied(attribute.t)  # type: ignore[no-any-return]
    value = helper.get_attribute_value(attribute)
    if attribute.name in ("value_float", "value_floats"):
        return numpy_helper.from_array(np.asarray(value, np.float32))
    if attribute.name in ("value_int", "value_ints"):
        return numpy_helper.from_array(np.asarray(value, np.int64))
    return None


def _type_name(elem_type: int) -> str:
    try:
        return str(TensorProto.DataType.Name(elem_type)).lower().replace("double", "float64")
    except ValueError:
        return f"element type {elem_type}"


def _check_input(value: onnx.ValueInfoProto, what: str) -> None:
    if not value.type.HasField("tensor_type"):
        kind = value.type.WhichOneof("value") or "nothing"
        raise ImportContractError(
            f"expected {what} '{value.name}' to be a tensor, but got {kind.removesuffix('_type')}"
        )
    elem_type = value.type.tensor_type.elem_type
    if elem_type != TensorProto.FLOAT:
        name = _type_name(elem_type)
        raise ImportContractError(
            f"expected {what} '{value.name}' to be float32, but got {name}; convert the model first"
        )


def _check_weights(graph: onnx.GraphProto) -> None:
    halves = {TensorProto.FLOAT16, TensorProto.BFLOAT16, TensorProto.DOUBLE}
    for tensor in graph.initializer:
        if tensor.data_type in halves and np.prod(tensor.dims) > 1:
            raise ImportContractError(
                f"expected weights to be float32, but got {_type_name(tensor.data_type)} for "
                f"'{tensor.name}'; convert the model first"
            )


def _fix_shapes(
    inputs: Sequence[onnx.ValueInfoProto], shapes: Sequence[tuple[int, ...]] | None
) -> None:
    """Give symbols the values that the caller's shapes have in their places."""
    if shapes is not None:
        if len(shapes) != len(inputs):
            names = ", ".join(value.name for value in inputs)
            raise ImportContractError(
                f"expected a shape for each of {names}, but got {len(shapes)}"
            )
        for value, shape in zip(inputs, shapes, strict=True):
            _fix_shape(value, shape)
    for value in inputs:
        declared = shape_of(value)
        if declared is None:
            raise ImportContractError(
                f"expected the shape of input '{value.name}' to be known, but got none; give one "
                "as example_inputs (on the command line --input)"
            )
        for dim, extent in enumerate(declared):
            if isinstance(extent, str):
                raise ImportContractError(
                    f"expected every shape to be static, but got dimension {dim} of input "
                    f"'{value.name}' to be dynamic ({extent}); give its shape as example_inputs "
                    "(on the command line --input)"
                )


def _fix_shape(value: onnx.ValueInfoProto, shape: tuple[int, ...]) -> None:
    declared = shape_of(value)
    fits = declared is None or len(declared) == len(shape)
    if declared is not None and fits:
        fits = all(
            isinstance(old, str) or old == new for old, new in zip(declared, shape, strict=True)
        )
    if not fits:
        assert declared is not None
        raise ImportContractError(
            f"expected input '{value.name}' to have shape {'x'.join(map(str, declared))}, but got "
            f"{'x'.join(map(str, shape))}"
        )
    value.type.CopyFrom(helper.make_tensor_type_proto(TensorProto.FLOAT, list(shape)))


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
            kept.append(copied(tensor))
    del graph.initializer[:]
    graph.initializer.extend(kept)
    return parameters


def is_layer(node: onnx.NodeProto) -> bool:
    """Whether an operation has weights, as its second input."""
    return node.op_type in _LAYERS and node.domain in _DEFAULT_DOMAINS and len(node.input) > 1
