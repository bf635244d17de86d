"""From an exported program to a stateless graph that lowers well.

The graph that leaves here takes parameters and inputs as placeholders, holds no
batch normalisation that a convolution can absorb, and no unused parameter.
"""

from __future__ import annotations

import logging
import traceback
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import fx, nn
from torch.export import ExportedProgram
from torch.export.graph_signature import InputKind, OutputKind
from torch.utils import _pytree as pytree

from ..errors import ImportContractError
from ..pruning.masks import masks_of
from .constant_folding import fold_constants
from .decompositions import decompositions
from .fold_batch_norm import BATCH_NORM, fold_batch_norm
from .graph_rewrites import read_argument, rewrite_for_lowering
from .resampling import RESAMPLING, rewrite_resampling

__all__ = ["Parameter", "StatelessGraph", "export_module", "load_program", "lower_to_graph"]

_ATEN = torch.ops.aten
#: Paddings whose decomposition would read pixels through tables of integers.
_PADDINGS = (
    _ATEN.reflection_pad1d.default,
    _ATEN.reflection_pad2d.default,
    _ATEN.replication_pad2d.default,
)


@dataclass
class Parameter:
    """A tensor that the graph takes as an argument.

    Attributes:
        name: its key in the model's `state_dict`.
        tensor: its value; the very tensor of the model where nothing was folded.
    """

    name: str
    tensor: torch.Tensor


@dataclass(frozen=True)
class StatelessGraph:
    """A functional graph with everything it reads as placeholders.

    Attributes:
        graph: the operations; every placeholder and value has static shape.
        parameters: by placeholder name.
        inputs: the names of the other placeholders, by placeholder name.
        outputs: the names of the results in order.
    """

    graph: fx.Graph
    parameters: dict[str, Parameter]
    inputs: dict[str, str]
    outputs: tuple[str, ...]


@contextmanager
def _quiet_export() -> Iterator[None]:
    """Silence what torch.export tells its developers: its errors are ours to word."""
    logger = logging.getLogger("torch.export")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", message=".*treespec, LeafSpec.*", category=FutureWarning
            )
            yield
    finally:
        logger.setLevel(level)


def export_module(
    module: nn.Module, example_inputs: Sequence[Any], *, any_types: bool = False
) -> ExportedProgram:
    """Export `module` for the shapes of `example_inputs`.

    Args:
        module: in evaluation mode.
        example_inputs: tensors.
        any_types: whether inputs and parameters may be other than float32.

    Raises:
        ImportContractError: the module is in training mode, an input or a parameter
            is no float32 tensor, a parameter has no data, a weight still has the mask
            that keeps it pruned, or torch.export cannot trace the module.
    """
    training = [name or "the model" for name, child in module.named_modules() if child.training]
    if training:
        raise ImportContractError(
            f"expected the model to be in evaluation mode, but got {len(training)} modules in "
            f"training mode (first: {training[0]}); call model.eval() first"
        )
    for position, value in enumerate(example_inputs):
        if not isinstance(value, torch.Tensor):
            remedy = "fix other arguments in a wrapping module"
            if hasattr(value, "__array__"):
                remedy = "convert it with torch.from_numpy"
            raise ImportContractError(
                f"expected example input {position} to be a tensor, but got "
                f"{type(value).__name__}; {remedy}"
            )
        if not any_types:
            _check_dtype(f"example input {position}", value.dtype)
    for name, parameter in module.named_parameters():
        if not any_types:
            _check_dtype(f"parameter '{name}'", parameter.dtype)
        _check_data(name, parameter)
    for name in masks_of(module):
        raise ImportContractError(
            f"expected plain weights, but got one with a mask in '{name}'; once the model is "
            "trained, call patconv.remove_masks_(model)"
        )
    try:
        with _quiet_export():
            return torch.export.export(module, tuple(example_inputs), strict=False)
    except Exception as error:
        raise ImportContractError(
            "expected the model to be exportable with torch.export, but got "
            f"{type(error).__name__}: {_first_line(error)}{_place(error)}"
        ) from error


