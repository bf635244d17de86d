"""What a compiled model takes, what it returns, and that it may run from several threads."""

import re
import sys
import threading
import time

import numpy as np
import patconv
import pytest
import torch
from patconv import CompileOptions, errors
from patconv.compiling import CompiledModel
from torch import nn


class TwoInputs(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(2, 5, 3, padding=1)

    def forward(self, a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        y = self.conv(a)
        return y, torch.relu(y + b)


@pytest.fixture(scope="module")
def conv() -> tuple[nn.Module, CompiledModel]:
    torch.manual_seed(1)
    model = nn.Sequential(nn.Conv2d(3, 7, 3, padding=1), nn.ReLU()).eval().requires_grad_(False)
    return model, patconv.compile(model, torch.zeros(2, 3, 8, 9))


def example(seed: int = 0) -> torch.Tensor:
    return torch.randn(2, 3, 8, 9, generator=torch.Generator().manual_seed(seed))


def test_torch_in_torch_out(conv: tuple[nn.Module, CompiledModel]) -> None:
    model, compiled = conv
    x = example()
    y = compiled(x)
    assert isinstance(y, torch.Tensor)
    assert torch.allclose(y, model(x), atol=1e-5)


def test_numpy_in_numpy_out(conv: tuple[nn.Module, CompiledModel]) -> None:
    model, compiled = conv
    x = example()
    y = compiled(x.numpy())
    assert isinstance(y, np.ndarray)
    assert np.allclose(y, model(x).numpy(), atol=1e-5)


def test_result_is_new(conv: tuple[nn.Module, CompiledModel]) -> None:
    _, compiled = conv
    first = compiled(example(0))
    kept = first.clone()
    compiled(example(1))
    assert torch.equal(first, kept)


def test_other_memory_formats(conv: tuple[nn.Module, CompiledModel]) -> None:
    _, compiled = conv
    x = example()
    expected = compiled(x)
    assert torch.equal(compiled(x.to(memory_format=torch.channels_last)), expected)
    assert torch.equal(compiled(torch.cat([x, x])[::2][[0, 1]] * 0 + x), expected)
    assert torch.equal(compiled(x.clone().requires_grad_()), expected)
    transposed = np.asfortranarray(x.numpy())
    assert np.array_equal(compiled(transposed), expected.numpy())
    shifted = np.zeros(x.numel() * 4 + 1, np.uint8)[1:].view(np.float32).reshape(x.shape)
    shifted[:] = x.numpy()
    assert not shifted.flags.aligned
    assert np.array_equal(compiled(shifted), expected.numpy())
    readonly = x.numpy().copy()
    readonly.flags.writeable = False
    assert np.array_equal(compiled(readonly), expected.numpy())


def test_negated_view(conv: tuple[nn.Module, CompiledModel]) -> None:
    """Its memory holds the opposite numbers."""
    _, compiled = conv
    x = example()
    assert torch.equal(compiled(torch._neg_view(-x)), compiled(x))


def test_default_device(conv: tuple[nn.Module, CompiledModel]) -> None:
    _, compiled = conv
    x = example()
    expected = compiled(x)
    with torch.device("meta"):
        assert torch.equal(compiled(x), expected)


def test_contiguous_input_is_not_copied(
    conv: tuple[nn.Module, CompiledModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    from patconv.compiling import model as module

    seen: list[list[int]] = []
    prepare = module._Arrays.prepare

    def record(*arguments: object) -> object:
        arrays = prepare(*arguments)  # type: ignore[arg-type]
        seen.append(arrays.inputs)
        return arrays

    monkeypatch.setattr(module._Arrays, "prepare", record)
    x = example()
    conv[1](x)
    conv[1](x.numpy())
    assert seen == [[x.data_ptr()]] * 2


def test_address_of() -> None:
    from patconv import _patconv

    array = np.zeros((4, 6), np.float32)
    array.setflags(write=False)
    assert _patconv.address_of(array) == array.ctypes.data
    assert _patconv.address_of(array[2:]) == array.ctypes.data + 48
    with pytest.raises(ValueError, match="contiguous"):
        _patconv.address_of(array[:, ::2])
    with pytest.raises(TypeError, match="bytes-like"):
        _patconv.address_of(4)


@pytest.mark.parametrize(
    ("inputs", "kind", "message"),
    [
        ((), ValueError, "expected the number of inputs to be 1 .*, but got 0"),
        ((example(), example()), ValueError, "but got 2"),
        ((example()[:1],), ValueError, r"to have shape \[2, 3, 8, 9\], but got \[1, 3, 8, 9\]"),
        ((example().double(),), TypeError, "to be float32, but got float64"),
        ((example().numpy().astype(np.float16),), TypeError, "to be float32, but got float16"),
        (([1.0],), TypeError, "to be a numpy array or a torch tensor, but got list"),
        ((torch.empty(2, 3, 8, 9, device="meta"),), ValueError, "to be on the CPU, but got meta"),
        ((example().to_sparse(),), TypeError, r"layout sparse_coo; convert it with \.to_dense"),
        ((example().to_mkldnn(),), TypeError, r"layout _mkldnn; convert it with \.to_dense"),
    ],
    ids=["none", "two", "shape", "double", "half", "list", "device", "sparse", "mkldnn"],
)
def test_wrong_inputs(
    conv: tuple[nn.Module, CompiledModel],
    inputs: tuple[object, ...],
    kind: type[Exception],
    message: str,
) -> None:
    with pytest.raises(kind, match=message):
        conv[1](*inputs)


def test_several_inputs_and_outputs() -> None:
    torch.manual_seed(2)
    model = TwoInputs().eval().requires_grad_(False)
    a, b = torch.randn(1, 2, 6, 7), torch.randn(1, 5, 6, 7)
    compiled = patconv.compile(model, (a, b))
    assert [spec.shape for spec in compiled.input_specs] == [(1, 2, 6, 7), (1, 5, 6, 7)]
    outputs = compiled(a, b)
    assert isinstance(outputs, tuple)
    for got, expected in zip(outputs, model(a, b), strict=True):
        assert torch.allclose(got, expected, atol=1e-5)
    with pytest.raises(TypeError, match="numpy and torch mixed"):
        compiled(a, b.numpy())


def test_layer_outputs(conv: tuple[nn.Module, CompiledModel]) -> None:
    torch.manual_seed(4)
    model = nn.Sequential(nn.Conv2d(3, 6, 3), nn.ReLU(), nn.Conv2d(6, 4, 1), nn.Flatten())
    model.eval().requires_grad_(False)
    x = torch.randn(1, 3, 9, 9)
    compiled = patconv.compile(model, (x,), options=CompileOptions(expose_layers=True))
    layers = compiled.layer_outputs(x)
    assert list(layers) == ["0", "2"]
    assert torch.allclose(layers["0"], model[:2](x), atol=1e-5)
    assert torch.allclose(layers["2"], model[:3](x), atol=1e-5)
    assert torch.allclose(compiled(x), model(x), atol=1e-5)
    with pytest.raises(errors.PatConvError, match="expose_layers=True"):
        conv[1].layer_outputs(x)


def test_profile(conv: tuple[nn.Module, CompiledModel]) -> None:
    _, compiled = conv
    profile = compiled.profile(example(), runs=3)
    assert profile.runs == 3
    (layer,) = [layer for layer in profile.layers if layer.name == "0"]
    assert layer.macs == compiled.report().layers[0].macs
    assert 0 < layer.seconds <= profile.seconds < 10
    assert layer.gflops > 0
    assert "GFLOP/s" in str(profile)
    (predicted,), (measured,) = compiled.report().layers, compiled.report(profile).layers
    assert predicted.measured_seconds == predicted.gflops == 0
    assert (measured.measured_seconds, measured.gflops) == (layer.seconds, layer.gflops)
    text = str(compiled.report(profile))
    assert re.search(r"predicted \d+ kcycles; measured \d+\.\d+ ms, \d+\.\d GFLOP/s", text)
    assert "measured" not in str(compiled.report())
    with pytest.raises(ValueError, match="expected runs to be positive, but got 0"):
        compiled.profile(example(), runs=0)


def test_object_code(conv: tuple[nn.Module, CompiledModel]) -> None:
    code = conv[1].object_code()
    assert code.startswith(b"!<arch>\n")
    assert code.count(b"\x7fELF") == 1
    assert b"patconv_run" in code


@pytest.mark.parametrize("threads", [1, 2])
def test_calls_from_several_threads(threads: int) -> None:
    torch.manual_seed(5)
    # Long enough for calls to meet.
    model = nn.Sequential(nn.Conv2d(8, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 8, 3))
    inputs = [torch.randn(1, 8, 64, 64) for _ in range(4)]
    compiled = patconv.compile(model.eval(), inputs[0], options=CompileOptions(threads=threads))
    expected = [compiled(x) for x in inputs]
    wrong: list[int] = []

    def call(place: int) -> None:
        for _ in range(100):
            if not torch.equal(compiled(inputs[place]), expected[place]):
                wrong.append(place)

    workers = [threading.Thread(target=call, args=(place,)) for place in range(len(inputs))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not wrong


def test_the_interpreter_runs_on_during_a_call() -> None:
    """A call that held the interpreter's lock would stop this thread's clock for its length."""
    torch.manual_seed(6)
    x = torch.randn(4, 64, 256, 256)
    compiled = patconv.compile(nn.Conv2d(64, 64, 3, padding=1).eval(), x)
    compiled(x)
    began, ended = threading.Event(), threading.Event()
    took: list[float] = []

    def call() -> None:
        began.set()
        start = time.perf_counter()
        compiled(x)
        took.append(time.perf_counter() - start)
        ended.set()

    worker = threading.Thread(target=call)
    times = []
    worker.start()
    began.wait()
    while not ended.is_set():
        times.append(time.perf_counter())
    worker.join()
    assert times[-1] - times[0] > 0.5 * took[0]
    assert np.diff(times).max() < 0.5 * took[0]


def test_arrays_are_released() -> None:
    """Parameters are copied into the weights image, so that compiled code keeps no array."""
    weights = np.random.default_rng(0).standard_normal((8, 3, 3, 3)).astype(np.float32)
    before = sys.getrefcount(weights)
    text = """
    func.func @main(%w: tensor<8x3x3x3xf32> {patconv.parameter = "c.weight"},
        %x: tensor<1x3x6x6xf32>) -> tensor<1x8x4x4xf32> {
      %zero = arith.constant 0.0 : f32
      %e = tensor.empty() : tensor<1x8x4x4xf32>
      %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x4x4xf32>) -> tensor<1x8x4x4xf32>
      %y = linalg.conv_2d_nchw_fchw
          ins(%x, %w : tensor<1x3x6x6xf32>, tensor<8x3x3x3xf32>)
          outs(%f : tensor<1x8x4x4xf32>) -> tensor<1x8x4x4xf32>
      return %y : tensor<1x8x4x4xf32>
    }
    """
    x = np.ones((1, 3, 6, 6), np.float32)
    compiled = patconv.compile(text, weights={"c.weight": weights})
    expected = weights.sum(axis=(1, 2, 3))
    assert sys.getrefcount(weights) == before
    del weights
    assert np.allclose(compiled(x)[0, :, 0, 0], expected, atol=1e-4)
