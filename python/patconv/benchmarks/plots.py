"""Pictures of result files: bars against peers, a roofline of layers, the gain of each step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import geometric_mean
from typing import Any

from ..errors import PatConvError
from ..files import replaced
from ..reports.plots import FAINT, FIRST, SECOND, Plot, new_figure
from .peers import PEERS

__all__ = ["engine_title", "plots_of", "write_png"]

_RESOLUTION = 150
_THEIRS = "#b5bcc4"
_COLOURS = {"pattern": FIRST, "dense": SECOND}
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")

_Row = Mapping[str, Any]


def plots_of(data: Mapping[str, Any]) -> list[Plot]:
    """The pictures that the rows of a result file give, a kind for each suite."""
    from matplotlib import rc_context

    # A name with dollar signs is no formula.
    with rc_context({"text.parse_math": False}):
        return list(_plots_of(data))


def _plots_of(data: Mapping[str, Any]) -> Iterator[Plot]:
    rows: Sequence[_Row] = data["results"]
    limits = data["machine"].get("limits", {})
    for suite, threads, chosen in _groups(rows):
        targets = {row.get("target", "host") for row in chosen} - {"host"}
        of_suite = ", ".join(
            [suite, f"{threads} thread{'s' if threads > 1 else ''}", *sorted(map(str, targets))]
        )
        if suite == "network":
            for case in dict.fromkeys(row["case"] for row in chosen):
                mine = [row for row in chosen if row["case"] == case and not _is_untuned(row)]
                if mine:
                    yield _bars(f"{case}, {of_suite}", mine)
        elif suite.startswith("ablation/"):
            gains = [row for row in chosen if row.get("ratio")]
            if gains:
                yield _steps(of_suite, gains)
        elif suite.startswith("layers/") and str(threads) in limits:
            drawn = [row for row in chosen if row["engine"] == "patconv" and row.get("bytes")]
            if drawn:
                yield _roofline(of_suite, drawn, limits[str(threads)])
            ours = [row for row in chosen if row["engine"] == "patconv" and row.get("ratio")]
            if ours:
                yield _ratios(of_suite, ours)


def _groups(rows: Sequence[_Row]) -> Iterator[tuple[str, int, list[_Row]]]:
    for suite, threads in dict.fromkeys((row["suite"], row["threads"]) for row in rows):
        yield (
            suite,
            threads,
            [row for row in rows if (row["suite"], row["threads"]) == (suite, threads)],
        )


def engine_title(row: _Row) -> str:
    """What a row's engine is called, with its variant where it has several."""
    if row["engine"] == "patconv":
        return f"patconv, {row['variant']}"
    peer = PEERS.get(row["engine"])
    if peer is None:
        return "PyTorch eager" if row["engine"] == "torch" else str(row["engine"])
    return peer.title_of(str(row["variant"]))


def _is_untuned(row: _Row) -> bool:
    return row["engine"] in PEERS and PEERS[row["engine"]].untuned


def _bars(title: str, rows: Sequence[_Row]) -> Plot:
    """Milliseconds by engine, the fastest on top."""
    shown = sorted(rows, key=lambda row: float(row["median_ms"]))
    figure, axes = new_figure(0.9 + 0.36 * len(shown))
    medians = [row["median_ms"] for row in shown]
    spread = (
        [row["median_ms"] - row["p10_ms"] for row in shown],
        [row["p90_ms"] - row["median_ms"] for row in shown],
    )
    axes.barh(
        range(len(shown)),
        medians,
        xerr=spread,
        color=[FIRST if row["engine"] == "patconv" else _THEIRS for row in shown],
        error_kw={"elinewidth": 0.8, "ecolor": "#555555"},
    )
    axes.set_yticks(range(len(shown)), [engine_title(row) for row in shown])
    axes.invert_yaxis()
    axes.set_xlabel("ms, median; whiskers: middle 80 %")
    axes.set_title(title)
    right = max(row["p90_ms"] for row in shown)
    for place, row in enumerate(shown):
        text = f"{row['median_ms']:.1f} ms"
        if row["engine"] != "patconv" and row.get("ratio"):
            text += f", {row['ratio']:.2f}x"
        axes.text(row["p90_ms"] + 0.01 * right, place, text, va="center", fontsize=8)
    axes.set_xlim(0, right * 1.22)
    note = "Shorter is faster. The factor is the time of an engine over patconv's, run in turns."
    return Plot(title, note, figure)


