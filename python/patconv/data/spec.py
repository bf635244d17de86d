"""Data sets by a word, as the command line names them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import DataError
from .cifar10 import cifar10
from .digits import digits
from .imagenet import imagenet
from .loaders import Loaders

__all__ = ["DataSpec", "parse_data_spec"]

#: What loads the data sets that lie in a folder.
_FOLDERS = {"cifar10": cifar10, "imagenet": imagenet}
_FORMS = "digits, cifar10:DIR or imagenet:DIR"


@dataclass(frozen=True)
class DataSpec:
    """A data set that is not loaded yet.

    Attributes:
        name: ``digits``, ``cifar10`` or ``imagenet``.
        folder: where it lies; None for digits.
    """

    name: str
    folder: Path | None = None

    def load(self, **options: Any) -> Loaders:
        """Load it.

        Args:
            options: as the function of its name takes them: `seed`, `batch`, `augment`,
                `workers` and others.

        Raises:
            DataError, ImportError: as that function does.
        """
        if self.folder is None:
            return digits(**options)
        return _FOLDERS[self.name](self.folder, **options)


def parse_data_spec(text: str) -> DataSpec:
    """Read ``digits``, ``cifar10:DIR`` or ``imagenet:DIR``; nothing is loaded.

    Raises:
        DataError: the text has another form.
    """
    name, colon, folder = text.partition(":")
    if name == "digits" and not colon:
        return DataSpec(name)
    if name in _FOLDERS and folder:
        return DataSpec(name, Path(folder))
    raise DataError(f"expected the data to be {_FORMS}, but got '{text}'")
