"""A pytest plugin that plants one fault between two phases of every compilation.

The fault is named by ``--mutant``; ``none`` prints and resumes every phase without an edit. A file
named by ``--planted`` appears when the fault has been planted. Where a fault finds nothing to edit,
or leaves IR that does not parse, the file goes and the run ends with status `NOT_PLANTED`: that
must not look like a test that failed.
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

#: The exit status of a run in which the fault could not be planted; pytest's own for its bugs.
NOT_PLANTED = 3


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
        try:
            if fault is not None:
                _edit(fault, dump)
            program = self._original()
            program.parse(dump.text, "mutant")
            program.bind_weights(list(dump.arrays.items()))
        except Exception as error:
            self._planted.unlink(missing_ok=True)
            pytest.exit(f"not planted: {type(error).__name__}: {error}", returncode=NOT_PLANTED)
        self._planted.touch()
        self._program = program


def _edit(fault: PhaseFault, dump: Dump) -> None:
    text, arrays = dump.text, dict(dump.arrays)
    fault.edit(dump)
    if dump.text == text and all(
        dump.arrays[name].tobytes() == array.tobytes() for name, array in arrays.items()
    ):
        raise ValueError("expected the fault to change something, but it changed nothing")
