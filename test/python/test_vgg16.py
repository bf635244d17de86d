"""The dumps of VGG-16 as it is, on an image of 224 x 224."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import patconv
import pytest
import torch
from patconv import CompileOptions, PruneConfig
from patconv.models import VGG16, initialise_, unit_variance_, vgg16

pytestmark = pytest.mark.full

DUMPS = [f"{number:02d}-{name}.mlir" for number, name in enumerate(patconv._patconv.phases())]
#: Small networks resume from every one.
RESUMED = [name for name in DUMPS if name[3:-5] in ("import", "pack")]


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


@pytest.mark.parametrize("name", RESUMED)
def test_resumed(
    network: tuple[VGG16, torch.Tensor], dumped: tuple[Path, torch.Tensor], name: str
) -> None:
    folder, output = dumped
    assert sorted(path.name for path in folder.glob("*.mlir")) == DUMPS
    resumed = patconv.compile(folder / name, weights=folder / "weights.safetensors")
    assert torch.equal(resumed(network[1]), output)
