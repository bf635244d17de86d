"""Projection of a network onto the pruned networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from .config import PruneConfig
from .layers import PlannedLayer, plan_network
from .patterns import Pattern, assign_patterns, strongest
from .report import LayerReport, PruneReport

if TYPE_CHECKING:
    from torch import nn

__all__ = [
    "Kept",
    "checked_config",
    "keep_kernels",
    "keep_patterns",
    "keep_weights",
    "layer_report",
    "project_",
    "remove_weights_",
]

_Floats = npt.NDArray[np.floating]
_Bools = npt.NDArray[np.bool_]
_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True)
class Kept:
    """What stays of the kernels of a layer.

    Attributes:
        weights: true for those that stay, shape `(F * C, KH, KW)`.
        kernels: true for those that stay, shape `(F * C,)`.
        numbers: place of each kernel's pattern in the set, shape `(F * C,)`, or None
            where the layer gets no patterns.
    """

    weights: _Bools
    kernels: _Bools
    numbers: npt.NDArray[np.int64] | None


def project_(model: nn.Module, cfg: PruneConfig | None = None) -> PruneReport:
    """Prune the convolutions of `model` in place: connectivity first, then patterns.

    Per layer, the kernels of largest L2 norm stay, exactly
    `round(F * C / connectivity)` of them; then every kernel keeps the positions
    of the pattern that keeps its largest L2 norm. The pattern set is mined from
    the weights before anything is removed. Equal inputs give equal results.
    `PruneConfig` says which layer gets which step. The method is PatDNN's (ASPLOS
    2020, arXiv 2001.00138), without its training; `ADMM` has that.

    Args:
        model: the network; weights that are removed become +0.0.
        cfg: what to prune; `PruneConfig()` if None.

    Returns:
        Figures of every convolution.

    Raises:
        PruneError: the model has no convolution, a name or a pattern of `cfg` fits
            nothing in it, or a weight is not finite, computed from other parameters
            or without data. The model is not changed then.
        TypeError: `model` is no module, or `cfg` no `PruneConfig`.
    """
    cfg = checked_config(cfg)
    layers, patterns = plan_network(model, cfg)
    reports = []
    for layer in layers:
        kept = keep_weights(layer, layer.kernels, patterns)
        remove_weights_(layer, kept)
        reports.append(layer_report(layer, kept, patterns))
    return PruneReport(tuple(reports), patterns)


def checked_config(cfg: PruneConfig | None) -> PruneConfig:
    """`cfg`, or the default one for None.

    Raises:
        TypeError: it is no `PruneConfig`.
    """
    if cfg is None:
        return PruneConfig()
    if not isinstance(cfg, PruneConfig):
        raise TypeError(f"expected cfg to be a PruneConfig, but got {type(cfg).__name__}")
    return cfg


def keep_kernels(kernels: _Floats, layer: PlannedLayer) -> _Bools:
    """The projection for connectivity: which kernels stay so that the largest norm does.

    Args:
        kernels: shape `(F * C, KH, KW)`: the layer's weights, or others of its shape.
        layer: how many stay, and how many filters share them.

    Returns:
        Shape `(F * C,)`, true for the `layer.keep` kernels that stay.
    """
    kept = strongest(_merged(kernels, layer), layer.keep // layer.share)
    return _spread(kept, layer)


def keep_patterns(
    kernels: _Floats, layer: PlannedLayer, patterns: Sequence[Pattern]
) -> tuple[_Bools, npt.NDArray[np.int64]]:
    """The projection for patterns: each kernel gets the one that keeps its largest norm.

    Args:
        kernels: shape `(F * C, KH, KW)`: the layer's weights, or others of its shape.
        layer: which patterns it may have, and how many filters share one.
        patterns: the network's set.

    Returns:
        The weights that stay, shape `(F * C, KH, KW)`, and the place of each
        kernel's pattern in `patterns`, shape `(F * C,)`.
    """
    candidates = [patterns[number] for number in layer.numbers]
    ids = _spread(assign_patterns(_merged(kernels, layer), candidates), layer)
    mask = np.stack([pattern.array() for pattern in candidates])[ids]
    return mask, np.array(layer.numbers, dtype=np.int64)[ids]


def keep_weights(layer: PlannedLayer, kernels: _Floats, patterns: Sequence[Pattern]) -> Kept:
    """Choose what stays by norm: kernels first, then a pattern for each.

    Args:
        layer: one that `choose_patterns` has seen; it is not changed.
        kernels: shape `(F * C, KH, KW)`: the layer's weights, or others of its shape.
        patterns: the network's set.
    """
    kept = keep_kernels(kernels, layer)
    weights: _Bools = np.broadcast_to(kept[:, None, None], kernels.shape).copy()
    if not layer.by_pattern:
        return Kept(weights, kept, None)
    positions, numbers = keep_patterns(kernels, layer, patterns)
    return Kept(weights & positions, kept, numbers)


def layer_report(layer: PlannedLayer, kept: Kept, patterns: Sequence[Pattern]) -> LayerReport:
    """The figures of a layer of which `kept` stays."""
    counts: tuple[int, ...] = ()
    if kept.numbers is not None:
        counts = tuple(np.bincount(kept.numbers[kept.kernels], minlength=len(patterns)).tolist())
    steps = {(True, True): "both", (True, False): "pattern", (False, True): "connectivity"}
    return LayerReport(
        name=layer.name,
        shape=layer.shape,
        groups=layer.conv.groups,
        treatment=steps.get((layer.by_pattern, layer.keep < layer.count), "none"),
        reason=layer.reason,
        kernels=layer.count,
        kept_kernels=int(kept.kernels.sum()),
        weights=kept.weights.size,
        kept_weights=int(kept.weights.sum()),
        pattern_counts=counts,
    )


def remove_weights_(layer: PlannedLayer, kept: Kept) -> None:
    """Set the weights of a layer that do not stay to zero, in place."""
    import torch

    if not kept.weights.all():
        weight = layer.conv.weight
        removed = torch.from_numpy(~kept.weights).view(weight.shape)
        with torch.no_grad():
            weight.masked_fill_(removed.to(weight.device), 0.0)


def _merged(kernels: _Floats, layer: PlannedLayer) -> _Floats:
    """One kernel for all those that share: its squares are the sums of theirs."""
    if layer.share == 1:
        return kernels
    filters, channels, kh, kw = layer.shape
    groups = kernels.reshape(filters // layer.share, layer.share, channels, kh, kw)
    energy = np.square(groups.astype(np.float64)).sum(axis=1)
    merged: _Floats = np.sqrt(energy).reshape(-1, kh, kw)
    return merged


def _spread(chosen: npt.NDArray[_Scalar], layer: PlannedLayer) -> npt.NDArray[_Scalar]:
    """What was chosen for merged kernels, for each kernel that shares it."""
    channels = layer.shape[1]
    return np.repeat(chosen.reshape(-1, 1, channels), layer.share, axis=1).reshape(-1)
