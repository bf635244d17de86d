"""ONNX models compile, keep their names, and agree with PyTorch."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import patconv
import pytest
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from onnx_models import (
    TOLERANCE,
    assert_like_reference,
    compile_onnx,
    export,
    make_model,
)
from patconv.importing import import_model
from patconv.importing.reference import find_reference
from patconv.models import calibrate_
from patconv.reports.numbers import relative_error
from torch import nn

SHAPE = (1, 8, 10, 12)


class Of(nn.Module):
    """A model that a function makes of modules and an input."""

    def __init__(self, function: Callable[..., torch.Tensor], *modules: nn.Module) -> None:
        super().__init__()
        self.function = function
        self.parts = nn.ModuleList(modules)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.function(x, *self.parts)


def conv(filters: int, channels: int, size: int = 3, **more: Any) -> nn.Conv2d:
    return nn.Conv2d(filters, channels, size, **more)


def excite(x: torch.Tensor, first: nn.Module, squeeze: nn.Module, excite: nn.Module) -> Any:
    y = first(x)
    gates = excite(torch.relu(squeeze(y.mean((2, 3), keepdim=True))))
    return y * torch.sigmoid(gates)


MODELS: dict[str, Callable[[], nn.Module]] = {
    "grouped, depthwise, 1x1": lambda: nn.Sequential(
        conv(8, 16, groups=4, padding=1),
        nn.ReLU(),
        conv(16, 16, groups=16, padding=1),
        nn.ReLU6(),
        conv(16, 8, 1),
    ),
    "asymmetric padding": lambda: nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), conv(8, 8, stride=2)),
    "dilated, rectangular": lambda: nn.Sequential(
        conv(8, 8, dilation=2, padding=2),
        nn.LeakyReLU(0.1),
        nn.Conv2d(8, 8, (1, 5), padding=(0, 2)),
    ),
    "clip, residual": lambda: Of(
        lambda x, a, b: torch.relu(b(a(x).clamp(-0.3, 0.7)) + x),
        conv(8, 8, padding=1),
        conv(8, 8, padding=1),
    ),
    "hard swish": lambda: nn.Sequential(conv(8, 8), nn.Hardswish(), conv(8, 8), nn.Hardsigmoid()),
    "silu, gelu, elu, prelu": lambda: nn.Sequential(
        conv(8, 8), nn.SiLU(), nn.GELU(), nn.ELU(0.7), nn.PReLU(8)
    ),
    "global pooling, linear, softmax": lambda: nn.Sequential(
        conv(8, 16), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 5), nn.Softmax(1)
    ),
    "concat": lambda: Of(
        lambda x, a, b: torch.cat([a(x), b(x), x], 1), conv(8, 4, padding=1), conv(8, 6, 1)
    ),
    "resize": lambda: Of(
        lambda x, a, b: F.interpolate(b(nn.Upsample(scale_factor=2)(a(x))), size=x.shape[2:]),
        conv(8, 4, padding=1),
        conv(4, 4),
    ),
    "view": lambda: Of(lambda x, a, b: b(a(x).view(x.size(0), -1)), conv(8, 4), nn.Linear(320, 3)),
    "pooling": lambda: nn.Sequential(
        conv(8, 4), nn.MaxPool2d(3, 2, ceil_mode=True), nn.AvgPool2d(2, padding=1)
    ),
    "pad": lambda: Of(lambda x, a: F.pad(a(x), (1, 2, 0, 3), value=0.5), conv(8, 4)),
    "batch norm alone": lambda: nn.Sequential(nn.BatchNorm2d(8), nn.ReLU(), conv(8, 4)),
    "batch norm": lambda: nn.Sequential(conv(8, 8), nn.BatchNorm2d(8), nn.ReLU(), conv(8, 4)),
    "transposed": lambda: nn.Sequential(
        conv(8, 8),
        nn.ConvTranspose2d(8, 4, 3, stride=2, padding=1, output_padding=1),
        nn.Sigmoid(),
    ),
    "squeeze and excite": lambda: Of(excite, conv(8, 8), conv(8, 2, 1), conv(2, 8, 1)),
    "pixel shuffle, slices": lambda: Of(
        lambda x, a: torch.cat(F.pixel_shuffle(a(x), 2).chunk(2, 1)[::-1], 1)[:, :, ::2, 1:-1],
        conv(8, 16),
    ),
    "channel shuffle": lambda: Of(
        lambda x, a: a(x).view(x.size(0), 2, 4, 8, 10).transpose(1, 2).reshape(-1, 8, 8, 10),
        conv(8, 8),
    ),
    "group norm, bilinear": lambda: nn.Sequential(
        conv(8, 8), nn.GroupNorm(2, 8), nn.Upsample(scale_factor=2, mode="bilinear")
    ),
    "layer norm": lambda: nn.Sequential(conv(8, 8), nn.LayerNorm(10)),
}


def make(name: str) -> tuple[nn.Module, torch.Tensor]:
    torch.manual_seed(1)
    model = MODELS[name]().eval().requires_grad_(False)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2.0)
            module.weight.uniform_(0.5, 2.0)
            module.bias.normal_()
    return model, torch.randn(SHAPE)


def assert_agrees(model: nn.Module, x: torch.Tensor, path: Path) -> patconv.CompiledModel:
    """With PyTorch, and with an engine for ONNX."""
    compiled = compile_onnx(path)
    got = compiled(x)
    assert relative_error(got, model(x)) <= TOLERANCE
    (reference,) = find_reference(path, [x.numpy()]).outputs
    assert relative_error(got, reference) <= TOLERANCE
    return compiled


@pytest.mark.parametrize("name", MODELS)
def test_models_agree(name: str, tmp_path: Path) -> None:
    model, x = make(name)
    path = export(model, x, tmp_path / "model.onnx", opset=13)
    assert_agrees(model, x, path)


@pytest.mark.parametrize(
    "name", ["batch norm", "silu, gelu, elu, prelu", "resize", "pixel shuffle, slices", "view"]
)
def test_models_of_the_newer_exporter_agree(name: str, tmp_path: Path) -> None:
    model, x = make(name)
    path = export(model, x, tmp_path / "model.onnx", opset=18, dynamo=True)
    assert_agrees(model, x, path)


@pytest.mark.full
@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize(("opset", "dynamo"), [(18, True), (20, True), (15, False), (20, False)])
def test_models_agree_at_other_operator_sets(
    name: str, opset: int, dynamo: bool, tmp_path: Path
) -> None:
    model, x = make(name)
    path = export(model, x, tmp_path / "model.onnx", opset=opset, dynamo=dynamo)
    assert_agrees(model, x, path)


@pytest.mark.parametrize(("channels", "filters"), [(8, 8), (15, 30)])
def test_transposed_of_each_channel(channels: int, filters: int, tmp_path: Path) -> None:
    """ONNX's own evaluator takes no groups, so with PyTorch alone."""
    torch.manual_seed(2)
    up = nn.ConvTranspose2d(channels, filters, 4, stride=2, padding=1, groups=channels)
    model = nn.Sequential(conv(8, channels), up, nn.ReLU(), conv(filters, 4))
    model, x = model.eval().requires_grad_(False), torch.randn(SHAPE)
    compiled = compile_onnx(export(model, x, tmp_path / "model.onnx", opset=18))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE
    assert [layer.name for layer in compiled.report().layers] == ["0", "1", "3"]


