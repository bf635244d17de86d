"""What each rank of a run of several processes does; run by `torchrun`.

`torchrun --nproc-per-node 2 ranks_of_admm.py FOLDER BACKEND` leaves there what each rank came
to; the backend is gloo, on the processor, or nccl, on one GPU.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import torch
import torch.distributed as dist
from patconv.errors import PruneError
from patconv.pruning import ADMM, freeze_zeros_, masks_of, prune_and_retrain
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, TensorDataset
from trained_models import convolutions, images, quick_config

#: Of the whole batch, over all ranks.
BATCH = 16


def own_loop(model: nn.Module, shard: slice) -> dict[str, torch.Tensor]:
    """ADMM and retraining by hand; the masks and weights at the end.

    Args:
        model: as the optimiser sees it, in DistributedDataParallel or not.
        shard: the part of each batch that this process takes.
    """
    device = next(model.parameters()).device
    inputs, targets = (part.to(device) for part in images(48, torch.float64))
    admm = ADMM(model, quick_config())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    # Twice over the batches after the last update: retraining.
    for _ in range(6):
        for start in range(0, 48, BATCH):
            part = slice(start + shard.start, start + shard.stop)
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(inputs[part]), targets[part])
            (loss + admm.penalty()).backward()
            optimizer.step()
        if not admm.finalized:
            admm.update()
            if admm.finished:
                admm.finalize_()
    plain = model.module if isinstance(model, DistributedDataParallel) else model
    if isinstance(model, DistributedDataParallel):
        # A model that has masks already can be wrapped, too.
        DistributedDataParallel(plain)(inputs).sum().backward()
    return {
        **{f"mask {name}": mask.cpu() for name, mask in masks_of(plain).items()},
        **{f"weight {name}": value.cpu() for name, value in plain.named_parameters()},
    }


def one_call(
    model: nn.Module, rank: int, world: int, folder: Path | None
) -> dict[str, torch.Tensor]:
    """`prune_and_retrain` on this rank's part of the data."""
    inputs, targets = images(48, torch.float64)
    batches = [
        (part[rank::world], numbers[rank::world])
        for part, numbers in DataLoader(TensorDataset(inputs, targets), batch_size=BATCH)
    ]
    given = {"retrain_epochs": 2, "tensorboard": False if folder else None, "accumulate": 3}
    result = prune_and_retrain(model, batches, batches, quick_config(), folder=folder, **given)
    plain = model.module if isinstance(model, DistributedDataParallel) else model
    if folder is not None:
        # What was written is of rank 0 alone, and every rank can go on from it.
        device = next(model.parameters()).device
        again = DistributedDataParallel(convolutions(torch.float64, seed=2).to(device))
        resumed = prune_and_retrain(
            again, batches, batches, quick_config(), folder=folder, resume=True, **given
        )
        assert resumed == result
        for name, value in again.module.state_dict().items():
            assert torch.equal(value, plain.state_dict()[name])
    figures = [result.accuracy, result.dense_accuracy, *(one.loss for one in result.history)]
    freeze_zeros_(plain)
    return {
        **{f"mask {name}": mask.cpu() for name, mask in masks_of(plain).items()},
        **{f"weight {name}": value.cpu() for name, value in plain.named_parameters()},
        "accuracy": torch.tensor(figures[:2]),
    }


def different(rank: int, device: torch.device) -> None:
    """Ranks that forgot DistributedDataParallel, and one whose loss is not finite."""
    with pytest.raises(PruneError, match="all 2 ranks to hold the same weights, but got another"):
        ADMM(convolutions(torch.float64, seed=rank).to(device), quick_config())
    model = convolutions(torch.float64).to(device)
    admm = ADMM(model, quick_config())
    with torch.no_grad():
        model[2].weight[0, 0, 0, 0] += rank * 1e-12
    for call in (admm.update, admm.finalize_):
        with pytest.raises(PruneError, match="but got another one on 1 of them"):
            call()
    assert admm.updates == 0
    assert not admm.finalized
    # One of them alone would wait for the other's gradients for ever.
    inputs, targets = images(8)
    data = [(inputs * (float("nan") if rank else 1), targets)]
    with pytest.raises(PruneError, match="expected the loss to be finite"):
        prune_and_retrain(
            DistributedDataParallel(convolutions().to(device)), data, None, quick_config()
        )


def main() -> None:
    torch.set_num_threads(1)
    folder, backend = Path(sys.argv[1]), sys.argv[2]
    device = torch.device("cpu")
    if backend == "nccl":
        # NCCL takes one rank per GPU of a host; with hosts of different names they share one.
        os.environ["NCCL_HOSTID"] = os.environ["RANK"]
        device = torch.device("cuda", 0)
        torch.cuda.set_device(device)
        torch.backends.cudnn.deterministic = True
    # A rank that waits in vain fails, so that a fault is no test that hangs.
    dist.init_process_group(backend, timeout=timedelta(minutes=2))
    rank, world = dist.get_rank(), dist.get_world_size()
    different(rank, device)
    size = BATCH // world
    shard = slice(rank * size, (rank + 1) * size)

    def model() -> nn.Module:
        return DistributedDataParallel(convolutions(torch.float64).to(device))

    torch.save(own_loop(model(), shard), folder / f"own-loop-{rank}.pt")
    torch.save(one_call(model(), rank, world, folder / "run"), folder / f"one-call-{rank}.pt")
    # Together, so that none takes away what another still waits for.
    dist.barrier()
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
