"""HTML pages that need nothing beside them: notes, pictures and tables in one look."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..files import replaced
from .plots import Plot, svg_of

__all__ = ["figure_table", "note", "picture", "problem", "text_table", "write_html_page"]

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #222; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
p.note { color: #555; margin: .2rem 0 .6rem; }
p.problem { color: #a40000; font-weight: 600; }
svg { max-width: 100%; height: auto; }
div.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #ddd; }
th.text, td.text { text-align: left; }
"""


def write_html_page(title: str, parts: Iterable[str], path: Path) -> None:
    """Write a page; `parts` are elements as the functions here give them.

    Raises:
        OSError: the file cannot be written.
    """
    title = html.escape(title)
    text = (
        "<!doctype html>\n<html lang='en'>\n<meta charset='utf-8'>\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n<h1>{title}</h1>\n"
        + "\n".join(parts)
        + "\n</html>\n"
    )
    with replaced(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def note(text: str) -> str:
    """A remark."""
    return f"<p class='note'>{html.escape(text)}</p>"


def problem(text: str) -> str:
    """A remark on what makes figures doubtful."""
    return f"<p class='problem'>{html.escape(text)}</p>"


def picture(plot: Plot) -> Iterator[str]:
    """A picture with its title and how to read it."""
    yield f"<h2>{html.escape(plot.title)}</h2>"
    yield note(plot.note)
    yield svg_of(plot)


def text_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int
) -> Iterator[str]:
    """A table whose first `texts` columns hold text, the others figures."""
    yield "<div class='wide'><table>"
    for tag, row in (("th", header), *(("td", row) for row in rows)):
        cells = [
            f"<{tag}{' class=text' if place < texts else ''}>{html.escape(cell)}</{tag}>"
            for place, cell in enumerate(row)
        ]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table></div>"


def figure_table(
    columns: Sequence[tuple[str, str, str]], rows: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    """A table of results.

    Args:
        columns: name in a row, title, and format; an empty format is text. Text comes first.
        rows: the results; a value that is missing or None leaves its cell empty.
    """

    def cell(value: Any, form: str) -> str:
        return "" if value is None else format(value, form) if form else str(value)

    yield from text_table(
        [title for _, title, _ in columns],
        ([cell(row.get(name), form) for name, _, form in columns] for row in rows),
        texts=sum(not form for _, _, form in columns),
    )
