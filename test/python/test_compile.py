"""From models to functions: results, reports, phases, dumps and options."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import patconv
import pytest
import torch
from patconv import CompileOptions, PruneConfig, _patconv, errors
from patconv.models import initialise_
from small_models import LINEAR, assert_close, small_network
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
PHASES = ["import", "raise", "reorder", "layout", "schedule", "pack", "bufferize", "lower"]


@pytest.fixture(scope="module")
def network() -> tuple[nn.Module, torch.Tensor]:
    return small_network()


@pytest.mark.parametrize(
    "options",
    [
        CompileOptions(),
        CompileOptions(threads=2),
        CompileOptions(reorder=False),
        CompileOptions(lre=False),
        CompileOptions(fusion=False),
        CompileOptions(max_patterns=2),
    ],
    ids=str,
)
def test_result_equals_eager(
    network: tuple[nn.Module, torch.Tensor], options: CompileOptions
) -> None:
    model, x = network
    assert_close(patconv.compile(model, (x,), options=options)(x), model(x))


def test_the_same_code_every_time(network: tuple[nn.Module, torch.Tensor]) -> None:
    """Threads lower the layers side by side."""
    model, x = network
    options = CompileOptions(threads=2)
    codes = {patconv.compile(model, (x,), options=options).object_code() for _ in range(4)}
    assert len(codes) == 1


@pytest.fixture(scope="module")
def deep_network() -> tuple[nn.Module, torch.Tensor]:
    """With code for several objects: no two layers are alike."""
    widths = [8, 16, 24, 32, 40, 48]
    layers = [
        layer
        for inputs, outputs in itertools.pairwise(widths)
        for layer in (nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU())
    ]
    model = initialise_(nn.Sequential(*layers).eval().requires_grad_(False), seed=3)
    patconv.project_(model, PruneConfig())
    return model, torch.randn(1, widths[0], 19, 23)


@pytest.mark.parametrize("threads", [1, 2])
def test_code_in_several_objects(
    deep_network: tuple[nn.Module, torch.Tensor], threads: int, tmp_path: Path
) -> None:
    """One thread generates the same code as several."""
    model, x = deep_network
    options = CompileOptions(threads=threads)
    compiled = patconv.compile(model, (x,), options=options)
    assert compiled.object_code().count(b"\x7fELF") > 2
    assert_close(compiled(x), model(x))
    compiled.save(tmp_path / "net.patconv")
    assert torch.equal(patconv.load(tmp_path / "net.patconv")(x), compiled(x))
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(processors)})
    try:
        alone = patconv.compile(model, (x,), options=options)
    finally:
        os.sched_setaffinity(0, processors)
    assert alone.object_code() == compiled.object_code()


def test_report(network: tuple[nn.Module, torch.Tensor]) -> None:
    model, x = network
    report = patconv.compile(model, (x,), options=CompileOptions(layout="plain")).report()
    paths = {layer.name: layer.path for layer in report.layers}
    assert paths == {
        "0": "pattern",
        "2": "pattern",
        "5": "depthwise",
        "7": "1x1",
        "9": "upstream",
    }
    second = report.layers[1]
    weights = model[2].weight
    assert second.weights == tuple(weights.shape)
    assert second.kernels == 24 * 16
    assert second.kept_kernels == int((weights != 0).any(dim=(2, 3)).sum())
    assert sum(second.patterns.values()) == second.kept_kernels
    assert second.dense_macs == 24 * 16 * 9 * 14 * 14
    assert second.macs == 4 * second.kept_kernels * 14 * 14
    assert second.dense_bytes == 24 * 16 * 9 * 4
    assert 16 * second.kept_kernels < second.bytes < second.dense_bytes
    assert second.schedule.startswith("#patconv.schedule<")
    assert second.predicted_cycles > 0
    assert {layer.layout for layer in report.layers} == {"plain"}
    assert {layer.schedule_source for layer in report.layers} <= {"cost model", ""}
    assert second.schedule_source == "cost model"
    assert "4 of 9 positions" in second.why
    assert all(layer.why for layer in report.layers)
    assert json.loads(report.to_json())["layers"][1]["name"] == "2"
    assert max(map(len, str(report).splitlines())) <= 80


def test_given_schedule_is_kept_and_named(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model, x = nn.Conv2d(3, 8, 3).eval(), torch.randn(1, 3, 9, 9)
    patconv.compile(model, (x,), options=CompileOptions(dump_ir=tmp_path))
    (dump,) = tmp_path.glob("*-reorder.mlir")
    schedule = (
        "#patconv.schedule<lanes = 16, tile = 3x1, remainder = 1x0, channel_block = 2, "
        "threads = 1, split = none>"
    )
    text = dump.read_text()
    assert text.count("patterns = #patconv") == 1
    dump.write_text(
        text.replace("patterns = #patconv", f"schedule = {schedule}, patterns = #patconv")
    )
    compiled = patconv.compile(dump, weights=tmp_path / "weights.safetensors")
    (layer,) = compiled.report().layers
    assert layer.schedule == schedule
    assert layer.schedule_source == "given"
    with torch.no_grad():
        torch.testing.assert_close(compiled(x), model(x), rtol=1e-5, atol=1e-5)


def test_dense_layer_says_why() -> None:
    torch.manual_seed(0)
    model, x = nn.Conv2d(3, 8, 3).eval(), torch.randn(1, 3, 9, 9)
    (layer,) = patconv.compile(model, (x,)).report().layers
    assert (layer.path, layer.why) == ("dense", "no zeros inside kernels")
    assert layer.macs == layer.dense_macs


SCALED_TABLE = """
func.func @main(%t: tensor<2x8xf32> {patconv.parameter = "table"},
    %x: tensor<2x8xf32> {patconv.input = "x"}) -> (tensor<2x8xf32> {patconv.output = "y"}) {
  %half = arith.constant 0.5 : f32
  %e = tensor.empty() : tensor<2x8xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>,
      affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> ()>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %t, %half : tensor<2x8xf32>, tensor<2x8xf32>, f32) outs(%e : tensor<2x8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32, %out: f32):
    %0 = arith.mulf %b, %c : f32
    %1 = arith.addf %a, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<2x8xf32>
  return %y : tensor<2x8xf32>
}
"""


def test_element_wise_operations_are_no_layers() -> None:
    """Even over a constant of two dimensions, and beside a scalar."""
    table = np.arange(16, dtype=np.float32).reshape(2, 8)
    compiled = patconv.compile(SCALED_TABLE, weights={"table": table})
    assert np.array_equal(compiled(table), table + table / 2)
    assert compiled.report().layers == ()


def test_phases() -> None:
    assert _patconv.phases() == PHASES


def test_resume_from_every_dump(network: tuple[nn.Module, torch.Tensor], tmp_path: Path) -> None:
    model, x = network
    compiled = patconv.compile(model, (x,), options=CompileOptions(dump_ir=tmp_path))
    names = [f"{number:02d}-{phase}.mlir" for number, phase in enumerate(PHASES)]
    assert sorted(path.name for path in tmp_path.glob("*.mlir")) == names
    assert all((tmp_path / name).stat().st_size < 1_000_000 for name in names)
    assert "patconv.conv_2d" in compiled.ir("raise")
    expected = compiled(x)
    for name in names:
        resumed = patconv.compile(tmp_path / name, weights=tmp_path / "weights.safetensors")
        assert torch.equal(resumed(x), expected), name
        assert resumed.report() == compiled.report(), name
        assert resumed.input_specs == compiled.input_specs


def test_dump_does_not_change_the_code(
    network: tuple[nn.Module, torch.Tensor], tmp_path: Path
) -> None:
    model, x = network
    plain = patconv.compile(model, (x,))
    dumped = patconv.compile(model, (x,), options=CompileOptions(dump_ir=tmp_path))
    assert plain.object_code() == dumped.object_code()


@pytest.mark.parametrize("phase", PHASES)
def test_stop_after(network: tuple[nn.Module, torch.Tensor], phase: str) -> None:
    model, x = network
    stopped = patconv.compile(model, (x,), options=CompileOptions(stop_after=phase))
    assert f'patconv.phase = "{phase}"' in stopped.ir(phase)
    assert len(stopped.report().layers) == (0 if phase == "import" else 5)
    with pytest.raises(errors.PatConvError, match=f"stopped after '{phase}'"):
        stopped(x)
    with pytest.raises(errors.PatConvError, match="expected the IR of phase 'other' to be kept"):
        stopped.ir("other")


def test_stop_before_the_dump(network: tuple[nn.Module, torch.Tensor], tmp_path: Path) -> None:
    patconv.compile(*network, options=CompileOptions(dump_ir=tmp_path, stop_after="schedule"))
    with pytest.raises(errors.CompileError, match="expected stop_after to be 'schedule' or later"):
        patconv.compile(
            tmp_path / "04-schedule.mlir",
            weights=tmp_path / "weights.safetensors",
            options=CompileOptions(stop_after="raise"),
        )


def test_dump_without_weights(network: tuple[nn.Module, torch.Tensor], tmp_path: Path) -> None:
    patconv.compile(*network, options=CompileOptions(dump_ir=tmp_path, stop_after="raise"))
    with pytest.raises(errors.CompileError, match="weight") as caught:
        patconv.compile(tmp_path / "01-raise.mlir")
    assert caught.value.diagnostics
    assert caught.value.reproducer is not None
    shutil.rmtree(caught.value.reproducer)


def test_mlir_text() -> None:
    weights = np.arange(32, dtype=np.float32).reshape(8, 4)
    compiled = patconv.compile(LINEAR, weights={"fc.weight": weights})
    x = np.array([[1, 2, 3, 4]], np.float32)
    assert np.array_equal(compiled(x), x @ weights.T)
    assert [str(spec) for spec in compiled.output_specs] == ["y: float32[1, 8]"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"threads": 0},
        {"threads": 1.5},
        {"threads": 1025},
        {"threads": "2"},
        {"max_patterns": True},
        {"max_patterns": 0},
        {"max_patterns": 513},
        {"stop_after": "end"},
    ],
)
def test_invalid_options(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"expected {next(iter(arguments))} to be"):
        CompileOptions(**arguments)  # type: ignore[arg-type]


def test_integers_of_numpy_are_options() -> None:
    options = CompileOptions(threads=np.int64(2), max_patterns=np.uint8(4))  # type: ignore[arg-type]
    assert (options.threads, options.max_patterns) == (2, 4)
    assert type(options.threads) is type(options.max_patterns) is int


def test_stubs_are_up_to_date(tmp_path: Path) -> None:
    command = ["-m", "nanobind.stubgen", "-q", "-r", "-m", "patconv._patconv", "-O"]
    subprocess.run([sys.executable, *command, str(tmp_path)], check=True)
    committed, made = (
        {path.name: path.read_text() for path in (folder / "_patconv").iterdir()}
        for folder in (ROOT / "python/patconv", tmp_path)
    )
    assert made == committed, f"run: python {' '.join(command)} python/patconv"


def test_strict() -> None:
    """Weights whose masks differ too much to gain by patterns go dense, and say so."""
    torch.manual_seed(0)
    model = nn.Conv2d(16, 16, 3).eval().requires_grad_(False)
    model.weight *= torch.rand_like(model.weight) < 0.95
    x = torch.randn(1, 16, 8, 8)
    compiled = patconv.compile(model, (x,))
    assert_close(compiled(x), model(x))
    (layer,) = compiled.report().layers
    assert layer.path == "dense"
    assert "takes the full pattern" in layer.why
    with pytest.raises(errors.CompileError, match="strict=True") as caught:
        patconv.compile(model, (x,), options=CompileOptions(strict=True))
    assert "takes the full pattern" in caught.value.diagnostics[0]


def test_strict_holds_for_a_dump(tmp_path: Path) -> None:
    options = CompileOptions(dump_ir=tmp_path, stop_after="raise")
    conv = nn.Conv1d(4, 4, 3).eval()
    patconv.compile(conv, torch.zeros(1, 4, 8), options=options)
    with pytest.raises(errors.CompileError, match="strict=True") as caught:
        patconv.compile(
            tmp_path / "01-raise.mlir",
            weights=tmp_path / "weights.safetensors",
            options=CompileOptions(strict=True),
        )
    assert "weight (upstream): stays in linalg" in caught.value.diagnostics[0]


class ReluAndItself(nn.Module):
    """The activation cannot join its convolution, whose own result is read too."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.fc = nn.Linear(4 * 6 * 6, 5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.conv(x)
        return self.fc(torch.flatten(y + torch.relu(y), 1))


