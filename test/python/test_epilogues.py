"""What follows a convolution's sums: residuals, activations of any kind, pooling.

All of it is fused, in each layout; networks are compared with PyTorch on random shapes.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

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

ACTIVATIONS: dict[str, Function] = {
    "relu": functional.relu,
    "relu6": functional.relu6,
    "leaky_relu": functional.leaky_relu,
    "elu": functional.elu,
    "hardswish": functional.hardswish,
    "hardsigmoid": functional.hardsigmoid,
    "silu": functional.silu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "gelu": functional.gelu,
    "softplus": functional.softplus,
    "mish": functional.mish,
}


class Block(nn.Module):
    """Two convolutions, a shortcut that is convolved or not, an activation and a pooling."""

    def __init__(self, activation: Function, channels: int, *, convolved: bool, pool: int) -> None:
        super().__init__()
        self.activation = activation
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.shortcut = nn.Conv2d(channels, channels, 1) if convolved else nn.Identity()
        self.pool = nn.MaxPool2d(pool)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.second(self.activation(self.first(x))) + self.shortcut(x)
        result: torch.Tensor = self.pool(self.activation(x))
        return result


def build(activation: str, seed: int) -> tuple[nn.Module, torch.Tensor]:
    draw = random.Random(seed)
    torch.manual_seed(seed)
    x = torch.randn(draw.choice([1, 2]), 8, draw.randint(12, 45), draw.randint(12, 45))
    model = Block(
        ACTIVATIONS[activation],
        channels=8,
        convolved=draw.random() < 0.5,
        pool=draw.choice([1, 2, 2, 3]),
    ).eval()
    model.requires_grad_(False)
    initialise_(model, seed=seed)
    patconv.project_(model, patconv.PruneConfig(connectivity=2))
    unit_variance_(model, (x,))
    return model, x


#: The rest takes the same roads.
QUICK = ("relu", "silu", "gelu")


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize(
    "activation",
    [*QUICK, *(pytest.param(a, marks=pytest.mark.full) for a in ACTIVATIONS if a not in QUICK)],
)
def test_block(activation: str, layout: str) -> None:
    model, x = build(activation, seed=len(activation))
    options = CompileOptions(layout=layout, threads=2)
    compiled = patconv.compile(model, (x,), options=options)
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


@pytest.mark.full
@pytest.mark.parametrize("seed", range(40))
def test_random_blocks(seed: int) -> None:
    draw = random.Random(1000 + seed)
    model, x = build(draw.choice(list(ACTIVATIONS)), seed)
    target = draw.choice(["host", "x86-64-v3", "x86-64"])
    layout = draw.choice(["plain", "lane_tiled"])
    options = CompileOptions(layout=layout, threads=draw.choice([1, 2]))
    compiled = patconv.compile(model, (x,), target=target, options=options)
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


def layers(model: nn.Module, x: torch.Tensor, options: CompileOptions) -> list[str]:
    """The names of the functions that the model becomes; its output is compared, too."""
    compiled = patconv.compile(model, (x,), options=options)
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    return [timing.name for timing in compiled.profile(x).layers]


def whole_block(*, convolved: bool) -> tuple[nn.Module, torch.Tensor]:
    torch.manual_seed(0)
    model = Block(functional.silu, channels=16, convolved=convolved, pool=2)
    model.eval().requires_grad_(False)
    patconv.project_(model, patconv.PruneConfig(connectivity=2))
    return model, torch.randn(1, 16, 64, 64)


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
def test_nothing_is_left_of_a_residual_block(layout: str) -> None:
    names = layers(*whole_block(convolved=True), CompileOptions(layout=layout))
    left = {name for name in names if not name.startswith(("relayout", "maxpool"))}
    assert left == {"first", "second", "shortcut"}
    assert any(name.startswith("maxpool") for name in names) == (layout == "plain")


@pytest.mark.parametrize("target", ["host", "x86-64-v3", "x86-64"])
@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("activation", [nn.ReLU, nn.ReLU6, nn.Hardtanh])
def test_nan_goes_through_bounds_and_pooling(
    activation: type[nn.Module], layout: str, target: str
) -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(4, 8, 1), activation(), nn.MaxPool2d(3, 2, 1)).eval()
    x = torch.randn(1, 4, 16, 16)
    x[0, 2, 5, 6] = torch.nan
    compiled = patconv.compile(model, (x,), target=target, options=CompileOptions(layout=layout))
    torch.testing.assert_close(compiled(x), model(x), equal_nan=True, rtol=1e-4, atol=1e-5)
    assert torch.isnan(compiled(x)).any()


class ByChannel(nn.Module):
    """What has a number for each channel, or one for all, between convolutions with padding."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(4, 160, 3, padding=1), nn.PReLU(160))
        self.second = nn.Sequential(nn.Conv2d(160, 12, 1), nn.PReLU(12))
        self.third = nn.Sequential(
            nn.Conv2d(12, 12, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(12), nn.MaxPool2d(2)
        )
        self.up = nn.Sequential(nn.ConvTranspose2d(12, 8, 4, stride=2, padding=1), nn.PReLU(8))
        self.depthwise = nn.Sequential(nn.Conv2d(8, 8, 3, padding=1, groups=8), nn.PReLU())
        self.last = nn.Sequential(
            nn.Conv2d(8, 8, 3, padding=1), nn.PReLU(8), nn.AdaptiveAvgPool2d(1), nn.Flatten()
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.up(self.third(self.second(self.first(x))))
        result: torch.Tensor = self.last(self.depthwise(y))
        return result


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("shape", [(1, 4, 32, 32), (3, 4, 18, 26)])
def test_numbers_by_channel(shape: tuple[int, ...], layout: str, target: str) -> None:
    torch.manual_seed(0)
    model, x = ByChannel().eval().requires_grad_(False), torch.randn(shape)
    initialise_(model, seed=0)
    for module in model.modules():
        if isinstance(module, nn.PReLU):
            module.weight.uniform_(-1, 1)
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
    patconv.project_(model, patconv.PruneConfig(connectivity=2))
    unit_variance_(model, (x,))
    options = CompileOptions(layout=layout, threads=2)
    compiled = patconv.compile(model, (x,), target=target, options=options)
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    names = [timing.name for timing in compiled.profile(x).layers]
    # What deals out the points of the transposed one's phases, and what makes means of sums.
    assert sum(name.startswith(("elementwise_", "upsampling_")) for name in names) == 2, names


class SharedSlopes(nn.Module):
    """Two layers with one PReLU, whose slopes are too many to be written into the code."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(4, 300, 1)
        self.second = nn.Conv2d(300, 300, 1)
        self.slopes = nn.PReLU(300)
        self.norm = nn.BatchNorm2d(300)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.norm(self.slopes(self.second(self.slopes(self.first(x)))))
        return result


def test_parameters_in_an_artifact(tmp_path: Path) -> None:
    """Several of one layer, and one of several layers, have names of their own in its weights."""
    torch.manual_seed(0)
    model, x = SharedSlopes().eval().requires_grad_(False), torch.randn(1, 4, 9, 11)
    model.slopes.weight.uniform_(-1, 1)
    model.norm.running_mean.normal_()
    model.norm.running_var.uniform_(0.5, 2)
    compiled = patconv.compile(model, (x,))
    compiled.save(tmp_path / "model.patconv")
    assert relative_error(patconv.load(tmp_path / "model.patconv")(x), model(x)) <= TOLERANCE


def test_without_fusion_each_is_a_layer() -> None:
    names = layers(*whole_block(convolved=False), CompileOptions(fusion=False))
    assert sum(name.startswith("elementwise") for name in names) >= 3
    assert sum(name.startswith("maxpool") for name in names) == 1


class Sliced(nn.Module):
    """Residuals that are slices, and one that is the convolution's own input."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(8, 8, 3, padding=1)
        self.second = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.first(x[:, :8]) + x[:, 8:])
        result: torch.Tensor = self.second(y) * y + x[:, 4:12]
        return result


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
def test_residuals_that_are_slices(layout: str) -> None:
    torch.manual_seed(0)
    model, x = Sliced().eval().requires_grad_(False), torch.randn(2, 16, 19, 33)
    patconv.project_(model, patconv.PruneConfig(connectivity=2))
    compiled = patconv.compile(model, (x,), options=CompileOptions(layout=layout))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


class Shifted(nn.Module):
    """A body that makes negatives of what an activation left, before a padded pooling."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return functional.max_pool2d(functional.relu(self.conv(x)) - 5 + x, 3, 2, 1)


class Pooled(nn.Module):
    """A pooling without overlap, of any size."""

    def __init__(self, size: int | tuple[int, int]) -> None:
        super().__init__()
        self.conv = nn.Conv2d(8, 8, 3, padding=1)
        self.pool = nn.MaxPool2d(size)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.pool(self.conv(x))
        return result


class EverySecond(nn.Module):
    """A residual of every second column, and joined channels that are joined to columns."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(8, 8, 3, padding=1)
        self.second = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        half = x[:, :, :, ::2]
        y = self.first(half.contiguous()) + half
        y = torch.cat([y, self.second(y)], 1)
        return torch.cat([y, torch.cat([half, half], 1)], 3)


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize(
    ("make", "size"),
    [
        (Shifted, (32, 32)),
        (lambda: Pooled(8), (32, 32)),
        (lambda: Pooled(5), (40, 40)),
        (lambda: Pooled((1, 16)), (8, 64)),
        (EverySecond, (16, 32)),
    ],
    ids=["shifted", "pooled8", "pooled5", "pooled16", "every-second"],
)
def test_corners(make: Callable[[], nn.Module], size: tuple[int, int], layout: str) -> None:
    torch.manual_seed(0)
    model, x = make().eval().requires_grad_(False), torch.randn(1, 8, *size)
    for target in ("host", "x86-64-v3"):
        compiled = patconv.compile(
            model, (x,), target=target, options=CompileOptions(layout=layout)
        )
        assert relative_error(compiled(x), model(x)) <= TOLERANCE


class Logistic(nn.Module):
    """Sigmoid and SiLU of the same numbers."""

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.sigmoid(x), functional.silu(x)


@pytest.mark.parametrize("target", TARGETS)
def test_ends_of_the_logistic_function(target: str) -> None:
    """Where powers of 2 leave the exponent's range, and what is no number."""
    ends = [0.0, 30.0, 87.0, 88.0, 88.5, 89.0, 127.0, 1e4, 3e38]
    x = torch.tensor([*ends, *(-end for end in ends), float("inf"), float("nan")])
    x = torch.cat((x, torch.linspace(-30, 30, 236))).reshape(1, 1, 8, 32)
    results = patconv.compile(Logistic().eval(), (x,), target=target)(x)
    for y, exact in zip(results, Logistic()(x.double()), strict=True):
        torch.testing.assert_close(y.double(), exact, rtol=1e-6, atol=1e-36, equal_nan=True)


class ErrorFunction(nn.Module):
    """The error function, and GELU, which is made of it."""

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.erf(x), functional.gelu(x)


@pytest.mark.parametrize("target", TARGETS)
def test_error_function(target: str) -> None:
    """From numbers that it scales to where it is 1, and what is no number."""
    ends = [0.0, 1e-37, 1e-30, 1e-5, 3.9, 3.92, 3.95, 10.0, 1e20, 3e38, float("inf")]
    x = torch.tensor([*ends, *(-end for end in ends), float("nan"), float("nan")])
    x = torch.cat((x, torch.linspace(-6, 6, 4096 - len(x)))).reshape(1, 1, 64, 64)
    y, gelu = patconv.compile(ErrorFunction().eval(), (x,), target=target)(x)
    exact, exact_gelu = ErrorFunction()(x.double())
    torch.testing.assert_close(y.double(), exact, rtol=5e-7, atol=0, equal_nan=True)
    torch.testing.assert_close(gelu.double(), exact_gelu, rtol=1e-6, atol=2e-6, equal_nan=True)
    assert y.nan_to_num().abs().max() == 1
