"""The accuracy benchmark: figures, a run that is broken off and goes on, the page."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from patconv.benchmarks import accuracy
from patconv.benchmarks.accuracy import AccuracySpec, main, run_accuracy
from patconv.benchmarks.accuracy_digits import (
    METHODS,
    RATES,
    Recipe,
    kept_weights,
    load_fold,
    prune_config,
    retrain_,
    train_,
)
from patconv.benchmarks.accuracy_journal import Found, Journal
from patconv.benchmarks.accuracy_table import half_interval, summarise
from patconv.errors import PatConvError
from patconv.models import digits_resnet, digits_vgg
from patconv.pruning import project_
from torch import nn

SHORT = Recipe(width=3, batch=256, dense_epochs=2, retrain_epochs=1)
SPEC = AccuracySpec(
    networks=("digits_vgg",),
    methods=("magnitude", "unstructured"),
    rates=(8.1,),
    seeds=1,
    folds=2,
    recipe=SHORT,
)


def found(method: str, fold: int, accuracy: float, rate: float = 1.0) -> Found:
    return Found("net", 0, fold, method, rate, accuracy, accuracy - 10, 100)


@pytest.mark.parametrize("make", [digits_vgg, digits_resnet])
def test_networks_for_digits(make: Any) -> None:
    model = make(4)
    convolutions = [m for m in model.modules() if isinstance(m, nn.Conv2d)]
    assert sum(conv.kernel_size == (3, 3) for conv in convolutions) >= 8
    assert model(torch.zeros(2, 1, 8, 8)).shape == (2, 10)
    assert make(width=2, num_classes=3)(torch.zeros(2, 1, 8, 8)).shape == (2, 3)
    for width in (0, 1.5, True):
        with pytest.raises(PatConvError, match="expected width to be an integer of at least 1"):
            make(width)


def test_interval_is_students() -> None:
    # t for 3 degrees of freedom and 95 %: 3.182.
    assert half_interval([1.0, 2.0, 3.0, 4.0]) == pytest.approx(
        3.182446 * math.sqrt(5 / 3) / 2, rel=1e-6
    )
    assert half_interval([5.0]) == 0


def test_summary_pairs_each_loss_with_its_dense_network() -> None:
    tasks = [("net", 0, fold) for fold in range(2)]
    entries = [found("dense", 0, 99), found("dense", 1, 97)]
    entries += [found("m", 1, 95.5, 8.1), found("m", 0, 97, 8.1)]
    dense, pruned = summarise(entries, [("m", 8.1)], ["net"], tasks)
    assert dense["accuracy_mean"] == pruned["dense_accuracy"] == 98
    assert pruned["accuracy_mean"] == 96.25
    assert pruned["loss_mean"] == 1.75
    # Losses of 2 and 1.5; t for one degree of freedom: 12.706.
    assert pruned["loss_ci"] == pytest.approx(12.7062 * 0.25, rel=1e-5)
    assert (pruned["method"], pruned["rate"], pruned["weights"]) == ("m", 8.1, 100)
    assert pruned["admm_gain_mean"] is None


def test_summary_pairs_each_method_with_admm() -> None:
    tasks = [("net", 0, fold) for fold in range(2)]
    entries = [found("dense", 0, 99), found("dense", 1, 97)]
    entries += [found("m", 1, 95.5, 8.1), found("m", 0, 97, 8.1)]
    entries += [found("admm", 0, 98, 8.1), found("admm", 1, 97, 8.1), found("m", 0, 9, 12)]
    entries += [found("m", 1, 9, 12)]
    variants = [("admm", 8.1), ("m", 8.1), ("m", 12.0)]
    dense, ours, other, alone = summarise(entries, variants, ["net"], tasks)
    # Gains of 1 and 1.5.
    assert other["admm_gain_mean"] == 1.25
    assert other["admm_gain_ci"] == pytest.approx(12.7062 * 0.25, rel=1e-5)
    assert [row["admm_gain_mean"] for row in (dense, ours, alone)] == [None] * 3


def test_journal_goes_on_after_half_a_line(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path, "a").add([found("dense", 0, 99), found("dense", 1, 98)])
    path.write_text(path.read_text()[:-20])
    journal = Journal(path, "a")
    assert [entry.fold for entry in journal.found] == [0]
    journal.add([found("dense", 1, 98)])
    assert [entry.fold for entry in Journal(path, "a").found] == [0, 1]


def test_journal_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journal(path, "a")
    with pytest.raises(PatConvError, match=r"of the recipe b, but it is of a; remove it"):
        Journal(path, "b")
    path.write_text('{"results": []}\n')
    with pytest.raises(PatConvError, match=r"expected .* to be the journal of an accuracy bench"):
        Journal(path, "a")
    assert Recipe().digest() != Recipe(width=13).digest()


def test_training_keeps_the_zeros() -> None:
    torch.manual_seed(0)
    model, data = digits_vgg(3), load_fold(SHORT, 0, 0, 5)
    project_(model, prune_config(8.1))
    before = [m.weight.detach().clone() for m in model.modules() if isinstance(m, nn.Conv2d)]
    retrain_(model, data, SHORT)
    assert not model.training
    convolutions = [module for module in model.modules() if isinstance(module, nn.Conv2d)]
    for old, module in zip(before, convolutions, strict=True):
        assert torch.equal(module.weight == 0, old == 0)
        assert not torch.equal(module.weight, old)


def test_training_with_a_penalty() -> None:
    torch.manual_seed(0)
    model, epochs = digits_vgg(2), []
    before = model.classifier.weight.detach().clone()
    train_(
        model,
        load_fold(SHORT, 0, 0, 5),
        SHORT,
        epochs=2,
        rate=0.05,
        penalty=lambda: 1e4 * (model.classifier.weight - 1).square().sum(),
        after_epoch=epochs.append,
    )
    assert epochs == [1, 2]
    assert (model.classifier.weight - 1).norm() < 0.8 * (before - 1).norm()


@pytest.mark.parametrize("method", ["magnitude", "unstructured", "refitted"])
@pytest.mark.parametrize("rate", RATES)
def test_methods_keep_as_many_weights(method: str, rate: float) -> None:
    torch.manual_seed(0)
    model, data = digits_resnet(4), load_fold(SHORT, 0, 0, 5)
    expected = project_(digits_resnet(4), prune_config(rate)).kept_weights
    METHODS[method](model, rate, data, SHORT)
    assert kept_weights(model) == expected


def test_filters_share() -> None:
    torch.manual_seed(0)
    model, rate = digits_resnet(4), next(iter(RATES))
    recipe = replace(SHORT, admm_stages=1, admm_updates=2)
    METHODS["admm, 4 share"](model, rate, load_fold(recipe, 0, 0, 5), recipe)
    pruned = [
        m.weight for m in model.modules() if isinstance(m, nn.Conv2d) if (m.weight == 0).any()
    ]
    assert pruned
    for weight in pruned:
        kept = (weight != 0).unflatten(0, (-1, 4))
        assert (kept == kept[:, :1]).all()


def test_a_broken_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And ends in the same figures as one that was not broken."""
    whole = run_accuracy(SPEC, tmp_path / "whole")
    train, calls = accuracy.train_, []

    def break_off(*arguments: Any, **options: Any) -> None:
        calls.append(options)
        if len(calls) == 2:
            raise KeyboardInterrupt
        train(*arguments, **options)

    monkeypatch.setattr(accuracy, "train_", break_off)
    with pytest.raises(KeyboardInterrupt):
        run_accuracy(SPEC, tmp_path / "broken")
    assert len(Journal(tmp_path / "broken/journal.jsonl", f"{SHORT.digest()} on cpu").found) == 3
    assert run_accuracy(SPEC, tmp_path / "broken") == whole
    # The first network was not trained again, and nothing is now.
    assert len(calls) == 3
    assert run_accuracy(SPEC, tmp_path / "broken") == whole
    assert len(calls) == 3


