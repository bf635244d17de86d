"""Residual networks (He et al., 2015, arXiv 1512.03385), with the stride in the 3x3 convolution."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn

__all__ = ["BasicBlock", "ResNet", "resnet18", "resnet50"]

#: Channels inside the blocks of each stage; every stage but the first halves the plane.
_WIDTHS = (64, 128, 256, 512)


class BasicBlock(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    expansion = 1

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = _shortcut(channels, width, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map `(N, channels, H, W)` to `(N, width, H / stride, W / stride)`."""
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        result: torch.Tensor = self.relu(y + (x if self.downsample is None else self.downsample(x)))
        return result


class _Bottleneck(nn.Module):
    """A 1x1, a 3x3 and a 1x1 convolution beside a shortcut."""

    expansion = 4

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, self.expansion * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(self.expansion * width)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = _shortcut(channels, self.expansion * width, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        result: torch.Tensor = self.relu(y + (x if self.downsample is None else self.downsample(x)))
        return result


def _shortcut(channels: int, filters: int, stride: int) -> nn.Module | None:
    """What brings the input to the shape of the output, or None where it has it."""
    if stride == 1 and channels == filters:
        return None
    return nn.Sequential(
        nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters)
    )


class ResNet(nn.Module):
    """A residual network whose `state_dict` keys equal torchvision's.

    Args:
        block: the kind of its blocks.
        depths: blocks of each of the four stages.
        num_classes: length of the output vector.
    """

    def __init__(
        self,
        block: type[BasicBlock] | type[_Bottleneck],
        depths: Sequence[int],
        num_classes: int = 1000,
    ) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, _WIDTHS[0], 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(_WIDTHS[0])
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        channels = _WIDTHS[0]
        for stage, (width, depth) in enumerate(zip(_WIDTHS, depths, strict=True)):
            blocks: list[nn.Module] = []
            for place in range(depth):
                blocks.append(block(channels, width, 2 if stage > 0 and place == 0 else 1))
                channels = block.expansion * width
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(channels, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map images `(N, 3, H, W)` to class scores `(N, num_classes)`."""
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        for stage in range(len(_WIDTHS)):
            x = self.get_submodule(f"layer{stage + 1}")(x)
        scores: torch.Tensor = self.fc(torch.flatten(self.avgpool(x), 1))
        return scores


def resnet18(num_classes: int = 1000) -> ResNet:
    """Build ResNet-18 with PyTorch's default weights, in training mode."""
    return ResNet(BasicBlock, (2, 2, 2, 2), num_classes)


def resnet50(num_classes: int = 1000) -> ResNet:
    """Build ResNet-50 with PyTorch's default weights, in training mode."""
    return ResNet(_Bottleneck, (3, 4, 6, 3), num_classes)
