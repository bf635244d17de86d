"""What each layer could get, and what it would cost and gain."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..errors import PruneError
from .config import PruneConfig
from .layers import PlannedLayer, plan_layers, plan_network
from .projection import keep_weights

if TYPE_CHECKING:
    from torch import nn

    from .plan_times import PredictedTimes

__all__ = ["Choice", "Option", "find_choices", "measure_errors"]

#: How an error is found: of a layer with the weights that stay, shape `(F * C, KH, KW)`.
Measure = Callable[[PlannedLayer, npt.NDArray[np.bool_]], float]


@dataclass
class Option:
    """One way to prune a layer.

    Attributes:
        rate: for connectivity.
        by_pattern: whether kernels get patterns.
        kept: true for the weights that stay, shape `(F * C, KH, KW)`; None keeps all.
        cycles: predicted.
        error: see `PrunePlan.measured`.
    """

    rate: float
    by_pattern: bool
    kept: npt.NDArray[np.bool_] | None
    cycles: float
    error: float = 0.0


@dataclass
class Choice:
    """The options of one layer.

    Attributes:
        layer: with the reasons of `project_` for what it leaves out.
        cycles: predicted for the layer as it is.
        fixed: the rate that an override gives it; None leaves the choice.
        options: that are left, the dense one first where there is a choice.
        reason: why there is no other option, or empty.
    """

    layer: PlannedLayer
    cycles: float
    fixed: float | None
    options: list[Option] = field(default_factory=list)
    reason: str = ""

    @property
    def name(self) -> str:
        """The module's name."""
        return self.layer.name

    def masks(self, option: Option) -> dict[str, npt.NDArray[np.bool_]]:
        """What an option removes, for `PredictedTimes`."""
        if option.kept is None:
            return {}
        return {self.name: option.kept.reshape(self.layer.shape)}


def find_choices(
    model: nn.Module,
    cfg: PruneConfig,
    rates: Sequence[float],
    times: PredictedTimes,
    dense: Mapping[str, float],
    advance: Callable[[str], None],
) -> list[Choice]:
    """Find the options that are predicted to be faster than the layer as it is.

    The network is scheduled once per rate, with all layers pruned at it.

    Args:
        model: the network; not changed.
        cfg: what holds beside the rates.
        rates: ascending.
        times: of the network.
        dense: cycles of the network as it is, by layer.
        advance: called after each rate.

    Raises:
        PruneError: as `project_`, or an override gives a rate to a layer without a time.
    """
    layers, patterns = plan_network(model, cfg)
    choices = [_start(layer, cfg, times, dense) for layer in layers]
    for rate in rates:
        options: list[tuple[Choice, Option]] = []
        for choice, sized in zip(
            choices, plan_layers(model, replace(cfg, connectivity=rate)), strict=True
        ):
            if choice.reason and choice.fixed is None:
                continue
            layer = copy.copy(choice.layer)
            layer.keep = sized.keep
            kept = keep_weights(layer, layer.kernels, patterns).weights
            if not kept.all():
                asked = rate if choice.fixed is None else choice.fixed
                reached = asked if layer.keep < layer.count else 1.0
                options.append((choice, Option(reached, layer.by_pattern, kept, 0.0)))
        masks = {
            name: mask for choice, option in options for name, mask in choice.masks(option).items()
        }
        found = times.predict(masks)
        for choice, option in options:
            option.cycles = found[choice.name]
            choice.options.append(option)
        advance("")
    for choice in choices:
        _settle(choice)
    return choices


def _start(
    layer: PlannedLayer, cfg: PruneConfig, times: PredictedTimes, dense: Mapping[str, float]
) -> Choice:
    fixed = None
    for override in cfg.overrides:
        if override.connectivity is not None and override.matches(layer.name, layer.conv):
            fixed = override.connectivity
    choice = Choice(layer, dense.get(layer.name, 0.0), fixed)
    if layer.skipped:
        choice.fixed = None
        choice.reason = layer.reason
    elif not choice.cycles or not times.takes(layer.name, layer.shape):
        if fixed is not None:
            raise PruneError(
                "expected overrides to give a connectivity to layers that the compiler predicts a "
                f"time for, but got '{layer.name}', which has none; leave its rate out"
            )
        choice.reason = "left as it is: the compiler predicts no time for it"
    elif fixed is not None:
        choice.reason = "an override gives its rate"
    return choice


def _settle(choice: Choice) -> None:
    """Leave the options that can be worth their error."""
    dense = Option(1.0, False, None, choice.cycles)
    if choice.fixed is not None:
        # All rates gave the same.
        choice.options = choice.options[:1] or [dense]
        return
    best = min((option.cycles for option in choice.options), default=math.inf)
    faster = [option for option in choice.options if option.cycles < choice.cycles]
    if not choice.reason and not choice.options:
        choice.reason = f"left as it is: {choice.layer.reason or 'no rate removes anything'}"
    elif not choice.reason and not faster:
        choice.reason = (
            f"left dense: pruning would not pay; at best {best / choice.cycles:.2f}x of the "
            "dense time is predicted"
        )
    choice.options = [dense, *faster]


def measure_errors(
    choices: Sequence[Choice], measure: Measure, advance: Callable[[str], None]
) -> None:
    """Set the error of each option; those that leave no finite output are removed."""
    for choice in choices:
        for option in choice.options:
            if option.kept is not None:
                option.error = measure(choice.layer, option.kept)
                advance(f"measuring: {choice.name}")
        if choice.fixed is None:
            choice.options = [o for o in choice.options if math.isfinite(o.error)]
