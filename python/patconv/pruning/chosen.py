"""What `project_` would do to each layer, in steps that other ways of pruning share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .config import PruneConfig
from .patterns import Pattern, assign_patterns, mine_patterns, strongest
from .projection import _MINED_SIZE, _given_sizes, _Layer, _plan
from .report import LayerReport

if TYPE_CHECKING:
    from torch import nn

__all__ = ["Kept", "PlannedLayer", "keep_weights", "layer_report", "plan"]

PlannedLayer = _Layer
_Floats = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Kept:
    """What stays of the kernels of a layer.

    Attributes:
        weights: true for those that stay, shape `(F * C, KH, KW)`.
        kernels: true for those that stay, shape `(F * C,)`.
        numbers: place of each kernel's pattern in the set, shape `(F * C,)`, or None
            where the layer gets no patterns.
    """

    weights: npt.NDArray[np.bool_]
    kernels: npt.NDArray[np.bool_]
    numbers: npt.NDArray[np.int64] | None


def plan(model: nn.Module, cfg: PruneConfig) -> tuple[list[PlannedLayer], tuple[Pattern, ...]]:
    """Decide what each convolution gets, and the pattern set; nothing is changed.

    Raises:
        PruneError, TypeError: as `project_`.
    """
    layers = _plan(model, cfg)
    patterns = cfg.pattern_set or ()
    if _MINED_SIZE not in _given_sizes(cfg):
        mined = mine_patterns(
            (layer.kernels for layer in layers if layer.by_pattern and layer.size == _MINED_SIZE),
            cfg.entries,
            cfg.patterns,
            force_centre=cfg.force_centre,
        )
        patterns = (*mined, *patterns)
    for layer in layers:
        layer.by_pattern = layer.by_pattern and any(
            (pattern.kh, pattern.kw) == layer.size for pattern in patterns
        )
    return layers, patterns


def keep_weights(layer: PlannedLayer, kernels: _Floats, patterns: Sequence[Pattern]) -> Kept:
    """Choose what stays by norm: kernels first, then a pattern for each.

    Args:
        layer: how many stay, and whether there are patterns.
        kernels: the layer's, or others of its shape `(F * C, KH, KW)`.
        patterns: the network's set.
    """
    kept = strongest(kernels, layer.keep)
    mask = np.broadcast_to(kept[:, None, None], kernels.shape).copy()
    if not layer.by_pattern:
        return Kept(mask, kept, None)
    places = [
        place for place, pattern in enumerate(patterns) if (pattern.kh, pattern.kw) == layer.size
    ]
    candidates = [patterns[place] for place in places]
    ids = assign_patterns(kernels, candidates)
    mask = mask & np.stack([pattern.array() for pattern in candidates])[ids]
    return Kept(mask, kept, np.array(places, dtype=np.int64)[ids])


def layer_report(layer: PlannedLayer, kept: Kept, patterns: Sequence[Pattern]) -> LayerReport:
    """The figures of one layer."""
    steps = {(True, True): "both", (True, False): "pattern", (False, True): "connectivity"}
    counts: tuple[int, ...] = ()
    if kept.numbers is not None:
        counts = tuple(np.bincount(kept.numbers[kept.kernels], minlength=len(patterns)).tolist())
    filters, channels, kh, kw = layer.conv.weight.shape
    return LayerReport(
        name=layer.name,
        shape=(filters, channels, kh, kw),
        groups=layer.conv.groups,
        treatment=steps.get((layer.by_pattern, layer.keep < len(kept.kernels)), "none"),
        reason=layer.reason,
        kernels=len(kept.kernels),
        kept_kernels=int(kept.kernels.sum()),
        weights=kept.weights.size,
        kept_weights=int(kept.weights.sum()),
        pattern_counts=counts,
    )
