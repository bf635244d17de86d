"""What the compiler made of each layer."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import takewhile
from typing import Any

from ..reports.tables import WIDTH, pictures, shorten, wrap

__all__ = [
    "LAYER_SEPARATOR",
    "LayerReport",
    "ModelReport",
    "TorchPart",
    "describe_target",
    "layer_names",
    "short_name",
]

_NAME = 22
#: Between the names of layers that run together; kLayerSeparator of the compiler.
LAYER_SEPARATOR = " + "
#: What the compiler says of a convolution of single points.
_POINTS = "a matrix product, as its planes are points"
#: What `why` holds where a convolution cannot use the zeros of its weights.
_REFUSALS = ("stays in linalg: ", "no lowering to patconv.conv_2d", "takes the full pattern: ")


def layer_names(entry: str, reported: Container[str]) -> tuple[str, ...]:
    """The layers that an entry of a profile times: two where they run plane by plane.

    Args:
        entry: a name in the profile.
        reported: the names of layers, any of which may have the separator in itself.
    """
    return (entry,) if entry in reported else tuple(entry.split(LAYER_SEPARATOR))


def short_name(entry: str) -> str:
    """An entry of a profile without what the other names share with the first.

    For example ``block.2.expand + depthwise`` for ``block.2.expand + block.2.depthwise``.
    """
    first, *others = entry.split(LAYER_SEPARATOR)
    path = first.split(".")
    shown = [first]
    for other in others:
        parts = other.split(".")
        same = sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(path, parts, strict=False))
        )
        shown.append(".".join(parts[min(same, len(parts) - 1) :]))
    return LAYER_SEPARATOR.join(shown)


@dataclass(frozen=True)
class LayerReport:
    """One layer with weights.

    Attributes:
        name: the layer's name in the model.
        input: shape of the input.
        output: shape of the output.
        weights: shape of the weights.
        path: ``pattern``, ``1x1``, ``depthwise`` or ``dense``; ``linear``, which is a fully
            connected layer that reads no weights where its input is 0; or ``upstream``, another
            layer that is no convolution, or one of single points.
        why: what decided the path.
        patterns: kernels of each pattern by its picture (``x`` kept, ``.`` removed).
        kernels: kernels of the dense layer; 0 for ``linear`` and ``upstream``.
        kept_kernels: kernels that are not all zero.
        dense_macs: multiply-adds of the dense layer.
        macs: multiply-adds that are left, by pruning and by minimal filtering.
        dense_bytes: bytes of the dense weights, without the bias.
        bytes: bytes that are stored, indices included.
        value_bytes: of these, those of values: weights that are kept, or transformed for minimal
            filtering.
        schedule: how the code is shaped, as in the IR; empty for ``linear`` and
            ``upstream``.
        schedule_source: ``cost model``, or ``given`` where it stood in the module.
        predicted_cycles: what the cost model expects; only ratios count.
        layout: of the layer's activations: ``plain`` (NCHW, row-major), or ``lane_tiled``
            with the grid of sub-images that the lanes of a vector own.
        loads_per_mac: vectors of input that are loaded for each multiply-add of vectors, without
            what packs or transforms it; 0 for ``linear`` and ``upstream``.
        measured_seconds: from the profile that `CompiledModel.report` was given; 0
            without one.
        measured_with: the layers that ran together with this one, plane by plane, and whose
            time is part of `measured_seconds`; they have none of their own.
    """

    name: str
    input: tuple[int, ...]
    output: tuple[int, ...]
    weights: tuple[int, ...]
    path: str
    why: str
    patterns: Mapping[str, int]
    kernels: int
    kept_kernels: int
    dense_macs: int
    macs: int
    dense_bytes: int
    bytes: int
    schedule: str
    schedule_source: str
    predicted_cycles: float
    value_bytes: int = 0
    layout: str = "plain"
    loads_per_mac: float = 0.0
    measured_seconds: float = 0.0
    measured_with: tuple[str, ...] = ()

    @property
    def multiplies_points(self) -> bool:
        """Whether this is a convolution of planes of one point, a product with a matrix."""
        return _POINTS in self.why

    @property
    def refused(self) -> bool:
        """Whether this is a convolution that could not take the pattern path."""
        return any(refusal in self.why for refusal in _REFUSALS)

    @property
    def gflops(self) -> float:
        """10^9 floating-point operations a second, two a multiply-add that is left.

        0 without a time of its own.
        """
        if not self.measured_seconds or self.measured_with:
            return 0.0
        return 2e-9 * self.macs / self.measured_seconds


@dataclass(frozen=True)
class TorchPart:
    """Operations that run in PyTorch, of a model compiled with ``fallback="torch"``.

    Attributes:
        part: the number of the part, from 1, compiled ones counted.
        why: the reason.
        operations: one line per place in the model: what is there, its layer, its line of source.
    """

    part: int
    why: str
    operations: tuple[str, ...]


@dataclass(frozen=True)
class ModelReport:
    """Every layer with weights in the order of execution; its `str` is a table.

    Attributes:
        layers: of all compiled parts, in the order of execution.
        target: the processor, and the threads of a call.
        workspace_bytes: working memory of a call, of all compiled parts: activations and scratch
            memory.
        live_bytes: the most of it that is in use at once, which no plan is below.
        weights_bytes: weights beside the code, of all compiled parts.
        parts: the number of parts, which is 1 but with ``fallback="torch"``.
        torch_parts: what runs in PyTorch.
    """

    layers: tuple[LayerReport, ...]
    target: str = ""
    workspace_bytes: int = 0
    live_bytes: int = 0
    weights_bytes: int = 0
    parts: int = 1
    torch_parts: tuple[TorchPart, ...] = ()

    @classmethod
    def from_compiler(cls, text: str, **more: Any) -> ModelReport:
        """Read the JSON that the compiler wrote."""
        return cls(tuple(_layer(entry) for entry in json.loads(text)), **more)

    def with_times(self, seconds: Mapping[str, float]) -> ModelReport:
        """The report with measured times, by layer; a layer without one has 0.

        Args:
            seconds: by the names in a `Profile`.
        """
        reported = {layer.name for layer in self.layers}
        times = dict.fromkeys(reported, 0.0)
        others: dict[str, tuple[str, ...]] = dict.fromkeys(reported, ())
        for entry, time in seconds.items():
            first, *more = layer_names(entry, reported)
            if first in reported:
                times[first] += time
                others[first] += tuple(more)
        layers = (
            replace(layer, measured_seconds=times[layer.name], measured_with=others[layer.name])
            for layer in self.layers
        )
        return replace(self, layers=tuple(layers))

    @property
    def dense_macs(self) -> int:
        """Multiply-adds of the dense layers together."""
        return sum(layer.dense_macs for layer in self.layers)

    @property
    def macs(self) -> int:
        """Multiply-adds that are left."""
        return sum(layer.macs for layer in self.layers)

    @property
    def pattern_counts(self) -> dict[str, int]:
        """Kernels of each pattern over all layers, most frequent first."""
        counts: Counter[str] = Counter()
        for layer in self.layers:
            counts.update(layer.patterns)
        return {picture: count for picture, count in counts.most_common() if count}

    def to_json(self) -> str:
        """The report as one JSON object."""
        return json.dumps(asdict(self), indent=2)

    def __str__(self) -> str:
        header = f"{'layer':<{_NAME}} {'path':<9} {'kernels kept':>16} {'MMAC':>13} {'KiB':>16}"
        lines = [header, "-" * WIDTH]
        for layer in self.layers:
            lines += [_row(layer), *wrap(_shapes(layer)), *wrap(layer.why)]
            if layer.schedule:
                lines += wrap(_schedule(layer))
            if times := _times(layer):
                lines += wrap(times)
        lines += ["-" * WIDTH, self._total()]
        if self.target:
            lines += textwrap.wrap(f"target: {self.target}", WIDTH)
        if self.weights_bytes:
            sizes = _kib(self.weights_bytes), _kib(self.workspace_bytes)
            lines.append("weights {} KiB, workspace {} KiB".format(*sizes))
            if self.live_bytes:
                excess = self.workspace_bytes / self.live_bytes
                lines[-1] += f" ({excess:.2f}x what is in use at once)"
        for part in self.torch_parts:
            lines.append(f"in PyTorch, part {part.part} of {self.parts}: {part.why}")
            lines += [line for operation in part.operations for line in wrap(operation)]
        return "\n".join([*lines, *self._pictures()])

    def _total(self) -> str:
        kernels = sum(layer.kernels for layer in self.layers)
        kept = sum(layer.kept_kernels for layer in self.layers)
        dense = sum(layer.dense_bytes for layer in self.layers)
        left = sum(layer.bytes for layer in self.layers)
        count = f"{kept}/{kernels}" if kernels else ""
        macs = _pair(_mega(self.dense_macs), _mega(self.macs))
        return _cells("total", "", count, macs, _pair(_kib(dense), _kib(left)))

    def _pictures(self) -> list[str]:
        """The patterns side by side, with the number of kernels that have each below."""
        counts = {
            picture: count for picture, count in self.pattern_counts.items() if "." in picture
        }
        if not counts:
            return []
        return ["", "patterns, kernels of each:", *pictures(list(counts.items()))]


def describe_target(cpu: str, lanes: int, threads: int) -> str:
    """What code was made for, in one line."""
    return f"{cpu}, {lanes} lanes, {threads} thread(s)"


def _layer(entry: dict[str, Any]) -> LayerReport:
    patterns = {pattern["picture"]: pattern["kernels"] for pattern in entry.pop("patterns")}
    shapes: dict[str, Any] = {n: tuple(entry.pop(n)) for n in ("input", "output", "weights")}
    return LayerReport(patterns=patterns, **shapes, **entry)


def _row(layer: LayerReport) -> str:
    name = shorten(layer.name, _NAME)
    kernels = f"{layer.kept_kernels}/{layer.kernels}" if layer.kernels else ""
    macs = _pair(_mega(layer.dense_macs), _mega(layer.macs))
    size = _pair(_kib(layer.dense_bytes), _kib(layer.bytes))
    return _cells(name, layer.path, kernels, macs, size)


def _cells(name: str, path: str, kernels: str, macs: str, size: str) -> str:
    return f"{name:<{_NAME}} {path:<9} {kernels:>16} {macs:>13} {size:>16}"


def _shapes(layer: LayerReport) -> str:
    shapes = (layer.input, layer.weights, layer.output)
    source, weights, result = ("x".join(map(str, shape)) for shape in shapes)
    return f"{source} * {weights} -> {result}"


def _schedule(layer: LayerReport) -> str:
    text = layer.schedule.removeprefix("#patconv.schedule<").removesuffix(">")
    source = "module" if layer.schedule_source == "given" else layer.schedule_source
    return f"{layer.layout} layout; schedule of the {source}; {text}"


def _times(layer: LayerReport) -> str:
    parts = []
    if layer.predicted_cycles:
        parts.append(f"predicted {layer.predicted_cycles / 1e3:.0f} kcycles")
    if layer.measured_seconds:
        rate = f", {layer.gflops:.1f} GFLOP/s" if layer.gflops else ""
        others = f" with {', '.join(layer.measured_with)}" if layer.measured_with else ""
        parts.append(f"measured {layer.measured_seconds * 1e3:.3f} ms{others}{rate}")
    return "; ".join(parts)


def _pair(before: str, after: str) -> str:
    return before if before == after else f"{before}>{after}"


def _mega(count: int) -> str:
    return f"{count / 1e6:.1f}" if count < 1e9 else f"{count / 1e6:.0f}"


def _kib(count: int) -> str:
    return f"{count / 1024:.1f}" if count < 1024 * 100 else f"{count / 1024:.0f}"
