"""How numbers are compared, and their way into a file."""

from __future__ import annotations

import math
from typing import Any

__all__ = ["finite", "relative_error"]


def finite(value: float) -> float | None:
    """The value, or None where JSON has no number for it."""
    return value if math.isfinite(value) else None


def relative_error(output: Any, reference: Any) -> float:
    """``max|output - reference| / max|reference|``; infinite where a NaN is in it.

    Args:
        output: an array or a tensor.
        reference: another of the same shape.
    """
    import numpy as np

    got, expected = np.asarray(output), np.asarray(reference)
    if got.shape != expected.shape:
        raise ValueError(f"expected the shape to be {expected.shape}, but got {got.shape}")
    if np.array_equal(got, expected):
        return 0.0
    with np.errstate(all="ignore"):
        error = float(np.max(np.abs(got - expected)) / np.max(np.abs(expected)))
    return error if math.isfinite(error) else math.inf
