"""The faults that are planted, one at a time.

A fault of the data or the IR edits what a phase leaves behind; the compilation goes on from there.
A fault of the compiler is a piece of source text and what takes its place. Each names the tests
that must catch it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from dump import Dump
from plane_faults import PLANE_FAULTS
from source_faults import SOURCE_FAULTS, SourceFault

_Array = npt.NDArray[Any]

_FILE = "test/python/test_execution.py"
_ONE_THREAD = (f"{_FILE}::test_network[1-plain]", f"{_FILE}::test_layers[1-plain]")
_LAYER = "2"


@dataclass(frozen=True)
class PhaseFault:
    """Edits what `phase` leaves behind."""

    name: str
    description: str
    phase: str
    edit: Callable[[Dump], None]
    tests: tuple[str, ...] = _ONE_THREAD


def _on(operand: str, edit: Callable[[_Array], None]) -> Callable[[Dump], None]:
    return lambda dump: dump.edit_array(_LAYER, operand, edit)


def _swap_taps(weight: _Array) -> None:
    middle = len(weight) // 8 * 4
    weight[[middle, middle + 1]] = weight[[middle + 1, middle]]


def _drop_kernel(weight: _Array) -> None:
    middle = len(weight) // 8 * 4
    weight[middle : middle + 4] = 0


def _swap_first(values: _Array) -> None:
    values[[0, 1]] = values[[1, 0]]


def _move_index(index: _Array) -> None:
    """One kernel to the next channel, where no kernel of its run is in the way."""
    ends = np.flatnonzero((index[1:] < index[:-1]) & (index[:-1] < 7))
    index[ends[len(ends) // 2]] += 1


def _move_run(stride: _Array) -> None:
    """One kernel from the second pattern of a filter to the first."""
    for row in stride.reshape(-1, stride.shape[-1]):
        if row[2] > row[1]:
            row[1] += 1
            return
    raise LookupError("expected a filter with a kernel of the second pattern, but got none")


def _rotate_patterns(dump: Dump) -> None:
    line = dump.layer_line(_LAYER)
    match = re.search(r"patterns = <([^>]*)>", line)
    assert match is not None
    first, *rest = match[1].split(", ")
    dump.replace(match[0], f"patterns = <{', '.join([*rest, first])}>", layer=_LAYER)


def _overlap_buffers(dump: Dump) -> None:
    """The second large buffer of the workspace starts where the first does."""
    views = re.findall(
        r"(memref\.view %arg\d+\[)(%\w+)(\]\[\] : .* to memref<[\dx]+xf32>)", dump.text
    )
    workspace = re.search(r"(%arg\d+): memref<\d+xi8> \{patconv\.workspace\}", dump.text)
    assert workspace is not None
    placed = [view for view in views if workspace[1] in view[0]]
    (start, first, _), (begin, second, rest) = placed[0], placed[1]
    assert start == begin
    assert first != second
    dump.text = dump.text.replace(f"{begin}{second}{rest}", f"{begin}{first}{rest}", 1)


FAULTS: tuple[PhaseFault | SourceFault, ...] = (
    PhaseFault(
        "tap-swapped", "two values of a kernel change places", "pack", _on("weight", _swap_taps)
    ),
    PhaseFault("kernel-dropped", "one kernel is lost", "pack", _on("weight", _drop_kernel)),
    PhaseFault(
        "reorder-wrong",
        "two filters write each other's output channel",
        "pack",
        _on("reorder", _swap_first),
    ),
    PhaseFault(
        "index-wrong",
        "one kernel reads the neighbouring channel",
        "pack",
        _on("index", _move_index),
    ),
    PhaseFault(
        "run-shifted",
        "a kernel runs as the pattern before its own",
        "pack",
        _on("stride", _move_run),
    ),
    PhaseFault(
        "pattern-ids-off-by-one", "every kernel has the next pattern", "pack", _rotate_patterns
    ),
    PhaseFault(
        "padding-row-missing",
        "the row of padding above the image is below it",
        "pack",
        lambda dump: dump.replace(
            "padding = array<i64: 1, 1, 1, 1>", "padding = array<i64: 0, 2, 1, 1>", layer="4"
        ),
    ),
    PhaseFault(
        "epilogue-lost",
        "a clamp is forgotten",
        "pack",
        lambda dump: dump.replace(
            "activation = #patconv.activation<clamp, -5.000000e-01, 7.500000e-01>",
            "activation = #patconv.activation<none>",
            layer="4",
        ),
    ),
    PhaseFault(
        "weights-misplaced",
        "an array of weights is read 64 bytes too far",
        "pack",
        lambda dump: _move_view(dump),
    ),
    PhaseFault(
        "workspace-overlap",
        "two buffers that live at once share memory",
        "bufferize",
        _overlap_buffers,
    ),
    *SOURCE_FAULTS,
    *PLANE_FAULTS,
)


def _move_view(dump: Dump) -> None:
    match = re.search(r"weights_view (%\w+)\[0\]", dump.text)
    assert match is not None
    dump.replace(match[0], f"weights_view {match[1]}[64]")
