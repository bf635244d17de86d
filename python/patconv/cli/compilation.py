"""From the options of the command line to a compiled model."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..reports.progress import step
from .arguments import PRUNE_OPTIONS, UsageError, expect_absent, given, options_in_range
from .model_source import Model, prune_model_, resolve_model
from .output import note

if TYPE_CHECKING:
    from ..compiling import CompiledModel, CompileOptions

__all__ = [
    "COMPILE_OPTIONS",
    "Compilation",
    "compile_model",
    "compile_options",
    "load_artifact",
    "load_model",
]

#: Those of `CompileOptions` that the command line has.
COMPILE_OPTIONS = (
    "threads",
    "max_patterns",
    "strict",
    "expose_layers",
    "reorder",
    "layout",
    "winograd",
    "skip_zeros",
    "lre",
    "fusion",
    "reproducer",
    "cache",
)
_PHASES = ("stop_after", "dump_ir")


@dataclass(frozen=True, eq=False)
class Compilation:
    """A compiled model.

    Attributes:
        model: the model.
        seconds: the wall time that it took, import included.
        cached: whether it was compiled before, and came from the cache.
    """

    model: CompiledModel
    seconds: float
    cached: bool = False


def compile_options(arguments: argparse.Namespace, **more: Any) -> CompileOptions:
    """The options that the command line gives, and `more`; the cache is on unless turned off.

    Raises:
        UsageError: one of them is out of its range.
    """
    from ..compiling import CompileOptions

    options = {"cache": True} | given(arguments, *COMPILE_OPTIONS, *_PHASES) | more
    try:
        return CompileOptions(**options)
    except ValueError as error:
        raise UsageError(str(error)) from None


def load_model(arguments: argparse.Namespace) -> Model:
    """Load MODEL, and prune it where the command line says so, with progress on a terminal.

    Raises:
        UsageError: a rate or a number is out of its range, or as `resolve_model`.
        PatConvError, ImportError: as `resolve_model` and `prune_model_`.
    """
    threads, processors = given(arguments, "threads").get("threads", 1), os.cpu_count() or 1
    if threads > processors and not given(arguments, "target"):
        note(f"this machine has fewer processors, {processors}, than threads, {threads}")
    config = None
    if options := given(arguments, *PRUNE_OPTIONS):
        from ..pruning import PruneConfig

        with options_in_range():
            config = PruneConfig(**options)
    with step(f"loading {arguments.model}"):
        model = resolve_model(arguments)
    if config is not None:
        with step(f"pruning {model.name}"):
            prune_model_(model, config)
    return model


def load_artifact(arguments: argparse.Namespace) -> CompiledModel:
    """Load the compiled model that MODEL names.

    Raises:
        UsageError: an option says how to make what is made already.
        PatConvError: the file cannot be loaded.
    """
    from .. import load

    reason = "a .patconv file is compiled already"
    expect_absent(arguments, reason, "input", "weights", "target", *PRUNE_OPTIONS, *COMPILE_OPTIONS)
    return load(arguments.model)


def compile_model(
    model: Model, arguments: argparse.Namespace, options: CompileOptions
) -> Compilation:
    """Compile `model` for the target of the command line, with progress on a terminal."""
    from ..compiling import compile

    target: Mapping[str, str] = given(arguments, "target")
    started = time.perf_counter()
    steps: list[str] = []
    with step(f"compiling {model.name}") as show:

        def progress(name: str) -> None:
            steps.append(name)
            show(name)

        compiled = compile(
            model.source,
            model.example_inputs,
            options=options,
            weights=model.weights,
            progress=progress,
            **target,
        )
    return Compilation(compiled, time.perf_counter() - started, "load" in steps)
