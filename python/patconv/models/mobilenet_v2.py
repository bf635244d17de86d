"""MobileNetV2 (Sandler et al., 2018, arXiv 1801.04381)."""

from __future__ import annotations

import torch
from torch import nn

__all__ = ["MobileNetV2", "mobilenet_v2"]

_STEM = 32
_HEAD = 1280
#: Each stage: expansion of the channels inside its blocks, output channels, blocks, and the stride
#: of the first of them.
_STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)


def _normalised(
    channels: int, filters: int, kernel: int, stride: int = 1, groups: int = 1
) -> nn.Sequential:
    conv = nn.Conv2d(channels, filters, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(filters), nn.ReLU6(inplace=True))


class _InvertedResidual(nn.Module):
    """Widen by a 1x1 convolution, filter each channel, narrow by a 1x1 convolution."""

    def __init__(self, channels: int, filters: int, stride: int, expansion: int) -> None:
        super().__init__()
        width = expansion * channels
        layers: list[nn.Module] = []
        if expansion != 1:
            layers.append(_normalised(channels, width, 1))
        layers += [
            _normalised(width, width, 3, stride, groups=width),
            nn.Conv2d(width, filters, 1, bias=False),
            nn.BatchNorm2d(filters),
        ]
        self.conv = nn.Sequential(*layers)
        self.adds_input = stride == 1 and channels == filters

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.conv(x)
        return x + y if self.adds_input else y


class MobileNetV2(nn.Module):
    """MobileNetV2 of width 1 whose `state_dict` keys equal torchvision's.

    Args:
        num_classes: length of the output vector.
        dropout: probability of dropping a value before the fully connected layer.
    """

    def __init__(self, num_classes: int = 1000, dropout: float = 0.2) -> None:
        super().__init__()
        features: list[nn.Module] = [_normalised(3, _STEM, 3, 2)]
        channels = _STEM
        for expansion, filters, depth, stride in _STAGES:
            for place in range(depth):
                features.append(
                    _InvertedResidual(channels, filters, stride if place == 0 else 1, expansion)
                )
                channels = filters
        features.append(_normalised(channels, _HEAD, 1))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(nn.Dropout(dropout), nn.Linear(_HEAD, num_classes))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map images `(N, 3, H, W)` to class scores `(N, num_classes)`."""
        x = nn.functional.adaptive_avg_pool2d(self.features(x), 1)
        scores: torch.Tensor = self.classifier(torch.flatten(x, 1))
        return scores


def mobilenet_v2(num_classes: int = 1000) -> MobileNetV2:
    """Build MobileNetV2 with PyTorch's default weights, in training mode."""
    return MobileNetV2(num_classes)
