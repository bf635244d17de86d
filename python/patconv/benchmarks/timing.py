"""Timed calls whose results are compared, in the same way for every engine."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Any

from ..reports.numbers import relative_error

__all__ = ["largest", "relative_error", "time_calls"]

#: What precedes the calls that count.
_WARM_SECONDS = 0.1


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
    """Seconds of each of `runs` calls after some that are not counted, and their largest error.

    Those bring the processor from its rest to its clock, and fill the caches: at least one, and
    as many as begin in a tenth of a second. Else a network of some milliseconds would be measured
    in the state that another engine and the rest left.

    Args:
        call: returns the outputs in any form.
        references: what they should be.
        runs: calls that count.
        outputs: makes arrays or tensors of what `call` returned; not timed.
    """
    started = time.perf_counter()
    seconds, error = [], _largest_error(outputs(call()), references)
    while time.perf_counter() - started < _WARM_SECONDS:
        call()
    for _ in range(runs):
        started = time.perf_counter()
        result = call()
        seconds.append(time.perf_counter() - started)
        error = largest(error, _largest_error(outputs(result), references))
    return {"seconds": seconds, "error": error}
