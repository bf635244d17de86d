"""Many architectures against PyTorch in float64: every convolution and every output.

Weights are calibrated as in `test_networks`, so that each layer moves the output.
"""

from __future__ import annotations

import pytest
from architectures import ARCHITECTURES
from architectures.checking import errors, network
from patconv import CompileOptions

TOLERANCE = 1e-4


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_pruned(name: str) -> None:
    model, inputs = network(ARCHITECTURES[name], 1, pruned=True)
    found = errors(model, inputs, CompileOptions(expose_layers=True))
    assert max(found.values()) <= TOLERANCE, found


@pytest.mark.full
@pytest.mark.parametrize("batch", [1, 4])
@pytest.mark.parametrize("pruned", [True, False], ids=["pruned", "dense"])
@pytest.mark.parametrize("name", ARCHITECTURES)
def test_batches(name: str, pruned: bool, batch: int) -> None:
    """Layers exposed, and the outputs without, where they share memory, on two threads."""
    model, inputs = network(ARCHITECTURES[name], batch, pruned=pruned)
    found = errors(model, inputs, CompileOptions(expose_layers=True, threads=batch // 2 or 1))
    assert max(found.values()) <= TOLERANCE, found
    found = errors(model, inputs, CompileOptions(threads=2))
    assert max(found.values()) <= TOLERANCE, found


def test_enough() -> None:
    assert len(ARCHITECTURES) >= 25
