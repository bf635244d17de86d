"""What a failed compilation leaves behind, for a report or a debugger."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy.typing as npt

from .. import _patconv
from ..importing import save_arrays

__all__ = ["write_reproducer"]

#: Larger parameters are left out before they are bound: any of the same shapes will do for most
#: failures. After that the module refers to arrays made from them, which must be there.
_MAX_WEIGHT_BYTES = 64 << 20
_MODULE = "module.mlir"
_WEIGHTS = "weights.safetensors"


def write_reproducer(
    text: str,
    arrays: Mapping[str, npt.NDArray[Any]],
    program: _patconv.Program | None = None,
    pipeline: str | None = None,
) -> Path | None:
    """Write a module, its weights and the command that fails into a fresh folder.

    Args:
        text: the module before the failing step.
        arrays: the model's parameters.
        program: the program at that point, which has further arrays, or None.
        pipeline: the failing pass pipeline, ``builtin.module(...)``; None where
            parsing or the emission of code failed.

    Returns:
        The folder, or None where it cannot be written.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="patconv-reproducer-"))
        (folder / _MODULE).write_text(text, encoding="utf-8")
        bound = _save_weights(folder / _WEIGHTS, arrays, program)
        (folder / "command.txt").write_text(_command(bound, pipeline), encoding="utf-8")
    except (OSError, _patconv.Failure):
        return None
    return folder


def _save_weights(
    path: Path, arrays: Mapping[str, npt.NDArray[Any]], program: _patconv.Program | None
) -> bool:
    if program is not None:
        program.save_weights(str(path))
        return True
    if sum(array.nbytes for array in arrays.values()) > _MAX_WEIGHT_BYTES:
        return False
    save_arrays(arrays, path)
    return True


def _command(bound: bool, pipeline: str | None) -> str:
    source = f"file={_WEIGHTS}" if bound else "synthetic-seed=0"
    passes = f"patconv-bind-weights{{{source}}}"
    if pipeline is not None:
        rest = pipeline.removeprefix("builtin.module(").removesuffix(")")
        passes = f"{passes},{rest}" if rest else passes
    return f"patconv-opt {_MODULE} --pass-pipeline='builtin.module({passes})'\n"
