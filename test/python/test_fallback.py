"""`fallback="torch"`: operations that cannot be compiled run in PyTorch between compiled parts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import patconv
import pytest
import torch
from patconv import CompiledModel, CompileOptions
from patconv.compiling import fallback
from patconv.compiling.partitioned import PartitionedModel
from patconv.errors import (
    CompileError,
    ImportContractError,
    PatConvError,
    PatConvWarning,
    UnsupportedOperationError,
)
from small_models import assert_close, small_network
from torch import nn
from torch.utils import _pytree as pytree

OPTIONS = CompileOptions(fallback="torch")
IMAGE = torch.randn(2, 3, 9, 9, generator=torch.Generator().manual_seed(1))


def bessel(x: torch.Tensor) -> torch.Tensor:
    """What the compiler is not likely to learn."""
    return torch.special.bessel_j0(x)


class Network(nn.Module):
    """Two convolutions, and a function before, between and after them."""

    def __init__(self, *functions: Callable[[torch.Tensor], Any]) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 6, 3)
        self.second = nn.Conv2d(6, 4, 3)
        self.functions = functions

    def forward(self, x: torch.Tensor) -> Any:
        before, between, after = self.functions
        return after(self.second(between(torch.relu(self.first(before(x))))))


def same(x: torch.Tensor) -> torch.Tensor:
    return x


def network(*functions: Callable[[torch.Tensor], Any]) -> nn.Module:
    torch.manual_seed(2)
    return Network(*functions).eval().requires_grad_(False)


def compiled(model: nn.Module, *inputs: torch.Tensor, **options: Any) -> CompiledModel:
    return patconv.compile(model, inputs, options=CompileOptions(fallback="torch", **options))


def expect_equal(result: CompiledModel, model: nn.Module, *inputs: torch.Tensor) -> None:
    """PyTorch's values for tensors and for arrays."""
    expected = pytree.tree_leaves(model(*inputs))
    for call in (inputs, tuple(value.numpy() for value in inputs)):
        outputs = result(*call)
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        assert {type(value) for value in outputs} == {type(call[0])}
        assert [spec.shape for spec in result.output_specs] == [value.shape for value in outputs]
        for value, wanted in zip(map(torch.as_tensor, outputs), expected, strict=True):
            assert value.dtype == wanted.dtype
            assert_close(value, wanted) if wanted.is_floating_point() else None
            assert wanted.is_floating_point() or torch.equal(value, wanted)


def kinds(model: CompiledModel) -> str:
    """c for a compiled part, t for one in PyTorch."""
    assert isinstance(model, PartitionedModel)
    return "".join("c" if isinstance(step.run, CompiledModel) else "t" for step in model._steps)


@pytest.mark.parametrize(
    ("functions", "expected"),
    [
        ((bessel, same, same), "tc"),
        ((same, bessel, same), "ctc"),
        ((same, same, bessel), "ct"),
        ((bessel, bessel, bessel), "tctct"),
        ((same, same, lambda x: (x, x.argmax(1))), "ct"),
        ((same, same, lambda x: torch.topk(x, 2)), "ct"),
        # A mask is no float32: what makes it and what reads it stay together.
        ((same, lambda x: torch.where(bessel(x) > 0, x, 2 * x), same), "ctc"),
        ((same, lambda x: bessel(x.mean(1, keepdim=True)) * x, same), "ctc"),
    ],
    ids=["start", "middle", "end", "everywhere", "argmax", "topk", "mask", "skip"],
)
def test_parts(functions: tuple[Callable[[torch.Tensor], Any], ...], expected: str) -> None:
    model = network(*functions)
    result = compiled(model, IMAGE)
    expect_equal(result, model, IMAGE)
    assert kinds(result) == expected
    report = result.report()
    assert [layer.name for layer in report.layers] == ["first", "second"]
    assert report.parts == len(expected)
    assert {part.part for part in report.torch_parts} == {
        number for number, kind in enumerate(expected, 1) if kind == "t"
    }


def test_report_says_what_runs_in_torch_and_why() -> None:
    report = compiled(network(same, bessel, same), IMAGE).report()
    (part,) = report.torch_parts
    assert (part.part, part.why) == (2, "it cannot be compiled")
    (operation,) = part.operations
    assert operation.startswith("aten.special_bessel_j0.default (")
    assert "test_fallback.py:" in operation
    assert "return after(self.second(between(" in operation
    text = str(report)
    assert "in PyTorch, part 2 of 3: it cannot be compiled\n    aten.special_bessel_j0" in text
    assert max(map(len, text.splitlines())) <= 80
    assert '"torch_parts"' in report.to_json()


