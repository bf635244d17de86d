"""What `project_` would do to each layer, in steps that other ways of pruning share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .config import PruneConfig
from .layers import PlannedLayer, choose_patterns, plan_layers
from .patterns import Pattern
from .projection import Kept, keep_weights, layer_report

if TYPE_CHECKING:
    from torch import nn

__all__ = ["Kept", "PlannedLayer", "keep_weights", "layer_report", "plan"]


def plan(model: nn.Module, cfg: PruneConfig) -> tuple[list[PlannedLayer], tuple[Pattern, ...]]:
    """Decide what each convolution gets, and the pattern set; nothing is changed.

    Raises:
        PruneError, TypeError: as `project_`.
    """
    layers = plan_layers(model, cfg)
    return layers, choose_patterns(layers, cfg)
