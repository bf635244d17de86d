"""Weights that were edited after compilation are noticed when the model is called."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import PatConvError

if TYPE_CHECKING:
    import torch

__all__ = ["NOTHING_WATCHED", "WatchedWeights"]


@dataclass(frozen=True, eq=False)
class WatchedWeights:
    """The tensors that a model was compiled from, with the version that each had.

    PyTorch counts the writes to a tensor: those of an optimiser, of `load_state_dict` and of
    other operations in place, not those through `.data` or through a numpy view. Tensors are held
    weakly: a model that is gone cannot be edited.
    """

    tensors: tuple[tuple[str, weakref.ref[torch.Tensor], int], ...]

    @classmethod
    def of(cls, tensors: Mapping[str, torch.Tensor]) -> WatchedWeights:
        """Note the present versions; tensors of inference mode have none."""
        return cls(
            tuple(
                (name, weakref.ref(tensor), tensor._version)
                for name, tensor in tensors.items()
                if not tensor.is_inference()
            )
        )

    def check(self) -> None:
        """Refuse to go on where a tensor was written to.

        Raises:
            PatConvError: names the tensors.
        """
        edited = [
            name
            for name, reference, version in self.tensors
            if (tensor := reference()) is not None and tensor._version != version
        ]
        if edited:
            more = f" and {len(edited) - 1} more" if len(edited) > 1 else ""
            raise PatConvError(
                f"expected the model's weights to be as they were compiled, but got "
                f"'{edited[0]}'{more} edited since; compile again, or compile with "
                "copy_weights=True to go on with the weights of then"
            )


NOTHING_WATCHED = WatchedWeights(())