def test_transposed_of_each_channel_twice(tmp_path: Path) -> None:
    """Weights that two operations read."""
    torch.manual_seed(2)
    up = nn.ConvTranspose2d(8, 8, 2, stride=2, groups=8)
    model = nn.Sequential(up, nn.ReLU(), up).eval().requires_grad_(False)
    x = torch.randn(SHAPE)
    compiled = compile_onnx(export(model, x, tmp_path / "model.onnx", opset=18))
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


@pytest.mark.parametrize("opset", [11, 14, 17, 20])
def test_operator_sets(opset: int, tmp_path: Path) -> None:
    """Softmax, padding, reductions and shapes are written differently in each."""
    torch.manual_seed(2)
    model = Of(
        lambda x, a, b: b(F.pad(a(x), (1, 0, 0, 1)).mean((2, 3)).unsqueeze(1).squeeze(1)),
        nn.Sequential(conv(8, 8), nn.BatchNorm2d(8), nn.Hardswish()),
        nn.Sequential(nn.Linear(8, 5), nn.Softmax(1)),
    ).eval()
    model, x = model.requires_grad_(False), torch.randn(SHAPE)
    path = export(model, x, tmp_path / "model.onnx", opset=opset, do_constant_folding=False)
    assert_agrees(model, x, path)


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1 = conv(8, 8, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.shared = conv(8, 8, padding=1)
        self.downsample = nn.Sequential(conv(8, 8, 1), nn.BatchNorm2d(8))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.bn1(self.conv1(image)))
        return self.shared(self.shared(y)) + self.downsample(image)


