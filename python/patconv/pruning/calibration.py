"""Unlabelled inputs, as callers hand them in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..errors import PruneError

if TYPE_CHECKING:
    import torch

__all__ = ["batches_of"]

#: Inputs that run through the network at once.
_BATCH = 32


def batches_of(
    calibration: torch.Tensor | Iterable[Any], samples: int, device: torch.device
) -> list[torch.Tensor]:
    """The first `samples` inputs in batches of a fixed size.

    Args:
        calibration: one tensor, or batches; of a batch that is a tuple or a list the
            first member counts.
        samples: inputs at most.
        device: where the batches go.

    Raises:
        PruneError: something else than a tensor comes, or nothing.
    """
    import torch

    given = (calibration,) if isinstance(calibration, torch.Tensor) else calibration
    found: list[torch.Tensor] = []
    count = 0
    for batch in given:
        inputs = batch[0] if isinstance(batch, (tuple, list)) and batch else batch
        if not isinstance(inputs, torch.Tensor) or inputs.dim() == 0:
            raise PruneError(
                "expected calibration to yield tensors of inputs, or tuples that begin with "
                f"one, but got {type(inputs).__name__}"
            )
        found.append(inputs[: samples - count].detach().to(device))
        count += len(found[-1])
        if count >= samples:
            break
    if not count:
        raise PruneError(
            "expected calibration to yield at least one input, but got none; "
            "give some hundred unlabelled inputs"
        )
    return [part for batch in found if len(batch) for part in torch.split(batch, _BATCH)]
