"""Global average pooling in the convolution before it: sums of planes are all that is stored."""

from __future__ import annotations

import random
from collections.abc import Callable

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
Function = Callable[[torch.Tensor], torch.Tensor]

#: Means and sums of planes, as models write them.
POOLS: dict[str, Function] = {
    "adaptive": lambda x: functional.adaptive_avg_pool2d(x, 1),
    "window": lambda x: functional.avg_pool2d(x, (x.shape[2], x.shape[3])),
    "mean": lambda x: x.mean((2, 3)),
    "kept mean": lambda x: x.mean((2, 3), keepdim=True),
    "sum": lambda x: x.sum((2, 3)),
}


class End(nn.Module):
    """A convolution and a pooling of its planes."""

    def __init__(self, channels: int, filters: int, kernel: int, pool: Function) -> None:
        super().__init__()
        self.last = nn.Conv2d(channels, filters, kernel, padding=kernel // 2)
        self.pool = pool

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.pool(torch.relu(self.last(x)))


class Tail(nn.Module):
    """The end of a network: convolutions, an activation, a shortcut, and planes that become one."""

    def __init__(self, draw: random.Random, pool: Function) -> None:
        super().__init__()
        channels, filters = draw.choice([8, 12]), draw.choice([8, 20, 33])
        self.first = nn.Conv2d(channels, filters, 1)
        kernel = draw.choice([1, 1, 3, 3, 5])
        self.last = nn.Conv2d(
            filters,
            filters,
            kernel,
            stride=draw.choice([1, 1, 1, 2]),
            padding=kernel // 2,
            groups=draw.choice([1, 1, 1, filters]),
        )
        self.activation: Function = draw.choice([functional.relu, functional.silu, torch.tanh])
        self.has_shortcut = self.last.stride == (1, 1) and draw.random() < 0.4
        self.pool = pool
        self.channels = channels

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x)
        y = self.last(x)
        if self.has_shortcut:
            y = y + x
        return self.pool(self.activation(y))


def build(pool: str, seed: int) -> tuple[nn.Module, torch.Tensor]:
    draw = random.Random(seed)
    torch.manual_seed(seed)
    model = Tail(draw, POOLS[pool]).eval().requires_grad_(False)
    rows, columns = draw.choice([(7, 7), (1, 1), (draw.randint(1, 36), draw.randint(1, 36))])
    x = torch.randn(draw.choice([1, 1, 2, 5]), model.channels, rows, columns)
    initialise_(model, seed=seed)
    if draw.random() < 0.7:
        patconv.project_(model, patconv.PruneConfig(connectivity=2))
    unit_variance_(model, (x,))
    return model, x


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("pool", POOLS)
def test_random_tails(pool: str, target: str) -> None:
    for seed in range(8):
        model, x = build(pool, seed)
        options = CompileOptions(layout="lane_tiled", threads=1 + seed % 3)
        compiled = patconv.compile(model, (x,), target=target, options=options)
        error = relative_error(compiled(x), model(x))
        assert error <= TOLERANCE, f"seed {seed}"


def names_of_layers(pool: str, options: CompileOptions) -> list[str]:
    """The functions that a convolution with a pooling becomes; its output is compared, too."""
    torch.manual_seed(0)
    model = End(64, 64, 3, POOLS[pool]).eval().requires_grad_(False)
    x = torch.randn(1, 64, 14, 14)
    compiled = patconv.compile(model, (x,), options=options)
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    return [timing.name for timing in compiled.profile(x).layers]


@pytest.mark.parametrize("pool", POOLS)
def test_nothing_reads_the_planes(pool: str) -> None:
    names = names_of_layers(pool, CompileOptions(layout="lane_tiled", threads=2))
    # The image is brought into the layout, and sums are divided, or copied to the output.
    left = {name.rstrip("0123456789") for name in names}
    assert left <= {"relayout_", "last", "elementwise_", "copy_"}
    assert sum(name.startswith("relayout") for name in names) == 1


@pytest.mark.parametrize(
    "options",
    [
        CompileOptions(layout="plain"),
        CompileOptions(layout="lane_tiled", fusion=False),
        CompileOptions(layout="lane_tiled", expose_layers=True),
    ],
    ids=["plain", "not fused", "exposed"],
)
def test_planes_are_stored_where_they_are_asked_for(options: CompileOptions) -> None:
    names = names_of_layers("mean", options)
    assert any(name.startswith("reduction") for name in names)


class Squeezed(nn.Module):
    """Sums of planes that convolutions read, as they are or divided, with residuals and sums."""

    def __init__(self, *, divided: bool) -> None:
        super().__init__()
        self.first = nn.Conv2d(8, 16, 3, padding=1)
        self.second = nn.Conv2d(8, 16, 3, padding=1)
        self.reduce = nn.Conv2d(16, 8, 1)
        self.expand = nn.Conv2d(8, 16, 1)
        self.divided = divided

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        one, other = torch.relu(self.first(x)), torch.relu(self.second(x))
        if self.divided:
            sums = one.mean((2, 3), keepdim=True) + other.mean((2, 3), keepdim=True)
        else:
            sums = one.sum((2, 3), keepdim=True) - other.sum((2, 3), keepdim=True)
        gates = torch.sigmoid(self.expand(torch.relu(self.reduce(sums))) + sums)
        return gates.sum((2, 3))


