#!/usr/bin/env python3
"""Write the golden import texts under test/Imported.

Each file is what `patconv.importing.import_model` makes of a small network with
pinned versions of torch and torch-mlir, without weights and without locations.
The compiler's tests read these files, so that they need neither package.
Needs patconv with its extra 'torch', installed or with python/ on PYTHONPATH.

Usage: python scripts/update-golden-imports.py [--check] [NAME ...]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import torch
from patconv.importing import import_model
from patconv.models import NETWORKS as WHOLE
from torch import nn

FOLDER = Path(__file__).resolve().parents[1] / "test" / "Imported"
HEADER = "// Written by scripts/update-golden-imports.py.\n"


class Golden(nn.Module):
    """Layers in a row, with an input called `x`."""

    def __init__(self, *layers: nn.Module) -> None:
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.layers(x)
        return y


class Residual(nn.Module):
    """A basic block: two convolutions and the sum with the input."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
        self.relu = nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.relu(self.conv2(self.relu(self.conv1(x))) + x)
        return y


#: The networks by file name: what builds the network, and the shape of its input.
NETWORKS: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...]]] = {
    **{name: (build, (1, 3, 224, 224)) for name, build in WHOLE.items()},
    "conv": (lambda: Golden(nn.Conv2d(3, 8, 3, padding=1)), (1, 3, 8, 8)),
    "conv_no_bias": (lambda: Golden(nn.Conv2d(3, 8, 3, bias=False)), (1, 3, 8, 8)),
    "conv_batch": (lambda: Golden(nn.Conv2d(3, 8, 3, padding=1)), (4, 3, 8, 8)),
    "conv_1x1": (lambda: Golden(nn.Conv2d(8, 16, 1)), (1, 8, 8, 8)),
    "conv_5x5": (lambda: Golden(nn.Conv2d(4, 8, 5, padding=2)), (1, 4, 8, 8)),
    "conv_strided": (lambda: Golden(nn.Conv2d(4, 8, 3, stride=2, padding=1)), (1, 4, 9, 9)),
    "conv_dilated": (lambda: Golden(nn.Conv2d(4, 8, 3, dilation=2, padding=2)), (1, 4, 8, 8)),
    "conv_asymmetric_pad": (
        lambda: Golden(nn.ZeroPad2d((0, 1, 2, 3)), nn.Conv2d(4, 8, 3, stride=2)),
        (1, 4, 8, 8),
    ),
    "conv_grouped": (lambda: Golden(nn.Conv2d(8, 12, 3, padding=1, groups=4)), (1, 8, 8, 8)),
    "conv_depthwise": (lambda: Golden(nn.Conv2d(8, 8, 3, padding=1, groups=8)), (1, 8, 8, 8)),
    "conv_depthwise_multiplier": (
        lambda: Golden(nn.Conv2d(8, 16, 3, padding=1, groups=8)),
        (1, 8, 8, 8),
    ),
    "conv_relu": (lambda: Golden(nn.Conv2d(4, 8, 3, padding=1), nn.ReLU()), (1, 4, 8, 8)),
    "conv_relu6": (lambda: Golden(nn.Conv2d(4, 8, 3, padding=1), nn.ReLU6()), (1, 4, 8, 8)),
    "conv_clamp": (
        lambda: Golden(nn.Conv2d(4, 8, 3, padding=1), nn.Hardtanh(-0.5, 2.0)),
        (1, 4, 8, 8),
    ),
    "conv_batch_norm": (
        lambda: Golden(nn.Conv2d(4, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU()),
        (1, 4, 8, 8),
    ),
    "conv_residual": (lambda: Residual(8), (1, 8, 8, 8)),
    "max_pool": (lambda: Golden(nn.MaxPool2d(2)), (1, 4, 8, 8)),
    "max_pool_padded": (lambda: Golden(nn.MaxPool2d(3, 2, 1)), (1, 4, 8, 8)),
    "avg_pool": (lambda: Golden(nn.AvgPool2d(2)), (1, 4, 8, 8)),
    "avg_pool_global": (lambda: Golden(nn.AdaptiveAvgPool2d(1), nn.Flatten()), (1, 4, 7, 7)),
    "linear": (lambda: Golden(nn.Linear(16, 10), nn.ReLU()), (1, 16)),
}


def golden_text(name: str) -> str:
    """Import the network `name`; batch normalisation stays as it is."""
    build, shape = NETWORKS[name]
    imported = import_model(
        build().eval(), torch.zeros(shape), fold_batch_norm=False, locations=False
    )
    lines = (line.rstrip() for line in imported.text.strip().splitlines())
    return HEADER + "\n".join(lines) + "\n"


def main() -> int:
    """Write or check the files; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these networks")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.names) - set(NETWORKS))
    if unknown:
        parser.error(f"expected names to be among {', '.join(NETWORKS)}, but got {unknown[0]}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = []
    for name in arguments.names or NETWORKS:
        path, text = FOLDER / f"{name}.mlir", golden_text(name)
        if path.exists() and path.read_text() == text:
            continue
        stale.append(path.name)
        if not arguments.check:
            path.write_text(text)
    print(f"{'stale' if arguments.check else 'written'}: {', '.join(stale) or 'none'}")
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
