"""Convolutions of planes of one point: products of the channels and a matrix."""

from __future__ import annotations

import random
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
ACTIVATIONS: list[Function] = [
    torch.relu,
    functional.relu6,
    functional.silu,
    functional.hardswish,
    lambda x: x,
]


class Points(nn.Module):
    """A pooling, and convolutions of what it leaves, with a shortcut and a normalisation."""

    def __init__(self, draw: random.Random, activation: Function) -> None:
        super().__init__()
        width = draw.choice([3, 16, 40, 100])
        self.first = nn.Conv2d(8, width, 3, padding=1)
        self.reduce = nn.Conv2d(width, draw.choice([1, 5, 24]), 1, bias=draw.random() < 0.5)
        self.norm = nn.BatchNorm2d(self.reduce.out_channels)
        self.expand = nn.Conv2d(self.reduce.out_channels, width, 1)
        self.slope = nn.PReLU(width)
        self.last = nn.Conv2d(width, 10, 1, stride=draw.choice([1, 2]))
        self.activation = activation

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x).mean((2, 3), keepdim=True)
        y = self.expand(self.activation(self.norm(self.reduce(x))))
        return self.last(self.slope(x + y))


def build(seed: int) -> tuple[nn.Module, torch.Tensor]:
    draw = random.Random(seed)
    torch.manual_seed(seed)
    model = Points(draw, ACTIVATIONS[seed % len(ACTIVATIONS)]).eval().requires_grad_(False)
    x = torch.randn(draw.choice([1, 1, 2, 7]), 8, draw.randint(1, 9), draw.randint(1, 9))
    initialise_(model, seed=seed)
    if seed % 3:
        patconv.project_(model, PruneConfig(connectivity=draw.choice([2, 3.6])))
    unit_variance_(model, (x,))
    return model, x


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("target", TARGETS)
def test_random_points(target: str, layout: str) -> None:
    for seed in range(8):
        model, x = build(seed)
        options = CompileOptions(layout=layout, threads=1 + seed % 2)
        compiled = patconv.compile(model, (x,), target=target, options=options)
        assert relative_error(compiled(x), model(x)) <= TOLERANCE, f"seed {seed}"


def test_report() -> None:
    model, x = build(seed=1)
    compiled = patconv.compile(model, (x,))
    layers = {layer.name: layer for layer in compiled.report().layers}
    assert layers["first"].path != "upstream"
    for name in ("reduce", "expand", "last"):
        assert layers[name].path == "upstream"
        assert layers[name].why == "a matrix product, as its planes are points"
        assert not layers[name].refused
    assert {"reduce", "expand", "last"} <= {layer.name for layer in compiled.profile(x).layers}


@pytest.mark.parametrize("connectivity", [3.6, 16])
def test_few_kernels_stay_a_convolution(connectivity: float) -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(64, 64, 1), nn.ReLU(), nn.Conv2d(64, 64, 1))
    model.eval().requires_grad_(False)
    patconv.project_(model, PruneConfig(connectivity=connectivity))
    x = torch.randn(1, 64, 1, 1)
    compiled = patconv.compile(model, (x,))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    last = compiled.report().layers[-1]
    assert last.path == ("upstream" if connectivity < 6 else "1x1")


def test_one_channel() -> None:
    """Its one weight is a constant of equal elements."""
    torch.manual_seed(0)
    model = nn.Conv2d(1, 1, 1).eval().requires_grad_(False)
    x = torch.randn(1, 1, 1, 1)
    compiled = patconv.compile(model, (x,))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    assert [layer.path for layer in compiled.report().layers] == ["upstream"]


def test_a_point_of_padding() -> None:
    """The one point of the result reads zeros beside the image."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(8, 8, 1), nn.Conv2d(8, 8, 1, stride=3, padding=1))
    model.eval().requires_grad_(False)
    x = torch.randn(1, 8, 1, 1)
    assert relative_error(patconv.compile(model, (x,))(x), model(x)) <= TOLERANCE


def test_layers_are_exposed() -> None:
    """What a comparison reads is an image still."""
    model, x = build(seed=4)
    compiled = patconv.compile(model, (x,), options=CompileOptions(expose_layers=True))
    found, expected = compiled.layer_outputs(x)["last"], model(x)
    assert found.shape == expected.shape
    assert relative_error(found, expected) <= TOLERANCE
