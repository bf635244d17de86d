"""What the import makes of operations that torch-mlir lowers badly, against PyTorch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import patconv
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from patconv import CompileOptions
from patconv.importing.torch_graph import StatelessGraph, export_module, lower_to_graph
from small_models import assert_close
from torch import fx, nn
from torch.nn import functional as F

Function = Callable[..., Any]


class Wrapped(nn.Module):
    """A function as a model."""

    def __init__(self, function: Function) -> None:
        super().__init__()
        self.function = function

    def forward(self, *inputs: torch.Tensor) -> Any:
        return self.function(*inputs)


def decompose(
    module: nn.Module, x: torch.Tensor, *, any_types: bool = False
) -> tuple[StatelessGraph, list[torch.Tensor]]:
    """The graph that goes to torch-mlir, and what it computes."""
    stateless = lower_to_graph(export_module(module.eval(), (x,)), any_types=any_types)
    graph = stateless.graph
    arguments = [
        stateless.parameters[node.name].tensor if node.name in stateless.parameters else x
        for node in graph.find_nodes(op="placeholder")
    ]
    with torch.no_grad():
        results = fx.Interpreter(fx.GraphModule(graph.owning_module or {}, graph)).run(*arguments)
    return stateless, list(results)


def targets(stateless: StatelessGraph) -> set[str]:
    return {
        str(node.target).removeprefix("aten.").partition(".")[0]
        for node in stateless.graph.nodes
        if node.op == "call_function"
    }


def check(x: torch.Tensor, *functions: Function) -> set[str]:
    """Compare, see that every value is float32, and return the names of the operations."""
    stateless, results = decompose(Wrapped(lambda x: tuple(f(x) for f in functions)), x)
    for result, function in zip(results, functions, strict=True):
        assert_close(result, function(x))
    for node in stateless.graph.nodes:
        value = node.meta.get("val")
        assert not isinstance(value, torch.Tensor) or value.dtype == torch.float32, node.name
    return targets(stateless)


shapes = st.tuples(st.integers(1, 3), st.integers(2, 7), st.integers(3, 9), st.integers(3, 11))


def image(shape: tuple[int, ...]) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(7)) * 2


def test_elementwise() -> None:
    left = check(
        image((2, 3, 5, 7)),
        lambda x: x**3 + x**2 - x**5 + x**16,
        lambda x: (x.abs() + 1) ** -3,
        lambda x: x.abs() ** 0.5 + (x.abs() + 1) ** -0.5,
        lambda x: 1 / (x.abs() + 1),
        F.rrelu,
        lambda x: F.gelu(x, approximate="tanh"),
    )
    assert not {"gelu", "pow", "reciprocal", "rrelu_with_noise_functional"} & left


def test_powers_that_stay() -> None:
    assert "pow" in check(image((2, 3)).abs() + 0.5, lambda x: x**2.5 + x**17)


@settings(max_examples=4, deadline=None)
@given(shape=shapes, dims=st.sampled_from([(1,), (2, 3), (1, 2, 3), (0,)]))
def test_normalisations(shape: tuple[int, ...], dims: tuple[int, ...]) -> None:
    check(
        image(shape) + 3,
        lambda x: x.var(dims, correction=0) + x.std(dims, correction=0),
        lambda x: torch.var_mean(x, dims, correction=0, keepdim=True)[1],
        lambda x: F.layer_norm(x, x.shape[1:]),
        lambda x: F.group_norm(x, 1),
        F.instance_norm,
        lambda x: F.rms_norm(x, x.shape[-1:]),
    )


def test_attention() -> None:
    left = check(
        image((2, 3, 5, 4)),
        lambda x: F.scaled_dot_product_attention(x, x, x),
        lambda x: F.scaled_dot_product_attention(x, x, x, is_causal=True),
    )
    assert "where" not in left


def test_a_row_without_any_place_is_zero() -> None:
    x = image((1, 1, 4, 4))

    def attend(x: torch.Tensor) -> torch.Tensor:
        mask = torch.zeros(4, 4).index_fill(0, torch.tensor([2]), float("-inf"))
        return F.scaled_dot_product_attention(x, x, x, attn_mask=mask)

    assert not attend(x)[0, 0, 2].any()
    check(x, attend)


@settings(max_examples=4, deadline=None)
@given(
    shape=shapes,
    kernel=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    dilation=st.integers(1, 2),
    padding=st.integers(1, 2),
    stride=st.tuples(st.integers(1, 3), st.integers(1, 2)),
)
def test_unfold_and_fold(
    shape: tuple[int, ...],
    kernel: tuple[int, int],
    dilation: int,
    padding: int,
    stride: tuple[int, int],
) -> None:
    def unfold(x: torch.Tensor) -> torch.Tensor:
        return F.unfold(x, kernel, dilation, padding, stride)

    def fold(x: torch.Tensor) -> torch.Tensor:
        return F.fold(unfold(x), x.shape[2:], kernel, dilation, padding, stride)

    check(image(shape), unfold, fold)


@settings(max_examples=4, deadline=None)
@given(
    shape=shapes,
    shifts=st.tuples(st.integers(-9, 9), st.integers(-9, 9)),
    size=st.tuples(st.integers(1, 5), st.integers(1, 5)),
)
def test_moves_and_pools(
    shape: tuple[int, ...], shifts: tuple[int, int], size: tuple[int, int]
) -> None:
    check(
        image(shape),
        lambda x: x.roll(shifts, (2, 3)),
        lambda x: x.roll(shifts[0]),
        lambda x: F.pad(x, (1, 2, 3, 0), mode="circular"),
        lambda x: F.pad(x, (2, -1, -1, 1), mode="circular"),
        lambda x: x.cumsum(2) + x.cumsum(-1) + x.cumsum(0),
        lambda x: F.adaptive_avg_pool2d(x, size),
        lambda x: F.adaptive_max_pool2d(x, size),
    )


def test_places_of_an_adaptive_maximum() -> None:
    x = image((2, 3, 7, 5))
    for size in ((3, 2), (7, 5)):
        _, result = decompose(
            Wrapped(lambda x, size=size: F.adaptive_max_pool2d(x, size, return_indices=True)[1]),
            x,
            any_types=True,
        )
        assert torch.equal(result[0], F.adaptive_max_pool2d(x, size, return_indices=True)[1])


def resample(mode: str, size: Any = None, **how: Any) -> Function:
    return lambda x: F.interpolate(x, size, mode=mode, **how)


@settings(max_examples=4, deadline=None)
@given(
    shape=shapes,
    size=st.tuples(st.integers(1, 15), st.integers(1, 15)),
    factors=st.tuples(st.sampled_from([0.5, 1.3, 2.0, 3.0]), st.sampled_from([1.0, 2.0, 2.5])),
)
def test_resampling(
    shape: tuple[int, ...], size: tuple[int, int], factors: tuple[float, float]
) -> None:
    # PyTorch's own antialiasing is wrong where an image becomes one pixel wide.
    wide = (size[0] + 1, size[1] + 1)
    left = check(
        image(shape),
        resample("nearest-exact", size),
        resample("area", size),
        *(
            resample(mode, wide if antialias else size, align_corners=align, antialias=antialias)
            for mode, align, antialias in (
                ("bilinear", True, False),
                ("bilinear", False, True),
                ("bicubic", True, True),
                ("bicubic", False, False),
            )
        ),
        *(
            resample(mode, scale_factor=factors, recompute_scale_factor=recompute)
            for mode, recompute in (
                ("bilinear", True),
                ("bicubic", False),
                ("nearest-exact", False),
            )
        ),
    )
    assert not any("upsample" in name or "index" in name for name in left)


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact"])
def test_nearest_by_whole_factors(mode: str) -> None:
    """A copy, whose pixels are exactly PyTorch's."""
    x = image((2, 3, 5, 7))
    functions = [
        *(resample(mode, scale_factor=(float(times), 17.0 - times)) for times in range(1, 17)),
        resample(mode, (10, 21)),
        resample(mode, scale_factor=2, recompute_scale_factor=True),
    ]
    stateless, results = decompose(Wrapped(lambda x: tuple(f(x) for f in functions)), x)
    for result, function in zip(results, functions, strict=True):
        assert torch.equal(result, function(x))
    assert not {name for name in targets(stateless) if "upsample" in name or "conv" in name}
    check(image((2, 3, 7)), resample(mode, scale_factor=3))
    check(image((1, 2, 3, 5, 4)), resample(mode, (6, 15, 4)))


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact"])
def test_nearest_by_other_factors(mode: str) -> None:
    """Also where the sizes alone would say 2, and where PyTorch's rounding makes a difference."""
    x = image((1, 2, 3, 4))
    functions = [
        resample(mode, (5, 8)),
        resample(mode, scale_factor=(2.2, 2.0)),
        resample(mode, (2, 2)),
        resample(mode, (123, 4)),
        resample(mode, scale_factor=(1, 47)),
        resample(mode, (8, 11)),
    ]
    stateless, results = decompose(Wrapped(lambda x: tuple(f(x) for f in functions)), x)
    for result, function in zip(results, functions, strict=True):
        assert torch.equal(result, function(x))
    assert not any("upsample" in name for name in targets(stateless))


