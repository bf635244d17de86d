"""Killed runs of pruning go on from their last checkpoint as if nothing had happened."""

import copy
import os
import random
import subprocess
import sys
from pathlib import Path

import killed_runs
import pytest
import torch
from killed_runs import STEPS, network, seed_everything
from patconv.errors import PruneError
from patconv.pruning import PruneResult, Schedule, prune_and_retrain
from patconv.pruning.checkpoint import load_checkpoint
from torch import nn
from trained_models import convolutions, loader, quick_config


class Killed(BaseException):
    """Raised in the place of a kill, where the process is to stay."""


def stop_at(step: int) -> object:
    def before_step(now: int) -> None:
        if now == step:
            raise Killed

    return before_step


@pytest.fixture(autouse=True)
def _one_thread() -> object:
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def whole() -> tuple[nn.Sequential, PruneResult]:
    """A run without a folder that nobody kills."""
    return killed_runs.run(None)


def check_equal(
    one: tuple[nn.Sequential, PruneResult], two: tuple[nn.Sequential, PruneResult]
) -> None:
    states = [model.state_dict() for model, _ in (one, two)]
    assert list(states[0]) == list(states[1])
    for name, value in states[0].items():
        assert torch.equal(value, states[1][name]), name
    assert one[1] == two[1]


def resumed(folder: Path, **arguments: object) -> tuple[nn.Sequential, PruneResult]:
    """Go on in a process whose random state is another one."""
    return killed_runs.run(folder, resume=True, seed=3, **arguments)


def test_a_run_that_is_killed_goes_on_bit_for_bit(
    tmp_path: Path, whole: tuple[nn.Sequential, PruneResult]
) -> None:
    step = random.SystemRandom().randint(3, STEPS)
    done = subprocess.run(
        [sys.executable, killed_runs.__file__, str(tmp_path), str(step)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr
    saved = load_checkpoint(tmp_path / "checkpoint.pt")
    # Every second step is saved, so that the one before the kill may be lost.
    assert step - 3 <= saved["steps"] < step, f"killed in step {step}"
    check_equal(resumed(tmp_path), whole)


@pytest.mark.parametrize("step", [1, 2, 3, 6, 7, 13, 15, 24, 25, 28, 36])
def test_wherever_it_was_stopped(
    tmp_path: Path, whole: tuple[nn.Sequential, PruneResult], step: int
) -> None:
    """At the first step; inside epochs; at the ends of epochs, stages and phases."""
    with pytest.raises(Killed):
        killed_runs.run(tmp_path, before_step=stop_at(step))
    if step < 3:
        assert not (tmp_path / "checkpoint.pt").exists()
        check_equal(killed_runs.run(tmp_path, resume=True), whole)
    else:
        check_equal(resumed(tmp_path), whole)
    log = (tmp_path / "log.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in log[1:]] == ["1", "2", "3", "4", "5", "6"]


def test_stopped_again_and_again(tmp_path: Path, whole: tuple[nn.Sequential, PruneResult]) -> None:
    for _ in range(STEPS):
        try:
            got = (
                resumed(tmp_path, before_step=stop_at(5))
                if list(tmp_path.iterdir())
                else killed_runs.run(tmp_path, before_step=stop_at(5))
            )
            break
        except Killed:
            continue
    check_equal(got, whole)


@pytest.mark.parametrize(
    "arguments",
    [
        {"own_generator": True},
        {"workers": 2},
        {"accumulate": 2},
        {"checkpoint_steps": None},
        {"autocast": torch.bfloat16},
        {"autocast": torch.float16},
        {"optimizer": lambda made: torch.optim.Adam(made.parameters(), lr=1e-2)},
        {"retrain_epochs": 4},
        {
            "scheduler": lambda made, epochs: torch.optim.lr_scheduler.MultiStepLR(made, [2, 3]),
            "retrain_epochs": 4,
        },
    ],
    ids=lambda arguments: next(iter(arguments)),
)
def test_with_other_arguments(tmp_path: Path, arguments: dict[str, object]) -> None:
    """Also in the second of four epochs, after which the scheduler still has work to do."""
    folder = tmp_path / "killed"
    step = 34 if "retrain_epochs" in arguments else 22
    other = {key: value for key, value in arguments.items() if key != "checkpoint_steps"}
    with pytest.raises(Killed):
        killed_runs.run(folder, before_step=stop_at(step), **arguments)
    check_equal(resumed(folder, **arguments), killed_runs.run(None, **other))


def test_a_finished_run_gives_its_result_again(tmp_path: Path) -> None:
    first = killed_runs.run(tmp_path)
    check_equal(resumed(tmp_path, before_step=stop_at(1)), first)


def test_a_kill_while_a_checkpoint_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: tuple[nn.Sequential, PruneResult]
) -> None:
    save, count = torch.save, 0

    def half(state: object, path: Path) -> None:
        nonlocal count
        count += 1
        save(state, path)
        if count == 9:
            path.write_bytes(path.read_bytes()[:500])
            raise Killed

    monkeypatch.setattr(torch, "save", half)
    with pytest.raises(Killed):
        killed_runs.run(tmp_path)
    monkeypatch.undo()
    check_equal(resumed(tmp_path), whole)


# What is refused


def begun(folder: Path, **arguments: object) -> None:
    """A run that was stopped in its second epoch."""
    with pytest.raises(Killed):
        killed_runs.run(folder, before_step=stop_at(9), **arguments)


def test_a_checkpoint_is_not_overwritten_by_accident(tmp_path: Path) -> None:
    begun(tmp_path)
    before = (tmp_path / "checkpoint.pt").read_bytes()
    with pytest.raises(PruneError, match=r"a folder without a checkpoint, .* pass resume=True"):
        killed_runs.run(tmp_path)
    assert (tmp_path / "checkpoint.pt").read_bytes() == before


def test_another_model(tmp_path: Path) -> None:
    begun(tmp_path)
    before = (tmp_path / "checkpoint.pt").read_bytes()
    model = convolutions()
    state = copy.deepcopy(model.state_dict())
    with pytest.raises(PruneError, match=r"resume with the model of '.*', but got another one: "):
        prune_and_retrain(
            model, loader(), None, quick_config(), folder=tmp_path, resume=True, tensorboard=False
        )
    assert all(torch.equal(value, state[name]) for name, value in model.state_dict().items())
    wide = network()
    wide[4] = nn.Conv2d(6, 9, 3)
    match = r"4\.weight is \(9, 6, 3, 3\) torch.float32, and was \(8, 6, 3, 3\) torch.float32"
    with pytest.raises(PruneError, match=match):
        prune_and_retrain(
            wide, loader(), None, quick_config(), folder=tmp_path, resume=True, tensorboard=False
        )
    assert (tmp_path / "checkpoint.pt").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"connectivity": 3}, "the configuration .* connectivity is 3, and was 2.5"),
        ({"pattern_set": ("xx.|xx.|...",)}, r"pattern_set is \['xx.\|xx.\|...'\], and was \[\]"),
        ({"schedule": Schedule(stages=3, updates=2)}, "schedule is .*'stages': 3.*'stages': 2"),
        ({"skip": ("4",)}, r"skip is \('4',\), and was \(\)"),
    ],
)
def test_another_configuration(tmp_path: Path, arguments: dict[str, object], message: str) -> None:
    begun(tmp_path)
    with pytest.raises(PruneError, match=message):
        prune_and_retrain(
            network(),
            loader(),
            None,
            quick_config(**arguments),
            folder=tmp_path,
            resume=True,
            tensorboard=False,
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"accumulate": 2}, "the loop .* accumulate is 2, and was 1"),
        ({"retrain_epochs": 3}, "the loop .* retrain_epochs is 3, and was 2"),
        ({"autocast": torch.bfloat16}, "the loop .* autocast is torch.bfloat16, and was None"),
        (
            {"optimizer": lambda made: torch.optim.Adam(made.parameters())},
            "the loop .* optimizer is Adam, and was SGD",
        ),
    ],
)
def test_another_loop(tmp_path: Path, arguments: dict[str, object], message: str) -> None:
    begun(tmp_path)
    with pytest.raises(PruneError, match=message):
        resumed(tmp_path, **arguments)


