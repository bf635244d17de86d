"""Find every operation of an ONNX graph that cannot be compiled, not only the first."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import onnx

from ..errors import ImportContractError
from .onnx_graph import OnnxGraph
from .onnx_lowering import OnnxLoweringError, lower_onnx
from .onnx_signature import describe_nodes, shape_of
from .refusals import is_taken, unsupported_error

__all__ = ["check_resizing", "check_static", "find_unsupported"]

#: Of an element; less is rounding of the scale.
_FRACTION = 1e-3


def check_static(graph: OnnxGraph) -> None:
    """Refuse values whose shape does not follow from the inputs' shapes.

    Raises:
        ImportContractError: names the first of them and its operation.
    """
    known = {
        value.name: shape_of(value) for value in (*graph.graph.value_info, *graph.graph.output)
    }
    for node in graph.graph.node:
        for name in filter(None, node.output):
            shape = known.get(name)
            if shape is None:
                unknown = "no shape"
            elif open_dims := [d for d, extent in enumerate(shape) if isinstance(extent, str)]:
                unknown = f"dimension {open_dims[0]} to be dynamic"
            elif 0 in shape:
                raise ImportContractError(
                    f"expected every value to have elements, but got shape {list(shape)} for "
                    f"'{name}' ({_describe(node)})"
                )
            else:
                continue
            _check_shapes_fit(graph)
            raise ImportContractError(
                f"expected every shape to be static, but got {unknown} for value '{name}' "
                f"({_describe(node)}); export without operations whose shape depends on data"
            )


def check_resizing(graph: OnnxGraph) -> None:
    """Refuse what torch-mlir lowers to something else than ONNX says.

    Where corners are aligned and scales lead to a fraction of an element, ONNX goes on with the
    fraction, torch-mlir with the integer below.

    Raises:
        ImportContractError: names all such operations.
    """
    values = (*graph.graph.input, *graph.graph.value_info)
    shapes = {value.name: shape_of(value) for value in values}
    constants = graph.constants()

    def is_wrong(node: onnx.NodeProto) -> bool:
        modes = [a.s for a in node.attribute if a.name == "coordinate_transformation_mode"]
        if node.op_type != "Resize" or modes != [b"align_corners"] or len(node.input) < 3:
            return False
        scales = constants.get(node.input[2])
        shape = shapes.get(node.input[0])
        if scales is None or shape is None:
            return False
        lengths = onnx.numpy_helper.to_array(scales) * np.asarray(shape[-np.prod(scales.dims) :])
        return bool(np.any(np.abs(lengths - lengths.round()) > _FRACTION))

    lines = describe_nodes(node for node in graph.graph.node if is_wrong(node))
    if lines:
        raise unsupported_error(lines)


def _check_shapes_fit(graph: OnnxGraph) -> None:
    try:
        onnx.shape_inference.infer_shapes(graph.model, strict_mode=True, data_prop=True)
    except onnx.shape_inference.InferenceError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ImportContractError(
            f"expected the shapes of the model to fit together, but got: {reason}"
        ) from error


def _describe(node: onnx.NodeProto) -> str:
    """Type and name of an operation."""
    domain = f"{node.domain}." if node.domain else ""
    return f"{domain}{node.op_type}, node '{node.name}'"


def find_unsupported(graph: OnnxGraph) -> list[str]:
    """List the operations of `graph` that fail when imported alone.

    Each goes through torch-mlir and the compiler's check of imports in a model of its own: call
    this once the whole model has failed.

    Returns:
        One line per type of operation, with the names of the nodes.
    """
    types = {
        value.name: value.type
        for value in (*graph.graph.input, *graph.graph.value_info, *graph.graph.output)
    }
    verdicts: dict[bytes, bool] = {}
    failing = []
    for node in graph.graph.node:
        key = _key(node, types, graph)
        if key not in verdicts:
            verdicts[key] = _imports_alone(node, types, graph)
        if not verdicts[key]:
            failing.append(node)
    return describe_nodes(failing)


def _key(node: onnx.NodeProto, types: dict[str, onnx.TypeProto], graph: OnnxGraph) -> bytes:
    """What tells operations apart that may fare differently."""
    constants = graph.constants()
    alone = deepcopy(node)
    alone.name = ""
    del alone.input[:]
    del alone.output[:]
    operands = []
    for name in node.input:
        if name in constants:
            tensor = deepcopy(constants[name])
            tensor.name = ""
            operands.append(tensor.SerializeToString())
        else:
            operands.append(types[name].SerializeToString() if name in types else b"")
    return b"|".join((alone.SerializeToString(), *operands))


def _imports_alone(
    node: onnx.NodeProto, types: dict[str, onnx.TypeProto], graph: OnnxGraph
) -> bool:
    constants = graph.constants()
    inputs = [name for name in dict.fromkeys(node.input) if name in types and name not in constants]
    alone = onnx.helper.make_graph(
        [deepcopy(node)],
        "main",
        [onnx.ValueInfoProto(name=name, type=types[name]) for name in inputs],
        [onnx.ValueInfoProto(name=n, type=types[n]) for n in node.output if n in types],
        [constants[name] for name in dict.fromkeys(node.input) if name in constants],
    )
    model = onnx.helper.make_model(alone, opset_imports=graph.model.opset_import)
    try:
        text = str(lower_onnx(model))
    except OnnxLoweringError:
        return False
    return is_taken(text, node.name)