@pytest.mark.parametrize("dynamo", [False, True])
def test_layers_have_the_names_of_the_modules(dynamo: bool, tmp_path: Path) -> None:
    """Also where the exporter folds a normalisation and invents names for the weights."""
    torch.manual_seed(3)
    model, x = nn.Sequential(Block(), Block()).eval().requires_grad_(False), torch.randn(SHAPE)
    names = {"input_names": ["image"], "output_names": ["features"]}
    path = export(model, x, tmp_path / "model.onnx", opset=18, dynamo=dynamo, **names)
    imported = import_model(path)
    assert [str(spec) for spec in imported.inputs] == ["image: float32[1, 8, 10, 12]"]
    assert [spec.name for spec in imported.outputs] == ["features"]
    layers = {layer.name for layer in compile_onnx(path).report().layers}
    parts = ("conv1", "shared", "shared_1", "downsample.0")
    assert layers == {f"{block}.{part}" for block in "01" for part in parts}


def test_large_tensors_are_mapped_and_small_ones_stay(tmp_path: Path) -> None:
    """In the file and in files beside it, as raw bytes and as a list; the text has no weights."""
    generator = np.random.default_rng(1)
    weights = {n: generator.standard_normal((16, 16, 3, 3), np.float32) for n in ("raw", "out")}
    listed = helper.make_tensor("list", TensorProto.FLOAT, (16, 16, 3, 3), weights["raw"].ravel())
    nodes = [
        helper.make_node("Conv", ["x", "raw"], ["a"], pads=[1, 1, 1, 1]),
        helper.make_node("Conv", ["a", "out", "bias"], ["b"], pads=[1, 1, 1, 1]),
        helper.make_node("Conv", ["b", "list"], ["c"], pads=[1, 1, 1, 1]),
        helper.make_node("Reshape", ["c", "shape"], ["y"]),
    ]
    constants: dict[str, Any] = {
        **weights,
        "list": listed,
        "bias": np.arange(16, dtype=np.float32),
        "shape": np.asarray([1, -1], np.int64),
    }
    model = make_model(nodes, {"x": (1, 16, 6, 6)}, constants=constants)
    expected = assert_like_reference(model, tmp_path / "whole.onnx")
    for tensor in model.graph.initializer:
        if tensor.name in ("out", "shape"):
            onnx.external_data_helper.set_external_data(tensor, "data/some.bin")
    (tmp_path / "data").mkdir()
    path = tmp_path / "model.onnx"
    onnx.save(model, path)
    imported = import_model(path)
    assert set(imported.arrays) == {"raw", "out", "list"}
    for name, array in imported.arrays.items():
        base: Any = array
        while isinstance(base, np.ndarray):
            base = base.base
        assert "mmap" in type(getattr(base, "obj", base)).__name__, name
        assert not array.flags.writeable
        assert np.array_equal(array, weights.get(name, weights["raw"]))
    assert len(imported.text) < 5000
    x = generator.standard_normal((1, 16, 6, 6), np.float32)
    assert np.array_equal(compile_onnx(path)(x), expected(x))


