"""The result file of an accuracy benchmark as one HTML page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..reports.pages import figure_table, note, picture, problem, write_html_page
from ..reports.plots import Plot, new_figure

__all__ = ["write_accuracy_page"]

_COLUMNS = (
    ("network", "network", ""),
    ("method", "method", ""),
    ("rate", "rate", ".1f"),
    ("accuracy_mean", "accuracy, %", ".2f"),
    ("accuracy_ci", "±", ".2f"),
    ("loss_mean", "points lost", ".2f"),
    ("loss_ci", "±", ".2f"),
    ("admm_gain_mean", "ADMM better by, points", ".2f"),
    ("admm_gain_ci", "±", ".2f"),
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
    write_html_page("patconv: accuracy after pruning", _parts(data), path)


def _parts(data: Mapping[str, Any]) -> Iterator[str]:
    rows: Sequence[Mapping[str, Any]] = data["results"]
    yield note(
        f"Digits, {data['seeds']} seeds x {data['folds']} folds: mean on the "
        "fold left out, and half of the 95 % interval. A point lost is one per cent of the "
        "images, against the dense network of the same seed and fold. Times: one image, one "
        "thread, the network of the first seed and fold."
    )
    for text in data["problems"]:
        yield problem(text)
    for network in dict.fromkeys(row["network"] for row in rows):
        plot = _losses(network, [row for row in rows if row["network"] == network])
        yield from picture(plot)
    yield "<h2>All figures</h2>"
    yield from figure_table(_COLUMNS, rows)
    recipe = ", ".join(f"{name} {value}" for name, value in data["recipe"].items())
    machine = ", ".join(f"{name} {value}" for name, value in data["machine"].items())
    for words in (recipe, machine):
        yield note(words)


def _losses(network: str, rows: Sequence[Mapping[str, Any]]) -> Plot:
    """Points lost by method, a colour for each rate."""
    pruned = [row for row in rows if row["method"] != "dense"]
    methods = list(dict.fromkeys(row["method"] for row in pruned))
    rates = list(dict.fromkeys(row["rate"] for row in pruned))
    bars = max(1, len(rates)) * len(methods)
    figure, axes = new_figure(1.2 + 0.3 * bars)
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