def test_strict_is_about_convolutions() -> None:
    torch.manual_seed(0)
    model = ReluAndItself().eval().requires_grad_(False)
    x = torch.randn(1, 3, 8, 8)
    patconv.project_(model, patconv.PruneConfig(pattern_set=("x..|.x.|..x",)))
    compiled = patconv.compile(model, (x,), options=CompileOptions(strict=True))
    assert_close(compiled(x), model(x))
    assert [layer.path for layer in compiled.report().layers] == ["pattern", "upstream"]
    assert not any(layer.refused for layer in compiled.report().layers)


def test_dump_takes_no_example_inputs(
    network: tuple[nn.Module, torch.Tensor], tmp_path: Path
) -> None:
    model, x = network
    patconv.compile(model, x, options=CompileOptions(dump_ir=tmp_path, stop_after="import"))
    dump = tmp_path / "00-import.mlir"
    for source in (dump, dump.read_text()):
        with pytest.raises(errors.ImportContractError, match="example_inputs to be absent"):
            patconv.compile(source, x, weights=tmp_path / "weights.safetensors")


@pytest.mark.parametrize("folder", ["file/dump", "/proc"])
def test_dump_folder_is_tried_first(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("patconv.compiling.compiler.import_model", None)
    with pytest.raises(errors.PatConvError, match="to be writable for dump_ir, but got"):
        patconv.compile(LINEAR, options=CompileOptions(dump_ir=tmp_path / folder))


@pytest.mark.parametrize("name", ["01-raise.mlir", "weights.safetensors"])
def test_dump_that_cannot_be_written(
    name: str, network: tuple[nn.Module, torch.Tensor], tmp_path: Path
) -> None:
    """A folder in the place of a file."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "entry").touch()
    with pytest.raises(errors.PatConvError, match=f"{name}' to be writable for dump_ir") as caught:
        patconv.compile(*network, options=CompileOptions(dump_ir=tmp_path, stop_after="raise"))
    assert "phase" not in str(caught.value)


def test_bytecode_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.mlir").write_bytes(b"ML\xefR\x00")
    with pytest.raises(errors.ImportContractError, match="to be MLIR text, but got bytes"):
        patconv.compile(tmp_path / "m.mlir")
