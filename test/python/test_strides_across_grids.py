"""Strides from 28x28 to 14x14 lead to another grid of sub-images; what joins there has one grid."""

from __future__ import annotations

import re
from collections.abc import Callable

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions
from patconv.benchmarks.timing import relative_error
from torch import nn

TOLERANCE = 1e-4
#: Is given the module, and what both branches are.
Join = Callable[["Branches", torch.Tensor, torch.Tensor], torch.Tensor]


class Branches(nn.Module):
    """A tensor of 28x28 that two strided convolutions read, and what `join` makes of them."""

    def __init__(self, join: Join) -> None:
        super().__init__()
        self.join = join
        self.first = nn.Conv2d(8, 32, 1)
        self.left = nn.Conv2d(32, 32, 3, 2, 1)
        self.right = nn.Conv2d(32, 32, 3, 2, 1)
        self.point = nn.Conv2d(32, 32, 1)
        self.last = nn.LazyConv2d(24, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x)
        x = self.join(self, self.left(x), self.right(x))
        # A halo is asked of what the branches join in, and of what is made of that.
        result: torch.Tensor = self.last(x) + self.last(torch.relu(x) * x)
        return result


JOINS: dict[str, Join] = {
    "concat": lambda _, left, right: torch.cat([left, right], 1),
    "concat of two grids": lambda m, left, right: torch.cat([left, m.point(right)], 1),
    "product": lambda _, left, right: torch.relu(left) * torch.relu(right),
    "product of two grids": lambda m, left, right: torch.tanh(left) * torch.tanh(m.point(right)),
    "residual": lambda m, left, right: torch.relu(left + m.point(right)),
    "pooling": lambda _, left, right: nn.functional.max_pool2d(left + right, 2),
    "one branch": lambda m, left, _: left * torch.relu(m.point(left)),
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("layout", ["lane_tiled", "auto"])
@pytest.mark.parametrize("join", JOINS)
def test_branches(join: str, layout: str, target: str) -> None:
    torch.manual_seed(0)
    module = Branches(JOINS[join]).eval()
    x = torch.randn(1, 8, 28, 28)
    with torch.no_grad():
        reference = module(x)
    compiled = patconv.compile(module, (x,), target=target, options=CompileOptions(layout=layout))
    assert relative_error(compiled(x), reference) <= TOLERANCE


@pytest.mark.parametrize("threads", [1, 2])
def test_expansion_is_made_in_the_grid_of_its_reader(threads: int) -> None:
    """The narrow input is converted, not the wide result; numbers agree."""
    torch.manual_seed(0)
    module = nn.Sequential(
        nn.Conv2d(16, 32, 1),
        nn.Conv2d(32, 192, 1),
        nn.ReLU6(),
        nn.Conv2d(192, 192, 3, 2, 1, groups=192),
        nn.Conv2d(192, 64, 1),
    )
    module.eval().requires_grad_(False)
    x = torch.randn(2, 16, 28, 28)
    options = CompileOptions(threads=threads, stop_after="layout")
    for target in ("x86-64-v4", "x86-64-v3"):
        text = patconv.compile(module, (x,), target=target, options=options).ir("layout")
        copies = re.findall(r"convert_layout %\S+ : tensor<2x(\d+)x28x28xf32", text)
        assert "32" in copies
        assert "192" not in copies
    for target in TARGETS:
        compiled = patconv.compile(
            module, (x,), target=target, options=CompileOptions(threads=threads)
        )
        assert relative_error(compiled(x), module(x)) <= TOLERANCE
