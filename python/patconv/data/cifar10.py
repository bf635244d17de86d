"""CIFAR-10 (Krizhevsky, 2009): 60,000 colour images of 32x32 pixels, 10 classes.

Only the binary version is read (``cifar-10-binary.tar.gz``: `data_batch_1.bin` to
`data_batch_5.bin` and `test_batch.bin`). The Python version is pickles, which run code
when they are read.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from ..errors import DataError
from .loaders import Images, Loaders, flipped, load_batches, shifted

__all__ = ["cifar10"]

#: What the archive's folder is called.
_INNER = "cifar-10-batches-bin"
_TRAIN = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
_VAL = ("test_batch.bin",)
_SHAPE = (3, 32, 32)
#: A record is one byte with the class, then the red, green and blue planes row by row.
_RECORD = 1 + 3 * 32 * 32
_CLASSES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
#: Of the training pixels by channel, from 0 to 1.
_MEAN = torch.tensor([0.4914, 0.4822, 0.4465])
_STD = torch.tensor([0.2470, 0.2435, 0.2616])
_REACH = 4


def cifar10(
    folder: Path | str,
    *,
    seed: int = 0,
    batch: int = 128,
    augment: bool = True,
    workers: int = 0,
) -> Loaders:
    """Load CIFAR-10 from a folder with its binary files.

    Args:
        folder: where the files or the archive's folder `cifar-10-batches-bin` are.
        seed: of the order of training.
        batch: images of a batch.
        augment: move training images by up to 4 pixels, and mirror them.
        workers: processes that prepare batches; 0 for none.

    Raises:
        DataError: a file is missing or damaged, or a value is out of its range.
    """
    folder = Path(folder)
    if (folder / _INNER).is_dir():
        folder = folder / _INNER
    images, labels = _read(folder, _TRAIN)
    plain = Images(images, labels)
    training = Images(images, labels, _augmented) if augment else plain
    return Loaders(
        "cifar10",
        load_batches(training, batch=batch, workers=workers, seed=seed),
        load_batches(Images(*_read(folder, _VAL)), batch=256, workers=workers),
        plain,
        _CLASSES,
        _SHAPE,
    )


def _augmented(images: torch.Tensor) -> torch.Tensor:
    return flipped(shifted(images, _REACH, -_MEAN / _STD))


def _read(folder: Path, names: tuple[str, ...]) -> tuple[torch.Tensor, torch.Tensor]:
    records = np.concatenate([_read_file(folder / name) for name in names])
    labels = torch.from_numpy(records[:, 0].astype(np.int64))
    images = torch.from_numpy(records[:, 1:].reshape(-1, *_SHAPE)).float() / 255
    return (images - _MEAN[:, None, None]) / _STD[:, None, None], labels


def _read_file(path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    if not path.is_file():
        pickled = path.with_suffix("").is_file()
        raise DataError(
            f"expected the file '{path}', but there is none; "
            + ("what is there is the Python version, which is not read; " if pickled else "")
            + "unpack CIFAR-10's binary version (cifar-10-binary.tar.gz)"
        )
    size = path.stat().st_size
    if size == 0 or size % _RECORD:
        raise DataError(
            f"expected '{path}' to hold records of {_RECORD} bytes, but got {size} bytes; "
            "download it again"
        )
    records = np.fromfile(path, dtype=np.uint8).reshape(-1, _RECORD)
    if (largest := int(records[:, 0].max())) >= len(_CLASSES):
        raise DataError(
            f"expected the classes in '{path}' to be below {len(_CLASSES)}, but got {largest}; "
            "download it again"
        )
    return records
