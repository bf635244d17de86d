"""What pruning did to each layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .patterns import Pattern

__all__ = ["LayerReport", "PruneReport"]

_WIDTH = 80
_NAME = 24


@dataclass(frozen=True)
class LayerReport:
    """One convolution before and after pruning.

    Attributes:
        name: the module's name.
        shape: `(filters, channels of a group, KH, KW)`.
        groups: the convolution's groups.
        treatment: ``both``, ``pattern``, ``connectivity`` or ``none``.
        reason: why a step was left out, or empty.
        kernels: kernels before.
        kept_kernels: kernels that were not removed.
        weights: weights before, without the bias.
        kept_weights: weights that may be other than zero.
        pattern_counts: kept kernels of each pattern of the report's set; empty
            where the layer got no patterns.
    """

    name: str
    shape: tuple[int, int, int, int]
    groups: int
    treatment: str
    reason: str
    kernels: int
    kept_kernels: int
    weights: int
    kept_weights: int
    pattern_counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class PruneReport:
    """What pruning did to a network; its `str` is a table of 80 columns.

    Attributes:
        layers: every convolution in the order of `named_modules`.
        pattern_set: the patterns used, in the order of their numbers.
    """

    layers: tuple[LayerReport, ...]
    pattern_set: tuple[Pattern, ...]

    @property
    def kernels(self) -> int:
        """Kernels of all convolutions before."""
        return sum(layer.kernels for layer in self.layers)

    @property
    def kept_kernels(self) -> int:
        """Kernels that were not removed."""
        return sum(layer.kept_kernels for layer in self.layers)

    @property
    def weights(self) -> int:
        """Weights of all convolutions before, without biases."""
        return sum(layer.weights for layer in self.layers)

    @property
    def kept_weights(self) -> int:
        """Weights that may be other than zero."""
        return sum(layer.kept_weights for layer in self.layers)

    @property
    def rate(self) -> float:
        """Weights before divided by weights after, over all convolutions; 1 without any."""
        return self.weights / self.kept_weights if self.kept_weights else 1.0

    @property
    def pattern_counts(self) -> tuple[int, ...]:
        """Kept kernels of each pattern of the set, over all layers."""
        rows = [layer.pattern_counts for layer in self.layers if layer.pattern_counts]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * len(self.pattern_set)

    def state_dict(self) -> dict[str, Any]:
        """Numbers, strings, and lists of them, that `from_state_dict` reads."""
        return {
            "layers": [asdict(layer) for layer in self.layers],
            "pattern_set": [pattern.picture for pattern in self.pattern_set],
        }

    @classmethod
    def from_state_dict(cls, state: Mapping[str, Any]) -> PruneReport:
        """The report that `state_dict` described."""
        layers = tuple(
            LayerReport(
                **{
                    **layer,
                    "shape": tuple(layer["shape"]),
                    "pattern_counts": tuple(layer["pattern_counts"]),
                }
            )
            for layer in state["layers"]
        )
        return cls(layers, tuple(map(Pattern.from_picture, state["pattern_set"])))

    def __str__(self) -> str:
        header = ("layer", "shape", "kernels kept", "weights kept", "rate", "pruned by")
        rows = [_row(layer) for layer in self.layers]
        total = ("total", "", *_figures(self), "")
        return "\n".join([*_table([header, *rows, total]), *self._pictures()])

    def _pictures(self) -> list[str]:
        """The patterns side by side, with the number of kernels that have each below."""
        if not self.pattern_set:
            return []
        lines: list[str] = []
        counts = self.pattern_counts
        width = max(
            *(len(str(count)) for count in counts), *(pattern.kw for pattern in self.pattern_set)
        )
        per_line = max(1, (_WIDTH - 2) // (width + 2))
        for start in range(0, len(counts), per_line):
            part = slice(start, start + per_line)
            pictures = [pattern.picture.split("|") for pattern in self.pattern_set[part]]
            lines += ["", f"patterns {start} to {start + len(pictures) - 1}, kernels of each:"]
            for row in range(max(map(len, pictures))):
                cells = [picture[row] if row < len(picture) else "" for picture in pictures]
                lines.append("  " + "  ".join(f"{cell:>{width}}" for cell in cells))
            lines.append("  " + "  ".join(f"{count:>{width}}" for count in counts[part]))
        return [line.rstrip() for line in lines]


def _figures(part: LayerReport | PruneReport) -> tuple[str, str, str]:
    rate = part.weights / part.kept_weights if part.kept_weights else 1.0
    return str(part.kept_kernels), str(part.kept_weights), f"{rate:.2f}x"


def _row(layer: LayerReport) -> tuple[str, ...]:
    name = layer.name if len(layer.name) <= _NAME else "..." + layer.name[3 - _NAME :]
    return name, "x".join(map(str, layer.shape)), *_figures(layer), layer.treatment


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Align columns: text to the left, figures to the right."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    lines = []
    for row in rows:
        cells = [
            f"{cell:>{width}}" if 2 <= place <= 4 else f"{cell:<{width}}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(" ".join(cells).rstrip())
    rule = "-" * min(_WIDTH, max(map(len, lines)))
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]
