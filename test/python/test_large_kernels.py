"""Kernels of more positions than a mask has bits: all of their weights count, or none."""

from __future__ import annotations

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions
from patconv.benchmarks.timing import relative_error
from patconv.models import initialise_, unit_variance_
from torch import nn

TOLERANCE = 1e-4

LAYERS = {
    "9x9": lambda: nn.Conv2d(6, 10, 9, padding=4),
    "11x11, stride 4": lambda: nn.Conv2d(6, 10, 11, stride=4, padding=2),
    "dilated": lambda: nn.Conv2d(6, 10, 9, padding=8, dilation=2),
    "columns": lambda: nn.Conv2d(6, 10, (1, 70), padding=(0, 35)),
    "groups": lambda: nn.Conv2d(6, 12, 9, padding=4, groups=3),
    "depthwise": lambda: nn.Conv2d(6, 6, 31, padding=15, groups=6),
    "transposed": lambda: nn.ConvTranspose2d(6, 10, 9, stride=2, padding=4),
}


@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("layer", LAYERS)
def test_layers(layer: str, layout: str) -> None:
    """Pruned by whole kernels, with an odd size, between layers that read beside a point."""
    torch.manual_seed(0)
    conv = LAYERS[layer]()
    model = nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1),
        nn.ReLU(),
        conv,
        nn.PReLU(conv.out_channels),
        nn.Conv2d(conv.out_channels, 4, 3, padding=1),
    )
    model.eval().requires_grad_(False)
    x = torch.randn(2, 3, 67, 75)
    initialise_(model, seed=0)
    patconv.project_(model, patconv.PruneConfig(connectivity=2))
    unit_variance_(model, (x,))
    for target in TARGETS:
        options = CompileOptions(layout=layout, threads=2)
        compiled = patconv.compile(model, (x,), target=target, options=options)
        assert relative_error(compiled(x), model(x)) <= TOLERANCE
        found = {layer.name: layer for layer in compiled.report().layers}
        if layer in ("9x9", "11x11, stride 4", "dilated", "columns"):
            assert found["2"].kept_kernels == found["2"].kernels // 2


def test_what_is_too_large_is_computed_all_the_same() -> None:
    torch.manual_seed(0)
    model = nn.Conv2d(2, 3, 33, padding=16).eval().requires_grad_(False)
    x = torch.randn(1, 2, 40, 41)
    assert relative_error(patconv.compile(model, (x,))(x), model(x)) <= TOLERANCE
