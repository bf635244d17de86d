"""``patconv compile``, ``run`` and ``prune``: what they print, write and refuse."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import patconv
import patconv.models
import pytest
from command_line import SHAPE, Capture, fail, make, run
from patconv import cli
from patconv.importing import load_arrays

pytestmark = pytest.mark.usefixtures("nets_folder")


def test_compile(nets_folder: Path, capsys: Capture) -> None:
    argv = ["compile", "nets:small", "--input", SHAPE, "--connectivity", "3.6", "--threads", "2"]
    text = run(capsys, *argv, "--json", "r.json")
    assert "8 patterns of 4 of 9 positions, 277 kernels are zero" in text
    assert "import and compilation took" in text
    figures = json.loads((nets_folder / "r.json").read_text())
    assert figures["threads"] == 2
    assert figures["inputs"] == {"input": [1, 3, 10, 10]}
    assert figures["report"]["layers"][1]["kept_kernels"] == 107
    assert sorted(path.name for path in nets_folder.iterdir()) == ["nets.py", "r.json"]


def test_cache(cache_folder: Path, capsys: Capture) -> None:
    argv = ["nets:small", "--input", SHAPE]
    figures = [json.loads(run(capsys, "compile", *argv, "--json", "-")) for _ in range(2)]
    assert [one["cached"] for one in figures] == [False, True]
    assert figures[0]["report"] == figures[1]["report"]
    assert "import took" in (text := run(capsys, "compile", *argv, "-o", "net.patconv"))
    assert "the rest was in the cache" in text
    (entry,) = cache_folder.glob("*.patconv")
    assert Path("net.patconv").stat().st_size == entry.stat().st_size
    used = entry.stat().st_mtime_ns
    run(capsys, "run", *argv)
    assert entry.stat().st_mtime_ns > used
    text = run(capsys, "compile", *argv, "--no-cache", "--connectivity", "2")
    assert "import and compilation took" in text
    assert list(cache_folder.glob("*.patconv")) == [entry]


def test_compile_options(capsys: Capture) -> None:
    argv = ["compile", "nets:small", "--input", SHAPE, "--stop-after", "reorder", "--patterns", "6"]
    text = run(capsys, *argv)
    assert text.startswith("#map")
    assert 'patconv.phase = "reorder"' in text
    assert "filter_order" in text
    assert "filter_order" not in run(capsys, *argv, "--no-reorder")
    assert "#patconv.activation<relu>" not in run(capsys, *argv, "--no-fusion")
    full = ["compile", "nets:small", "--input", SHAPE, "--stop-after", "schedule"]
    full += ["--layout", "lane_tiled"]
    assert "winograd =" in run(capsys, *full)
    assert "winograd =" not in run(capsys, *full, "--no-winograd")
    packed = ["compile", "nets:classifier", "--input", "1x600", "--stop-after", "pack"]
    assert "patconv.sparse_vecmat" in run(capsys, *packed)
    assert "patconv.sparse_vecmat" not in run(capsys, *packed, "--no-skip-zeros")
    for threads in (1, 1 + (os.cpu_count() or 1)):
        capsys.readouterr()
        assert cli.main([*packed, "--threads", str(threads)]) == 0
        assert (f", than threads, {threads}" in capsys.readouterr().err) == (threads > 1)
    # With JSON on the standard output, the IR is in it.
    assert json.loads(run(capsys, *argv, "--json", "-"))["ir"].rstrip() == text.rstrip()
    fewer = json.loads(run(capsys, *argv, "--max-patterns", "2", "--json", "-"))
    layers = {layer["name"]: layer for layer in fewer["report"]["layers"]}
    assert len(layers["2"]["patterns"]) <= 2


def test_failure_leaves_files_alone(nets_folder: Path, capsys: Capture) -> None:
    for name in ("m.patconv", "r.json"):
        (nets_folder / name).write_text("before")
    argv = ["compile", "nets:ragged", "--input", SHAPE, "--strict", "-o", "m.patconv"]
    fail(capsys, *argv, "--json", "r.json")
    assert (
        (nets_folder / "m.patconv").read_text() == (nets_folder / "r.json").read_text() == "before"
    )
    assert sorted(path.name for path in nets_folder.iterdir()) == ["m.patconv", "nets.py", "r.json"]


def test_run(nets_folder: Path, capsys: Capture) -> None:
    argv = ["run", "nets:small", "--input", SHAPE]
    text = run(capsys, *argv, "--repeat", "3")
    rows = text.splitlines()
    assert rows[0].split() == ["output", "shape", "min", "max", "mean"]
    assert rows[1].startswith("output 1x7 ")
    assert rows[2].startswith("top 5 of output[0]: ")
    assert "ms (median of 3 calls, " in rows[-1]
    figures = json.loads(run(capsys, *argv, "--random", "4", "-o", "y.npz", "--json", "-"))
    scores = np.load(nets_folder / "y.npz")["output"]
    (output,) = figures["outputs"]
    assert output["shape"] == [1, 7]
    assert output["top"] == [np.argsort(-scores[0])[:5].tolist()]
    assert output["max"] == pytest.approx(float(scores.max()))
    assert output["mean"] == pytest.approx(float(scores.mean()), abs=1e-6)
    assert len(figures["runs"]) == 5
    assert figures["seconds"] == sorted(figures["runs"])[2] > 0
    other = json.loads(run(capsys, *argv, "--random", "5", "--json", "-"))
    assert other["outputs"] != figures["outputs"]


def test_run_several(nets_folder: Path, capsys: Capture) -> None:
    np.save(nets_folder / "x.npy", np.ones((1, 3, 6, 6), np.float32))
    np.save(nets_folder / "y.npy", np.full((2, 2), np.nan, np.float32))
    argv = ["run", "nets:Two", "--input", "1x3x6x6", "--input", "2x2", "--input-file", "x.npy"]
    both = [*argv, "--input-file", "y.npy"]
    text = run(capsys, *both, "-o", "out.npz", "--json", "r.json")
    assert text.splitlines()[2].split()[2:] == ["nan", "nan", "nan"]
    with np.load(nets_folder / "out.npz") as outputs:
        shapes = [outputs[name].shape for name in outputs.files]
    assert shapes == [(1, 8, 4, 4), (2, 2)]
    figures = json.loads((nets_folder / "r.json").read_text())
    assert [output["min"] for output in figures["outputs"]][1] is None
    assert "expected an --input-file for each of x: float32[1, 3, 6, 6], y" in fail(capsys, *argv)
    assert "with one output for 'out.npy', but got 2" in fail(capsys, *both, "-o", "out.npy")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (np.zeros((1, 3, 10, 10)), "float32[1, 3, 10, 10], but got float64[1, 3, 10, 10]; save"),
        (np.zeros((3, 10, 10), np.float32), "but got float32[3, 10, 10]"),
        (np.array([{}]), "to be a .npy file of numbers, but got something else; write it"),
        (b"", "to be a .npy file of numbers, but got something else; write it"),
        (b"text", "to be a .npy file of numbers, but got something else; write it"),
        (b"PK\x03\x04", "to be a .npy file of numbers, but got something else; write it"),
    ],
)
def test_run_input_files(
    content: bytes | npt.NDArray[Any], message: str, nets_folder: Path, capsys: Capture
) -> None:
    if isinstance(content, bytes):
        (nets_folder / "x.npy").write_bytes(content)
    else:
        np.save(nets_folder / "x.npy", content)
    argv = ["run", "nets:small", "--input", SHAPE, "--input-file", "x.npy"]
    assert message in fail(capsys, *argv)


def test_prune(nets_folder: Path, capsys: Capture) -> None:
    argv = ["prune", "nets:small", "--input", SHAPE, "-o", "p.safetensors"]
    text = run(capsys, *argv, "--json", "r.json")
    assert "the accuracy needs retraining" in text
    expected = make("small")
    report = patconv.project_(expected)
    arrays = load_arrays(nets_folder / "p.safetensors")
    assert set(arrays) == set(expected.state_dict())
    for name, tensor in expected.state_dict().items():
        np.testing.assert_array_equal(arrays[name], tensor.numpy())
    figures = json.loads((nets_folder / "r.json").read_text())
    assert list(figures["patterns"]) == [pattern.picture for pattern in report.pattern_set]
    assert (figures["kept_kernels"], figures["kept_weights"]) == (
        report.kept_kernels,
        report.kept_weights,
    )
    assert str(report) in text
    # What was written compiles.
    compiled = run(capsys, "compile", "nets:small", "--input", SHAPE, "--weights", "p.safetensors")
    assert "277 kernels are zero" in compiled


def test_prune_options(capsys: Capture) -> None:
    argv = ["prune", "nets:small", "--input", SHAPE, "-o", "p.safetensors", "--json", "-"]
    options = ["--patterns", "5", "--entries", "3", "--connectivity", "2", "--no-force-centre"]
    options += ["--share-filters", "2"]
    figures = json.loads(run(capsys, *argv, *options, "--skip", "0", "--skip", "5"))
    assert len(figures["patterns"]) == 5
    assert all(picture.count("x") == 3 for picture in figures["patterns"])
    treatments = {layer["name"]: layer["treatment"] for layer in figures["layers"]}
    assert treatments == {"0": "none", "2": "both", "4": "pattern", "5": "none"}
    assert figures["config"]["force_centre"] is False
    assert figures["config"]["share_filters"] == 2
