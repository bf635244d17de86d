"""The pictures of a run of ``patconv prune``: curves, patterns with their shares, layers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..reports.pictures import draw_pattern, pattern_colours
from ..reports.plots import FAINT, FIRST, SECOND, WIDTH, Plot, new_figure
from ..reports.tables import shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..pruning import EpochRecord, LayerReport, PruneReport, PruneResult

__all__ = ["plots_of_run"]

#: Patterns in a row.
_COLUMNS = 8
_NAME = 28


def plots_of_run(result: PruneResult) -> list[Plot]:
    """The pictures that a run gives; one-shot pruning has no curves.

    Raises:
        ImportError: Matplotlib is missing.
    """
    from matplotlib import rc_context

    # A name with dollar signs is no formula.
    with rc_context({"text.parse_math": False}):
        return list(_plots(result))


def _plots(result: PruneResult) -> Iterator[Plot]:
    history = result.history
    if history:
        yield _losses(history)
    if any(record.accuracy is not None for record in history):
        yield _accuracies(result)
    updates = [record for record in history if record.residuals]
    for what in ("pattern", "connectivity"):
        if any(getattr(one, what) is not None for record in updates for one in record.residuals):
            yield _residuals(updates, what)
    if result.report.pattern_set:
        yield _patterns(result.report)
    yield _layers(result.report.layers)


def _epochs(axes: Axes, history: Sequence[EpochRecord]) -> None:
    """An axis of epochs, with a line where the retraining begins."""
    from matplotlib.ticker import MaxNLocator

    axes.set_xlabel("epoch")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(color=FAINT, linewidth=0.6)
    last = max((record.epoch for record in history if record.phase == "admm"), default=0)
    if last and last < history[-1].epoch:
        axes.axvline(last + 0.5, color="#444444", linewidth=0.8)


def _losses(history: Sequence[EpochRecord]) -> Plot:
    figure, axes = new_figure(3.2)
    epochs = [record.epoch for record in history]
    axes.plot(epochs, [record.loss for record in history], color=FIRST, marker=".", label="loss")
    admm = [record for record in history if record.phase == "admm"]
    if admm:
        axes.plot(
            [record.epoch for record in admm],
            [record.penalty for record in admm],
            color=SECOND,
            marker=".",
            label="ADMM's penalty",
        )
    _epochs(axes, history)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("mean over the batches")
    axes.legend(fontsize=8)
    note = "In training. The line stands where the network was projected and retraining began."
    return Plot("Loss", note if admm else "In retraining.", figure)


def _accuracies(result: PruneResult) -> Plot:
    figure, axes = new_figure(3.2)
    found = [record for record in result.history if record.accuracy is not None]
    axes.plot(
        [record.epoch for record in found],
        [100 * (record.accuracy or 0.0) for record in found],
        color=FIRST,
        marker=".",
        label="after the epoch",
    )
    if result.dense_accuracy is not None:
        axes.axhline(
            100 * result.dense_accuracy, color="#444444", linestyle="--", label="dense network"
        )
    if result.projected_accuracy is not None:
        place = max((one.epoch for one in found if one.phase == "admm"), default=0)
        axes.scatter(
            [place + 0.5],
            [100 * result.projected_accuracy],
            color=SECOND,
            zorder=3,
            label="pruned, not retrained",
        )
    _epochs(axes, result.history)
    axes.set_ylabel("validation accuracy, %")
    axes.legend(fontsize=8)
    note = "Until the projection the network is not pruned yet, only drawn towards it."
    return Plot("Accuracy by epoch", note, figure)


def _residuals(updates: Sequence[EpochRecord], what: str) -> Plot:
    """One line for each layer, and a thick one for the largest."""
    figure, axes = new_figure(3.2)
    curves: dict[str, list[tuple[int, float]]] = {}
    for record in updates:
        for one in record.residuals:
            value = getattr(one, what)
            # Of a logarithm, 0 has no place.
            if value is not None and 0 < value < math.inf:
                curves.setdefault(one.name, []).append((record.epoch, value))
    largest: dict[int, float] = {}
    for points in curves.values():
        axes.plot(*zip(*points, strict=True), color=FIRST, linewidth=0.7, alpha=0.5)
        for epoch, value in points:
            largest[epoch] = max(value, largest.get(epoch, 0.0))
    axes.plot(
        list(largest), list(largest.values()), color=SECOND, marker=".", label="largest of them"
    )
    axes.set_yscale("log")
    _epochs(axes, updates)
    axes.set_ylabel("share of the layer's norm")
    axes.legend(fontsize=8)
    auxiliary = "Z" if what == "pattern" else "Y"
    note = f"||W - {auxiliary}|| / ||W|| after each update, a line for each layer; small is good."
    return Plot(f"Residuals: {what}", note, figure)


def _patterns(report: PruneReport) -> Plot:
    """Each pattern with its share of the kernels that have one."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    counts = report.pattern_counts
    count, total = len(counts), max(1, sum(counts))
    rows = -(-count // _COLUMNS)
    figure = Figure(figsize=(WIDTH, 1.3 * rows + 2.4), layout="constrained")
    FigureCanvasAgg(figure)
    upper, lower = figure.subfigures(2, 1, height_ratios=(1.3 * rows, 2.4), squeeze=False).flat
    colours = pattern_colours(count)
    cells = upper.subplots(rows, min(count, _COLUMNS), squeeze=False).flat
    for number, axes in enumerate(cells):
        axes.set_axis_off()
        if number < count:
            picture = report.pattern_set[number].picture
            draw_pattern(axes, picture, colours[number], f"{number}: {counts[number] / total:.1%}")
    axes = lower.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.bar(range(count), [100 * kept / total for kept in counts], color=colours)
    axes.set(xlabel="pattern", ylabel="% of kernels")
    axes.xaxis.get_major_locator().set_params(integer=True)
    note = f"{total} kernels that are left have one of {count} patterns."
    return Plot("Pattern frequencies", note, figure)


def _layers(layers: Sequence[LayerReport]) -> Plot:
    """How much of each layer is gone: weights, and kernels."""
    figure, axes = new_figure(1.2 + 0.32 * len(layers))
    places = range(len(layers))
    gone = [100 * (1 - layer.kept_weights / layer.weights) for layer in layers]
    kernels = [100 * (1 - layer.kept_kernels / layer.kernels) for layer in layers]
    axes.barh(places, gone, height=0.7, color=FIRST, label="weights")
    axes.barh(places, kernels, height=0.3, color=SECOND, label="kernels as a whole")
    for place, share in zip(places, gone, strict=True):
        axes.text(share + 1, place, f"{share:.1f}", va="center", fontsize=8)
    axes.set_yticks(places, [shorten(layer.name, _NAME) for layer in layers], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, 112)
    axes.set_xlabel("% removed")
    axes.legend(fontsize=8, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
    note = "The share of each convolution's weights that are zero, and of its kernels."
    return Plot("Sparsity by layer", note, figure)
