"""What ``patconv prune`` does with a data set: train, or refit, and measure the accuracy."""

from __future__ import annotations

import argparse
import copy
import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DataError, ImportContractError, PruneError
from ..files import replaced
from ..reports.progress import step
from .arguments import UsageError, given
from .model_source import Model, expect_module, require_torch, resolve_model
from .prune_options import BASELINES, method_of

if TYPE_CHECKING:
    import torch
    from torch import nn
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LRScheduler

    from ..data import DataSpec, Loaders
    from ..pruning import PruneConfig, PruneResult

__all__ = ["describe_run", "parse_data", "prune_on_data"]

#: In the folder: what a run that goes on must have in common with the one that was killed.
_RUN = "run.json"
_EPOCHS = 10
_SAMPLES = 512
#: Channels of a group of N:M, where no rate asks for more.
_GROUP = 16


def parse_data(arguments: argparse.Namespace) -> DataSpec:
    """What ``--data`` names.

    Raises:
        UsageError: it has another form.
        ImportError: PyTorch is missing.
    """
    require_torch()
    from ..data import parse_data_spec

    try:
        return parse_data_spec(arguments.data)
    except DataError as error:
        raise UsageError(str(error).replace("the data", "--data", 1)) from None


def describe_run(arguments: argparse.Namespace) -> dict[str, Any]:
    """What the result depends on beside the configuration."""
    method = method_of(arguments)
    run: dict[str, Any] = {
        "model": arguments.model,
        "weights": None if arguments.weights is None else str(arguments.weights),
        "data": arguments.data,
        "method": method,
        "batch": arguments.batch,
        "seed": arguments.seed or 0,
    }
    if method == "refit":
        return {**run, "samples": arguments.samples or _SAMPLES}
    return {
        **run,
        "epochs": _epochs(arguments),
        "rate_schedule": arguments.rate_schedule or "cosine",
    }


def prune_on_data(
    arguments: argparse.Namespace, spec: DataSpec, config: PruneConfig
) -> tuple[Model, PruneResult]:
    """Load data and model, and prune it.

    Raises:
        UsageError, PatConvError, ImportError, OSError: as what it calls; a network that
            does not fit the data is an ImportContractError.
    """
    import torch

    expect_module(arguments.model)
    _expect_free_folder(arguments)
    device = _device(arguments)
    seed = arguments.seed or 0
    torch.manual_seed(seed)
    if arguments.threads is not None:
        torch.set_num_threads(arguments.threads)
    with step(f"loading {arguments.data}"):
        data = spec.load(seed=seed, **given(arguments, "batch", "workers"))
    shapes = arguments.input or [(1, *data.shape)]
    with step(f"loading {arguments.model}"):
        model = resolve_model(argparse.Namespace(**{**vars(arguments), "input": shapes}))
    _expect_fit(model, data)
    if arguments.folder is not None:
        _remember_run(arguments.folder, describe_run(arguments))
    method = method_of(arguments)
    prune_ = _train_
    if method == "refit":
        prune_ = _refit_
    elif method in BASELINES:
        prune_ = _prune_without_patterns_
    model.module.to(device)
    result = prune_(model.module, data, config, arguments)
    model.module.cpu()
    return model, result


def _device(arguments: argparse.Namespace) -> torch.device:
    import torch

    name = arguments.device or "cpu"
    try:
        device = torch.device(name)
        torch.zeros(1, device=device).item()
    # What PyTorch raises where it has no such device differs by kind.
    except (RuntimeError, AssertionError) as error:
        reason = str(error).partition("\n")[0]
        raise UsageError(
            f"expected --device to be a device of this PyTorch, such as cpu or cuda, but got "
            f"'{name}': {reason}"
        ) from None
    return device


def _epochs(arguments: argparse.Namespace) -> int:
    return _EPOCHS if arguments.epochs is None else int(arguments.epochs)


def _train_(
    module: nn.Module, data: Loaders, config: PruneConfig, arguments: argparse.Namespace
) -> PruneResult:
    from ..pruning import prune_and_retrain

    return prune_and_retrain(
        module,
        data.train,
        data.val,
        config,
        retrain_epochs=_epochs(arguments),
        scheduler=_scheduler(arguments.rate_schedule or "cosine"),
        resume=bool(arguments.resume),
        **given(arguments, "folder", "checkpoint_steps"),
    )


