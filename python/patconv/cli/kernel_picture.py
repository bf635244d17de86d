"""A picture of a layer's kernels before and after they are reordered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import replaced
from .kernel_map import KernelMap

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

__all__ = ["draw_kernels", "require_matplotlib"]

_RESOLUTION = 150
_LEGEND_COLUMNS = 8
#: Places in matplotlib's map tab20: the strong shades first, grey last.
_HUES = (0, 2, 4, 6, 8, 10, 12, 16, 18, 1, 3, 5, 7, 9, 11, 13, 17, 19, 14, 15)
#: Of a removed position of a pattern in the legend.
_REMOVED = "#f2f2f2"


def require_matplotlib() -> None:
    """Find out before long work whether pictures can be drawn.

    Raises:
        ImportError: the extra is missing.
    """
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise ImportError(
            "drawing a picture needs the extra 'plot', but matplotlib is missing: "
            "pip install patconv[plot]",
            name="matplotlib",
        ) from error


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
    colours = _colours(count)
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
            _draw_pattern(axes, kernels.patterns[number], colours[number], f"{kept} kernels")
    with replaced(path) as temporary:
        figure.savefig(temporary, format="png", dpi=_RESOLUTION)


def _colours(count: int) -> list[Any]:
    from matplotlib import colormaps

    if count <= len(_HUES):
        return [colormaps["tab20"](place) for place in _HUES[:count]]
    return [colormaps["turbo"](place / (count - 1)) for place in range(count)]


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


def _draw_pattern(axes: Axes, picture: str, colour: Any, title: str) -> None:
    from matplotlib.patches import Rectangle

    rows = picture.split("|")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            face = colour if cell == "x" else _REMOVED
            axes.add_patch(Rectangle((x, y), 1, 1, facecolor=face, edgecolor="white"))
    axes.set_xlim(0, len(rows[0]))
    axes.set_ylim(len(rows), 0)
    axes.set_aspect("equal")
    axes.set_title(title, fontsize="small")
