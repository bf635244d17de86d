"""Other engines: the measurement around them, and each one that is installed."""

from __future__ import annotations

import json
import sys
import tomllib
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from patconv.benchmarks import peers, run
from patconv.benchmarks.blocks import Samples
from patconv.benchmarks.network import NetworkSpec, loaded_worker, prepared
from patconv.benchmarks.peers import PEERS, Peer, __main__, environments, select_peers
from patconv.benchmarks.peers.measure import PeerBench, PeerTimes
from patconv.benchmarks.peers.ncnn_worker import _Ncnn
from patconv.benchmarks.peers.prepared import Prepared
from patconv.benchmarks.peers.table import fastest, peer_table
from patconv.cli import main
from patconv.cli.arguments import UsageError
from patconv.errors import PatConvError

FACTORY = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, padding=1)
        self.again = nn.Conv2d(16, 16, 3, stride=2, padding=1)
        self.classify = nn.Linear(16, 5)
    def forward(self, x):
        x = torch.relu(self.again(torch.relu(self.conv(x))))
        return self.classify(x.mean((2, 3)))
"""
SPEC = NetworkSpec("peer_net:Net", shapes=((1, 3, 20, 24),), prune={"patterns": 8})

#: An engine that does what its variant says.
WORKER = """
import os, sys, time
from patconv.benchmarks.peers.adapter import Adapter, serve_adapter

class Fake(Adapter):
    def export(self, prepared, folder, variant):
        if variant == "no export":
            raise RuntimeError("this network\\ncannot be exported")
        if variant == "no memory":
            print("out of memory", file=sys.stderr)
            os._exit(9)
        (folder / "model").write_text(variant)
    def load(self, prepared, folder, threads, variant):
        assert (folder / "model").read_text() == variant
        if variant == "slow":
            time.sleep(60)
        self.results = [y + 0.5 * (variant == "wrong") for y in prepared.outputs]
    def run(self):
        return self.results

serve_adapter(Fake())
"""


class FakePeer(Peer):
    """Run by a module of the test's."""

    @property
    def worker(self) -> str:
        return "fake_peer_worker"


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "peer_net.py").write_text(FACTORY)
    (tmp_path / "fake_peer_worker.py").write_text(WORKER)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("patconv.benchmarks.blocks._IDLE_SECONDS", 0.0)
    # Whether an engine on a busy machine idles is no question here.
    monkeypatch.setattr("patconv.benchmarks.blocks._IDLE_SHARE", 10.0)


def measure(*chosen: Peer, budget: float = 120.0) -> list[PeerTimes]:
    bench = PeerBench(chosen, budget=budget, blocks=2, runs=3)
    with prepared(SPEC) as (folder, _), loaded_worker(SPEC, folder, 1) as ours:
        case = Prepared(folder, model=SPEC.model, shapes=SPEC.shapes)
        return bench.measure(case, ours, None, threads=1)


@pytest.mark.usefixtures("network")
def test_measured_and_failed() -> None:
    """A peer's failure is told and harms no other."""
    variants = ("right", "no export", "no memory", "wrong")
    times = measure(FakePeer("fake", "Fake", (), "", variants))
    right, no_export, no_memory, wrong = times
    assert right.theirs is not None
    assert right.ours is not None
    assert len(right.theirs.runs) == len(right.ours.runs) == 6
    assert right.theirs.error == 0
    assert right.problem == ""
    assert no_export.failure == "cannot be exported"
    assert "ended with status 9 in export; its last words: out of memory" in no_memory.failure
    assert "the output of Fake, wrong is off by" in wrong.problem
    assert [peer.state()["state"] for peer in times] == ["measured", "failed", "failed", "measured"]


@pytest.mark.usefixtures("network")
def test_budget() -> None:
    (slow,) = measure(FakePeer("fake", "Fake", (), "", ("slow",)), budget=6.0)
    assert slow.failure == "fake_peer_worker took longer than 6 s in load"


def test_slow_engines_run_less_often() -> None:
    bench = PeerBench((), budget=300.0, blocks=5, runs=5)
    assert bench._fit(0.1) == (5, 5)
    assert bench._fit(4.0) == (5, 2)
    assert bench._fit(20.0) == (1, 1)
    assert bench._fit(1000.0) == (1, 1)


@pytest.mark.parametrize("peer", PEERS.values(), ids=lambda peer: peer.name)
@pytest.mark.usefixtures("network")
def test_installed_peer(peer: Peer) -> None:
    """Every engine that is there computes what PyTorch does."""
    if environments.interpreter_of(peer) is None:
        pytest.skip(f"missing; {environments.install_command(peer)}")
    for times in measure(peer, budget=300.0):
        assert times.failure == ""
        assert times.theirs is not None
        assert times.theirs.error <= 1e-5
        assert times.version[0].isdigit()


@pytest.mark.usefixtures("network")
def test_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing engine is told with what installs it, in the text and in the file."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv(environments.FOLDER_VARIABLE, str(tmp_path / "none"))
    monkeypatch.setattr(run, "find_problems", lambda comparison: [])
    command = ["bench", "network", "--model", SPEC.model, "--input", "1x3x20x24", "--threads", "1"]
    command += ["--blocks", "1", "--runs", "2", "--peers", "torch_eager,ncnn", "--json", "out.json"]
    assert main([*command, "--html", "out.html"]) == 0
    printed = capsys.readouterr().out
    assert "ncnn: missing; to install it: python -m patconv.benchmarks.peers install ncnn" in (
        " ".join(printed.split())
    )
    assert "beside the fastest peer, PyTorch, channels last" in printed
    assert max(map(len, printed.splitlines())) <= 80
    data = json.loads((tmp_path / "out.json").read_text())
    (row,) = [row for row in data["results"] if row["engine"] == "torch_eager"]
    assert (row["suite"], row["case"], row["variant"]) == ("network", SPEC.model, "channels_last")
    assert row["ratio"] > 0
    assert row["max_rel_error"] <= 1e-5
    eager, ncnn = data["peers"]
    assert (eager["state"], eager["threads"]) == ("measured", 1)
    assert ncnn["install"] == "python -m patconv.benchmarks.peers install ncnn"
    page = (tmp_path / "out.html").read_text()
    assert "PyTorch, channels last" in page
    assert "peers install ncnn" in page