def test_reasons() -> None:
    """Of operations that could be compiled, but not usefully there."""

    def function(x: torch.Tensor) -> torch.Tensor:
        return bessel(torch.relu(bessel(x)))

    report = compiled(network(same, function, same), IMAGE).report()
    whys = {part.why: part.operations for part in report.torch_parts}
    assert set(whys) == {
        "it cannot be compiled",
        "no convolution or matrix product beside it",
    }
    assert "aten.relu.default" in whys["no convolution or matrix product beside it"][0]


class Siamese(nn.Module):
    """Two inputs, one tower, two outputs and one that is an input."""

    def __init__(self) -> None:
        super().__init__()
        self.tower = nn.Conv2d(3, 4, 3)
        self.head = nn.Linear(4, 2)

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> dict[str, torch.Tensor]:
        a, b = self.tower(x), self.tower(y)
        distance = bessel(a - b).mean((2, 3))
        return {"same": self.head(distance), "first": a, "input": x}


def test_two_inputs_and_several_outputs() -> None:
    torch.manual_seed(3)
    model = Siamese().eval().requires_grad_(False)
    inputs = IMAGE, IMAGE.flip(0)
    result = compiled(model, *inputs)
    expect_equal(result, model, *inputs)
    assert kinds(result) == "ctc"
    # The caller's arrays stay the caller's.
    result(*inputs)[2].zero_()
    assert IMAGE.abs().sum() > 0


def test_everything_supported_is_one_compiled_model(tmp_path: Path) -> None:
    model, x = small_network()
    result = patconv.compile(model, (x,), options=OPTIONS)
    assert type(result) is CompiledModel
    assert result.report() == patconv.compile(model, (x,)).report()
    assert result.report().parts == 1
    result.save(tmp_path / "net.patconv")
    with torch.no_grad():
        next(model.parameters()).add_(1)
    with pytest.raises(PatConvError, match=r"but got '0\.weight' edited since"):
        result(x)


