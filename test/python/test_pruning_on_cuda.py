"""Pruning on an NVIDIA GPU decides as on the processor, and trains in mixed precision."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path

import killed_runs
import pytest
import ranks_of_admm
import torch
from patconv.pruning import ADMM, project_, project_and_refit_, prune_and_retrain
from patconv.pruning.baselines import METHODS, BaselineConfig, prune_
from torch import nn
from trained_models import alive, convolutions, images, loader, quick_config

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs an NVIDIA GPU")


@pytest.fixture(autouse=True)
def deterministic(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What PyTorch offers to make equal runs equal."""
    monkeypatch.setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.use_deterministic_algorithms(True)
    yield
    torch.use_deterministic_algorithms(False)


def check_the_same(prune: Callable[[nn.Module, torch.device], object]) -> None:
    """The weights of both places are equal up to rounding, and zero in the same places."""
    here = convolutions(torch.float64)
    there = copy.deepcopy(here).cuda()
    prune(here, torch.device("cpu"))
    prune(there, torch.device("cuda"))
    for (name, expected), got in zip(here.named_parameters(), there.parameters(), strict=True):
        assert got.is_cuda
        assert torch.equal(got.detach().cpu() != 0, expected != 0), name
        torch.testing.assert_close(got.detach().cpu(), expected, rtol=1e-8, atol=1e-10)


def test_projection() -> None:
    check_the_same(lambda model, device: project_(model, quick_config()))


def test_refitting() -> None:
    inputs, _ = images(dtype=torch.float64)
    check_the_same(
        lambda model, device: project_and_refit_(model, quick_config(), calibration=inputs)
    )


@pytest.mark.parametrize("method", METHODS)
def test_baselines(method: str) -> None:
    check_the_same(lambda model, device: prune_(model, BaselineConfig(method)))


def test_admm_in_a_loop_of_ones_own() -> None:
    batch = slice(0, ranks_of_admm.BATCH)
    expected = ranks_of_admm.own_loop(convolutions(torch.float64), batch)
    got = ranks_of_admm.own_loop(convolutions(torch.float64).cuda(), batch)
    for name, value in expected.items():
        torch.testing.assert_close(got[name], value, rtol=1e-8, atol=1e-10)
    assert sum(name.startswith("mask") for name in expected) == 4


# Advice on speed, and what PyTorch says of its own older parts.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_steps_that_are_compiled() -> None:
    model = convolutions().cuda()
    admm = ADMM(model, quick_config())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    inputs, targets = (part.cuda() for part in images())

    @torch.compile
    def loss() -> torch.Tensor:
        return nn.functional.cross_entropy(model(inputs), targets) + admm.penalty()

    for _ in range(4):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
        admm.update()
    admm.finalize_()
    assert alive(model[2].weight) == round(48 / 2.5)


@pytest.mark.parametrize("autocast", [torch.float16, torch.bfloat16])
def test_mixed_precision(autocast: torch.dtype) -> None:
    model = convolutions().cuda()
    result = prune_and_retrain(
        model, loader(), loader(), quick_config(), retrain_epochs=30, autocast=autocast
    )
    assert result.accuracy > 0.9
    assert alive(model[2].weight) == round(48 / 2.5)
    assert {value.dtype for value in model.state_dict().values()} == {torch.float32}


def test_a_run_that_is_killed_goes_on_bit_for_bit(tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    def kill(step: int) -> None:
        if step == 20:
            raise Killed

    model, whole = killed_runs.run(None, device="cuda")
    with pytest.raises(Killed):
        killed_runs.run(tmp_path, before_step=kill, device="cuda")
    again, result = killed_runs.run(tmp_path, resume=True, seed=3, device="cuda")
    assert result == whole
    for name, value in model.state_dict().items():
        assert torch.equal(value, again.state_dict()[name]), name
