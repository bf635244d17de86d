"""A run of pruning that draws random numbers wherever it can, and may be killed at a step.

`python killed_runs.py FOLDER STEP` kills itself inside the given step (counted from 1).
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from patconv.pruning import PruneResult, prune_and_retrain
from torch import nn
from torch.utils.data import DataLoader, Dataset
from trained_models import images, quick_config

#: 4 epochs of ADMM and 2 of retraining, each of 6 batches.
STEPS = 36


class Augmented(Dataset[tuple[torch.Tensor, torch.Tensor]]):
    """Images with noise from each of the three global generators."""

    def __init__(self) -> None:
        self._inputs, self._targets = images(46)

    def __len__(self) -> int:
        return len(self._inputs)

    def __getitem__(self, place: int) -> tuple[torch.Tensor, torch.Tensor]:
        noise = torch.randn(1, 8, 8) + random.random() + np.random.rand()  # noqa: NPY002
        return self._inputs[place] + 0.1 * noise, self._targets[place]


def network(seed: int = 0) -> nn.Sequential:
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(1, 6, 3, padding=1),
        nn.BatchNorm2d(6),
        nn.ReLU(),
        nn.Dropout(0.2),
        nn.Conv2d(6, 8, 3, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(8 * 64, 4),
    )


def seed_everything(seed: int) -> None:
    torch.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002


def run(
    folder: Path | None,
    *,
    before_step: Callable[[int], None] = lambda step: None,
    own_generator: bool = False,
    workers: int = 0,
    seed: int = 0,
    device: str = "cpu",
    **arguments: object,
) -> tuple[nn.Sequential, PruneResult]:
    """Prune `network`; `before_step` is called with the number of the step that it does now."""
    torch.set_num_threads(1)
    model = network(seed).to(device)
    seed_everything(seed)
    steps = 0

    def loss(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        nonlocal steps
        steps += 1
        before_step(steps)
        return nn.functional.cross_entropy(outputs, targets)

    generator = torch.Generator().manual_seed(seed + 7) if own_generator else None
    train = DataLoader(
        Augmented(), batch_size=8, shuffle=True, generator=generator, num_workers=workers
    )
    given = {
        "retrain_epochs": 2,
        "loss": loss,
        "folder": folder,
        "tensorboard": None if folder is None else False,
        "checkpoint_steps": None if folder is None else 2,
        "optimizer": lambda made: torch.optim.SGD(
            made.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-3
        ),
        **arguments,
    }
    val = DataLoader(Augmented(), batch_size=16)
    return model, prune_and_retrain(model, train, val, quick_config(), **given)


def kill(step: int) -> Callable[[int], None]:
    """Die without a chance to clean up when this step comes."""

    def before_step(now: int) -> None:
        if now == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return before_step


if __name__ == "__main__":
    run(Path(sys.argv[1]), before_step=kill(int(sys.argv[2])))
