"""Checkpoints of PyTorch modules."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ImportContractError

if TYPE_CHECKING:
    from torch import nn

__all__ = ["SUFFIXES", "load_weights_"]

#: The files that `load_weights_` reads.
SUFFIXES = (".safetensors", ".pt", ".pth")
#: Names that an error lists of each kind.
_SHOWN = 3


def load_weights_(module: nn.Module, path: Path) -> None:
    """Load a checkpoint into `module`, in place: every parameter and nothing else.

    Args:
        module: its `state_dict` has the names of the file.
        path: safetensors, or what `torch.save` made of a `state_dict`. Of that only
            tensors are loaded, no code runs.

    Raises:
        ImportContractError: the file is missing, damaged or holds something else, or its names
            or shapes are not the module's.
    """
    state = _read(path)
    expected = module.state_dict()
    reshaped = [
        f"{name} ({list(state[name].shape)} instead of {list(expected[name].shape)})"
        for name in expected
        if name in state and state[name].shape != expected[name].shape
    ]
    if reshaped:
        raise _mismatch(path, module, [("of another shape", reshaped)])
    # PyTorch says itself what is missing: counters of old checkpoints are not.
    keys = module.load_state_dict(state, strict=False)
    if keys.missing_keys or keys.unexpected_keys:
        kinds = [("missing", keys.missing_keys), ("unexpected", keys.unexpected_keys)]
        raise _mismatch(path, module, kinds)


def _mismatch(
    path: Path, module: nn.Module, kinds: Sequence[tuple[str, Sequence[str]]]
) -> ImportContractError:
    found = "; ".join(
        f"{len(names)} {kind}: {', '.join(names[:_SHOWN])}{', ...' if names[_SHOWN:] else ''}"
        for kind, names in kinds
        if names
    )
    names = [name for _, group in kinds for name in group]
    remedy = ""
    if any(name.startswith("module.") for name in names):
        remedy = "; remove the prefix 'module.' that DistributedDataParallel adds"
    return ImportContractError(
        f"expected '{path}' to hold the parameters of {type(module).__name__}, but got "
        f"{found}{remedy}"
    )


def _read(path: Path) -> Mapping[str, Any]:
    import torch

    if not path.is_file():
        raise ImportContractError(f"expected '{path}' to be a readable file, but got none")
    if path.suffix == ".safetensors":
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        try:
            return load_file(path)
        except (SafetensorError, OSError) as error:
            raise ImportContractError(
                f"expected '{path}' to be a whole safetensors file, but got: {error}"
            ) from error
    # An archive, or the pickle that came before it.
    with path.open("rb") as file:
        if not file.read(2).startswith((b"PK", b"\x80")):
            raise ImportContractError(
                f"expected '{path}' to be a whole file of torch.save, but got bytes of another kind"
            )
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise ImportContractError(
            f"expected '{path}' to hold tensors alone, but got other objects, such as a whole "
            "module; save module.state_dict() with torch.save"
        ) from error
    # Bytes that are no such file fail wherever the reader takes them for something.
    except Exception as error:
        first = (str(error) or type(error).__name__).splitlines()[0]
        raise ImportContractError(
            f"expected '{path}' to be a whole file of torch.save, but got: {first}"
        ) from error
    if not isinstance(state, Mapping):
        raise ImportContractError(
            f"expected '{path}' to hold a state_dict, but got {type(state).__name__}; "
            "save module.state_dict() with torch.save"
        )
    other = [
        str(name)
        for name, value in state.items()
        if not isinstance(name, str) or not isinstance(value, torch.Tensor)
    ]
    if other:
        raise ImportContractError(
            f"expected '{path}' to hold tensors by name, but got something else as "
            f"{', '.join(other[:_SHOWN])}; save module.state_dict() alone"
        )
    return state
