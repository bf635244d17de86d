"""From models to functions: phases, dumps, options, targets and what a failure leaves."""

import json
import platform
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import patconv
import pytest
import torch
from patconv import CompileOptions, _patconv, errors
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
PHASES = ["import", "raise", "reorder", "schedule", "pack", "bufferize", "lower"]
x86_only = pytest.mark.skipif(platform.machine() != "x86_64", reason="names x86 processors")

LINEAR = """
func.func @main(%w: tensor<8x4xf32> {patconv.parameter = "fc.weight"},
    %x: tensor<1x4xf32> {patconv.input = "x"}) -> (tensor<1x8xf32> {patconv.output = "y"}) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %t = linalg.transpose ins(%w : tensor<8x4xf32>) outs(%e : tensor<4x8xf32>) permutation = [1, 0]
  %i = tensor.empty() : tensor<1x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<1x8xf32>) -> tensor<1x8xf32>
  %y = linalg.matmul ins(%x, %t : tensor<1x4xf32>, tensor<4x8xf32>)
      outs(%f : tensor<1x8xf32>) -> tensor<1x8xf32>
  return %y : tensor<1x8xf32>
}
"""


def small_network() -> tuple[nn.Module, torch.Tensor]:
    """A pruned network with a pattern, a 1x1, a depthwise and a fully connected layer."""
    torch.manual_seed(3)
    model = nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 24, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(24, 24, 3, padding=1, groups=24),
        nn.ReLU(),
        nn.Conv2d(24, 32, 1),
        nn.Flatten(),
        nn.Linear(32 * 49, 40),
    ).eval()
    patconv.project_(model, patconv.PruneConfig(entries=4, patterns=8, connectivity=3.6))
    return model.requires_grad_(False), torch.randn(1, 3, 14, 14)


@pytest.fixture(scope="module")
def network() -> tuple[nn.Module, torch.Tensor]:
    return small_network()


def assert_close(got: torch.Tensor, expected: torch.Tensor) -> None:
    assert got.shape == expected.shape
    assert (got - expected).abs().max() <= 1e-5 * expected.abs().max()


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


@x86_only
@pytest.mark.parametrize(("target", "lanes"), [("x86-64-v2", 4), ("x86-64-v3", 8), ("host", None)])
def test_targets(network: tuple[nn.Module, torch.Tensor], target: str, lanes: int | None) -> None:
    model, x = network
    try:
        compiled = patconv.compile(model, x, target=target)
    except errors.UnsupportedTargetError as error:
        pytest.skip(str(error))
    assert_close(compiled(x), model(x))
    if lanes is not None:
        schedules = [layer.schedule for layer in compiled.report().layers if layer.schedule]
        assert schedules
        assert all(f"lanes = {lanes}," in schedule for schedule in schedules)


def test_unknown_target(network: tuple[nn.Module, torch.Tensor]) -> None:
    with pytest.raises(errors.UnsupportedTargetError, match=r"expected target .* but got 'z80'"):
        patconv.compile(*network, target="z80")


@x86_only
@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("host,avx512f", "to start with '\\+' or '-', but got 'avx512f'; write it like"),
        ("x86-64,+avx9000", "to be ones that LLVM detects, but got 'avx9000'"),
        ("x86-64-v3,", "to start with '\\+' or '-', but got ''"),
        ("x86-64,+xop,+avx512fp16,+amx-int8", "without (amx-int8|avx512fp16|xop)"),
    ],
)
def test_wrong_feature(network: tuple[nn.Module, torch.Tensor], target: str, message: str) -> None:
    with pytest.raises(errors.UnsupportedTargetError, match=message):
        patconv.compile(*network, target=target)


@x86_only
def test_lanes_of_implied_features() -> None:
    """LLVM's list of this processor has AVX-512 only as what others imply."""
    try:
        target = _patconv.Target.resolve("x86-64-v4")
    except _patconv.Failure as error:
        pytest.skip(str(error))
    assert (target.lanes, target.vector_registers) == (16, 32)


@x86_only
@pytest.mark.parametrize(
    ("target", "lanes"), [("host,-avx512f", 8), ("x86-64-v3,-avx2", 4), ("x86-64,+avx2,+fma", 8)]
)
def test_features(network: tuple[nn.Module, torch.Tensor], target: str, lanes: int) -> None:
    if "avx2" not in Path("/proc/cpuinfo").read_text().split():
        pytest.skip("expected a machine with AVX2")
    compiled = patconv.compile(*network, target=target)
    schedules = [layer.schedule for layer in compiled.report().layers if layer.schedule]
    assert schedules
    assert all(f"lanes = {lanes}," in schedule for schedule in schedules)
    model, x = network
    expected = model(x)
    assert float((compiled(x) - expected).detach().abs().max() / expected.abs().max()) <= 1e-4


@x86_only
def test_target_beyond_this_machine() -> None:
    """Of these two, no machine has every feature: XOP and AVX-512 exclude each other."""
    refused = []
    for name in ("bdver4", "sapphirerapids"):
        try:
            _patconv.Target.resolve(name)
        except _patconv.Failure as error:
            refused.append(str(error))
    assert refused
    assert all("expected this machine to have every feature of target" in text for text in refused)


