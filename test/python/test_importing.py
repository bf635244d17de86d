"""What enters the compiler: text that means what the model means, arrays without copies."""

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from linalg_reference import run
from patconv.importing import ImportedModel, import_model, save_arrays
from patconv.models import calibrate_, vgg16
from torch import nn

MLIR_OPT = shutil.which("mlir-opt-22")


def expect_equal(model: nn.Module, *inputs: torch.Tensor) -> ImportedModel:
    """Import, run with plain loops, compare with eager to 1e-5 of the largest value."""
    imported = import_model(model.eval(), inputs)
    with torch.no_grad():
        expected = model(*inputs)
    outputs = run(imported, *(value.numpy() for value in inputs))
    expected = expected if isinstance(expected, tuple) else (expected,)
    for got, wanted in zip(outputs, expected, strict=True):
        assert np.abs(got - wanted.numpy()).max() <= 1e-5 * wanted.abs().max()
    return imported


def sequential(*layers: nn.Module, shape: tuple[int, ...]) -> tuple[nn.Module, torch.Tensor]:
    x = torch.randn(shape, generator=torch.Generator().manual_seed(7))
    return calibrate_(nn.Sequential(*layers), x, seed=0).eval(), x


def trained_norm(channels: int, **arguments: bool) -> nn.BatchNorm2d:
    norm = nn.BatchNorm2d(channels, **arguments)
    generator = torch.Generator().manual_seed(channels)
    with torch.no_grad():
        for tensor in (*norm.parameters(), norm.running_mean, norm.running_var):
            tensor.uniform_(0.5, 2.0, generator=generator)
    return norm


class BasicBlock(nn.Module):
    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.bn1 = trained_norm(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = trained_norm(width)
        self.downsample = nn.Sequential(
            nn.Conv2d(channels, width, 1, stride, bias=False), trained_norm(width)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + self.downsample(x))


# What the text holds


def test_signature_names_everything() -> None:
    model, x = sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), shape=(1, 3, 6, 6))
    imported = import_model(model, x)
    assert 'tensor<4x3x3x3xf32> {patconv.parameter = "0.weight"}' in imported.text
    assert 'tensor<4xf32> {patconv.parameter = "0.bias"}' in imported.text
    assert 'tensor<1x3x6x6xf32> {patconv.input = "input"}' in imported.text
    assert '-> (tensor<1x4x4x4xf32> {patconv.output = "output"})' in imported.text
    assert re.findall(r"func\.func (.*?)\(", imported.text) == ["@main"]
    assert [str(spec) for spec in imported.inputs] == ["input: float32[1, 3, 6, 6]"]
    assert [str(spec) for spec in imported.outputs] == ["output: float32[1, 4, 4, 4]"]
    assert set(imported.seconds) == {"export", "decompose", "lower", "total"}
    assert imported.nbytes == 4 * (4 * 3 * 9 + 4)


def test_locations_name_layers_and_can_be_left_out() -> None:
    model, x = sequential(nn.Conv2d(3, 4, 3), shape=(1, 3, 6, 6))
    assert 'loc("0")' in import_model(model, x).text
    assert "loc(" not in import_model(model, x, locations=False).text


def test_arrays_are_the_parameters_themselves() -> None:
    model, x = sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(64, 3), shape=(1, 3, 6, 6))
    imported = import_model(model, x)
    parameters = dict(model.named_parameters())
    assert imported.arrays.keys() == parameters.keys()
    for name, array in imported.arrays.items():
        assert array.ctypes.data == parameters[name].data_ptr()
        assert array.flags.c_contiguous


def test_import_is_deterministic() -> None:
    model, x = sequential(nn.Conv2d(3, 4, 3), nn.ReLU6(), shape=(1, 3, 6, 6))
    first, second = (import_model(model, x) for _ in range(2))
    assert first.text == second.text
    assert list(first.arrays) == list(second.arrays)


def test_channels_last_weights_are_made_contiguous() -> None:
    model, x = sequential(nn.Conv2d(3, 4, 3), shape=(1, 3, 6, 6))
    imported = expect_equal(model.to(memory_format=torch.channels_last), x)
    assert imported.arrays["0.weight"].flags.c_contiguous


