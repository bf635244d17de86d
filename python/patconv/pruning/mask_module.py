"""The mask as a parametrisation; apart from `masks`, as it needs torch when it is read."""

from __future__ import annotations

import torch
from torch import nn

__all__ = ["Mask"]


class Mask(nn.Module):
    """Gives a weight with 0 where its mask is false.

    Attributes:
        kept: true for the weights that stay.
    """

    kept: torch.Tensor

    def __init__(self, kept: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("kept", kept)

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        """The weight with what the mask removed at +0.0, whatever was stored there."""
        return torch.where(self.kept, weight, 0.0)
