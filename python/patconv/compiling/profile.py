"""Where the time of a call goes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

from ..reports.tables import shorten
from .report import ModelReport, layer_names, short_name

__all__ = ["LayerTime", "Profile"]

_NAME = 38


@dataclass(frozen=True)
class LayerTime:
    """Time of one layer.

    Attributes:
        name: of a layer with weights as in the report, else what it does; of layers that run
            together all, as ``a + b`` (see `layer_names`).
        seconds: median over the runs.
        macs: multiply-adds; 0 where the report does not know the layer.
    """

    name: str
    seconds: float
    macs: int = 0

    @property
    def gflops(self) -> float:
        """10^9 floating-point operations a second, two a multiply-add."""
        return 2e-9 * self.macs / self.seconds if self.seconds else 0.0


@dataclass(frozen=True)
class Profile:
    """Median times of the layers of a call, in order; its `str` is a table."""

    layers: tuple[LayerTime, ...]
    runs: int

    @classmethod
    def from_timestamps(
        cls, names: Sequence[str], runs: Sequence[Sequence[int]], report: ModelReport
    ) -> Profile:
        """Take the medians of timestamps in ns: one before the first layer, one after each."""
        macs = {layer.name: layer.macs for layer in report.layers}
        layers = []
        for place, name in enumerate(names):
            seconds = median((times[place + 1] - times[place]) * 1e-9 for times in runs)
            layers.append(
                LayerTime(
                    name, seconds, sum(macs.get(layer, 0) for layer in layer_names(name, macs))
                )
            )
        return cls(tuple(layers), len(runs))

    @property
    def seconds(self) -> float:
        """The layers' medians together."""
        return sum(layer.seconds for layer in self.layers)

    def by_name(self) -> dict[str, float]:
        """Seconds by the names of `layers`; those of equal names together."""
        seconds: dict[str, float] = {}
        for layer in self.layers:
            seconds[layer.name] = seconds.get(layer.name, 0.0) + layer.seconds
        return seconds

    def to_json(self) -> str:
        """The profile as one JSON object."""
        return json.dumps(asdict(self), indent=2)

    def __str__(self) -> str:
        lines = [f"{'layer':<{_NAME}} {'ms':>10} {'share':>7} {'GFLOP/s':>9}"]
        lines.append("-" * len(lines[0]))
        total = self.seconds
        for layer in self.layers:
            name = shorten(short_name(layer.name), _NAME)
            share = 100 * layer.seconds / total if total else 0.0
            rate = f"{layer.gflops:.1f}" if layer.macs else ""
            lines.append(f"{name:<{_NAME}} {layer.seconds * 1e3:>10.3f} {share:>6.1f}% {rate:>9}")
        lines.append(lines[1])
        lines.append(f"{f'total, median of {self.runs} runs':<{_NAME}} {total * 1e3:>10.3f}")
        return "\n".join(line.rstrip() for line in lines)
