"""``patconv inspect``: its figures against the layer's own weights, and its picture."""

import json
import subprocess
import sys
from pathlib import Path

import command_line
import numpy as np
import numpy.typing as npt
import patconv
import pytest
import torch
from command_line import Capture, make
from patconv import CompileOptions, cli, errors
from patconv.cli.kernel_map import read_kernel_map
from patconv.cli.kernel_picture import draw_kernels
from torch import nn

SHAPE = ["--input", "1x3x9x9"]


pytestmark = pytest.mark.usefixtures("nets_folder")


def pruned() -> nn.Sequential:
    model = make("convolutions")
    assert isinstance(model, nn.Sequential)
    patconv.project_(model)
    return model


def run(capsys: Capture, *argv: str) -> str:
    return command_line.run(capsys, "inspect", *argv)


def test_figures(capsys: Capture) -> None:
    argv = ["nets:convolutions", *SHAPE, "--connectivity", "3.6", "--json"]
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
    text = run(capsys, "nets:convolutions", *SHAPE, "--connectivity", "3.6", "--layer", "1")
    assert "patterns of 1, kernels of each:" in text
    counts = text.rstrip().splitlines()[-1].split()
    assert sum(map(int, counts)) == 107
    figures = json.loads(
        run(capsys, "nets:convolutions", *SHAPE, "--entries", "3", "--layer", "1", "--json", "-")
    )
    assert [layer["name"] for layer in figures["layers"]] == ["1"]


def test_layer_without_patterns(capsys: Capture) -> None:
    assert "patterns, kernels" not in run(capsys, "nets:convolutions", *SHAPE)
    text = run(capsys, "nets:plain", "--input", "1x4")
    assert "a matrix product" in text
    assert "convolutions: dense 0.0 KiB" in text


@pytest.mark.parametrize("layer", ["0", "1", "2", "3"])
def test_kernel_map(layer: str, tmp_path: Path) -> None:
    """The table equals the masks of the weights; of several patterns the order sorts by length.

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
    assert len(kernels.patterns) == 1 or (np.diff(lengths) >= 0).all()
    for place, filter_number in enumerate(kernels.order):
        kept = kernels.table[filter_number][kernels.table[filter_number] != 0]
        assert reordered[place, : lengths[place]].tolist() == sorted(kept.tolist())
        assert not reordered[place, lengths[place] :].any()
    with pytest.raises(errors.PatConvError, match="expected 'no' to be a convolution"):
        read_kernel_map(ir, "no", weights)


def test_picture(nets_folder: Path, capsys: Capture) -> None:
    argv = ["nets:convolutions", *SHAPE, "--connectivity", "3.6", "--png", "map.png"]
    text = run(capsys, *argv)
    # The convolution with most kernels among those with patterns.
    assert "saved 'map.png', the kernels of 2" in text
    assert (nets_folder / "map.png").read_bytes().startswith(b"\x89PNG")
    pixels = read_png(nets_folder / "map.png")
    assert pixels.shape[1] > 1000
    numbers, counts = np.unique(np.ascontiguousarray(pixels).view("<u4"), return_counts=True)
    # 8 patterns, besides the background and what text and lines have.
    large = numbers[counts > 2000].view(np.uint8).reshape(-1, 4)[:, :3].astype(int)
    assert (np.ptp(large, axis=1) > 40).sum() == 8
    first = (nets_folder / "map.png").read_bytes()
    run(capsys, *argv, "--layer", "1")
    assert (nets_folder / "map.png").read_bytes() != first
    assert sorted(path.name for path in nets_folder.iterdir()) == ["map.png", "nets.py"]


def test_picture_of_many_patterns(nets_folder: Path) -> None:
    from patconv.cli.kernel_map import KernelMap

    cells = [format(number, "09b").replace("0", ".").replace("1", "x") for number in range(1, 26)]
    patterns = tuple("|".join((cell[:3], cell[3:6], cell[6:])) for cell in cells)
    table = np.arange(26 * 4).reshape(4, 26) % 26
    draw_kernels(KernelMap("many", patterns, table, (3, 2, 1, 0)), nets_folder / "many.png")
    assert read_png(nets_folder / "many.png").shape[0] > 1000


def test_picture_without_patterns(nets_folder: Path, capsys: Capture) -> None:
    assert cli.main(["inspect", "nets:convolutions", *SHAPE, "--png", "map.png"]) == 1
    assert "error: expected a layer with patterns to draw" in capsys.readouterr().err
    argv = ["inspect", "nets:plain", "--input", "1x4", "--png", "map.png", "--layer"]
    name = json.loads(run(capsys, "nets:plain", "--input", "1x4", "--json", "-"))["layers"][0]
    assert cli.main([*argv, name["name"]]) == 1
    assert "to be a convolution whose filters the compiler orders" in capsys.readouterr().err
    assert not (nets_folder / "map.png").exists()


def test_missing_extra(nets_folder: Path) -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None; from patconv.cli import main\n"
        "sys.exit(main(['inspect', 'nets:convolutions', '--input', '1x3x9x9', '--png', 'a.png']))"
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
