"""Folders of images as torchvision lays out ImageNet: `train/CLASS/*.JPEG`, `val/CLASS/*.JPEG`."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.utils.data import Dataset

from ..errors import DataError
from .loaders import Loaders, load_batches

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["imagenet"]

_ENDINGS = (".jpeg", ".jpg", ".png")
#: Of ImageNet's pixels by channel, from 0 to 1, as torchvision's checkpoints want them.
_MEAN = torch.tensor([0.485, 0.456, 0.406])
_STD = torch.tensor([0.229, 0.224, 0.225])
#: The shorter side before the centre is cut out, for a side of 224 after.
_RESIZED, _CROP = 256, 224
#: The part of an image that a random crop has, and its width over its height.
_AREA = (0.08, 1.0)
_ASPECT = (3 / 4, 4 / 3)
_TRIES = 10


def imagenet(
    folder: Path | str,
    *,
    seed: int = 0,
    batch: int = 64,
    augment: bool = True,
    workers: int = 0,
    crop: int = _CROP,
) -> Loaders:
    """Load images from a folder; the classes are the names of the folders in `train`, sorted.

    Validation images are resized to a shorter side of 256 and cut to the centre of 224;
    training images are cut at random and mirrored. All are normalised with ImageNet's
    mean and standard deviation.

    Args:
        folder: with `train` and `val`, and in them a folder a class.
        seed: of the order of training.
        batch: images of a batch.
        augment: cut and mirror training images at random; else as in validation.
        workers: processes that read images; 0 for none.
        crop: side of what is cut out, pixels; the side before it follows, 8 / 7 of it.

    Raises:
        DataError: a folder or its images are missing, `val` has a class that `train` has
            not, or a value is out of its range. An image that cannot be read is found
            when it is loaded.
        ImportError: the extra `data` is missing.
    """
    try:
        import PIL.Image  # noqa: F401
    except ImportError as error:
        raise ImportError(
            "reading images needs the extra 'data', but Pillow is missing: "
            "pip install patconv[data]",
            name="PIL",
        ) from error
    if type(crop) is not int or crop < 1:
        raise DataError(f"expected crop to be an integer of at least 1, but got {crop!r}")
    folder = Path(folder)
    classes = _classes(folder / "train")
    train = _find(folder / "train", classes)
    val = _find(folder / "val", classes)
    plain = _Folder(train, crop, augment=False)
    return Loaders(
        "imagenet",
        load_batches(
            _Folder(train, crop, augment=augment), batch=batch, workers=workers, seed=seed
        ),
        load_batches(_Folder(val, crop, augment=False), batch=batch, workers=workers),
        plain,
        classes,
        (3, crop, crop),
    )


def _classes(folder: Path) -> tuple[str, ...]:
    found = (
        sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
        if (folder.is_dir())
        else []
    )
    if not found:
        raise DataError(
            f"expected '{folder}' to have a folder for each class, but got none; "
            "lay images out as train/CLASS/*.JPEG and val/CLASS/*.JPEG"
        )
    return tuple(found)


def _find(folder: Path, classes: tuple[str, ...]) -> list[tuple[Path, int]]:
    numbers = {name: number for number, name in enumerate(classes)}
    found = []
    for name in _classes(folder):
        if name not in numbers:
            raise DataError(
                f"expected the classes in '{folder}' to be among those of training, but got "
                f"'{name}'; sort the validation images into folders as in training"
            )
        images = [path for path in (folder / name).iterdir() if path.suffix.lower() in _ENDINGS]
        found += [(path, numbers[name]) for path in sorted(images)]
    if not found:
        raise DataError(
            f"expected the folders in '{folder}' to hold images ({', '.join(_ENDINGS)}), "
            "but got none"
        )
    return found


class _Folder(Dataset[tuple[torch.Tensor, int]]):
    def __init__(self, files: list[tuple[Path, int]], crop: int, *, augment: bool) -> None:
        self._files = files
        self._crop = crop
        self._augment = augment

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, place: int) -> tuple[torch.Tensor, int]:
        path, label = self._files[place]
        image = _open(path)
        if self._augment:
            image = _random_crop(image, self._crop)
        else:
            image = _centre_crop(image, self._crop)
        pixels = torch.from_numpy(np.array(image)).permute(2, 0, 1).float() / 255
        pixels = (pixels - _MEAN[:, None, None]) / _STD[:, None, None]
        return pixels, label


def _open(path: Path) -> Image:
    from PIL import Image

    try:
        with Image.open(path) as image:
            return image.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DataError(f"expected '{path}' to be an image, but got: {error}") from error


def _centre_crop(image: Image, crop: int) -> Image:
    from PIL.Image import Resampling

    shorter = round(crop * _RESIZED / _CROP)
    scale = shorter / min(image.size)
    width, height = (max(shorter, int(side * scale)) for side in image.size)
    image = image.resize((width, height), Resampling.BILINEAR)
    left, top = round((width - crop) / 2), round((height - crop) / 2)
    return image.crop((left, top, left + crop, top + crop))


def _random_crop(image: Image, crop: int) -> Image:
    """Cut a part of random size, aspect and place, as torchvision does; mirror it or not."""
    from PIL.Image import Resampling, Transpose

    left, top, width, height = _random_box(*image.size)
    image = image.resize(
        (crop, crop), Resampling.BILINEAR, box=(left, top, left + width, top + height)
    )
    return image.transpose(Transpose.FLIP_LEFT_RIGHT) if torch.rand(()) < 0.5 else image


def _random_box(width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, width and height; the largest in the centre where no drawn one fits."""
    for _ in range(_TRIES):
        area = width * height * float(torch.empty(()).uniform_(*_AREA))
        low, high = (math.log(aspect) for aspect in _ASPECT)
        aspect = math.exp(float(torch.empty(()).uniform_(low, high)))
        wide, tall = round(math.sqrt(area * aspect)), round(math.sqrt(area / aspect))
        if 0 < wide <= width and 0 < tall <= height:
            left = int(torch.randint(0, width - wide + 1, ()))
            top = int(torch.randint(0, height - tall + 1, ()))
            return left, top, wide, tall
    low_aspect, high_aspect = _ASPECT
    wide = min(width, max(1, round(height * high_aspect)))
    tall = min(height, max(1, round(width / low_aspect)))
    return (width - wide) // 2, (height - tall) // 2, wide, tall
