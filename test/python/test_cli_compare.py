"""``patconv compare``: layer by layer, and where a fault was planted."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import patconv
import pytest
import torch
from command_line import SHAPE, Capture, export, fail, make, run
from onnx_models import export as export_onnx
from patconv import cli
from patconv.compiling.comparison import Comparison, Difference, compare
from patconv.errors import ImportContractError, PatConvError
from patconv.importing.reference import ModelReference, find_reference
from torch import nn

pytestmark = pytest.mark.usefixtures("nets_folder")
NAMES = ["0", "2", "4", "5", "7"]
#: Layers with a value of their own: the fully connected one has none.
EXPOSED = NAMES[:4]


def compared(capsys: Capture, *argv: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the figures of ``patconv compare``."""
    capsys.readouterr()
    code = cli.main(["compare", *argv, "--json", "-"])
    return code, json.loads(capsys.readouterr().out)


def faulty(layer: int) -> nn.Module:
    """The small network with the sign of one weight flipped."""
    model = make("small")
    with torch.no_grad():
        weight = model[layer].weight.view(-1)
        weight[weight.abs().argmax()].neg_()
    return model


def save_artifact(model: nn.Module, *, expose: bool) -> None:
    options = patconv.CompileOptions(expose_layers=expose)
    x = torch.zeros(1, 3, 10, 10)
    patconv.compile(model, x, options=options).save("model.patconv")


def test_a_module_agrees(capsys: Capture) -> None:
    text = run(capsys, "compare", "nets:small", "--input", SHAPE)
    lines = text.splitlines()
    assert lines[0].split() == ["layer", "shape", "path", "max", "rel.", "error", "ok"]
    rows = {line.split()[0]: line.split() for line in lines[2:8] if not line.startswith("-")}
    assert rows["0"][1:3] == ["1x16x10x10", "dense"]
    assert all(rows[name][-1] == "ok" for name in EXPOSED)
    assert rows["7"][-1] == "upstream"
    assert f"compared with PyTorch {torch.__version__}, float64: 4 layers, 1 output" in text
    assert lines[-1].startswith("they agree: ")


def test_figures(capsys: Capture) -> None:
    argv = ["nets:small", "--input", SHAPE, "--connectivity", "3.6", "--tolerance", "1e-3"]
    code, figures = compared(capsys, *argv, "--threads", "2", "--seed", "3")
    assert code == 0
    assert figures["model"] == "nets:small"
    assert figures["tolerance"] == 1e-3
    assert figures["agrees"]
    assert figures["first_difference"] is None
    assert [layer["name"] for layer in figures["layers"]] == NAMES
    assert figures["layers"][1]["path"] == "pattern"
    errors = [layer["error"] for layer in figures["layers"]]
    assert errors[4] is None
    assert all(0 <= error < 1e-5 for error in errors[:4])
    (output,) = figures["outputs"]
    assert output["shape"] == [1, 7]
    assert output["agrees"]


