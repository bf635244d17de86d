"""The measurements: workers, blocks, limits and tables. Not their figures, which differ."""

from __future__ import annotations

import itertools
import json
import math
import os
import signal
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from patconv.benchmarks import demo, run
from patconv.benchmarks.blocks import IdleError, Samples, measure_pair
from patconv.benchmarks.limits import measure_limits, peaks_agree
from patconv.benchmarks.network import (
    Comparison,
    NetworkSpec,
    find_problems,
    pairwise_ratio,
    results,
)
from patconv.benchmarks.table import (
    convolution_seconds,
    layer_table,
    network_lines,
    read_shares,
)
from patconv.benchmarks.timing import largest, relative_error, repeat_warm, time_calls
from patconv.benchmarks.workers import Worker, WorkerError, workers_folder
from patconv.cli import main

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


def test_folders_go_when_told_to_terminate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And so do the workers, which would write into them."""
    (tmp_path / "demo_worker.py").write_text(WORKER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    before = signal.getsignal(signal.SIGTERM)
    with (  # noqa: PT012 (where the signal comes is within)
        pytest.raises(SystemExit) as left,
        workers_folder() as folder,
        Worker("demo_worker", threads=1) as worker,
    ):
        worker.call("talk", text="hello")
        # It would else be the tests that end.
        assert signal.getsignal(signal.SIGTERM) != before
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
    assert left.value.code == 128 + signal.SIGTERM
    assert not folder.exists()
    assert not worker.is_running()
    assert signal.getsignal(signal.SIGTERM) == before


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
    assert max(map(len, table.splitlines())) <= 80
    conv, fc, _ = table.splitlines()[2:]
    figures = ("1000.0", "500.000", "2000.000", "4.00x", "50.0%", "1.0e-06")
    assert conv.split() == ["conv", "pattern", *figures]
    assert fc.split() == ["fc", "upstream", "1.0", "125.000", "50.0%", "r"]
    # Half of the weights are read, or nobody knows how many.
    layers[1] |= {"path": "linear", "read_bytes": 10**9 / 2}
    shares = read_shares(layers, {"conv"}, {"gbytes": 16.0}, ours)
    assert shares == {"fc": 0.25}
    del layers[1]["read_bytes"]
    assert not read_shares(layers, {"conv"}, {"gbytes": 16.0}, ours)
    # A convolution that no engine compares does not just stream its weights.
    layers[1] |= {"path": "upstream", "refused": True}
    assert not read_shares(layers, {"conv"}, {"gbytes": 16.0}, ours)
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
    assert relative_error(np.zeros(2), np.zeros(2)) == 0.0
    assert relative_error(np.ones(2), np.zeros(2)) == math.inf
    with pytest.raises(ValueError, match=r"expected the shape to be \(2,\), but got \(1, 2\)"):
        relative_error(reference[None], reference)
    assert largest(0.0, math.nan) == largest(math.nan, 0.0) == math.inf
    assert largest(0.5, 0.25) == 0.5


def test_every_timed_call_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("patconv.benchmarks.timing._WARM_SECONDS", 0)
    outputs = iter([1.0, 1.0, 3.0, 1.0])
    result = time_calls(lambda: [np.array([next(outputs)])], [np.array([1.0])], runs=3)
    assert len(result["seconds"]) == 3
    assert result["error"] == 2.0


def test_results_that_are_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("patconv.benchmarks.timing._WARM_SECONDS", 0)
    values, output = iter([1.0, 3.0, 1.0]), np.empty(1)

    def call() -> list[np.ndarray]:
        output[:] = next(values)
        return [output]

    assert time_calls(call, [np.array([1.0])], runs=2, reuses_memory=True)["error"] == 2.0


def test_calls_until_it_is_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, calls = itertools.count(), itertools.count()
    monkeypatch.setattr("patconv.benchmarks.timing.time.perf_counter", lambda: 0.01 * next(clock))
    assert repeat_warm(lambda: next(calls), runs=3) == [10, 11, 12]


def comparison() -> Comparison:
    """One convolution at half of the peak, one fully connected layer at 0.8 of the bandwidth."""
    layers = [
        {"name": "conv", "path": "pattern", "macs": 10**9, "bytes": 1},
        {"name": "fc", "path": "upstream", "macs": 10**6, "bytes": 8 * 10**8},
    ]
    limits = {"gflops": 8.0, "compiled_gflops": 8.0, "machine_gflops": 7.9, "gbytes": 1.0}
    return Comparison(
        {"report": "", "import_s": 1.0, "compile_s": 2.0, "layers": layers},
        {"conv": 1e-6},
        limits,
        Samples([1.5] * 5, {"conv": [0.5], "fc": [1.0]}, 2e-6),
        Samples([4.0] * 5, {"conv": [2.0]}, 1e-6),
    )


def run_demo(
    fake: Comparison, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, Any], str]:
    made = {"parameters": 10**6, "rate": 8.1, "kernels": 36, "kept": 10}
    monkeypatch.setattr(run, "prepared", lambda spec: nullcontext(("", made)))
    monkeypatch.setattr(run, "compare", lambda *arguments, **options: fake)
    status = demo.main(["--threads", "1"])
    lines = capsys.readouterr().out.splitlines()

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    last: dict[str, Any] = json.loads(lines[-1], parse_constant=refuse)
    unfolded = "\n".join(lines).replace("\n  ", " ").splitlines()
    complaints = [line for line in unfolded if line.startswith(("error", "warning"))]
    return status, last, "\n".join(complaints)


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


@pytest.mark.parametrize(("gbytes", "share"), [(2.0, "40.0%"), (0.5, "160.0%")])
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


def test_results() -> None:
    """The entries of a result file: the network and its layers, each by engine."""
    entries = results(NetworkSpec("net", prune={"patterns": 8}), 1, comparison())
    assert [(e["suite"], e["case"], e["engine"]) for e in entries] == [
        ("network", "net", "patconv"),
        ("network", "net", "torch"),
        ("layers", "net/conv", "patconv"),
        ("layers", "net/conv", "torch"),
        ("layers", "net/fc", "patconv"),
    ]
    ours, theirs, conv = entries[:3]
    assert (ours["median_ms"], ours["ratio"], ours["variant"]) == (1500.0, 1.0, "pattern")
    assert (theirs["median_ms"], theirs["threads"]) == (4000.0, 1)
    assert theirs["ratio"] == pytest.approx(4.0 / 1.5)
    assert conv["gflops"] == pytest.approx(4.0)
    assert conv["peak_share"] == pytest.approx(0.5)
    assert conv["max_rel_error"] == 1e-6
    json.dumps(entries, allow_nan=False)


def test_variants_tell_filters_that_share() -> None:
    assert NetworkSpec("vgg16", prune={"patterns": 8}).variant == "pattern"
    assert NetworkSpec("vgg16", prune={"share_filters": 4}).variant == "pattern (4 filters share)"


def test_ratios_are_taken_pair_by_pair() -> None:
    """The machine may slow down between pairs, which moves no ratio."""
    assert pairwise_ratio([2.0, 4.0, 20.0], [1.0, 2.0, 10.0]) == 2.0


def wrong_numbers(comparison: Comparison) -> list[str]:
    return [problem for problem in find_problems(comparison) if "is off by" in problem]


FACTORY = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 8, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.act = nn.ReLU()
        self.again = nn.Conv2d(8, 8, 3, padding=1)
    def forward(self, x, y):
        x = self.act(self.norm(self.conv(x)))
        x = self.act(self.again(self.again(x)) + y)
        return {"sum": x, "mean": x.mean((2, 3))}
"""


