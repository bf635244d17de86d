"""Which convolution gets what, and from which patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..errors import PruneError
from .config import PruneConfig
from .patterns import Pattern, expect_patterns_exist, mine_patterns

if TYPE_CHECKING:
    from torch import nn

__all__ = ["PlannedLayer", "choose_patterns", "plan_layers", "plan_network"]

_MINED_SIZE = (3, 3)


@dataclass
class PlannedLayer:
    """One convolution and what is to be done to it.

    Attributes:
        name: the module's name.
        conv: the module.
        by_pattern: whether its kernels get patterns.
        keep: kernels that stay.
        reason: why a step is left out, or empty.
        entries: positions of the patterns that are mined for it, or None for the
            patterns that were handed in.
        share: neighbouring filters that lose the same kernels and share patterns.
        numbers: places of its patterns in the network's set; see `choose_patterns`.
        skipped: whether it is named in `PruneConfig.skip`.
    """

    name: str
    conv: nn.Conv2d
    by_pattern: bool
    keep: int
    reason: str
    entries: int | None = None
    share: int = 1
    numbers: tuple[int, ...] = ()
    skipped: bool = False

    @property
    def kernels(self) -> npt.NDArray[np.floating]:
        """The weights as kernels, shape `(F * C, KH, KW)`."""
        weight = self.conv.weight.detach().cpu()
        if weight.element_size() < 4:
            weight = weight.float()
        array: npt.NDArray[np.floating] = weight.numpy()
        return array.reshape(-1, *array.shape[2:])

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """`(filters, channels of a group, KH, KW)`."""
        filters, channels, kh, kw = self.conv.weight.shape
        return filters, channels, kh, kw

    @property
    def size(self) -> tuple[int, int]:
        """`(KH, KW)`."""
        return self.shape[2], self.shape[3]

    @property
    def count(self) -> int:
        """Kernels before pruning."""
        return self.shape[0] * self.shape[1]


def plan_layers(model: nn.Module, cfg: PruneConfig) -> list[PlannedLayer]:
    """Decide what each convolution of `model` gets; nothing is changed.

    Raises:
        PruneError: the model has no convolution, a name or a pattern of `cfg` fits
            nothing in it, or a weight is not finite, computed from other parameters
            or without data.
        TypeError: `model` is no module.
    """
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
    _check_overrides(convolutions, cfg)
    layers = [
        _plan_layer(name, conv, first=position == 0, cfg=cfg)
        for position, (name, conv) in enumerate(convolutions)
    ]
    _check_sizes(layers, cfg)
    for layer in layers:
        if not bool(layer.conv.weight.isfinite().all()):
            raise PruneError(
                f"expected the weights of '{layer.name}' to be finite, but got inf or nan; "
                "load a sound checkpoint"
            )
    return layers


def choose_patterns(layers: Sequence[PlannedLayer], cfg: PruneConfig) -> tuple[Pattern, ...]:
    """Mine the patterns that `cfg` does not hand in, and tell the layers which are theirs.

    There is one set for the layers of one kernel size and number of entries.

    Args:
        layers: the network's; `numbers` is set, and `by_pattern` cleared where no
            pattern occurs.
        cfg: what they were planned with.

    Returns:
        The network's set: mined patterns, 3x3 with the usual number of entries
        first, then those that were handed in.
    """
    kinds = {(layer.size, layer.entries) for layer in layers if layer.by_pattern and layer.entries}
    usual = (_MINED_SIZE, cfg.entries)
    patterns: list[Pattern] = []
    homes: dict[tuple[tuple[int, int], int | None], tuple[int, ...]] = {}
    for size, entries in sorted(kinds, key=lambda kind: (kind != usual, kind)):
        assert entries is not None
        mined = mine_patterns(
            (
                layer.kernels
                for layer in layers
                if layer.by_pattern and (layer.size, layer.entries) == (size, entries)
            ),
            entries,
            cfg.patterns,
            force_centre=cfg.force_centre,
        )
        homes[size, entries] = tuple(range(len(patterns), len(patterns) + len(mined)))
        patterns += mined
    for pattern in cfg.pattern_set or ():
        # What a layer's own entries mined may be among those handed in.
        if pattern not in patterns:
            patterns.append(pattern)
        kind = ((pattern.kh, pattern.kw), None)
        homes[kind] = (*homes.get(kind, ()), patterns.index(pattern))
    for layer in layers:
        if layer.by_pattern:
            layer.numbers = homes[layer.size, layer.entries]
            layer.by_pattern = bool(layer.numbers)
    return tuple(patterns)


def _is_skipped(name: str, cfg: PruneConfig) -> bool:
    return any(f"{name}.".startswith(f"{skipped}.") for skipped in cfg.skip if skipped)


def _check_weight(name: str, conv: nn.Conv2d, *, skipped: bool) -> None:
    # A weight that is computed anew at each call would not stay pruned.
    if conv._parameters.get("weight") is None and not skipped:
        raise PruneError(
            f"expected the weight of '{name}' to be a parameter of its own, but got one that is "
            "computed from others; remove the parametrisation first, for instance with "
            "torch.nn.utils.parametrize.remove_parametrizations(module, 'weight'), or "
            "patconv.remove_masks_(model) after an earlier pruning"
        )
    if conv.weight.is_meta:
        raise PruneError(
            f"expected the weight of '{name}' to have data, but got one on the device 'meta'; "
            "load the checkpoint first"
        )


def _check_overrides(convolutions: Sequence[tuple[str, nn.Conv2d]], cfg: PruneConfig) -> None:
    for override in cfg.overrides:
        # A function may well be written for several networks.
        named = isinstance(override.match, str)
        if named and not any(override.matches(name, conv) for name, conv in convolutions):
            raise PruneError(
                f"expected an override to match the name of a convolution, but got "
                f"'{override.match}'; see model.named_modules()"
            )


def _check_sizes(layers: Sequence[PlannedLayer], cfg: PruneConfig) -> None:
    unused = cfg.given_sizes - {layer.size for layer in layers}
    if unused:
        kh, kw = min(unused)
        sizes = sorted({layer.size for layer in layers})
        raise PruneError(
            f"expected pattern_set to have patterns of the model's kernel sizes "
            f"({', '.join(f'{rows}x{columns}' for rows, columns in sizes)}), but got one of "
            f"{kh}x{kw}; leave it out"
        )


def _plan_layer(name: str, conv: nn.Conv2d, *, first: bool, cfg: PruneConfig) -> PlannedLayer:
    filters, channels, kh, kw = conv.weight.shape
    kernels = filters * channels
    if _is_skipped(name, cfg):
        return PlannedLayer(
            name, conv, by_pattern=False, keep=kernels, reason="named in skip", skipped=True
        )
    entries, wanted, rate = _overridden(name, conv, cfg)
    reasons = []
    given = (kh, kw) in cfg.given_sizes
    by_pattern = (kh, kw) == _MINED_SIZE or given if wanted is None else wanted
    by_pattern = by_pattern or (entries is not None and wanted is None)
    if (kh, kw) == (1, 1):
        by_pattern = False
        reasons.append("a 1x1 kernel has no pattern")
    elif wanted is False:
        reasons.append("an override leaves out patterns")
    elif not by_pattern:
        reasons.append(f"no pattern of {kh}x{kw} in the set")
    if entries is None and not given:
        entries = cfg.entries
    if by_pattern and entries is not None:
        expect_patterns_exist(
            cfg.patterns,
            entries,
            kh,
            kw,
            force_centre=cfg.force_centre,
            place=f" of '{name}'",
        )
    depthwise = conv.groups > 1 and channels == 1
    share = 1
    if cfg.share_filters > 1 and not depthwise:
        if (filters // conv.groups) % cfg.share_filters == 0:
            share = cfg.share_filters
        else:
            reasons.append(f"its filters do not divide by {cfg.share_filters}, and share nothing")
    keep = kernels
    if depthwise:
        reasons.append("depthwise: one kernel per filter")
    elif first and rate is None:
        reasons.append("the first convolution keeps its kernels")
    else:
        groups = kernels // share
        kept = round(groups / (cfg.connectivity if rate is None else rate))
        keep = min(groups, max(1, kept)) * share
    return PlannedLayer(
        name, conv, by_pattern, keep, "; ".join(reasons), entries if by_pattern else None, share
    )


def _overridden(
    name: str, conv: nn.Conv2d, cfg: PruneConfig
) -> tuple[int | None, bool | None, float | None]:
    """The layer's own entries, whether it gets patterns, and its rate; None: as usual."""
    entries: int | None = None
    pattern: bool | None = None
    rate: float | None = None
    for override in cfg.overrides:
        if override.matches(name, conv):
            entries = entries if override.entries is None else override.entries
            pattern = pattern if override.pattern is None else override.pattern
            rate = rate if override.connectivity is None else override.connectivity
    return entries, pattern, rate


def plan_network(
    model: nn.Module, cfg: PruneConfig
) -> tuple[list[PlannedLayer], tuple[Pattern, ...]]:
    """Decide what each convolution gets, and the pattern set; nothing is changed.

    Raises:
        PruneError, TypeError: as `plan_layers`.
    """
    layers = plan_layers(model, cfg)
    return layers, choose_patterns(layers, cfg)
