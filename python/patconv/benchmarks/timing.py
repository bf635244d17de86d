"""Timed calls whose results are compared, in the same way for every engine."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["largest", "relative_error", "time_calls"]


def relative_error(output: Any, reference: Any) -> float:
    """``max|output - reference| / max|reference|``; infinite where a NaN is in it.

    Args:
        output: an array or a tensor.
        reference: another of the same shape.
    """
    got, expected = np.asarray(output), np.asarray(reference)
    if got.shape != expected.shape:
        raise ValueError(f"expected the shape to be {expected.shape}, but got {got.shape}")
    with np.errstate(all="ignore"):
        error = float(np.max(np.abs(got - expected)) / np.max(np.abs(expected)))
    return error if math.isfinite(error) else math.inf


def largest(*errors: float) -> float:
    """The largest error; infinite where one is NaN, which `max` may lose."""
    return max(error if math.isfinite(error) else math.inf for error in errors)


def time_calls(call: Callable[[], Any], reference: Any, runs: int) -> dict[str, Any]:
    """Seconds of each of `runs` calls after one that is not counted, and their largest error."""
    seconds, error = [], relative_error(call(), reference)
    for _ in range(runs):
        started = time.perf_counter()
        output = call()
        seconds.append(time.perf_counter() - started)
        error = largest(error, relative_error(output, reference))
    return {"seconds": seconds, "error": error}
