"""Pruning that keeps the accuracy, in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .config import PruneConfig
from .projection import checked_config
from .report import PruneReport
from .run import PruningRun
from .run_log import EpochRecord
from .run_options import RunOptions
from .training import correct_share

if TYPE_CHECKING:
    import torch
    from torch import nn
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LRScheduler

__all__ = ["PruneResult", "prune_and_retrain"]


@dataclass(frozen=True)
class PruneResult:
    """What a run of `prune_and_retrain` came to.

    Attributes:
        report: figures of every convolution.
        history: one record per epoch, of both phases.
        dense_accuracy: before the run, from 0 to 1; None without validation data, as
            the other two.
        projected_accuracy: after the projection, before the retraining.
        accuracy: at the end.
        converged: whether ADMM ended because its residuals were small.
    """

    report: PruneReport
    history: tuple[EpochRecord, ...]
    dense_accuracy: float | None
    projected_accuracy: float | None
    accuracy: float | None
    converged: bool


def prune_and_retrain(
    model: nn.Module,
    train_loader: Iterable[Any],
    val_loader: Iterable[Any] | None,
    cfg: PruneConfig | None = None,
    *,
    retrain_epochs: int = 10,
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] | None = None,
    optimizer: Callable[[nn.Module], Optimizer] | None = None,
    scheduler: Callable[[Optimizer, int], LRScheduler] | None = None,
    metric: Callable[[torch.Tensor, torch.Tensor], Any] | None = None,
    autocast: torch.dtype | None = None,
    accumulate: int = 1,
    folder: Path | str | None = None,
    resume: bool = False,
    checkpoint_steps: int | None = None,
    tensorboard: bool | None = None,
) -> PruneResult:
    """Prune a trained model in place and train it until it is as good as before.

    The stages of ADMM in `cfg.schedule` come first (`ADMM`), then the projection, then
    `retrain_epochs` epochs in which the weights that are left are trained. The model
    comes back plain: no masks, the keys of its `state_dict` as before.

    With a folder, a checkpoint is written after every epoch, and every so many steps
    if that is asked for. A run that was killed and is called again with `resume` ends
    in the same weights, bit for bit, as one that was not: with the same data, on the
    same machine, and as far as PyTorch's operations are deterministic there. Data
    loaders may shuffle and augment at random; worker processes must not be persistent.

    In several processes (`torchrun`), wrap the model in DistributedDataParallel and
    call this on every rank with its part of the data; rank 0 writes the files.

    Args:
        model: a trained classifier, or what `loss` and `metric` are for, on its device.
        train_loader: yields pairs of inputs and targets; iterated once per epoch.
        val_loader: the same, for the accuracy; None to go without.
        cfg: what to prune, and the schedule; `PruneConfig()` if None.
        retrain_epochs: epochs after the projection; 0 for none.
        loss: of outputs and targets, a scalar; cross entropy if None.
        optimizer: makes an optimiser for a model; called for every stage and for the
            retraining. Adam with `cfg.schedule.learning_rate` if None.
        scheduler: makes a scheduler for an optimiser and a number of epochs, stepped
            after each; half a cosine down to 0 if None.
        metric: of outputs and targets, the mean over their rows, reported as accuracy;
            the share of correct predictions if None.
        autocast: the precision of the forward pass, such as `torch.bfloat16`; None for
            the model's own. float16 scales the loss.
        accumulate: batches per step of the optimiser.
        folder: for checkpoints and logs; made if it does not exist. ``log.csv`` has a
            row per epoch, ``residuals.csv`` a row per update and layer.
        resume: go on from the folder's checkpoint if it has one.
        checkpoint_steps: steps between checkpoints inside an epoch; None for none.
        tensorboard: whether to write for TensorBoard; None: if it is installed and
            there is a folder.

    Returns:
        The report, the history and the accuracies.

    Raises:
        PruneError: as `project_`; also a loader yields nothing, the loss or a weight is
            not finite (the last good checkpoint stays), the folder has a checkpoint
            and `resume` is False, or one of another model, configuration or loop.
        ImportError: TensorBoard is wanted, but not installed.
        OSError: the folder cannot be written.
        TypeError: `model` is no module, or `cfg` no `PruneConfig`.
    """
    from torch import nn, optim

    cfg = checked_config(cfg)
    rate = cfg.schedule.learning_rate
    options = RunOptions(
        retrain_epochs=retrain_epochs,
        loss=loss or nn.functional.cross_entropy,
        optimizer=optimizer or (lambda module: optim.Adam(module.parameters(), lr=rate)),
        scheduler=scheduler
        or (lambda made, epochs: optim.lr_scheduler.CosineAnnealingLR(made, T_max=epochs)),
        metric=metric or correct_share,
        autocast=autocast,
        accumulate=accumulate,
        folder=None if folder is None else Path(folder),
        resume=resume,
        checkpoint_steps=checkpoint_steps,
        tensorboard=tensorboard,
    )
    run = PruningRun(model, train_loader, val_loader, cfg, options)
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
    was_training = model.training
    try:
        run.go()
    finally:
        model.train(was_training)
    assert run.report is not None
    return PruneResult(
        report=run.report,
        history=tuple(run.history),
        dense_accuracy=run.accuracies["dense"],
        projected_accuracy=run.accuracies["projected"],
        accuracy=run.accuracies["final"],
        converged=run.converged,
    )
