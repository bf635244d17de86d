"""A run of ``patconv prune`` as one HTML page that needs nothing beside it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..benchmarks.plots import Plot, svg_of
from ..files import replaced
from ..pruning.report import LayerReport
from .prune_plots import plots_of_run

if TYPE_CHECKING:
    from ..pruning import PruneResult

__all__ = ["write_prune_page"]

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #222; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
p.note { color: #555; margin: .2rem 0 .6rem; }
svg { max-width: 100%; height: auto; }
div.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; }
th, td { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #ddd; }
th.text, td.text { text-align: left; }
"""
_ACCURACIES = (
    ("dense_accuracy", "dense"),
    ("projected_accuracy", "pruned, not retrained"),
    ("accuracy", "at the end"),
)


def write_prune_page(figures: Mapping[str, Any], result: PruneResult, path: Path) -> None:
    """Write curves, patterns, layers and settings of a run as a page.

    Args:
        figures: what ``--json`` has of it.
        result: what the run came to.
        path: the file.

    Raises:
        ImportError: Matplotlib is missing.
        OSError: the file cannot be written.
    """
    title = html.escape(f"patconv prune {figures['model']}")
    text = (
        "<!doctype html>\n<html lang='en'>\n<meta charset='utf-8'>\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n<h1>{title}</h1>\n"
        + "\n".join(_parts(figures, result, plots_of_run(result)))
        + "\n</html>\n"
    )
    with replaced(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def _parts(figures: Mapping[str, Any], result: PruneResult, plots: Sequence[Plot]) -> Iterator[str]:
    report = result.report
    yield _note(
        f"{report.kept_weights} of {report.weights} weights of the convolutions stay "
        f"({report.rate:.2f}x fewer), {report.kept_kernels} of {report.kernels} kernels."
    )
    if result.accuracy is None:
        yield _note("Pruned in one shot: the accuracy needs retraining.")
    else:
        yield "<h2>Accuracy</h2>"
        yield from _table(
            ["network", "accuracy, %"],
            [
                [words, f"{100 * figures[name]:.2f}"]
                for name, words in _ACCURACIES
                if figures[name] is not None
            ],
            texts=1,
        )
    for plot in plots:
        yield f"<h2>{html.escape(plot.title)}</h2>"
        yield _note(plot.note)
        yield svg_of(plot)
    yield "<h2>All layers</h2>"
    errors = figures.get("output_errors", {})
    header = ["layer", "pruned by", "shape", "kernels", "kept", "weights", "kept", "rate"]
    yield from _table(
        [*header, *(["output missed"] if errors else [])],
        [
            [*_row(layer), *([_share(errors.get(layer.name))] if errors else [])]
            for layer in report.layers
        ],
        texts=3,
    )
    for layer in report.layers:
        if layer.reason:
            yield _note(f"{layer.name}: {layer.reason}")
    yield "<h2>Settings</h2>"
    settings = {**figures.get("run", {}), **figures["config"]}
    yield from _table(
        ["setting", "value"], [[name, _value(value)] for name, value in settings.items()], texts=2
    )


def _note(text: str) -> str:
    return f"<p class='note'>{html.escape(text)}</p>"


def _row(layer: LayerReport) -> list[str]:
    return [
        layer.name,
        layer.treatment,
        "x".join(map(str, layer.shape)),
        str(layer.kernels),
        str(layer.kept_kernels),
        str(layer.weights),
        str(layer.kept_weights),
        f"{layer.weights / max(1, layer.kept_weights):.2f}x",
    ]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], texts: int) -> Iterator[str]:
    """The first `texts` columns hold text, the others figures."""
    yield "<div class='wide'><table>"
    for tag, row in (("th", header), *(("td", row) for row in rows)):
        cells = [
            f"<{tag}{' class=text' if place < texts else ''}>{html.escape(cell)}</{tag}>"
            for place, cell in enumerate(row)
        ]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table></div>"