def test_command_writes_results_and_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(accuracy, "Recipe", lambda: SHORT)
    path, page = tmp_path / "a.json", tmp_path / "a.html"
    arguments = ["--json", str(path), "--html", str(page), "--seeds", "1", "--folds", "2"]
    arguments += ["--networks", "digits_vgg", "--methods", "magnitude", "--rates", "12"]
    assert main([*arguments, "--jobs", "1"]) == 0
    data = json.loads(path.read_text())
    assert data["problems"] == []
    assert data["recipe"]["width"] == 3
    assert [(row["method"], row["rate"]) for row in data["results"]] == [
        ("dense", 1.0),
        ("magnitude", 12.0),
    ]
    for row in data["results"]:
        assert row["network"] == "digits_vgg"
        assert 0 <= row["accuracy_mean"] <= 100
        assert row["compiled_ms"] > 0
    assert data["results"][1]["weights"] < data["results"][0]["weights"] / 9
    text = page.read_text()
    assert "<svg" in text
    assert "points of accuracy lost" in text
    output = capsys.readouterr().out
    assert "digits_vgg" in output
    assert "12.0x" in output


@pytest.mark.full
def test_processes_find_what_one_finds(tmp_path: Path) -> None:
    assert run_accuracy(SPEC, tmp_path / "two", jobs=2) == run_accuracy(SPEC, tmp_path / "one")


def test_command_reports_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run/journal.jsonl").write_text('{"recipe": "other"}\n')
    arguments = ["--json", str(tmp_path / "a.json"), "--folder", str(tmp_path / "run")]
    assert main(arguments) == 1
    assert "to be of the recipe" in capsys.readouterr().err
    assert main(["--json", str(tmp_path / "none/a.json")]) == 1
    assert "none" in capsys.readouterr().err
