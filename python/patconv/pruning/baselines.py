"""Other ways to choose what is removed, to compare patterns with.

| method | what is removed together | source |
| --- | --- | --- |
| ``magnitude`` | single weights, wherever they are | Han et al. 2015, arXiv 1506.02626 |
| ``channel`` | whole filters | Li et al. 2016, arXiv 1608.08710 |
| ``nm`` | all but N of M neighbouring input channels | Mishra et al. 2021, arXiv 2104.08378 |
| ``block_punched`` | one position in a block of kernels | Niu et al. 2021, arXiv 2009.05697 |

Like `project_` they set weights to zero in place; what is zero is the mask for retraining,
and the compiler reads it off the weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..errors import PruneError
from .config import PruneConfig
from .layers import PlannedLayer, plan_network
from .report import LayerReport, PruneReport

if TYPE_CHECKING:
    from torch import nn

__all__ = ["METHODS", "BaselineConfig", "prune_", "rates_of"]

_Floats = npt.NDArray[np.floating]
_Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class BaselineConfig:
    """How a baseline treats a network.

    The network's first convolution (in the order of `named_modules`) is left alone,
    unless `rates` names it.

    Attributes:
        method: one of `METHODS`.
        rate: weights of a layer before divided by weights after, at least 1. What is
            removed together is counted: ``magnitude`` keeps `round(F * C * KH * KW / rate)`
            weights, ``channel`` `round(F / rate)` filters, ``nm`` `round(group / rate)`
            channels of a group, ``block_punched`` that share of its positions; each
            at least 1.
        rates: the rates of single layers by name, in place of `rate`; see `rates_of`.
        skip: names of modules that are left alone, with everything inside them.
        group: M of ``nm``: so many neighbouring input channels.
        block: of ``block_punched``: so many neighbouring filters and input channels.

    Raises:
        PruneError: a value is out of its range.
    """

    method: str
    rate: float = 2.0
    rates: Mapping[str, float] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    group: int = 4
    block: tuple[int, int] = (8, 4)

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise PruneError(
                f"expected method to be one of {', '.join(METHODS)}, but got {self.method!r}"
            )
        for name, rate in (("rate", self.rate), *self.rates.items()):
            _check_rate(name, rate)
            if self.method == "nm" and rate > self.group:
                raise PruneError(
                    f"expected the rate of N:M pruning to be at most its group, {self.group}, "
                    f"but got {rate}; give a larger group"
                )
        sizes = (self.group, *self.block)
        if len(sizes) != 3 or not all(type(size) is int and size >= 1 for size in sizes):
            raise PruneError(
                "expected group to be an integer and block two of at least 1, but got "
                f"{self.group!r} and {self.block!r}"
            )


def _check_rate(name: str, rate: object) -> None:
    if isinstance(rate, bool) or not isinstance(rate, (int, float)) or not 1 <= rate < math.inf:
        what = "rate" if name == "rate" else f"the rate of '{name}'"
        raise PruneError(
            f"expected {what} to be a finite number of at least 1, but got {rate!r}; "
            "give weights before divided by weights after, such as 8.1"
        )


def prune_(model: nn.Module, cfg: BaselineConfig) -> PruneReport:
    """Prune the convolutions of `model` in place by magnitude, as `cfg` says.

    Equal weights stay in the order of their numbers. Equal inputs give equal results.

    Args:
        model: the network; weights that are removed become +0.0, biases stay.
        cfg: the method and how far.

    Returns:
        Figures of every convolution; `treatment` is the method, and there are no
        patterns.

    Raises:
        PruneError: the model has no convolution, a name in `skip` or `rates` is not
            that of one, or a weight is not finite, computed from other parameters or
            without data. The model is not changed then.
        TypeError: `model` is no module, or `cfg` no `BaselineConfig`.
    """
    if not isinstance(cfg, BaselineConfig):
        raise TypeError(f"expected cfg to be a BaselineConfig, but got {type(cfg).__name__}")
    layers, _ = plan_network(model, PruneConfig(skip=cfg.skip))
    unknown = set(cfg.rates) - {layer.name for layer in layers}
    if unknown:
        raise PruneError(
            f"expected rates to name convolutions of the model, but got '{min(unknown)}'; "
            "see model.named_modules()"
        )
    return PruneReport(
        tuple(_prune_layer(layer, cfg, first=place == 0) for place, layer in enumerate(layers)), ()
    )


def rates_of(report: PruneReport) -> dict[str, float]:
    """The rate of each layer of another pruning, for a comparison at equal weights."""
    return {layer.name: layer.weights / max(1, layer.kept_weights) for layer in report.layers}


def _prune_layer(layer: PlannedLayer, cfg: BaselineConfig, *, first: bool) -> LayerReport:
    import torch

    weight = layer.conv.weight
    filters, channels, kh, kw = weight.shape
    reason = ""
    if layer.reason == "named in skip":
        reason = layer.reason
    elif first and layer.name not in cfg.rates:
        reason = "the first convolution is left alone"
    kept = np.ones((filters, channels, kh, kw), dtype=np.bool_)
    if not reason:
        energy = np.square(layer.kernels.astype(np.float64)).reshape(kept.shape)
        # Blocks must not reach across the convolution's groups.
        parts = np.split(energy, layer.conv.groups) if cfg.method == "block_punched" else [energy]
        rate = cfg.rates.get(layer.name, cfg.rate)
        kept = np.concatenate([METHODS[cfg.method](part, rate, cfg) for part in parts])
        with torch.no_grad():
            weight.masked_fill_(torch.from_numpy(~kept).to(weight.device), 0.0)
    return LayerReport(
        name=layer.name,
        shape=(filters, channels, kh, kw),
        groups=layer.conv.groups,
        treatment="none" if kept.all() else cfg.method,
        reason=reason,
        kernels=filters * channels,
        kept_kernels=int(kept.any(axis=(2, 3)).sum()),
        weights=kept.size,
        kept_weights=int(kept.sum()),
    )


def _count(whole: int, rate: float) -> int:
    return min(whole, max(1, round(whole / rate)))


def _largest(values: npt.NDArray[np.float64], count: int) -> _Bools:
    """True for the `count` largest along the last axis; of equal ones the first."""
    order = np.argsort(-values, axis=-1, kind="stable")[..., :count]
    chosen = np.zeros(values.shape, dtype=np.bool_)
    np.put_along_axis(chosen, order, True, axis=-1)
    return chosen


def _magnitude(energy: npt.NDArray[np.float64], rate: float, _cfg: BaselineConfig) -> _Bools:
    return _largest(energy.reshape(-1), _count(energy.size, rate)).reshape(energy.shape)


def _channel(energy: npt.NDArray[np.float64], rate: float, _cfg: BaselineConfig) -> _Bools:
    kept = _largest(energy.sum(axis=(1, 2, 3)), _count(len(energy), rate))
    return np.broadcast_to(kept[:, None, None, None], energy.shape).copy()


def _nm(energy: npt.NDArray[np.float64], rate: float, cfg: BaselineConfig) -> _Bools:
    """A group at the end that is short keeps as many as the others, where it has them."""
    keep = _count(cfg.group, rate)
    kept = np.zeros(energy.shape, dtype=np.bool_)
    for start in range(0, energy.shape[1], cfg.group):
        part = slice(start, start + cfg.group)
        values = np.moveaxis(energy[:, part], 1, -1)
        kept[:, part] = np.moveaxis(_largest(values, keep), -1, 1)
    return kept


def _block_punched(energy: npt.NDArray[np.float64], rate: float, cfg: BaselineConfig) -> _Bools:
    """The mean decides, so that small blocks at the edges count as the others do."""
    filters, channels = energy.shape[:2]
    rows = [slice(start, start + cfg.block[0]) for start in range(0, filters, cfg.block[0])]
    columns = [slice(start, start + cfg.block[1]) for start in range(0, channels, cfg.block[1])]
    blocks = [(row, column) for row in rows for column in columns]
    means = np.stack([energy[block].mean(axis=(0, 1)) for block in blocks])
    chosen = _largest(means.reshape(-1), _count(means.size, rate)).reshape(means.shape)
    kept = np.zeros(energy.shape, dtype=np.bool_)
    for block, positions in zip(blocks, chosen, strict=True):
        kept[block] = positions
    return kept


#: What chooses the weights that stay of squares of shape `(F, C, KH, KW)`, by method.
METHODS: Mapping[str, Callable[[npt.NDArray[np.float64], float, BaselineConfig], _Bools]] = {
    "magnitude": _magnitude,
    "channel": _channel,
    "nm": _nm,
    "block_punched": _block_punched,
}
