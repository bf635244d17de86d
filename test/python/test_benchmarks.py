"""The measurements: workers, blocks, limits and tables. Not their figures, which differ."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from patconv.benchmarks import demo
from patconv.benchmarks.blocks import IdleError, Samples, measure_pair
from patconv.benchmarks.limits import measure_limits, peaks_agree
from patconv.benchmarks.table import convolution_seconds, layer_table, network_lines
from patconv.benchmarks.timing import largest, relative_error, time_calls
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
        return {"seconds": {"conv": [0.25] * runs}, "error": 2e-6}

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
        assert samples.error == 2e-6


@pytest.mark.usefixtures("no_waiting")
def test_blocks_with_a_busy_idler_are_refused() -> None:
    a: Any = FakeWorker("a", [])
    b: Any = FakeWorker("b", [], idle=1.0)
    with pytest.raises(IdleError, match="at most 2% of a core"):
        measure_pair(a, b, blocks=1, runs=1)


def test_limits_are_plausible() -> None:
    limits = measure_limits(1)
    assert limits.threads == 1
    assert 1 < limits.compiled_gflops < 1000
    assert limits.machine_gflops == 0 or 1 < limits.machine_gflops < 1000
    assert limits.gflops == max(limits.compiled_gflops, limits.machine_gflops)
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


@pytest.mark.parametrize(
    ("compiled", "machine", "agree"),
    [(100.0, 98.0, True), (100.0, 96.0, False), (96.0, 100.0, False), (100.0, 0.0, True)],
)
def test_peaks_agree(compiled: float, machine: float, agree: bool) -> None:
    assert peaks_agree(compiled, machine) == agree


def test_errors_do_not_hide_nan() -> None:
    reference = np.array([1.0, -4.0])
    assert relative_error(np.array([1.0, -3.0]), reference) == 0.25
    assert relative_error(np.array([math.nan, -4.0]), reference) == math.inf
    assert relative_error(np.array([math.inf, -4.0]), reference) == math.inf
    assert relative_error(np.zeros(2), np.zeros(2)) == math.inf
    with pytest.raises(ValueError, match=r"expected the shape to be \(2,\), but got \(1, 2\)"):
        relative_error(reference[None], reference)
    assert largest(0.0, math.nan) == largest(math.nan, 0.0) == math.inf
    assert largest(0.5, 0.25) == 0.5


def test_every_timed_call_is_checked() -> None:
    outputs = iter([1.0, 1.0, 3.0, 1.0])
    result = time_calls(lambda: np.array([next(outputs)]), np.array([1.0]), runs=3)
    assert len(result["seconds"]) == 3
    assert result["error"] == 2.0


def comparison() -> demo._Comparison:
    """One convolution at half of the peak, one fully connected layer at 0.8 of the bandwidth."""
    layers = [
        {"name": "conv", "path": "pattern", "macs": 10**9, "bytes": 1},
        {"name": "fc", "path": "upstream", "macs": 10**6, "bytes": 8 * 10**8},
    ]
    limits = {"gflops": 8.0, "compiled_gflops": 8.0, "machine_gflops": 7.9, "gbytes": 1.0}
    return demo._Comparison(
        {"report": "", "import_s": 1.0, "compile_s": 2.0, "layers": layers},
        {"conv": 1e-6},
        limits,
        Samples([1.5] * 5, {"conv": [0.5], "fc": [1.0]}, 2e-6),
        Samples([4.0] * 5, {"conv": [2.0]}, 1e-6),
    )


def run_demo(
    fake: demo._Comparison, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, Any], str]:
    monkeypatch.setattr(demo, "_prepare", lambda folder: None)
    monkeypatch.setattr(demo, "_compare", lambda *arguments: fake)
    status = demo.main(["--threads", "1"])
    lines = capsys.readouterr().out.splitlines()

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    last: dict[str, Any] = json.loads(lines[-1], parse_constant=refuse)
    return status, last, "\n".join(line for line in lines if line.startswith(("error", "warning")))


def test_demo_passes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    status, last, complaints = run_demo(comparison(), monkeypatch, capsys)
    assert (status, complaints) == (0, "")
    assert last == {
        "model": "vgg16",
        "max_rel_error": 2e-6,
        "max_layer_error": 1e-6,
        "compile_s": 2.0,
        "import_s": 1.0,
        "threads": {
            "1": {
                "patconv_ms": 1500.0,
                "torch_ms": 4000.0,
                "speedup_network": 2.667,
                "speedup_convolutions": 4.0,
            }
        },
    }


@pytest.mark.parametrize(
    ("change", "expected", "complaint"),
    [
        ({"patconv": ("error", 2e-4)}, {"max_rel_error": 2e-4}, "the output is off by 2.0e-04"),
        ({"torch": ("error", 2e-4)}, {"max_rel_error": 2e-4}, "the output is off by 2.0e-04"),
        ({"patconv": ("error", math.nan)}, {"max_rel_error": None}, "the output is off by inf"),
        ({"errors": ("conv", 2e-4)}, {"max_layer_error": 2e-4}, "output of conv is off by 2.0e-04"),
        ({"errors": ("conv", math.nan)}, {"max_layer_error": None}, "output of conv is off by nan"),
        ({"limits": ("gflops", 4 / 1.1)}, {}, "conv runs at 110% of the peak"),
        ({"limits": ("machine_gflops", 7.5)}, {}, "more than 3 % apart"),
    ],
)
def test_demo_fails(
    change: dict[str, tuple[str, float]],
    expected: dict[str, float | None],
    complaint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fake = comparison()
    ((name, (key, value)),) = change.items()
    old = getattr(fake, name)
    new = replace(old, **{key: value}) if isinstance(old, Samples) else {**old, key: value}
    status, last, complaints = run_demo(replace(fake, **{name: new}), monkeypatch, capsys)
    assert status == 1
    assert complaint in complaints
    assert len(complaints.splitlines()) == 1
    assert expected.items() <= last.items()


@pytest.mark.parametrize(("gbytes", "share"), [(2.0, "40%"), (0.5, "160%")])
def test_demo_warns_of_the_bandwidth(
    gbytes: float,
    share: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fake = comparison()
    fake.limits["gbytes"] = gbytes
    status, _, complaints = run_demo(fake, monkeypatch, capsys)
    assert status == 0
    assert complaints.startswith(f"warning: 1 thread(s): fc reads its weights at {share}")
