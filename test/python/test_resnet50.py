"""A network of the shape of ResNet-50 (He et al., 2015, arXiv 1512.03385) enters quickly."""

from __future__ import annotations

import pytest
import torch
from patconv.importing import import_model
from torch import nn

pytestmark = pytest.mark.full

#: Width and number of the blocks of each stage.
STAGES = ((64, 3), (128, 4), (256, 6), (512, 3))


def normalised(channels: int, filters: int, kernel: int, stride: int = 1) -> nn.Sequential:
    conv = nn.Conv2d(channels, filters, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(filters))


class Bottleneck(nn.Module):
    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.reduce = normalised(channels, width, 1)
        self.conv = normalised(width, width, 3, stride)
        self.expand = normalised(width, 4 * width, 1)
        same = stride == 1 and channels == 4 * width
        self.skip = nn.Identity() if same else normalised(channels, 4 * width, 1, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.conv(torch.relu(self.reduce(x))))
        return torch.relu(self.expand(y) + self.skip(x))


def resnet50() -> nn.Module:
    layers: list[nn.Module] = [normalised(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    channels = 64
    for width, blocks in STAGES:
        for block in range(blocks):
            layers.append(Bottleneck(channels, width, 2 if block == 0 and width > 64 else 1))
            channels = 4 * width
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 1000)]
    return nn.Sequential(*layers, *head).eval()


def test_import() -> None:
    model = resnet50()
    imported = import_model(model, torch.zeros(1, 3, 224, 224))
    assert imported.seconds["total"] <= 15
    # 53 convolutions with the bias that folding gives them, and the last layer.
    assert len(imported.arrays) == 2 * 53 + 2
    convolutions = [m for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    assert imported.nbytes == sum(4 * (m.weight.numel() + m.weight.shape[0]) for m in convolutions)
    assert [spec.shape for spec in imported.outputs] == [(1, 1000)]
