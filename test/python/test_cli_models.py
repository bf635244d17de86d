"""What the command line takes as MODEL, ``--weights`` and ``--input``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import patconv
import patconv.models
import pytest
import torch
from command_line import PACKAGE, SHAPE, Capture, export, fail, make, run
from patconv import cli
from patconv.importing import save_arrays
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("nets_folder")


@pytest.mark.parametrize("weights", [None, "w.safetensors", "w.pt", "w.pth"])
def test_factory(weights: str | None, nets_folder: Path, capsys: Capture) -> None:
    model = make("small")
    options: list[str] = []
    if weights is not None:
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.mul_(1.5)
        options = ["--weights", weights]
        if weights == "w.safetensors":
            state = model.state_dict().items()
            save_arrays({name: tensor.numpy() for name, tensor in state}, nets_folder / weights)
        else:
            torch.save(model.state_dict(), nets_folder / weights)
    x = np.random.default_rng(1).standard_normal((1, 3, 10, 10), np.float32)
    np.save(nets_folder / "x.npy", x)
    argv = ["run", "nets:small", "--input", SHAPE, *options]
    run(capsys, *argv, "--input-file", "x.npy", "-o", "y.npy", "--repeat", "1")
    with torch.no_grad():
        expected = model(torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(np.load(nets_folder / "y.npy"), expected, rtol=1e-4, atol=1e-5)


def test_module_itself(capsys: Capture) -> None:
    assert "1x3x5x5 * 8x3x3x3" in run(capsys, "compile", "nets:Holder.module", "--input", "1,3,5,5")


def test_exported_program(nets_folder: Path, capsys: Capture) -> None:
    export(make("small"), nets_folder / "small.pt2")
    figures = json.loads(run(capsys, "compile", "small.pt2", "--json", "-"))
    assert [layer["name"] for layer in figures["report"]["layers"]] == ["0", "2", "4", "5", "7"]


def test_mlir(nets_folder: Path, capsys: Capture) -> None:
    argv = ["compile", "nets:small", "--input", SHAPE, "--stop-after", "import"]
    run(capsys, *argv, "--dump-ir", "dump")
    assert {path.name for path in (nets_folder / "dump").iterdir()} == {
        "00-import.mlir",
        "weights.safetensors",
    }
    text = (ROOT / "test/Imported/conv_relu.mlir").read_text()
    (nets_folder / "conv.mlir").write_text(text)
    message = fail(capsys, "compile", "conv.mlir")
    assert "error: expected " in message
    figures = json.loads(
        run(
            capsys,
            *("run", "dump/00-import.mlir", "--weights", "dump/weights.safetensors"),
            *("--json", "-", "--repeat", "1"),
        )
    )
    again = json.loads(
        run(capsys, "run", "nets:small", "--input", SHAPE, "--json", "-", "--repeat", "1")
    )
    assert figures["outputs"][0]["max"] == pytest.approx(again["outputs"][0]["max"], rel=1e-4)


def test_artifact(nets_folder: Path, capsys: Capture) -> None:
    options = ["--input", SHAPE, "--connectivity", "2"]
    text = run(capsys, "compile", "nets:small", *options, "-o", "small.patconv")
    assert "saved 'small.patconv'" in text
    first = run(capsys, "run", "nets:small", *options, "--random", "5", "--json", "-")
    code = "import sys; sys.modules['torch'] = None; from patconv.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "small.patconv", "--random", "5", "--json", "-"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
    )
    assert json.loads(done.stdout)["outputs"] == json.loads(first)["outputs"]
    assert "pattern" in run(capsys, "inspect", "small.patconv")
    message = fail(capsys, "inspect", "small.patconv", "--png", "a.png", code=2)
    assert "expected --png to be absent" in message
    (nets_folder / "bad.patconv").write_bytes(b"no zip")
    assert "expected 'bad.patconv' to be a whole file" in fail(capsys, "run", "bad.patconv")


@pytest.mark.usefixtures("small_vgg16")
def test_built_in_network(nets_folder: Path, capsys: Capture) -> None:
    assert cli.main(["compile", "vgg16", "--connectivity", "2"]) == 0
    captured = capsys.readouterr()
    assert captured.err == (
        "note: the weights of vgg16 are random; give trained ones with --weights\n"
    )
    assert "1x3x224x224 * 8x3x3x3" in captured.out
    assert "32/64" in captured.out
    small_input = run(capsys, "compile", "vgg16", "--input", "1x3x32x32")
    assert "1x3x32x32 * 8x3x3x3" in small_input
    torch.save(patconv.models.NETWORKS["vgg16"]().state_dict(), nets_folder / "w.pt")
    run(capsys, "compile", "vgg16", "--weights", "w.pt")
    assert "note" not in capsys.readouterr().err
    message = fail(capsys, "compile", "vgg16", "--input", "1x4x224x224")
    assert "expected vgg16 to run on 1x4x224x224" in message


@pytest.mark.usefixtures("small_vgg16")
def test_random_weights_have_unit_variance(nets_folder: Path, capsys: Capture) -> None:
    outputs = []
    for options in ([], ["--connectivity", "4"]):
        text = run(capsys, "run", "vgg16", *options, "-o", "y.npy", "--repeat", "1", "--json", "-")
        assert json.loads(text)["model"] == "vgg16"
        outputs.append(np.load(nets_folder / "y.npy"))
    assert all(0.8 < output.std() < 1.25 for output in outputs)
    assert np.abs(outputs[0] - outputs[1]).max() > 0.1


# VGG-16 at full size is what the README's commands compile, run and inspect.
@pytest.mark.full
@pytest.mark.parametrize("name", sorted(patconv.models.NETWORKS.keys() - {"vgg16"}))
def test_built_in_network_at_full_size(name: str, nets_folder: Path, capsys: Capture) -> None:
    path = f"{name}.patconv"
    run(capsys, "compile", name, "--connectivity", "3.6", "-o", path)
    figures = json.loads(run(capsys, "run", path, "--json", "-"))
    assert figures["outputs"][0]["shape"] == [1, 1000]
    assert "pattern" in run(capsys, "inspect", path)


def test_inputs_beyond_the_memory(nets_folder: Path, capsys: Capture) -> None:
    for shape in ("1x3x10000000x10000000", "1x3x99999999999999999999"):
        text = fail(capsys, "compile", "nets:small", "--input", shape)
        assert f"expected inputs of {shape} to fit into memory, but got: " in text


def test_file_name_as_factory(nets_folder: Path, capsys: Capture) -> None:
    text = fail(capsys, "compile", "nets.py:small", "--input", SHAPE, code=2)
    assert "got a file name in 'nets.py:small'; write 'nets:small'" in text


def test_checkpoint_errors(nets_folder: Path, capsys: Capture) -> None:
    state = make("small").state_dict()

    def message(content: object) -> str:
        torch.save(content, nets_folder / "w.pt")
        options = ["--input", SHAPE, "--weights", "w.pt"]
        return fail(capsys, "compile", "nets:small", *options).partition("error: ")[2]

    few = {name: value for name, value in state.items() if name == "0.bias"}
    text = message({**few, "extra": torch.zeros(1)})
    assert "'w.pt' to hold the parameters of Sequential, but got 9 missing" in text
    assert "0.weight, 2.weight, 2.bias, ...; 1 unexpected: extra\n" in text
    text = message({**state, "0.bias": torch.zeros(4)})
    assert "1 of another shape: 0.bias ([4] instead of [16])" in text
    assert "something else as state_dict, epoch" in message({"state_dict": state, "epoch": 3})
    assert "to hold a state_dict, but got list" in message([1, 2])
    assert "expected 'w.pt' to hold tensors alone" in message(nn.ReLU())
    parallel = message({f"module.{name}": value for name, value in state.items()})
    assert "; remove the prefix 'module.' that DistributedDataParallel adds" in parallel
    assert "something else as 0;" in message({0: torch.zeros(1)})
    (nets_folder / "w.pt").write_bytes(b"")
    argv = ["compile", "nets:small", "--input", SHAPE, "--weights"]
    assert "expected 'w.pt' to be a whole file of torch.save" in fail(capsys, *argv, "w.pt")
    for content in (b"junk", b"1" * 20):
        (nets_folder / "w.pt").write_bytes(content)
        assert "torch.save, but got bytes of another kind" in fail(capsys, *argv, "w.pt")
    (nets_folder / "w.pt").write_bytes(b"\x80\x02")
    assert "to be a whole file of torch.save, but got: " in fail(capsys, *argv, "w.pt")
    (nets_folder / "w.safetensors").write_bytes(b"12345678")
    assert "to be a whole safetensors file" in fail(capsys, *argv, "w.safetensors")
    assert "--weights to end in .safetensors, .pt, .pth" in fail(capsys, *argv, "w.bin", code=2)
