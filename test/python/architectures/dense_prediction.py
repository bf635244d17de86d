"""Networks that say something about every pixel: segmentation and detection."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import ConvNorm


def _double(inputs: int, outputs: int) -> nn.Module:
    return nn.Sequential(ConvNorm(inputs, outputs), ConvNorm(outputs, outputs))


class UNet(nn.Module):
    """Down, up again, and what was seen on the way down joined in (arXiv 1505.04597)."""

    def __init__(self, *, transposed: bool) -> None:
        super().__init__()
        self.down1, self.down2, self.bottom = _double(3, 8), _double(8, 16), _double(16, 24)
        if transposed:
            self.grow2: nn.Module = nn.ConvTranspose2d(24, 16, 2, 2)
            self.grow1: nn.Module = nn.ConvTranspose2d(16, 8, 2, 2)
        else:
            self.grow2 = nn.Sequential(self._upsample(align_corners=True), ConvNorm(24, 16, 1))
            self.grow1 = nn.Sequential(self._upsample(align_corners=False), ConvNorm(16, 8, 1))
        self.up2, self.up1 = _double(32, 16), _double(16, 8)
        self.classes = nn.Conv2d(8, 3, 1)

    @staticmethod
    def _upsample(*, align_corners: bool) -> nn.Module:
        return nn.Upsample(scale_factor=2, mode="bilinear", align_corners=align_corners)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        first = self.down1(x)
        second = self.down2(F.max_pool2d(first, 2))
        bottom = self.bottom(F.max_pool2d(second, 2))
        y = self.up2(torch.cat((second, self.grow2(bottom)), 1))
        return self.classes(self.up1(torch.cat((first, self.grow1(y)), 1)))


def unet() -> nn.Module:
    return UNet(transposed=True)


def unet_bilinear() -> nn.Module:
    return UNet(transposed=False)


class FeaturePyramid(nn.Module):
    """Three scales with one head each (arXiv 1612.03144); sizes that do not divide."""

    def __init__(self) -> None:
        super().__init__()
        widths = (12, 20, 32)
        self.stem = ConvNorm(3, 8, stride=2)
        self.stages = nn.ModuleList(
            ConvNorm(inputs, outputs, stride=2)
            for inputs, outputs in zip((8, *widths), widths, strict=False)
        )
        self.lateral = nn.ModuleList(nn.Conv2d(width, 16, 1) for width in widths)
        self.smooth = nn.ModuleList(nn.Conv2d(16, 16, 3, padding=1) for _ in widths)
        self.head = nn.Sequential(nn.Conv2d(16, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 5, 1))

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        x = self.stem(x)
        maps = []
        for stage, lateral in zip(self.stages, self.lateral, strict=True):
            x = stage(x)
            maps.append(lateral(x))
        for level in (1, 0):
            size = maps[level].shape[-2:]
            maps[level] = maps[level] + F.interpolate(maps[level + 1], size=size)
        return tuple(self.head(smooth(y)) for smooth, y in zip(self.smooth, maps, strict=True))


def feature_pyramid() -> nn.Module:
    return FeaturePyramid()


class Yolo(nn.Module):
    """Two scales, boxes decoded in the network."""

    def __init__(self, activation: nn.Module) -> None:
        super().__init__()

        def conv(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Module:
            return ConvNorm(inputs, outputs, kernel, stride=stride, activation=lambda: activation)

        self.early = nn.Sequential(conv(3, 8, 3, 2), conv(8, 16, 3, 2), conv(16, 16))
        self.late = nn.Sequential(conv(16, 32, 3, 2), conv(32, 16, 1))
        self.pool = nn.ModuleList(nn.MaxPool2d(size, 1, size // 2) for size in (5, 9))
        self.join = conv(48, 24, 1)
        self.reduce = conv(24, 16, 1)
        self.fuse = conv(32, 24)
        self.heads = nn.ModuleList((nn.Conv2d(24, 2 * 7, 1), nn.Conv2d(24, 2 * 7, 1)))

    def _decode(self, y: torch.Tensor) -> torch.Tensor:
        batch, _, height, width = y.shape
        y = y.view(batch, 2, 7, height, width).permute(0, 1, 3, 4, 2)
        place, size, rest = y.split((2, 2, 3), -1)
        decoded = (place.sigmoid() * 2 - 0.5, (size.sigmoid() * 2) ** 2, rest.sigmoid())
        return torch.cat(decoded, -1).reshape(batch, -1, 7)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        early = self.early(x)
        late = self.late(early)
        late = self.join(torch.cat((late, *(pool(late) for pool in self.pool)), 1))
        grown = F.interpolate(self.reduce(late), scale_factor=2, mode="nearest")
        fused = self.fuse(torch.cat((grown, early), 1))
        maps = zip(self.heads, (fused, late), strict=True)
        return torch.cat([self._decode(head(y)) for head, y in maps], 1)


def yolo_leaky() -> nn.Module:
    return Yolo(nn.LeakyReLU(0.1))


def yolo_silu() -> nn.Module:
    return Yolo(nn.SiLU())


class AtrousPyramid(nn.Module):
    """DeepLab's pyramid of dilations with the mean of the image (arXiv 1706.05587)."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.branches = nn.ModuleList(
            [ConvNorm(inputs, outputs, 1)]
            + [ConvNorm(inputs, outputs, dilation=dilation) for dilation in (2, 4, 6)]
        )
        self.mean = nn.Sequential(nn.AdaptiveAvgPool2d(1), ConvNorm(inputs, outputs, 1))
        self.project = ConvNorm(5 * outputs, outputs, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        mean = F.interpolate(self.mean(x), x.shape[-2:], mode="bilinear", align_corners=False)
        return self.project(torch.cat([*(branch(x) for branch in self.branches), mean], 1))


class DeepLab(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(ConvNorm(3, 12, stride=2), ConvNorm(12, 16, stride=2))
        self.pyramid = AtrousPyramid(16, 12)
        self.classes = nn.Conv2d(12, 4, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.classes(self.pyramid(self.body(x)))
        return F.interpolate(y, x.shape[-2:], mode="bilinear", align_corners=False)


def deeplab() -> nn.Module:
    return DeepLab()


class PyramidPooling(nn.Module):
    """PSPNet (arXiv 1612.01105): means of 1, 2, 3 and 6 parts of the image a side."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(ConvNorm(3, 12, stride=2), ConvNorm(12, 16, stride=2))
        self.branches = nn.ModuleList(
            nn.Sequential(nn.AdaptiveAvgPool2d(size), ConvNorm(16, 4, 1)) for size in (1, 2, 3, 6)
        )
        self.classes = nn.Sequential(ConvNorm(32, 16), nn.Conv2d(16, 4, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.body(x)
        size = x.shape[-2:]
        grown = [
            F.interpolate(branch(x), size, mode="bilinear", align_corners=True)
            for branch in self.branches
        ]
        return self.classes(torch.cat((x, *grown), 1)).log_softmax(1)


def pspnet() -> nn.Module:
    return PyramidPooling()


class SpatialPyramid(nn.Module):
    """ESPNet's unit (arXiv 1803.06815): dilated branches, summed up one after another."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        part = channels // 4
        self.reduce = nn.Conv2d(channels, part, 1, bias=False)
        self.branches = nn.ModuleList(
            nn.Conv2d(part, part, 3, padding=dilation, dilation=dilation, bias=False)
            for dilation in (1, 2, 4, 8)
        )
        self.norm = nn.BatchNorm2d(channels)
        self.activation = nn.PReLU(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.reduce(x)
        sums: list[torch.Tensor] = []
        for branch in self.branches:
            value = branch(y)
            sums.append(value if not sums else sums[-1] + value)
        return self.activation(self.norm(x + torch.cat(sums, 1)))


def espnet() -> nn.Module:
    return nn.Sequential(
        ConvNorm(3, 16, stride=2),
        SpatialPyramid(16),
        SpatialPyramid(16),
        nn.ConvTranspose2d(16, 4, 4, 2, 1),
        nn.Softmax(1),
    )


class HighResolution(nn.Module):
    """HRNet (arXiv 1904.04514): two resolutions that exchange what they see."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = ConvNorm(3, 12, stride=2)
        self.split = ConvNorm(12, 20, stride=2)
        self.high, self.low = ConvNorm(12, 12), ConvNorm(20, 20)
        self.to_low = ConvNorm(12, 20, stride=2, activation=None)
        self.to_high = ConvNorm(20, 12, 1, activation=None)
        self.heat = nn.Conv2d(32, 5, 1)

    def forward(self, x: torch.Tensor) -> Sequence[torch.Tensor]:
        x = self.stem(x)
        high, low = self.high(x), self.low(self.split(x))
        size = high.shape[-2:]
        grown = F.interpolate(self.to_high(low), size)
        high, low = F.relu(high + grown), F.relu(low + self.to_low(high))
        low = F.interpolate(low, size, mode="bicubic", align_corners=False)
        return self.heat(torch.cat((high, low), 1))


def hrnet() -> nn.Module:
    return HighResolution()
