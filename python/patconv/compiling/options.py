"""The choices that a caller of `compile` has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import _patconv

__all__ = ["CompileOptions"]


@dataclass(frozen=True)
class CompileOptions:
    """How a model is compiled.

    Attributes:
        threads: threads that share the work of a call, fixed at compile time.
        reorder: reorder filters and kernels (FKR).
        lre: eliminate redundant loads; False reloads, to measure what it gains.
        fusion: fuse bias and activation into convolutions.
        expose_layers: make every convolution's result available through
            `CompiledModel.layer_outputs`, at the cost of keeping them all.
        dump_ir: folder that gets ``NN-phase.mlir`` after each phase and
            ``weights.safetensors``; `compile` goes on from any of them.
        stop_after: the phase to stop after; the result has IR and a report, and
            cannot be called.
        max_patterns: patterns of a layer at most; beyond, kernels share larger ones.
        strict: a layer that cannot take the pattern path is an error.
    """

    threads: int = 1
    reorder: bool = True
    lre: bool = True
    fusion: bool = True
    expose_layers: bool = False
    dump_ir: Path | str | None = None
    stop_after: str | None = None
    max_patterns: int = 16
    strict: bool = False

    def __post_init__(self) -> None:
        for name in ("threads", "max_patterns"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise ValueError(f"expected {name} to be a positive integer, but got {value!r}")
        phases = _patconv.phases()
        if self.stop_after is not None and self.stop_after not in phases:
            raise ValueError(
                f"expected stop_after to be one of {', '.join(phases)}, but got {self.stop_after!r}"
            )
