"""Pruning and retraining in one call: phases, results, logs, refusals."""

import contextlib
import copy
import csv
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import patconv
import pytest
import torch
from patconv.errors import PruneError
from patconv.pruning import (
    LayerOverride,
    PruneConfig,
    PruneResult,
    Schedule,
    masks_of,
    prune_and_retrain,
)
from patconv.pruning.checkpoint import load_checkpoint
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from trained_models import QUICK, alive, convolutions, images, loader, quick_config


def run(
    model: nn.Module | None = None, *, cfg: PruneConfig | None = None, **arguments: object
) -> PruneResult:
    given = {"retrain_epochs": 2, **arguments}
    model = convolutions() if model is None else model
    return prune_and_retrain(model, loader(), loader(), cfg or quick_config(), **given)


def trained() -> nn.Sequential:
    """A network that has learnt its task, which pruning then disturbs."""
    model = convolutions()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    inputs, targets = images()
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(inputs), targets).backward()
        optimizer.step()
    return model


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


# What comes out


def test_phases_and_result() -> None:
    model = trained()
    cfg = quick_config(connectivity=6, entries=3, patterns=4)
    result = run(model, cfg=cfg, retrain_epochs=20)
    assert [one.phase for one in result.history] == ["admm"] * 4 + ["retrain"] * 20
    assert [one.epoch for one in result.history] == list(range(1, 25))
    assert [one.stage for one in result.history[:4]] == [0, 0, 1, 1]
    assert [one.rho for one in result.history[:4]] == pytest.approx([1e-4, 1e-4, 1e-3, 1e-3])
    assert all(len(one.residuals) == 4 for one in result.history[:4])
    assert not any(one.residuals for one in result.history[4:])
    assert all(one.penalty > 0 for one in result.history[:4])
    assert not any(one.penalty for one in result.history[4:])
    assert result.dense_accuracy == 1
    assert result.projected_accuracy < 0.9 * result.accuracy
    assert result.accuracy == result.history[-1].accuracy > 0.9
    assert not result.converged


def test_kernels_follow_the_patterns_after_retraining() -> None:
    model, dense = trained(), trained()
    result = run(model)
    kept = {layer.name: layer.kept_kernels for layer in result.report.layers}
    assert kept == {"0": 6, "2": round(48 / 2.5), "4": 8, "6": round(48 / 2.5)}
    patterns = [torch.from_numpy(pattern.array()) for pattern in result.report.pattern_set]
    assert len(patterns) == 8
    for layer in result.report.layers:
        weight = model.get_submodule(layer.name).weight.detach()
        assert alive(weight) == layer.kept_kernels
        assert int((weight != 0).sum()) == layer.kept_weights
        for kernel in weight.flatten(0, 1):
            if layer.shape[2:] == (3, 3) and kernel.any():
                assert any(torch.equal(kernel != 0, pattern) for pattern in patterns)
        kept_before = dense.get_submodule(layer.name).weight.detach()[weight != 0]
        assert not torch.equal(weight[weight != 0], kept_before)
    assert not masks_of(model)
    assert list(model.state_dict()) == list(dense.state_dict())


@pytest.mark.parametrize("share", [1, 2])
def test_compiler_takes_the_pattern_path_on_every_layer(share: int) -> None:
    """And what it computes is what PyTorch computes, so that the accuracy is too."""
    model = trained()
    result = run(model, cfg=quick_config(share_filters=share))
    inputs, targets = images(16)
    compiled = patconv.compile(model.eval(), (inputs,))
    paths = {layer.name: layer.path for layer in compiled.report().layers}
    treated = {layer.name: layer.treatment for layer in result.report.layers}
    assert treated == {"0": "pattern", "2": "both", "4": "pattern", "6": "connectivity"}
    assert len(paths) == 5
    expected = ["pattern", "pattern", "depthwise", "1x1"]
    assert [path for name, path in paths.items() if name != "8"][:4] == expected
    with torch.no_grad():
        outputs = model(inputs)
    got = compiled(inputs)
    assert float((got - outputs).abs().max() / outputs.abs().max()) <= 1e-4
    assert torch.equal(got.argmax(1), outputs.argmax(1))
    assert len(targets) == 16