def test_report(network: tuple[nn.Module, torch.Tensor]) -> None:
    model, x = network
    report = patconv.compile(model, (x,)).report()
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
            tmp_path / "03-schedule.mlir",
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


def test_invalid_module_has_diagnostics_and_reproducer() -> None:
    weights = {"fc.weight": np.zeros((8, 4), np.float32)}
    with pytest.raises(errors.CompileError) as caught:
        patconv.compile(LINEAR.replace("ins(%x, %t", "ins(%x, %nothing"), weights=weights)
    assert "undeclared SSA value" in caught.value.diagnostics[0]
    folder = caught.value.reproducer
    assert folder is not None
    assert "%nothing" in (folder / "module.mlir").read_text()
    assert (folder / "weights.safetensors").exists()
    shutil.rmtree(folder)


def test_reproducer_fails_as_the_compilation_did() -> None:
    """An operation that the contract of the import does not allow."""
    text = LINEAR.replace(
        "  return %y", "  %h = tensor.cast %y : tensor<1x8xf32> to tensor<?x8xf32>\n  return %y"
    )
    weights = {"fc.weight": np.zeros((8, 4), np.float32)}
    with pytest.raises(errors.CompileError, match="expected phase 'import'") as caught:
        patconv.compile(text, weights=weights)
    folder, command = caught.value.reproducer, caught.value.command
    assert folder is not None
    assert command is not None
    assert str(folder) in str(caught.value)
    assert command in str(caught.value).splitlines()
    assert (folder / "command.txt").read_text().splitlines()[0] == command
    done = subprocess.run(command, shell=True, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "expected phase 'import' to succeed" in done.stderr
    assert failure(done.stderr) == failure(str(caught.value))
    shutil.rmtree(folder)


def failure(text: str) -> str:
    """What the diagnostic says, without its place."""
    (line,) = (line for line in text.splitlines() if ": error: " in line)
    return line.partition(": error: ")[2]


def test_reproducer_of_a_later_phase_fails_as_the_compilation_did() -> None:
    """A schedule by hand that the code generator does not take; options are those given."""
    torch.manual_seed(0)
    model = nn.Conv2d(4, 4, 3).eval().requires_grad_(False)
    options = CompileOptions(stop_after="schedule", threads=2, reorder=False)
    text = patconv.compile(model, (torch.zeros(1, 4, 8, 8),), options=options).ir("schedule")
    text, count = re.subn(r"tile = \d+x\d+", "tile = 31x31", text)
    assert count
    weights = {
        "weight": model.weight.numpy(),
        "bias": model.bias.numpy(),  # type: ignore[union-attr]
    }
    options = CompileOptions(threads=2, reorder=False)
    with pytest.raises(errors.CompileError) as caught:
        patconv.compile(text, weights=weights, options=options, target="x86-64-v3")
    folder, command = caught.value.reproducer, caught.value.command
    assert folder is not None
    assert command is not None
    assert {"--no-reorder", "x86-64-v3"} <= set(shlex.split(command))
    done = subprocess.run(command, shell=True, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert failure(done.stderr) == failure(str(caught.value))
    shutil.rmtree(folder)


def test_tool_reproduces_the_pass(tmp_path: Path) -> None:
    """The second command of a reproducer, for those who have the tool."""
    tool = ROOT / "build/bin/patconv-opt"
    if not tool.exists():
        pytest.skip(f"the command needs {tool}")
    text = LINEAR.replace(
        "  return %y", "  %h = tensor.cast %y : tensor<1x8xf32> to tensor<?x8xf32>\n  return %y"
    )
    with pytest.raises(errors.CompileError) as caught:
        patconv.compile(text, weights={"fc.weight": np.zeros((8, 4), np.float32)})
    folder = caught.value.reproducer
    assert folder is not None
    last = (folder / "command.txt").read_text().splitlines()[-1]
    name, *arguments = shlex.split(last.removeprefix("# "))
    assert name == "patconv-opt"
    done = subprocess.run([tool, *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode != 0
    assert failure(str(caught.value)) in done.stderr
    shutil.rmtree(folder)


def test_no_reproducer() -> None:
    text = LINEAR.replace("ins(%x, %t", "ins(%x, %nothing")
    weights = {"fc.weight": np.zeros((8, 4), np.float32)}
    with pytest.raises(errors.CompileError) as caught:
        patconv.compile(text, weights=weights, options=CompileOptions(reproducer=False))
    assert caught.value.reproducer is None
    assert caught.value.command is None


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


def test_failed_emission_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Program(_patconv.Program):
        def emit(self, target: _patconv.Target, threads: int) -> _patconv.CompiledProgram:
            raise _patconv.Failure("no memory")

    monkeypatch.setattr(_patconv, "Program", Program)
    weights = {"fc.weight": np.zeros((8, 4), np.float32)}
    with pytest.raises(
        errors.CompileError, match="the emission of code to succeed, but got: no memory"
    ) as caught:
        patconv.compile(LINEAR, weights=weights)
    assert caught.value.reproducer is not None
    shutil.rmtree(caught.value.reproducer)
