"""Parameters on disk: safetensors files, mapped when read, replaced whole when written."""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import ImportContractError
from ..files import replaced

__all__ = ["Weights", "load_arrays", "read_weights", "save_arrays"]

#: What `weights=` takes: arrays by name, or a safetensors file.
Weights = Mapping[str, npt.NDArray[Any]] | Path | str | None

_DTYPES = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "I64": "<i8",
    "I32": "<i4",
    "I16": "<i2",
    "I8": "i1",
    "U64": "<u8",
    "U32": "<u4",
    "U16": "<u2",
    "U8": "u1",
    "BOOL": "?",
}


def save_arrays(arrays: Mapping[str, npt.NDArray[Any]], path: Path | str) -> None:
    """Write arrays to a safetensors file, which appears whole or not at all.

    Args:
        arrays: by name; those that are not C-contiguous are copied.
        path: the file; an existing one is replaced.

    Raises:
        OSError: the folder cannot be written.
    """
    from safetensors.numpy import save_file

    contiguous = {name: np.asarray(array, order="C") for name, array in arrays.items()}
    with replaced(path) as temporary:
        save_file(contiguous, temporary)


def read_weights(weights: Weights) -> Mapping[str, npt.NDArray[Any]]:
    """The arrays that a caller gave, or those of the file that he named.

    Raises:
        ImportContractError: as `load_arrays`, or something is no numpy array in this
            machine's byte order.
    """
    if isinstance(weights, (str, Path)):
        return load_arrays(weights)
    if weights is None:
        return {}
    if not isinstance(weights, Mapping):
        raise ImportContractError(
            "expected weights to be a safetensors file or arrays by name, but got "
            f"{type(weights).__name__}"
        )
    for name, array in weights.items():
        if not isinstance(array, np.ndarray):
            raise ImportContractError(
                f"expected weights[{name!r}] to be a numpy array, but got {type(array).__name__}; "
                "convert it with numpy.asarray"
            )
        if not array.dtype.isnative:
            raise ImportContractError(
                f"expected weights[{name!r}] to have this machine's byte order, but got "
                f"{array.dtype.str}; convert it with .astype(numpy.float32)"
            )
    return weights


def load_arrays(path: Path | str) -> dict[str, npt.NDArray[Any]]:
    """Map a safetensors file and return its arrays without reading them.

    The arrays are read-only views of the mapped file, which stays mapped as long
    as one of them lives.

    Raises:
        ImportContractError: the file is missing, damaged, or has an element type
            that numpy lacks.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            length = int.from_bytes(file.read(8), "little")
            if size < 8 or length > size - 8:
                raise _damaged(path, f"{size} bytes with a header of {length}")
            header = json.loads(file.read(length))
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise ImportContractError(
            f"expected '{path}' to be a readable file, but got: {error.strerror}"
        ) from error
    except ValueError as error:
        raise _damaged(path, f"a header that is no JSON ({error})") from error
    if not isinstance(header, dict):
        raise _damaged(path, "a header that is no object")
    start = 8 + length
    return {
        name: _view(path, mapped, start, size - start, name, entry)
        for name, entry in header.items()
        if name != "__metadata__"
    }


def _view(
    path: Path, mapped: mmap.mmap, start: int, available: int, name: str, entry: Any
) -> npt.NDArray[Any]:
    try:
        code, shape = entry["dtype"], tuple(entry["shape"])
        begin, end = entry["data_offsets"]
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, f"an incomplete entry for '{name}'") from error
    if code not in _DTYPES:
        raise ImportContractError(
            f"expected '{name}' in '{path}' to have one of the element types "
            f"{', '.join(_DTYPES)}, but got {code}; convert it to F32"
        )
    dtype = np.dtype(_DTYPES[code])
    numbers = (*shape, begin, end)
    if not all(isinstance(number, int) and number >= 0 for number in numbers):
        raise _damaged(path, f"shape {list(shape)} at {begin}..{end} for '{name}'")
    count = int(np.prod(shape, dtype=object))
    if end > available or end - begin != count * dtype.itemsize:
        raise _damaged(
            path, f"bytes {begin}..{end} of {available} for '{name}', {code}{list(shape)}"
        )
    return np.frombuffer(mapped, dtype, count, start + begin).reshape(shape)


def _damaged(path: Path, got: str) -> ImportContractError:
    return ImportContractError(
        f"expected '{path}' to be a whole safetensors file, but got {got}; "
        "the file is damaged or of another format"
    )