def _roofline(title: str, rows: Sequence[_Row], limits: Mapping[str, Any]) -> Plot:
    """GFLOP/s on the weights that are left, against operations per byte."""
    figure, axes = new_figure(4.8)
    peak, gbytes = limits["gflops"], limits["gbytes"]
    points = []
    for row in rows:
        operations = row["gflops"] * 1e6 * row["median_ms"]
        points.append((operations / row["bytes"], row["gflops"], row))
    left = min(min(x for x, _, _ in points), peak / gbytes) / 2
    right = max(max(x for x, _, _ in points), peak / gbytes) * 2
    axes.plot(
        [left, peak / gbytes, right],
        [left * gbytes, peak, peak],
        color="#444444",
        linewidth=1.2,
        label=f"limits: {peak:.0f} GFLOP/s, {gbytes:.1f} GB/s read",
    )
    for variant in dict.fromkeys(row["variant"] for row in rows):
        chosen = [(x, y) for x, y, row in points if row["variant"] == variant]
        xs, ys = zip(*chosen, strict=True)
        axes.scatter(xs, ys, s=22, color=_COLOURS.get(variant), label=variant)
    if len(rows) <= 20:
        for x, y, row in points:
            axes.annotate(
                row["case"], (x, y), xytext=(4, -9), textcoords="offset points", fontsize=7
            )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("operations per byte of weights, input and output")
    axes.set_ylabel("GFLOP/s")
    axes.set_title(title)
    axes.grid(color=FAINT, linewidth=0.6)
    axes.legend(fontsize=8, loc="lower right")
    note = (
        "Two operations a multiply-add with a weight that is left. Under the slope the memory "
        "binds, under the flat line the multiply-add units."
    )
    return Plot(f"{title}: roofline", note, figure)


def _ratios(title: str, ours: Sequence[_Row]) -> Plot:
    """How much faster than the dense layer of PyTorch, by case and variant."""
    cases = list(dict.fromkeys(row["case"] for row in ours))
    variants = list(dict.fromkeys(row["variant"] for row in ours))
    figure, axes = new_figure(1.1 + 0.2 * (len(variants) + 0.6) * len(cases))
    height = 0.8 / len(variants)
    for place, variant in enumerate(variants):
        found = {row["case"]: row["ratio"] for row in ours if row["variant"] == variant}
        axes.barh(
            [i + place * height for i, case in enumerate(cases) if case in found],
            [found[case] for case in cases if case in found],
            height=height,
            color=_COLOURS.get(variant),
            label=variant,
        )
    axes.axvline(1, color="#444444", linewidth=0.8)
    axes.set_yticks([i + 0.4 - height / 2 for i in range(len(cases))], cases, fontsize=8)
    axes.invert_yaxis()
    axes.set_xlabel("times as fast as PyTorch's dense layer in its best layout")
    axes.set_title(title)
    axes.legend(fontsize=8)
    return Plot(f"{title}: beside PyTorch", "Longer is faster; the line is PyTorch.", figure)


def _steps(title: str, rows: Sequence[_Row]) -> Plot:
    """The mean gain of each step over the dense layer, with the cases as points."""
    steps = list(dict.fromkeys(row["variant"] for row in rows))
    gains = [[row["ratio"] for row in rows if row["variant"] == step] for step in steps]
    figure, axes = new_figure(0.9 + 0.36 * len(steps))
    means = [geometric_mean(gain) for gain in gains]
    colours = [_THEIRS if step in ("dense", "CSR") else FIRST for step in steps]
    axes.barh(range(len(steps)), means, color=colours)
    for place, gain in enumerate(gains):
        axes.scatter(gain, [place] * len(gain), s=8, color="#333333", zorder=3)
    right = max(max(gain) for gain in gains)
    for place, (mean, gain) in enumerate(zip(means, gains, strict=True)):
        axes.text(max(gain) + 0.015 * right, place, f"{mean:.2f}x", va="center", fontsize=8)
    axes.set_yticks(range(len(steps)), steps)
    axes.invert_yaxis()
    axes.set_xlim(0, right * 1.12)
    axes.set_xlabel("times as fast as the dense layer of the same compiler")
    axes.set_title(title)
    note = "Bars: geometric mean of the cases, which are the points."
    return Plot(title, note, figure)


def write_png(plots: Sequence[Plot], path: Path) -> None:
    """Write all pictures into one PNG file, one below the other.

    Raises:
        PatConvError: there is none.
        OSError: the file cannot be written.
    """
    if not plots:
        raise PatConvError("expected results of 'patconv bench' that can be drawn, but got none")
    import numpy as np
    from matplotlib import image

    pixels = []
    for plot in plots:
        canvas: Any = plot.figure.canvas
        plot.figure.set_dpi(_RESOLUTION)
        canvas.draw()
        pixels.append(np.asarray(canvas.buffer_rgba())[..., :3])
    width = max(picture.shape[1] for picture in pixels)
    padded = [
        np.pad(
            picture,
            ((0, 0), (0, width - picture.shape[1]), (0, 0)),
            constant_values=255,
        )
        for picture in pixels
    ]
    with replaced(path) as temporary:
        image.imsave(str(temporary), np.concatenate(padded), format="png")
