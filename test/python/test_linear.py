"""Linear layers of several rows, whose weights are stored panel by panel."""

from __future__ import annotations

import random

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions
from patconv.benchmarks.timing import relative_error
from torch import nn
from torch.nn import functional

TOLERANCE = 1e-4


class Perceptron(nn.Module):
    """Two linear layers on what lies along the last dimension, as in ConvNeXt."""

    def __init__(self, features: int, hidden: int, *, bias: bool) -> None:
        super().__init__()
        self.first = nn.Linear(features, hidden, bias=bias)
        self.second = nn.Linear(hidden, features, bias=bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.second(functional.gelu(self.first(x)))


def compile_and_compare(
    model: nn.Module, x: torch.Tensor, target: str, threads: int
) -> patconv.CompiledModel:
    compiled = patconv.compile(model, (x,), target=target, options=CompileOptions(threads=threads))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    return compiled


@pytest.mark.parametrize("seed", range(6))
def test_random_layers(seed: int) -> None:
    draw = random.Random(seed)
    torch.manual_seed(seed)
    lengths = draw.sample([(6,), (7, 7), (13,), (5, 1, 5), (3, 11, 2), (64,)], 2)
    for shape, target in zip(lengths, draw.sample(list(TARGETS), 2), strict=True):
        features = draw.choice([1, 7, 32, 50, 96, 128])
        hidden = draw.choice([16, 40, 64, 192, 384, 333])
        model = Perceptron(features, hidden, bias=draw.random() < 0.7).eval().requires_grad_(False)
        compile_and_compare(model, torch.randn(*shape, features), target, draw.choice([1, 2]))


def test_panels_are_read() -> None:
    """With the lanes of AVX2: of the two layers, whose outputs are 64 and 50, the first one."""
    model = Perceptron(50, 64, bias=True).eval().requires_grad_(False)
    x = torch.randn(8, 50)
    dump = patconv.compile(
        model, (x,), target="x86-64-v3", options=CompileOptions(stop_after="pack")
    ).ir("pack")
    assert dump.count("linalg.matmul") == 1
    assert "tensor<4x50x16xf32>" in dump


def test_weights_that_two_layers_share() -> None:
    torch.manual_seed(0)

    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(64, 64)

        def forward(self, x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            return self.layer(x), self.layer(functional.relu(y) @ self.layer.weight)

    model = Tied().eval().requires_grad_(False)
    inputs = torch.randn(9, 64), torch.randn(10, 64)
    compiled = patconv.compile(model, inputs)
    for result, expected in zip(compiled(*inputs), model(*inputs), strict=True):
        assert relative_error(result, expected) <= TOLERANCE


@pytest.mark.parametrize("threads", [1, 2])
def test_more_features_than_a_block(threads: int) -> None:
    """A sum over more than 4096 inputs goes on from block to block; a row keeps to itself."""
    torch.manual_seed(0)
    model = nn.Linear(4500, 64, bias=False).eval().requires_grad_(False)
    x = torch.randn(17, 4500)
    compiled = compile_and_compare(model, x, "host", threads)
    x[3] = torch.nan
    assert compiled(x).isnan().any(1).nonzero().tolist() == [[3]]
    assert compiled(x)[3].isnan().all()


class Tokens(nn.Module):
    """Linear layers on an image's points as rows, which do not lie side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, 48, 4, 4)
        self.first = nn.Linear(48, 64)
        self.second = nn.Linear(64, 48, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        rows = self.patches(x).flatten(2).transpose(1, 2)
        return self.second(torch.relu(self.first(rows)))


@pytest.mark.parametrize("batch", [1, 2])
def test_rows_that_lie_apart(batch: int) -> None:
    """They are one product of matrices, and the layers have their names."""
    torch.manual_seed(0)
    model = Tokens().eval().requires_grad_(False)
    compiled = compile_and_compare(model, torch.randn(batch, 3, 16, 24), "host", 1)
    assert [layer.name for layer in compiled.report().layers] == ["patches", "first", "second"]
