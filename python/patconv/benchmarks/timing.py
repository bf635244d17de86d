"""Timed calls whose results are compared, in the same way for every engine."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from ..reports.numbers import relative_error

__all__ = ["largest", "relative_error", "repeat_warm", "time_calls"]

_T = TypeVar("_T")
#: What precedes the calls that count.
_WARM_SECONDS = 0.1


def _largest_error(outputs: Sequence[Any], references: Sequence[Any]) -> float:
    pairs = zip(outputs, references, strict=True)
    return largest(*(relative_error(output, reference) for output, reference in pairs))


def largest(*errors: float) -> float:
    """The largest error; infinite where one is NaN, which `max` may lose."""
    return max(error if math.isfinite(error) else math.inf for error in errors)


def repeat_warm(call: Callable[[], _T], runs: int) -> list[_T]:
    """What `runs` calls return, one right after the other, after some that are not counted.

    Those bring the processor from its rest to its clock, and fill the caches: at least one, and
    as many as begin in a tenth of a second. Else what takes milliseconds would be measured in the
    state that another engine and the rest left.
    """
    started = time.perf_counter()
    call()
    while time.perf_counter() - started < _WARM_SECONDS:
        call()
    return [call() for _ in range(runs)]


def time_calls(
    call: Callable[[], Any],
    references: Sequence[Any],
    runs: int,
    outputs: Callable[[Any], Sequence[Any]] = list,
    *,
    reuses_memory: bool = False,
) -> dict[str, Any]:
    """Seconds of each of `runs` calls by `repeat_warm`, and their largest error.

    Args:
        call: returns the outputs in any form.
        references: what they should be.
        runs: calls that count.
        outputs: makes arrays or tensors of what `call` returned; not timed.
        reuses_memory: `call` may write over what it returned before, which is copied then.
    """

    def timed() -> tuple[float, Any]:
        started = time.perf_counter()
        result = call()
        seconds = time.perf_counter() - started
        if reuses_memory:
            result = [np.array(output) for output in outputs(result)]
        return seconds, result

    # Compared at the end: that may take longer than the calls, and takes the caches.
    seconds, results = zip(*repeat_warm(timed, runs), strict=True)
    made = results if reuses_memory else map(outputs, results)
    error = largest(*(_largest_error(result, references) for result in made))
    return {"seconds": list(seconds), "error": error}
