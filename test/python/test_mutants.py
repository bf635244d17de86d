"""A fault that cannot be planted is not taken for one that the tests caught."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import patconv
import pytest
from patconv import _patconv

sys.path.append(str(Path(__file__).resolve().parents[1] / "mutants"))

import mutant_plugin
import run
from faults import FAULTS, PhaseFault, SourceFault

ROOT = Path(__file__).resolve().parents[2]
NETWORK = Path(__file__).resolve().parents[1] / "Imported/conv_relu.mlir"


@pytest.mark.parametrize(
    "fault", [f for f in FAULTS if isinstance(f, SourceFault)], ids=lambda fault: fault.name
)
def test_source_faults_can_be_planted(fault: SourceFault) -> None:
    """Their text moves with the code; planting them all takes minutes."""
    assert (ROOT / fault.path).read_text(encoding="utf-8").count(fault.old) == 1
    assert fault.old != fault.new


def compile_with(
    edit: Callable[[Any], None], marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = PhaseFault("name", "description", "pack", edit)
    monkeypatch.setattr(_patconv, "Program", lambda: mutant_plugin._Program(fault, marker))
    weights = {
        "layers.0.weight": np.ones((8, 4, 3, 3), np.float32),
        "layers.0.bias": np.ones(8, np.float32),
    }
    patconv.compile(NETWORK.read_text(), weights=weights)


def find_nothing(dump: Any) -> None:
    dump.replace("no such text", "")


def fail(dump: Any) -> None:
    raise AssertionError


def break_syntax(dump: Any) -> None:
    dump.text += "}"


def change_nothing(dump: Any) -> None:
    pass


@pytest.mark.parametrize("edit", [find_nothing, fail, break_syntax, change_nothing])
def test_fault_without_effect(
    edit: Callable[[Any], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "planted"
    marker.touch()
    with pytest.raises(pytest.exit.Exception) as raised:
        compile_with(edit, marker, monkeypatch)
    assert raised.value.returncode == mutant_plugin.NOT_PLANTED
    assert not marker.exists()


def test_fault_with_effect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "planted"
    compile_with(lambda dump: dump.replace("<relu>", "<none>"), marker, monkeypatch)
    assert marker.exists()


@pytest.mark.parametrize(
    ("status", "verdict"), [(0, "SURVIVED"), (1, "caught"), (-11, "caught"), (2, None), (3, None)]
)
def test_verdict(status: int, verdict: str | None) -> None:
    done = subprocess.CompletedProcess([], status, "FAILED test - reason\n", "")
    if verdict is None:
        with pytest.raises(run.PlantError, match=f"status {status}"):
            run._judge(done)
    else:
        assert run._judge(done)[0] == verdict
