"""Single layers under ADMM, for the tests of its projections and of the whole."""

from __future__ import annotations

import torch
from patconv.pruning import ADMM, LayerOverride, PruneConfig
from torch import nn

PATTERNS = (".x.|xx.|.x.", "xx.|xx.|...", "...|.xx|.xx")


def one_layer(weight: torch.Tensor, **arguments: object) -> tuple[nn.Conv2d, ADMM]:
    """An ADMM for a convolution with this weight, which is not spared connectivity."""
    filters, channels, kh, kw = weight.shape
    conv = nn.Conv2d(channels, filters, (kh, kw), bias=False, dtype=weight.dtype)
    with torch.no_grad():
        conv.weight.copy_(weight)
    rate = arguments.pop("connectivity", 1)
    overrides = (LayerOverride("*", connectivity=rate),) if rate != 1 else ()
    return conv, ADMM(conv, PruneConfig(overrides=overrides, **arguments))


def variables(admm: ADMM, name: str = "") -> dict[str, dict[str, torch.Tensor]]:
    """Z and U under ``pattern``, Y and V under ``connectivity``."""
    return admm.state_dict()["layers"][name]


def random_weight(*shape: int, seed: int, coarse: bool = False) -> torch.Tensor:
    """Coarse: many ties."""
    weight = torch.randn(*shape, generator=torch.Generator().manual_seed(seed)).double()
    return weight.round() if coarse else weight