def test_less_data(tmp_path: Path) -> None:
    with pytest.raises(Killed):
        killed_runs.run(tmp_path, before_step=stop_at(12))
    seed_everything(0)
    with pytest.raises(PruneError, match="train_loader to yield at least 4 batches, as before, b"):
        prune_and_retrain(
            network(),
            loader(24),
            None,
            quick_config(),
            retrain_epochs=2,
            optimizer=lambda made: torch.optim.SGD(made.parameters(), lr=0.05),
            folder=tmp_path,
            resume=True,
            tensorboard=False,
        )


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: data[: len(data) // 2], "to hold tensors and plain values, but got"),
        (lambda data: b"", "to hold tensors and plain values, but got"),
        (lambda data: b"nothing of the kind", "to hold tensors and plain values, but got"),
    ],
)
def test_damaged_checkpoints(tmp_path: Path, damage: object, message: str) -> None:
    begun(tmp_path)
    path = tmp_path / "checkpoint.pt"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(PruneError, match=message):
        resumed(tmp_path)


def test_other_files_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.pt"
    torch.save({"model": {}}, path)
    with pytest.raises(PruneError, match="to be a checkpoint of prune_and_retrain, but got anoth"):
        resumed(tmp_path)
    torch.save({"format": "patconv.prune_and_retrain", "version": 99}, path)
    with pytest.raises(PruneError, match="to be of version 1, but got 99; go on with the patconv"):
        resumed(tmp_path)


def test_code_in_a_checkpoint_is_not_run(tmp_path: Path) -> None:
    torch.save(network(), tmp_path / "checkpoint.pt")
    with pytest.raises(PruneError, match="to hold tensors and plain values, but got"):
        resumed(tmp_path)
