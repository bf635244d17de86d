"""`torch.compile(model, backend="patconv")`: what it leaves to PyTorch, and that it says so."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from patconv.compiling.partitioned import PartitionedModel
from patconv.dynamo import compiled_graph
from patconv.errors import PatConvWarning, UnsupportedOperationError
from torch import nn
from torch_graphs import expect_equal, expect_remark, image, network, patconv_compile

pytestmark = pytest.mark.usefixtures("fresh_dynamo")


def with_input(x: torch.Tensor) -> torch.Tensor:
    return x.add_(1) * 2


@torch.no_grad()
def test_what_writes_runs_in_torch(graphs: list[Any]) -> None:
    def run(function: Callable[[torch.Tensor], torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        x = torch.zeros(2)
        return function(x), x

    compiled = patconv_compile(with_input)
    expect_remark("it writes to its inputs", lambda: run(compiled), lambda: run(with_input))
    compiled_graph._remarked.clear()
    model = network().train()
    other = network().train()
    compiled = patconv_compile(model)
    expect_remark("buffers, as in training", compiled, other, image(2))
    assert torch.equal(model.blocks[0].norm.running_mean, other.blocks[0].norm.running_mean)
    assert graphs == []


@torch.no_grad()
def test_dropout_in_training_runs_in_torch(graphs: list[Any]) -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Dropout(0.5)).train()
    compiled = patconv_compile(model)

    def seeded(function: Callable[[torch.Tensor], Any]) -> Callable[[torch.Tensor], Any]:
        def run(x: torch.Tensor) -> Any:
            torch.manual_seed(0)
            return function(x)

        return run

    expect_remark("in evaluation mode", seeded(compiled), seeded(model), image())
    assert graphs == []
    assert model.training
    model.eval()
    expect_equal(compiled, model, image())
    assert len(graphs) == 1


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
@torch.no_grad()
def test_other_float_types_run_in_torch(dtype: torch.dtype, graphs: list[Any]) -> None:
    model = nn.Conv2d(3, 4, 3).to(dtype)
    name = str(dtype).removeprefix("torch.")
    compiled = patconv_compile(model)
    expect_remark(f"it works on {name}, not float32", compiled, model, image().to(dtype))
    assert graphs == []


@torch.no_grad()
def test_autocast_and_other_devices(graphs: list[Any]) -> None:
    model = nn.Conv2d(3, 4, 3)
    compiled = patconv_compile(model)
    with torch.autocast("cpu", torch.bfloat16):
        expect_remark("by torch.autocast", compiled, model, image())
    expect_equal(compiled, model, image())
    assert len(graphs) == 1
    meta = nn.Conv2d(3, 4, 3, device="meta")
    with pytest.warns(PatConvWarning, match="it works on device meta"):
        assert patconv_compile(meta)(image().to("meta")).device.type == "meta"
    assert len(graphs) == 1


class Unsupported(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.special.bessel_j0(self.conv(x))


@torch.no_grad()
def test_fallback(graphs: list[Any]) -> None:
    model = Unsupported()
    expect_equal(patconv_compile(model), model, image())
    (graph,) = graphs
    assert isinstance(graph, PartitionedModel)
    (part,) = graph.report().torch_parts
    assert "aten.special_bessel_j0.default" in part.operations[0]
    assert "test_torch_backend_remarks.py:" in part.operations[0]
    torch._dynamo.reset()
    with pytest.raises(UnsupportedOperationError, match="special_bessel_j0"):
        patconv_compile(model, fallback="error")(image())


@torch.no_grad()
def test_nothing_to_compile(graphs: list[Any]) -> None:
    def function(x: torch.Tensor) -> torch.Tensor:
        return torch.special.bessel_j0(x) + 1

    expect_remark(
        "expected a convolution or a matrix", patconv_compile(function), function, image()
    )

    def view(x: torch.Tensor) -> torch.Tensor:
        return x.permute(1, 0, 2, 3)

    expect_remark("it computes nothing", patconv_compile(view), view, image())
    assert graphs == []


@torch.no_grad()
def test_integers_are_for_torch(graphs: list[Any]) -> None:
    model = nn.Sequential(nn.Embedding(7, 6), nn.Linear(6, 3))
    compiled = patconv_compile(model)
    expect_equal(compiled, model, torch.tensor([[1, 2, 6]]))
    assert isinstance(graphs[0], PartitionedModel)


@torch.no_grad()
def test_random_numbers(graphs: list[Any]) -> None:
    conv = nn.Conv2d(3, 4, 3)

    def function(x: torch.Tensor) -> torch.Tensor:
        torch.manual_seed(0)
        return conv(x) + torch.rand(4, 1, 1)

    compiled = patconv_compile(lambda x: conv(x) + torch.rand(4, 1, 1))

    def seeded(x: torch.Tensor) -> torch.Tensor:
        torch.manual_seed(0)
        return compiled(x)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PatConvWarning)
        expect_equal(seeded, function, image())
