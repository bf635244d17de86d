"""The arguments of a run, and what must be the same when it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import PruneError
from .checks import expect_integer
from .config import PruneConfig
from .ranks import rank_and_world

if TYPE_CHECKING:
    import torch
    from torch import nn
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LRScheduler

__all__ = ["RunOptions", "describe_config", "describe_loop", "describe_model"]


@dataclass(frozen=True)
class RunOptions:
    """The arguments of `prune_and_retrain`, which describes them.

    Raises:
        PruneError: a value is out of its range.
    """

    retrain_epochs: int
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
    optimizer: Callable[[nn.Module], Optimizer]
    scheduler: Callable[[Optimizer, int], LRScheduler]
    metric: Callable[[torch.Tensor, torch.Tensor], Any]
    autocast: torch.dtype | None
    accumulate: int
    folder: Path | None
    resume: bool
    checkpoint_steps: int | None
    tensorboard: bool | None

    def __post_init__(self) -> None:
        expect_integer("retrain_epochs", self.retrain_epochs, 0, None)
        expect_integer("accumulate", self.accumulate, 1, None)
        if self.checkpoint_steps is not None:
            expect_integer("checkpoint_steps", self.checkpoint_steps, 1, None)
        wants = self.resume or self.tensorboard or self.checkpoint_steps is not None
        if wants and self.folder is None:
            raise PruneError(
                "expected a folder for resume, checkpoint_steps and tensorboard, but got none; "
                "give folder='runs/first'"
            )


def describe_model(model: nn.Module) -> dict[str, str]:
    """Shape and type of each tensor, by name."""
    return {
        name: f"{tuple(value.shape)} {value.dtype}" for name, value in model.state_dict().items()
    }


def describe_config(cfg: PruneConfig) -> dict[str, str]:
    """Each field as text; a function that picks layers only as such."""
    fields = {
        **asdict(cfg),
        "pattern_set": [pattern.picture for pattern in cfg.pattern_set or ()],
        "overrides": [
            {**vars(one), "match": one.match if isinstance(one.match, str) else "a function"}
            for one in cfg.overrides
        ],
    }
    return {name: str(value) for name, value in fields.items()}


def describe_loop(
    options: RunOptions, optimizer: Optimizer, scheduler: LRScheduler
) -> dict[str, str]:
    """What the steps depend on besides."""
    return {
        "retrain_epochs": str(options.retrain_epochs),
        "accumulate": str(options.accumulate),
        "autocast": str(options.autocast),
        "optimizer": type(optimizer).__name__,
        "scheduler": type(scheduler).__name__,
        "processes": str(rank_and_world()[1]),
    }
