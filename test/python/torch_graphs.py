"""Networks for `torch.compile(model, backend="patconv")`, and what is expected of it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from patconv.errors import PatConvWarning
from small_models import assert_close
from torch import nn
from torch.nn import functional as F
from torch.utils import _pytree as pytree


class Block(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(self.norm(self.conv(x)), inplace=True) + x


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3)
        self.blocks = nn.Sequential(Block(4))
        self.head = nn.Linear(4, 5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.blocks(self.stem(x)).mean((2, 3)))


def network(seed: int = 1) -> Network:
    torch.manual_seed(seed)
    return Network().eval()


def image(batch: int = 1, size: int = 8, seed: int = 2) -> torch.Tensor:
    return torch.randn(batch, 3, size, size, generator=torch.Generator().manual_seed(seed))


def patconv_compile(model: Any, **options: Any) -> Any:
    return torch.compile(model, backend="patconv", options={"threads": 1, "cache": False} | options)


def expect_equal(compiled: Callable[..., Any], model: Callable[..., Any], *inputs: Any) -> None:
    """The same values, types and places in memory."""
    got, expected = compiled(*inputs), model(*inputs)
    assert pytree.tree_structure(got) == pytree.tree_structure(expected)
    for value, wanted in zip(pytree.tree_leaves(got), pytree.tree_leaves(expected), strict=True):
        if not isinstance(wanted, torch.Tensor):
            assert value == wanted
            continue
        assert (value.dtype, value.device, value.stride()) == (
            wanted.dtype,
            wanted.device,
            wanted.stride(),
        )
        assert value.requires_grad == wanted.requires_grad
        assert value.is_inference() == wanted.is_inference()
        if wanted.dtype == torch.float32:
            assert_close(value.detach(), wanted.detach())
        else:
            assert torch.equal(value, wanted)


def expect_remark(
    reason: str, compiled: Callable[..., Any], model: Callable[..., Any], *inputs: Any
) -> None:
    """PyTorch runs the graph, and says so once."""
    with pytest.warns(PatConvWarning, match=f"leaves a graph to PyTorch: .*{reason}"):
        expect_equal(compiled, model, *inputs)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        expect_equal(compiled, model, *inputs)
