"""Checkpoints of a pruning run: whole or not at all, read without running code."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import PruneError
from ..files import replaced

__all__ = ["expect_same", "load_checkpoint", "save_checkpoint"]

_FORMAT = "patconv.prune_and_retrain"
_VERSION = 1


def save_checkpoint(state: Mapping[str, Any], path: Path, *, check: bool) -> None:
    """Write a checkpoint in the place of the last one.

    Args:
        state: tensors, numbers, strings, and lists and dictionaries of them.
        path: the file.
        check: whether to read it back before it takes its place, as an optimiser or a
            scheduler of the user's may hold what cannot be read.

    Raises:
        PruneError: it could not be read back.
        OSError: the file cannot be written.
    """
    import torch

    with replaced(path) as temporary:
        torch.save({"format": _FORMAT, "version": _VERSION, **state}, temporary)
        if check:
            load_checkpoint(temporary)


def load_checkpoint(path: Path) -> dict[str, Any]:
    """Read what `save_checkpoint` wrote; tensors come on the CPU.

    Raises:
        PruneError: it is something else, or of another version, or damaged.
        OSError: the file cannot be read.
    """
    import torch

    # A damaged file leads torch to errors of many kinds; one that cannot be opened is no such.
    with path.open("rb") as file:
        try:
            state = torch.load(file, map_location="cpu", weights_only=True)
        except (OSError, RuntimeError, pickle.UnpicklingError, EOFError, LookupError) as error:
            raise _unreadable(path, error) from error
    if not isinstance(state, dict) or state.get("format") != _FORMAT:
        raise PruneError(
            f"expected '{path}' to be a checkpoint of prune_and_retrain, but got another file"
        )
    if state["version"] != _VERSION:
        raise PruneError(
            f"expected '{path}' to be of version {_VERSION}, but got {state['version']}; "
            "go on with the patconv that wrote it"
        )
    return state


def _unreadable(path: Path, error: Exception) -> PruneError:
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    return PruneError(
        f"expected '{path}' to hold tensors and plain values, but got: {first}; "
        "an optimizer or a scheduler must keep nothing else in its state"
    )


def expect_same(saved: Mapping[str, Any], own: Mapping[str, Any], path: Path) -> None:
    """Check that a run may go on from a checkpoint.

    Args:
        saved: descriptions of model, configuration and loop in the checkpoint.
        own: those of the run that wants to go on.
        path: the checkpoint.

    Raises:
        PruneError: they differ; the first difference is named.
    """
    for part, mine in own.items():
        theirs = saved.get(part, {})
        for name in [*mine, *(key for key in theirs if key not in mine)]:
            if mine.get(name) != theirs.get(name):
                raise PruneError(
                    f"expected to resume with the {part} of '{path}', but got another one: "
                    f"{name} is {_text(mine.get(name))}, and was {_text(theirs.get(name))}; "
                    "start in another folder, or resume with what the run was started with"
                )


def _text(value: Any) -> str:
    return "absent" if value is None else str(value)
