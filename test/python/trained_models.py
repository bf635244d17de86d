"""Small models and data for the tests of pruning in training."""

from __future__ import annotations

import torch
from patconv.pruning import PruneConfig, Schedule
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

#: Two stages of two updates: everything that a schedule does happens.
QUICK = Schedule(stages=2, updates=2)


def convolutions(dtype: torch.dtype = torch.float32, seed: int = 0) -> nn.Sequential:
    """A classifier of 1x8x8 images into 4 classes: 3x3, 1x1 and depthwise convolutions."""
    torch.manual_seed(seed)
    model = nn.Sequential(
        nn.Conv2d(1, 6, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(6, 8, 3, padding=1, stride=2),
        nn.ReLU(),
        nn.Conv2d(8, 8, 3, padding=1, groups=8),
        nn.ReLU(),
        nn.Conv2d(8, 6, 1),
        nn.Flatten(),
        nn.Linear(6 * 16, 4),
    )
    return model.to(dtype)


def images(
    count: int = 48, dtype: torch.dtype = torch.float32
) -> tuple[torch.Tensor, torch.Tensor]:
    """Images whose class can be learnt: the quadrant that is brighter than the others."""
    generator = torch.Generator().manual_seed(1)
    classes = torch.arange(count) % 4
    pixels = torch.randn(count, 1, 8, 8, generator=generator)
    for image, number in zip(pixels, classes.tolist(), strict=True):
        row, column = divmod(number, 2)
        image[0, 4 * row : 4 * row + 4, 4 * column : 4 * column + 4] += 2
    return pixels.to(dtype), classes


def loader(count: int = 48, batch: int = 8, *, shuffle: bool = False) -> DataLoader[object]:
    return DataLoader(TensorDataset(*images(count)), batch_size=batch, shuffle=shuffle)


def quick_config(**arguments: object) -> PruneConfig:
    return PruneConfig(**{"connectivity": 2.5, "schedule": QUICK, **arguments})


def alive(weight: torch.Tensor) -> int:
    """How many kernels of a weight are not zero."""
    return int((weight != 0).flatten(2).any(2).sum())
