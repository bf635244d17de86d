"""``patconv inspect``: its figures against the layer's own weights, and its picture."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import patconv
import pytest
import torch
from patconv import CompileOptions, cli, errors
from patconv.cli.kernel_map import read_kernel_map
from patconv.cli.kernel_picture import draw_kernels
from torch import nn

Capture = pytest.CaptureFixture[str]

NETWORKS = """
import torch
from torch import nn

def small():
    torch.manual_seed(3)
    return nn.Sequential(
        nn.Conv2d(3, 16, 3), nn.Conv2d(16, 24, 3), nn.Conv2d(24, 100, 3), nn.Conv2d(100, 8, 1)
    )

def plain():
    return nn.Linear(4, 8)
"""
SHAPE = ["--input", "1x3x9x9"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with a module of networks, which no other test sees."""
    (tmp_path / "nets.py").write_text(NETWORKS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "nets", raising=False)
    return tmp_path


def pruned() -> nn.Sequential:
    names: dict[str, object] = {}
    exec(NETWORKS, names)
    model: nn.Sequential = names["small"]()  # type: ignore[operator]
    patconv.project_(model.eval())
    return model


def run(capsys: Capture, *argv: str) -> str:
    capsys.readouterr()
    assert cli.main(["inspect", *argv]) == 0, capsys.readouterr().err
    text = capsys.readouterr().out
    assert "-" in argv or all(len(line) <= 80 for line in text.splitlines()), text
    return text


def test_figures(capsys: Capture) -> None:
    argv = ["nets:small", *SHAPE, "--connectivity", "3.6", "--json"]
    text = run(capsys, *argv, "figures.json")
    figures = json.loads(Path("figures.json").read_text())
    model = pruned()
    report = patconv.compile(model, (torch.zeros(1, 3, 9, 9),)).report()
    for layer, compiled in zip(figures["layers"], report.layers, strict=True):
        weight = model[int(layer["name"])].weight.detach().numpy()
        stored = np.count_nonzero(weight)
        assert layer["stored_weights"] == stored
        assert layer["dense_bytes"] == 4 * weight.size
        assert layer["csr_bytes"] == 8 * stored + 4 * (len(weight) + 1)
        assert layer["fkw_bytes"] == compiled.bytes
        assert layer["why"] == compiled.why
        assert layer["patterns"] == dict(compiled.patterns)
        line = next(line for line in text.splitlines() if line.split()[0] == layer["name"])
        assert line.split()[1:4] == [
            compiled.path,
            str(len(compiled.patterns)),
            f"{compiled.kept_kernels}/{compiled.kernels}",
        ]
    total = sum(layer["fkw_bytes"] for layer in figures["layers"])
    assert f"FKW {total / 1024:.1f} KiB" in text
    assert "4 bytes for the value and 4 for the column index" in text


def test_layer(capsys: Capture) -> None:
    text = run(capsys, "nets:small", *SHAPE, "--connectivity", "3.6", "--layer", "1")
    assert "patterns of 1, kernels of each:" in text
    counts = text.rstrip().splitlines()[-1].split()
    assert sum(map(int, counts)) == 107
    figures = json.loads(
        run(capsys, "nets:small", *SHAPE, "--entries", "3", "--layer", "1", "--json", "-")
    )
    assert [layer["name"] for layer in figures["layers"]] == ["1"]


def test_layer_without_patterns(capsys: Capture) -> None:
    assert "patterns, kernels" not in run(capsys, "nets:small", *SHAPE)
    text = run(capsys, "nets:plain", "--input", "1x4")
    assert "a matrix product" in text
    assert "convolutions: dense 0.0 KiB" in text


