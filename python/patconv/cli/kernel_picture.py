"""A picture of a layer's kernels before and after they are reordered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import replaced
from ..reports.pictures import draw_pattern, pattern_colours, require_matplotlib
from .kernel_map import KernelMap

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

__all__ = ["draw_kernels", "require_matplotlib"]

_RESOLUTION = 150
_LEGEND_COLUMNS = 8


def draw_kernels(kernels: KernelMap, path: Path) -> None:
    """Write a PNG file: filters by kernels, coloured by pattern, removed ones blank.

    On the left filters and channels in their own order; on the right as the code goes
    through them. Below, the pattern of each colour with its number of kernels.

    Raises:
        OSError: the file cannot be written.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    count = len(kernels.patterns)
    colours = pattern_colours(count)
    rows = -(-count // _LEGEND_COLUMNS)
    figure = Figure(figsize=(12, 6.5 + rows), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(f"{kernels.layer}: {kernels.table.shape[0]} filters, {count} patterns")
    maps, legend = figure.subfigures(2, 1, height_ratios=(6, rows), squeeze=False).flat
    left, right = maps.subplots(1, 2)
    _draw_map(left, kernels.table, colours)
    left.set(title="before", xlabel="channel", ylabel="filter")
    _draw_map(right, kernels.reordered(), colours)
    right.set(
        title="after filter kernel reorder", xlabel="kernel", ylabel="filter in the new order"
    )
    cells = legend.subplots(rows, min(count, _LEGEND_COLUMNS), squeeze=False).flat
    for number, axes in enumerate(cells):
        axes.set_axis_off()
        if number < count:
            kept = int((kernels.table == number + 1).sum())
            draw_pattern(axes, kernels.patterns[number], colours[number], f"{kept} kernels")
    with replaced(path) as temporary:
        figure.savefig(temporary, format="png", dpi=_RESOLUTION)


def _draw_map(axes: Axes, table: npt.NDArray[Any], colours: Sequence[Any]) -> None:
    from matplotlib.colors import ListedColormap

    axes.imshow(
        table,
        cmap=ListedColormap([(1.0, 1.0, 1.0, 1.0), *colours]),
        vmin=-0.5,
        vmax=len(colours) + 0.5,
        aspect="auto",
        interpolation="nearest",
    )
