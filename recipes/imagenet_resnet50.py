"""A trained ResNet-50 on ImageNet: pruned by ADMM, retrained, compiled.

    python recipes/imagenet_resnet50.py DIR --weights dense.safetensors -o pruned.safetensors

DIR has train/CLASS/* and val/CLASS/*. The weights have the names of torchvision's ResNet-50. The
numbers are where to start, in bfloat16 on one GPU; how good they are on ImageNet has not been
measured.
"""

from __future__ import annotations

import torch
from patconv.data import imagenet
from patconv.models import resnet50
from recipe import Recipe, parse_arguments, run

RECIPE = Recipe(
    connectivity=3.6,
    batch=256,
    momentum=0.9,
    weight_decay=1e-4,
    admm_rate=1e-3,
    rho=1e-4,
    stages=4,
    updates=3,
    update_epochs=3,
    retrain_rate=5e-3,
    retrain_epochs=40,
    autocast=torch.bfloat16,
)


def main() -> None:
    """Prune what the weights are of."""
    arguments = parse_arguments(__doc__, trains=False)
    torch.manual_seed(0)
    data = imagenet(arguments.data, batch=RECIPE.batch, workers=arguments.workers)
    run(resnet50(len(data.classes)), data, RECIPE, arguments)


if __name__ == "__main__":
    main()
