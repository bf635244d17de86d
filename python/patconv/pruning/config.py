"""What to prune, and how far."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import PruneError
from .patterns import Pattern

__all__ = ["PruneConfig"]


@dataclass(frozen=True)
class PruneConfig:
    """How pattern-based pruning treats a network.

    | layer | pattern | connectivity |
    | --- | --- | --- |
    | 3x3 convolution | yes | yes |
    | 1x1 convolution | no | yes |
    | depthwise convolution | 3x3, or a size in `pattern_set` | no |
    | other sizes | a size in `pattern_set` | yes |
    | fully connected | no | no |

    The network's first convolution (in the order of `named_modules`) is spared
    connectivity pruning.

    Attributes:
        entries: positions in a pattern of a 3x3 kernel, 1 to 9.
        patterns: the number of patterns in the set that is mined, at least 1.
        connectivity: kernels before divided by kernels after, at least 1, which
            removes none. A layer keeps `round(F * C / connectivity)` kernels, at
            least 1, where C is the number of channels of a group.
        force_centre: whether every mined pattern has the centre.
        skip: names of modules that are left alone, with everything inside them.
        pattern_set: patterns (or their pictures) to use instead of mined ones for
            the kernel sizes that occur among them.

    Raises:
        PruneError: a value is out of its range.
    """

    entries: int = 4
    patterns: int = 8
    connectivity: float = 3.6
    force_centre: bool = True
    skip: tuple[str, ...] = ()
    pattern_set: tuple[Pattern, ...] | None = None

    def __post_init__(self) -> None:
        _expect_integer("entries", self.entries, 1, 9)
        _expect_integer("patterns", self.patterns, 1, None)
        rate = self.connectivity
        if isinstance(rate, bool) or not isinstance(rate, (int, float)) or not 1 <= rate < math.inf:
            raise PruneError(
                f"expected connectivity to be a finite number of at least 1, but got {rate!r}; "
                "give kernels before divided by kernels after, such as 3.6"
            )
        if isinstance(self.skip, str) or not all(isinstance(name, str) for name in self.skip):
            raise PruneError(
                f"expected skip to be a sequence of module names, but got {self.skip!r}; "
                "write one name as ('name',)"
            )
        object.__setattr__(self, "skip", tuple(self.skip))
        if self.pattern_set is not None:
            object.__setattr__(self, "pattern_set", _pattern_set(self.pattern_set))


def _expect_integer(name: str, value: object, low: int, high: int | None) -> None:
    inside = isinstance(value, int) and value >= low and (high is None or value <= high)
    if isinstance(value, bool) or not inside:
        extent = f"at least {low}" if high is None else f"between {low} and {high}"
        raise PruneError(f"expected {name} to be an integer {extent}, but got {value!r}")


def _pattern_set(given: Iterable[Pattern | str]) -> tuple[Pattern, ...]:
    if isinstance(given, str):
        given = (given,)
    patterns: list[Pattern] = []
    for entry in given:
        if not isinstance(entry, (Pattern, str)):
            raise PruneError(
                "expected pattern_set to hold patterns or their pictures, but got "
                f"{type(entry).__name__}; use Pattern.from_picture('.x.|xx.|.x.')"
            )
        pattern = Pattern.from_picture(entry) if isinstance(entry, str) else entry
        if pattern in patterns:
            raise PruneError(
                f"expected the patterns of pattern_set to be distinct, but got {pattern} twice; "
                "remove one"
            )
        patterns.append(pattern)
    if not patterns:
        raise PruneError(
            "expected pattern_set to hold at least one pattern, but got none; "
            "leave it out to mine patterns"
        )
    return tuple(patterns)
