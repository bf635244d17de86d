"""Paddings by reflection, repetition and in circles, and normalisations between convolutions."""

from __future__ import annotations

import random
import re

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions
from patconv.benchmarks.timing import relative_error
from patconv.models import initialise_, unit_variance_
from torch import nn
from torch.nn import functional

TOLERANCE = 1e-4


class Padded(nn.Module):
    """What is normalised is padded, and others read it, too, where there is a shortcut."""

    def __init__(self, norm: nn.Module, mode: str, pads: tuple[int, ...], shortcut: bool) -> None:
        super().__init__()
        self.first = nn.Conv2d(4, 8, 3, padding=1)
        self.norm = norm
        self.mode = mode
        self.pads = pads
        self.shortcut = shortcut
        self.second = nn.Conv2d(8, 8, (1 + pads[2] + pads[3], 1 + pads[0] + pads[1]))
        self.last = nn.Conv2d(8, 4, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.norm(self.first(x)))
        z = self.second(functional.pad(y, self.pads, self.mode))
        result: torch.Tensor = self.last(y + z if self.shortcut else z)
        return result


def draw_padded(seed: int) -> tuple[Padded, torch.Tensor]:
    draw = random.Random(seed)
    torch.manual_seed(seed)
    norm = draw.choice(
        [
            nn.Identity(),
            nn.InstanceNorm2d(8, affine=True),
            nn.InstanceNorm2d(8),
            nn.GroupNorm(2, 8),
            nn.GroupNorm(1, 8),
        ]
    )
    mode = draw.choice(["reflect", "reflect", "replicate", "circular"])
    pads = tuple(draw.randint(0, 2) for _ in range(4))
    model = Padded(norm, mode, pads, shortcut=draw.random() < 0.5).eval().requires_grad_(False)
    x = torch.randn(draw.choice([1, 1, 2]), 4, draw.randint(3, 20), draw.randint(3, 20))
    initialise_(model, seed=seed)
    if isinstance(norm, (nn.InstanceNorm2d, nn.GroupNorm)) and norm.affine:
        nn.init.uniform_(norm.weight, 0.5, 1.5)
        nn.init.uniform_(norm.bias, -0.5, 0.5)
    unit_variance_(model, (x,))
    return model, x


@pytest.mark.parametrize("target", TARGETS)
def test_random_modes(target: str) -> None:
    for seed in range(24):
        model, x = draw_padded(seed)
        options = CompileOptions(
            layout=("auto", "lane_tiled", "plain")[seed % 3], threads=1 + seed % 2
        )
        compiled = patconv.compile(model, (x,), target=target, options=options)
        assert relative_error(compiled(x), model(x)) <= TOLERANCE, f"seed {seed}"


def build(norm: nn.Module, shortcut: bool) -> tuple[Padded, torch.Tensor]:
    torch.manual_seed(0)
    model = Padded(norm, "reflect", (1, 1, 1, 1), shortcut).eval().requires_grad_(False)
    return model, torch.randn(1, 4, 24, 24)


def test_images_are_made_where_they_are_padded() -> None:
    model, x = build(nn.InstanceNorm2d(8), shortcut=False)
    options = CompileOptions(stop_after="bufferize")
    text = patconv.compile(model, (x,), options=options).ir("bufferize")
    assert not re.search(r"linalg.fill .*memref<1x8x26x26xf32>", text)
    copies = [line for line in text.splitlines() if "memref.copy" in line]
    # Rows, columns and corners go to buffers of their own, and from there to their places.
    assert len(copies) == 16
    assert not [line for line in copies if "memref<1x8x24x24xf32" in line]


def test_normalisations_read_their_input_three_times() -> None:
    """Once for the mean, once for the variance, once for the result."""
    model, x = build(nn.InstanceNorm2d(8, affine=True), shortcut=True)
    options = CompileOptions(stop_after="raise")
    text = patconv.compile(model, (x,), options=options).ir("raise")
    assert text.count("linalg.generic") == 3