@pytest.mark.usefixtures("network")
def test_layer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Single layers have peers, too."""
    cases = [{"name": "a", "channels": 8, "filters": 8, "size": 14, "groups": 8}]
    (tmp_path / "own.json").write_text(json.dumps({"suite": "own", "cases": cases}))
    command = ["bench", "layers", "--suite", "own.json", "--threads", "1", "--blocks", "1"]
    main([*command, "--runs", "2", "--peers", "torch_eager", "--json", "out.json"])
    assert "a, 1 thread(s), other engines" in capsys.readouterr().out
    rows = json.loads((tmp_path / "out.json").read_text())["results"]
    (row,) = [row for row in rows if row["engine"] == "torch_eager"]
    assert (row["suite"], row["case"]) == ("layers/own", "a")
    assert row["max_rel_error"] <= 1e-5


def times(name: str, seconds: float, *, untuned: bool = False) -> PeerTimes:
    peer = Peer(name, name, (), "", untuned=untuned)
    return PeerTimes(peer, "dense", Samples([seconds] * 4), Samples([1.0] * 4))


def test_the_fastest_is_the_headline() -> None:
    """Untuned engines are shown and not quoted."""
    found = [times("a", 3.0), times("b", 2.0), times("c", 1.5, untuned=True)]
    best = fastest(found)
    assert best is found[1]
    # patconv was slow beside it: its ratio is the least, its time is not.
    assert fastest([*found, replace(times("e", 2.5), ours=Samples([2.0] * 4))]) is found[1]
    text = peer_table([*found, replace(times("d", 1.0), theirs=None, failure="no memory")])
    assert "beside the fastest peer, b: 2.00x" in text
    assert "d: no memory" in text
    assert "1.50x" in text
    assert fastest(found[2:]) is None


def test_select() -> None:
    assert select_peers(["all"]) == tuple(PEERS.values())
    assert select_peers(["none"]) == ()
    assert select_peers(["ncnn", "mnn", "ncnn"]) == (PEERS["ncnn"], PEERS["mnn"])
    with pytest.raises(
        UsageError, match=r"expected peers to be 'all', 'none' or some of .*'tflite'"
    ):
        select_peers(["mnn", "tflite"])


def test_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(environments.FOLDER_VARIABLE, str(tmp_path))
    assert __main__.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == list(PEERS)
    assert max(map(len, lines)) <= 80
    states = {line.split()[0]: "installed" in line for line in lines[1:]}
    assert states["torch_compile"]
    with pytest.raises(SystemExit):
        __main__.main(["install", "tflite"])
    assert "expected peers to be" in capsys.readouterr().err


def test_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The environment sees patconv and PyTorch; pip's complaint is told, and nothing is left."""
    monkeypatch.setenv(environments.FOLDER_VARIABLE, str(tmp_path))
    # It is satisfied by what lies below.
    nothing = Peer("nothing", "Nothing", ("numpy",), "")
    environments.install(nothing)
    python = environments.interpreter_of(nothing)
    assert python == str(tmp_path / "nothing" / "bin" / "python")
    result = environments.subprocess.run(
        [python, "-c", "import patconv, torch; print('both')"], capture_output=True, text=True
    )
    assert result.stdout == "both\n"
    wrong = Peer("wrong", "Wrong", ("./no-such-file.whl",), "")
    monkeypatch.setattr(peers, "PEERS", {"wrong": wrong})
    assert __main__.main(["install", "wrong"]) == 1
    assert "expected pip to install Wrong, but it says" in capsys.readouterr().err
    assert not (tmp_path / "wrong").exists()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(environments.FOLDER_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(PatConvError, match="PATCONV_PEERS names another folder"):
        environments.install(nothing)


def test_extra() -> None:
    """The extra's packages are those of peers, in ranges that hold the versions that are pinned."""
    root = Path(__file__).parents[2]
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    pinned = {
        requirement.partition("==")[0]: requirement.partition("==")[2]
        for peer in PEERS.values()
        for requirement in peer.requirements
    }
    for requirement in project["optional-dependencies"]["peers"]:
        name, _, version = requirement.partition(">=")
        low, _, _ = version.partition(",")
        assert pinned[name].startswith(low)


@pytest.mark.parametrize("writes", [True, False])
def test_ncnn_reads_what_python_does_not(
    writes: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """pnnx imports what it wrote, where names of layers may be numbers, after ncnn's files."""

    def export(module: Any, path: str, inputs: Any, ncnnparam: str, ncnnbin: str, **_: Any) -> None:
        if writes:
            Path(ncnnparam).write_text("")
            Path(ncnnbin).write_text("")
        raise SyntaxError("invalid decimal literal")

    monkeypatch.setitem(sys.modules, "pnnx", SimpleNamespace(export=export))
    prepared = cast(Prepared, SimpleNamespace(module=lambda: (None, ())))
    expected = nullcontext() if writes else pytest.raises(SyntaxError, match="decimal")
    with expected:
        _Ncnn().export(prepared, tmp_path, "dense")
