"""What the recipes share: arguments, dense training, pruning, compilation, the accuracy of both."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import patconv
import torch
from patconv.data import Loaders
from patconv.importing import save_arrays
from patconv.pruning import masks_of
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional
from torch.optim import SGD, Optimizer
from torch.optim.lr_scheduler import CosineAnnealingLR


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters; all phases are SGD with momentum, the rate falls along a cosine.

    Attributes:
        connectivity: kernels before divided by kernels after, of every convolution but the first.
        batch: images of a batch.
        momentum: of SGD.
        weight_decay: of SGD.
        admm_rate: learning rate at the start of each stage of ADMM.
        rho: penalty of the first stage; it rises tenfold with each.
        stages: of ADMM.
        updates: in each stage.
        update_epochs: epochs before each update.
        retrain_rate: learning rate at the start of the retraining.
        retrain_epochs: its epochs.
        autocast: precision of the forward passes; None for float32.
    """

    connectivity: float
    batch: int
    momentum: float
    weight_decay: float
    admm_rate: float
    rho: float
    stages: int
    updates: int
    update_epochs: int
    retrain_rate: float
    retrain_epochs: int
    autocast: torch.dtype | None = None

    def schedule(self) -> patconv.Schedule:
        """The schedule of ADMM."""
        return patconv.Schedule(
            rho=self.rho,
            stages=self.stages,
            updates=self.updates,
            epochs=self.update_epochs,
            learning_rate=self.admm_rate,
        )

    def config(self) -> patconv.PruneConfig:
        """8 patterns of 4 entries, as the paper has them."""
        return patconv.PruneConfig(
            entries=4, patterns=8, connectivity=self.connectivity, schedule=self.schedule()
        )


def parse_arguments(description: str, *, trains: bool) -> argparse.Namespace:
    """The command line of a recipe; one that trains a network can do without weights."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("data", type=Path, metavar="DIR", help="where the data set lies")
    parser.add_argument(
        "--weights",
        type=Path,
        required=not trains,
        metavar="F.safetensors",
        help="of the trained network"
        + (" (default: train it first, and write F.dense.safetensors)" if trains else ""),
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="F.safetensors", help="pruned weights"
    )
    parser.add_argument("--folder", type=Path, help="checkpoints and logs", metavar="RUN")
    parser.add_argument("--resume", action="store_true", help="go on from the folder's checkpoint")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--workers", type=int, default=4, help="processes that read images")
    parser.add_argument(
        "--scale",
        type=float,
        default=1.0,
        help="of all numbers of epochs, such as 0.1 for a first try (at least 1 epoch each)",
    )
    return parser.parse_args()


def train_(model: nn.Module, data: Loaders, optimizer: Optimizer, epochs: int) -> None:
    """Train a network that has no weights yet; the rate falls along a cosine."""
    schedule = CosineAnnealingLR(optimizer, epochs)
    device = next(model.parameters()).device
    model.train()
    for epoch in range(epochs):
        for batch in data.train:
            images, labels = (part.to(device) for part in batch)
            optimizer.zero_grad()
            torch.autograd.backward(functional.cross_entropy(model(images), labels))
            optimizer.step()
        schedule.step()
        print(f"dense: epoch {epoch + 1} of {epochs}")


def _save(model: nn.Module, path: Path) -> None:
    save_arrays({name: value.cpu().numpy() for name, value in model.state_dict().items()}, path)


def run(
    model: nn.Module,
    data: Loaders,
    recipe: Recipe,
    arguments: argparse.Namespace,
    train: Callable[[nn.Module], None] | None = None,
) -> None:
    """Prune, retrain, write the weights, compile them, and tell the accuracy of each step."""

    def scaled(epochs: int) -> int:
        return max(1, round(float(arguments.scale) * epochs))

    def optimizer(module: nn.Module) -> Optimizer:
        return SGD(
            module.parameters(),
            # Masks are there once the stages of ADMM are over.
            lr=recipe.retrain_rate if masks_of(module) else recipe.admm_rate,
            momentum=recipe.momentum,
            weight_decay=recipe.weight_decay,
            nesterov=True,
        )

    model.to(arguments.device)
    dense = arguments.weights or arguments.output.with_suffix(".dense.safetensors")
    # A run that goes on has its dense weights already.
    if arguments.weights is not None or (arguments.resume and dense.exists()):
        model.load_state_dict(load_file(dense))
    elif train is not None:
        train(model)
        _save(model, dense)
    schedule = replace(recipe.schedule(), epochs=scaled(recipe.update_epochs))
    result = patconv.prune_and_retrain(
        model,
        data.train,
        data.val,
        replace(recipe.config(), schedule=schedule),
        retrain_epochs=scaled(recipe.retrain_epochs),
        optimizer=optimizer,
        autocast=recipe.autocast,
        folder=arguments.folder,
        resume=arguments.resume,
    )
    model.eval().cpu()
    _save(model, arguments.output)
    print(f"{result.report.rate:.1f}x fewer weights")
    for name, accuracy in (
        ("dense", result.dense_accuracy),
        ("projected", result.projected_accuracy),
        ("retrained", result.accuracy),
    ):
        print(f"{name} {100 * (accuracy or 0):.2f} %")
    options = patconv.CompileOptions(threads=torch.get_num_threads())
    compiled = patconv.compile(model, (torch.zeros(1, *data.shape),), options=options)
    right = total = 0
    for images, labels in data.val:
        for image, label in zip(images, labels, strict=True):
            right += int(compiled(image[None]).argmax() == label)
            total += 1
    print(f"compiled {100 * right / total:.2f} %")
