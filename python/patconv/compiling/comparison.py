"""A compiled model beside another engine, layer by layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import PatConvError
from ..importing.reference import ModelReference
from ..reports.numbers import finite, relative_error
from ..reports.tables import WIDTH, table, wrap
from .model import CompiledModel

__all__ = ["Comparison", "Difference", "compare"]

#: What the table says of the rows that are no layers.
_OUTPUT = "output"


@dataclass(frozen=True)
class Difference:
    """One layer or output.

    Attributes:
        name: of the layer or the output.
        shape: of its value.
        path: which the layer takes, or ``output``.
        error: ``max|patconv - reference| / max|reference|``; None where no value can be compared.
        tolerance: up to which they agree.
    """

    name: str
    shape: tuple[int, ...]
    path: str
    error: float | None
    tolerance: float

    @property
    def agrees(self) -> bool | None:
        """Whether the values agree; None where they cannot be compared."""
        return None if self.error is None else self.error <= self.tolerance


@dataclass(frozen=True)
class Comparison:
    """Every layer with weights in the order of execution, then the outputs; its `str` is a table.

    Attributes:
        engine: what patconv is compared with.
        layers: the layers; those that are no convolutions, or stay outside of the pattern path,
            have no error of their own.
        outputs: the outputs.
        tolerance: the largest error that is one of rounding.
    """

    engine: str
    layers: tuple[Difference, ...]
    outputs: tuple[Difference, ...]
    tolerance: float

    @property
    def first(self) -> Difference | None:
        """Where the two part: the first layer, or else output, that is off."""
        return next((d for d in (*self.layers, *self.outputs) if d.agrees is False), None)

    @property
    def agrees(self) -> bool:
        """Whether every value that was compared agrees."""
        return self.first is None

    def __str__(self) -> str:
        rows: list[tuple[str, ...]] = [("layer", "shape", "path", "max rel. error", "ok")]
        rows += [_row(difference) for difference in (*self.layers, *self.outputs)]
        header, *lines = table(rows, left=(0, 1, 2))
        rule = "-" * WIDTH
        count = len(self.layers)
        lines = [header, rule, *lines[:count], rule, *lines[count:], "", *self._verdict()]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The figures, for programs; an error that is infinite or NaN is null, as JSON has none."""
        return {
            "reference": self.engine,
            "tolerance": self.tolerance,
            "agrees": self.agrees,
            "first_difference": None if self.first is None else self.first.name,
            "layers": [_figures(difference) for difference in self.layers],
            "outputs": [_figures(difference) for difference in self.outputs],
        }

    def _verdict(self) -> list[str]:
        compared = [layer for layer in self.layers if layer.error is not None]
        both = f"{_count(compared, 'layer')}, {_count(self.outputs, 'output')}"
        lines = [f"compared with {self.engine}: {both}"]
        if len(compared) < len(self.layers):
            text = "layers without an error are not exposed, or have no counterpart of that name: "
            lines += wrap(text + "what they compute shows in the outputs")
        if self.first is None:
            errors = [d.error for d in (*compared, *self.outputs) if d.error is not None]
            return [*lines, f"they agree: {max(errors):.1e} at most (limit {self.tolerance:.0e})"]
        off = sum(d.agrees is False for d in (*self.layers, *self.outputs))
        what = "output" if self.first.path == _OUTPUT else "layer"
        return [
            *lines,
            f"they part at {what} {self.first.name}: {self.first.error:.1e} "
            f"(limit {self.tolerance:.0e}); "
            + ("1 value is off" if off == 1 else f"{off} values are off"),
        ]


def compare(
    compiled: CompiledModel,
    reference: ModelReference,
    inputs: Sequence[npt.NDArray[np.float32]],
    *,
    exposed: CompiledModel | None = None,
    tolerance: float = 1e-4,
) -> Comparison:
    """Run a compiled model on what the reference ran on, and compare.

    Args:
        compiled: the model whose outputs are compared.
        reference: from `find_reference`, on the same inputs.
        inputs: of the call.
        exposed: the same model compiled with ``expose_layers``, whose convolutions are compared,
            if it has any; `compiled` itself where it was.
        tolerance: see `Comparison`.

    Raises:
        PatConvError: the reference's outputs have other shapes: it is of another model.
    """
    results = compiled(*inputs)
    outputs = results if isinstance(results, tuple) else (results,)
    _check_outputs(compiled, reference)
    if exposed is None:
        exposed = compiled
    values = exposed.layer_outputs(*inputs) if exposed.layer_specs else {}
    layers = [
        Difference(
            layer.name,
            layer.output,
            layer.path,
            _nearest(values.get(layer.name), reference.layers.get(layer.name, ())),
            tolerance,
        )
        for layer in compiled.report().layers
    ]
    ends = [
        Difference(spec.name, spec.shape, _OUTPUT, relative_error(got, expected), tolerance)
        for spec, got, expected in zip(
            compiled.output_specs, outputs, reference.outputs, strict=True
        )
    ]
    return Comparison(reference.engine, tuple(layers), tuple(ends), tolerance)


def _check_outputs(compiled: CompiledModel, reference: ModelReference) -> None:
    ours = [spec.shape for spec in compiled.output_specs]
    theirs = [value.shape for value in reference.outputs]
    if ours != theirs:
        expected, got = (
            ", ".join("x".join(map(str, shape)) or "scalar" for shape in shapes)
            for shapes in (theirs, ours)
        )
        raise PatConvError(
            f"expected outputs of shape {expected}, but got {got}; the two models are not the same"
        )


def _count(what: Sequence[Difference], name: str) -> str:
    return f"{len(what)} {name}{'' if len(what) == 1 else 's'}"


def _nearest(value: Any, candidates: Iterable[Any]) -> float | None:
    """The error against the nearest of the values that the compiler may expose."""
    if value is None:
        return None
    errors = [
        relative_error(value, candidate)
        for candidate in candidates
        if candidate.shape == value.shape
    ]
    return min(errors, default=None)


def _row(difference: Difference) -> tuple[str, ...]:
    error = "" if difference.error is None else f"{difference.error:.1e}"
    verdict = {True: "ok", False: "OFF", None: ""}[difference.agrees]
    shape = "x".join(map(str, difference.shape))
    return (difference.name, shape, difference.path, error, verdict)


def _figures(difference: Difference) -> Mapping[str, Any]:
    return {
        "name": difference.name,
        "shape": list(difference.shape),
        "path": difference.path,
        "error": None if difference.error is None else finite(difference.error),
        "agrees": difference.agrees,
    }