def test_bench(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A network of one's own: two inputs, two outputs, a layer that runs twice."""
    (tmp_path / "bench_net.py").write_text(FACTORY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    # Whether the peak is steady is no question for a busy machine.
    monkeypatch.setattr(run, "find_problems", wrong_numbers)
    command = ["bench", "bench_net:Net", "--input", "1x4x9x11", "--input", "1x8x9x11"]
    command += ["--threads", "1", "--blocks", "1", "--runs", "2", "--json", "out.json"]
    assert main([*command, "--patterns", "4"]) == 0
    printed = capsys.readouterr().out
    assert "the numbers agree" in printed
    assert max(map(len, printed.splitlines())) <= 80
    data = json.loads((tmp_path / "out.json").read_text())
    assert data["problems"] == []
    assert {"processor", "limits"} <= data["machine"].keys()
    entries = {(e["case"], e["engine"]): e for e in data["results"]}
    ours = entries["bench_net:Net", "patconv"]
    assert 0 < ours["max_rel_error"] <= 1e-4
    assert 0 < ours["p10_ms"] <= ours["median_ms"] <= ours["p90_ms"]
    # Eager times of a layer that runs twice cannot be told apart.
    assert ("bench_net:Net/conv", "torch") in entries
    assert ("bench_net:Net/again", "patconv") in entries
    assert ("bench_net:Net/again", "torch") not in entries


def test_bench_of_layers_that_are_refused(
    nets_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside one that is exposed: of full patterns, one that runs twice, and not of images."""
    monkeypatch.setattr(run, "find_problems", wrong_numbers)
    shape = ["--input", "1x3x18x18", "--input", "1x3x18x18"]
    command = ["bench", "nets:Refused", *shape, "--threads", "1", "--dense"]
    assert main([*command, "--blocks", "1", "--runs", "2", "--json", "out.json"]) == 0
    assert "the numbers agree" in capsys.readouterr().out
    layers = [e for e in json.loads(Path("out.json").read_text())["results"] if "/" in e["case"]]
    assert {e["case"].rpartition("/")[2] for e in layers} >= {"ragged", "conv"}


def test_bench_without_layers_to_expose(
    nets_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "find_problems", wrong_numbers)
    command = ["bench", "nets:patches", "--input", "1x3x18x18", "--threads", "1"]
    assert main([*command, "--blocks", "1", "--runs", "2"]) == 0
    printed = capsys.readouterr().out
    assert "the numbers agree" in printed
    assert "no layers compared" in printed


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["vgg17"], 2, "expected MODEL to be one of vgg16"),
        (["net.pt2"], 2, "expected MODEL to be a built-in network or pkg.mod:factory"),
        (["no_such_module:make", "--input", "1x3x8x8"], 1, "No module named 'no_such_module'"),
        (["vgg16", "--dense", "--patterns", "8"], 2, "expected --dense to be absent"),
        (["vgg16", "--threads", "0"], 2, "expected an integer of at least 1, but got '0'"),
        (["vgg16", "--suite", "vgg16"], 2, "expected --suite beside 'layers' or 'ablation'"),
        (["network"], 2, "expected --model beside 'network' and nowhere else"),
        (["vgg16", "--model", "vgg16"], 2, "expected --model beside 'network' and nowhere else"),
        (["network", "--model", "layers"], 2, "expected --model to be a network, but got 'layers'"),
        (["network", "--model", "vgg17"], 2, "expected MODEL to be one of vgg16"),
        (["ablation", "--dense"], 2, "expected --dense to be absent beside 'ablation'"),
        (["layers", "--suite", "alexnet"], 1, "expected a suite to be one of mobilenet_v2"),
        (["layers", "--patterns", "8"], 2, "expected --patterns to be absent"),
        (["layers", "--report"], 2, "expected --report to be absent"),
        (["layers", "--peers", "tflite"], 2, "expected peers to be 'all', 'none' or some of"),
        (["ablation", "--peers", "mnn"], 2, "expected --peers to be absent: 'ablation' is of"),
        (["ablation", "--target", "host"], 2, "expected --target to be absent: 'ablation' is"),
        (["vgg16", "--target", "host"], 2, "expected --target beside 'layers', but got it with"),
        (["layers", "--threads", "1", "--target", "z80"], 1, "z80"),
        (["plot", "--html", "a.html"], 2, "expected --results beside 'plot' and nowhere else"),
        (["vgg16", "--results", "a.json"], 2, "expected --results beside 'plot' and nowhere"),
        (["plot", "--results", "a.json"], 2, "expected --html or --png beside 'plot'"),
        (["plot", "--results", "no.json", "--png", "a.png"], 1, "'no.json' to be a JSON file"),
        (
            ["plot", "--results", "a.json", "--png", "a.png", "--peers", "mnn"],
            2,
            "expected --peers to be absent: 'plot' measures nothing",
        ),
    ],
)
def test_bench_refuses(
    arguments: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        got = main(["bench", *arguments])
    except SystemExit as error:
        got = int(error.code or 0)
    printed = capsys.readouterr().err
    assert got == status
    assert message in printed.replace("\n", " ")
    assert "Traceback" not in printed
