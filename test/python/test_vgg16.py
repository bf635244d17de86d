"""VGG-16 as it is, on an image of 224 x 224: its output, its layers, and its dumps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import patconv
import pytest
import torch
from patconv import CompileOptions, PruneConfig
from patconv.models import VGG16, initialise_, unit_variance_, vgg16
from torch import nn

pytestmark = pytest.mark.full

TOLERANCE = 1e-4
DUMPS = [f"{number:02d}-{name}.mlir" for number, name in enumerate(patconv._patconv.phases())]


def relative_error(got: torch.Tensor, expected: torch.Tensor) -> float:
    assert got.shape == expected.shape
    return float((got - expected).abs().max() / expected.abs().max())


@pytest.fixture(scope="module")
def network() -> tuple[VGG16, torch.Tensor]:
    """Pruned 8x, with weights for which every layer matters."""
    x = torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(2))
    model = vgg16().eval().requires_grad_(False)
    initialise_(model, seed=1)
    patconv.project_(model, PruneConfig(entries=4, patterns=8, connectivity=3.6))
    unit_variance_(model, x)
    return model, x


@pytest.fixture(scope="module")
def expected(network: tuple[VGG16, torch.Tensor]) -> dict[str, torch.Tensor]:
    """What PyTorch computes: each convolution after its activation, and the output."""
    model, x = network
    values: dict[str, torch.Tensor] = {}
    y = x
    for place, module in enumerate(model.features):
        y = module(y)
        if isinstance(module, nn.ReLU):
            values[f"features.{place - 1}"] = y.clone()
    values["output"] = model(x)
    return values


@pytest.mark.parametrize("threads", [1, 2])
def test_output(
    network: tuple[VGG16, torch.Tensor], expected: dict[str, torch.Tensor], threads: int
) -> None:
    model, x = network
    compiled = patconv.compile(model, x, options=CompileOptions(threads=threads))
    paths = [layer.path for layer in compiled.report().layers]
    assert paths == ["pattern"] * 13 + ["upstream"] * 3
    assert relative_error(compiled(x), expected["output"]) <= TOLERANCE


@pytest.mark.parametrize("threads", [1, 2])
def test_layers(
    network: tuple[VGG16, torch.Tensor], expected: dict[str, torch.Tensor], threads: int
) -> None:
    model, x = network
    options = CompileOptions(threads=threads, expose_layers=True)
    outputs = patconv.compile(model, x, options=options).layer_outputs(x)
    assert len(outputs) == 13
    assert outputs.keys() == expected.keys() - {"output"}
    errors = {name: relative_error(value, expected[name]) for name, value in outputs.items()}
    assert max(errors.values()) <= TOLERANCE, errors


@pytest.fixture(scope="module")
def dumped(
    network: tuple[VGG16, torch.Tensor], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, torch.Tensor]]:
    """A folder of dumps, which is large, and the output of the model that made them."""
    folder = tmp_path_factory.mktemp("dumps")
    model, x = network
    output = patconv.compile(model, x, options=CompileOptions(dump_ir=folder))(x)
    yield folder, output
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.parametrize("name", DUMPS)
def test_resumed(
    network: tuple[VGG16, torch.Tensor], dumped: tuple[Path, torch.Tensor], name: str
) -> None:
    folder, output = dumped
    assert sorted(path.name for path in folder.glob("*.mlir")) == DUMPS
    resumed = patconv.compile(folder / name, weights=folder / "weights.safetensors")
    assert torch.equal(resumed(network[1]), output)