class Excited(nn.Module):
    """Planes that are scaled by what becomes of their means (arXiv 1709.01507), and convolved."""

    def __init__(self, draw: random.Random, kernel: int, pool: Function, filters: int = 20) -> None:
        super().__init__()
        self.first = nn.Conv2d(8, filters, 3, padding=1, groups=draw.choice([1, 4]))
        self.reduce = nn.Conv2d(filters, 4, 1)
        self.expand = nn.Conv2d(4, filters, 1)
        self.last = nn.Conv2d(filters, 8, kernel, padding=kernel // 2)
        self.pool = pool
        self.gate: Function = draw.choice([torch.sigmoid, functional.hardsigmoid, torch.tanh])
        self.has_shortcut = draw.random() < 0.5

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = functional.silu(self.first(x))
        means = self.pool(y).view(y.shape[0], -1, 1, 1)
        scaled = y * self.gate(self.expand(torch.relu(self.reduce(means))))
        return self.last(torch.relu(scaled + y) if self.has_shortcut else scaled)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("pool", POOLS)
def test_planes_are_scaled_by_their_sums(pool: str, target: str) -> None:
    for seed in range(6):
        draw = random.Random(seed)
        torch.manual_seed(seed)
        model = Excited(draw, (1, 3, 5)[seed % 3], POOLS[pool]).eval().requires_grad_(False)
        rows, columns = draw.choice([(7, 7), (draw.randint(1, 36), draw.randint(1, 36))])
        x = torch.randn(draw.choice([1, 3]), 8, rows, columns)
        initialise_(model, seed=seed)
        unit_variance_(model, (x,))
        options = CompileOptions(layout="lane_tiled", threads=1 + seed % 3)
        compiled = patconv.compile(model, (x,), target=target, options=options)
        error = relative_error(compiled(x), model(x))
        assert error <= TOLERANCE, f"seed {seed}"


def test_large_planes_are_scaled() -> None:
    """The first of EfficientNet's expansions."""
    torch.manual_seed(0)
    model = Excited(random.Random(1), 3, POOLS["adaptive"], filters=96)
    model.eval().requires_grad_(False)
    x = torch.randn(1, 8, 112, 112)
    initialise_(model, seed=0)
    unit_variance_(model, (x,))
    compiled = patconv.compile(model, (x,), options=CompileOptions(threads=2))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


@pytest.mark.parametrize("batch", [1, 2])
def test_scaled_planes_stay_in_the_layout(batch: int) -> None:
    torch.manual_seed(0)
    model = Excited(random.Random(1), 1, POOLS["kept mean"]).eval().requires_grad_(False)
    x = torch.randn(batch, 8, 28, 28)
    compiled = patconv.compile(model, (x,), options=CompileOptions(layout="lane_tiled"))
    names = [timing.name.rstrip("0123456789") for timing in compiled.profile(x).layers]
    # The image, what the planes come to before two convolutions, the gates after them, the result.
    assert names.count("relayout_") <= 4
    assert names.count("reduction_") == 1


class ExcitedByLinear(nn.Module):
    """The same with linear layers, as the paper has it, between convolutions of windows."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(8, 16, 3, padding=1)
        self.reduce = nn.Linear(16, 4)
        self.expand = nn.Linear(4, 16)
        self.last = nn.Conv2d(16, 8, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.first(x))
        gates = torch.sigmoid(self.expand(torch.relu(self.reduce(y.mean((2, 3))))))
        return self.last(y * gates.view(*gates.shape, 1, 1))


def test_planes_are_scaled_by_linear_layers() -> None:
    torch.manual_seed(0)
    model = ExcitedByLinear().eval().requires_grad_(False)
    x = torch.randn(1, 8, 28, 28)
    initialise_(model, seed=0)
    unit_variance_(model, (x,))
    compiled = patconv.compile(model, (x,), options=CompileOptions(layout="lane_tiled"))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    names = [timing.name for timing in compiled.profile(x).layers]
    # Of the image and of the result.
    assert sum(name.startswith("relayout_") for name in names) == 2


class Shifted(nn.Module):
    """Planes to which their means are added, before windows that read past the image."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(8, 16, 1)
        self.last = nn.Conv2d(16, 8, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.first(x)
        return self.last(y + y.mean((2, 3), keepdim=True))


def test_shifted_planes() -> None:
    torch.manual_seed(0)
    model = Shifted().eval().requires_grad_(False)
    x = torch.randn(1, 8, 13, 15) + 1
    compiled = patconv.compile(model, (x,), options=CompileOptions(layout="lane_tiled"))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


@pytest.mark.parametrize("divided", [False, True])
@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
def test_convolutions_read_sums(layout: str, divided: bool) -> None:
    torch.manual_seed(0)
    model = Squeezed(divided=divided).eval().requires_grad_(False)
    for batch in (1, 2):
        x = torch.randn(batch, 8, 11, 14)
        options = CompileOptions(layout=layout, threads=2)
        compiled = patconv.compile(model, (x,), options=options)
        assert relative_error(compiled(x), model(x)) <= TOLERANCE


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
def test_a_sum_is_what_a_convolution_reads(layout: str) -> None:
    torch.manual_seed(0)
    ends = [End(8, 16, 3, POOLS["sum"]), nn.Unflatten(1, (16, 1, 1)), nn.Conv2d(16, 8, 1)]
    kept = [nn.Conv2d(8, 16, 1), KeptSum(), nn.Conv2d(16, 8, 1), KeptSum()]
    for model in (nn.Sequential(*ends), nn.Sequential(*kept)):
        model.eval().requires_grad_(False)
        x = torch.randn(2, 8, 11, 14)
        compiled = patconv.compile(model, (x,), options=CompileOptions(layout=layout))
        assert relative_error(compiled(x), model(x)) <= TOLERANCE


class KeptSum(nn.Module):
    """The sum of each plane, with its rank."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.sum((2, 3), keepdim=True)
