"""What a failed compilation says and leaves behind, and that it fails again in the same way."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import numpy as np
import patconv
import pytest
import torch
from patconv import CompileOptions, _patconv, errors
from small_models import LINEAR
from torch import nn

ROOT = Path(__file__).resolve().parents[2]


#: Half precision between operations, which the contract of the import does not allow.
HALVES = """
  %h = arith.truncf %y : tensor<1x8xf32> to tensor<1x8xf16>
  %z = arith.extf %h : tensor<1x8xf16> to tensor<1x8xf32>
  return %z"""


def test_invalid_module_has_diagnostics_and_reproducer() -> None:
    weights = {"fc.weight": np.zeros((8, 4), np.float32)}
    with pytest.raises(errors.CompileError) as caught:
        patconv.compile(LINEAR.replace("ins(%x, %t", "ins(%x, %nothing"), weights=weights)
    assert "undeclared SSA value" in caught.value.diagnostics[0]
    folder = caught.value.reproducer
    assert folder is not None
    assert "%nothing" in (folder / "module.mlir").read_text()
    assert (folder / "weights.safetensors").exists()
    shutil.rmtree(folder)


def test_reproducer_fails_as_the_compilation_did() -> None:
    """An operation that the contract of the import does not allow."""
    text = LINEAR.replace("  return %y", HALVES)
    weights = {"fc.weight": np.zeros((8, 4), np.float32)}
    with pytest.raises(errors.CompileError, match="expected phase 'import'") as caught:
        patconv.compile(text, weights=weights)
    folder, command = caught.value.reproducer, caught.value.command
    assert folder is not None
    assert command is not None
    assert str(folder) in str(caught.value)
    assert command in str(caught.value).splitlines()
    assert (folder / "command.txt").read_text().splitlines()[0] == command
    done = subprocess.run(command, shell=True, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "expected phase 'import' to succeed" in done.stderr
    assert failure(done.stderr) == failure(str(caught.value))
    shutil.rmtree(folder)


def failure(text: str) -> str:
    """What the diagnostic says, without its place."""
    (line,) = (line for line in text.splitlines() if ": error: " in line)
    return line.partition(": error: ")[2]


def test_reproducer_of_a_later_phase_fails_as_the_compilation_did() -> None:
    """A schedule by hand that the code generator does not take; options are those given."""
    torch.manual_seed(0)
    model = nn.Conv2d(4, 4, 3).eval().requires_grad_(False)
    options = CompileOptions(stop_after="schedule", threads=2, reorder=False)
    text = patconv.compile(model, (torch.zeros(1, 4, 8, 8),), options=options).ir("schedule")
    text, count = re.subn(r"tile = \d+x\d+", "tile = 31x31", text)
    assert count
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    options = CompileOptions(threads=2, reorder=False)
    with pytest.raises(errors.CompileError) as caught:
        patconv.compile(text, weights=weights, options=options, target="x86-64-v3")
    folder, command = caught.value.reproducer, caught.value.command
    assert folder is not None
    assert command is not None
    assert {"--no-reorder", "x86-64-v3"} <= set(shlex.split(command))
    done = subprocess.run(command, shell=True, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert failure(done.stderr) == failure(str(caught.value))
    shutil.rmtree(folder)


def test_tool_reproduces_the_pass(tmp_path: Path) -> None:
    """The second command of a reproducer, for those who have the tool."""
    tool = ROOT / "build/bin/patconv-opt"
    if not tool.exists():
        pytest.skip(f"the command needs {tool}")
    text = LINEAR.replace("  return %y", HALVES)
    with pytest.raises(errors.CompileError) as caught:
        patconv.compile(text, weights={"fc.weight": np.zeros((8, 4), np.float32)})
    folder = caught.value.reproducer
    assert folder is not None
    last = (folder / "command.txt").read_text().splitlines()[-1]
    name, *arguments = shlex.split(last.removeprefix("# "))
    assert name == "patconv-opt"
    done = subprocess.run([tool, *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode != 0
    assert failure(str(caught.value)) in done.stderr
    shutil.rmtree(folder)


def test_no_reproducer() -> None:
    text = LINEAR.replace("ins(%x, %t", "ins(%x, %nothing")
    weights = {"fc.weight": np.zeros((8, 4), np.float32)}
    with pytest.raises(errors.CompileError) as caught:
        patconv.compile(text, weights=weights, options=CompileOptions(reproducer=False))
    assert caught.value.reproducer is None
    assert caught.value.command is None


def test_failed_emission_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Program(_patconv.Program):
        def emit(self, target: _patconv.Target, threads: int) -> _patconv.CompiledProgram:
            raise _patconv.Failure("no memory")

    monkeypatch.setattr(_patconv, "Program", Program)
    weights = {"fc.weight": np.zeros((8, 4), np.float32)}
    with pytest.raises(
        errors.CompileError, match="the emission of code to succeed, but got: no memory"
    ) as caught:
        patconv.compile(LINEAR, weights=weights)
    assert caught.value.reproducer is not None
    shutil.rmtree(caught.value.reproducer)
