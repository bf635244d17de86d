"""A picture of a pattern set."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..files import replaced
from ..reports.pictures import draw_pattern, pattern_colours, require_matplotlib
from .pattern_sets import PatternSet
from .patterns import Pattern

__all__ = ["draw_pattern_set"]

_RESOLUTION = 150
_COLUMNS = 8


def draw_pattern_set(patterns: PatternSet | Iterable[Pattern], path: Path | str) -> None:
    """Write a PNG file: each pattern with its number and its share of the kernels.

    Where kernels were counted, bars below compare the shares.

    Raises:
        ImportError: the extra `plot` is missing.
        PruneError: there is no pattern, or one comes twice.
        OSError: the file cannot be written.
    """
    require_matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    if not isinstance(patterns, PatternSet):
        patterns = PatternSet(tuple(patterns))
    shares = patterns.frequencies
    count = len(patterns)
    rows = -(-count // _COLUMNS)
    bars = 0 if shares is None else 3
    figure = Figure(figsize=(10, 1.5 * rows + bars + 0.5), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(f"{count} pattern{'s' * (count > 1)}")
    heights = [1.5 * rows, bars] if shares is not None else [1.5 * rows]
    parts = figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False).flat
    colours = pattern_colours(count)
    cells = parts[0].subplots(rows, min(count, _COLUMNS), squeeze=False).flat
    for number, axes in enumerate(cells):
        axes.set_axis_off()
        if number < count:
            share = "" if shares is None else f": {shares[number]:.1%}"
            draw_pattern(axes, patterns[number].picture, colours[number], f"{number}{share}")
    if shares is not None:
        axes = parts[1].subplots()
        axes.bar(range(count), [100 * share for share in shares], color=colours)
        axes.set(xlabel="pattern", ylabel="% of kernels")
        axes.xaxis.get_major_locator().set_params(integer=True)
    with replaced(path) as temporary:
        figure.savefig(temporary, format="png", dpi=_RESOLUTION)