def test_without_stages_it_is_projection_and_retraining() -> None:
    model, other = trained(), trained()
    cfg = quick_config(schedule=Schedule(stages=0))
    result = run(model, cfg=cfg, retrain_epochs=0)
    report = patconv.project_(other, cfg)
    assert result.report == report
    assert result.history == ()
    assert result.projected_accuracy == result.accuracy
    for one, two in zip(model.parameters(), other.parameters(), strict=True):
        assert torch.equal(one, two)


def test_admm_ends_once_it_has_converged() -> None:
    model = trained()
    patconv.project_(model, quick_config(connectivity=1))
    schedule = Schedule(stages=3, updates=3, tolerance=0.5, learning_rate=1e-6)
    cfg = quick_config(connectivity=1, schedule=schedule)
    result = run(model, cfg=cfg, retrain_epochs=1)
    assert result.converged
    assert [one.phase for one in result.history] == ["admm", "retrain"]


def test_learning_rate_restarts_at_every_stage() -> None:
    schedule = Schedule(stages=2, updates=2, epochs=2, learning_rate=1e-2)
    result = run(cfg=quick_config(schedule=schedule), retrain_epochs=2)
    rates = [one.learning_rate for one in result.history]
    stage = [1e-2 * (1 + math.cos(math.pi * place / 4)) / 2 for place in range(4)]
    assert rates == pytest.approx([*stage, *stage, 1e-2, 5e-3])
    assert [bool(one.residuals) for one in result.history] == [False, True] * 4 + [False] * 2


def test_own_optimizer_scheduler_loss_and_metric() -> None:
    made: list[object] = []

    def optimizer(model: nn.Module) -> torch.optim.Optimizer:
        made.append(model)
        return torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9, weight_decay=1e-3)

    def scheduler(
        given: torch.optim.Optimizer, epochs: int
    ) -> torch.optim.lr_scheduler.LRScheduler:
        made.append(epochs)
        return torch.optim.lr_scheduler.LinearLR(given, 1.0, 0.5, total_iters=epochs)

    model = convolutions()
    result = prune_and_retrain(
        model,
        loader(),
        loader(),
        quick_config(),
        retrain_epochs=3,
        optimizer=optimizer,
        scheduler=scheduler,
        loss=lambda outputs, targets: nn.functional.cross_entropy(outputs, targets) + 10,
        metric=lambda outputs, targets: 0.25,
    )
    assert made == [model, 2, model, 2, model, 3]
    assert result.history[0].learning_rate == 0.02
    assert result.history[1].learning_rate == pytest.approx(0.015)
    assert all(one.loss > 10 for one in result.history)
    assert result.accuracy == result.dense_accuracy == 0.25


def test_accumulated_batches_are_as_one() -> None:
    models = []
    for batch, accumulate in ((16, 1), (4, 4)):
        model = convolutions(torch.float64)
        prune_and_retrain(
            model,
            DataLoader(TensorDataset(*images(48, torch.float64)), batch_size=batch),
            None,
            quick_config(),
            retrain_epochs=2,
            accumulate=accumulate,
        )
        models.append(model)
    for one, two in zip(*(model.parameters() for model in models), strict=True):
        torch.testing.assert_close(one, two, rtol=1e-7, atol=1e-9)


