"""The command line: every form of MODEL, every command, every exit code."""

import importlib.metadata
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import patconv
import patconv.models
import pytest
import torch
from patconv import cli
from patconv.cli.arguments import parse_shape
from patconv.importing import load_arrays, save_arrays
from patconv.reports.tables import WIDTH, pictures, table
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(patconv.__file__).parent.parent
COMMANDS = ["prune", "compile", "run", "bench", "inspect"]
SHAPE = "1x3x10x10"

NETWORKS = """
import torch
from torch import nn

print("imported")

def small():
    print("made")
    torch.manual_seed(3)
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 24, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(24, 24, 3, padding=1, groups=24),
        nn.Conv2d(24, 16, 1),
        nn.Flatten(),
        nn.Linear(1600, 7),
    )

class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)

    def forward(self, x, y):
        return self.conv(x), y + 1.0

class Holder:
    module = nn.Conv2d(3, 8, 3)

def ragged():
    torch.manual_seed(3)
    module = nn.Conv2d(3, 64, 3)
    with torch.no_grad():
        module.weight.mul_(torch.rand(module.weight.shape) < 0.8)
    return module

def broken():
    raise RuntimeError("no data set")

number = 3
"""


ADD = """
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.add ins(%x, %x : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>)
      -> tensor<4xf32>
  return %y : tensor<4xf32>
}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with a module of networks, which no other test sees."""
    (tmp_path / "nets.py").write_text(NETWORKS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "nets", raising=False)
    monkeypatch.delenv("PATCONV_DEBUG", raising=False)
    return tmp_path


