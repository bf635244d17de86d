"""Training in several processes (`torch.distributed`): what all ranks must agree on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..errors import PruneError

if TYPE_CHECKING:
    import torch
    from torch import nn

__all__ = ["all_ranks", "expect_equal_on_ranks", "gathered", "rank_and_world", "unwrapped"]


def rank_and_world() -> tuple[int, int]:
    """The number of this process and how many there are; `(0, 1)` without a process group."""
    import torch.distributed as dist

    if not dist.is_available() or not dist.is_initialized():
        return 0, 1
    return dist.get_rank(), dist.get_world_size()


def unwrapped(model: nn.Module) -> nn.Module:
    """The model inside DistributedDataParallel, DataParallel and `torch.compile`."""
    from torch import nn
    from torch.nn.parallel import DistributedDataParallel

    while isinstance(model, nn.Module):
        if isinstance(model, (DistributedDataParallel, nn.DataParallel)):
            model = model.module
        elif "_orig_mod" in model._modules:
            # By the name of its attribute, as loading torch.compile's class takes a second.
            model = model.get_submodule("_orig_mod")
        else:
            break
    return model


def expect_equal_on_ranks(tensors: Iterable[torch.Tensor], what: str) -> None:
    """Check that all ranks hold the same values, bit for bit; every rank must call it.

    Raises:
        PruneError: they do not; on every rank.
    """
    import torch
    import torch.distributed as dist

    _, world = rank_and_world()
    if world == 1:
        return
    digest = hashlib.sha256()
    device = torch.device("cpu")
    for tensor in tensors:
        device = tensor.device
        digest.update(tensor.detach().contiguous().cpu().view(torch.uint8).numpy().tobytes())
    # Broadcast and reduction are what gloo and NCCL both have for their devices.
    own = torch.tensor(list(digest.digest()), dtype=torch.int32, device=device)
    first = own.clone()
    dist.broadcast(first, 0)
    differ = (own != first).any().to(torch.int32)
    dist.all_reduce(differ)
    if int(differ):
        raise PruneError(
            f"expected all {world} ranks to hold the same {what}, but got another one on "
            f"{int(differ)} of them; train with DistributedDataParallel and start all ranks "
            "from one checkpoint"
        )


def all_ranks(flag: torch.Tensor) -> bool:
    """Whether a boolean scalar is true on every rank; every rank must call it.

    All then stop together: one that waited for another's gradients would wait for ever.
    """
    import torch
    import torch.distributed as dist

    if rank_and_world()[1] > 1:
        flag = flag.to(torch.int32)
        dist.all_reduce(flag, dist.ReduceOp.MIN)
    return bool(flag)


def gathered(own: Any) -> list[Any]:
    """What each rank gives, by rank; every rank must call it."""
    import torch.distributed as dist

    _, world = rank_and_world()
    if world == 1:
        return [own]
    every: list[Any] = [None] * world
    dist.all_gather_object(every, own)
    return every
