"""Weights that are no numbers, that are not constant, or that change after compilation."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import patconv
import pytest
import torch
from patconv import CompileOptions
from patconv.errors import CompileError, ImportContractError, PatConvError
from patconv.importing import load_arrays
from torch import nn

WEIGHTS = "weights.safetensors"
IMAGE = torch.randn(1, 3, 8, 8, generator=torch.Generator().manual_seed(1))


def network() -> nn.Sequential:
    torch.manual_seed(0)
    conv = nn.Conv2d(3, 4, 3, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(4), nn.ReLU()).eval()


@pytest.mark.parametrize("count", [1, 5])
def test_nan_is_refused_by_name(count: int) -> None:
    model = network()
    model[0].weight.data.view(-1)[:count] = float("nan")
    message = rf"'0\.weight' to hold numbers, but got {count} NaN of 108 values; load a sound"
    with pytest.raises(ImportContractError, match=message):
        patconv.compile(model, IMAGE)


def test_nan_in_text_is_refused() -> None:
    text = """
func.func @main(%w: tensor<4xf32> {patconv.parameter = "w"}, %x: tensor<4xf32>) -> tensor<4xf32> {
  %y = arith.addf %w, %x : tensor<4xf32>
  return %y : tensor<4xf32>
}
"""
    weights = np.array([1, np.nan, 2, 3], np.float32)
    with pytest.raises(ImportContractError, match="'w' to hold numbers, but got 1 NaN of 4"):
        patconv.compile(text, weights={"w": weights})


def test_infinity_is_a_number() -> None:
    """As in a mask that is added."""

    class Masked(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("mask", torch.tensor([0.0, float("-inf"), 0.0]))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x + self.mask

    x = torch.tensor([[1.0, 2.0, 3.0]])
    assert torch.equal(patconv.compile(Masked().eval(), x)(x), Masked()(x))


class ComputedWeights(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)

    def forward(self, x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
        return torch.relu(nn.functional.conv2d(self.conv(x), w, padding=1))


def test_convolution_with_weights_that_are_no_constants() -> None:
    """It is right, the report says why it is slow, and `strict` refuses it."""
    torch.manual_seed(0)
    model, w = ComputedWeights().eval().requires_grad_(False), torch.randn(4, 3, 3, 3)
    compiled = patconv.compile(model, (IMAGE, w))
    expected = model(IMAGE, w)
    assert float((compiled(IMAGE, w) - expected).abs().max() / expected.abs().max()) <= 1e-4
    first, second = compiled.report().layers
    assert (first.name, first.path) == ("conv", "dense")
    assert second.path == "upstream"
    assert second.why == "stays in linalg: expected constant weights, but got an argument"
    assert (second.input, second.weights) == ((1, 3, 10, 10), (4, 3, 3, 3))
    assert second.output == (1, 4, 8, 8)
    with pytest.raises(CompileError, match=r"\(strict=True\), but got 1 that cannot") as caught:
        patconv.compile(model, (IMAGE, w), options=CompileOptions(strict=True))
    assert second.why in "".join(caught.value.diagnostics)


EDITS = {
    "optimiser": lambda model: torch.optim.SGD([model[0].weight], lr=1.0).step(),
    "operation": lambda model: model[0].weight.mul_(2),
    "element": lambda model: model[0].weight.__setitem__((0, 0, 0, 0), 1.0),
    "checkpoint": lambda model: model.load_state_dict(network().state_dict()),
    "statistics": lambda model: model.train()(IMAGE),
    "replacement": lambda model: setattr(model[0], "weight", nn.Parameter(torch.ones(4, 3, 3, 3))),
}


@pytest.mark.parametrize("name", EDITS)
def test_edits_after_compilation_are_refused(name: str) -> None:
    model = network()
    model[0].weight.grad = torch.ones_like(model[0].weight)
    kept = patconv.compile(model, IMAGE, options=CompileOptions(copy_weights=True))
    compiled = patconv.compile(model, IMAGE)
    before = compiled(IMAGE)
    with torch.no_grad():
        EDITS[name](model)
    for call in (compiled, compiled.profile, lambda _: compiled.save("edited.patconv")):
        with pytest.raises(PatConvError) as caught:
            call(IMAGE)
        assert re.fullmatch(
            r"expected the model's weights to be as they were compiled, but got '[01]\.\w+'"
            r"( and \d+ more)? edited since; compile again, or compile with copy_weights=True to "
            "go on with the weights of then",
            str(caught.value),
        )
    assert torch.equal(kept(IMAGE), before)
    model.eval()
    again = patconv.compile(model, IMAGE)
    assert float((again(IMAGE) - model(IMAGE)).detach().abs().max()) <= 1e-5


def test_replaced_weights_that_live_on() -> None:
    model = network()
    compiled, kept = patconv.compile(model, IMAGE), model[0].weight
    model[0].weight = nn.Parameter(kept.detach().clone())
    with pytest.raises(PatConvError, match=r"got '0\.weight' edited since"):
        compiled(IMAGE)
    model[0].weight = kept
    compiled(IMAGE)


def test_edits_after_a_part_of_the_model_is_gone() -> None:
    model = network()
    compiled, weight = patconv.compile(model, IMAGE), model[0].weight
    del model[1]
    compiled(IMAGE)
    with torch.no_grad():
        weight.add_(1)
    with pytest.raises(PatConvError, match=r"got '0\.weight' edited since"):
        compiled(IMAGE)


def test_compiled_model_outlives_the_module() -> None:
    model = network()
    compiled, expected = patconv.compile(model, IMAGE), model(IMAGE)
    del model
    assert float((compiled(IMAGE) - expected).detach().abs().max()) <= 1e-5


def test_weights_of_inference_mode_are_not_watched() -> None:
    with torch.inference_mode():
        model = network().requires_grad_(False)
    assert patconv.compile(model, IMAGE)(IMAGE).shape == (1, 4, 6, 6)


def test_exported_program_is_watched() -> None:
    program = torch.export.export(network(), (IMAGE,))
    compiled = patconv.compile(program)
    compiled(IMAGE)
    with torch.no_grad():
        program.state_dict["0.weight"].zero_()
    with pytest.raises(PatConvError, match=r"got '0\.weight' edited since"):
        compiled(IMAGE)


def test_nan_in_a_dump_is_refused(tmp_path: Path) -> None:
    options = CompileOptions(dump_ir=tmp_path, stop_after="raise")
    patconv.compile(network(), IMAGE, options=options)
    dump = tmp_path / "01-raise.mlir"
    arrays = {name: array.copy() for name, array in load_arrays(tmp_path / WEIGHTS).items()}
    name = next(name for name, array in arrays.items() if array.dtype == np.float32)
    patconv.compile(dump, weights=arrays)
    arrays[name].flat[0] = np.nan
    with pytest.raises(ImportContractError, match=f"'{re.escape(name)}' to hold numbers"):
        patconv.compile(dump, weights=arrays)
