"""Networks for small machines: depthwise convolutions, gates, shuffled channels."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from .blocks import Classifier, ConvNorm, SqueezeExcite


def mobilenet_v1() -> nn.Module:
    """A depthwise and a 1x1 convolution in turn (arXiv 1704.04861)."""
    layers: list[nn.Module] = [ConvNorm(3, 8, stride=2)]
    for inputs, outputs, stride in ((8, 16, 1), (16, 32, 2), (32, 32, 1), (32, 48, 2)):
        layers += [
            ConvNorm(inputs, inputs, stride=stride, groups=inputs),
            ConvNorm(inputs, outputs, 1),
        ]
    return nn.Sequential(*layers, Classifier(48))


class InvertedResidual(nn.Module):
    """Expand, depthwise, gate where there is one, project (arXiv 1801.04381, 1905.02244)."""

    def __init__(
        self,
        inputs: int,
        expanded: int,
        outputs: int,
        kernel: int = 3,
        stride: int = 1,
        activation: Callable[[], nn.Module] = nn.ReLU6,
        gate: nn.Module | None = None,
    ) -> None:
        super().__init__()
        self.body = nn.Sequential(
            ConvNorm(inputs, expanded, 1, activation=activation),
            ConvNorm(
                expanded, expanded, kernel, stride=stride, groups=expanded, activation=activation
            ),
            nn.Identity() if gate is None else gate,
            ConvNorm(expanded, outputs, 1, activation=None),
        )
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.body(x) if self.adds else self.body(x)


def mobilenet_v2() -> nn.Module:
    blocks = [
        InvertedResidual(8, 32, 16, stride=2),
        InvertedResidual(16, 48, 16),
        InvertedResidual(16, 64, 24, stride=2),
    ]
    end = [ConvNorm(24, 64, 1, activation=nn.ReLU6), Classifier(64)]
    return nn.Sequential(ConvNorm(3, 8, stride=2, activation=nn.ReLU6), *blocks, *end)


def mobilenet_v3() -> nn.Module:
    """Hard swish, 5x5 depthwise convolutions, gates of hard sigmoids."""

    def gate(channels: int) -> nn.Module:
        return SqueezeExcite(channels, 8, gate=nn.Hardsigmoid)

    blocks = [
        InvertedResidual(8, 24, 12, stride=2, activation=nn.ReLU, gate=gate(24)),
        InvertedResidual(12, 40, 16, 5, 2, nn.Hardswish, gate(40)),
        InvertedResidual(16, 40, 16, 5, 1, nn.Hardswish, gate(40)),
    ]
    end = [
        ConvNorm(16, 48, 1, activation=nn.Hardswish),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(48, 64),
        nn.Hardswish(),
        nn.Dropout(0.2),
        nn.Linear(64, 10),
    ]
    return nn.Sequential(ConvNorm(3, 8, stride=2, activation=nn.Hardswish), *blocks, *end)


def efficientnet() -> nn.Module:
    """SiLU and gates everywhere (arXiv 1905.11946)."""

    def block(inputs: int, outputs: int, kernel: int, stride: int) -> nn.Module:
        expanded = 4 * inputs
        gate = SqueezeExcite(expanded, max(1, inputs // 4), nn.SiLU)
        return InvertedResidual(inputs, expanded, outputs, kernel, stride, nn.SiLU, gate)

    blocks = [block(8, 12, 3, 2), block(12, 12, 3, 1), block(12, 20, 5, 2)]
    end = [ConvNorm(20, 64, 1, activation=nn.SiLU), Classifier(64)]
    return nn.Sequential(ConvNorm(3, 8, stride=2, activation=nn.SiLU), *blocks, *end)


class ShuffleUnit(nn.Module):
    """Half of the channels pass by; then the channels are dealt out (arXiv 1807.11164)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        half = outputs // 2
        self.stride = stride
        self.body = nn.Sequential(
            ConvNorm(inputs if stride == 2 else half, half, 1),
            ConvNorm(half, half, stride=stride, groups=half, activation=None),
            ConvNorm(half, half, 1),
        )
        self.side = nn.Sequential()
        if stride == 2:
            self.side = nn.Sequential(
                ConvNorm(inputs, inputs, stride=2, groups=inputs, activation=None),
                ConvNorm(inputs, half, 1),
            )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        left, right = (x, x) if self.stride == 2 else x.chunk(2, 1)
        x = torch.cat((self.side(left), self.body(right)), 1)
        batch, channels, height, width = x.shape
        pairs = x.view(batch, 2, channels // 2, height, width).transpose(1, 2)
        return pairs.reshape(batch, channels, height, width)


def shufflenet_v2() -> nn.Module:
    units = [ShuffleUnit(8, 24, 2), ShuffleUnit(24, 24, 1), ShuffleUnit(24, 48, 2)]
    return nn.Sequential(ConvNorm(3, 8, stride=2), *units, ConvNorm(48, 64, 1), Classifier(64))


class GroupedShuffleUnit(nn.Module):
    """Grouped 1x1 convolutions with a channel shuffle between them (arXiv 1707.01083)."""

    def __init__(self, channels: int, groups: int) -> None:
        super().__init__()
        self.reduce = ConvNorm(channels, channels, 1, groups=groups)
        self.shuffle = nn.ChannelShuffle(groups)
        self.depthwise = ConvNorm(channels, channels, groups=channels, activation=None)
        self.expand = ConvNorm(channels, channels, 1, groups=groups, activation=None)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.expand(self.depthwise(self.shuffle(self.reduce(x)))))


def shufflenet_v1() -> nn.Module:
    units = [GroupedShuffleUnit(24, 3), GroupedShuffleUnit(24, 4)]
    return nn.Sequential(ConvNorm(3, 24, stride=2), *units, Classifier(24))


class Ghost(nn.Module):
    """A cheap depthwise convolution makes half of the channels (arXiv 1911.11907)."""

    def __init__(self, inputs: int, outputs: int, activation: bool = True) -> None:
        super().__init__()
        half = (outputs + 1) // 2
        self.outputs = outputs
        self.primary = ConvNorm(inputs, half, 1, activation=nn.ReLU if activation else None)
        self.cheap = ConvNorm(half, half, groups=half, activation=nn.ReLU if activation else None)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        primary = self.primary(x)
        return torch.cat((primary, self.cheap(primary)), 1)[:, : self.outputs]


class GhostBottleneck(nn.Module):
    def __init__(self, channels: int, middle: int) -> None:
        super().__init__()
        gate = SqueezeExcite(middle, 4, gate=nn.Hardsigmoid)
        self.body = nn.Sequential(Ghost(channels, middle), gate, Ghost(middle, channels, False))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.body(x)


def ghostnet() -> nn.Module:
    # An odd number of channels, of which the last ghost is cut off.
    blocks = [GhostBottleneck(15, 30), GhostBottleneck(15, 25)]
    return nn.Sequential(ConvNorm(3, 15, stride=2), *blocks, Classifier(15))
