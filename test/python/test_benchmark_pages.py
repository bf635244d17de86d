"""Pictures and pages of result files."""

from __future__ import annotations

import copy
import json
import math
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from matplotlib import image
from patconv.benchmarks.plots import plots_of
from patconv.benchmarks.report_page import read_results
from patconv.cli import main
from patconv.errors import PatConvError

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results"


def row(suite: str, case: str, engine: str, variant: str, ms: float, **more: Any) -> dict[str, Any]:
    return {
        "suite": suite,
        "case": case,
        "engine": engine,
        "variant": variant,
        "threads": 1,
        "median_ms": ms,
        "p10_ms": 0.9 * ms,
        "p90_ms": 1.2 * ms,
        "gflops": 50.0,
        "peak_share": 0.5,
        "ratio": 1.0,
        "max_rel_error": 1e-6,
        **more,
    }


DATA: dict[str, Any] = {
    "machine": {"processor": "a <b>", "limits": {"1": {"gflops": 100.0, "gbytes": 10.0}}},
    "versions": {"patconv": "1"},
    "problems": ["something is <off>"],
    "peers": [
        {"engine": "mnn", "threads": 1, "state": "missing", "install": "pip install it"},
        {"engine": "tvm", "threads": 1, "state": "measured"},
    ],
    "results": [
        row("network", "net", "patconv", "pattern", 10.0),
        row("network", "net", "torch", "dense", 30.0, ratio=3.0),
        row("network", "net", "ncnn", "dense", 20.0, ratio=2.0),
        row("network", "net", "tvm", "dense", 900.0, ratio=90.0),
        row("layers/own", "L1", "patconv", "pattern", 1.0, bytes=10**6, ratio=4.0),
        row("layers/own", "L1", "patconv", "dense", 4.0, bytes=10**7),
        row("layers/own", "L1", "torch", "dense NCHW", 4.0, ratio=None),
        row("ablation/own", "L1", "patconv", "dense", 4.0),
        row("ablation/own", "L1", "patconv", "+ LRE", 1.0, ratio=4.0),
        row("ablation/own", "L2", "patconv", "+ LRE", 1.0, ratio=2.0),
    ],
}


def texts(axes: Any) -> list[str]:
    return [text.get_text() for text in (*axes.texts, *axes.get_yticklabels())]


def test_nothing_to_draw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Suites that nobody knows, rows without what a picture needs."""
    rows = [
        row("others/own", "L1", "patconv", "dense", 1.0),
        row("network", "net", "tvm", "dense", 900.0, ratio=90.0),
        row("layers/own", "L1", "torch", "dense NCHW", 4.0, ratio=None),
        row("ablation/own", "L1", "patconv", "dense", 4.0, ratio=None),
    ]
    data = {**DATA, "results": rows, "problems": None}
    assert plots_of(data) == []
    file = tmp_path / "a.json"
    file.write_text(json.dumps(data))
    command = ["bench", "plot", "--results", str(file)]
    assert main([*command, "--html", str(tmp_path / "a.html")]) == 0
    assert main([*command, "--png", str(tmp_path / "a.png")]) == 1
    assert "that can be drawn, but got none" in capsys.readouterr().err


def test_plots() -> None:
    """A kind of picture for each suite, with the figures that the rows have."""
    bars, roofline, ratios, steps = plots_of(DATA)
    (axes,) = bars.figure.axes
    # The fastest on top, an untuned engine nowhere.
    assert texts(axes)[-3:] == ["patconv, pattern", "ncnn", "PyTorch eager"]
    assert {"10.0 ms", "20.0 ms, 2.00x", "30.0 ms, 3.00x"} <= set(texts(axes))
    (axes,) = roofline.figure.axes
    points = [tuple(collection.get_offsets()[0]) for collection in axes.collections]
    assert points == [(50.0, 50.0), (20.0, 50.0)]
    assert "limits: 100 GFLOP/s, 10.0 GB/s read" in [
        text.get_text() for text in axes.get_legend().get_texts()
    ]
    (axes,) = ratios.figure.axes
    assert sorted(patch.get_width() for patch in axes.patches) == [1.0, 4.0]
    (axes,) = steps.figure.axes
    assert [patch.get_width() for patch in axes.patches] == pytest.approx([1.0, 8**0.5])


class Page(HTMLParser):
    """Counts tags, and complains of those that would fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert tag not in ("script", "link", "img", "iframe")
        for name, value in attrs:
            assert name not in ("src", "onload")
            assert name not in ("href", "xlink:href") or (value or "").startswith("#")


def test_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file that needs nothing beside it; what results hold is no markup."""
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text(json.dumps(DATA))
    command = ["bench", "plot", "--results", "a.json", "a.json"]
    assert main([*command, "--html", "a.html", "--png", "a.png"]) == 0
    text = Path("a.html").read_text()
    page = Page()
    page.feed(text)
    assert page.tags.count("svg") == 8
    assert page.tags.count("tr") == 2 * (1 + len(DATA["results"]))
    assert "a &lt;b&gt;" in text
    assert "something is &lt;off&gt;" in text
    assert text.count("MNN: missing; install it by: pip install it") == 2
    assert "TVM, untuned" in text
    pixels = image.imread("a.png")
    assert pixels.shape[0] > pixels.shape[1] > 1000
    first = Path("a.html").read_bytes()
    assert main([*command, "--html", "a.html"]) == 0
    assert Path("a.html").read_bytes() == first


#: Results of accuracy have rows of their own, which test_results.py reads.
TIMED = sorted(set(RESULTS.glob("*.json")) - set(RESULTS.glob("accuracy-*.json")))


@pytest.mark.parametrize("file", TIMED, ids=lambda file: file.stem)
def test_results_in_the_tree(file: Path) -> None:
    """They can be drawn, and no run with a problem is among them."""
    data = read_results(file)
    assert data["problems"] == []
    assert plots_of(data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"results": None}, "to have machine, versions and results"),
        ({"results": [3]}, "to have suite, case, engine, variant"),
        ({"results": [{**DATA["results"][0], "median_ms": "1"}]}, "expected median_ms of"),
        ({"results": [{**DATA["results"][0], "gflops": math.inf}]}, "expected gflops of"),
        ({"results": [{**DATA["results"][0], "ratio": -1}]}, "expected ratio of"),
        ({"results": [{**DATA["results"][0], "max_rel_error": "no"}]}, "expected max_rel_error"),
        ({"results": [{**DATA["results"][0], "threads": 1.5}]}, "to have whole threads"),
        ({"results": [{**DATA["results"][0], "p10_ms": 99.0}]}, "p90_ms in order"),
        ({"results": [{**DATA["results"][0], "case": 3}]}, "to have suite, case"),
        ({"machine": {"limits": {"1": {"gflops": 0}}}}, "expected the limits in"),
        ({"machine": {"limits": [1]}}, "expected the limits in"),
        ({"peers": [1]}, "expected the peers in"),
    ],
)
def test_wrong_results(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps({**copy.deepcopy(DATA), **change}))
    with pytest.raises(PatConvError, match=message):
        read_results(file)
    file.write_text("{")
    with pytest.raises(PatConvError, match="to be a JSON file, but got"):
        read_results(file)
