"""Kernel patterns: their representation, where they come from, which kernel gets which.

Everything here works on numpy arrays of kernels of shape `(K, KH, KW)`. The
method is that of PatDNN (ASPLOS 2020, arXiv 2001.00138).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import PruneError

__all__ = [
    "Pattern",
    "assign_patterns",
    "count_candidates",
    "count_patterns",
    "expect_patterns_exist",
    "mine_patterns",
    "natural_masks",
    "strongest",
]

_Floats = npt.NDArray[np.floating]
#: Masks are counted in 64-bit words.
_MAX_POSITIONS = 63


@dataclass(frozen=True, order=True)
class Pattern:
    """A set of positions in a kernel.

    Attributes:
        mask: bit `row * kw + column` is set for each position kept.
        kh: rows of the kernel.
        kw: columns of the kernel.

    Raises:
        PruneError: the mask is empty or reaches outside the kernel.
    """

    mask: int
    kh: int = 3
    kw: int = 3

    def __post_init__(self) -> None:
        _expect_size(self.kh, self.kw)
        if not 0 < self.mask < 1 << (self.kh * self.kw):
            raise PruneError(
                f"expected the mask to be between 1 and {(1 << (self.kh * self.kw)) - 1} for a "
                f"{self.kh}x{self.kw} kernel, but got {self.mask}; set one bit per position kept"
            )

    @classmethod
    def from_picture(cls, picture: str) -> Pattern:
        """Read a pattern from the picture of its rows, such as ``.x.|xx.|.x.``.

        Raises:
            PruneError: the rows differ in length, are empty, too many or hold anything
                but ``x`` and ``.``.
        """
        rows = picture.split("|")
        if not all(rows) or len({len(row) for row in rows}) != 1 or set("".join(rows)) - set("x."):
            raise PruneError(
                "expected the picture to be rows of equal length of 'x' and '.' with '|' "
                f"between them, but got '{picture}'; write it like '.x.|xx.|.x.'"
            )
        _expect_size(len(rows), len(rows[0]))
        mask = sum(1 << bit for bit, cell in enumerate("".join(rows)) if cell == "x")
        return cls(mask, len(rows), len(rows[0]))

    @classmethod
    def full(cls, kh: int = 3, kw: int = 3) -> Pattern:
        """The pattern that keeps every position."""
        return cls((1 << (kh * kw)) - 1, kh, kw)

    @property
    def picture(self) -> str:
        """The rows from top to bottom, ``x`` for a position kept, ``|`` between rows."""
        cells = ["x" if self.mask >> bit & 1 else "." for bit in range(self.kh * self.kw)]
        rows = range(0, len(cells), self.kw)
        return "|".join("".join(cells[start : start + self.kw]) for start in rows)

    @property
    def positions(self) -> tuple[tuple[int, int], ...]:
        """The `(row, column)` of each position kept, in row-major order."""
        bits = range(self.kh * self.kw)
        return tuple(divmod(bit, self.kw) for bit in bits if self.mask >> bit & 1)

    def __len__(self) -> int:
        return self.mask.bit_count()

    def __str__(self) -> str:
        return self.picture

    def array(self) -> npt.NDArray[np.bool_]:
        """A boolean array of shape `(KH, KW)`, true for the positions kept."""
        cells = [bool(self.mask >> bit & 1) for bit in range(self.kh * self.kw)]
        return np.array(cells).reshape(self.kh, self.kw)


def _expect_size(kh: int, kw: int) -> None:
    if kh < 1 or kw < 1 or kh * kw > _MAX_POSITIONS:
        raise PruneError(
            f"expected a kernel of 1 to {_MAX_POSITIONS} positions, but got {kh}x{kw}; "
            "of larger ones whole kernels can be removed, without patterns"
        )


def natural_masks(
    kernels: _Floats, entries: int, *, force_centre: bool = True
) -> npt.NDArray[np.int64]:
    """Return the mask of each kernel's `entries` positions of largest magnitude.

    Equal magnitudes go to the lower position in row-major order.

    Args:
        kernels: shape `(K, KH, KW)`.
        entries: positions in a pattern, at most `KH * KW`.
        force_centre: whether the centre is always among them, where there is one: KH
            and KW are odd.

    Returns:
        Mask numbers, shape `(K,)`.
    """
    count, kh, kw = kernels.shape
    magnitude = np.abs(kernels.reshape(count, kh * kw).astype(np.float64))
    if force_centre and kh % 2 and kw % 2:
        magnitude[:, (kh // 2) * kw + kw // 2] = np.inf
    order = np.argsort(-magnitude, axis=1, kind="stable")[:, :entries]
    masks: npt.NDArray[np.int64] = (np.int64(1) << order.astype(np.int64)).sum(axis=1)
    return masks


def count_candidates(kh: int, kw: int, entries: int, *, force_centre: bool = True) -> int:
    """How many patterns of `entries` positions a kernel has, with the centre or without."""
    centre = int(force_centre and kh % 2 == kw % 2 == 1)
    return math.comb(kh * kw - centre, entries - centre)


def expect_patterns_exist(
    patterns: int, entries: int, kh: int, kw: int, *, force_centre: bool, place: str = ""
) -> None:
    """Check that a kernel has so many patterns.

    Args:
        patterns: how many are wanted.
        entries: positions in each.
        kh: rows of the kernel.
        kw: columns of the kernel.
        force_centre: whether each has the centre.
        place: what has the kernel, for the message, such as ``of 'conv1'``.

    Raises:
        PruneError: the kernel is too small, or has fewer such patterns.
    """
    if entries > kh * kw:
        raise PruneError(
            f"expected entries{place} to be at most {kh * kw} for a {kh}x{kw} kernel, "
            f"but got {entries}; give fewer"
        )
    exist = count_candidates(kh, kw, entries, force_centre=force_centre)
    if patterns > exist:
        centre = " with the centre" if force_centre and kh % 2 and kw % 2 else ""
        raise PruneError(
            f"expected patterns{place} to be at most {exist}, which is how many there are of "
            f"{entries} entries in a {kh}x{kw} kernel{centre}, but got {patterns}; give fewer"
        )


def mine_patterns(
    layers: Iterable[_Floats], entries: int, patterns: int, *, force_centre: bool = True
) -> tuple[Pattern, ...]:
    """Return the most frequent natural patterns of all kernels of all layers.

    Args:
        layers: arrays of shape `(K, KH, KW)`, all of one kernel size.
        entries: positions in a pattern.
        patterns: the number of patterns; fewer come back where fewer occur.
        force_centre: whether every pattern has the centre.

    Returns:
        The patterns, most frequent first, equally frequent ones by rising mask.
    """
    return tuple(count_patterns(layers, entries, force_centre=force_centre))[:patterns]


def count_patterns(
    layers: Iterable[_Floats], entries: int, *, force_centre: bool = True
) -> dict[Pattern, int]:
    """Count the natural patterns of all kernels of all layers.

    Kernels that are all zero have no natural pattern and are not counted.

    Args:
        layers: arrays of shape `(K, KH, KW)`, all of one kernel size.
        entries: positions in a pattern.
        force_centre: whether every pattern has the centre.

    Returns:
        The kernels of each pattern that occurs: most frequent first, equally
        frequent ones by rising mask.
    """
    counts: dict[int, int] = {}
    size = (3, 3)
    for kernels in layers:
        size = kernels.shape[1:]
        alive = kernels[np.any(kernels != 0, axis=(1, 2))]
        masks = natural_masks(alive, entries, force_centre=force_centre)
        for mask, count in zip(*np.unique(masks, return_counts=True), strict=True):
            counts[int(mask)] = counts.get(int(mask), 0) + int(count)
    ranked = sorted(counts, key=lambda mask: (-counts[mask], mask))
    return {Pattern(mask, *size): counts[mask] for mask in ranked}


def assign_patterns(kernels: _Floats, patterns: Sequence[Pattern]) -> npt.NDArray[np.int64]:
    """Give each kernel the pattern that keeps the largest L2 norm.

    Args:
        kernels: shape `(K, KH, KW)`.
        patterns: at least one pattern of that kernel size.

    Returns:
        The place of each kernel's pattern in `patterns`, shape `(K,)`; of several
        that keep the same norm, the first.
    """
    energy = np.square(kernels.reshape(len(kernels), -1).astype(np.float64))
    best = np.full(len(kernels), -1.0)
    chosen = np.zeros(len(kernels), dtype=np.int64)
    for place, pattern in enumerate(patterns):
        kept = np.zeros(len(kernels))
        for position in np.flatnonzero(pattern.array()):
            kept += energy[:, position]
        better = kept > best
        best[better] = kept[better]
        chosen[better] = place
    return chosen


def strongest(kernels: _Floats, count: int) -> npt.NDArray[np.bool_]:
    """Select exactly `count` kernels of largest L2 norm.

    Args:
        kernels: shape `(K, KH, KW)`.
        count: between 0 and K.

    Returns:
        Shape `(K,)`, true for the kernels selected; of equal ones, the lower
        number comes first.
    """
    energy = np.square(kernels.reshape(len(kernels), -1).astype(np.float64)).sum(axis=1)
    selected = np.zeros(len(kernels), dtype=np.bool_)
    selected[np.argsort(-energy, kind="stable")[:count]] = True
    return selected
