"""What pictures of patterns have in common: colours, the drawing of one, the extra they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_pattern", "pattern_colours", "require_matplotlib"]

#: Places in matplotlib's map tab20: the strong shades first, grey last.
_HUES = (0, 2, 4, 6, 8, 10, 12, 16, 18, 1, 3, 5, 7, 9, 11, 13, 17, 19, 14, 15)
#: Of a removed position.
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


def pattern_colours(count: int) -> list[Any]:
    """A colour for each of `count` patterns."""
    from matplotlib import colormaps

    if count <= len(_HUES):
        return [colormaps["tab20"](place) for place in _HUES[:count]]
    return [colormaps["turbo"](place / (count - 1)) for place in range(count)]


def draw_pattern(axes: Axes, picture: str, colour: Any, title: str) -> None:
    """Draw the picture of a pattern, positions kept in its colour."""
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