def test_a_group_of_batches_that_is_not_full_counts_as_one() -> None:
    """5 batches, 2 to a step: the last one makes a step of its own, with its whole gradient."""
    models = []
    for batches in ([8, 8, 8, 8, 8], [16, 16, 8]):
        model, ends = convolutions(torch.float64), [0]
        inputs, targets = images(40, torch.float64)
        for size in batches:
            ends.append(ends[-1] + size)
        parts = [slice(*ends[place : place + 2]) for place in range(len(batches))]
        data = [(inputs[part], targets[part]) for part in parts]
        accumulate = 2 if len(batches) == 5 else 1
        prune_and_retrain(
            model, data, None, quick_config(), retrain_epochs=1, accumulate=accumulate
        )
        models.append(model)
    for one, two in zip(*(model.parameters() for model in models), strict=True):
        torch.testing.assert_close(one, two, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_mixed_precision(dtype: torch.dtype) -> None:
    model = trained()
    seen: set[torch.dtype] = set()
    model[0].register_forward_hook(lambda module, given, output: seen.add(output.dtype))
    result = run(model, autocast=dtype, retrain_epochs=15)
    assert seen == {dtype}
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    assert result.accuracy > 0.9


def test_compiled_model() -> None:
    model = convolutions()
    other = copy.deepcopy(model)
    wrapped = torch.compile(model, backend="aot_eager")
    result = run(wrapped)
    assert result.report == run(other).report
    for one, two in zip(model.parameters(), other.parameters(), strict=True):
        torch.testing.assert_close(one, two, rtol=1e-4, atol=1e-5)


def test_the_model_keeps_its_mode() -> None:
    for training in (False, True):
        model = convolutions().train(training)
        run(model)
        assert model.training == training


def test_evaluation_does_not_train() -> None:
    model = convolutions()
    modes: set[tuple[bool, bool]] = set()
    model[0].register_forward_hook(
        lambda module, given, output: modes.add((module.training, torch.is_grad_enabled()))
    )
    run(model)
    assert modes == {(True, True), (False, False)}


def test_without_validation_data() -> None:
    result = prune_and_retrain(convolutions(), loader(), None, quick_config(), retrain_epochs=1)
    assert result.dense_accuracy is result.projected_accuracy is result.accuracy is None
    assert result.history[0].accuracy is None


def test_samplers_learn_the_epoch() -> None:
    data = TensorDataset(*images())
    sampler = torch.utils.data.DistributedSampler(data, num_replicas=1, rank=0)
    epochs: list[int] = []
    set_epoch = sampler.set_epoch
    sampler.set_epoch = lambda epoch: (epochs.append(epoch), set_epoch(epoch))[1]
    given = DataLoader(data, batch_size=8, sampler=sampler)
    prune_and_retrain(convolutions(), given, None, quick_config(), retrain_epochs=1)
    assert epochs == [1, 2, 3, 4, 5]


# Logs


def test_logs_are_csv(tmp_path: Path) -> None:
    result = run(folder=tmp_path / "runs/one", tensorboard=False)
    log = rows(tmp_path / "runs/one/log.csv")
    assert [int(row["epoch"]) for row in log] == [1, 2, 3, 4, 5, 6]
    for row, one in zip(log, result.history, strict=True):
        assert row["phase"] == one.phase
        for name in ("stage", "rho", "learning_rate", "loss", "penalty", "accuracy"):
            assert float(row[name]) == getattr(one, name)
    residuals = rows(tmp_path / "runs/one/residuals.csv")
    assert [(row["epoch"], row["name"]) for row in residuals] == [
        (str(epoch), name) for epoch in (1, 2, 3, 4) for name in ("0", "2", "4", "6")
    ]
    second = result.history[0].residuals[1]
    assert float(residuals[1]["pattern"]) == second.pattern
    assert float(residuals[1]["connectivity_change"]) == second.connectivity_change
    assert residuals[0]["connectivity"] == ""
    names = {path.name for path in (tmp_path / "runs/one").iterdir()}
    assert names == {"log.csv", "residuals.csv", "checkpoint.pt"}


def test_tensorboard(tmp_path: Path) -> None:
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    result = run(folder=tmp_path)
    events = accumulator.EventAccumulator(str(tmp_path / "tensorboard")).Reload()
    losses = events.Scalars("loss")
    assert [one.step for one in losses] == [1, 2, 3, 4, 5, 6]
    assert [one.value for one in losses] == pytest.approx([one.loss for one in result.history])
    assert {"accuracy", "rho", "pattern/2", "connectivity_change/6"} <= set(
        events.Tags()["scalars"]
    )


def test_tensorboard_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(ImportError, match=r"needs the extra 'tensorboard', .* patconv\[tensorb"):
        run(folder=tmp_path, tensorboard=True)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    run(folder=tmp_path)
    assert not (tmp_path / "tensorboard").exists()


# Refusals


def test_bad_configuration_of_the_model() -> None:
    cfg = quick_config(overrides=(LayerOverride("head", connectivity=2),))
    with pytest.raises(PruneError, match="to match the name of a convolution, but got 'head'"):
        run(cfg=cfg)
    with pytest.raises(TypeError, match="cfg to be a PruneConfig, but got int"):
        run(cfg=3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"retrain_epochs": -1}, "retrain_epochs to be an integer of at least 0, but got -1"),
        ({"accumulate": 0}, "accumulate to be an integer of at least 1, but got 0"),
        ({"checkpoint_steps": 0, "folder": "x"}, "checkpoint_steps to be an integer of at least 1"),
        ({"resume": True}, "a folder for resume, checkpoint_steps and tensorboard, but got none"),
        ({"tensorboard": True}, "expected a folder for resume"),
        ({"checkpoint_steps": 3}, "expected a folder for resume"),
    ],
)
def test_bad_arguments(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(PruneError, match=message):
        run(**arguments)


def test_empty_loaders() -> None:
    empty = DataLoader(TensorDataset(*images(4)), batch_size=8, drop_last=True)
    model = convolutions()
    before = copy.deepcopy(model.state_dict())
    with pytest.raises(PruneError, match=r"train_loader to yield at least one batch .* in epoch 1"):
        prune_and_retrain(model, empty, None, quick_config())
    with pytest.raises(PruneError, match="val_loader to yield at least one batch, but got none"):
        prune_and_retrain(model, loader(), empty, quick_config())
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())


