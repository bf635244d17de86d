"""The compiled code computes what PyTorch computes: whole small networks, layer by layer.

Weights are Kaiming normal and every convolution is scaled to unit variance after pruning, so that
each of them moves the output; errors are relative to the largest value.
"""

from __future__ import annotations

import re

import numpy as np
import patconv
import pytest
import torch
from patconv import CompileOptions, PruneConfig
from patconv.models import initialise_, unit_variance_
from torch import nn

TOLERANCE = 1e-4


def relative_error(got: torch.Tensor, expected: torch.Tensor) -> float:
    assert got.shape == expected.shape
    error = float((got - expected).abs().max() / expected.abs().max())
    return error if np.isfinite(error) else float("inf")


def pruned(model: nn.Module, x: torch.Tensor, rate: float = 2.0) -> nn.Module:
    """Weights for which every layer matters, pruned to patterns."""
    initialise_(model.eval().requires_grad_(False), seed=5)
    patconv.project_(model, PruneConfig(entries=4, patterns=6, connectivity=rate))
    return unit_variance_(model, x)


def example(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(11))


@pytest.fixture(scope="module")
def network() -> tuple[nn.Module, torch.Tensor]:
    """Odd sizes, so that tiles and vectors have remainders; more channels than a block holds."""
    x = example(2, 3, 29, 41)
    model = nn.Sequential(
        nn.Conv2d(3, 72, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(72, 48, 3, stride=2, padding=1),
        nn.ReLU(),
        nn.Conv2d(48, 40, 3, padding=1),
        nn.Hardtanh(-0.5, 0.75),
        nn.MaxPool2d(2),
        nn.Conv2d(40, 24, 1),
        nn.ReLU(),
        nn.Conv2d(24, 24, 3, padding=1, groups=24),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(24 * 7 * 10, 10),
    )
    return pruned(model, x), x


def expected_layers(model: nn.Module, x: torch.Tensor) -> dict[str, torch.Tensor]:
    """Every convolution's output, after the activation that follows it."""
    outputs: dict[str, torch.Tensor] = {}
    last = ""
    for name, module in model.named_children():
        x = module(x)
        if isinstance(module, nn.Conv2d):
            last = name
        elif not isinstance(module, (nn.ReLU, nn.Hardtanh)):
            last = ""
        if last:
            outputs[last] = x.clone()
    return outputs


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("threads", [1, 2])
def test_network(network: tuple[nn.Module, torch.Tensor], threads: int, layout: str) -> None:
    model, x = network
    options = CompileOptions(threads=threads, layout=layout)
    compiled = patconv.compile(model, (x,), options=options)
    for _ in range(2):
        assert relative_error(compiled(x), model(x)) <= TOLERANCE


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("threads", [1, 2])
def test_layers(network: tuple[nn.Module, torch.Tensor], threads: int, layout: str) -> None:
    model, x = network
    options = CompileOptions(threads=threads, layout=layout, expose_layers=True)
    outputs = patconv.compile(model, (x,), options=options).layer_outputs(x)
    expected = expected_layers(model, x)
    assert outputs.keys() == expected.keys()
    errors = {name: relative_error(outputs[name], expected[name]) for name in expected}
    assert max(errors.values()) <= TOLERANCE, errors


def test_every_layer_moves_the_output(network: tuple[nn.Module, torch.Tensor]) -> None:
    """Else a comparison of outputs would show nothing."""
    model, x = network
    reference = model(x)
    for name, module in model.named_children():
        if not isinstance(module, nn.Conv2d):
            continue
        weight = module.weight.data.clone()
        module.weight.data.zero_()
        assert relative_error(model(x), reference) > 0.05, name
        module.weight.data.copy_(weight)


def test_network_has_what_it_is_there_for(network: tuple[nn.Module, torch.Tensor]) -> None:
    """Several channel blocks, remainder tiles, and both ways to share work."""

    def packed(threads: int, layout: str) -> str:
        options = CompileOptions(threads=threads, layout=layout, stop_after="pack")
        # The tiles are those of 16 lanes, whatever this machine has.
        return patconv.compile(*network, target="x86-64-v4", options=options).ir("pack")

    for layout in ("plain", "lane_tiled"):
        assert re.search(r"channel_blocks = \[0, \d+, ", packed(1, layout))
        assert re.search(r"remainder = \d*[1-9]", packed(1, layout))
    assert "split = filters" in packed(2, "lane_tiled")
    assert "split = tiles" in packed(2, "plain")


@pytest.mark.parametrize(
    ("conv", "shape"),
    [
        (nn.Conv2d(4, 6, 3), (1, 4, 5, 5)),
        (nn.Conv2d(4, 6, 3, padding=(0, 2)), (1, 4, 6, 5)),
        (nn.Conv2d(4, 6, 3, stride=(1, 3), padding=1), (1, 4, 7, 40)),
        (nn.Conv2d(4, 6, 3, dilation=2, padding=2), (1, 4, 9, 18)),
        (nn.Conv2d(4, 6, 3, dilation=(1, 3), stride=2), (1, 4, 9, 35)),
        (nn.Conv2d(8, 12, 3, groups=2, padding=1), (1, 8, 6, 17)),
        (nn.Conv2d(6, 12, 3, groups=6, padding=1), (1, 6, 6, 17)),
        (nn.Conv2d(70, 5, 1, stride=2), (1, 70, 7, 7)),
        (nn.Conv2d(3, 5, 5, padding=2), (2, 3, 11, 16)),
        (nn.Conv2d(3, 5, (1, 7), padding=(0, 3), bias=False), (1, 3, 4, 33)),
        (nn.Conv2d(2, 2, 3, padding=1), (1, 2, 1, 1)),
    ],
    ids=lambda value: str(value) if isinstance(value, nn.Conv2d) else "x".join(map(str, value)),
)
@pytest.mark.parametrize("threads", [1, 2])
def test_convolution(conv: nn.Conv2d, shape: tuple[int, ...], threads: int) -> None:
    x = example(*shape)
    model = pruned(nn.Sequential(conv, nn.ReLU()), x)
    compiled = patconv.compile(model, (x,), options=CompileOptions(threads=threads))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


def test_skipped_zeros_do_not_propagate() -> None:
    """A removed kernel forms no products: an infinite input that meets it alone leaves no trace."""
    conv = nn.Conv2d(2, 1, 3, padding=1, bias=False).eval().requires_grad_(False)
    conv.weight[0, 1] = 0
    x = example(1, 2, 6, 6)
    expected = conv(x)
    x[0, 1] = float("inf")
    assert relative_error(patconv.compile(conv, (x,))(x), expected) <= TOLERANCE


class Slices(nn.Module):
    """Convolutions that read slices, and whose results go into slices of other tensors."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 8, 3, padding=1)
        self.halved = nn.Conv2d(4, 4, 3, padding=1)
        self.strided = nn.Conv2d(8, 8, 3)
        self.joined = nn.Conv2d(12, 5, 3)
        self.up = nn.ConvTranspose2d(8, 4, 2, 2)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        first = torch.relu(self.first(x))
        low, high = first.chunk(2, 1)
        half = self.halved(low) + high
        joined = self.joined(torch.cat([first, half], 1))
        return joined, self.strided(first[:, :, 1:, ::2]), self.up(first), self.halved(half)


@pytest.mark.parametrize("threads", [1, 2])
def test_slices(threads: int) -> None:
    x = example(2, 3, 17, 19)
    model = pruned(Slices(), x)
    results = patconv.compile(model, (x,), options=CompileOptions(threads=threads))(x)
    for result, reference in zip(results, model(x), strict=True):
        assert relative_error(result, reference) <= TOLERANCE
