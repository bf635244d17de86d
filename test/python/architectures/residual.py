"""Residual networks and what grew out of them."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from .blocks import Classifier, ConvNorm, SqueezeExcite


class Basic(nn.Module):
    """Two 3x3 convolutions (arXiv 1512.03385), with a gate or a wider middle where asked for."""

    def __init__(
        self, inputs: int, outputs: int, stride: int = 1, gate: nn.Module | None = None
    ) -> None:
        super().__init__()
        self.conv1 = ConvNorm(inputs, outputs, stride=stride)
        self.conv2 = ConvNorm(outputs, outputs, activation=None)
        self.gate = nn.Identity() if gate is None else gate
        self.shortcut = (
            nn.Identity()
            if stride == 1 and inputs == outputs
            else ConvNorm(inputs, outputs, 1, stride=stride, activation=None)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.gate(self.conv2(self.conv1(x))) + self.shortcut(x))


class Bottleneck(nn.Module):
    """1x1, 3x3 (grouped in ResNeXt, arXiv 1611.05431), 1x1."""

    def __init__(
        self, inputs: int, middle: int, outputs: int, stride: int = 1, groups: int = 1
    ) -> None:
        super().__init__()
        self.reduce = ConvNorm(inputs, middle, 1)
        self.conv = ConvNorm(middle, middle, stride=stride, groups=groups)
        self.expand = ConvNorm(middle, outputs, 1, activation=None)
        self.shortcut = (
            nn.Identity()
            if stride == 1 and inputs == outputs
            else ConvNorm(inputs, outputs, 1, stride=stride, activation=None)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.expand(self.conv(self.reduce(x))) + self.shortcut(x))


class Preactivation(nn.Module):
    """Normalisation and activation come before the convolutions (arXiv 1603.05027)."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.shortcut = (
            nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            if stride != 1 or inputs != outputs
            else None
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.norm1(x))
        shortcut = x if self.shortcut is None else self.shortcut(y)
        return self.conv2(torch.relu(self.norm2(self.conv1(y)))) + shortcut


class GroupNormBlock(nn.Module):
    """A residual block with group normalisation (arXiv 1803.08494)."""

    def __init__(self, channels: int, groups: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.GroupNorm(groups, channels),
            nn.ReLU(),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.GroupNorm(groups, channels),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.body(x) + x)


class ChannelAndSpatialAttention(nn.Module):
    """CBAM (arXiv 1807.06521): a gate for each channel, then one for each place."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.shared = nn.Sequential(
            nn.Conv2d(channels, squeezed, 1), nn.ReLU(), nn.Conv2d(squeezed, channels, 1)
        )
        self.spatial = nn.Conv2d(2, 1, 7, padding=3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        mean, most = x.mean((2, 3), keepdim=True), x.amax((2, 3), keepdim=True)
        x = x * torch.sigmoid(self.shared(mean) + self.shared(most))
        places = torch.cat((x.mean(1, keepdim=True), x.amax(1, keepdim=True)), 1)
        return x * torch.sigmoid(self.spatial(places))


class SelectiveKernel(nn.Module):
    """SKNet (arXiv 1903.06586): a softmax chooses between two sizes of kernels."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.small = ConvNorm(channels, channels, groups=4)
        self.large = ConvNorm(channels, channels, dilation=2, groups=4)
        self.squeeze = nn.Linear(channels, squeezed)
        self.choose = nn.Linear(squeezed, 2 * channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        small, large = self.small(x), self.large(x)
        mean = (small + large).mean((2, 3))
        choice = self.choose(torch.relu(self.squeeze(mean)))
        weights = choice.view(x.shape[0], 2, x.shape[1], 1, 1).softmax(1)
        return x + (torch.stack((small, large), 1) * weights).sum(1)


def _stem(channels: int) -> list[nn.Module]:
    return [ConvNorm(3, channels, 7, stride=2), nn.MaxPool2d(3, 2, 1)]


def resnet_basic() -> nn.Module:
    blocks = [Basic(16, 16), Basic(16, 24, 2), Basic(24, 40, 2)]
    return nn.Sequential(*_stem(16), *blocks, Classifier(40))


def resnet_bottleneck() -> nn.Module:
    blocks = [Bottleneck(16, 8, 32), Bottleneck(32, 8, 32), Bottleneck(32, 16, 64, 2)]
    return nn.Sequential(*_stem(16), *blocks, Classifier(64))


def resnext() -> nn.Module:
    blocks = [Bottleneck(16, 16, 32, groups=4), Bottleneck(32, 24, 48, 2, groups=8)]
    return nn.Sequential(*_stem(16), *blocks, Classifier(48))


def wide_resnet() -> nn.Module:
    """Few layers of many filters (arXiv 1605.07146)."""
    blocks = [Preactivation(8, 32), Preactivation(32, 64, 2), Preactivation(64, 64)]
    end = [nn.BatchNorm2d(64), nn.ReLU(), Classifier(64)]
    return nn.Sequential(nn.Conv2d(3, 8, 3, padding=1, bias=False), *blocks, *end)


def preactivation_resnet() -> nn.Module:
    blocks = [Preactivation(12, 12), Preactivation(12, 20, 2), Preactivation(20, 36, 2)]
    end = [nn.BatchNorm2d(36), nn.ReLU(), Classifier(36)]
    return nn.Sequential(nn.Conv2d(3, 12, 3, padding=1, bias=False), *blocks, *end)


class PaddedShortcut(nn.Module):
    """The shortcut of the CIFAR networks: every other pixel, and channels of zeros."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.channels = channels

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.channels, self.channels))


def cifar_resnet20() -> nn.Module:
    """Three stages of three blocks, at half of the channels."""
    layers: list[nn.Module] = [ConvNorm(3, 8)]
    channels = 8
    for stage in range(3):
        for block in range(3):
            if stage > 0 and block == 0:
                narrowing = Basic(channels, 2 * channels, 2)
                narrowing.shortcut = PaddedShortcut(channels // 2)
                layers.append(narrowing)
                channels *= 2
            else:
                layers.append(Basic(channels, channels))
    return nn.Sequential(*layers, Classifier(channels))


def group_norm_resnet() -> nn.Module:
    stem = [nn.Conv2d(3, 24, 3, 2, 1), nn.GroupNorm(4, 24), nn.ReLU()]
    return nn.Sequential(*stem, GroupNormBlock(24, 6), GroupNormBlock(24, 3), Classifier(24))


def _gated(gate: Callable[[int], nn.Module]) -> nn.Module:
    blocks = [Basic(16, 16, 1, gate(16)), Basic(16, 24, 2, gate(24))]
    return nn.Sequential(ConvNorm(3, 16, stride=2), *blocks, Classifier(24))


def se_resnet() -> nn.Module:
    return _gated(lambda channels: SqueezeExcite(channels, 4))


def cbam_resnet() -> nn.Module:
    return _gated(lambda channels: ChannelAndSpatialAttention(channels, 4))


def sknet() -> nn.Module:
    return nn.Sequential(ConvNorm(3, 16, stride=2), SelectiveKernel(16, 8), Classifier(16))
