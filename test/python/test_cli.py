"""The frame of the command line: help, versions, usage, exit codes, streams."""

import importlib.metadata
import os
import subprocess
import sys
import time
from pathlib import Path

import patconv
import patconv.models
import pytest
from command_line import ADD, PACKAGE, SHAPE, Capture, command, fail
from patconv import cli
from torch import nn

COMMANDS = ["prune", "compile", "run", "bench", "compare", "inspect"]
pytestmark = pytest.mark.usefixtures("nets_folder")


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


def test_version_and_module(nets_folder: Path) -> None:
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
    names = [*patconv.models.NETWORKS, *patconv.models.DIGITS_NETWORKS]
    assert f"a built-in network ({', '.join(names)})" in text


def test_console_script() -> None:
    (script,) = importlib.metadata.entry_points(group="console_scripts", name="patconv")
    assert script.load() is cli.main


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["fly"], "invalid choice: 'fly'"),
        (["compile"], "the following arguments are required: MODEL"),
        (["compile", "vgg16", "--tread=2"], "arguments: --tread=2; did you mean --threads?"),
        (["--debug", "compile", "vgg16"], "arguments: --debug; give options after the command"),
        (["bench", "vgg16", "--dense", "--share-filters", "4"], "absent beside --share-filters"),
        (["compile", "nosuch"], "expected MODEL to be one of vgg16, resnet18, resnet50"),
        (["compile", "model.tflite"], "to end in .pt2, .onnx, .mlir, but got"),
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
        (["compile", "vgg16", "--connectivity", "0.5"], "connectivity to be"),
        (["compile", "vgg16", "--entries", "12"], "entries to be an integer between 1 and 9"),
        (["inspect", "vgg16", "--patterns", "99"], "but got 99"),
        (["compile", "vgg16", "--share-filters", "0"], "of at least 1, but got 0"),
        (["bench", "vgg16", "--entries", "0"], "entries to be"),
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


def test_no_option_is_near(capsys: Capture) -> None:
    assert fail(capsys, "bench", "vgg16", "--nope", code=2).endswith("arguments: --nope\n")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["compile", "missing.onnx"], "expected 'missing.onnx' to be a readable file"),
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
    assert cli.main(["compile", "missing.onnx", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.setenv("PATCONV_DEBUG", "1")
    assert cli.main(["compile", "missing.onnx"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_interrupt(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> nn.Module:
        raise KeyboardInterrupt

    monkeypatch.setattr(patconv.models, "NETWORKS", {"vgg16": interrupted})
    assert fail(capsys, "compile", "vgg16", code=130) == ""


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("argv", [["--help"], ["compile", "add.mlir", "--stop-after", "import"]])
def test_closed_pipe(argv: list[str], unbuffered: str, nets_folder: Path) -> None:
    (nets_folder / "add.mlir").write_text(ADD)
    reading, writing = os.pipe()
    os.close(reading)
    environment = {"PYTHONPATH": str(PACKAGE), "PYTHONUNBUFFERED": unbuffered}
    process = [sys.executable, "-m", "patconv", *argv]
    done = subprocess.run(
        process, check=False, stdout=writing, stderr=subprocess.PIPE, text=True, env=environment
    )
    os.close(writing)
    assert done.stderr == ""
    # From Python 3.11.4 on argparse itself ignores that it cannot write.
    assert done.returncode in ((0, 1) if unbuffered and argv == ["--help"] else (1,))


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
