"""Pixel shuffle, nearest neighbours and the points of transposed convolutions, in the layout."""

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


class Shuffle(nn.Module):
    """Pixel shuffle with blocks that need not be square."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.scales = rows, columns

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        images, _, height, width = x.shape
        rows, columns = self.scales
        x = x.reshape(images, -1, rows, columns, height, width).permute(0, 1, 4, 2, 5, 3)
        return x.reshape(images, -1, height * rows, width * columns)


class Up(nn.Module):
    """An upsampling between two convolutions; with `kept` others read both images, too."""

    def __init__(self, up: nn.Module, channels: int, points: int, kept: bool = False) -> None:
        super().__init__()
        self.first = nn.Conv2d(4, channels * points, 3, padding=1)
        self.up = up
        self.last = nn.Conv2d(channels, 6, 3, padding=1)
        self.kept = kept

    def forward(self, x: torch.Tensor) -> torch.Tensor | tuple[torch.Tensor, ...]:
        first = self.first(x)
        up = self.up(first)
        last: torch.Tensor = self.last(up)
        return (last, up, first.cumsum(3)) if self.kept else last


def build(model: nn.Module, x: torch.Tensor, seed: int = 0) -> nn.Module:
    model.eval().requires_grad_(False)
    initialise_(model, seed=seed)
    unit_variance_(model, (x,))
    return model


def draw_up(seed: int) -> tuple[Up, torch.Tensor]:
    """Scales, sizes, halves of them with sub-images that stay in place, and activations."""
    draw = random.Random(seed)
    torch.manual_seed(seed)
    scales = draw.choice([(2, 2), (2, 2), (3, 3), (1, 2), (3, 1), (2, 3)])
    shuffles = draw.random() < 0.5
    ups: list[nn.Module] = [
        Shuffle(*scales) if shuffles else nn.Upsample(scale_factor=scales),
        draw.choice([nn.Identity(), nn.ReLU(), nn.PReLU(), nn.SiLU()]),
    ]
    step = draw.choice([1, 4, 8])
    size = [step * draw.randint(1, 40 // step) for _ in range(2)]
    channels = draw.randint(1, 9)
    points = scales[0] * scales[1] if shuffles else 1
    x = torch.randn(draw.choice([1, 2]), 4, *size)
    model = Up(nn.Sequential(*ups), channels, points, kept=draw.random() < 0.2)
    build(model, x, seed)
    return model, x


@pytest.mark.parametrize("target", TARGETS)
def test_random_scales(target: str) -> None:
    for seed in range(24):
        model, x = draw_up(seed)
        options = CompileOptions(
            layout=("lane_tiled", "lane_tiled", "auto", "plain")[seed % 4], threads=1 + seed % 2
        )
        outputs = patconv.compile(model, (x,), target=target, options=options)(x)
        expected = model(x)
        if not model.kept:
            outputs, expected = (outputs,), (expected,)
        for y, reference in zip(outputs, expected, strict=True):
            assert relative_error(y, reference) <= TOLERANCE, f"seed {seed}"


@pytest.mark.parametrize(
    ("up", "points"),
    [
        (nn.PixelShuffle(2), 4),
        (nn.Sequential(nn.PixelShuffle(2), nn.PReLU()), 4),
        (nn.Sequential(nn.Upsample(scale_factor=2), nn.ReLU()), 1),
        (nn.ConvTranspose2d(8, 8, 4, 2, 1), 1),
    ],
    ids=["shuffle", "activated shuffle", "nearest", "transposed"],
)
def test_nothing_is_converted(up: nn.Module, points: int) -> None:
    """Between three convolutions; what is computed by element goes to the first."""
    torch.manual_seed(0)
    x = torch.randn(1, 4, 32, 48)
    model = build(Up(up, 8, points), x)
    options = CompileOptions(layout="lane_tiled", threads=2)
    compiled = patconv.compile(model, (x,), options=options)
    names = {timing.name.rstrip("0123456789") for timing in compiled.profile(x).layers}
    assert "upsampling_" in names
    assert not names & {"elementwise_", "copy_"}
    assert len([n for n in compiled.profile(x).layers if n.name.startswith("relayout_")]) == 2
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


@pytest.mark.parametrize("points", [1, 9], ids=["nearest", "shuffle"])
def test_idle_lanes_stay_zero(points: int) -> None:
    """Four sub-images of 5 columns hold 19, and four of 15 the 57 that are made of them."""
    torch.manual_seed(0)
    x = torch.randn(2, 4, 5, 19)
    up = nn.PixelShuffle(3) if points == 9 else nn.Upsample(scale_factor=3)
    model = build(Up(up, 8, points), x)
    compiled = patconv.compile(
        model, (x,), target="x86-64", options=CompileOptions(layout="lane_tiled")
    )
    assert any(layer.name.startswith("upsampling_") for layer in compiled.profile(x).layers)
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


@pytest.mark.parametrize("activation", [nn.ReLU(), nn.PReLU(), nn.SiLU()])
@pytest.mark.parametrize("points", [1, 4], ids=["nearest", "shuffle"])
def test_layers_are_compared_as_they_are(points: int, activation: nn.Module) -> None:
    """What a convolution takes over from behind an upsampling is not what its module makes."""
    torch.manual_seed(0)
    x = torch.randn(1, 4, 8, 12)
    up = nn.PixelShuffle(2) if points == 4 else nn.Upsample(scale_factor=2)
    model = build(Up(nn.Sequential(up, activation), 8, points), x)
    compiled = patconv.compile(model, (x,), options=CompileOptions(expose_layers=True))
    assert relative_error(compiled.layer_outputs(x)["first"], model.first(x)) <= TOLERANCE


def test_sub_images_that_shift() -> None:
    """Blocks of a plane of 10 rows in four sub-images of 3 are not sub-images of 20 rows."""
    x = torch.randn(1, 4, 10, 10, generator=torch.Generator().manual_seed(0))
    model = build(Up(nn.Upsample(scale_factor=2), 8, 1), x)
    options = CompileOptions(layout="lane_tiled", stop_after="layout")
    text = patconv.compile(model, (x,), target="x86-64-v4", options=options).ir("layout")
    assert "patconv.upsample_2d" not in text
    assert "tensor.collapse_shape" in text
