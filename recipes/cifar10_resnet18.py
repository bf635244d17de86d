"""ResNet-18 with a stem for 32x32 pixels on CIFAR-10: trained, pruned 8.1x by ADMM, compiled.

    python recipes/cifar10_resnet18.py DIR -o pruned.safetensors --folder run

DIR has the binary files of CIFAR-10. The numbers are where to start; how good they are on CIFAR-10
has not been measured.
"""

from __future__ import annotations

import torch
from patconv.data import cifar10
from patconv.models import resnet18
from recipe import Recipe, parse_arguments, run, train_
from torch import nn
from torch.optim import SGD

RECIPE = Recipe(
    connectivity=3.6,
    batch=128,
    momentum=0.9,
    weight_decay=5e-4,
    admm_rate=1e-2,
    rho=1e-4,
    stages=4,
    updates=3,
    update_epochs=5,
    retrain_rate=1e-2,
    retrain_epochs=60,
)
DENSE_EPOCHS = 100
DENSE_RATE = 0.1


def network() -> nn.Module:
    """ResNet-18 that keeps the planes of small images large."""
    model = resnet18(num_classes=10)
    model.conv1 = nn.Conv2d(3, 64, 3, padding=1, bias=False)
    model.maxpool = nn.MaxPool2d(1)
    return model


def main() -> None:
    """Train unless there are weights, and prune."""
    arguments = parse_arguments(__doc__, trains=True)
    torch.manual_seed(0)
    data = cifar10(arguments.data, batch=RECIPE.batch, workers=arguments.workers)

    def train(model: nn.Module) -> None:
        optimizer = SGD(
            model.parameters(),
            lr=DENSE_RATE,
            momentum=RECIPE.momentum,
            weight_decay=RECIPE.weight_decay,
            nesterov=True,
        )
        train_(model, data, optimizer, max(1, round(arguments.scale * DENSE_EPOCHS)))

    run(network(), data, RECIPE, arguments, train)


if __name__ == "__main__":
    main()
