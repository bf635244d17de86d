"""The result file of an accuracy benchmark as one HTML page that needs nothing beside it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..files import replaced
from .plots import Plot, svg_of

__all__ = ["write_accuracy_page"]

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #222; }
p.note { color: #555; } p.problem { color: #a40000; font-weight: 600; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #ddd; }
th.text, td.text { text-align: left; }
"""
_COLUMNS = (
    ("network", "network", ""),
    ("method", "method", ""),
    ("rate", "rate", ".1f"),
    ("accuracy_mean", "accuracy, %", ".2f"),
    ("accuracy_ci", "±", ".2f"),
    ("loss_mean", "points lost", ".2f"),
    ("loss_ci", "±", ".2f"),
    ("shot_accuracy", "before retraining, %", ".1f"),
    ("weights", "weights", "d"),
    ("compiled_ms", "compiled, ms", ".3f"),
)


def write_accuracy_page(data: Mapping[str, Any], path: Path) -> None:
    """Write plots and the table of a result file.

    Raises:
        ImportError: Matplotlib is missing: ``pip install patconv[plot]``.
        OSError: the file cannot be written.
    """
    text = (
        "<!doctype html>\n<html lang='en'>\n<meta charset='utf-8'>\n"
        f"<title>patconv accuracy</title>\n<style>{_STYLE}</style>\n"
        "<h1>Accuracy after pruning</h1>\n" + "\n".join(_parts(data)) + "\n</html>\n"
    )
    with replaced(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def _parts(data: Mapping[str, Any]) -> Iterator[str]:
    rows: Sequence[Mapping[str, Any]] = data["results"]
    yield (
        f"<p class='note'>Digits, {data['seeds']} seeds x {data['folds']} folds: mean on the "
        "fold left out, and half of the 95 % interval. A point lost is one per cent of the "
        "images, against the dense network of the same seed and fold. Times: one image, one "
        "thread, the network of the first seed and fold.</p>"
    )
    for problem in data["problems"]:
        yield f"<p class='problem'>{html.escape(problem)}</p>"
    for network in dict.fromkeys(row["network"] for row in rows):
        plot = _losses(network, [row for row in rows if row["network"] == network])
        yield f"<h2>{html.escape(plot.title)}</h2>"
        yield f"<p class='note'>{html.escape(plot.note)}</p>"
        yield svg_of(plot)
    yield "<h2>All figures</h2>"
    yield from _table(rows)
    recipe = ", ".join(f"{name} {value}" for name, value in data["recipe"].items())
    machine = ", ".join(f"{name} {value}" for name, value in data["machine"].items())
    for words in (recipe, machine):
        yield f"<p class='note'>{html.escape(words)}</p>"


def _losses(network: str, rows: Sequence[Mapping[str, Any]]) -> Plot:
    """Points lost by method, a colour for each rate."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    pruned = [row for row in rows if row["method"] != "dense"]
    methods = list(dict.fromkeys(row["method"] for row in pruned))
    rates = list(dict.fromkeys(row["rate"] for row in pruned))
    bars = max(1, len(rates)) * len(methods)
    figure = Figure(figsize=(8, 1.2 + 0.3 * bars), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    height = 0.8 / max(1, len(rates))
    for place, rate in enumerate(rates):
        found = {row["method"]: row for row in pruned if row["rate"] == rate}
        axes.barh(
            [i + place * height for i, method in enumerate(methods) if method in found],
            [found[method]["loss_mean"] for method in methods if method in found],
            xerr=[found[method]["loss_ci"] for method in methods if method in found],
            height=height,
            label=f"{rate:g}x fewer weights",
        )
    axes.set_yticks([i + 0.4 - height / 2 for i in range(len(methods))], methods)
    axes.invert_yaxis()
    axes.axvline(0, color="#444444", linewidth=0.8)
    axes.set_xlabel("points of accuracy lost")
    axes.legend(fontsize=8)
    dense = rows[0]["dense_accuracy"]
    note = f"Shorter is better; the dense network has {dense:.2f} %."
    return Plot(f"{network}: points of accuracy lost", note, figure)


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "<table><tr>"
    for _, title, form in _COLUMNS:
        yield f"<th{'' if form else ' class=text'}>{title}</th>"
    yield "</tr>"
    for row in rows:
        cells = []
        for name, _, form in _COLUMNS:
            value = row[name]
            text = "" if value is None else format(value, form) if form else str(value)
            cells.append(f"<td{'' if form else ' class=text'}>{html.escape(text)}</td>")
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"
