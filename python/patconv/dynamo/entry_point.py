"""The function that `torch.compile` calls with each graph."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import fx

from .. import _patconv
from ..compiling import CompileOptions
from ..errors import UnsupportedTargetError
from .compiled_graph import CompiledGraph

__all__ = ["backend", "register"]

_NAME = "patconv"
#: Options of `CompileOptions` that concern a result which the caller of `torch.compile` never sees.
_WITHOUT_MEANING = {"copy_weights", "dump_ir", "expose_layers", "stop_after"}


def backend(
    graph_module: fx.GraphModule,
    example_inputs: Sequence[Any],
    *,
    options: Mapping[str, Any] | None = None,
    mode: str | None = None,
) -> Callable[..., Any]:
    """Compile a graph of TorchDynamo when it is first called.

    Args:
        graph_module: the graph.
        example_inputs: its arguments, of which parameters are told by their type.
        options: as in ``torch.compile(..., options={"threads": 2})``: those of `CompileOptions`,
            but for ``copy_weights``, ``dump_ir``, ``expose_layers`` and ``stop_after``; and
            ``target``, as in `patconv.compile`. Unless given, ``threads`` is PyTorch's number of
            them, ``fallback`` is ``torch`` and ``cache`` is true.
        mode: PyTorch's presets, of which there are none here.

    Raises:
        ValueError: an option is unknown, or out of its range.
        UnsupportedTargetError: as `patconv.compile`.
    """
    if mode is not None:
        raise ValueError(f"expected mode to be absent for backend 'patconv', but got {mode!r}")
    target, compile_options = _read_options(dict(options or {}))
    return CompiledGraph(graph_module, example_inputs, target, compile_options)


def register() -> None:
    """Make the name ``patconv`` known to `torch.compile`, where no installation did."""
    if _NAME not in torch._dynamo.list_backends(exclude_tags=()):
        torch._dynamo.register_backend(backend, name=_NAME)


def _read_options(options: dict[str, Any]) -> tuple[str, CompileOptions]:
    fields = [field.name for field in dataclasses.fields(CompileOptions)]
    known = sorted({"target", *fields} - _WITHOUT_MEANING)
    if unknown := sorted(set(options) - set(known)):
        raise ValueError(
            f"expected options of backend 'patconv' to be among {', '.join(known)}, but got "
            f"{', '.join(map(repr, unknown))}"
        )
    target = options.pop("target", "host")
    try:
        _patconv.Target.resolve(target)
    except _patconv.Failure as error:
        raise UnsupportedTargetError(str(error)) from None
    defaults: dict[str, Any] = {
        "threads": torch.get_num_threads(),
        "fallback": "torch",
        "cache": True,
    }
    return target, CompileOptions(**(defaults | options))
