"""Transposed convolutions with strides: convolutions of the input itself, phase by phase."""

from __future__ import annotations

import random

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions
from patconv.benchmarks.timing import relative_error
from patconv.models import initialise_, unit_variance_
from torch import nn

TOLERANCE = 1e-4


class Up(nn.Module):
    """A transposed convolution between two others, with a shortcut where there is one."""

    def __init__(self, up: nn.Module, filters: int, activation: nn.Module) -> None:
        super().__init__()
        self.first = nn.Conv2d(4, 8, 1)
        self.up = up
        self.activation = activation
        self.last = nn.Conv2d(filters, 4, 3, padding=1)

    def forward(self, x: torch.Tensor, shortcut: torch.Tensor | None = None) -> torch.Tensor:
        y = self.up(self.first(x))
        return self.last(self.activation(y if shortcut is None else y + shortcut))


def draw_up(seed: int) -> tuple[Up, torch.Tensor]:
    """Kernels, strides, dilations and paddings that differ in rows and columns; some weights 0."""
    draw = random.Random(seed)
    torch.manual_seed(seed)
    filters = draw.choice([4, 8, 12])
    kernel = (draw.randint(1, 5), draw.randint(1, 5))
    stride = (draw.randint(1, 3), draw.randint(2, 3))
    dilation = (draw.randint(1, 2), draw.randint(1, 2))
    padding = tuple(
        draw.randint(0, d * (k - 1) // 2) for d, k in zip(dilation, kernel, strict=True)
    )
    more = tuple(draw.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation, strict=True))
    up = nn.ConvTranspose2d(
        8,
        filters,
        kernel,
        stride,
        padding,
        more,
        groups=draw.choice([1, 1, 2, 4]),
        bias=draw.random() < 0.7,
        dilation=dilation,
    )
    activation = draw.choice([nn.Identity(), nn.ReLU(), nn.SiLU()])
    model = Up(up, filters, activation).eval().requires_grad_(False)
    x = torch.randn(draw.choice([1, 2]), 4, draw.randint(2, 17), draw.randint(2, 17))
    initialise_(model, seed=seed)
    if draw.random() < 0.5:
        up.weight[torch.rand_like(up.weight) < 0.5] = 0
    unit_variance_(model, (x,))
    return model, x


@pytest.mark.parametrize("target", TARGETS)
def test_random_strides(target: str) -> None:
    for seed in range(24):
        model, x = draw_up(seed)
        layout = ("auto", "lane_tiled", "plain")[seed % 3]
        options = CompileOptions(layout=layout, threads=1 + seed % 2)
        compiled = patconv.compile(model, (x,), target=target, options=options)
        error = relative_error(compiled(x), model(x))
        assert error <= TOLERANCE, f"seed {seed}"


@pytest.mark.parametrize(("kernel", "padding", "more"), [(2, 0, 0), (4, 1, 0), (3, 1, 1)])
def test_only_points_of_the_input_are_multiplied(kernel: int, padding: int, more: int) -> None:
    torch.manual_seed(0)
    up = nn.ConvTranspose2d(8, 8, kernel, 2, padding, more)
    model = Up(up, 8, nn.ReLU()).eval().requires_grad_(False)
    x = torch.randn(1, 4, 10, 12)
    compiled = patconv.compile(model, (x,))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    layer = next(layer for layer in compiled.report().layers if layer.name == "up")
    assert layer.macs == up.weight.numel() * 10 * 12
    names = {timing.name.rstrip("0123456789") for timing in compiled.profile(x).layers}
    assert "fill_" not in names


@pytest.mark.parametrize("kernel", [2, 4])
def test_large_images(kernel: int) -> None:
    """The last of a U-Net that doubles an image."""
    torch.manual_seed(0)
    up = nn.ConvTranspose2d(64, 32, kernel, 2, kernel // 2 - 1)
    model = nn.Sequential(nn.Conv2d(3, 64, 3, padding=1), up, nn.ReLU())
    model.eval().requires_grad_(False)
    x = torch.randn(1, 3, 128, 128)
    initialise_(model, seed=0)
    unit_variance_(model, (x,))
    compiled = patconv.compile(model, (x,), options=CompileOptions(threads=2))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


def test_layers_are_compared_as_images() -> None:
    torch.manual_seed(0)
    model = Up(nn.ConvTranspose2d(8, 8, 4, 2, 1), 8, nn.ReLU()).eval().requires_grad_(False)
    x = torch.randn(1, 4, 10, 12)
    compiled = patconv.compile(model, (x,), options=CompileOptions(expose_layers=True))
    expected = torch.relu(model.up(model.first(x)))
    assert relative_error(compiled.layer_outputs(x)["up"], expected) <= TOLERANCE


@pytest.mark.parametrize(("channels", "filters"), [(8, 8), (8, 16), (3, 3), (15, 15)])
def test_each_channel_by_itself(channels: int, filters: int) -> None:
    torch.manual_seed(0)
    up = nn.ConvTranspose2d(channels, filters, 4, 2, 1, groups=channels)
    model = nn.Sequential(nn.Conv2d(4, channels, 1), up, nn.Conv2d(filters, 4, 1))
    model.eval().requires_grad_(False)
    x = torch.randn(1, 4, 9, 11)
    compiled = patconv.compile(model, (x,))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    layer = next(layer for layer in compiled.report().layers if layer.name == "1")
    assert layer.macs == up.weight.numel() * 9 * 11


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
def test_shortcuts_are_added_after(layout: str) -> None:
    torch.manual_seed(0)
    model = Up(nn.ConvTranspose2d(8, 8, 2, 2), 8, nn.ReLU()).eval().requires_grad_(False)
    x, shortcut = torch.randn(2, 4, 5, 9), torch.randn(2, 8, 10, 18)
    compiled = patconv.compile(model, (x, shortcut), options=CompileOptions(layout=layout))
    assert relative_error(compiled(x, shortcut), model(x, shortcut)) <= TOLERANCE
    layer = next(layer for layer in compiled.report().layers if layer.name == "up")
    assert layer.macs == 2 * 8 * 8 * 4 * 5 * 9