@pytest.mark.parametrize("layer", [2, 4])
def test_a_planted_fault_is_named(layer: int, capsys: Capture) -> None:
    save_artifact(faulty(layer), expose=True)
    argv = ["nets:small", "--input", SHAPE, "--artifact", "model.patconv"]
    code, figures = compared(capsys, *argv)
    assert code == 1
    assert figures["first_difference"] == str(layer)
    place = NAMES.index(str(layer))
    agreement = [entry["agrees"] for entry in figures["layers"]]
    assert agreement == [True] * place + [False] * (4 - place) + [None]
    assert cli.main(["compare", *argv]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith(f"they part at layer {layer}: ")
    assert last.endswith(f"; {5 - place} values are off")


def test_an_artifact_without_layers_is_compared_by_its_outputs(capsys: Capture) -> None:
    argv = ["nets:small", "--input", SHAPE, "--artifact", "model.patconv"]
    save_artifact(make("small"), expose=False)
    assert compared(capsys, *argv)[0] == 0
    save_artifact(faulty(2), expose=False)
    code, figures = compared(capsys, *argv)
    assert code == 1
    assert {layer["agrees"] for layer in figures["layers"]} == {None}
    assert figures["first_difference"] == "output"
    assert cli.main(["compare", *argv]) == 1
    assert "they part at output output: " in capsys.readouterr().out


@pytest.mark.parametrize(("network", "shape"), [("plain", "2x4"), ("patches", "1x3x18x18")])
def test_networks_without_layers_to_expose(network: str, shape: str, capsys: Capture) -> None:
    code, figures = compared(capsys, f"nets:{network}", "--input", shape)
    assert code == 0
    assert {layer["agrees"] for layer in figures["layers"]} == {None}
    assert [output["agrees"] for output in figures["outputs"]] == [True]


def test_a_tolerance_of_nothing(capsys: Capture) -> None:
    assert compared(capsys, "nets:small", "--input", SHAPE, "--tolerance", "0")[0] == 1


def test_files(capsys: Capture) -> None:
    """Programs and ONNX models have the same layers; inputs may be files."""
    model, x = make("small"), torch.randn(1, 3, 10, 10)
    export(model, Path("small.pt2"))
    export_onnx(model, x, Path("small.onnx"), opset=13)
    np.save("x.npy", x.numpy())
    for name, engine in (("small.pt2", "PyTorch"), ("small.onnx", "onnx")):
        code, figures = compared(capsys, name, "--input-file", "x.npy")
        assert code == 0
        assert engine in figures["reference"].lower() + figures["reference"]
        assert [layer["name"] for layer in figures["layers"]] == NAMES
        assert [layer["error"] is not None for layer in figures["layers"]] == [True] * 4 + [False]


def test_a_fault_in_an_onnx_model_is_named(capsys: Capture) -> None:
    export_onnx(make("small"), torch.zeros(1, 3, 10, 10), Path("small.onnx"), opset=13)
    save_artifact(faulty(5), expose=True)
    code, figures = compared(capsys, "small.onnx", "--artifact", "model.patconv")
    assert code == 1
    assert figures["first_difference"] == "5"


def test_several_inputs_and_outputs(capsys: Capture) -> None:
    argv = ["nets:Two", "--input", "1x3x8x8", "--input", "2x2"]
    code, figures = compared(capsys, *argv)
    assert code == 0
    assert [output["name"] for output in figures["outputs"]] == ["output_0", "output_1"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["m.mlir"], "one that another engine runs, PyTorch's or ONNX, but got 'm.mlir'"),
        (["m.patconv"], "expected MODEL to be a model to compile, but got 'm.patconv'"),
        (["nets:small"], "expected --input for 'nets:small'"),
        (["m.onnx", "--weights", "w.pt"], "expected --weights to be absent: an .onnx file has"),
        (["m.onnx", "--tolerance", "-1"], "expected a number of at least 0, but got '-1'"),
        (["m.onnx", "--tolerance", "nan"], "expected a number of at least 0, but got 'nan'"),
        (["m.onnx", "--seed", "-1"], "expected an integer of at least 0, but got '-1'"),
        (["m.onnx", "--threads", "0"], "expected an integer of at least 1, but got '0'"),
        (["m.onnx", "--artifact", "m.patconv", "--threads", "2"], "--threads to be absent"),
        ([], "the following arguments are required: MODEL"),
    ],
)
def test_usage(argv: list[str], message: str, capsys: Capture) -> None:
    assert message in " ".join(fail(capsys, "compare", *argv, code=2).split())


def test_another_models_artifact_is_refused(capsys: Capture) -> None:
    patconv.compile(make("convolutions"), torch.zeros(1, 3, 10, 10)).save("model.patconv")
    argv = ["nets:small", "--input", SHAPE, "--artifact", "model.patconv"]
    message = fail(capsys, "compare", *argv)
    assert "expected outputs of shape 1x7, but got 1x8x4x4; the two models are not" in message


def test_only_what_another_engine_runs_has_a_reference() -> None:
    for source in ("m.mlir", "func.func @main()\n"):
        with pytest.raises(ImportContractError, match="a model that another engine runs"):
            find_reference(source, [])


def test_nan_is_a_difference() -> None:
    """And values of another shape are none to compare with."""
    model = nn.Sequential(nn.Conv2d(1, 1, 1, bias=False)).eval()
    with torch.no_grad():
        model[0].weight.fill_(1.0)
    options = patconv.CompileOptions(expose_layers=True)
    compiled = patconv.compile(model, torch.zeros(1, 1, 1, 2), options=options)
    x = np.asarray([[[[1.0, 2.0]]]], np.float32)
    for expected, agrees in ((x, True), (x * math.nan, False)):
        reference = ModelReference("test", {"0": [x[..., :1], expected]}, [expected])
        result = compare(compiled, reference, [x])
        assert [d.agrees for d in (*result.layers, *result.outputs)] == [agrees, agrees]
        assert result.agrees is agrees
        json.dumps(result.to_json(), allow_nan=False)
    reference = ModelReference("test", {"0": [x[..., :1]]}, [x])
    assert compare(compiled, reference, [x]).layers[0].error is None
    with pytest.raises(PatConvError, match="expected outputs of shape 1x1x1x2, 1x1x1x2, but got"):
        compare(compiled, ModelReference("test", {}, [x, x]), [x])


def test_long_names_fit() -> None:
    name = "layer.with.a.very.long.name." * 4
    row = Difference(name, (1, 512, 112, 112), "depthwise", 0.5, 1e-4)
    text = str(Comparison("test", (row,), (row,), 1e-4))
    assert all(len(line) <= 80 for line in text.splitlines()[:5])
    assert row.name in text.splitlines()[-1]
