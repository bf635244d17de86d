"""Networks that make images."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import ConvNorm


def espcn() -> nn.Module:
    """Super-resolution by three: channels become pixels (arXiv 1609.05158)."""
    return nn.Sequential(
        nn.Conv2d(1, 16, 5, padding=2),
        nn.Tanh(),
        nn.Conv2d(16, 12, 3, padding=1),
        nn.Tanh(),
        nn.Conv2d(12, 9, 3, padding=1),
        nn.PixelShuffle(3),
    )


class ResidualInResidual(nn.Module):
    """EDSR (arXiv 1707.02921): no normalisation, residuals scaled, over a bicubic image."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Conv2d(3, 12, 3, padding=1)
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.Conv2d(12, 12, 3, padding=1), nn.ReLU(), nn.Conv2d(12, 12, 3, padding=1)
            )
            for _ in range(2)
        )
        self.tail = nn.Sequential(
            nn.Conv2d(12, 48, 3, padding=1), nn.PixelShuffle(2), nn.Conv2d(12, 3, 3, padding=1)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        head = y = self.head(x)
        for block in self.blocks:
            y = y + 0.1 * block(y)
        grown = F.interpolate(x, scale_factor=2, mode="bicubic", align_corners=False)
        return self.tail(y + head) + grown


def edsr() -> nn.Module:
    return ResidualInResidual()


def srgan_generator() -> nn.Module:
    """Pixel shuffle and PReLU, twice (arXiv 1609.04802)."""
    steps: list[nn.Module] = [nn.Conv2d(3, 12, 9, padding=4), nn.PReLU()]
    for _ in range(2):
        steps += [nn.Conv2d(12, 48, 3, padding=1), nn.PixelShuffle(2), nn.PReLU()]
    return nn.Sequential(*steps, nn.Conv2d(12, 3, 9, padding=4), nn.Tanh())


def autoencoder() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 12, 3, 2, 1),
        nn.ReLU(),
        nn.Conv2d(12, 20, 3, 2, 1),
        nn.ReLU(),
        nn.Conv2d(20, 32, 7),
        nn.ConvTranspose2d(32, 20, 7),
        nn.ReLU(),
        nn.ConvTranspose2d(20, 12, 3, 2, 1, output_padding=1),
        nn.ReLU(),
        nn.ConvTranspose2d(12, 1, 3, 2, 1, output_padding=1),
        nn.Sigmoid(),
    )


class Generator(nn.Module):
    """DCGAN's generator (arXiv 1511.06434): an image from a vector."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.ConvTranspose2d(16, 32, 4, 1, 0, bias=False),
            nn.BatchNorm2d(32),
            nn.ReLU(),
            nn.ConvTranspose2d(32, 16, 4, 2, 1, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.ConvTranspose2d(16, 12, 5, 2, 1, groups=4, dilation=1),
            nn.ReLU(),
            nn.ConvTranspose2d(12, 3, 3, 1, 2, dilation=2),
            nn.Tanh(),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers(x[:, :, None, None])


def dcgan_generator() -> nn.Module:
    return Generator()


class StyleResidual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(1),
            nn.Conv2d(channels, channels, 3),
            nn.InstanceNorm2d(channels, affine=True),
            nn.ReLU(),
            nn.ReplicationPad2d(1),
            nn.Conv2d(channels, channels, 3),
            nn.InstanceNorm2d(channels, affine=True),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.body(x)


def style_transfer() -> nn.Module:
    """Instance normalisation and reflected borders (arXiv 1603.08155)."""
    return nn.Sequential(
        nn.Conv2d(3, 8, 9, padding=4, padding_mode="reflect"),
        nn.InstanceNorm2d(8),
        nn.ReLU(),
        nn.ReflectionPad2d(1),
        nn.Conv2d(8, 16, 3, 2),
        nn.InstanceNorm2d(16),
        nn.ReLU(),
        StyleResidual(16),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(16, 8, 3, padding=1, padding_mode="circular"),
        nn.ReLU(),
        nn.Conv2d(8, 3, 5, padding=2, padding_mode="replicate"),
        nn.Tanh(),
    )


def patch_discriminator() -> nn.Module:
    """Which patches of an image are real: 4x4 kernels at stride 2 (arXiv 1611.07004)."""
    return nn.Sequential(
        nn.Conv2d(3, 12, 4, 2, 1),
        nn.LeakyReLU(0.2),
        ConvNorm(12, 24, 4, stride=2, activation=lambda: nn.LeakyReLU(0.2)),
        nn.Conv2d(24, 1, 4, 1, 1),
    )