def test_constants_of_operations_and_inputs_with_defaults(tmp_path: Path) -> None:
    """Weights may be operations, and in old files every constant is an input as well."""
    generator = np.random.default_rng(1)
    weight = generator.standard_normal((8, 4, 3, 3), np.float32)
    bias = generator.standard_normal(8, np.float32)
    nodes = [
        helper.make_node("Constant", [], ["w"], value=numpy_helper.from_array(weight)),
        helper.make_node("Conv", ["x", "w", "b"], ["a"], name="first"),
        helper.make_node("Constant", [], ["half"], value_float=0.5),
        helper.make_node("Mul", ["a", "half"], ["y"]),
    ]
    model = make_model(nodes, {"x": (1, 4, 6, 6), "b": (8,)}, constants={"b": bias})
    model.ir_version = 3
    onnx.save(model, tmp_path / "model.onnx")
    compiled = compile_onnx(tmp_path / "model.onnx")
    assert [spec.name for spec in compiled.input_specs] == ["x"]
    assert [layer.name for layer in compiled.report().layers] == ["first"]
    x = torch.randn(1, 4, 6, 6)
    weights = torch.from_numpy(weight), torch.from_numpy(bias)
    assert relative_error(compiled(x), F.conv2d(x, *weights) * 0.5) <= TOLERANCE


def test_local_functions_are_inlined(tmp_path: Path) -> None:
    inner = helper.make_function(
        "local",
        "Double",
        ["a"],
        ["b"],
        [helper.make_node("Add", ["a", "a"], ["b"])],
        [helper.make_opsetid("", 18)],
    )
    model = make_model(
        [helper.make_node("Double", ["x"], ["y"], domain="local")],
        {"x": (2, 3)},
        functions=[inner],
        opsets=[helper.make_opsetid("local", 1)],
    )
    assert_like_reference(model, tmp_path / "model.onnx")


def test_shapes_fix_symbols(tmp_path: Path) -> None:
    model, x = make("view")
    axes = {"x": {0: "batch"}}
    path = export(model, x, tmp_path / "model.onnx", opset=13, input_names=["x"], dynamic_axes=axes)
    batch = torch.randn(3, *SHAPE[1:])
    compiled = compile_onnx(path, batch)
    assert compiled.input_specs[0].shape == (3, *SHAPE[1:])
    assert relative_error(compiled(batch), model(batch)) <= TOLERANCE


def test_pytorch_is_not_needed(tmp_path: Path) -> None:
    model, x = make("batch norm")
    path = export(model, x, tmp_path / "model.onnx", opset=13)
    code = (
        "import sys, patconv, numpy\n"
        f"compiled = patconv.compile({str(path)!r})\n"
        f"compiled(numpy.zeros({SHAPE}, numpy.float32))\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.full
@pytest.mark.parametrize("name", ["resnet18", "resnet50", "mobilenet_v2", "vgg16"])
@pytest.mark.parametrize(("opset", "dynamo"), [(13, False), (18, True)])
def test_networks_agree(name: str, opset: int, dynamo: bool, tmp_path: Path) -> None:
    torch.manual_seed(1)
    model, x = patconv.models.NETWORKS[name]().eval(), torch.randn(1, 3, 224, 224)
    calibrate_(model, x, seed=1)
    model.requires_grad_(False)
    path = export(model, x, tmp_path / "model.onnx", opset=opset, dynamo=dynamo)
    compiled = assert_agrees(model, x, path)
    own = patconv.compile(model, x, options=patconv.CompileOptions(stop_after="pack"))
    assert [layer.name for layer in compiled.report().layers] == [
        layer.name for layer in own.report().layers
    ]
