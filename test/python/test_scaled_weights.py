"""Squeeze-and-excitation in the weights of the convolution behind it, not in its planes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions, PruneConfig
from patconv.benchmarks.timing import relative_error
from patconv.models import initialise_, unit_variance_
from torch import nn
from torch.nn import functional

TOLERANCE = 1e-4
Function = Callable[[torch.Tensor], torch.Tensor]
GATES: list[Function] = [
    torch.sigmoid,
    functional.hardsigmoid,
    torch.tanh,
    lambda s: 1 + s,
    lambda s: s,
]


class Excited(nn.Module):
    """Planes scaled by what becomes of their means (arXiv 1709.01507), and convolved."""

    def __init__(self, draw: random.Random, gate: Function) -> None:
        super().__init__()
        filters = draw.choice([12, 16, 36])
        kernel = draw.choice([1, 1, 1, 3, 5])
        self.first = nn.Conv2d(8, filters, 3, padding=1)
        self.reduce = nn.Conv2d(filters, 4, 1)
        self.expand = nn.Conv2d(4, filters, 1)
        self.last = nn.Conv2d(
            filters,
            draw.choice([4, 8]),
            kernel,
            stride=draw.choice([1, 1, 2]),
            padding=kernel // 2,
            groups=draw.choice([1, 1, 4]),
        )
        self.gate = gate

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = functional.silu(self.first(x))
        means = y.mean((2, 3), keepdim=True)
        return self.last(self.gate(self.expand(torch.relu(self.reduce(means)))) * y)


def build(seed: int, images: int = 1) -> tuple[nn.Module, torch.Tensor]:
    draw = random.Random(seed)
    torch.manual_seed(seed)
    model = Excited(draw, GATES[seed % len(GATES)]).eval().requires_grad_(False)
    x = torch.randn(images, 8, draw.randint(30, 41), draw.randint(30, 41))
    initialise_(model, seed=seed)
    if seed % 4:
        share = draw.choice([1, 2])
        patconv.project_(model, PruneConfig(connectivity=2, share_filters=share))
    unit_variance_(model, (x,))
    return model, x


def count_extracts(model: nn.Module, x: torch.Tensor, options: CompileOptions) -> int:
    return patconv.compile(model, (x,), options=options).ir("pack").count("tensor.extract ")


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("target", TARGETS)
def test_random_gates(target: str, layout: str) -> None:
    for seed in range(8):
        model, x = build(seed)
        options = CompileOptions(layout=layout, threads=1 + seed % 2)
        compiled = patconv.compile(model, (x,), target=target, options=options)
        assert relative_error(compiled(x), model(x)) <= TOLERANCE, f"seed {seed}"


class Wide(nn.Module):
    """So many channels that their numbers take a byte's last bit, or more than a byte."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(8, channels, 1)
        self.expand = nn.Conv2d(8, channels, 1)
        self.last = nn.Conv2d(channels, 16, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        gates = torch.sigmoid(self.expand(x.mean((2, 3), keepdim=True)))
        return self.last(torch.relu(self.first(x)) * gates)


@pytest.mark.parametrize("channels", [200, 320])
def test_channel_blocks(channels: int) -> None:
    """Indices are relative to their block; a number belongs to a channel of the image."""
    torch.manual_seed(0)
    model = Wide(channels).eval().requires_grad_(False)
    x = torch.randn(1, 8, 56, 56)
    initialise_(model, seed=0)
    patconv.project_(model, PruneConfig())
    unit_variance_(model, (x,))
    compiled = patconv.compile(model, (x,), options=CompileOptions(stop_after="pack"))
    text = compiled.ir("pack")
    assert "tensor.extract " in text
    assert re.search(rf"channels = {channels}, channel_blocks = \[0, \d+, ", text)
    assert relative_error(patconv.compile(model, (x,))(x), model(x)) <= TOLERANCE


def test_minimal_filtering() -> None:
    """Transformed weights are sums of weights of one channel."""
    torch.manual_seed(0)
    model = Wide(64).eval().requires_grad_(False)
    x = torch.randn(1, 8, 56, 56)
    initialise_(model, seed=0)
    unit_variance_(model, (x,))
    text = patconv.compile(model, (x,), options=CompileOptions(stop_after="pack")).ir("pack")
    assert "tensor.extract " in text
    assert "winograd = " in text
    assert relative_error(patconv.compile(model, (x,))(x), model(x)) <= TOLERANCE


@pytest.mark.parametrize("seed", range(4))
def test_planes_are_not_scaled(seed: int) -> None:
    model, x = build(seed)
    stop = CompileOptions(stop_after="pack")
    assert count_extracts(model, x, stop) == 1
    assert count_extracts(model, x, CompileOptions(stop_after="pack", fusion=False)) == 0


def test_several_images_have_numbers_of_their_own() -> None:
    model, x = build(seed=1, images=3)
    assert count_extracts(model, x, CompileOptions(stop_after="pack")) == 0
    compiled = patconv.compile(model, (x,))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
