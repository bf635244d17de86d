"""Linear layers of one row, which read no weights where their input is 0."""

from __future__ import annotations

import random

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions
from patconv.benchmarks.timing import relative_error
from torch import nn

TOLERANCE = 1e-4


class Classifier(nn.Module):
    """A linear layer on what an activation leaves of the input."""

    def __init__(
        self, features: int, outputs: int, activation: nn.Module, *, bias: bool = True
    ) -> None:
        super().__init__()
        self.activation = activation
        self.fc = nn.Linear(features, outputs, bias=bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fc(self.activation(x))


def classifier(
    features: int, outputs: int, activation: nn.Module | None = None, *, bias: bool = True
) -> nn.Module:
    model = Classifier(features, outputs, activation or nn.ReLU(), bias=bias)
    return model.eval().requires_grad_(False)


def paths(compiled: patconv.CompiledModel) -> dict[str, str]:
    return {layer.name: layer.path for layer in compiled.report().layers}


def expect_close(result: object, model: nn.Module, x: torch.Tensor) -> None:
    """Against float64: sums of thousands of numbers depend on their order."""
    expected = model.double()(x.double())
    model.float()
    assert relative_error(result, expected) <= TOLERANCE


def input_with_zeros(features: int, zeros: float, seed: int) -> torch.Tensor:
    """About so many elements are negative, a few are 0, the others 1 in the mean."""
    made = torch.Generator().manual_seed(seed)
    negative = torch.rand(1, features, generator=made) < zeros
    x = torch.rand(1, features, generator=made) + 0.5
    x[:, ::97] = 0.0
    return torch.where(negative, -x, x)


@pytest.mark.parametrize("seed", range(8))
def test_random_layers(seed: int) -> None:
    draw = random.Random(seed)
    torch.manual_seed(seed)
    for target in draw.sample(list(TARGETS), 2):
        outputs = draw.choice([128, 130, 333, 500, 1000, 4099, 9000])
        features = -(-(1 << 18) // outputs) + draw.randrange(130)
        model = classifier(features, outputs, bias=draw.random() < 0.7)
        options = CompileOptions(threads=draw.choice([1, 2, 3]))
        x = torch.zeros(1, features)
        compiled = patconv.compile(model, (x,), target=target, options=options)
        assert paths(compiled) == {"fc": "linear"}
        # From all to none, and all but a few.
        for zeros in (0.0, 0.4, 0.99, 1.0):
            x = input_with_zeros(features, zeros, seed)
            expect_close(compiled(x), model, x)


@pytest.mark.parametrize("threads", [1, 2])
def test_every_number_of_zeros(threads: int) -> None:
    """Four rows at a time: what is left of the last four counts 0 times."""
    features, outputs = 130, 2050
    model = classifier(features, outputs)
    x = torch.zeros(1, features)
    compiled = patconv.compile(model, (x,), options=CompileOptions(threads=threads))
    assert paths(compiled) == {"fc": "linear"}
    draw = random.Random(threads)
    for count in range(features + 1):
        x = torch.zeros(1, features)
        x[0, draw.sample(range(features), count)] = 1.0 + count
        expect_close(compiled(x), model, x)


def test_numbers_that_are_no_zeros() -> None:
    """The smallest number counts, as do infinity and NaN."""
    model = classifier(257, 1024, bias=False)
    x = torch.zeros(1, 257)
    compiled = patconv.compile(model, (x,))
    assert paths(compiled) == {"fc": "linear"}
    for column in (0, 63, 64, 256):
        for value in (float("nan"), float("inf")):
            x = torch.zeros(1, 257)
            x[0, column] = value
            result, expected = torch.as_tensor(compiled(x)), model(x)
            torch.testing.assert_close(result, expected, equal_nan=True)
        x = torch.zeros(1, 257)
        x[0, column] = 2.0**-120
        expect_close(torch.as_tensor(compiled(x)) * 2.0**120, model, x * 2.0**120)
    # Of either sign: hard swish makes -0.0.
    swish = classifier(257, 1024, nn.Hardswish(), bias=False)
    x = torch.full((1, 257), -4.0)
    x[0, 100] = 1.0
    expect_close(patconv.compile(swish, (x,))(x), swish, x)


class Interleaved(nn.Module):
    """Layers whose results, or inputs, lie between other numbers."""

    def __init__(self, *, outputs: bool) -> None:
        super().__init__()
        self.outputs = outputs
        self.first, self.second = nn.Linear(600, 500), nn.Linear(600, 500)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        one, other = torch.relu(x), torch.relu(-x)
        if self.outputs:
            joined = torch.zeros(1, 1000)
            joined[:, ::2], joined[:, 1::2] = self.first(one), self.second(other)
            return (joined,)
        joined = torch.slice_scatter(x.repeat(1, 2), one, 1, 0, 1200, 2)
        return joined, self.first(one), self.second(other)


@pytest.mark.parametrize("outputs", [True, False], ids=["outputs", "inputs"])
@pytest.mark.parametrize("threads", [1, 2])
def test_numbers_that_lie_apart(threads: int, outputs: bool) -> None:
    torch.manual_seed(0)
    model = Interleaved(outputs=outputs).eval().requires_grad_(False)
    x = torch.randn(1, 600)
    compiled = patconv.compile(model, (x,), options=CompileOptions(threads=threads))
    assert paths(compiled) == {"first": "linear", "second": "linear"}
    results = compiled(x)
    results = results if isinstance(results, tuple) else (results,)
    for result, expected in zip(results, model(x), strict=True):
        assert relative_error(result, expected) <= TOLERANCE


def test_more_threads_than_vectors() -> None:
    model = classifier(2100, 128)
    x = input_with_zeros(2100, 0.5, 3)
    compiled = patconv.compile(model, (x,), options=CompileOptions(threads=64))
    assert paths(compiled) == {"fc": "linear"}
    expect_close(compiled(x), model, x)


def test_same_as_reading_all() -> None:
    model = classifier(600, 500)
    x = input_with_zeros(600, 0.5, 1)
    results = []
    for skip_zeros, path in ((True, "linear"), (False, "upstream")):
        compiled = patconv.compile(model, (x,), options=CompileOptions(skip_zeros=skip_zeros))
        assert paths(compiled) == {"fc": path}
        results.append(torch.as_tensor(compiled(x)))
    assert relative_error(results[0], results[1]) <= TOLERANCE


@pytest.mark.parametrize(
    ("activation", "path"),
    [
        (nn.ReLU6(), "linear"),
        (nn.Hardswish(), "linear"),
        (nn.Hardtanh(0.0, 4.0), "linear"),
        (nn.LeakyReLU(), "upstream"),
        (nn.SiLU(), "upstream"),
        (nn.Hardtanh(), "upstream"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, nn.Module) else value,
)
def test_activations(activation: nn.Module, path: str) -> None:
    model = classifier(600, 500, activation)
    x = 4 * torch.randn(1, 600)
    compiled = patconv.compile(model, (x,))
    assert paths(compiled) == {"fc": path}
    expect_close(compiled(x), model, x)


def test_layers_that_stay() -> None:
    """More rows than one, few weights, weights that are not finite."""
    x = torch.randn(2, 600)
    assert paths(patconv.compile(classifier(600, 500), (x,))) == {"fc": "upstream"}
    small = classifier(100, 500)
    assert paths(patconv.compile(small, (x[:1, :100],))) == {"fc": "upstream"}
    infinite = classifier(600, 500)
    infinite.fc.weight[0, 0] = float("inf")
    compiled = patconv.compile(infinite, (x[:1],))
    assert paths(compiled) == {"fc": "upstream"}
    x = -x[:1].abs()
    torch.testing.assert_close(torch.as_tensor(compiled(x)), infinite(x), equal_nan=True)


@pytest.mark.parametrize("pooling", [nn.Identity(), nn.MaxPool2d(2)], ids=["plain", "pooled"])
@pytest.mark.parametrize("layout", ["auto", "plain", "lane_tiled"])
def test_behind_convolutions(layout: str, pooling: nn.Module) -> None:
    torch.manual_seed(0)
    size = 16 if isinstance(pooling, nn.Identity) else 8
    model = nn.Sequential(
        nn.Conv2d(3, 32, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(32, 32, 3, padding=1),
        nn.ReLU(),
        pooling,
        nn.Flatten(),
        nn.Linear(32 * size * size, 300),
        nn.ReLU(),
        nn.Linear(300, 1000),
    )
    model.eval().requires_grad_(False)
    patconv.project_(model, patconv.PruneConfig())
    x = torch.randn(1, 3, 16, 16)
    compiled = patconv.compile(model, (x,), options=CompileOptions(layout=layout))
    found = paths(compiled)
    assert list(found.values())[2:] == ["linear", "linear"]
    expect_close(compiled(x), model, x)
    profile = compiled.profile(x)
    assert {"6", "8"} <= {layer.name for layer in profile.layers}
