"""What to prune, and how far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..errors import PruneError
from .checks import expect_integer, expect_rate
from .overrides import LayerOverride
from .patterns import Pattern, expect_patterns_exist
from .schedule import Schedule

__all__ = ["PruneConfig"]


@dataclass(frozen=True)
class PruneConfig:
    """How pattern-based pruning treats a network.

    | layer | pattern | connectivity |
    | --- | --- | --- |
    | 3x3 convolution | yes | yes |
    | 1x1 convolution | no | yes |
    | depthwise convolution | 3x3, or a size in `pattern_set` | no |
    | other sizes | a size in `pattern_set`, or by an override, up to 63 positions | yes |
    | fully connected | no | no |

    The network's first convolution (in the order of `named_modules`) is spared
    connectivity pruning.

    Attributes:
        entries: positions in a pattern of a 3x3 kernel, 1 to 9.
        patterns: the number of patterns in the set that is mined, at least 1 and at
            most as many as there are with `entries` positions: 56 with the centre
            and 126 without for 4 of 9.
        connectivity: kernels before divided by kernels after, at least 1, which
            removes none. A layer keeps `round(F * C / connectivity)` kernels, at
            least 1, where C is the number of channels of a group.
        force_centre: whether every mined pattern has the centre; a kernel of even
            size has none.
        skip: names of modules that are left alone, with everything inside them.
        pattern_set: patterns (or their pictures, or a `PatternSet`) to use instead
            of mined ones for the kernel sizes that occur among them.
        overrides: what some layers get instead.
        share_filters: so many neighbouring filters lose the same kernels and have
            the same patterns, so that the compiled code loads their input once; 1
            lets each filter choose for itself. Kernels are then counted in such
            groups. A layer whose filters do not divide, and a depthwise one,
            choose filter by filter.
        schedule: the stages of ADMM and the learning rate.

    Raises:
        PruneError: a value is out of its range.
    """

    entries: int = 4
    patterns: int = 8
    connectivity: float = 3.6
    force_centre: bool = True
    skip: tuple[str, ...] = ()
    pattern_set: tuple[Pattern, ...] | None = None
    overrides: tuple[LayerOverride, ...] = ()
    share_filters: int = 1
    schedule: Schedule = field(default_factory=Schedule)

    def __post_init__(self) -> None:
        expect_integer("entries", self.entries, 1, 9)
        expect_integer("patterns", self.patterns, 1, None)
        expect_rate("connectivity", self.connectivity)
        expect_integer("share_filters", self.share_filters, 1, None)
        if isinstance(self.skip, str) or not all(isinstance(name, str) for name in self.skip):
            raise PruneError(
                f"expected skip to be a sequence of module names, but got {self.skip!r}; "
                "write one name as ('name',)"
            )
        object.__setattr__(self, "skip", tuple(self.skip))
        if self.pattern_set is not None:
            object.__setattr__(self, "pattern_set", _pattern_set(self.pattern_set))
        object.__setattr__(self, "overrides", _overrides(self.overrides))
        if not isinstance(self.schedule, Schedule):
            raise PruneError(
                f"expected schedule to be a Schedule, but got {type(self.schedule).__name__}"
            )
        if (3, 3) not in self.given_sizes:
            expect_patterns_exist(self.patterns, self.entries, 3, 3, force_centre=self.force_centre)

    @property
    def given_sizes(self) -> frozenset[tuple[int, int]]:
        """The kernel sizes, `(rows, columns)`, that `pattern_set` has patterns for."""
        return frozenset((pattern.kh, pattern.kw) for pattern in self.pattern_set or ())


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


def _overrides(given: Iterable[LayerOverride]) -> tuple[LayerOverride, ...]:
    given = (given,) if isinstance(given, LayerOverride) else tuple(given)
    for entry in given:
        if not isinstance(entry, LayerOverride):
            raise PruneError(
                f"expected overrides to hold LayerOverride, but got {type(entry).__name__}; "
                "write LayerOverride('name', connectivity=2)"
            )
    return given