def _first_line(error: Exception) -> str:
    """What PyTorch says first: the rest is for its developers."""
    return next(filter(None, map(str.strip, str(error).splitlines())), "no reason")


def _place(error: Exception) -> str:
    """The innermost line of the model's own source, where there is one."""
    ours = str(Path(__file__).parents[1])
    library = str(torch.__path__[0])
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith((ours, library, "<"))
    ]
    if not frames:
        return ""
    return f" ({frames[-1].filename}:{frames[-1].lineno}: {frames[-1].line})"


def load_program(path: Path) -> ExportedProgram:
    """Load a ``.pt2`` file that `torch.export.save` wrote.

    Raises:
        ImportContractError: the file is missing, damaged or of another format.
    """
    if not path.is_file():
        raise ImportContractError(f"expected '{path}' to be a readable file, but got none")
    if not zipfile.is_zipfile(path):
        raise ImportContractError(
            f"expected '{path}' to be a whole file written by torch.export.save, but got "
            f"{path.stat().st_size} bytes that are no zip; it is truncated or of another kind"
        )
    try:
        with _quiet_export():
            return torch.export.load(path)
    except Exception as error:
        raise ImportContractError(
            f"expected '{path}' to be a file written by torch.export.save, but got "
            f"{type(error).__name__}: {error}"
        ) from error


def lower_to_graph(
    program: ExportedProgram, *, fold: bool = True, any_types: bool = False
) -> StatelessGraph:
    """Decompose `program` and return its graph with parameters as placeholders.

    Args:
        program: an exported inference graph; it is not changed.
        fold: whether a batch normalisation joins the convolution before it.
        any_types: whether inputs, outputs and parameters may be other than float32.

    Raises:
        ImportContractError: the program has dynamic shapes or layers in training
            mode, changes its state or its inputs, lacks the data of a parameter,
            or reads or returns anything but float32 tensors.
    """
    _check_static(program)
    _check_inference(program)
    with _quiet_export():
        program = program.run_decompositions(_decompositions())
    _check_functional(program)
    graph = program.graph
    parameters, inputs = _placeholders(program)
    fold_constants(graph, parameters)
    if fold:
        fold_batch_norm(graph, parameters)
    rewrite_resampling(graph, parameters)
    rewrite_for_lowering(graph)
    graph.eliminate_dead_code()
    for node in graph.find_nodes(op="placeholder"):
        if node.name in parameters and not node.users:
            del parameters[node.name]
            graph.erase_node(node)
    outputs = _output_names(program, graph)
    if not any_types:
        _check_dtypes(graph, parameters, inputs)
    graph.lint()
    return StatelessGraph(graph, parameters, inputs, outputs)


def _check_dtypes(
    graph: fx.Graph, parameters: dict[str, Parameter], inputs: dict[str, str]
) -> None:
    for node in graph.find_nodes(op="placeholder"):
        if node.name in inputs:
            _check_dtype(f"input '{inputs[node.name]}'", node.meta["val"].dtype)
    for parameter in parameters.values():
        _check_dtype(f"parameter '{parameter.name}'", parameter.tensor.dtype)
    results: Any = graph.output_node().args[0]
    for position, value in enumerate(results):
        dtype = value.meta["val"].dtype
        if not dtype.is_floating_point and not dtype.is_complex:
            name = str(dtype).removeprefix("torch.")
            raise ImportContractError(
                f"expected output {position} to be float32, but got {name}; return what it is "
                'made of, as the scores before an argmax, or compile with fallback="torch"'
            )
        _check_dtype(f"output {position}", dtype)


def _decompositions() -> dict[Any, Any]:
    """torch-mlir's table with ours, without what is lowered or rewritten as it is."""
    from torch_mlir.extras.fx_decomp_util import get_decomposition_table

    table = dict(get_decomposition_table())
    kept = (BATCH_NORM, *RESAMPLING, *_PADDINGS)
    return {
        **{operation: function for operation, function in table.items() if operation not in kept},
        **decompositions(),
    }


