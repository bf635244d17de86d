"""The batches of an epoch, from its start or from where a run was killed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..errors import PruneError
from .random_state import capture_random_state, restore_random_state

__all__ = ["EpochBatches"]


class EpochBatches:
    """Iterates over a loader, epoch by epoch.

    Attributes:
        position: batches of this epoch that were trained on; 0 between epochs.

    Args:
        loader: the training data, a new iterator for every epoch.
        others: other loaders, whose generators belong to the random state.
    """

    def __init__(self, loader: Iterable[Any], others: Sequence[Any]) -> None:
        self.position = 0
        self._loader = loader
        self._loaders = [loader, *others]
        self._start: dict[str, Any] = {}

    def start(self, number: int) -> Iterator[Any]:
        """The batches of an epoch that are left.

        Args:
            number: the epoch's, for samplers that shuffle by it.

        Raises:
            PruneError: the loader yields fewer than were trained on before.
        """
        for holder in ("sampler", "batch_sampler"):
            set_epoch = getattr(getattr(self._loader, holder, None), "set_epoch", None)
            if set_epoch is not None:
                set_epoch(number)
        if not self.position:
            self._start = capture_random_state(self._loaders)
            return iter(self._loader)
        now = capture_random_state(self._loaders)
        restore_random_state(self._start, self._loaders)
        batches = iter(self._loader)
        # Loaded and not jumped over: the data set may draw random numbers for each.
        skipped = sum(1 for _ in itertools.islice(batches, self.position))
        if skipped < self.position:
            raise PruneError(
                f"expected train_loader to yield at least {self.position} batches, as before, "
                f"but got {skipped}; resume with the same data"
            )
        restore_random_state(now, self._loaders)
        return batches

    def finish(self) -> None:
        """The epoch is over."""
        self.position, self._start = 0, {}

    def state_dict(self) -> dict[str, Any]:
        """The random state of this process, now and at the start of the epoch."""
        return {"now": capture_random_state(self._loaders), "start": self._start}

    def load_state_dict(self, state: dict[str, Any], position: int) -> None:
        """Go back to what `state_dict` gave after so many batches of an epoch."""
        self.position, self._start = position, state["start"]
        restore_random_state(state["now"], self._loaders)