@pytest.fixture
def networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small network in the place of vgg16."""
    monkeypatch.setattr(patconv.models, "NETWORKS", {"vgg16": little})


def little() -> nn.Module:
    return nn.Sequential(nn.Conv2d(3, 8, 3, stride=8), nn.BatchNorm2d(8), nn.Conv2d(8, 8, 3))


Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *argv: str) -> str:
    """The standard output of a command that succeeds; text but the IR fits 80 columns."""
    capsys.readouterr()
    assert cli.main(argv) == 0, capsys.readouterr().err
    text = capsys.readouterr().out
    if "-" not in argv and not text.startswith("#map"):
        assert all(len(line) <= WIDTH for line in text.splitlines()), text
    return text


def fail(capsys: Capture, *argv: str, code: int = 1) -> str:
    """The message of a command that fails."""
    capsys.readouterr()
    try:
        got = cli.main(argv)
    except SystemExit as error:
        got = error.code  # type: ignore[assignment]
    captured = capsys.readouterr()
    assert got == code, captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


def command(*argv: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    return subprocess.run(
        [sys.executable, "-m", "patconv", *argv],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )


def small() -> nn.Module:
    names: dict[str, Callable[[], nn.Module]] = {}
    exec(NETWORKS, names)
    return names["small"]().eval()


def export(model: nn.Module, path: Path) -> None:
    x = torch.randn(parse_shape(SHAPE))
    torch.export.save(torch.export.export(model, (x,)), path)


# The frame


def test_help_is_light() -> None:
    code = (
        "import sys; import patconv.cli\n"
        "try: patconv.cli.main(sys.argv[1:])\n"
        "except SystemExit as error: assert error.code == 0\n"
        "names = ('torch', 'numpy', 'rich', 'matplotlib', 'patconv._patconv')\n"
        "print([n for n in names if n in sys.modules])"
    )
    for argv in (["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)):
        done = subprocess.run(
            [sys.executable, "-c", code, *argv],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        )
        assert done.stdout.splitlines()[-1] == "[]"


def test_version_and_module(folder: Path) -> None:
    done = command("--version")
    assert (done.returncode, done.stdout) == (0, f"patconv {patconv.__version__}\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_help(name: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main([name, "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert all(len(line) <= 80 for line in text.splitlines())
    assert f"  patconv {name} " in text.partition("examples:")[2]
    assert {"--json", "--debug"} <= set(text.split())


def test_help_names_the_built_in_networks(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        cli.main(["compile", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert f"a built-in network ({', '.join(patconv.models.NETWORKS)})" in text


def test_console_script() -> None:
    (script,) = importlib.metadata.entry_points(group="console_scripts", name="patconv")
    assert script.load() is cli.main


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["fly"], "invalid choice: 'fly'"),
        (["compile"], "the following arguments are required: MODEL"),
        (["compile", "nosuch"], "expected MODEL to be one of vgg16, resnet18, resnet50"),
        (["compile", "model.tflite"], "expected a model file to end in .pt2, .mlir, but got"),
        (["compile", "model.patconv"], "to be a model to compile, but got 'model.patconv'"),
        (["compile", "nets:small"], "expected --input for 'nets:small', but got none"),
        (["compile", "m.mlir", "--input", "1x3"], "--input to be absent: an .mlir file has"),
        (["compile", "m.pt2", "--input", "1x3"], "--input to be absent: a .pt2 file has"),
        (["compile", "m.pt2", "--weights", "w.pt"], "--weights to be absent: a .pt2 file"),
        (["compile", "m.mlir", "--weights", "w.pt"], "to be .safetensors, but got 'w.pt'"),
        (["compile", "m.mlir", "--entries", "3"], "whose weights can be pruned, but got 'm.mlir'"),
        (["compile", "vgg16", "--input", "1x0"], "extents of at least 1, but got '1x0'"),
        (["compile", "vgg16", "--input", "1x3,4"], "a shape such as 1x3x224x224, but got"),
        (["compile", "vgg16", "--threads", "0"], "an integer of at least 1, but got '0'"),
        (["compile", "vgg16", "--threads", "two"], "an integer of at least 1, but got 'two'"),
        (["compile", "vgg16", "--threads", "9999"], "threads to be an integer between 1 and 1024"),
        (["compile", "vgg16", "--stop-after", "x"], "stop_after to be one of import, raise"),
        (["compile", "vgg16", "-o", "model.so"], "-o to end in .patconv, but got 'model.so'"),
        (["compile", "vgg16", "-o", "m.patconv", "--stop-after", "raise"], "leaves no code"),
        (["run", "m.patconv", "--threads", "2"], "--threads to be absent: a .patconv file"),
        (["run", "m.patconv", "--no-lre"], "--no-lre to be absent: a .patconv file"),
        (["run", "m.patconv", "--input", "1x3"], "--input to be absent: a .patconv file"),
        (["run", "vgg16", "-o", "scores.txt"], "-o to end in .npy or .npz"),
        (["run", "vgg16", "--random", "-1"], "--random to be at least 0, but got -1"),
        (["run", "vgg16", "--random", "1", "--input-file", "x.npy"], "not allowed with"),
        (["prune", "vgg16"], "the following arguments are required: -o"),
        (["prune", "vgg16", "-o", "w.pt"], "-o to end in .safetensors, but got 'w.pt'"),
        (["prune", "m.pt2", "-o", "w.safetensors"], "whose weights can be pruned"),
        (["inspect", "vgg16", "--png", "a.jpg"], "--png to end in .png, but got 'a.jpg'"),
        (["inspect", "m.patconv", "--png", "a.png"], "has a report, not each kernel's pattern"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage(argv: list[str], message: str, capsys: Capture) -> None:
    (Path.cwd() / "m.mlir").write_text("module {}")
    text = " ".join(fail(capsys, *argv, code=2).split())
    assert message in text
    assert text.startswith("usage: patconv")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["compile", "model.onnx"], "there is no import of ONNX yet; export the PyTorch model"),
        (["compile", "missing.mlir"], "expected 'missing.mlir' to be a readable file"),
        (["compile", "missing.pt2"], "expected 'missing.pt2' to be a readable file"),
        (["run", "missing.patconv"], "expected 'missing.patconv' to be a readable file"),
        (["inspect", "missing.patconv"], "expected 'missing.patconv' to be a readable file"),
        (["compile", "nosuch:f", "--input", SHAPE], "ModuleNotFoundError: No module named 'nosuch"),
        (["compile", "nets:absent", "--input", SHAPE], "AttributeError: module 'nets' has no"),
        (["compile", "nets:broken", "--input", SHAPE], "RuntimeError: no data set"),
        (["compile", "nets:number", "--input", SHAPE], "torch.nn.Module, but got int"),
        (["compile", "nets:small", "--input", SHAPE, "--weights", "no.pt"], "'no.pt' to be a read"),
        (["compile", "nets:ragged", "--input", SHAPE, "--strict"], "expected every convolution"),
        (["compile", "nets:small", "--input", SHAPE, "--target", "z80"], "'z80'"),
        (["compile", "nets:small", "--input", SHAPE, "--entries", "12"], "entries to be an int"),
        (["compile", "nets:small", "--input", SHAPE, "-o", "no/m.patconv"], "'no/m.patconv' to be"),
        (["compile", "nets:small", "--input", SHAPE, "--json", "no/r.json"], "'no/r.json' to be"),
        (["compile", "nets:small", "--input", SHAPE, "--json", "."], "'.' to be writable"),
        (["prune", "nets:small", "--input", SHAPE, "-o", "p.safetensors", "--skip", "no"], "skip"),
        (["inspect", "nets:small", "--input", SHAPE, "--layer", "no"], "one of 0, 2, 4, 5, 7"),
        (["run", "nets:small", "--input", SHAPE, "--input-file", "no.npy"], "'no.npy' to be acc"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_failures(argv: list[str], message: str, capsys: Capture) -> None:
    text = fail(capsys, *argv)
    (line,) = [line for line in text.splitlines() if line.startswith("error: ")]
    assert message in text.partition("error: ")[2]
    assert line != "error: "


def test_debug_shows_where(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["compile", "model.onnx", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.setenv("PATCONV_DEBUG", "1")
    assert cli.main(["compile", "model.onnx"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_interrupt(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> nn.Module:
        raise KeyboardInterrupt

    monkeypatch.setattr(patconv.models, "NETWORKS", {"vgg16": interrupted})
    assert fail(capsys, "compile", "vgg16", code=130) == ""


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("argv", [["--help"], ["compile", "add.mlir", "--stop-after", "import"]])
def test_closed_pipe(argv: list[str], unbuffered: str, folder: Path) -> None:
    (folder / "add.mlir").write_text(ADD)
    reading, writing = os.pipe()
    os.close(reading)
    environment = {"PYTHONPATH": str(PACKAGE), "PYTHONUNBUFFERED": unbuffered}
    process = [sys.executable, "-m", "patconv", *argv]
    done = subprocess.run(
        process, check=False, stdout=writing, stderr=subprocess.PIPE, text=True, env=environment
    )
    os.close(writing)
    assert done.stderr == ""
    # argparse itself ignores that it cannot write.
    assert done.returncode == (0 if unbuffered and argv == ["--help"] else 1)


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    from patconv.reports.progress import step

    with step("compiling"):
        print("result")
    assert capsys.readouterr() == ("result\n", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with step("compiling"):
        print("result")
        time.sleep(0.2)
    captured = capsys.readouterr()
    assert captured.out == "result\n"
    assert "compiling" in captured.err


# Forms of MODEL


@pytest.mark.parametrize("weights", [None, "w.safetensors", "w.pt", "w.pth"])
def test_factory(weights: str | None, folder: Path, capsys: Capture) -> None:
    model = small()
    options: list[str] = []
    if weights is not None:
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.mul_(1.5)
        options = ["--weights", weights]
        if weights == "w.safetensors":
            state = model.state_dict().items()
            save_arrays({name: tensor.numpy() for name, tensor in state}, folder / weights)
        else:
            torch.save(model.state_dict(), folder / weights)
    x = np.random.default_rng(1).standard_normal((1, 3, 10, 10), np.float32)
    np.save(folder / "x.npy", x)
    argv = ["run", "nets:small", "--input", SHAPE, *options]
    run(capsys, *argv, "--input-file", "x.npy", "-o", "y.npy", "--repeat", "1")
    with torch.no_grad():
        expected = model(torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(np.load(folder / "y.npy"), expected, rtol=1e-4, atol=1e-5)


def test_module_itself(capsys: Capture) -> None:
    assert "1x3x5x5 * 8x3x3x3" in run(capsys, "compile", "nets:Holder.module", "--input", "1,3,5,5")


def test_exported_program(folder: Path, capsys: Capture) -> None:
    export(small(), folder / "small.pt2")
    figures = json.loads(run(capsys, "compile", "small.pt2", "--json", "-"))
    assert [layer["name"] for layer in figures["report"]["layers"]] == ["0", "2", "4", "5", "7"]


def test_mlir(folder: Path, capsys: Capture) -> None:
    argv = ["compile", "nets:small", "--input", SHAPE, "--stop-after", "import"]
    run(capsys, *argv, "--dump-ir", "dump")
    assert {path.name for path in (folder / "dump").iterdir()} == {
        "00-import.mlir",
        "weights.safetensors",
    }
    text = (ROOT / "test/Imported/conv_relu.mlir").read_text()
    (folder / "conv.mlir").write_text(text)
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


def test_artifact(folder: Path, capsys: Capture) -> None:
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
    (folder / "bad.patconv").write_bytes(b"no zip")
    assert "expected 'bad.patconv' to be a whole file" in fail(capsys, "run", "bad.patconv")


@pytest.mark.usefixtures("networks")
def test_built_in_network(folder: Path, capsys: Capture) -> None:
    assert cli.main(["compile", "vgg16", "--connectivity", "2"]) == 0
    captured = capsys.readouterr()
    assert captured.err == (
        "note: the weights of vgg16 are random; give trained ones with --weights\n"
    )
    assert "1x3x224x224 * 8x3x3x3" in captured.out
    assert "32/64" in captured.out
    small_input = run(capsys, "compile", "vgg16", "--input", "1x3x32x32")
    assert "1x3x32x32 * 8x3x3x3" in small_input
    torch.save(little().state_dict(), folder / "w.pt")
    run(capsys, "compile", "vgg16", "--weights", "w.pt")
    assert "note" not in capsys.readouterr().err
    message = fail(capsys, "compile", "vgg16", "--input", "1x4x224x224")
    assert "expected vgg16 to run on 1x4x224x224" in message


@pytest.mark.usefixtures("networks")
def test_random_weights_have_unit_variance(folder: Path, capsys: Capture) -> None:
    outputs = []
    for options in ([], ["--connectivity", "4"]):
        text = run(capsys, "run", "vgg16", *options, "-o", "y.npy", "--repeat", "1", "--json", "-")
        assert json.loads(text)["model"] == "vgg16"
        outputs.append(np.load(folder / "y.npy"))
    assert all(0.8 < output.std() < 1.25 for output in outputs)
    assert np.abs(outputs[0] - outputs[1]).max() > 0.1


@pytest.mark.full
@pytest.mark.parametrize("name", list(patconv.models.NETWORKS))
def test_built_in_network_at_full_size(name: str, folder: Path, capsys: Capture) -> None:
    path = f"{name}.patconv"
    run(capsys, "compile", name, "--connectivity", "3.6", "-o", path)
    figures = json.loads(run(capsys, "run", path, "--json", "-"))
    assert figures["outputs"][0]["shape"] == [1, 1000]
    assert "pattern" in run(capsys, "inspect", path)


# Checkpoints


def test_inputs_beyond_the_memory(folder: Path, capsys: Capture) -> None:
    for shape in ("1x3x10000000x10000000", "1x3x99999999999999999999"):
        text = fail(capsys, "compile", "nets:small", "--input", shape)
        assert f"expected inputs of {shape} to fit into memory, but got: " in text


def test_file_name_as_factory(folder: Path, capsys: Capture) -> None:
    text = fail(capsys, "compile", "nets.py:small", "--input", SHAPE, code=2)
    assert "got a file name in 'nets.py:small'; write 'nets:small'" in text


def test_checkpoint_errors(folder: Path, capsys: Capture) -> None:
    state = small().state_dict()

    def message(content: object) -> str:
        torch.save(content, folder / "w.pt")
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
    (folder / "w.pt").write_bytes(b"")
    argv = ["compile", "nets:small", "--input", SHAPE, "--weights"]
    assert "expected 'w.pt' to be a whole file of torch.save" in fail(capsys, *argv, "w.pt")
    (folder / "w.safetensors").write_bytes(b"12345678")
    assert "to be a whole safetensors file" in fail(capsys, *argv, "w.safetensors")
    assert "--weights to end in .safetensors, .pt, .pth" in fail(capsys, *argv, "w.bin", code=2)


# compile


def test_compile(folder: Path, capsys: Capture) -> None:
    argv = ["compile", "nets:small", "--input", SHAPE, "--connectivity", "3.6", "--threads", "2"]
    text = run(capsys, *argv, "--json", "r.json")
    assert "8 patterns of 4 of 9 positions, 277 kernels are zero" in text
    assert "import and compilation took" in text
    figures = json.loads((folder / "r.json").read_text())
    assert figures["threads"] == 2
    assert figures["inputs"] == {"input": [1, 3, 10, 10]}
    assert figures["report"]["layers"][1]["kept_kernels"] == 107
    assert sorted(path.name for path in folder.iterdir()) == ["nets.py", "r.json"]


def test_compile_options(capsys: Capture) -> None:
    argv = ["compile", "nets:small", "--input", SHAPE, "--stop-after", "reorder", "--patterns", "6"]
    text = run(capsys, *argv)
    assert text.startswith("#map")
    assert 'patconv.phase = "reorder"' in text
    assert "filter_order" in text
    assert "filter_order" not in run(capsys, *argv, "--no-reorder")
    assert "#patconv.activation<relu>" not in run(capsys, *argv, "--no-fusion")
    # With JSON on the standard output, the IR is in it.
    assert json.loads(run(capsys, *argv, "--json", "-"))["ir"].rstrip() == text.rstrip()
    fewer = json.loads(run(capsys, *argv, "--max-patterns", "2", "--json", "-"))
    layers = {layer["name"]: layer for layer in fewer["report"]["layers"]}
    assert len(layers["2"]["patterns"]) <= 2


def test_failure_leaves_files_alone(folder: Path, capsys: Capture) -> None:
    for name in ("m.patconv", "r.json"):
        (folder / name).write_text("before")
    argv = ["compile", "nets:ragged", "--input", SHAPE, "--strict", "-o", "m.patconv"]
    fail(capsys, *argv, "--json", "r.json")
    assert (folder / "m.patconv").read_text() == (folder / "r.json").read_text() == "before"
    assert sorted(path.name for path in folder.iterdir()) == ["m.patconv", "nets.py", "r.json"]


# run


def test_run(folder: Path, capsys: Capture) -> None:
    argv = ["run", "nets:small", "--input", SHAPE]
    text = run(capsys, *argv, "--repeat", "3")
    rows = text.splitlines()
    assert rows[0].split() == ["output", "shape", "min", "max", "mean"]
    assert rows[1].startswith("output 1x7 ")
    assert rows[2].startswith("top 5 of output[0]: ")
    assert "ms (median of 3 calls, " in rows[-1]
    figures = json.loads(run(capsys, *argv, "--random", "4", "-o", "y.npz", "--json", "-"))
    scores = np.load(folder / "y.npz")["output"]
    (output,) = figures["outputs"]
    assert output["shape"] == [1, 7]
    assert output["top"] == [np.argsort(-scores[0])[:5].tolist()]
    assert output["max"] == pytest.approx(float(scores.max()))
    assert output["mean"] == pytest.approx(float(scores.mean()), abs=1e-6)
    assert len(figures["runs"]) == 5
    assert figures["seconds"] == sorted(figures["runs"])[2] > 0
    other = json.loads(run(capsys, *argv, "--random", "5", "--json", "-"))
    assert other["outputs"] != figures["outputs"]


def test_run_several(folder: Path, capsys: Capture) -> None:
    np.save(folder / "x.npy", np.ones((1, 3, 6, 6), np.float32))
    np.save(folder / "y.npy", np.full((2, 2), np.nan, np.float32))
    argv = ["run", "nets:Two", "--input", "1x3x6x6", "--input", "2x2", "--input-file", "x.npy"]
    both = [*argv, "--input-file", "y.npy"]
    text = run(capsys, *both, "-o", "out.npz", "--json", "r.json")
    assert text.splitlines()[2].split()[2:] == ["nan", "nan", "nan"]
    with np.load(folder / "out.npz") as outputs:
        shapes = [outputs[name].shape for name in outputs.files]
    assert shapes == [(1, 8, 4, 4), (2, 2)]
    figures = json.loads((folder / "r.json").read_text())
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
def test_run_input_files(content: object, message: str, folder: Path, capsys: Capture) -> None:
    if isinstance(content, bytes):
        (folder / "x.npy").write_bytes(content)
    else:
        np.save(folder / "x.npy", content)  # type: ignore[arg-type]
    argv = ["run", "nets:small", "--input", SHAPE, "--input-file", "x.npy"]
    assert message in fail(capsys, *argv)


# prune


def test_prune(folder: Path, capsys: Capture) -> None:
    argv = ["prune", "nets:small", "--input", SHAPE, "-o", "p.safetensors"]
    text = run(capsys, *argv, "--json", "r.json")
    assert "the accuracy needs retraining" in text
    expected = small()
    report = patconv.project_(expected)
    arrays = load_arrays(folder / "p.safetensors")
    assert set(arrays) == set(expected.state_dict())
    for name, tensor in expected.state_dict().items():
        np.testing.assert_array_equal(arrays[name], tensor.numpy())
    figures = json.loads((folder / "r.json").read_text())
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
    figures = json.loads(run(capsys, *argv, *options, "--skip", "0", "--skip", "5"))
    assert len(figures["patterns"]) == 5
    assert all(picture.count("x") == 3 for picture in figures["patterns"])
    treatments = {layer["name"]: layer["treatment"] for layer in figures["layers"]}
    assert treatments == {"0": "none", "2": "both", "4": "pattern", "5": "none"}
    assert figures["config"]["force_centre"] is False


# Tables


@pytest.mark.parametrize("name", ["short", "a.very.long.name." * 8])
def test_table(name: str) -> None:
    lines = table([("layer", "path", "count"), (name, "pattern", "12")], left=(0, 1))
    assert all(len(line) <= WIDTH for line in lines)
    assert lines[1].endswith("pattern    12")
    assert lines[1].startswith("short" if name == "short" else "...")


@pytest.mark.parametrize("count", [1, 40])
def test_pictures(count: int) -> None:
    def counts() -> Sequence[tuple[str, int]]:
        return [(".x.|xx.|.x.", 1000 + number) for number in range(count)]

    lines = pictures(counts())
    assert all(len(line) <= WIDTH for line in lines)
    assert sum(line.split().count("xx.") for line in lines) == count
    assert [int(word) for line in lines for word in line.split() if word.isdigit()] == [
        number for _, number in counts()
    ]
    assert pictures([]) == []
