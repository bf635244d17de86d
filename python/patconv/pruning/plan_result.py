"""What was planned for each layer, before anything is pruned."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict, dataclass

from ..reports.tables import WIDTH, table, wrap
from .config import PruneConfig

__all__ = ["LayerPlan", "PrunePlan"]


@dataclass(frozen=True)
class LayerPlan:
    """What one convolution is to get.

    Attributes:
        name: the module's name.
        shape: `(filters, channels of a group, KH, KW)`.
        rate: kernels before divided by kernels after, as asked for; 1 keeps all.
        patterns: whether its kernels get patterns.
        cycles_before: what the compiler predicts for the layer as it is; only ratios
            count. 0 where it predicts nothing.
        cycles_after: what it predicts for the planned network.
        sensitivity: the error that pruning this layer alone causes; see
            `PrunePlan.measured`. 0 where nothing is pruned.
        reason: why the layer is left as it is, or lacks a step, or empty.
    """

    name: str
    shape: tuple[int, int, int, int]
    rate: float
    patterns: bool
    cycles_before: float
    cycles_after: float
    sensitivity: float
    reason: str

    @property
    def pruned(self) -> bool:
        """Whether anything is removed."""
        return self.patterns or self.rate > 1


@dataclass(frozen=True)
class PrunePlan:
    """A rate for each layer; its `str` is a table of 80 columns.

    The times are sums over the layers that the compiler predicts a time for: the
    convolutions that it schedules. What else there is takes the time that it takes, so
    that the whole network gains less than `predicted_speedup`.

    Attributes:
        config: what `ADMM`, `prune_and_retrain` and `project_` are to be given.
        layers: every convolution in the order of `named_modules`.
        target_speedup: what was asked for.
        cycles_before: predicted for the network as it is, counted layers only.
        cycles_after: predicted for the network that `project_` makes with `config`.
        inputs: calibration inputs; 0 without calibration.
        uncounted: layers with weights that the times leave out. Operations without
            weights are left out, too.
    """

    config: PruneConfig
    layers: tuple[LayerPlan, ...]
    target_speedup: float
    cycles_before: float
    cycles_after: float
    inputs: int
    uncounted: tuple[str, ...]

    @property
    def predicted_speedup(self) -> float:
        """Predicted time before divided by predicted time after."""
        return self.cycles_before / self.cycles_after

    @property
    def sensitivity(self) -> float:
        """The sum of the layers' sensitivities, which the plan makes small."""
        return sum(layer.sensitivity for layer in self.layers)

    @property
    def measured(self) -> str:
        """What a sensitivity is."""
        if self.inputs:
            return (
                "mean square of the change of the network's output as a share of its mean "
                f"square, on {self.inputs} calibration inputs, one layer pruned at a time"
            )
        return (
            "share of the sum of squares of the layer's weights that is removed; nothing was "
            "measured, as no calibration inputs were given"
        )

    def to_json(self) -> str:
        """The plan as one JSON object, with what stands in `layers` for the configuration."""
        whole = {
            "target_speedup": self.target_speedup,
            "predicted_speedup": self.predicted_speedup,
            "cycles_before": self.cycles_before,
            "cycles_after": self.cycles_after,
            "sensitivity": self.sensitivity,
            "measured": self.measured,
            "inputs": self.inputs,
            "uncounted": self.uncounted,
            "layers": [asdict(layer) for layer in self.layers],
        }
        return json.dumps(whole, indent=2)

    def __str__(self) -> str:
        header = ("layer", "shape", "rate", "patterns", "kcycles", "after", "sensitivity")
        times = _times(self.cycles_before, self.cycles_after)
        total = ("total", "", "", "", *times, f"{self.sensitivity:.4f}")
        rows = [header, *map(_row, self.layers), total]
        top, *lines, bottom = table(rows, left=(0, 1, 3))
        rule = "-" * WIDTH
        text = [top, rule]
        for layer, line in zip(self.layers, lines, strict=True):
            text += [line, *wrap(layer.reason)]
        speedup = f"predicted {self.predicted_speedup:.2f}x, asked for {self.target_speedup:g}x"
        left_out = ", ".join((*self.uncounted, "operations without weights"))
        text += [rule, bottom, speedup]
        text += textwrap.wrap(f"counted: scheduled convolutions; not counted: {left_out}", WIDTH)
        return "\n".join([*text, *textwrap.wrap(f"sensitivity: {self.measured}", WIDTH)])


def _row(layer: LayerPlan) -> tuple[str, ...]:
    return (
        layer.name,
        "x".join(map(str, layer.shape)),
        f"{layer.rate:g}x" if layer.pruned else "dense",
        "yes" if layer.patterns else "no",
        *_times(layer.cycles_before, layer.cycles_after),
        f"{layer.sensitivity:.4f}",
    )


def _times(before: float, after: float) -> tuple[str, str]:
    return f"{before / 1e3:.1f}", f"{after / 1e3:.1f}"
