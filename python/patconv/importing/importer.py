"""The one way into the compiler: `import_model`."""

from __future__ import annotations

import importlib.util
import inspect
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..errors import ImportContractError
from .arrays import Weights, read_weights
from .imported import ImportedModel, TensorSpec
from .mlir_text import import_text

if TYPE_CHECKING:
    import torch
    from torch.export import ExportedProgram

    from .torch_graph import StatelessGraph

__all__ = [
    "describe_ports",
    "expect_torch",
    "import_graph",
    "import_model",
    "is_torch_model",
    "trace_model",
]


def import_model(
    source: Any,
    example_inputs: Any = None,
    *,
    weights: Weights = None,
    fold_batch_norm: bool = True,
    locations: bool = True,
) -> ImportedModel:
    """Bring a model to the border of the compiler as text with arrays beside it.

    Args:
        source: a `torch.nn.Module` in evaluation mode, a
            `torch.export.ExportedProgram`, the path of a ``.pt2``, ``.onnx`` or
            ``.mlir`` file, or MLIR text.
        example_inputs: for a module: one float32 tensor or a sequence, whose
            shapes the compiled model will have; for an ``.onnx`` file, arrays or
            tensors, where it leaves a dimension open.
        weights: for MLIR only: a safetensors file, or arrays by name.
        fold_batch_norm: for PyTorch models: whether a batch normalisation joins
            the convolution before it.
        locations: for PyTorch and ONNX models: whether the text says which layer
            and line of source, or which node, each operation comes from.

    Returns:
        The text, the arrays and the signature. Arrays share the memory of the
        model's parameters or of the mapped file.

    Raises:
        ImportContractError: the model cannot be compiled; the message says which
            operation, layer, shape or file is the reason.
        ImportError: PyTorch, torch-mlir or onnx is needed and missing.
    """
    started = time.perf_counter()
    text = _mlir_text(source)
    if text is not None:
        _expect_absent("example_inputs", example_inputs, "MLIR text")
        imported = import_text(text, read_weights(weights))
        return replace(imported, seconds={"total": time.perf_counter() - started})
    if _is_onnx(source):
        from .onnx_import import import_onnx

        _expect_absent("weights", weights, "ONNX models, which bring their own")
        return import_onnx(Path(source), example_inputs, locations=locations)
    expect_torch(weights)
    program = _export(source, example_inputs)
    imported = _import_program(program, started, fold_batch_norm, locations)
    return replace(imported, sources=_sources(program))


def trace_model(
    source: Any, example_inputs: Any = None
) -> tuple[StatelessGraph, dict[str, torch.Tensor]]:
    """Bring a PyTorch model to the graph that `import_graph` takes.

    Inputs, outputs and parameters may have any element type here.

    Args:
        source: as for `import_model`, but for MLIR.
        example_inputs: as for `import_model`.

    Returns:
        The graph, and the model's own parameters and buffers by name.

    Raises:
        ImportContractError: as `import_model`, but for unknown operations.
    """
    from .torch_graph import lower_to_graph

    program = _export(source, example_inputs, any_types=True)
    return lower_to_graph(program, any_types=True), _sources(program)


def _sources(program: ExportedProgram) -> dict[str, torch.Tensor]:
    """The tensors that whoever made the program may still write to."""
    import torch

    state = {**program.state_dict, **program.constants}
    return {name: value for name, value in state.items() if isinstance(value, torch.Tensor)}


def _import_program(
    program: ExportedProgram, started: float, fold: bool, locations: bool
) -> ImportedModel:
    from .torch_graph import lower_to_graph

    exported = time.perf_counter()
    stateless = lower_to_graph(program, fold=fold)
    decomposed = time.perf_counter()
    imported = import_graph(stateless, locations=locations)
    seconds = {
        "export": exported - started,
        "decompose": decomposed - exported,
        **imported.seconds,
        "total": time.perf_counter() - started,
    }
    return replace(imported, seconds=seconds)


def import_graph(stateless: StatelessGraph, *, locations: bool = True) -> ImportedModel:
    """Lower a graph to text.

    Raises:
        UnsupportedOperationError: operations have no lowering; lists them.
    """
    from .refusals import unsupported_error
    from .torch_lowering import LoweringError, lower_to_text
    from .unsupported import find_unsupported

    started = time.perf_counter()
    try:
        text = lower_to_text(stateless, locations=locations)
    except LoweringError as error:
        found = find_unsupported(stateless.graph) or error.diagnostics
        raise unsupported_error(found) from error
    inputs, outputs = describe_ports(stateless)
    return ImportedModel(
        text,
        _arrays(stateless),
        inputs,
        outputs,
        {"lower": time.perf_counter() - started},
        find_unsupported=lambda: find_unsupported(stateless.graph),
    )


