"""The measurements: workers, blocks, limits and tables. Not their figures, which differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from patconv.benchmarks.blocks import IdleError, Samples, measure_pair
from patconv.benchmarks.limits import measure_limits
from patconv.benchmarks.table import convolution_seconds, layer_table, network_lines
from patconv.benchmarks.workers import Worker, WorkerError

WORKER = """
import os
from patconv.benchmarks.workers import serve

def talk(text):
    print("noise on the standard output")
    return text.upper()

serve({"talk": talk, "leave": lambda: os._exit(3)})
"""


def test_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo_worker.py").write_text(WORKER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    with Worker("demo_worker", threads=1) as worker:
        assert worker.call("talk", text="hello") == "HELLO"
        with pytest.raises(WorkerError, match="AttributeError"):
            worker.call("talk", text=3)
        assert 0 < worker.cpu_seconds() < 60
        with pytest.raises(WorkerError, match="ended with status 3 in leave"):
            worker.call("leave")


class FakeWorker:
    """Answers at once; an idle one has used `idle` seconds of processor time a look."""

    def __init__(self, name: str, log: list[str], idle: float = 0.0) -> None:
        self.name, self.log, self.idle, self.used = name, log, idle, 0.0

    def call(self, command: str, runs: int) -> dict[str, Any]:
        self.log.append(f"{self.name}.{command}")
        if command == "measure":
            return {"seconds": [0.5] * runs, "error": 1e-6}
        return {"seconds": {"conv": [0.25] * runs}}

    def cpu_seconds(self) -> float:
        self.used += self.idle
        return self.used


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("patconv.benchmarks.blocks._IDLE_SECONDS", 0.0)


@pytest.mark.usefixtures("no_waiting")
def test_blocks_are_interleaved() -> None:
    log: list[str] = []
    a: Any = FakeWorker("a", log)
    b: Any = FakeWorker("b", log)
    ours, theirs = measure_pair(a, b, blocks=2, runs=3)
    turn = ["a.measure", "b.measure", "a.measure_layers", "b.measure_layers"]
    assert log == turn * 2
    for samples in (ours, theirs):
        assert samples.runs == [0.5] * 6
        assert samples.layers == {"conv": [0.25] * 6}
        assert samples.error == 1e-6


@pytest.mark.usefixtures("no_waiting")
def test_blocks_with_a_busy_idler_are_refused() -> None:
    a: Any = FakeWorker("a", [])
    b: Any = FakeWorker("b", [], idle=1.0)
    with pytest.raises(IdleError, match="at most 2% of a core"):
        measure_pair(a, b, blocks=1, runs=1)


def test_limits_are_plausible() -> None:
    limits = measure_limits(1)
    assert limits.threads == 1
    assert 1 < limits.gflops < 1000
    assert 0.5 < limits.gbytes < 1000


def test_tables() -> None:
    ours = Samples([1.0, 2.0, 3.0], {"conv": [0.5, 0.25, 0.75], "fc": [0.125]}, 1e-6)
    theirs = Samples([4.0, 4.0, 4.0], {"conv": [2.0]})
    layers = [
        {"name": "conv", "path": "pattern", "macs": 10**9, "bytes": 1},
        {"name": "fc", "path": "upstream", "macs": 10**6, "bytes": 10**9},
    ]
    assert convolution_seconds(ours, ["conv"]) == 0.5
    table = layer_table(
        layers, {"conv": 1e-6}, {"conv": 0.5}, {"gflops": 8.0, "gbytes": 16.0}, ours, theirs
    )
    conv, fc = table.splitlines()[2:]
    assert conv.split() == [
        *("conv", "pattern", "1000.0", "500.000", "ms", "2000.000", "ms"),
        *("4.00x", "4.0", "GFLOP/s", "50.0%", "1.0e-06"),
    ]
    assert fc.split() == ["fc", "upstream", "1.0", "125.000", "ms", "8.0", "GB/s", "50.0%"]
    lines = network_lines(ours, theirs, ["conv"])
    assert "4.00x" in lines
    assert lines.endswith("network: 2.00x")
