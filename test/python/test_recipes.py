"""The recipes run from a data set to compiled code, on made-up data."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from made_up_data import cifar_folder, image_folder
from patconv.importing import save_arrays
from patconv.models import resnet50
from safetensors.numpy import load_file
from torch import nn

RECIPES = Path(__file__).parents[2] / "recipes"
QUICK = ["--device", "cpu", "--workers", "0", "--scale", "0.01"]


def accuracies(text: str) -> list[float]:
    """Dense, projected, retrained, compiled."""
    found = [float(number) for number in re.findall(r"([\d.]+) %", text)]
    assert len(found) == 4, text
    return found


def small_network() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, stride=4),
        nn.ReLU(),
        nn.Conv2d(8, 8, 3, padding=1),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(8, 10),
    )


def test_cifar10(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From no weights; and a run that goes on where it was does not train anew."""
    monkeypatch.syspath_prepend(str(RECIPES))
    recipe = importlib.import_module("cifar10_resnet18")
    monkeypatch.setattr(recipe, "network", small_network)
    folder, output = cifar_folder(tmp_path / "data"), tmp_path / "p.safetensors"
    argv = ["recipe", str(folder), "-o", str(output), "--folder", str(tmp_path / "run"), *QUICK]
    monkeypatch.setattr(sys, "argv", argv)
    recipe.main()
    dense, _, retrained, compiled = accuracies(capsys.readouterr().out)
    assert 0 <= dense <= 100
    assert compiled == retrained
    weights = load_file(output)["2.weight"]
    assert (weights != 0).any((2, 3)).sum() == round(64 / 3.6)
    assert {int(count) for count in (weights != 0).sum((2, 3)).ravel()} == {0, 4}
    monkeypatch.setattr(sys, "argv", [*argv, "--resume"])
    monkeypatch.setattr(recipe, "train_", None)
    recipe.main()
    assert accuracies(capsys.readouterr().out)[2:] == [retrained, compiled]


def run(script: str, *arguments: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, str(RECIPES / script), *arguments, *QUICK],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return accuracies(done.stdout)


@pytest.mark.full
def test_cifar10_as_it_is(tmp_path: Path) -> None:
    folder = cifar_folder(tmp_path / "data")
    found = run("cifar10_resnet18.py", str(folder), "-o", str(tmp_path / "p.safetensors"))
    assert found[2] == found[3]


@pytest.mark.full
def test_imagenet_as_it_is(tmp_path: Path) -> None:
    folder = image_folder(tmp_path / "data", (300, 260))
    weights, output = tmp_path / "w.safetensors", tmp_path / "p.safetensors"
    state = resnet50(num_classes=2).state_dict()
    save_arrays({name: value.numpy() for name, value in state.items()}, weights)
    found = run("imagenet_resnet50.py", str(folder), "--weights", str(weights), "-o", str(output))
    assert found[2] == found[3]