def _arrays(stateless: StatelessGraph) -> dict[str, npt.NDArray[Any]]:
    """Parameters as arrays over the tensors' own memory, C-contiguous, in argument order."""
    arguments = stateless.graph.find_nodes(op="placeholder")
    parameters = [stateless.parameters[n.name] for n in arguments if n.name in stateless.parameters]
    return {
        parameter.name: np.asarray(parameter.tensor.detach().cpu().numpy(), order="C")
        for parameter in parameters
    }


def describe_ports(
    stateless: StatelessGraph,
) -> tuple[tuple[TensorSpec, ...], tuple[TensorSpec, ...]]:
    """The inputs and the outputs of a graph."""
    graph = stateless.graph
    inputs = [
        _spec(stateless.inputs[node.name], node)
        for node in graph.find_nodes(op="placeholder")
        if node.name in stateless.inputs
    ]
    results: Any = graph.output_node().args[0]
    outputs = [_spec(name, node) for name, node in zip(stateless.outputs, results, strict=True)]
    return tuple(inputs), tuple(outputs)


def _spec(name: str, node: Any) -> TensorSpec:
    value: torch.Tensor = node.meta["val"]
    return TensorSpec(name, tuple(value.shape), str(value.dtype).removeprefix("torch."))


def _export(source: Any, example_inputs: Any, *, any_types: bool = False) -> ExportedProgram:
    import torch
    from torch.export import ExportedProgram

    from .torch_graph import export_module, load_program

    if isinstance(source, torch.nn.Module):
        if example_inputs is None:
            raise ImportContractError(
                "expected example_inputs to be given with a module, but got none; "
                "pass tensors of the shapes to compile for"
            )
        if isinstance(example_inputs, torch.Tensor):
            example_inputs = (example_inputs,)
        if not isinstance(example_inputs, Sequence):
            raise ImportContractError(
                "expected example_inputs to be a tensor or a sequence of tensors, "
                f"but got {type(example_inputs).__name__}"
            )
        return export_module(source, example_inputs, any_types=any_types)
    if isinstance(source, type) and issubclass(source, torch.nn.Module):
        raise ImportContractError(
            f"expected a model, but got the class {source.__name__}; make one: "
            f"{source.__name__}().eval()"
        )
    if inspect.isroutine(source):
        raise ImportContractError(
            f"expected a model, but got the function {source.__name__}; give the module itself, or "
            f"{source.__name__}() if that makes one"
        )
    if not isinstance(source, (ExportedProgram, str, Path)):
        raise ImportContractError(
            "expected a model to be an nn.Module, an ExportedProgram, a .pt2, .onnx or .mlir path "
            f"or MLIR text, but got {type(source).__name__}"
        )
    _expect_absent("example_inputs", example_inputs, "an exported program, which has its shapes")
    return source if isinstance(source, ExportedProgram) else load_program(Path(source))


def _mlir_text(source: Any) -> str | None:
    """The MLIR text that `source` is or names, or None where it is of another kind."""
    if not isinstance(source, (str, Path)):
        return None
    if isinstance(source, str) and ("\n" in source or "func.func" in source):
        return source
    path = Path(source)
    if path.suffix in (".pt2", ".onnx"):
        return None
    if path.suffix != ".mlir":
        raise ImportContractError(
            f"expected a model file to end in .mlir, .onnx or .pt2, but got '{path.name}'"
        )
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ImportContractError(
            f"expected '{path}' to be a readable file, but got: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise ImportContractError(
            f"expected '{path}' to be MLIR text, but got bytes; bytecode is not accepted"
        ) from error


def _is_onnx(source: Any) -> bool:
    return isinstance(source, (str, Path)) and Path(source).suffix == ".onnx"


def _expect_absent(argument: str, value: Any, source: str) -> None:
    if value is not None:
        raise ImportContractError(f"expected {argument} to be absent for {source}, but got one")


def is_torch_model(source: Any) -> bool:
    """Whether a source of `import_model` is PyTorch's, and no text."""
    return not isinstance(source, (str, Path)) or Path(source).suffix == ".pt2"


def expect_torch(weights: Weights = None) -> None:
    """Check what a PyTorch model needs.

    Raises:
        ImportContractError: weights are given beside it.
        ImportError: PyTorch or torch-mlir is missing.
    """
    _expect_absent("weights", weights, "PyTorch models, which bring their own")
    for package in ("torch", "torch_mlir"):
        if importlib.util.find_spec(package) is None:
            raise ImportError(
                f"importing a PyTorch model needs the extra 'torch', but {package} is missing: "
                "pip install patconv[torch]",
                name=package,
            )
