"""What the tests of the command line share: networks to name, and ways to call it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import patconv
import pytest
import torch
from patconv import cli
from patconv.cli.arguments import parse_shape
from patconv.reports.tables import WIDTH
from torch import nn

PACKAGE = Path(patconv.__file__).parent.parent
SHAPE = "1x3x10x10"

#: The module `nets` of the fixture `nets_folder`.
NETWORKS = """
import torch
from torch import nn

print("imported")

def small():
    print("made")
    torch.manual_seed(3)
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 24, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(24, 24, 3, padding=1, groups=24),
        nn.Conv2d(24, 16, 1),
        nn.Flatten(),
        nn.Linear(1600, 7),
    )

class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)

    def forward(self, x, y):
        return self.conv(x), y + 1.0

class Holder:
    module = nn.Conv2d(3, 8, 3)

def ragged():
    torch.manual_seed(3)
    module = nn.Conv2d(3, 64, 3)
    with torch.no_grad():
        module.weight.mul_(torch.rand(module.weight.shape) < 0.8)
    return module

def broken():
    raise RuntimeError("no data set")

number = 3

def convolutions():
    torch.manual_seed(3)
    return nn.Sequential(
        nn.Conv2d(3, 16, 3), nn.Conv2d(16, 24, 3), nn.Conv2d(24, 100, 3), nn.Conv2d(100, 8, 1)
    )

def plain():
    return nn.Linear(4, 8)

def patches():
    # A window of 81 positions that overlaps no other stays outside of the pattern path.
    return nn.Sequential(nn.Conv2d(3, 8, 9, stride=9), nn.Flatten(2), nn.Linear(4, 5))

class Refused(nn.Module):
    def __init__(self):
        super().__init__()
        self.ragged = ragged()
        self.conv = nn.Conv2d(64, 8, 3)
        self.patches = nn.Conv2d(3, 8, 9, stride=9)
        self.signal = nn.Conv1d(3, 4, 3)
        self.volume = nn.Conv3d(1, 2, 3)

    def forward(self, x, y):
        patches = self.patches(x) + self.patches(y)
        return self.conv(self.ragged(x)), patches, self.signal(x.flatten(2)), self.volume(x[None])

def classifier():
    return nn.Sequential(nn.ReLU(), nn.Linear(600, 500))
"""

ADD = """
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.add ins(%x, %x : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>)
      -> tensor<4xf32>
  return %y : tensor<4xf32>
}
"""

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *argv: str) -> str:
    """The standard output of a command that succeeds; text but the IR fits 80 columns."""
    capsys.readouterr()
    assert cli.main(argv) == 0, capsys.readouterr().err
    text = capsys.readouterr().out
    if "-" not in argv and not text.startswith("#map"):
        assert all(len(line) <= WIDTH for line in text.splitlines()), text
    return text


def fail(capsys: Capture, *argv: str, code: int = 1) -> str:
    """The message of a command that fails."""
    capsys.readouterr()
    got: int | str | None
    try:
        got = cli.main(argv)
    except SystemExit as error:
        got = error.code
    captured = capsys.readouterr()
    assert got == code, captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


def command(*argv: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    return subprocess.run(
        [sys.executable, "-m", "patconv", *argv],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )


def make(name: str) -> nn.Module:
    """A network of `NETWORKS`."""
    names: dict[str, Callable[[], nn.Module]] = {}
    exec(NETWORKS, names)
    return names[name]().eval()


def export(model: nn.Module, path: Path) -> None:
    x = torch.randn(parse_shape(SHAPE))
    torch.export.save(torch.export.export(model, (x,)), path)
