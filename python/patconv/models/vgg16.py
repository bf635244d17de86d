"""VGG-16 (Simonyan and Zisserman, 2014, arXiv 1409.1556, configuration D)."""

from __future__ import annotations

import torch
from torch import nn

__all__ = ["VGG16", "vgg16"]

#: Output channels of the convolutions of each block; a 2x2 max pool ends a block.
_BLOCKS = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))


class VGG16(nn.Module):
    """VGG-16 whose `state_dict` keys equal torchvision's.

    Args:
        num_classes: length of the output vector.
        dropout: probability of dropping a value between fully connected layers.
    """

    def __init__(self, num_classes: int = 1000, dropout: float = 0.5) -> None:
        super().__init__()
        features: list[nn.Module] = []
        channels = 3
        for block in _BLOCKS:
            for width in block:
                features += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU(inplace=True)]
                channels = width
            features.append(nn.MaxPool2d(2, 2))
        self.features = nn.Sequential(*features)
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(channels * 7 * 7, 4096),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
            nn.Linear(4096, 4096),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
            nn.Linear(4096, num_classes),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Map images `(N, 3, H, W)` to class scores `(N, num_classes)`."""
        x = self.avgpool(self.features(x))
        scores: torch.Tensor = self.classifier(torch.flatten(x, 1))
        return scores


def vgg16(num_classes: int = 1000) -> VGG16:
    """Build VGG-16 with PyTorch's default weights, in training mode."""
    return VGG16(num_classes=num_classes)
