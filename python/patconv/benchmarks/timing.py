"""Timed calls whose results are compared, in the same way for every engine."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
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
    if np.array_equal(got, expected):
        return 0.0
    with np.errstate(all="ignore"):
        error = float(np.max(np.abs(got - expected)) / np.max(np.abs(expected)))
    return error if math.isfinite(error) else math.inf


def _largest_error(outputs: Sequence[Any], references: Sequence[Any]) -> float:
    pairs = zip(outputs, references, strict=True)
    return largest(*(relative_error(output, reference) for output, reference in pairs))


def largest(*errors: float) -> float:
    """The largest error; infinite where one is NaN, which `max` may lose."""
    return max(error if math.isfinite(error) else math.inf for error in errors)


def time_calls(
    call: Callable[[], Any],
    references: Sequence[Any],
    runs: int,
    outputs: Callable[[Any], Sequence[Any]] = list,
) -> dict[str, Any]:
    """Seconds of each of `runs` calls after one that is not counted, and their largest error.

    Args:
        call: returns the outputs in any form.
        references: what they should be.
        runs: calls that count.
        outputs: makes arrays or tensors of what `call` returned; not timed.
    """
    seconds, error = [], _largest_error(outputs(call()), references)
    for _ in range(runs):
        started = time.perf_counter()
        result = call()
        seconds.append(time.perf_counter() - started)
        error = largest(error, _largest_error(outputs(result), references))
    return {"seconds": seconds, "error": error}