def test_a_generator_is_used_up_after_an_epoch() -> None:
    def batches() -> Iterator[object]:
        yield from loader()

    with pytest.raises(PruneError, match=r"but got none in epoch 2; .* no generator"):
        prune_and_retrain(convolutions(), batches(), None, quick_config())


def test_batches_that_are_no_pairs() -> None:
    with pytest.raises(PruneError, match="pairs of inputs and targets, but got Tensor; write a"):
        prune_and_retrain(convolutions(), [images()[0]], None, quick_config())


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_loss_that_is_not_finite_stops_the_run(tmp_path: Path, bad: float) -> None:
    calls = 0

    def loss(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        nonlocal calls
        calls += 1
        return nn.functional.cross_entropy(outputs, targets) * (bad if calls == 14 else 1)

    model = convolutions()
    place = r"epoch 3 \(admm\), batch 2; the last good checkpoint is '.*checkpoint.pt'; lower"
    with pytest.raises(PruneError, match=f"the loss to be finite, but got inf or nan in {place}"):
        run(model, folder=tmp_path, loss=loss, tensorboard=False)
    kept = load_checkpoint(tmp_path / "checkpoint.pt")
    assert len(kept["history"]) == 2
    assert all(value.isfinite().all() for value in kept["model"].values())
    resumed = run(folder=tmp_path, resume=True, tensorboard=False)
    assert len(resumed.history) == 6
    calls = 0
    with pytest.raises(PruneError, match=r"in epoch 3 .*; none was saved; lower"):
        run(loss=loss)


@pytest.mark.parametrize("every", [1, None])
def test_weights_that_are_not_finite_are_not_saved(tmp_path: Path, every: int | None) -> None:
    """The step that breaks the weights had a finite loss: only the next one would show it."""
    breaks = 12 if every is None else 9

    class Breaking(torch.optim.SGD):
        steps = 0

        def step(self, closure: None = None) -> None:  # type: ignore[override]
            super().step(closure)
            Breaking.steps += 1
            if Breaking.steps == breaks:
                with torch.no_grad():
                    self.param_groups[0]["params"][-1].fill_(math.inf)

    with pytest.raises(PruneError, match=r"the weights to be finite, but got inf or nan in epoch"):
        run(
            folder=tmp_path,
            optimizer=lambda model: Breaking(model.parameters(), lr=1e-3),
            checkpoint_steps=every,
            tensorboard=False,
        )
    kept = load_checkpoint(tmp_path / "checkpoint.pt")
    assert all(value.isfinite().all() for value in kept["model"].values())
    assert Breaking.steps == breaks


def test_state_that_could_not_be_read_back_is_found_at_once(tmp_path: Path) -> None:
    class Odd(torch.optim.SGD):
        def state_dict(self) -> dict[str, object]:
            return {**super().state_dict(), "odd": QUICK}

    with pytest.raises(PruneError, match="to hold tensors and plain values, but got: "):
        run(folder=tmp_path, optimizer=lambda model: Odd(model.parameters()), tensorboard=False)
    assert not (tmp_path / "checkpoint.pt").exists()


def test_progress_counts_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, int]] = []
    steps: list[str] = []

    @contextlib.contextmanager
    def bar(name: str, total: int) -> Iterator[Callable[[str], None]]:
        shown.append((name, total))
        yield steps.append

    monkeypatch.setattr("patconv.pruning.run.bar", bar)
    run()
    assert shown == [("ADMM, stage 1 of 2", 36)]
    assert len(steps) == 36
    assert list(dict.fromkeys(steps)) == [
        "ADMM, stage 1 of 2",
        "ADMM, stage 2 of 2",
        "retraining",
    ]
