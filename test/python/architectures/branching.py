"""Networks whose layers run side by side or see all earlier ones."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import Classifier, ConvNorm


class Parallel(nn.Module):
    """Branches whose results are joined along the channels."""

    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cat([branch(x) for branch in self.branches], 1)


def _googlenet_block(inputs: int, widths: Sequence[int]) -> nn.Module:
    one, reduce3, three, reduce5, five, pooled = widths
    return Parallel(
        ConvNorm(inputs, one, 1),
        nn.Sequential(ConvNorm(inputs, reduce3, 1), ConvNorm(reduce3, three)),
        nn.Sequential(ConvNorm(inputs, reduce5, 1), ConvNorm(reduce5, five, 5)),
        nn.Sequential(nn.MaxPool2d(3, 1, 1), ConvNorm(inputs, pooled, 1)),
    )


def googlenet() -> nn.Module:
    """Without the auxiliary heads, which only training uses (arXiv 1409.4842)."""
    stem = [ConvNorm(3, 12, 7, stride=2), nn.LocalResponseNorm(5), ConvNorm(12, 16)]
    blocks = [
        _googlenet_block(16, (8, 8, 12, 4, 6, 6)),
        nn.MaxPool2d(3, 2, ceil_mode=True),
        _googlenet_block(32, (12, 8, 16, 4, 8, 4)),
    ]
    return nn.Sequential(*stem, *blocks, Classifier(40))


def inception_v3() -> nn.Module:
    """7x7 as 1x7 and 7x1, average pools that leave padding out, a pool beside strides."""
    wide = Parallel(
        ConvNorm(16, 8, 1),
        nn.Sequential(ConvNorm(16, 6, 1), ConvNorm(6, 6, (1, 7)), ConvNorm(6, 8, (7, 1))),
        nn.Sequential(
            ConvNorm(16, 6, 1),
            ConvNorm(6, 6, (7, 1)),
            ConvNorm(6, 6, (1, 7)),
            ConvNorm(6, 8, (3, 1)),
        ),
        nn.Sequential(nn.AvgPool2d(3, 1, 1, count_include_pad=False), ConvNorm(16, 8, 1)),
    )
    narrow = Parallel(
        nn.Sequential(nn.Conv2d(32, 12, 3, 2, bias=False), nn.BatchNorm2d(12), nn.ReLU()),
        nn.MaxPool2d(3, 2),
    )
    return nn.Sequential(ConvNorm(3, 16, stride=2), wide, narrow, Classifier(44))


class DenseLayer(nn.Module):
    """Adds channels to what it is given (arXiv 1608.06993)."""

    def __init__(self, inputs: int, growth: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, 4 * growth, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(4 * growth)
        self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.conv1(F.relu(self.norm1(x)))
        return torch.cat((x, self.conv2(F.relu(self.norm2(y)))), 1)


def densenet() -> nn.Module:
    growth = 6
    layers: list[nn.Module] = [ConvNorm(3, 12, 7, stride=2), nn.MaxPool2d(3, 2, 1)]
    channels = 12
    for block in range(2):
        for _ in range(3):
            layers.append(DenseLayer(channels, growth))
            channels += growth
        if block == 0:
            half = channels // 2
            layers += [nn.BatchNorm2d(channels), nn.ReLU(), nn.Conv2d(channels, half, 1)]
            layers.append(nn.AvgPool2d(2))
            channels = half
    return nn.Sequential(*layers, nn.BatchNorm2d(channels), nn.ReLU(), Classifier(channels))


class CrossStage(nn.Module):
    """CSPNet (arXiv 1911.11929): blocks see one half of the channels."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        half = channels // 2
        self.blocks = nn.Sequential(ConvNorm(half, half, 1), ConvNorm(half, half))
        self.join = ConvNorm(channels, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        passed, worked = torch.split(x, x.shape[1] // 2, 1)
        return self.join(torch.cat((passed, worked + self.blocks(worked)), 1))


def csp_darknet() -> nn.Module:
    layers = [ConvNorm(3, 16), ConvNorm(16, 24, stride=2), CrossStage(24)]
    return nn.Sequential(*layers, ConvNorm(24, 40, stride=2), CrossStage(40), Classifier(40))


class Siamese(nn.Module):
    """One tower for two images, and what they have in common."""

    def __init__(self) -> None:
        super().__init__()
        self.tower = nn.Sequential(
            nn.Conv2d(1, 12, 5),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(12, 20, 3),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(20 * 36, 16),
        )
        self.score = nn.Linear(16, 1)

    def forward(self, left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.score((self.tower(left) - self.tower(right)).abs()))


def siamese() -> nn.Module:
    return Siamese()
