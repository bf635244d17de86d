"""Inputs of a model, from files or random."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import PatConvError

if TYPE_CHECKING:
    import numpy.typing as npt

    from ..importing import TensorSpec

__all__ = ["read_inputs"]


def read_inputs(
    paths: Sequence[Path] | None, seed: int, specs: Sequence[TensorSpec]
) -> list[npt.NDArray[Any]]:
    """Read an array for each input.

    Args:
        paths: ``.npy`` files, one for each input in order; None for normally distributed numbers.
        seed: of these.
        specs: what the model takes.

    Raises:
        PatConvError: a file is missing or has something else.
    """
    import numpy as np

    if paths is None:
        generator = np.random.default_rng(seed)
        return [generator.standard_normal(spec.shape, np.float32) for spec in specs]
    if len(paths) != len(specs):
        raise PatConvError(
            f"expected an --input-file for each of {', '.join(map(str, specs))}, "
            f"but got {len(paths)}"
        )
    return [_read(path, spec) for path, spec in zip(paths, specs, strict=True)]


def _read(path: Path, spec: TensorSpec) -> npt.NDArray[Any]:
    import numpy as np

    try:
        with path.open("rb") as file:
            array = np.load(file, allow_pickle=False)
    except (ValueError, EOFError, zipfile.BadZipFile) as error:
        raise PatConvError(
            f"expected '{path}' to be a .npy file of numbers, but got something else; write it "
            "with numpy.save"
        ) from error
    if not isinstance(array, np.ndarray):
        raise PatConvError(f"expected '{path}' to hold one array, but got an archive of several")
    if array.dtype != np.float32 or array.shape != spec.shape:
        got = f"{array.dtype}[{', '.join(map(str, array.shape))}]"
        raise PatConvError(
            f"expected '{path}' to hold {spec}, but got {got}; save it with "
            "numpy.save after .astype(numpy.float32) and .reshape"
        )
    return array