def test_nothing_supported() -> None:
    class Nothing(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return bessel(x) + 1

    with pytest.raises(UnsupportedOperationError) as caught:
        compiled(Nothing().eval(), IMAGE)
    first, *lines = str(caught.value).splitlines()
    assert first == (
        "expected a convolution or a matrix product that can be compiled, but got none; run the "
        "model in PyTorch:"
    )
    assert [line.split()[0] for line in lines] == [
        "aten.special_bessel_j0.default",
        "aten.add.Tensor",
    ]
    assert caught.value.operations == tuple(line.strip() for line in lines)


def test_error_is_the_default() -> None:
    with pytest.raises(UnsupportedOperationError, match="but got 1 without") as caught:
        patconv.compile(network(same, bessel, same), (IMAGE,))
    assert len(caught.value.operations) == 1


class Embedding(nn.Module):
    """An input and a buffer of integers."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(5, 3)
        self.head = nn.Linear(3, 3)
        self.register_buffer("order", torch.tensor([2, 0, 1]))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        return self.head(self.table(tokens))[:, self.order]


def test_other_types() -> None:
    torch.manual_seed(4)
    model = Embedding().eval().requires_grad_(False)
    tokens = torch.tensor([3, 1, 4])
    result = compiled(model, tokens)
    expect_equal(result, model, tokens)
    assert kinds(result) == "tct"
    assert [spec.dtype for spec in result.input_specs] == ["int64"]
    with pytest.raises(TypeError, match="to be int64, but got float32"):
        result(tokens.float())
    read_only = tokens.numpy().copy()
    read_only.flags.writeable = False
    assert np.allclose(result(read_only), model(tokens).numpy(), atol=1e-6)


def test_interface(tmp_path: Path) -> None:
    model = network(same, bessel, same)
    folder = tmp_path / "dump"
    result = compiled(model, IMAGE, expose_layers=True, dump_ir=folder)
    with pytest.raises(PatConvError, match=r"compiled as a whole, but got 1 part\(s\) in PyTorch"):
        result.save(tmp_path / "net.patconv")
    with pytest.raises(PatConvError, match="as a whole"):
        result.object_code()
    assert not (tmp_path / "net.patconv").exists()
    layers = result.layer_outputs(IMAGE)
    assert layers.keys() == {"first", "second"}
    assert_close(layers["second"], model(IMAGE))
    profile = result.profile(IMAGE, runs=2)
    assert {"first", "part 2 in PyTorch", "second"} <= profile.by_name().keys()
    assert all(layer.seconds > 0 for layer in profile.layers if layer.macs)
    assert result.report(profile).layers[0].measured_seconds > 0
    assert result.ir("raise").count("patconv.conv_2d") == 2
    assert sorted(path.name for path in folder.iterdir()) == ["part-1", "part-3"]
    with pytest.raises(ValueError, match="expected the number of inputs to be 1"):
        result(IMAGE, IMAGE)
    with pytest.raises(ValueError, match="shapes are fixed at compile time"):
        result(IMAGE[:1])


def test_edited_weights() -> None:
    for name in ("first.weight", "scale"):
        model = network(same, bessel, same)
        model.scale = nn.Parameter(torch.ones(4, 1, 1), requires_grad=False)
        model.functions = (same, bessel, lambda x, scale=model.scale: bessel(x) * scale)
        expected = model(IMAGE)
        refusing = compiled(model, IMAGE)
        keeping = compiled(model, IMAGE, copy_weights=True)
        with torch.no_grad():
            model.get_parameter(name).mul_(2)
        with pytest.raises(PatConvError, match="edited since"):
            refusing(IMAGE)
        # Those of parts in PyTorch are copied, too.
        assert_close(keeping(IMAGE), expected)


def test_gradients_are_not_recorded() -> None:
    result = compiled(network(same, bessel, bessel).requires_grad_(True), IMAGE)
    assert not result(IMAGE.clone().requires_grad_(True)).requires_grad


def test_what_the_compiler_refuses_later_runs_in_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second part, where the first has compiled; strict compilation says so."""
    model = network(same, bessel, same)
    original = fallback.import_graph
    counts: list[int] = []

    def fail_last(graph: Any) -> Any:
        counts.append(1)
        # The first attempt is the whole.
        if len(counts) % 3 == 0:
            raise CompileError("expected phase 'pack' to succeed, but got: a fault")
        return original(graph)

    monkeypatch.setattr(fallback, "import_graph", fail_last)
    with pytest.warns(PatConvWarning, match="part 3 runs in PyTorch, as it does not compile: exp"):
        result = compiled(model, IMAGE)
    expect_equal(result, model, IMAGE)
    assert kinds(result) == "ctt"
    assert result.report().torch_parts[1].why == (
        "the compiler failed: expected phase 'pack' to succeed, but got: a fault"
    )
    with pytest.raises(CompileError, match="a fault"):
        compiled(model, IMAGE, strict=True)


class Strided(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return bessel(x.as_strided((2, 2), (1, 2)))


def test_refusals() -> None:
    with pytest.raises(ImportContractError, match="as_strided"):
        compiled(Strided().eval(), IMAGE)
    with pytest.raises(ImportContractError, match="in evaluation mode"):
        compiled(network(same, bessel, same).train(), IMAGE)
    with pytest.raises(ImportContractError, match="weights to be absent"):
        patconv.compile(Strided().eval(), (IMAGE,), options=OPTIONS, weights={})
    with pytest.raises(ValueError, match="expected fallback to be one of error, torch, but got 1"):
        CompileOptions(fallback=1)  # type: ignore[arg-type]


def test_text_is_not_split() -> None:
    text = "func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> { return %y : tensor<4xf32> }"
    with pytest.raises(CompileError) as caught:
        patconv.compile(text, options=OPTIONS)
    assert caught.value.reproducer is not None
    shutil.rmtree(caught.value.reproducer)


def test_exported_program_and_control_flow(tmp_path: Path) -> None:
    def choose(x: torch.Tensor) -> torch.Tensor:
        return torch.cond(x.sum() > 0, lambda v: v + 1, lambda v: v - 1, (x,))

    model = network(same, choose, same)
    torch.export.save(torch.export.export(model, (IMAGE,)), tmp_path / "net.pt2")
    result = patconv.compile(tmp_path / "net.pt2", options=OPTIONS)
    expect_equal(result, model, IMAGE)
    assert kinds(result) == "ctc"
