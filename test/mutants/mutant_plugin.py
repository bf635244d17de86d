"""A pytest plugin that plants one fault between two phases of every compilation.

The fault is named by ``--mutant``; ``none`` prints and resumes every phase without an edit. A file
named by ``--planted`` appears when the fault has been planted.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from dump import Dump
from faults import FAULTS, PhaseFault
from patconv import _patconv
from patconv.importing import load_arrays


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutant", required=True)
    parser.addoption("--planted", type=Path, required=True)


def pytest_configure(config: pytest.Config) -> None:
    name = config.getoption("--mutant")
    faults = [f for f in FAULTS if isinstance(f, PhaseFault) and f.name == name]
    if name != "none" and not faults:
        raise pytest.UsageError(f"expected a fault of a phase, but got {name}")
    fault = faults[0] if faults else None
    planted = config.getoption("--planted")
    _patconv.Program = lambda: _Program(fault, planted)  # type: ignore[assignment, misc]


class _Program:
    """A program that is printed, edited and parsed again after a phase."""

    _original = _patconv.Program

    def __init__(self, fault: PhaseFault | None, planted: Path) -> None:
        self._fault = fault
        self._planted = planted
        self._program = self._original()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._program, name)

    def run_phase(self, name: str, options: Any) -> None:
        self._program.run_phase(name, options)
        fault = self._fault
        if name == "lower" or (fault is not None and name != fault.phase):
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "weights.safetensors"
            self._program.save_weights(str(path))
            dump = Dump(self._program.print(), dict(load_arrays(path)))
        if fault is not None:
            before = dump.text, dict(dump.arrays)
            fault.edit(dump)
            assert dump.text != before[0] or any(
                dump.arrays[name].tobytes() != array.tobytes() for name, array in before[1].items()
            ), "expected the fault to change something, but it changed nothing"
        self._planted.touch()
        self._program = self._original()
        self._program.parse(dump.text, "mutant")
        self._program.bind_weights(list(dump.arrays.items()))
