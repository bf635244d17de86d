"""Which kinds of convolutions were tried, to be shown and to be insisted on."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import patconv
from convolution_cases import (
    ACTIVATIONS,
    FOLLOWERS,
    MASKS,
    TARGETS,
    Case,
    Compilation,
    Convolution,
)
from convolution_comparison import Result
from patconv.compiling import LayerReport

#: The share of the cases that each kind must have.
LEAST_SHARE = 0.005

_WIDTH = 80
_NAME = 12
#: More distinct masks than this many make the compiler merge patterns.
_MAX_PATTERNS = 16

#: Every kind there is, by what it is a kind of.
KINDS: dict[str, tuple[str, ...]] = {
    "kernel": (*(f"{k}x{k}" for k in range(1, 8)), "one row", "one column", "rectangle"),
    "stride": ("1", "2", "3", "y!=x"),
    "dilation": ("1", "2", "y!=x"),
    "padding": ("0", "1", "2", "3", "y!=x", "same", "four sides"),
    "groups": ("one", "several", "depthwise", "multiplier"),
    "zeros": tuple(MASKS),
    "of which": (f">{_MAX_PATTERNS} masks", "negative zeros"),
    "activation": tuple(ACTIVATIONS),
    "bias": ("yes", "no"),
    "residual": ("none", "input", "own input"),
    "batch": ("1", "2", "3"),
    "channels": ("1", "2-8", "9-32", ">32"),
    "columns": ("1", "2-14", "15-17", "18-30", "31-33", ">33"),
    "rows": ("1", "2-8", "9-32", ">32"),
    "target": TARGETS,
    "lanes": tuple(sorted({str(patconv._patconv.Target.resolve(t).lanes) for t in TARGETS})),
    "layout": ("plain", "lane-tiled", "idle lanes"),
    "then": ("none", *FOLLOWERS),
    "a pass": ("1 filter", "2 filters", "4 filters"),
    "winograd": ("none", "2 rows", "4 rows", "with strides"),
    "outside": ("tiles", "filters"),
    "split": ("none", "tiles", "filters"),
    "remainder": ("none", "rows", "vectors"),
    "blocks": ("one", "several"),
    "path": ("pattern", "dense", "1x1", "depthwise"),
    "threads": ("1", "2"),
    "options": (
        "reorder off",
        "winograd off",
        "lre off",
        "fusion off",
        "fewer patterns",
        "more patterns",
    ),
}


@dataclass
class Coverage:
    """Counts of what was tried; cases that come again count once."""

    seen: set[tuple[Case, Compilation]] = field(default_factory=set)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, results: Iterable[Result], compilation: Compilation) -> None:
        for result in results:
            if (result.case, compilation) not in self.seen:
                self.seen.add((result.case, compilation))
                self.counts.update(_kinds(result, compilation))

    def update(self, other: Coverage) -> None:
        """Take over what another process tried; the cases must differ."""
        self.seen |= other.seen
        self.counts += other.counts

    def missing(self) -> list[str]:
        """Kinds that were hardly tried, and those that are not in `KINDS`."""
        least = LEAST_SHARE * len(self.seen)
        known = {(name, kind) for name, kinds in KINDS.items() for kind in kinds}
        return sorted(
            f"{name} {kind}: {self.counts[name, kind]}"
            for name, kind in known | self.counts.keys()
            if self.counts[name, kind] < least or (name, kind) not in known
        )

    def lines(self) -> list[str]:
        """A table of all kinds, 80 columns wide."""
        lines: list[str] = []
        for name, kinds in KINDS.items():
            entry = f"{name}: " + ", ".join(f"{kind} {self.counts[name, kind]}" for kind in kinds)
            if lines and len(lines[-1]) + len(entry) + 3 <= _WIDTH:
                lines[-1] += f" | {entry}"
            else:
                lines += textwrap.wrap(entry, _WIDTH, subsequent_indent="  ")
        return lines


def _kinds(result: Result, compilation: Compilation) -> Iterator[tuple[str, str]]:
    case, layer = result.case, result.layer
    yield "kernel", _kernel(case)
    yield "stride", _pair(case.stride)
    yield "dilation", _pair(case.dilation)
    yield "padding", _padding(case)
    yield "groups", _groups(case)
    yield "zeros", case.mask
    if _count_masks(case) > _MAX_PATTERNS:
        yield "of which", f">{_MAX_PATTERNS} masks"
    if case.negative_zeros:
        yield "of which", "negative zeros"
    yield "activation", case.activation
    yield "bias", "yes" if case.bias else "no"
    yield "residual", case.residual
    yield "batch", str(case.batch)
    yield "channels", _range("channels", case.channels)
    yield "rows", _range("rows", layer.output[2])
    yield "columns", _range("columns", layer.output[3])
    yield "path", layer.path
    yield "layout", _layout(layer)
    yield "then", case.then
    yield "target", compilation.target
    yield "threads", str(compilation.threads)
    yield from (("options", option) for option in _options(compilation))
    yield from _schedule_kinds(layer.schedule, case)


def _schedule_kinds(schedule: str, case: Case) -> Iterator[tuple[str, str]]:
    match = re.search(
        r"lanes = (\d+), .* remainder = (\d+)x(\d+), channel_block = (\d+), .* split = (\w+)",
        schedule,
    )
    if match is None:
        return
    lanes, rows, vectors, block, split = match.groups()
    yield "lanes", lanes
    if rows == vectors == "0":
        yield "remainder", "none"
    if rows != "0":
        yield "remainder", "rows"
    if vectors != "0":
        yield "remainder", "vectors"
    yield "blocks", "several" if int(block) < case.channels else "one"
    yield "split", split
    passes = re.search(r"filters_per_pass = (\d+)", schedule)
    yield "a pass", f"{passes[1]} filters" if passes else "1 filter"
    rows_together = re.search(r"winograd = (\d+)", schedule)
    yield "winograd", f"{rows_together[1]} rows" if rows_together else "none"
    if rows_together and case.stride[0] > 1:
        yield "winograd", "with strides"
    # Pairs that go by planes are for test_planes.py.
    order = re.search(r"order = (\w+)", schedule)
    if order is None or order[1] == "filters":
        yield "outside", "filters" if order else "tiles"


def _layout(layer: LayerReport) -> str:
    grid = re.search(r"lane_tiled (\d+)x(\d+)", layer.layout)
    if grid is None:
        return "plain"
    divides = all(
        size % int(sub_images) == 0
        for size, sub_images in zip(layer.output[2:], grid.groups(), strict=True)
    )
    return "lane-tiled" if divides else "idle lanes"


def _kernel(case: Case) -> str:
    rows, columns = case.kernel
    if rows == columns:
        return f"{rows}x{columns}"
    return "one row" if rows == 1 else "one column" if columns == 1 else "rectangle"


def _pair(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else "y!=x"


def _padding(case: Case) -> str:
    if any(case.zero_pad):
        return "four sides"
    kind = "same" if isinstance(case.padding, str) else _pair(case.padding)
    # What is wider than all others keeps the size of a large kernel's image, but for strides.
    return kind if kind in KINDS["padding"] else "same"


def _groups(case: Case) -> str:
    if case.groups == 1 or case.groups < case.channels:
        return "one" if case.groups == 1 else "several"
    return "depthwise" if case.filters == case.channels else "multiplier"


def _count_masks(case: Case) -> int:
    """Distinct kernels of zeros and others, without those that are removed."""
    kernels = Convolution(case).conv.weight.numpy() != 0
    masks = np.unique(kernels.reshape(-1, kernels.shape[2] * kernels.shape[3]), axis=0)
    return int(masks.any(1).sum())


def _range(name: str, value: int) -> str:
    """The kind of `name`, such as ``2-8``, in which the number lies."""
    for kind in KINDS[name]:
        low, _, high = kind.lstrip(">").partition("-")
        if int(low) < value if kind.startswith(">") else int(low) <= value <= int(high or low):
            return kind
    raise LookupError(f"expected {name} to be of a kind, but got {value}")


def _options(compilation: Compilation) -> Iterator[str]:
    for name in ("reorder", "winograd", "lre", "fusion"):
        if not getattr(compilation, name):
            yield f"{name} off"
    if compilation.max_patterns != _MAX_PATTERNS:
        yield "fewer patterns" if compilation.max_patterns < _MAX_PATTERNS else "more patterns"
