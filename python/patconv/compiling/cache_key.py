"""The name of a compilation: a hash of all that its result follows from."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import _patconv
from .options import CompileOptions

__all__ = ["find_key"]

#: Options that change neither code nor weights. Every other one is part of the key.
_WITHOUT_EFFECT = {"cache", "copy_weights", "dump_ir", "fallback", "reproducer", "stop_after"}


def find_key(
    text: str,
    arrays: Mapping[str, npt.NDArray[Any]],
    options: CompileOptions,
    target: _patconv.Target,
) -> str:
    """The SHA-256, in hexadecimal digits, of a compilation.

    It covers the model's text, the bytes of its weights, the options, the target and this build
    of patconv. Weights dominate: 0.7 s for a gigabyte, with the processor's own instructions.
    """
    from .. import __version__

    header = {
        "patconv": __version__,
        "extension": _extension_hash(),
        "target": [target.arch, target.cpu, target.features, target.lanes, target.vector_registers],
        "options": {
            field.name: getattr(options, field.name)
            for field in dataclasses.fields(options)
            if field.name not in _WITHOUT_EFFECT
        },
        "text": len(text.encode()),
        "arrays": [[name, array.dtype.str, array.shape] for name, array in arrays.items()],
    }
    # Lengths come first, so that no two sequences of parts have the same bytes.
    digest = hashlib.sha256(json.dumps(header).encode() + b"\0")
    digest.update(text.encode())
    for array in arrays.values():
        digest.update(np.asarray(array, order="C").reshape(-1).view(np.uint8).data)
    return digest.hexdigest()


@functools.cache
def _extension_hash() -> str:
    """Of the compiler itself, which may have changed within a version."""
    with Path(str(_patconv.__file__)).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
