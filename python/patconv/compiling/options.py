"""The choices that a caller of `compile` has."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from pathlib import Path

from .. import _patconv

__all__ = ["FALLBACKS", "LAYOUTS", "CompileOptions"]

#: The choices of `CompileOptions.fallback`.
FALLBACKS = ("error", "torch")

#: The choices of `CompileOptions.layout`.
LAYOUTS = ("auto", "plain", "lane_tiled")

#: Beyond what machines have; each thread costs workspace, so that a typing error would not fit.
_MAX_THREADS = 1024
#: A 3x3 kernel has this many patterns, none included.
_MAX_PATTERNS = 512


@dataclass(frozen=True)
class CompileOptions:
    """How a model is compiled.

    Attributes:
        threads: threads that share the work of a call, fixed at compile time; at most 1024.
        reorder: reorder filters and kernels (FKR).
        layout: how activations lie in memory: ``auto``, as it is predicted to be faster;
            ``plain``, in rows (NCHW); ``lane_tiled``, in sub-images that the lanes of a vector
            own, wherever that is possible.
        winograd: compute kernels without zeros by minimal filtering (Winograd) where that is
            predicted to be faster. It rounds differently, and an infinite input makes NaN in the
            rows of output that are computed together with it.
        skip_zeros: read no weights of a linear layer where its input is 0, as many are behind ReLU,
            where there is one image and the weights are too many for the caches.
        lre: eliminate redundant loads; False reloads, to measure what it gains.
        fusion: fuse bias and activation into convolutions.
        expose_layers: make every convolution's result available through
            `CompiledModel.layer_outputs`, at the cost of keeping them all, and of activations
            behind upsamplings that convolutions would else take over.
        dump_ir: folder that gets ``NN-phase.mlir`` after each phase and
            ``weights.safetensors``; `compile` goes on from any of them, given the
            folder's ``weights.safetensors`` as ``weights``.
        stop_after: the phase to stop after; the result has IR and a report, and
            cannot be called.
        max_patterns: patterns of a layer at most, 1 to 512; beyond, kernels share larger ones.
        strict: a convolution that cannot take the pattern path is an error. One
            without zeros has no pattern to take, and a matrix product is none.
        copy_weights: go on with the weights of the compilation when the model's own are edited
            in place later; False refuses the next call, which would not show the edit.
        reproducer: leave a folder with the module, its weights and the command that fails, where
            the compiler fails.
        fallback: what becomes of operations of a PyTorch model that cannot be compiled: ``error``
            refuses the model and lists them; ``torch`` runs them in PyTorch between compiled
            parts, of which the report tells. Such a model cannot be saved.
        cache: keep the result on disk and take it from there the next time (see
            `patconv.compiling.cache`); without effect beside ``dump_ir`` and ``stop_after``.

    Raises:
        ValueError: a value is out of its range.
    """

    threads: int = 1
    reorder: bool = True
    layout: str = "auto"
    winograd: bool = True
    skip_zeros: bool = True
    lre: bool = True
    fusion: bool = True
    expose_layers: bool = False
    dump_ir: Path | str | None = None
    stop_after: str | None = None
    max_patterns: int = 16
    strict: bool = False
    copy_weights: bool = False
    reproducer: bool = True
    fallback: str = "error"
    cache: bool = False

    def __post_init__(self) -> None:
        self._take_integer("threads", _MAX_THREADS)
        self._take_integer("max_patterns", _MAX_PATTERNS)
        for name, choices in (("layout", LAYOUTS), ("fallback", FALLBACKS)):
            if (given := getattr(self, name)) not in choices:
                raise ValueError(
                    f"expected {name} to be one of {', '.join(choices)}, but got {given!r}"
                )
        phases = _patconv.phases()
        if self.stop_after is not None and self.stop_after not in phases:
            raise ValueError(
                f"expected stop_after to be one of {', '.join(phases)}, but got {self.stop_after!r}"
            )

    def _take_integer(self, name: str, most: int) -> None:
        """Make the value an `int`, be it numpy's or another package's."""
        given = getattr(self, name)
        try:
            value = operator.index(given)
        except TypeError:
            value = 0
        if isinstance(given, bool) or not 1 <= value <= most:
            raise ValueError(
                f"expected {name} to be an integer between 1 and {most}, but got {given!r}"
            )
        object.__setattr__(self, name, value)
