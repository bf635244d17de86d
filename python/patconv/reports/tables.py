"""Plain tables of at most 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence

__all__ = ["WIDTH", "fill", "pictures", "shorten", "table", "wrap"]

WIDTH = 80


def shorten(text: str, width: int) -> str:
    """The end of `text` where it is longer than `width`: names differ there."""
    return text if len(text) <= width else "..." + text[len(text) - width + 3 :]


def wrap(text: str) -> list[str]:
    """Lines of at most 80 columns, indented below a row of a table."""
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="      ")


def fill(text: str) -> str:
    """A sentence in lines of at most 80 columns, indented after the first."""
    return textwrap.fill(text, WIDTH, subsequent_indent="  ")


def table(rows: Sequence[Sequence[str]], left: Collection[int] = (0,)) -> list[str]:
    """Align the cells of rows, the first of which is the header.

    Args:
        rows: of equal length; the first cell gives way where a row is too long.
        left: numbers of the columns that hold text; the others hold figures.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[0] = max(3, min(widths[0], WIDTH - sum(widths[1:]) - len(widths) + 1))
    lines = []
    for first, *rest in rows:
        cells = [
            f"{cell:<{width}}" if place in left else f"{cell:>{width}}"
            for place, (cell, width) in enumerate(
                zip((shorten(first, widths[0]), *rest), widths, strict=True)
            )
        ]
        lines.append(" ".join(cells).rstrip())
    return lines


def pictures(counts: Sequence[tuple[str, int]]) -> list[str]:
    """Patterns side by side, with the number of kernels that have each below.

    Args:
        counts: pictures such as ``.x.|xx.|.x.`` with their counts.
    """
    if not counts:
        return []
    width = max(len(cell) for p, count in counts for cell in (*p.split("|"), str(count)))
    per_line = max(1, (WIDTH - 2) // (width + 2))
    lines: list[str] = []
    for start in range(0, len(counts), per_line):
        part = counts[start : start + per_line]
        rows = [picture.split("|") for picture, _ in part]
        for row in range(max(map(len, rows))):
            cells = [picture[row] if row < len(picture) else "" for picture in rows]
            lines.append("  " + "  ".join(f"{cell:>{width}}" for cell in cells))
        lines += ["  " + "  ".join(f"{count:>{width}}" for _, count in part), ""]
    return [line.rstrip() for line in lines[:-1]]
