"""Layers that are pruned otherwise than the rest of their network."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import PruneError
from .checks import expect_integer, expect_rate

if TYPE_CHECKING:
    from torch import nn

__all__ = ["LayerOverride"]


@dataclass(frozen=True)
class LayerOverride:
    """What some convolutions get instead of what `PruneConfig` says.

    A field that is None leaves things as they are; of several overrides that match
    a layer, a later one wins.

    Attributes:
        match: a glob for the names in `named_modules`, such as ``layer4.*`` (``*``
            takes dots too); or a function of name and module that says whether it
            is meant.
        entries: positions in a pattern, for layers of any kernel size but 1x1. The
            layers of one kernel size and this number get a set that is mined from
            them alone, also beside a `pattern_set`.
        connectivity: kernels before divided by kernels after, at least 1. It also
            holds for the first convolution, which would be spared otherwise.
        pattern: whether the layers get patterns: False leaves them out, True mines
            a set for sizes other than 3x3 too, with as many entries as elsewhere.

    Raises:
        PruneError: a value is out of its range, or nothing is overridden.
    """

    match: str | Callable[[str, nn.Module], bool]
    entries: int | None = None
    connectivity: float | None = None
    pattern: bool | None = None

    def __post_init__(self) -> None:
        if not self.match or not (isinstance(self.match, str) or callable(self.match)):
            raise PruneError(
                "expected match to be the name of a layer, a glob or a function of name and "
                f"module, but got {self.match!r}; write for instance 'features.*'"
            )
        if self.entries is not None:
            expect_integer("entries", self.entries, 1, None)
        if self.connectivity is not None:
            expect_rate("connectivity", self.connectivity)
        if self.pattern is not None and not isinstance(self.pattern, bool):
            raise PruneError(f"expected pattern to be True, False or None, but got {self.pattern}")
        if self.entries is None and self.connectivity is None and self.pattern is None:
            raise PruneError(
                "expected an override to change something, but got neither entries, connectivity "
                f"nor pattern for {self.match!r}; give one"
            )
        if self.entries is not None and self.pattern is False:
            raise PruneError(
                f"expected an override without patterns to leave out entries, but got "
                f"{self.entries} for {self.match!r}; remove one of the two"
            )

    def matches(self, name: str, module: nn.Module) -> bool:
        """Whether the override is for this layer."""
        if isinstance(self.match, str):
            return fnmatch.fnmatchcase(name, self.match)
        return bool(self.match(name, module))
