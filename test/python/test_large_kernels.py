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
    "depthwise": lambda: nn.Conv2d(6, 6, 23, padding=11, groups=6),
    "transposed": lambda: nn.ConvTranspose2d(6, 10, 9, stride=2, padding=4),
    "transposed, 15x15": lambda: nn.ConvTranspose2d(6, 10, 15, stride=2, padding=7),
    "transposed, large phases": lambda: nn.ConvTranspose2d(6, 10, 17, stride=2, padding=8),
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("layout", ["plain", "lane_tiled"])
@pytest.mark.parametrize("layer", LAYERS)
def test_layers(layer: str, layout: str, target: str) -> None:
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
    options = CompileOptions(layout=layout, threads=2)
    compiled = patconv.compile(model, (x,), target=target, options=options)
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    found = next(one for one in compiled.report().layers if one.name == "2")
    # Filters of one channel lose none; transposed ones are not pruned.
    loses = isinstance(conv, nn.Conv2d) and layer != "depthwise"
    kept = found.kernels // 2 if loses else found.kernels
    assert found.kept_kernels == kept


@pytest.mark.parametrize(("kernel", "stride"), [(33, 1), (16, 16), (16, 10), (15, 1)])
def test_what_is_faster_in_loops_is_right_too(kernel: int, stride: int) -> None:
    torch.manual_seed(0)
    model = nn.Conv2d(2, 3, kernel, stride=stride).eval().requires_grad_(False)
    x = torch.randn(1, 2, 48, 49)
    assert relative_error(patconv.compile(model, (x,))(x), model(x)) <= TOLERANCE