@pytest.mark.parametrize("layer", ["0", "1", "2", "3"])
def test_kernel_map(layer: str, tmp_path: Path) -> None:
    """The table equals the masks of the weights, the order sorts by length.

    The layers' tables stand in the text as a list, as hexadecimal digits, and beside it.
    """
    model = pruned()
    options = CompileOptions(stop_after="reorder", dump_ir=tmp_path)
    compiled = patconv.compile(model, (torch.zeros(1, 3, 9, 9),), options=options)
    ir = compiled.ir("reorder")
    weights = (tmp_path / "weights.safetensors").rename(tmp_path / "some weights.safetensors")
    kernels = read_kernel_map(ir, layer, weights)
    weight = model[int(layer)].weight.detach().numpy()
    masks = [np.zeros_like(weight[0, 0], dtype=bool)]
    for picture in kernels.patterns:
        masks.append(np.array([[cell == "x" for cell in row] for row in picture.split("|")]))
    np.testing.assert_array_equal(np.array(masks)[kernels.table], weight != 0)
    assert sorted(kernels.order) == list(range(len(weight)))
    reordered = kernels.reordered()
    lengths = (reordered != 0).sum(axis=1)
    assert (np.diff(lengths) >= 0).all()
    for place, filter_number in enumerate(kernels.order):
        kept = kernels.table[filter_number][kernels.table[filter_number] != 0]
        assert reordered[place, : lengths[place]].tolist() == sorted(kept.tolist())
        assert not reordered[place, lengths[place] :].any()
    with pytest.raises(errors.PatConvError, match="expected 'no' to be a convolution"):
        read_kernel_map(ir, "no", weights)


def test_picture(folder: Path, capsys: Capture) -> None:
    argv = ["nets:small", *SHAPE, "--connectivity", "3.6", "--png", "map.png"]
    text = run(capsys, *argv)
    # The convolution with most kernels among those with patterns.
    assert "saved 'map.png', the kernels of 2" in text
    assert (folder / "map.png").read_bytes().startswith(b"\x89PNG")
    pixels = read_png(folder / "map.png")
    assert pixels.shape[1] > 1000
    numbers, counts = np.unique(np.ascontiguousarray(pixels).view("<u4"), return_counts=True)
    # 8 patterns, besides the background and what text and lines have.
    large = numbers[counts > 2000].view(np.uint8).reshape(-1, 4)[:, :3].astype(int)
    assert (np.ptp(large, axis=1) > 40).sum() == 8
    first = (folder / "map.png").read_bytes()
    run(capsys, *argv, "--layer", "1")
    assert (folder / "map.png").read_bytes() != first
    assert sorted(path.name for path in folder.iterdir()) == ["map.png", "nets.py"]


def test_picture_of_many_patterns(folder: Path) -> None:
    from patconv.cli.kernel_map import KernelMap

    cells = [format(number, "09b").replace("0", ".").replace("1", "x") for number in range(1, 26)]
    patterns = tuple("|".join((cell[:3], cell[3:6], cell[6:])) for cell in cells)
    table = np.arange(26 * 4).reshape(4, 26) % 26
    draw_kernels(KernelMap("many", patterns, table, (3, 2, 1, 0)), folder / "many.png")
    assert read_png(folder / "many.png").shape[0] > 1000


def test_picture_without_patterns(folder: Path, capsys: Capture) -> None:
    assert cli.main(["inspect", "nets:small", *SHAPE, "--png", "map.png"]) == 1
    assert "error: expected a layer with patterns to draw" in capsys.readouterr().err
    argv = ["inspect", "nets:plain", "--input", "1x4", "--png", "map.png", "--layer"]
    name = json.loads(run(capsys, "nets:plain", "--input", "1x4", "--json", "-"))["layers"][0]
    assert cli.main([*argv, name["name"]]) == 1
    assert "to be a convolution whose filters the compiler orders" in capsys.readouterr().err
    assert not (folder / "map.png").exists()


def test_missing_extra(folder: Path) -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None; from patconv.cli import main\n"
        "sys.exit(main(['inspect', 'nets:small', '--input', '1x3x9x9', '--png', 'a.png']))"
    )
    source = str(Path(patconv.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": source},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "error: drawing a picture needs the extra 'plot', but matplotlib is missing: "
        "pip install patconv[plot]\n"
    )


def read_png(path: Path) -> npt.NDArray[np.uint8]:
    """The pixels, shape `(height, width, 4)`."""
    from matplotlib.image import imread

    return (imread(path) * 255).round().astype(np.uint8)
