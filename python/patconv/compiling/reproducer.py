"""What a failed compilation leaves behind, for a report or a debugger."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy.typing as npt

from .. import _patconv
from ..importing import save_arrays
from .options import CompileOptions

__all__ = ["Reproducer", "write_reproducer"]

_MODULE = "module.mlir"
_WEIGHTS = "weights.safetensors"


@dataclass(frozen=True)
class Reproducer:
    """A folder with a module, its weights and ``command.txt``.

    Attributes:
        folder: the folder.
        command: a line for a shell that fails as the compilation did.
    """

    folder: Path
    command: str


def write_reproducer(
    text: str,
    weights: Mapping[str, npt.NDArray[Any]] | _patconv.Program,
    options: CompileOptions,
    target: str,
    pipeline: str | None = None,
) -> Reproducer | None:
    """Write a module, its weights and the command that fails into a fresh folder.

    Args:
        text: the module before the failing step.
        weights: the model's parameters, or the program at that point, which has further arrays.
        options: of the compilation.
        target: as the caller named it.
        pipeline: the failing pass pipeline, ``builtin.module(...)``; None where
            parsing or the emission of code failed.

    Returns:
        What was written, or None where it cannot be.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="patconv-reproducer-"))
    except OSError:
        return None
    try:
        (folder / _MODULE).write_text(text, encoding="utf-8")
        if isinstance(weights, _patconv.Program):
            weights.save_weights(str(folder / _WEIGHTS))
        else:
            save_arrays(weights, folder / _WEIGHTS)
        command = _command(folder, options, target)
        lines = [command]
        if pipeline is not None:
            lines += ["# the pass pipeline alone, with the tool of a build, in this folder:"]
            lines += [f"# {_tool_command(pipeline)}"]
        (folder / "command.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    except (OSError, _patconv.Failure):
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return Reproducer(folder, command)


def _command(folder: Path, options: CompileOptions, target: str) -> str:
    words = [sys.executable, "-m", "patconv", "compile", str(folder / _MODULE)]
    words += ["--weights", str(folder / _WEIGHTS), "--no-reproducer", "--target", target]
    words += ["--threads", str(options.threads), "--max-patterns", str(options.max_patterns)]
    for name in ("reorder", "winograd", "skip_zeros", "lre", "fusion"):
        if not getattr(options, name):
            words.append("--no-" + name.replace("_", "-"))
    if options.layout != "auto":
        words += ["--layout", options.layout]
    if options.expose_layers:
        words.append("--expose-layers")
    return shlex.join(words)


def _tool_command(pipeline: str) -> str:
    passes = f"patconv-bind-weights{{file={_WEIGHTS}}}"
    rest = pipeline.removeprefix("builtin.module(").removesuffix(")")
    passes = f"{passes},{rest}" if rest else passes
    return f"patconv-opt {_MODULE} --pass-pipeline='builtin.module({passes})'"
