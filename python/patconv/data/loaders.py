"""What every data set comes as, and images that lie in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from dataclasses import dataclass
from typing import Any

import torch
from torch.utils.data import DataLoader, Dataset, Subset

from ..errors import DataError

__all__ = ["Images", "Loaders", "flipped", "load_batches", "shifted"]

_Batch = tuple[torch.Tensor, torch.Tensor]


@dataclass(frozen=True)
class Loaders:
    """One data set, split for training and validation.

    A batch is images `(N, C, H, W)` as float32, normalised, and their classes `(N,)`.

    Attributes:
        name: of the data set.
        train: in an order that is drawn anew each epoch, augmented.
        val: in a fixed order, as they are.
        plain: the training images without augmentation.
        classes: their names, in the order of their numbers.
        shape: of an image, `(C, H, W)`.
    """

    name: str
    train: DataLoader[_Batch]
    val: DataLoader[_Batch]
    plain: Dataset[Any]
    classes: tuple[str, ...]
    shape: tuple[int, int, int]

    def calibration(self, samples: int = 512, *, seed: int = 0) -> torch.Tensor:
        """Training images without labels and augmentation, drawn at random.

        Args:
            samples: how many; all where there are fewer.
            seed: of the draw.

        Returns:
            Images `(N, C, H, W)`.

        Raises:
            DataError: `samples` is below 1, or an image cannot be read.
        """
        if samples < 1:
            raise DataError(f"expected samples to be at least 1, but got {samples}")
        generator = torch.Generator().manual_seed(seed)
        if not isinstance(self.plain, Sized):
            raise DataError(
                f"expected plain to have a length, but got {type(self.plain).__name__}; give a "
                "data set with __len__"
            )
        chosen = torch.randperm(len(self.plain), generator=generator)[:samples].tolist()
        loader = load_batches(Subset(self.plain, chosen), batch=64, workers=self.val.num_workers)
        return torch.cat([images for images, _ in loader])


class Images(Dataset[_Batch]):
    """Images in memory, which a loader fetches and augments a batch at a time.

    Args:
        images: `(N, C, H, W)`, float32, normalised.
        labels: `(N,)`, int64.
        augment: takes a batch of images and gives it changed at random, by PyTorch's
            global generator; None leaves them.
    """

    def __init__(
        self,
        images: torch.Tensor,
        labels: torch.Tensor,
        augment: Callable[[torch.Tensor], torch.Tensor] | None = None,
    ) -> None:
        self.images = images
        self.labels = labels
        self._augment = augment

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, place: int) -> _Batch:
        images, labels = self._fetch([place])
        return images[0], labels[0]

    def __getitems__(self, places: Sequence[int]) -> list[_Batch]:
        """The images of a batch; a loader calls this in place of single reads."""
        images, labels = self._fetch(places)
        return list(zip(images, labels, strict=True))

    def _fetch(self, places: Sequence[int]) -> _Batch:
        chosen = torch.as_tensor(places)
        images = self.images[chosen]
        return images if self._augment is None else self._augment(images), self.labels[chosen]


def load_batches(
    data: Dataset[Any], *, batch: int, workers: int = 0, seed: int | None = None
) -> DataLoader[_Batch]:
    """A loader: with a seed in an order that is drawn anew each epoch, without one in order.

    Raises:
        DataError: `batch` is below 1 or `workers` below 0.
    """
    for name, value, low in (("batch", batch, 1), ("workers", workers, 0)):
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            raise DataError(
                f"expected {name} to be an integer of at least {low}, but got {value!r}"
            )
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    return DataLoader(
        data, batch, shuffle=seed is not None, num_workers=workers, generator=generator
    )


def shifted(images: torch.Tensor, reach: int, background: torch.Tensor) -> torch.Tensor:
    """Move each image by up to `reach` pixels in both directions, at random.

    Args:
        images: `(N, C, H, W)`.
        reach: pixels, at least 0.
        background: what comes in from outside, `(C,)`.
    """
    count, channels, height, width = images.shape
    padded = background[:, None, None].repeat(count, 1, height + 2 * reach, width + 2 * reach)
    padded = padded.view(count, channels, height + 2 * reach, width + 2 * reach)
    padded[:, :, reach : reach + height, reach : reach + width] = images
    top, left = torch.randint(0, 2 * reach + 1, (2, count, 1))
    rows = (top + torch.arange(height))[:, :, None]
    columns = (left + torch.arange(width))[:, None, :]
    return padded[torch.arange(count)[:, None, None], :, rows, columns].permute(0, 3, 1, 2)


def flipped(images: torch.Tensor) -> torch.Tensor:
    """Mirror each image left to right or not, at random."""
    mirrored = torch.rand(len(images)) < 0.5
    return torch.where(mirrored[:, None, None, None], images.flip(3), images)