def _check_dtype(what: str, dtype: torch.dtype) -> None:
    if dtype != torch.float32:
        name = str(dtype).removeprefix("torch.")
        raise ImportContractError(
            f"expected {what} to be float32, but got {name}; convert it first, "
            "for a whole model with model.float()"
        )


def _check_static(program: ExportedProgram) -> None:
    for node in program.graph.nodes:
        for dim, extent in enumerate(getattr(node.meta.get("val"), "shape", ())):
            if not isinstance(extent, int):
                what = "input" if node.op == "placeholder" else "value"
                raise ImportContractError(
                    f"expected every shape to be static, but got dimension {dim} of {what} "
                    f"'{node.name}' to be dynamic ({extent}); export without dynamic_shapes "
                    "and without operations whose shape depends on data"
                )


def _check_inference(program: ExportedProgram) -> None:
    """No dropout and no normalisation that behaves as in training."""
    for node in program.graph.nodes:
        schema = getattr(node.target, "_schema", None)
        for position, argument in enumerate(schema.arguments if schema else ()):
            if argument.name not in ("train", "training"):
                continue
            if read_argument(node, position, node.kwargs.get(argument.name, False)) is True:
                raise ImportContractError(
                    "expected the program to be exported in evaluation mode, but got "
                    f"'{node.name}' ({node.target}) in training mode; export after model.eval()"
                )


def _check_data(name: str, tensor: torch.Tensor) -> None:
    if tensor.device.type == "meta":
        raise ImportContractError(
            f"expected parameter '{name}' to have data, but got one on the device 'meta'; "
            "load the checkpoint first"
        )


def _check_functional(program: ExportedProgram) -> None:
    allowed = {OutputKind.USER_OUTPUT}
    for spec in program.graph_signature.output_specs:
        if spec.kind not in allowed:
            what = spec.kind.name.lower().replace("_", " ")
            raise ImportContractError(
                "expected the model to change neither its state nor its inputs, but got "
                f"{what} of '{spec.target}'; call model.eval() before export and "
                "return values instead of writing them"
            )


def _placeholders(program: ExportedProgram) -> tuple[dict[str, Parameter], dict[str, str]]:
    parameters: dict[str, Parameter] = {}
    inputs: dict[str, str] = {}
    for spec in program.graph_signature.input_specs:
        name, target = spec.arg.name, spec.target
        if spec.kind == InputKind.USER_INPUT:
            node = next(n for n in program.graph.find_nodes(op="placeholder") if n.name == name)
            value = node.meta.get("val")
            if not isinstance(value, torch.Tensor):
                raise ImportContractError(
                    f"expected input '{name}' to be a tensor, but got "
                    f"{type(value).__name__}; fix it in a wrapping module"
                )
            inputs[name] = name
        elif target in program.state_dict:
            parameters[name] = Parameter(target, program.state_dict[target])
        elif isinstance(program.constants.get(target), torch.Tensor):
            parameters[name] = Parameter(target, program.constants[target])
        else:
            kind = spec.kind.name.lower().replace("_", " ")
            raise ImportContractError(
                f"expected every argument to be a tensor, but got '{name}' to be a {kind}"
            )
    for parameter in parameters.values():
        _check_data(parameter.name, parameter.tensor)
    return parameters, inputs


def _output_names(program: ExportedProgram, graph: fx.Graph) -> tuple[str, ...]:
    """Name results after their place in the model's value: `output`, `output_0`, `output_key`."""
    values: Any = graph.output_node().args[0]
    for position, value in enumerate(values):
        meta = value.meta.get("val") if isinstance(value, fx.Node) else None
        if not isinstance(meta, torch.Tensor):
            raise ImportContractError(
                f"expected output {position} to be a tensor, but got {type(value).__name__}; "
                "return tensors only"
            )
    tree = pytree.tree_unflatten(list(range(len(values))), program.call_spec.out_spec)
    paths, _ = pytree.tree_flatten_with_path(tree)
    names = []
    for path, _ in paths:
        keys = [getattr(key, "key", getattr(key, "idx", getattr(key, "name", key))) for key in path]
        names.append("_".join(["output", *map(str, keys)]))
    return tuple(names)
