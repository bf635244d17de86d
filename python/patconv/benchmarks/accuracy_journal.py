"""What an accuracy benchmark has found so far, in a file from which a broken run goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import PatConvError

__all__ = ["Found", "Journal", "weights_file"]


@dataclass(frozen=True)
class Found:
    """One network after one method.

    Attributes:
        network: its name.
        seed: of weights and folds.
        fold: the one for validation.
        method: `dense`, or how it was pruned.
        rate: 1 for `dense`.
        accuracy: on the fold, per cent.
        shot_accuracy: before the retraining.
        weights: of convolutions, that are not zero.
    """

    network: str
    seed: int
    fold: int
    method: str
    rate: float
    accuracy: float
    shot_accuracy: float
    weights: int


class Journal:
    """Lines of JSON; the first says which recipe they are of.

    Args:
        path: the file; made where there is none.
        recipe: a digest. Results of another recipe cannot be gone on from.

    Raises:
        PatConvError: the file is of another recipe, or no journal.
        OSError: it cannot be read or written.
    """

    def __init__(self, path: Path, recipe: str) -> None:
        self._path = path
        self.found: list[Found] = []
        if not path.exists() or path.stat().st_size == 0:
            self._append([{"recipe": recipe}])
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        # A run that was killed may have left half a line.
        whole = [line for line in lines if line.endswith("\n")]
        if len(whole) < len(lines):
            os.truncate(path, sum(len(line.encode()) for line in whole))
        try:
            first, *rest = [json.loads(line) for line in whole] or [None]
            written = first["recipe"]
            self.found = [Found(**entry) for entry in rest]
        except (ValueError, TypeError, KeyError) as error:
            raise PatConvError(
                f"expected '{path}' to be the journal of an accuracy benchmark, but got: {error}; "
                "name another file"
            ) from None
        if written != recipe:
            raise PatConvError(
                f"expected the journal '{path}' to be of the recipe {recipe}, but it is of "
                f"{written}; remove it to begin anew"
            )

    def add(self, found: Iterable[Found]) -> None:
        """Write results down.

        Raises:
            OSError: the file cannot be written.
        """
        new = list(found)
        self._append(asdict(entry) for entry in new)
        self.found += new

    def _append(self, entries: Iterable[dict[str, object]]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(entry) + "\n" for entry in entries)
            file.flush()
            os.fsync(file.fileno())


def weights_file(folder: Path, network: str, method: str, rate: float) -> Path:
    """Where the weights of the first seed and fold are."""
    return folder / f"{network}-{method.replace(', ', '-').replace(' ', '-')}-{rate:g}.safetensors"
