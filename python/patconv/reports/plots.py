"""What drawn results have in common: a picture with its title, its look, its form in a page."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["FAINT", "FIRST", "SECOND", "WIDTH", "Plot", "new_figure", "svg_of"]

#: Colours: of what is ours, of what is beside it, of grids.
FIRST, SECOND, FAINT = "#1b6ca8", "#e08e2b", "#d9dde1"
#: Of a figure, in inches.
WIDTH = 8.0


@dataclass(frozen=True)
class Plot:
    """One picture.

    Attributes:
        title: what it shows.
        note: how to read it.
        figure: drawn.
    """

    title: str
    note: str
    figure: Figure


def new_figure(height: float) -> tuple[Figure, Axes]:
    """A figure of the usual width, `height` in inches, that needs no screen.

    Raises:
        ImportError: Matplotlib is missing.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_axisbelow(True)
    return figure, axes


def svg_of(plot: Plot) -> str:
    """The picture as an ``<svg>`` element."""
    import matplotlib

    text = StringIO()
    # Text stays text, and two runs give the same bytes.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": plot.title}):
        plot.figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue().partition("<svg")[1] + text.getvalue().partition("<svg")[2]