def test_resampling_other_ranks() -> None:
    check(image((2, 3, 7)), resample("linear", scale_factor=2.0), resample("nearest-exact", 5))
    check(image((1, 2, 3, 5, 4)), resample("trilinear", (5, 4, 7), align_corners=True))


def test_resampling_is_sparse() -> None:
    """Interpolation is two layers whose kernels are mostly removed, named after the module."""
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Upsample(scale_factor=2, mode="bilinear"))
    x = image((1, 3, 18, 18))
    compiled = patconv.compile(model.eval().requires_grad_(False), x)
    assert_close(compiled(x), model(x))
    layers = {layer.name: layer for layer in compiled.report().layers}
    names = [name for name in layers if name.startswith("1.")]
    assert len(names) == 2
    # Two weights an output, one at the borders.
    assert all(layers[name].macs <= 2 / 16 * layers[name].dense_macs for name in names)


class ScaledWeights(nn.Conv2d):
    """Weight standardisation (arXiv 1903.10520)."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        centred = self.weight - self.weight.mean((1, 2, 3), keepdim=True)
        scale = centred.std((1, 2, 3), keepdim=True) + 1e-5
        return F.conv2d(x, centred / scale, self.bias, padding=self.padding)


def test_computed_weights() -> None:
    """Weights that parametrisations compute are constants with the layer's name."""
    norm = nn.utils.parametrizations
    model = nn.Sequential(
        norm.weight_norm(nn.Conv2d(3, 5, 3)),
        norm.spectral_norm(nn.Conv2d(5, 4, 3)),
        ScaledWeights(4, 6, 3),
    )
    model.eval().requires_grad_(False)
    x = image((1, 3, 9, 9))
    compiled = patconv.compile(model, x)
    assert_close(compiled(x), model(x))
    assert [layer.name for layer in compiled.report().layers] == ["0", "1", "2"]


