"""Channels that are joined: producers write where the join is read, as often as it grows."""

from __future__ import annotations

import math
import random
import re

import patconv
import pytest
import torch
from patconv import CompileOptions
from patconv.benchmarks.timing import relative_error
from patconv.models import initialise_, unit_variance_
from torch import nn

TOLERANCE = 1e-4


class DenseBlock(nn.Module):
    """Each layer reads all that was made before it; DenseNet's normalise that first."""

    def __init__(
        self, channels: int, growth: int, layers: int, *, normalised: bool, kernel: int = 3
    ) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        for number in range(layers):
            width = channels + number * growth
            conv = nn.Conv2d(width, growth, kernel, padding=kernel // 2)
            norm = nn.Sequential(nn.BatchNorm2d(width), nn.ReLU()) if normalised else nn.Identity()
            self.layers.append(nn.Sequential(norm, conv, nn.ReLU()))
        self.last = nn.Conv2d(channels + layers * growth, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        parts = [x]
        for layer in self.layers:
            parts.append(layer(torch.cat(parts, 1)))
        result: torch.Tensor = self.last(torch.cat(parts, 1))
        return result


def vary_norms_(model: nn.Module) -> None:
    """Statistics as after training: no channel is as the next, and zeros do not stay zeros."""
    for norm in model.modules():
        if isinstance(norm, nn.BatchNorm2d):
            norm.running_mean.normal_(0, 0.3)
            norm.running_var.uniform_(0.5, 2)
            norm.weight.uniform_(0.5, 1.5)
            norm.bias.normal_(0, 0.3)


def prepare(model: nn.Module, x: torch.Tensor, seed: int = 0) -> nn.Module:
    model.eval().requires_grad_(False)
    initialise_(model, seed=seed)
    vary_norms_(model)
    unit_variance_(model, (x,))
    return model


def count(kind: str, model: nn.Module, x: torch.Tensor, layout: str) -> int:
    """How many copies, or such, the compiled model has; its output is compared, too."""
    compiled = patconv.compile(model, (x,), options=CompileOptions(layout=layout))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    return sum(timing.name.startswith(kind) for timing in compiled.profile(x).layers)


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
def test_normalised_joins_are_not_copied(layout: str) -> None:
    torch.manual_seed(0)
    x = torch.randn(1, 16, 16, 16)
    model = nn.Sequential(
        nn.Conv2d(16, 16, 1), DenseBlock(16, 8, 5, normalised=True), nn.Conv2d(16, 16, 1)
    )
    assert count("copy", prepare(model, x), x, layout) == 0


@pytest.mark.parametrize("kernel", [1, 3])
def test_normalisation_stays_in_the_layout(kernel: int) -> None:
    """Where points alone are read of it: a 3x3 kernel reads halos, which have to be zeros."""
    torch.manual_seed(0)
    # Lanes past the ends of a plane hold what normalisation makes of zeros.
    x = torch.randn(1, 32, 15, 13)
    block = DenseBlock(32, 16, 4, normalised=True, kernel=kernel)
    model = nn.Sequential(nn.Conv2d(32, 32, 1), block, nn.Conv2d(32, 16, 1))
    conversions = count("relayout", prepare(model, x), x, "lane_tiled")
    assert conversions == 2 if kernel == 1 else conversions > 2


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
def test_new_channels_alone_are_copied(layout: str) -> None:
    """A layer that reads the join as it is writes beside it, and its channels are copied there."""
    torch.manual_seed(0)
    x = torch.randn(1, 16, 16, 16)
    model = nn.Sequential(nn.Conv2d(16, 16, 1), DenseBlock(16, 8, 5, normalised=False))
    prepare(model, x)
    assert count("copy", model, x, layout) == 5
    options = CompileOptions(layout=layout, stop_after="bufferize")
    ir = patconv.compile(model, (x,), options=options).ir("bufferize")
    shapes = re.findall(r"memref\.copy .* : memref<([\dx]+)xf32", ir)
    sizes = [math.prod(map(int, shape.split("x"))) for shape in shapes]
    # 16 channels that the first layer reads as they are, and 8 of each layer but the first; with
    # a halo they take more.
    assert len(sizes) == 5
    assert max(sizes[1:]) == min(sizes[1:]) == sizes[0] // 2


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
def test_joined_channels_of_several_images(layout: str) -> None:
    torch.manual_seed(0)
    x = torch.randn(2, 16, 16, 16)
    for normalised in (False, True):
        model = nn.Sequential(DenseBlock(16, 8, 3, normalised=normalised))
        count("copy", prepare(model, x), x, layout)


class Graph(nn.Module):
    """Convolutions, joins, normalisations and slices of values drawn from those made before."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        draw = random.Random(seed)
        self.steps: list[tuple[str, list[int], int]] = []
        self.convs = nn.ModuleList()
        self.norms = nn.ModuleList()
        widths = [8]
        for _ in range(draw.randint(6, 14)):
            kind = draw.choice([*["conv"] * 3, *["join"] * 3, "norm", "norm", "act", "slice"])
            number = draw.choice([len(widths) - 1, draw.randrange(len(widths))])
            if kind == "conv":
                filters, kernel = draw.choice([8, 8, 12]), draw.choice([1, 3])
                self.convs.append(nn.Conv2d(widths[number], filters, kernel, padding=kernel // 2))
                self.steps.append((kind, [number], len(self.convs) - 1))
                widths.append(filters)
            elif kind == "join":
                joins = [parts for name, parts, _ in self.steps if name == "join"]
                first = draw.choice([*joins, [number]]) if draw.random() < 0.7 else [number]
                parts = [*first, draw.randrange(len(widths)), len(widths) - 1]
                if sum(widths[part] for part in parts) > 200:
                    continue
                self.steps.append((kind, parts, 0))
                widths.append(sum(widths[part] for part in parts))
            elif kind == "norm":
                self.norms.append(nn.BatchNorm2d(widths[number]))
                self.steps.append((kind, [number], len(self.norms) - 1))
                widths.append(widths[number])
            else:
                keeps = widths[number] // 2 if kind == "slice" else widths[number]
                self.steps.append((kind, [number], draw.choice([0, widths[number] - keeps])))
                widths.append(keeps)
        self.outputs = sorted({len(widths) - 1, draw.randrange(len(widths)), len(widths) - 2})

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        values = [x]
        for kind, inputs, number in self.steps:
            value = values[inputs[0]]
            if kind == "conv":
                value = torch.relu(self.convs[number](value))
            elif kind == "join":
                value = torch.cat([values[i] for i in inputs], 1)
            elif kind == "norm":
                value = torch.relu(self.norms[number](value))
            elif kind == "act":
                value = torch.tanh(value) + 0.5
            else:
                value = value[:, number : number + value.shape[1] // 2]
            values.append(value)
        return tuple(values[i] * 1.0 for i in self.outputs)


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("first", range(0, 20, 5))
def test_random_graphs(first: int, layout: str) -> None:
    for seed in range(first, first + 5):
        torch.manual_seed(seed)
        x = torch.randn(1 + seed % 2, 8, 8 + seed % 3, 16)
        model = Graph(seed).eval().requires_grad_(False)
        vary_norms_(model)
        options = CompileOptions(layout=layout, threads=1 + seed % 3)
        compiled = patconv.compile(model, (x,), options=options)
        for got, expected in zip(compiled(x), model(x), strict=True):
            assert relative_error(got, expected) <= TOLERANCE, f"seed {seed}"
