"""From an ONNX file to text with arrays beside it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ImportContractError
from .imported import ImportedModel, TensorSpec
from .onnx_file import read_onnx, require_onnx
from .refusals import unsupported_error

if TYPE_CHECKING:
    from .onnx_graph import OnnxGraph

__all__ = ["import_onnx", "load_static_graph"]


def import_onnx(path: Path, example_inputs: Any = None, *, locations: bool = True) -> ImportedModel:
    """Import an ONNX file.

    Args:
        path: the file; data that lie in others are looked for in its folder.
        example_inputs: one array or a sequence, of which the shapes count; needed where the model
            leaves a dimension of an input open.
        locations: whether the text says which node each operation comes from.

    Raises:
        ImportContractError: the model cannot be compiled; the message says which operation,
            dimension or file is the reason.
        ImportError: a package is missing.
    """
    started = time.perf_counter()
    graph = load_static_graph(path, example_inputs)
    from .onnx_graph import infer_shapes, remove_unused
    from .onnx_lowering import OnnxLoweringError, lower_onnx_to_text
    from .onnx_names import name_parameters
    from .onnx_rewrite import rewrite_operations
    from .onnx_unsupported import check_resizing, find_unsupported

    read = time.perf_counter()
    check_resizing(graph)
    names = name_parameters(graph)
    rewrite_operations(graph)
    names |= {name: name for name in graph.parameters if name not in names}
    remove_unused(graph)
    infer_shapes(graph)
    try:
        text = lower_onnx_to_text(graph, names, locations=locations)
    except OnnxLoweringError as error:
        raise unsupported_error(find_unsupported(graph) or error.diagnostics) from error
    lowered = time.perf_counter()
    return ImportedModel(
        text,
        _arrays(graph, names),
        graph.inputs,
        _outputs(graph),
        {"read": read - started, "lower": lowered - read, "total": lowered - started},
        find_unsupported=lambda: find_unsupported(graph),
    )


def load_static_graph(path: Path, example_inputs: Any = None) -> OnnxGraph:
    """Read a file into a graph that has shapes everywhere, and its own operations.

    Raises:
        ImportContractError, ImportError: as `import_onnx`.
    """
    require_onnx()
    from .onnx_constants import fold_constants
    from .onnx_graph import load_graph
    from .onnx_unsupported import check_static

    graph = load_graph(read_onnx(path), _input_shapes(example_inputs))
    fold_constants(graph)
    check_static(graph)
    return graph


def _input_shapes(example_inputs: Any) -> list[tuple[int, ...]] | None:
    """The shapes of example inputs, in order; None without.

    Raises:
        ImportContractError: something is no float32 array or tensor.
    """
    if example_inputs is None:
        return None
    if hasattr(example_inputs, "shape") or not hasattr(example_inputs, "__iter__"):
        example_inputs = (example_inputs,)
    shapes = []
    for position, value in enumerate(example_inputs):
        if not hasattr(value, "shape") or not hasattr(value, "dtype"):
            raise ImportContractError(
                f"expected example input {position} to be an array or a tensor, but got "
                f"{type(value).__name__}"
            )
        dtype = str(value.dtype).removeprefix("torch.")
        if dtype != "float32":
            raise ImportContractError(
                f"expected example input {position} to be float32, but got {dtype}; convert it "
                "first"
            )
        shapes.append(tuple(int(extent) for extent in value.shape))
    return shapes


def _arrays(graph: OnnxGraph, names: dict[str, str]) -> dict[str, Any]:
    """Parameters in the order of the arguments."""
    order = [value.name for value in graph.graph.input if value.name in graph.parameters]
    return {names[name]: graph.parameters[name] for name in order}


def _outputs(graph: OnnxGraph) -> tuple[TensorSpec, ...]:
    return tuple(
        TensorSpec(value.name, tuple(dim.dim_value for dim in value.type.tensor_type.shape.dim))
        for value in graph.graph.output
    )
