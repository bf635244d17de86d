"""Networks without a second way, or with one that could be folded away."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import Classifier, ConvNorm


def alexnet() -> nn.Module:
    """Large strides, 5x5, and three linear layers."""
    return nn.Sequential(
        nn.Conv2d(3, 16, 11, 4, 2),
        nn.ReLU(),
        nn.MaxPool2d(3, 2),
        nn.Conv2d(16, 24, 5, padding=2, groups=2),
        nn.ReLU(),
        nn.Conv2d(24, 16, 3, padding=1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(6),
        nn.Flatten(),
        nn.Dropout(),
        nn.Linear(16 * 36, 40),
        nn.ReLU(),
        nn.Linear(40, 10),
    )


def vgg() -> nn.Module:
    layers: list[nn.Module] = []
    inputs = 3
    for outputs, depth in ((8, 2), (16, 2), (24, 3)):
        for _ in range(depth):
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(inplace=True)]
            inputs = outputs
        layers.append(nn.MaxPool2d(2, ceil_mode=outputs == 24))
    head = [nn.Flatten(), nn.Linear(24 * 16, 32), nn.ReLU(), nn.Dropout(), nn.Linear(32, 10)]
    return nn.Sequential(*layers, *head)


def vgg_batch_norm() -> nn.Module:
    layers: list[nn.Module] = [ConvNorm(3, 12), ConvNorm(12, 12), nn.MaxPool2d(2)]
    layers += [ConvNorm(12, 24), ConvNorm(24, 24), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(24 * 49, 10))


def network_in_network() -> nn.Module:
    """1x1 convolutions between 5x5 and 3x3; classes are means of maps (arXiv 1312.4400)."""
    return nn.Sequential(
        nn.Conv2d(3, 16, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(16, 12, 1),
        nn.ReLU(),
        nn.MaxPool2d(3, 2, ceil_mode=True),
        nn.Conv2d(12, 16, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(16, 16, 1),
        nn.ReLU(),
        nn.AvgPool2d(3, 2, 1),
        nn.Conv2d(16, 16, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 10, 1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Softmax(1),
    )


def squeezenet_classifier(channels: int) -> list[nn.Module]:
    return [nn.Conv2d(channels, 10, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()]


class Fire(nn.Module):
    """Squeeze, then 1x1 and 3x3 side by side (arXiv 1602.07360)."""

    def __init__(self, inputs: int, squeezed: int, expanded: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeezed, 1)
        self.expand1 = nn.Conv2d(squeezed, expanded, 1)
        self.expand3 = nn.Conv2d(squeezed, expanded, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(self.squeeze(x))
        return torch.cat((F.relu(self.expand1(x)), F.relu(self.expand3(x))), 1)


def squeezenet() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, 2),
        nn.ReLU(),
        nn.MaxPool2d(3, 2, ceil_mode=True),
        Fire(16, 4, 12),
        Fire(24, 6, 12),
        nn.MaxPool2d(3, 2, ceil_mode=True),
        Fire(24, 8, 16),
        *squeezenet_classifier(32),
    )


class RepVGGBlock(nn.Module):
    """The three branches as they are trained (arXiv 2101.03697)."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.conv3 = ConvNorm(inputs, outputs, stride=stride, activation=None)
        self.conv1 = ConvNorm(inputs, outputs, 1, stride=stride, activation=None)
        same = stride == 1 and inputs == outputs
        self.identity = nn.BatchNorm2d(inputs) if same else None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.conv3(x) + self.conv1(x)
        return torch.relu(y if self.identity is None else y + self.identity(x))


def repvgg() -> nn.Module:
    blocks = [RepVGGBlock(3, 12, 2), RepVGGBlock(12, 12), RepVGGBlock(12, 24, 2)]
    return nn.Sequential(*blocks, RepVGGBlock(24, 24), Classifier(24))


class SamePadding(nn.Module):
    """A convolution padded as TensorFlow does: at stride 2 more at the end than at the start."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        amounts: list[int] = []
        for axis, extent in ((1, x.shape[-1]), (0, x.shape[-2])):
            kernel, stride = self.conv.kernel_size[axis], self.conv.stride[axis]
            total = max(0, (-(-extent // stride) - 1) * stride + kernel - extent)
            amounts += [total // 2, total - total // 2]
        return self.conv(F.pad(x, amounts))


def same_padding_stem() -> nn.Module:
    return nn.Sequential(
        SamePadding(3, 12, 7, 2),
        nn.ReLU(),
        SamePadding(12, 16, 3, 2),
        nn.ReLU(),
        SamePadding(16, 16, 4, 1),
        nn.ReLU(),
        Classifier(16),
    )


def rectangular_kernels() -> nn.Module:
    """Spectra over time: kernels, strides and dilations that differ by axis."""
    return nn.Sequential(
        nn.Conv2d(1, 12, (1, 9), (1, 2), (0, 4)),
        nn.ReLU(),
        nn.Conv2d(12, 16, (5, 1), (2, 1), (2, 0)),
        nn.ReLU(),
        nn.MaxPool2d((1, 3), (1, 2)),
        nn.Conv2d(16, 16, (3, 5), padding=(1, 4), dilation=(1, 2)),
        nn.ReLU(),
        nn.AvgPool2d((2, 1)),
        nn.Conv2d(16, 20, (2, 3)),
        nn.ReLU(),
        Classifier(20),
    )


def one_dimensional() -> nn.Module:
    """A residual network over a signal, in `Conv1d`."""

    class Block(nn.Module):
        def __init__(self, channels: int, dilation: int) -> None:
            super().__init__()
            self.conv = nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation)
            self.norm = nn.BatchNorm1d(channels)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x + torch.relu(self.norm(self.conv(x)))

    return nn.Sequential(
        nn.Conv1d(2, 12, 7, 2, 3),
        nn.ReLU(),
        nn.MaxPool1d(2),
        *(Block(12, dilation) for dilation in (1, 2, 4)),
        nn.AdaptiveAvgPool1d(1),
        nn.Flatten(),
        nn.Linear(12, 5),
    )


def many_activations() -> nn.Module:
    activations: list[nn.Module] = [
        nn.PReLU(12),
        nn.PReLU(),
        nn.ELU(0.7),
        nn.SELU(),
        nn.CELU(1.3),
        nn.Mish(),
        nn.Softplus(),
        nn.GELU(),
        nn.GELU(approximate="tanh"),
        nn.Hardswish(),
        nn.LeakyReLU(0.1),
        nn.Softsign(),
        nn.Hardtanh(-0.5, 2),
        nn.LogSigmoid(),
        nn.Tanh(),
        nn.RReLU(),
        nn.Softshrink(0.3),
        nn.Threshold(0.1, 0.2),
    ]
    layers: list[nn.Module] = [nn.Conv2d(3, 12, 3, 2, 1)]
    for number, activation in enumerate(activations):
        layers += [activation, nn.Conv2d(12, 12, 3 if number % 3 == 0 else 1, bias=False)]
    return nn.Sequential(*layers)