def test_plain_weights_are_not_copied() -> None:
    model = nn.Sequential(nn.Conv2d(3, 5, 3), nn.Flatten(), nn.Linear(20, 2))
    stateless, _ = decompose(model, image((1, 3, 4, 4)))
    state = model.state_dict()
    for parameter in stateless.parameters.values():
        assert parameter.tensor.data_ptr() == state[parameter.name].data_ptr()


class RelativePositions(nn.Module):
    """Swin's bias: a table, read through a buffer of integers; and rolled channels."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.randn(15, 3, generator=torch.Generator().manual_seed(1)))
        self.register_buffer("places", torch.arange(16).flip(0) % 15)
        self.register_buffer("order", torch.tensor([2, 0, 1]))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x[:, self.order] + self.table[self.places].view(4, 4, 3).permute(2, 0, 1)


def test_tables() -> None:
    model, x = RelativePositions().eval().requires_grad_(False), image((2, 3, 4, 4))
    stateless, (result,) = decompose(model, x)
    assert_close(result, model(x))
    # The order of channels is all that is left to read by.
    assert "index" in targets(stateless)
    assert len(stateless.parameters) == 1
    assert_close(patconv.compile(model, x)(x), model(x))


def test_compiled() -> None:
    """What is left after decomposition compiles."""

    def forward(x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        positions = torch.linspace(0, 1, x.shape[-1])
        return (
            x.roll((1, -2), (2, 3)) + positions,
            F.pad(x, (2, 1, 1, 3), mode="reflect"),
            F.pad(x, (2, 1, 1, 3), mode="replicate"),
            F.adaptive_max_pool2d(x, 3),
            F.fold(F.unfold(x, 3, stride=2), x.shape[2:], 3, stride=2),
            x.cumsum(1).softmax(1),
        )

    x = image((2, 3, 7, 9))
    compiled = patconv.compile(Wrapped(forward).eval(), x, options=CompileOptions(threads=2))
    for got, expected in zip(compiled(x), forward(x), strict=True):
        assert_close(got, expected)


class FoldedTwice(nn.Module):
    """A computed constant of which a view leads to another one."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(4, 3, 1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        factors = torch.exp(self.weight.mean((1, 2, 3)))
        return F.conv2d(x, self.weight * factors.view(4, 1, 1, 1)) * factors.view(1, 4, 1, 1)


def test_constants_of_constants() -> None:
    model = FoldedTwice().eval().requires_grad_(False)
    x = image((1, 3, 9, 9))
    assert_close(patconv.compile(model, x)(x), model(x))
