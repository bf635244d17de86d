"""The recipes of the accuracy benchmark on digits: how networks are trained, pruned, retrained.

A method prunes a trained network in place; then every method's network is retrained for
the same number of epochs, its zeros kept.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

import torch
from torch import nn
from torch.nn import functional

import patconv

from ..data import Loaders, digits
from ..models import digits_resnet, digits_vgg
from ..pruning import PruneConfig, freeze_zeros_, project_, project_and_refit_
from ..pruning.baselines import BaselineConfig, prune_, rates_of

__all__ = [
    "METHODS",
    "NETWORKS",
    "RATES",
    "Method",
    "Recipe",
    "accuracy_of",
    "kept_weights",
    "load_fold",
    "prune_config",
    "retrain_",
    "train_",
]

#: Connectivity by the rate of a 3x3 layer, of which 4 of 9 positions stay.
RATES: Mapping[float, float] = MappingProxyType({8.1: 3.6, 12.0: 12 * 4 / 9})
NETWORKS: Mapping[str, Callable[[int], nn.Module]] = MappingProxyType(
    {"digits_vgg": digits_vgg, "digits_resnet": digits_resnet}
)


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters: AdamW whose learning rate rises and falls within each phase.

    Attributes:
        width: of both networks.
        batch: images of a batch.
        weight_decay: of AdamW.
        dense_epochs: epochs from random weights.
        dense_rate: highest learning rate there.
        retrain_epochs: epochs after pruning, for every method.
        retrain_rate: highest learning rate there.
        admm_stages: times that rho rises, by a factor of 10.
        admm_updates: updates in each stage.
        admm_epochs: epochs before each update.
        admm_rho: in the first stage.
        admm_rate: highest learning rate in each stage.
    """

    width: int = 20
    batch: int = 64
    weight_decay: float = 1e-4
    dense_epochs: int = 40
    dense_rate: float = 1e-2
    retrain_epochs: int = 20
    retrain_rate: float = 2e-3
    admm_stages: int = 4
    admm_updates: int = 10
    admm_epochs: int = 1
    admm_rho: float = 1e-3
    admm_rate: float = 5e-3

    def digest(self) -> str:
        """A short name that differs between recipes."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def load_fold(recipe: Recipe, seed: int, fold: int, folds: int) -> Loaders:
    """The digits with one fold for validation, split anew for each seed."""
    return digits(fold, folds=folds, seed=seed, batch=recipe.batch)


def prune_config(rate: float, **more: Any) -> PruneConfig:
    """8 patterns of 4 entries, and the connectivity that makes the rate."""
    return PruneConfig(entries=4, patterns=8, connectivity=RATES[rate], **more)


def train_(
    model: nn.Module,
    data: Loaders,
    recipe: Recipe,
    *,
    epochs: int,
    rate: float,
    penalty: Callable[[], torch.Tensor] | None = None,
    after_epoch: Callable[[int], object] | None = None,
) -> None:
    """Train, as every network of the benchmark is.

    Args:
        model: the network; it comes back in evaluation mode.
        data: whose training part is used.
        recipe: batch and weight decay.
        epochs: how many; 0 for none.
        rate: the highest learning rate.
        penalty: what to add to the loss of each batch.
        after_epoch: called with the number of epochs done.
    """
    steps = epochs * len(data.train)
    if not steps:
        return
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=recipe.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=rate, total_steps=steps, pct_start=0.2
    )
    device = next(model.parameters()).device
    model.train()
    for epoch in range(epochs):
        for batch in data.train:
            images, labels = (part.to(device) for part in batch)
            loss = functional.cross_entropy(model(images), labels)
            if penalty:
                loss = loss + penalty()
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            schedule.step()
        if after_epoch:
            after_epoch(epoch + 1)
    model.eval()


def retrain_(model: nn.Module, data: Loaders, recipe: Recipe) -> None:
    """Retrain a pruned network as every method's is: its zeros stay."""
    _train_masked(model, data, recipe, recipe.retrain_epochs)


def _train_masked(model: nn.Module, data: Loaders, recipe: Recipe, epochs: int) -> None:
    freeze_zeros_(model)
    train_(model, data, recipe, epochs=epochs, rate=recipe.retrain_rate)
    patconv.remove_masks_(model)


def accuracy_of(
    model: Callable[[torch.Tensor], torch.Tensor], data: Loaders, device: str = "cpu"
) -> float:
    """The share of validation images that are classified right by a model there, in per cent."""
    right = total = 0
    with torch.no_grad():
        for images, labels in data.val:
            right += int((model(images.to(device)).argmax(1).cpu() == labels).sum())
            total += len(labels)
    return 100 * right / total


def kept_weights(model: nn.Module) -> int:
    """Weights of convolutions that are not zero."""
    return sum(int((weight != 0).sum()) for weight in _weights(model))


def _weights(model: nn.Module) -> list[torch.Tensor]:
    return [module.weight for module in model.modules() if isinstance(module, nn.Conv2d)]


#: Prunes a trained network in place, so that the rate is the one given.
Method = Callable[[nn.Module, float, Loaders, Recipe], None]


def _magnitude(model: nn.Module, rate: float, data: Loaders, recipe: Recipe) -> None:
    project_(model, prune_config(rate))


def _longer(model: nn.Module, rate: float, data: Loaders, recipe: Recipe) -> None:
    """As much training in all as ADMM: its epochs come before the retraining of all methods."""
    project_(model, prune_config(rate))
    epochs = recipe.admm_stages * recipe.admm_updates * recipe.admm_epochs
    _train_masked(model, data, recipe, epochs)


def _unstructured(model: nn.Module, rate: float, data: Loaders, recipe: Recipe) -> None:
    """Each layer keeps as many weights as with patterns."""
    report = project_(copy.deepcopy(model), prune_config(rate))
    prune_(model, BaselineConfig("magnitude", rates=rates_of(report)))


def _refitted(model: nn.Module, rate: float, data: Loaders, recipe: Recipe) -> None:
    project_and_refit_(model, prune_config(rate), calibration=data.calibration())


def _admm(
    model: nn.Module, rate: float, data: Loaders, recipe: Recipe, share_filters: int = 1
) -> None:
    schedule = patconv.Schedule(
        rho=recipe.admm_rho,
        stages=recipe.admm_stages,
        updates=recipe.admm_updates,
        epochs=recipe.admm_epochs,
        tolerance=0.0,
    )
    admm = patconv.ADMM(model, prune_config(rate, schedule=schedule, share_filters=share_filters))

    def update(epoch: int) -> None:
        if epoch % recipe.admm_epochs == 0:
            admm.update()

    for _ in range(recipe.admm_stages):
        train_(
            model,
            data,
            recipe,
            epochs=recipe.admm_updates * recipe.admm_epochs,
            rate=recipe.admm_rate,
            penalty=admm.penalty,
            after_epoch=update,
        )
    admm.finalize_()
    patconv.remove_masks_(model)


#: By the name in the result file. All are retrained as long, "magnitude, longer" after as many
#: epochs as ADMM has before: it shows what the epochs alone are worth. "admm, 4 share" lets four
#: neighbouring filters keep the same kernels and patterns.
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "admm": _admm,
        "admm, 2 share": partial(_admm, share_filters=2),
        "admm, 4 share": partial(_admm, share_filters=4),
        "magnitude": _magnitude,
        "magnitude, longer": _longer,
        "unstructured": _unstructured,
        "refitted": _refitted,
    }
)
