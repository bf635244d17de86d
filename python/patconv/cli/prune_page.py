"""A run of ``patconv prune`` as one HTML page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..pruning.report import LayerReport
from ..reports.pages import note, picture, text_table, write_html_page
from ..reports.plots import Plot
from .prune_plots import plots_of_run

if TYPE_CHECKING:
    from ..pruning import PruneResult

__all__ = ["write_prune_page"]

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
    plots = plots_of_run(result)
    write_html_page(f"patconv prune {figures['model']}", _parts(figures, result, plots), path)


def _parts(figures: Mapping[str, Any], result: PruneResult, plots: Sequence[Plot]) -> Iterator[str]:
    report = result.report
    yield note(
        f"{report.kept_weights} of {report.weights} weights of the convolutions stay "
        f"({report.rate:.2f}x fewer), {report.kept_kernels} of {report.kernels} kernels."
    )
    if result.accuracy is None:
        yield note("Pruned in one shot: the accuracy needs retraining.")
    else:
        yield "<h2>Accuracy</h2>"
        yield from text_table(
            ["network", "accuracy, %"],
            [
                [words, f"{100 * figures[name]:.2f}"]
                for name, words in _ACCURACIES
                if figures[name] is not None
            ],
            texts=1,
        )
    for plot in plots:
        yield from picture(plot)
    yield "<h2>All layers</h2>"
    errors = figures.get("output_errors", {})
    header = ["layer", "pruned by", "shape", "kernels", "kept", "weights", "kept", "rate"]
    yield from text_table(
        [*header, *(["output missed"] if errors else [])],
        [
            [*_row(layer), *([_share(errors.get(layer.name))] if errors else [])]
            for layer in report.layers
        ],
        texts=3,
    )
    for layer in report.layers:
        if layer.reason:
            yield note(f"{layer.name}: {layer.reason}")
    yield "<h2>Settings</h2>"
    settings = {**figures.get("run", {}), **figures["config"]}
    yield from text_table(
        ["setting", "value"], [[name, _value(value)] for name, value in settings.items()], texts=2
    )


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
