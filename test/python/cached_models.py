"""A small layer that goes through the cache on disk, for its tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import patconv
from patconv import CompiledModel, CompileOptions
from small_models import LINEAR

X = np.arange(4, dtype=np.float32).reshape(1, 4)


def weights(value: float = 1) -> npt.NDArray[np.float32]:
    return np.full((8, 4), value, np.float32)


def linear(value: float = 1, text: str = LINEAR, **options: Any) -> CompiledModel:
    """A fully connected layer, through the cache."""
    arrays = {"fc.weight": weights(value)}
    return patconv.compile(text, weights=arrays, options=CompileOptions(cache=True, **options))


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.patconv"))
