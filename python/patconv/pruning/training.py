"""One step of training and one evaluation, in one process or several."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import PruneError
from .ranks import all_ranks, rank_and_world, unwrapped

if TYPE_CHECKING:
    import torch
    from torch import nn
    from torch.optim import Optimizer

__all__ = ["Totals", "Trainer", "correct_share"]


@dataclass
class Totals:
    """Sums over the batches of an epoch so far: of the loss and the penalty, per batch."""

    loss: float = 0.0
    penalty: float = 0.0
    batches: int = 0

    def means(self, device: torch.device) -> tuple[float, float]:
        """Loss and penalty per batch, over all ranks; every rank calls it."""
        import torch
        import torch.distributed as dist

        sums = torch.tensor([self.loss, self.penalty, self.batches], dtype=torch.float64)
        if rank_and_world()[1] > 1:
            sums = sums.to(device)
            dist.all_reduce(sums)
        return float(sums[0] / sums[2]), float(sums[1] / sums[2])


def correct_share(outputs: torch.Tensor, targets: torch.Tensor) -> float:
    """The share of rows whose largest output is the target's.

    Args:
        outputs: shape `(N, classes, ...)`.
        targets: class numbers, shape `(N, ...)`.
    """
    return float((outputs.argmax(1) == targets).double().mean())


class Trainer:
    """Trains and evaluates a model.

    Args:
        model: may be wrapped in DistributedDataParallel or compiled.
        loss: of outputs and targets, a scalar.
        autocast: the lower precision of the forward pass, or None. float16 scales the
            loss (`torch.amp.GradScaler`).
    """

    def __init__(
        self,
        model: nn.Module,
        loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
        autocast: torch.dtype | None,
    ) -> None:
        import torch

        self.model = model
        self.device = next(unwrapped(model).parameters()).device
        self._loss = loss
        self._dtype = autocast
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=autocast == torch.float16)

    def step(
        self,
        batches: Sequence[Any],
        optimizer: Optimizer,
        penalty: Callable[[], torch.Tensor],
        totals: Totals,
    ) -> bool:
        """One step of the optimiser on the mean over `batches` of the loss plus the penalty.

        Args:
            batches: pairs of inputs and targets; gradients are accumulated over them.
            optimizer: of the model's parameters.
            penalty: what is added to the loss.
            totals: added to.

        Returns:
            Whether every loss was finite, on all ranks; if not, no step was made.
        """
        import torch

        optimizer.zero_grad(set_to_none=True)
        for place, batch in enumerate(batches):
            inputs, targets = self._pair(batch)
            with self._local(last=place == len(batches) - 1):
                with self._precision():
                    loss = self._loss(self.model(inputs), targets)
                extra = penalty()
                if not all_ranks((loss + extra).detach().isfinite().all()):
                    return False
                torch.autograd.backward(self.scaler.scale((loss + extra) / len(batches)))
            totals.loss += float(loss.detach())
            totals.penalty += float(extra.detach())
            totals.batches += 1
        self.scaler.step(optimizer)
        self.scaler.update()
        return True

    def evaluate(
        self, loader: Iterable[Any], metric: Callable[[torch.Tensor, torch.Tensor], Any]
    ) -> float:
        """The mean of a metric over the rows of a loader, over all ranks.

        Raises:
            PruneError: the loader yields nothing.
        """
        import torch
        import torch.distributed as dist

        # Without DistributedDataParallel, as ranks may have different numbers of batches.
        model = unwrapped(self.model)
        model.eval()
        sums = torch.zeros(2, dtype=torch.float64)
        with torch.no_grad():
            for batch in loader:
                inputs, targets = self._pair(batch)
                with self._precision():
                    outputs = model(inputs)
                rows = len(targets)
                sums += torch.tensor([float(metric(outputs, targets)) * rows, rows])
        if rank_and_world()[1] > 1:
            sums = sums.to(self.device)
            dist.all_reduce(sums)
        if not sums[1]:
            raise PruneError(
                "expected val_loader to yield at least one batch, but got none; "
                "check its data set, and drop_last"
            )
        return float(sums[0] / sums[1])

    def _pair(self, batch: Any) -> tuple[Any, Any]:
        if not isinstance(batch, (tuple, list)) or len(batch) != 2:
            raise PruneError(
                "expected a loader to yield pairs of inputs and targets, but got "
                f"{type(batch).__name__}; write a loop of your own with patconv.ADMM"
            )
        inputs, targets = (part.to(self.device, non_blocking=True) for part in batch)
        return inputs, targets

    def _precision(self) -> contextlib.AbstractContextManager[Any]:
        import torch

        if self._dtype is None:
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, dtype=self._dtype)

    def _local(self, *, last: bool) -> contextlib.AbstractContextManager[Any]:
        """Leaves the exchange of gradients to the last of the batches that are accumulated."""
        no_sync = getattr(self.model, "no_sync", None)
        return contextlib.nullcontext() if last or no_sync is None else no_sync()
