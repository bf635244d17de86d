"""Checks of single values, for the classes that say what to do."""

from __future__ import annotations

import math

from ..errors import PruneError

__all__ = ["expect_integer", "expect_number", "expect_rate"]


def expect_integer(name: str, value: object, low: int, high: int | None) -> None:
    """Check a whole number.

    Raises:
        PruneError: it is none, or outside `low` to `high` (None: no end).
    """
    inside = isinstance(value, int) and value >= low and (high is None or value <= high)
    if isinstance(value, bool) or not inside:
        extent = f"of at least {low}" if high is None else f"between {low} and {high}"
        raise PruneError(f"expected {name} to be an integer {extent}, but got {value!r}")


def expect_rate(name: str, value: object) -> None:
    """Check a rate of pruning.

    Raises:
        PruneError: it is no finite number of at least 1.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value < math.inf:
        raise PruneError(
            f"expected {name} to be a finite number of at least 1, but got {value!r}; "
            "give kernels before divided by kernels after, such as 3.6"
        )


def expect_number(
    name: str, value: object, *, above: float = -math.inf, at_least: float = -math.inf
) -> None:
    """Check a finite number.

    Raises:
        PruneError: it is none, or too small.
    """
    number = math.nan
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = value
    if not (above < number < math.inf and number >= at_least):
        extent = f"above {above:g}" if above > -math.inf else f"of at least {at_least:g}"
        raise PruneError(f"expected {name} to be a finite number {extent}, but got {value!r}")
