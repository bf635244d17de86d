"""Small networks for scikit-learn's digits, images of 8x8 pixels: a VGG-like and a ResNet-like one.

Both are so narrow that pruning hurts them, which is what makes them a test of pruning.
"""

from __future__ import annotations

import torch
from torch import nn

from ..errors import PatConvError
from .resnet import BasicBlock

__all__ = ["DigitsResNet", "DigitsVGG", "digits_resnet", "digits_vgg"]

#: Convolutions of each block of the VGG-like network, and how many times `width` they are wide;
#: a 2x2 max pool ends a block.
_BLOCKS = ((2, 1), (3, 2), (3, 4))
#: Blocks of each stage of the ResNet-like network, and how many times `width` they are wide;
#: every stage but the first halves the plane.
_STAGES = ((2, 1), (1, 2), (1, 4))
_CLASSES = 10


class DigitsVGG(nn.Module):
    """Eight 3x3 convolutions with batch normalisation, three poolings and one linear layer.

    Args:
        width: channels of the first block.
        num_classes: length of the output vector.

    Raises:
        PatConvError: `width` is below 1.
    """

    def __init__(self, width: int = 20, num_classes: int = _CLASSES) -> None:
        super().__init__()
        _check_width(width)
        features: list[nn.Module] = []
        channels = 1
        for depth, factor in _BLOCKS:
            for _ in range(depth):
                features += [
                    nn.Conv2d(channels, factor * width, 3, padding=1, bias=False),
                    nn.BatchNorm2d(factor * width),
                    nn.ReLU(inplace=True),
                ]
                channels = factor * width
            features.append(nn.MaxPool2d(2, 2))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Linear(channels, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map images `(N, 1, 8, 8)` to class scores `(N, num_classes)`."""
        scores: torch.Tensor = self.classifier(torch.flatten(self.features(x), 1))
        return scores


class DigitsResNet(nn.Module):
    """A 3x3 convolution and four residual blocks: nine 3x3 convolutions and two 1x1 shortcuts.

    Args:
        width: channels of the first stage.
        num_classes: length of the output vector.

    Raises:
        PatConvError: `width` is below 1.
    """

    def __init__(self, width: int = 20, num_classes: int = _CLASSES) -> None:
        super().__init__()
        _check_width(width)
        self.conv1 = nn.Conv2d(1, width, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        blocks: list[nn.Module] = []
        channels = width
        for stage, (depth, factor) in enumerate(_STAGES):
            for place in range(depth):
                stride = 2 if stage > 0 and place == 0 else 1
                blocks.append(BasicBlock(channels, factor * width, stride))
                channels = factor * width
        self.blocks = nn.Sequential(*blocks)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(channels, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map images `(N, 1, 8, 8)` to class scores `(N, num_classes)`."""
        x = self.blocks(self.relu(self.bn1(self.conv1(x))))
        scores: torch.Tensor = self.fc(torch.flatten(self.avgpool(x), 1))
        return scores


def _check_width(width: int) -> None:
    if isinstance(width, bool) or not isinstance(width, int) or width < 1:
        raise PatConvError(f"expected width to be an integer of at least 1, but got {width!r}")


def digits_vgg(width: int = 20, num_classes: int = _CLASSES) -> DigitsVGG:
    """Build the VGG-like network with PyTorch's default weights, in training mode."""
    return DigitsVGG(width, num_classes)


def digits_resnet(width: int = 20, num_classes: int = _CLASSES) -> DigitsResNet:
    """Build the ResNet-like network with PyTorch's default weights, in training mode."""
    return DigitsResNet(width, num_classes)
