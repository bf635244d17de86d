"""Processors and features to compile for."""

import platform
from pathlib import Path

import patconv
import pytest
import torch
from patconv import _patconv, errors
from small_models import assert_close, small_network
from torch import nn

x86_only = pytest.mark.skipif(platform.machine() != "x86_64", reason="names x86 processors")
_INFO = Path("/proc/cpuinfo")
_FLAGS = _INFO.read_text().split() if _INFO.exists() else []


def needs(flag: str) -> pytest.MarkDecorator:
    """Whether the machine has the feature is asked of the system, not of what is tested."""
    return pytest.mark.skipif(flag not in _FLAGS, reason=f"the machine has no {flag}")


@pytest.fixture(scope="module")
def network() -> tuple[nn.Module, torch.Tensor]:
    return small_network()


@x86_only
@pytest.mark.parametrize(
    ("target", "lanes"),
    [
        ("host", None),
        ("x86-64", 4),
        pytest.param("x86-64-v2", 4, marks=needs("sse4_2")),
        pytest.param("x86-64-v3", 8, marks=needs("avx2")),
    ],
)
def test_targets(network: tuple[nn.Module, torch.Tensor], target: str, lanes: int | None) -> None:
    model, x = network
    compiled = patconv.compile(model, x, target=target)
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
        ("x86-64,+xop,+avx512fp16,+amx-int8", "without .*(amx-int8|avx512fp16|xop)"),
    ],
)
def test_wrong_feature(network: tuple[nn.Module, torch.Tensor], target: str, message: str) -> None:
    with pytest.raises(errors.UnsupportedTargetError, match=message):
        patconv.compile(*network, target=target)


@x86_only
@needs("avx512bw")
def test_lanes_of_implied_features() -> None:
    """LLVM's list of this processor has AVX-512 only as what others imply."""
    target = _patconv.Target.resolve("x86-64-v4")
    assert (target.lanes, target.vector_registers) == (16, 32)


@x86_only
@needs("avx2")
@pytest.mark.parametrize(
    ("target", "lanes"), [("host,-avx512f", 8), ("x86-64-v3,-avx2", 4), ("x86-64,+avx2,+fma", 8)]
)
def test_features(network: tuple[nn.Module, torch.Tensor], target: str, lanes: int) -> None:
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


@x86_only
@pytest.mark.parametrize(("target", "lanes"), [("x86-64-v4", 16), ("x86-64-v3", 8), ("x86-64", 4)])
def test_ir_for_another_machine(
    network: tuple[nn.Module, torch.Tensor], target: str, lanes: int
) -> None:
    """No code is made, so that any machine will do."""
    options = patconv.CompileOptions(stop_after="schedule")
    text = patconv.compile(*network, target=target, options=options).ir("schedule")
    assert f"lanes = {lanes}," in text
