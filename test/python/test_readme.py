"""What the README shows works as it stands there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import patconv.models
import pytest
import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"


def readme() -> str:
    return (ROOT / "README.md").read_text()


def python_block() -> str:
    (block,) = re.findall(r"^```python\n(.*?)^```$", readme(), re.DOTALL | re.MULTILINE)
    return str(block)


def small_network() -> nn.Module:
    return nn.Sequential(nn.Conv2d(3, 16, 3, stride=4), nn.ReLU(), nn.Conv2d(16, 16, 3), nn.ReLU())


@pytest.mark.parametrize(
    "network", [small_network, pytest.param(patconv.models.vgg16, marks=pytest.mark.full)]
)
def test_python(network: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(patconv.models, "vgg16", network)
    names: dict[str, torch.Tensor] = {}
    exec(compile(python_block(), "README.md", "exec"), names)
    model: nn.Module = names["model"]  # type: ignore[assignment]
    with torch.inference_mode():
        expected = model(names["x"])
    error = (names["y"] - expected).abs().max() / expected.abs().max()
    assert error <= 1e-4
    assert torch.equal(patconv.load("vgg16.patconv")(names["x"]), names["y"])


def commands_of(section: str) -> list[list[str]]:
    text = readme().partition(f"## {section}\n")[2].partition("\n## ")[0]
    lines = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    return [shlex.split(line) for line in "\n".join(lines).replace("\\\n", "").splitlines()]


@pytest.mark.full
def test_command_line(tmp_path: Path) -> None:
    commands = commands_of("On the command line")
    assert [command[:2] for command in commands] == [
        ["patconv", name] for name in ("compile", "run", "inspect")
    ]
    for _, *arguments in commands:
        subprocess.run([sys.executable, "-m", "patconv", *arguments], cwd=tmp_path, check=True)
    assert (tmp_path / "kernels.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.skipif(not (BUILD / "bin").is_dir(), reason="patconv-opt is not built")
def test_workbench(tmp_path: Path) -> None:
    commands = commands_of("In the compiler's workbench")
    assert len(commands) == 3
    (tmp_path / "build").symlink_to(BUILD)
    (tmp_path / "network.mlir").write_bytes((ROOT / "test/Imported/conv_relu.mlir").read_bytes())
    outputs = [
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
        for command in commands
    ]
    assert "llvm.func @patconv_run(" in (tmp_path / "lowered.mlir").read_text()
    assert "patconv.conv_2d" in (tmp_path / "raised.mlir").read_text()
    # A plugin that fails to load leaves mlir-opt with success.
    assert "filter_order" in outputs[2]


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z-]+)\b", readme()))))
def test_make_target(target: str) -> None:
    environment = {**os.environ, "MAKEFLAGS": ""}
    done = subprocess.run(
        ["make", "help"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert f"  make {target} " in done.stdout
