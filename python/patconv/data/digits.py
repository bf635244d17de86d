"""scikit-learn's digits: 1797 grey images of 8x8 pixels, which come with the package."""

from __future__ import annotations

from functools import partial

import torch

from ..errors import DataError
from .loaders import Images, Loaders, load_batches, shifted

__all__ = ["digits"]

#: Mean and standard deviation of the pixels, from 0 (background) to 1.
_MEAN, _STD = 0.305, 0.376


def digits(
    fold: int = 0,
    *,
    folds: int = 5,
    seed: int = 0,
    batch: int = 64,
    augment: bool = True,
    workers: int = 0,
) -> Loaders:
    """Load the digits, with one of several stratified folds for validation.

    Args:
        fold: which one, from 0.
        folds: how many there are, 2 to 100.
        seed: of the split and of the order of training.
        batch: images of a batch.
        augment: move training images by up to a pixel.
        workers: processes that prepare batches; 0 for none.

    Raises:
        DataError: a value is out of its range.
        ImportError: the extra `data` is missing.
    """
    if not 2 <= folds <= 100 or not 0 <= fold < folds:
        raise DataError(
            f"expected folds to be between 2 and 100 and fold below it, but got fold {fold} "
            f"of {folds}"
        )
    try:
        from sklearn.datasets import load_digits
        from sklearn.model_selection import StratifiedKFold
    except ImportError as error:
        raise ImportError(
            "the digits need the extra 'data', but scikit-learn is missing: "
            "pip install patconv[data]",
            name="sklearn",
        ) from error
    found = load_digits()
    splits = StratifiedKFold(folds, shuffle=True, random_state=seed).split(
        found.images, found.target
    )
    train, val = (torch.from_numpy(part) for part in list(splits)[fold])
    images = torch.from_numpy(found.images).float()[:, None] / 16
    images = (images - _MEAN) / _STD
    labels = torch.from_numpy(found.target)
    change = partial(shifted, reach=1, background=torch.tensor([-_MEAN / _STD]))
    plain = Images(images[train], labels[train])
    training = Images(images[train], labels[train], change) if augment else plain
    return Loaders(
        "digits",
        load_batches(training, batch=batch, workers=workers, seed=seed),
        load_batches(Images(images[val], labels[val]), batch=256, workers=workers),
        plain,
        tuple(str(digit) for digit in range(10)),
        (1, 8, 8),
    )
