"""How much a network's output changes where one layer is pruned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import torch
from torch.utils import _pytree as pytree

from ..errors import PruneError

if TYPE_CHECKING:
    from torch import nn

__all__ = ["OutputChange", "lost_norm"]


def lost_norm(kernels: npt.NDArray[np.floating], kept: npt.NDArray[np.bool_]) -> float:
    """The share of the sum of squares of weights that goes with those removed."""
    squares = np.square(kernels.astype(np.float64))
    total = squares.sum()
    return float(squares[~kept].sum() / total) if total else 0.0


class OutputChange:
    """The outputs of a network as it is on some inputs, to compare with.

    Args:
        model: in evaluation mode; it is the caller's copy.
        batches: inputs, one argument of the network each.

    Raises:
        PruneError: the network does not take them, or its output is not finite, or 0, or no
            tensor of floating-point numbers.
    """

    def __init__(self, model: nn.Module, batches: Sequence[torch.Tensor]) -> None:
        self._model = model
        self._batches = batches
        self._outputs = [self._run(batch) for batch in batches]
        self._squares = sum(map(_squares, self._outputs), start=torch.zeros(()))
        if not self._outputs[0]:
            raise PruneError(
                "expected the model to return tensors of floating-point numbers, but got none; "
                "wrap it in a module that returns its scores"
            )
        if not bool(self._squares.isfinite().all()):
            raise PruneError(
                "expected the model's output to be finite on the calibration inputs, but got inf "
                "or nan; look for such values in the inputs"
            )
        if not bool((self._squares > 0).all()):
            raise PruneError(
                "expected the model's output to be other than 0 on the calibration inputs, but "
                "got only 0; look for layers without weights"
            )

    def measure(self, conv: nn.Conv2d, kept: npt.NDArray[np.bool_]) -> float:
        """Run the network with only the weights `kept` of `conv`, which gets its own back.

        Args:
            conv: a convolution of the network.
            kept: true for the weights that stay, in any shape of their number.

        Returns:
            The mean square of the output's change, as a share of its mean square; the mean
            over outputs where there are several.
        """
        weight = conv.weight
        saved = weight.detach().clone()
        mask = torch.from_numpy(kept.reshape(weight.shape)).to(weight.device)
        try:
            with torch.no_grad():
                weight.mul_(mask)
            changes = [
                _squares([new - old for new, old in zip(self._run(batch), outputs, strict=True)])
                for batch, outputs in zip(self._batches, self._outputs, strict=True)
            ]
        finally:
            with torch.no_grad():
                weight.copy_(saved)
        return float((sum(changes, start=torch.zeros(())) / self._squares).mean())

    def _run(self, batch: torch.Tensor) -> list[torch.Tensor]:
        try:
            with torch.no_grad():
                result: Any = self._model(batch)
        except (RuntimeError, ValueError, TypeError, IndexError) as error:
            raise PruneError(
                "expected calibration inputs that the model takes, but it failed on one of shape "
                f"{tuple(batch.shape)} and type {batch.dtype}: {error}"
            ) from error
        return [
            leaf.clone()
            for leaf in pytree.tree_leaves(result)
            if isinstance(leaf, torch.Tensor) and leaf.is_floating_point()
        ]


def _squares(outputs: Sequence[torch.Tensor]) -> torch.Tensor:
    """The sum of squares of each output, float64 on the CPU."""
    return torch.tensor(
        [float(output.double().square().sum()) for output in outputs], dtype=torch.float64
    )
