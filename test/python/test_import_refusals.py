"""What may not enter the compiler: every refusal says what was expected and what to do."""

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import patconv
import pytest
import torch
from patconv.errors import ImportContractError
from patconv.importing import import_model, load_arrays, save_arrays
from torch import nn


class Unsupported(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.special.bessel_j0(torch.relu(x))
        return torch.special.bessel_j1(y) + x


def test_unsupported_operations_are_listed_all_at_once() -> None:
    with pytest.raises(ImportContractError) as caught:
        import_model(nn.Sequential(Unsupported()).eval(), torch.zeros(2, 2))
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("expected every operation to have a lowering, but got 2 without")
    assert [line.split()[0] for line in lines[1:]] == [
        "aten.special_bessel_j0.default",
        "aten.special_bessel_j1.default",
    ]
    assert all("layer '0'" in line and "test_import_refusals.py:" in line for line in lines[1:])
    assert "y = torch.special.bessel_j0(torch.relu(x))" in lines[1]


class Tail(nn.Module):
    """Operations that torch-mlir lowers, and the compiler does not take."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.asinh(x)
        x = torch.sort(x).values
        return torch.topk(x, 2).values


class Asinh(nn.Module):
    """One that the text's parser knows, and the check of imports refuses."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.asinh(x)


@pytest.mark.parametrize(("tail", "names"), [(Tail, ["asinh", "sort", "topk"]), (Asinh, ["asinh"])])
def test_operations_that_the_compiler_refuses_are_listed(
    tail: Callable[[], nn.Module], names: list[str]
) -> None:
    """By the names that they have in PyTorch, with their places; decomposed ones once."""
    model = nn.Sequential(nn.Conv2d(3, 4, 3), tail()).eval()
    with pytest.raises(ImportContractError) as caught:
        patconv.compile(model, IMAGE)
    first, *lines = str(caught.value).splitlines()
    assert f"but got {len(names)} without; write the model without them:" in first
    assert any('fallback="torch"' in note for note in caught.value.__notes__)
    for name, line in zip(names, lines, strict=True):
        assert line.startswith(f"  aten.{name}.default (layer '1', ")
        assert "test_import_refusals.py:" in line


def conv() -> nn.Module:
    return nn.Conv2d(3, 4, 3).eval()


class Writes(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("count", torch.zeros(1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.count.add_(1)
        return x + self.count


class DataDependent(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + 1 if x.sum() > 0 else x


class Filters(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x[x > 0]


class Compares(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x > 0


IMAGE = torch.zeros(1, 3, 8, 8)


@pytest.mark.parametrize(
    ("model", "inputs", "message"),
    [
        (
            lambda: nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU()),
            IMAGE,
            r"evaluation mode, but got 3 modules .*first: the model.*model\.eval\(\)",
        ),
        (conv, None, "expected example_inputs to be given with a module, but got none"),
        (conv, 3, "a tensor or a sequence of tensors, but got int"),
        (conv, (3,), "expected example input 0 to be a tensor, but got int"),
        (conv, IMAGE.half(), "expected example input 0 to be float32, but got float16"),
        (lambda: conv().to("meta"), IMAGE, "parameter 'weight' to have data, but got one on"),
        (lambda: conv().double(), IMAGE, "parameter 'weight' to be float32, but got float64"),
        (Writes, IMAGE, "change neither its state nor its inputs, but got buffer mutation"),
        (DataDependent, IMAGE, "to be exportable with torch.export, but got"),
        (Filters, IMAGE, r"to be static, but got dimension 0 of value '\w+' to be dynamic"),
        (Compares, IMAGE, "expected output 0 to be float32, but got bool"),
        (lambda: 7, IMAGE, "expected a model to be an nn.Module, .* but got int"),
    ],
)
def test_refused_modules(model: Callable[[], nn.Module], inputs: object, message: str) -> None:
    built = model()
    if isinstance(built, (Writes, DataDependent, Filters, Compares)):
        built.eval()
    with pytest.raises(ImportContractError, match=message):
        import_model(built, inputs)


@pytest.mark.parametrize("layer", [nn.Dropout(0.5), nn.BatchNorm2d(4), nn.RReLU()], ids=str)
def test_program_in_training_mode(layer: nn.Module) -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), layer).train()
    program = torch.export.export(model, (IMAGE,), strict=False)
    with pytest.raises(ImportContractError, match=r"in training mode; export after model\.eval"):
        import_model(program)
    program = torch.export.export(model.eval(), (IMAGE,), strict=False)
    assert import_model(program).outputs[0].shape == (1, 4, 6, 6)


def test_program_without_data() -> None:
    program = torch.export.export(conv().to("meta"), (IMAGE.to("meta"),), strict=False)
    with pytest.raises(ImportContractError, match="'weight' to have data"):
        import_model(program)


def test_random_numbers_are_refused() -> None:
    class Noise(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x + torch.rand_like(x)

    with pytest.raises(ImportContractError, match=r"1 without; .*\n  aten\.rand_like\.default"):
        import_model(Noise().eval(), IMAGE)


def test_dynamic_shapes_are_refused_by_name() -> None:
    class Named(nn.Module):
        def forward(self, image: torch.Tensor) -> torch.Tensor:
            return image * 2

    batch = torch.export.Dim("batch", min=1, max=8)
    program = torch.export.export(
        Named().eval(), (torch.zeros(2, 3),), dynamic_shapes=({0: batch},), strict=False
    )
    with pytest.raises(ImportContractError, match="dimension 0 of input 'image' to be dynamic"):
        import_model(program)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            7,
            "an ExportedProgram, a .pt2, .onnx or .mlir path or MLIR text, but got int",
        ),
        (nn.ReLU, "got the class ReLU; make one: ReLU().eval()"),
        (patconv.models.vgg16, "the function vgg16; give the module itself, or vgg16() if"),
        (nn.ReLU().forward, "got the function forward; give the module itself"),
        ("model.tflite", "a model file to end in .mlir, .onnx or .pt2, but got 'model.tflite'"),
        ("missing.mlir", "'missing.mlir' to be a readable file"),
        ("missing.pt2", "'missing.pt2' to be a readable file"),
        ("module {\n}", "to hold one function, @main, but got none; give MLIR text"),
        ("func.func @f() {return}", "to hold one function, @main, but got @f"),
        ("func.func private @main()", "@main to be a public function"),
        ("func.func @main(%a: tensor<2", "the signature of @main to be complete"),
        ("func.func @main(%a: tensor<?x2xf32>) {", "dimension 0 of 'input_0' to be dynamic"),
        ("func.func @main(%a: tensor<2xi64>) {", "'input_0' to be float32, but got int64"),
        ("func.func @main(%a: index) {", "'input_0' to be a ranked tensor, but got '%a: index'"),
        (
            'func.func @main(%a: tensor<2xf32> {patconv.parameter = "w"}) {',
            "expected the weights to hold 'w', but got none; pass the safetensors",
        ),
    ],
)
def test_refused_sources(source: object, message: str) -> None:
    with pytest.raises(ImportContractError, match=re.escape(message)):
        import_model(source)


def test_refused_files_and_weights(tmp_path: Path) -> None:
    text = 'func.func @main(%a: tensor<2xf32> {patconv.parameter = "w"}) {'
    with pytest.raises(ImportContractError, match=r"'w' to be float32\[2\], but got float32\[3\]"):
        import_model(text, weights={"w": np.zeros(3, np.float32)})
    for weights, message in (
        ({"w": [0.0, 0.0]}, "to be a numpy array, but got list"),
        ({"w": torch.zeros(2)}, "to be a numpy array, but got Tensor"),
        ({"w": np.zeros(2, ">f4")}, "to have this machine's byte order, but got >f4"),
        ({"w": np.zeros(2)}, r"to be float32\[2\], but got float64\[2\]"),
        ([np.zeros(2, np.float32)], "arrays by name, but got list"),
    ):
        with pytest.raises(ImportContractError, match=message):
            import_model(text, weights=weights)  # type: ignore[arg-type]
    with pytest.raises(ImportContractError, match="expected weights to be absent for PyTorch"):
        import_model(conv(), IMAGE, weights={})
    with pytest.raises(ImportContractError, match="expected example_inputs to be absent for MLIR"):
        import_model(text, IMAGE)
    (tmp_path / "m.mlir").write_bytes(b"ML\xefR\x00")
    with pytest.raises(ImportContractError, match="to be MLIR text, but got bytes"):
        import_model(tmp_path / "m.mlir")
    (tmp_path / "m.pt2").write_bytes(b"not a zip")
    with pytest.raises(ImportContractError, match=r"written by torch\.export\.save, but got"):
        import_model(tmp_path / "m.pt2")


def test_truncated_files_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each error names the file; PyTorch's own log stays silent."""
    path = tmp_path / "m.pt2"
    torch.export.save(torch.export.export(conv(), (IMAGE,)), path)
    whole = path.read_bytes()
    for length in (0, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(ImportContractError) as caught:
            import_model(path)
        assert f"expected '{path}' to be a whole file written by torch.export.save" in str(
            caught.value
        )
        assert f"got {length} bytes that are no zip; it is truncated or of another kind" in str(
            caught.value
        )
    path.write_bytes(whole)
    import_model(path)
    path = tmp_path / "w.safetensors"
    save_arrays({"w": np.arange(64, dtype=np.float32)}, path)
    whole = path.read_bytes()
    for length in (0, 4, 30, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(ImportContractError, match="to be a whole safetensors file, but got"):
            load_arrays(path)
    path.write_text("hello, this is a text file")
    with pytest.raises(ImportContractError, match="the file is damaged or of another format"):
        load_arrays(path)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("package", ["torch", "torch_mlir"])
def test_missing_extra_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == package else find(name)
    )
    with pytest.raises(ImportError) as caught:
        import_model(conv(), IMAGE)
    assert caught.value.name == package
    assert str(caught.value) == (
        f"importing a PyTorch model needs the extra 'torch', but {package} is missing: "
        "pip install patconv[torch]"
    )