def test_unused_parameters_and_buffers_do_not_appear() -> None:
    class Partial(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.used = nn.Conv2d(2, 2, 1)
            self.unused = nn.Linear(5, 5)
            self.register_buffer("steps", torch.zeros(3, dtype=torch.int64))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.used(x)

    imported = import_model(Partial().eval(), torch.zeros(1, 2, 2, 2))
    assert list(imported.arrays) == ["used.weight", "used.bias"]


def test_outputs_are_named_by_their_place() -> None:
    class Many(nn.Module):
        def forward(self, x: torch.Tensor, y: torch.Tensor) -> dict[str, object]:
            return {"sum": x + y, "both": (x * 2, y * 2)}

    imported = import_model(Many().eval(), (torch.zeros(2), torch.zeros(2)))
    assert [spec.name for spec in imported.inputs] == ["x", "y"]
    assert [spec.name for spec in imported.outputs] == [
        "output_sum",
        "output_both_0",
        "output_both_1",
    ]


# What it computes


def test_network_of_all_layers() -> None:
    model, x = sequential(
        nn.Conv2d(3, 8, 3, padding=1),
        nn.ReLU6(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 8, 3, padding=1, groups=8),
        nn.Hardtanh(-0.5, 0.75),
        nn.Conv2d(8, 12, 3, groups=4, stride=2),
        nn.ReLU(inplace=True),
        nn.AvgPool2d(2, 1),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
        nn.Dropout(),
        nn.Linear(48, 5),
        shape=(2, 3, 16, 16),
    )
    expect_equal(model, x)


@settings(max_examples=12, deadline=None)
@given(
    size=st.sampled_from([1, 3, 5]),
    stride=st.integers(1, 3),
    dilation=st.integers(1, 2),
    padding=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    groups=st.sampled_from([1, 2, 4]),
    bias=st.booleans(),
    norm=st.booleans(),
)
def test_convolutions(
    size: int,
    stride: int,
    dilation: int,
    padding: tuple[int, int],
    groups: int,
    bias: bool,
    norm: bool,
) -> None:
    conv = nn.Conv2d(4, 8, size, stride, padding, dilation, groups, bias)
    model, x = sequential(
        conv, trained_norm(8) if norm else nn.Identity(), nn.ReLU(), shape=(1, 4, 11, 10)
    )
    imported = expect_equal(model, x)
    names = {"0.weight", "0.bias"} if bias or norm else {"0.weight"}
    assert set(imported.arrays) == names


def test_folding_keeps_names_zeros_and_the_model() -> None:
    model, x = sequential(
        nn.Conv2d(3, 4, 3, bias=False),
        trained_norm(4),
        nn.ReLU(),
        nn.Conv2d(4, 4, 3),
        trained_norm(4, affine=False),
        shape=(1, 3, 8, 8),
    )
    with torch.no_grad():
        model[0].weight[:, 1] = 0.0
    state = {name: value.clone() for name, value in model.state_dict().items()}
    imported = expect_equal(model, x)
    assert list(imported.arrays) == ["0.weight", "0.bias", "3.weight", "3.bias"]
    assert not imported.arrays["0.weight"][:, 1].any()
    assert all(torch.equal(value, state[name]) for name, value in model.state_dict().items())


def test_batch_norm_can_stay() -> None:
    model, x = sequential(nn.Conv2d(3, 4, 3, bias=False), trained_norm(4), shape=(1, 3, 8, 8))
    imported = import_model(model, x, fold_batch_norm=False)
    assert "1.running_var" in imported.arrays
    (got,) = run(imported, x.numpy())
    torch.testing.assert_close(torch.from_numpy(got), model(x).detach())


def test_batch_norm_that_cannot_fold_stays() -> None:
    class Shared(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(3, 4, 3)
            self.norm = trained_norm(4)
            self.first = trained_norm(3)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            y = self.conv(self.first(x))
            return y + self.norm(y)

    imported = expect_equal(Shared(), torch.randn(1, 3, 6, 6))
    assert {"norm.weight", "first.running_mean"} <= set(imported.arrays)


def test_residual_block_and_tensor_constants() -> None:
    class Normalised(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.block = BasicBlock(3, 8, 2)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.block(x - torch.tensor([0.1, 0.2, 0.3]).view(1, 3, 1, 1))

    imported = expect_equal(Normalised(), torch.randn(1, 3, 8, 8))
    assert "block.downsample.0.bias" in imported.arrays
    assert not [name for name in imported.arrays if "bn" in name]


@pytest.mark.skipif(MLIR_OPT is None, reason="mlir-opt-22 is not installed")
def test_text_reads_in_the_compilers_mlir() -> None:
    model, x = sequential(
        BasicBlock(3, 8, 2),
        nn.MaxPool2d(3, 2, 1),
        nn.Flatten(),
        nn.Linear(32, 4),
        shape=(1, 3, 8, 8),
    )
    text = import_model(model, x).text
    assert MLIR_OPT is not None
    done = subprocess.run(
        [MLIR_OPT, "--allow-unregistered-dialect"],
        check=False,
        input=text,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert 'patconv.parameter = "0.conv1.bias"' in done.stdout


def test_vgg16_imports_fast_and_without_copies() -> None:
    with torch.no_grad():
        model = vgg16().eval()
    imported = import_model(model, torch.zeros(1, 3, 224, 224))
    assert imported.seconds["total"] < 10
    assert len(imported.arrays) == 32
    assert len(imported.text) < 1 << 20
    parameters = dict(model.named_parameters())
    assert imported.arrays.keys() == parameters.keys()
    for name, array in imported.arrays.items():
        assert array.ctypes.data == parameters[name].data_ptr(), name
        assert array.nbytes == parameters[name].nbytes, name


# Other sources


def test_exported_program_and_file_give_the_same(tmp_path: Path) -> None:
    model, x = sequential(nn.Conv2d(3, 4, 3, bias=False), trained_norm(4), shape=(1, 3, 6, 6))
    direct = import_model(model, x, locations=False)
    program = torch.export.export(model, (x,), strict=False)
    torch.export.save(program, tmp_path / "model.pt2")
    for source in (program, program, tmp_path / "model.pt2", str(tmp_path / "model.pt2")):
        imported = import_model(source, locations=False)
        assert imported.text == direct.text
        assert imported.inputs == direct.inputs
        for name, array in direct.arrays.items():
            np.testing.assert_array_equal(imported.arrays[name], array)


def test_text_with_weights_gives_the_same(tmp_path: Path) -> None:
    model, x = sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), shape=(1, 3, 6, 6))
    direct = import_model(model, x)
    save_arrays({**direct.arrays, "other": np.zeros(3)}, tmp_path / "w.safetensors")
    (tmp_path / "m.mlir").write_text(direct.text)
    for source in (tmp_path / "m.mlir", str(tmp_path / "m.mlir"), direct.text):
        for weights in (tmp_path / "w.safetensors", direct.arrays):
            imported = import_model(source, weights=weights)
            assert (imported.inputs, imported.outputs) == (direct.inputs, direct.outputs)
            assert list(imported.arrays) == ["0.weight", "0.bias"]
            np.testing.assert_array_equal(imported.arrays["0.weight"], direct.arrays["0.weight"])


def test_text_without_names() -> None:
    text = """
    // func.func @not_this()
    func.func public @main(%a: tensor<2x3xf32>, %b: tensor<f32> {other = "x, y)"})
        -> tensor<2x3xf32> attributes {some.thing} { return %a : tensor<2x3xf32> }
    """
    imported = import_model(text)
    assert [str(spec) for spec in imported.inputs] == [
        "input_0: float32[2, 3]",
        "input_1: float32[]",
    ]
    assert [str(spec) for spec in imported.outputs] == ["output: float32[2, 3]"]


def test_comments_are_no_text() -> None:
    text = """
    // func.func @main(%a: tensor<7xf32>) -> tensor<7xf32> is what it was
    func.func @main(%a: tensor<2xf32>, // (odd, "
        %b: tensor<3xf32> {patconv.input = "http://b"} // ) -> tensor<9xf32>
      ) -> tensor<2xf32> { return %a : tensor<2xf32> }
    """
    imported = import_model(text)
    assert imported.text == text
    assert [str(spec) for spec in imported.inputs] == [
        "input_0: float32[2]",
        "http://b: float32[3]",
    ]
    assert [spec.shape for spec in imported.outputs] == [(2,)]