def _scheduler(name: str) -> Callable[[Optimizer, int], LRScheduler]:
    from torch.optim import lr_scheduler

    if name == "cosine":
        return lambda made, epochs: lr_scheduler.CosineAnnealingLR(made, T_max=epochs)
    last = 1.0 if name == "constant" else 0.0
    return lambda made, epochs: lr_scheduler.LinearLR(made, 1.0, last, total_iters=epochs)


def _refit_(
    module: nn.Module, data: Loaders, config: PruneConfig, arguments: argparse.Namespace
) -> PruneResult:
    from ..pruning import PruneResult, project_and_refit_

    dense = _accuracy(module, data)
    samples = arguments.samples or _SAMPLES
    images = data.calibration(samples, seed=arguments.seed or 0)
    report = project_and_refit_(module, config, calibration=images, samples=samples)
    accuracy = _accuracy(module, data)
    return PruneResult(report, (), dense, accuracy, accuracy, converged=False)


def _prune_without_patterns_(
    module: nn.Module, data: Loaders, config: PruneConfig, arguments: argparse.Namespace
) -> PruneResult:
    """Leave each layer as many weights as it would have with patterns, and retrain those."""
    from torch import nn

    from ..baselines import BaselineConfig, prune_, rates_of
    from ..pruning import freeze_zeros_, project_

    dense = _accuracy(module, data)
    rates = rates_of(project_(copy.deepcopy(module), config))
    group = max([_GROUP, *(math.ceil(rate) for rate in rates.values())])
    baseline = BaselineConfig(method_of(arguments), rates=rates, skip=config.skip, group=group)
    report = prune_(module, baseline)
    freeze_zeros_(module)
    # What is masked is retrained as it is: no layer gets patterns.
    names = [name for name, part in module.named_modules() if isinstance(part, nn.Conv2d)]
    result = _train_(module, data, replace(config, skip=tuple(names)), arguments)
    return replace(result, report=report, dense_accuracy=dense)


def _accuracy(module: nn.Module, data: Loaders) -> float:
    from torch.nn.functional import cross_entropy

    from ..pruning.training import Trainer, correct_share

    with step("measuring the accuracy"):
        return Trainer(module, cross_entropy, None).evaluate(data.val, correct_share)


def _expect_fit(model: Model, data: Loaders) -> None:
    """Find out before long work whether a network takes the images, and tells the classes."""
    import torch

    shape = "x".join(map(str, data.shape))
    image = data.plain[0][0][None]
    try:
        with torch.no_grad():
            scores = model.module(image)
    except (RuntimeError, ValueError, TypeError) as error:
        first = str(error).splitlines()[0]
        raise ImportContractError(
            f"expected {model.name} to take images of {shape}, as {data.name} has them, "
            f"but got: {first}"
        ) from error
    found = tuple(scores.shape) if isinstance(scores, torch.Tensor) else type(scores).__name__
    if not isinstance(found, tuple) or len(found) != 2 or found[1] < len(data.classes):
        raise ImportContractError(
            f"expected {model.name} to give a score for each of {len(data.classes)} classes of "
            f"{data.name}, but got {found} for one image; give a network for that data set"
        )


def _expect_free_folder(arguments: argparse.Namespace) -> None:
    from ..pruning.run import CHECKPOINT

    folder: Path | None = arguments.folder
    if folder is None:
        return
    if not arguments.resume:
        if (folder / CHECKPOINT).exists():
            raise PruneError(
                f"expected --folder without a checkpoint, but got '{folder / CHECKPOINT}'; add "
                "--resume to go on from it, or give another folder"
            )
        return
    if not (folder / _RUN).exists():
        return
    try:
        saved = json.loads((folder / _RUN).read_text(encoding="utf-8"))
    except ValueError as error:
        raise PruneError(f"expected '{folder / _RUN}' to be JSON, but got: {error}") from None
    for name, mine in describe_run(arguments).items():
        theirs = saved.get(name) if isinstance(saved, dict) else None
        if mine != theirs:
            raise PruneError(
                f"expected to resume '{folder}' with what it was started with, but got {name} "
                f"{mine} in place of {theirs}; give that, or another folder"
            )


def _remember_run(folder: Path, run: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with replaced(folder / _RUN) as temporary:
        temporary.write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")
