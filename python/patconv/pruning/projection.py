"""One-shot projection of a network onto the pruned networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..errors import PruneError
from .config import PruneConfig
from .patterns import Pattern, assign_patterns, mine_patterns, strongest
from .report import LayerReport, PruneReport

if TYPE_CHECKING:
    from torch import nn

__all__ = ["project_"]

_MINED_SIZE = (3, 3)


def project_(model: nn.Module, cfg: PruneConfig | None = None) -> PruneReport:
    """Prune the convolutions of `model` in place: connectivity first, then patterns.

    Per layer, the kernels of largest L2 norm stay, exactly
    `round(F * C / connectivity)` of them; then every kernel keeps the positions
    of the pattern that keeps its largest L2 norm. The pattern set is mined from
    the weights before anything is removed. Equal inputs give equal results.
    `PruneConfig` says which layer gets which step. The method is PatDNN's (ASPLOS
    2020, arXiv 2001.00138), without its training.

    Args:
        model: the network; weights that are removed become +0.0.
        cfg: what to prune; `PruneConfig()` if None.

    Returns:
        Figures of every convolution.

    Raises:
        PruneError: the model has no convolution, a name in `skip` is not in the
            model, or a weight is not finite, computed from other parameters or
            without data. The model is not changed then.
        TypeError: `model` is no module, or `cfg` no `PruneConfig`.
    """
    cfg = PruneConfig() if cfg is None else cfg
    if not isinstance(cfg, PruneConfig):
        raise TypeError(f"expected cfg to be a PruneConfig, but got {type(cfg).__name__}")
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
    return PruneReport(tuple(_project_layer(layer, patterns) for layer in layers), patterns)


@dataclass
class _Layer:
    """One convolution and what is to be done to it."""

    name: str
    conv: nn.Conv2d
    by_pattern: bool
    keep: int
    reason: str

    @property
    def kernels(self) -> npt.NDArray[np.floating]:
        """The weights as kernels, shape `(F * C, KH, KW)`."""
        weight = self.conv.weight.detach().cpu()
        if weight.element_size() < 4:
            weight = weight.float()
        array: npt.NDArray[np.floating] = weight.numpy()
        return array.reshape(-1, *array.shape[2:])

    @property
    def size(self) -> tuple[int, int]:
        return self.conv.weight.shape[2], self.conv.weight.shape[3]


def _given_sizes(cfg: PruneConfig) -> set[tuple[int, int]]:
    return {(pattern.kh, pattern.kw) for pattern in cfg.pattern_set or ()}


def _plan(model: nn.Module, cfg: PruneConfig) -> list[_Layer]:
    from torch import nn

    if not isinstance(model, nn.Module):
        raise TypeError(f"expected model to be a torch.nn.Module, but got {type(model).__name__}")
    names = {name for name, _ in model.named_modules()}
    unknown = [name for name in cfg.skip if name not in names]
    if unknown:
        raise PruneError(
            f"expected skip to name modules of the model, but got '{unknown[0]}'; "
            "see model.named_modules()"
        )
    convolutions = [
        (name, module) for name, module in model.named_modules() if isinstance(module, nn.Conv2d)
    ]
    if not convolutions:
        raise PruneError("expected the model to have a 2-d convolution, but got none")
    for name, conv in convolutions:
        _check_weight(name, conv, skipped=_is_skipped(name, cfg))
    layers = [
        _plan_layer(name, conv, first=position == 0, cfg=cfg)
        for position, (name, conv) in enumerate(convolutions)
    ]
    for layer in layers:
        if not bool(layer.conv.weight.isfinite().all()):
            raise PruneError(
                f"expected the weights of '{layer.name}' to be finite, but got inf or nan; "
                "load a sound checkpoint"
            )
    return layers


def _is_skipped(name: str, cfg: PruneConfig) -> bool:
    return any(f"{name}.".startswith(f"{skipped}.") for skipped in cfg.skip if skipped)


def _check_weight(name: str, conv: nn.Conv2d, *, skipped: bool) -> None:
    # A weight that is computed anew at each call would not stay pruned.
    if conv._parameters.get("weight") is None and not skipped:
        raise PruneError(
            f"expected the weight of '{name}' to be a parameter of its own, but got one that is "
            "computed from others; remove the parametrisation first, for instance with "
            "torch.nn.utils.parametrize.remove_parametrizations(module, 'weight')"
        )
    if conv.weight.device.type == "meta":
        raise PruneError(
            f"expected the weight of '{name}' to have data, but got one on the device 'meta'; "
            "load the checkpoint first"
        )


def _plan_layer(name: str, conv: nn.Conv2d, *, first: bool, cfg: PruneConfig) -> _Layer:
    filters, channels, kh, kw = conv.weight.shape
    kernels = filters * channels
    if _is_skipped(name, cfg):
        return _Layer(name, conv, by_pattern=False, keep=kernels, reason="named in skip")
    by_pattern = (kh, kw) == _MINED_SIZE or (kh, kw) in _given_sizes(cfg)
    reasons = []
    if (kh, kw) == (1, 1):
        by_pattern = False
        reasons.append("a 1x1 kernel has no pattern")
    elif not by_pattern:
        reasons.append(f"no pattern of {kh}x{kw} in the set")
    keep = min(kernels, max(1, round(kernels / cfg.connectivity)))
    if conv.groups > 1 and channels == 1:
        keep = kernels
        reasons.append("depthwise: one kernel per filter")
    elif first:
        keep = kernels
        reasons.append("the first convolution keeps its kernels")
    return _Layer(name, conv, by_pattern, keep, "; ".join(reasons))


def _project_layer(layer: _Layer, patterns: Sequence[Pattern]) -> LayerReport:
    import torch

    kernels = layer.kernels
    size = layer.size
    numbers = [
        number for number, pattern in enumerate(patterns) if (pattern.kh, pattern.kw) == size
    ]
    by_pattern = layer.by_pattern and bool(numbers)
    kept = strongest(kernels, layer.keep)
    mask = np.broadcast_to(kept[:, None, None], kernels.shape)
    counts: tuple[int, ...] = ()
    if by_pattern:
        candidates = [patterns[number] for number in numbers]
        ids = assign_patterns(kernels, candidates)
        mask = mask & np.stack([pattern.array() for pattern in candidates])[ids]
        per_pattern = np.zeros(len(patterns), dtype=np.int64)
        per_pattern[numbers] = np.bincount(ids[kept], minlength=len(numbers))
        counts = tuple(per_pattern.tolist())
    weight = layer.conv.weight
    if by_pattern or layer.keep < len(kernels):
        with torch.no_grad():
            removed = torch.from_numpy(~mask).view(weight.shape).to(weight.device)
            weight.masked_fill_(removed, 0.0)
    steps = {(True, True): "both", (True, False): "pattern", (False, True): "connectivity"}
    filters, channels, kh, kw = weight.shape
    return LayerReport(
        name=layer.name,
        shape=(filters, channels, kh, kw),
        groups=layer.conv.groups,
        treatment=steps.get((by_pattern, layer.keep < len(kernels)), "none"),
        reason=layer.reason,
        kernels=len(kernels),
        kept_kernels=int(kept.sum()),
        weights=weight.numel(),
        kept_weights=int(mask.sum()),
        pattern_counts=counts,
    )
