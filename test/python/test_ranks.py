"""Pruning in several processes gives what one process gives."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import ranks_of_admm
import torch
from trained_models import convolutions

WORLD = 2
NO_GPU = not torch.cuda.is_available()


@pytest.fixture(
    scope="module",
    params=[
        "gloo",
        pytest.param("nccl", marks=pytest.mark.skipif(NO_GPU, reason="needs an NVIDIA GPU")),
    ],
)
def folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Where the ranks left what they came to; they also check what they do themselves."""
    folder = tmp_path_factory.mktemp("ranks")
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    command += ["--nproc-per-node", str(WORLD), ranks_of_admm.__file__, str(folder), request.param]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "OMP_NUM_THREADS": "1",
    }
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def ranks_of(name: str, folder: Path) -> list[dict[str, torch.Tensor]]:
    paths = [folder / f"{name}-{rank}.pt" for rank in range(WORLD)]
    return [torch.load(path, weights_only=True) for path in paths]


def check_ranks(ranks: list[dict[str, torch.Tensor]], alone: dict[str, torch.Tensor]) -> None:
    """The ranks agree bit for bit, and with one process in the masks."""
    for name, expected in alone.items():
        assert torch.equal(ranks[0][name], ranks[1][name]), name
        if name.startswith("mask"):
            assert torch.equal(ranks[0][name], expected), name
        else:
            torch.testing.assert_close(ranks[0][name], expected, rtol=1e-8, atol=1e-10)
    assert sum(name.startswith("mask") for name in alone) == 4


def test_ranks_in_a_loop_of_ones_own(folder: Path) -> None:
    alone = ranks_of_admm.own_loop(convolutions(torch.float64), slice(0, ranks_of_admm.BATCH))
    check_ranks(ranks_of("own-loop", folder), alone)


def test_ranks_in_one_call(folder: Path) -> None:
    alone = ranks_of_admm.one_call(convolutions(torch.float64), 0, 1, None)
    check_ranks(ranks_of("one-call", folder), alone)
    assert sorted(path.name for path in (folder / "run").iterdir()) == [
        "checkpoint.pt",
        "log.csv",
        "residuals.csv",
    ]
