"""Random convolutions: what they are, and how they are drawn.

A `Case` is one convolution with all that surrounds it, small enough to read and to paste into a
test; its weights and inputs follow from its seed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import patconv
import torch
from hypothesis import strategies as st
from patconv import CompileOptions
from patconv.errors import UnsupportedTargetError
from torch import nn

#: The sum of the products' absolute values counts this much in the scale of an error. Only where
#: next to all of them cancel is it more than the largest result, whose rounding is then the
#: products' own.
_CANCELLED = 0.01

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "none": nn.Identity,
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "hardtanh": lambda: nn.Hardtanh(-0.37, 0.81),
    "leaky relu": lambda: nn.LeakyReLU(0.13),
    "hardswish": nn.Hardswish,
    "silu": nn.SiLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "elu": nn.ELU,
}

#: What reads the result: kernel, dilation, and whether it is pooled before. Where the result lies
#: in sub-images, these read beyond them.
FOLLOWERS: dict[str, tuple[int, int, bool]] = {
    "3x3": (3, 1, False),
    "dilated": (3, 2, False),
    "5x5": (5, 1, False),
    "pooled": (3, 1, True),
}


def _present(targets: Sequence[str]) -> tuple[str, ...]:
    """The targets whose code this machine can run."""
    present = []
    for target in targets:
        try:
            patconv.compile(nn.Identity().eval(), torch.zeros(1), target=target)
        except UnsupportedTargetError:
            continue
        present.append(target)
    return tuple(present)


class _Readable:
    """Its `repr` leaves out what has its default value."""

    def __repr__(self) -> str:
        assert is_dataclass(self)
        given = [
            f"{field.name}={value!r}"
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        ]
        return f"{type(self).__name__}({', '.join(given)})"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """What hypothesis prints."""
        printer.text(repr(self))


@dataclass(frozen=True, repr=False)
class Case(_Readable):
    """One convolution.

    Attributes:
        batch: images.
        channels: of the input.
        filters: channels of the output.
        groups: groups of channels.
        plane: rows and columns of the input.
        kernel: rows and columns of the kernel.
        stride: in y and x.
        dilation: in y and x.
        padding: in y and x, or ``same``.
        zero_pad: left, right, top and bottom of a `nn.ZeroPad2d` before the convolution.
        bias: whether there is one.
        activation: a key of `ACTIVATIONS`.
        residual: what is added before the activation: ``none``, another ``input`` of the
            model, or the convolution's ``own input``.
        then: a depthwise convolution after it, a key of `FOLLOWERS`, or ``none``.
        mask: a key of `MASKS`, which says where the weights are zero.
        negative_zeros: whether half of the zeros are negative.
        seed: of weights and inputs.
    """

    batch: int = 1
    channels: int = 1
    filters: int = 1
    groups: int = 1
    plane: tuple[int, int] = (1, 1)
    kernel: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    padding: tuple[int, int] | str = (0, 0)
    zero_pad: tuple[int, int, int, int] = (0, 0, 0, 0)
    bias: bool = False
    activation: str = "none"
    residual: str = "none"
    then: str = "none"
    mask: str = "dense"
    negative_zeros: bool = False
    seed: int = 0


@dataclass(frozen=True, repr=False)
class Compilation(_Readable):
    """How a module of cases is compiled: a target and some of `CompileOptions`."""

    target: str = "host"
    threads: int = 1
    reorder: bool = True
    layout: str = "auto"
    winograd: bool = True
    lre: bool = True
    fusion: bool = True
    max_patterns: int = 16

    def compile(self, module: nn.Module, inputs: Sequence[torch.Tensor]) -> patconv.CompiledModel:
        options = asdict(self)
        target = options.pop("target")
        return patconv.compile(module, inputs, target=target, options=CompileOptions(**options))


# --------------------------------------------------------------------------------------------------
# Weights
# --------------------------------------------------------------------------------------------------

_Mask = npt.NDArray[np.bool_]
_Generator = np.random.Generator


def _keep_patterns(case: Case, keep: _Mask, rng: _Generator) -> None:
    """A few patterns of as many entries as they like, and some kernels removed."""
    count, positions = rng.integers(1, 9), keep.shape[2]
    patterns = np.zeros((count, positions), bool)
    for pattern in patterns:
        pattern[rng.permutation(positions)[: rng.integers(1, positions + 1)]] = True
    keep[:] = patterns[rng.integers(count, size=keep.shape[:2])]
    _remove_kernels(case, keep, rng)


def _remove_kernels(_case: Case, keep: _Mask, rng: _Generator) -> None:
    keep &= (rng.random(keep.shape[:2]) > rng.uniform(0, 0.9))[..., None]


def _remove_filters(case: Case, keep: _Mask, rng: _Generator) -> None:
    _keep_patterns(case, keep, rng)
    keep[rng.random(case.filters) < 0.5] = False


def _remove_channels(case: Case, keep: _Mask, rng: _Generator) -> None:
    _keep_patterns(case, keep, rng)
    removed = (rng.random(case.channels) < 0.5).reshape(case.groups, -1)
    keep[np.repeat(removed, case.filters // case.groups, axis=0)] = False


def _keep_irregular(_case: Case, keep: _Mask, rng: _Generator) -> None:
    keep[:] = rng.random(keep.shape) < rng.uniform(0.1, 0.9)


def _keep_one(_case: Case, keep: _Mask, rng: _Generator) -> None:
    place = rng.integers(keep.size)
    keep[:] = False
    keep.flat[place] = True


def _keep_none(_case: Case, keep: _Mask, _rng: _Generator) -> None:
    keep[:] = False


#: Edit what is kept of each filter, channel and position, at first everything.
MASKS: dict[str, Callable[[Case, _Mask, _Generator], None]] = {
    "dense": lambda *_: None,
    "patterns": _keep_patterns,
    "irregular": _keep_irregular,
    "no kernels": _remove_kernels,
    "no filters": _remove_filters,
    "no channels": _remove_channels,
    "one entry": _keep_one,
    "all zero": _keep_none,
}


def _make_weights(case: Case, rng: _Generator) -> npt.NDArray[np.float32]:
    """Kaiming normal but for the zeros."""
    shape = case.filters, case.channels // case.groups, case.kernel[0] * case.kernel[1]
    keep = np.ones(shape, bool)
    MASKS[case.mask](case, keep, rng)
    weights = rng.normal(0, (2 / (shape[1] * shape[2])) ** 0.5, shape)
    weights[~keep] = 0
    if case.negative_zeros:
        weights[~keep & (rng.random(shape) < 0.5)] = -0.0
    return weights.reshape(*shape[:2], *case.kernel).astype(np.float32)


# --------------------------------------------------------------------------------------------------
# Modules
# --------------------------------------------------------------------------------------------------


class Convolution(nn.Module):
    """The module of a case, and the inputs that its seed gives."""

    inputs: tuple[torch.Tensor, ...]

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.residual = case.residual
        self.pad = nn.ZeroPad2d(case.zero_pad) if any(case.zero_pad) else nn.Identity()
        self.conv = nn.Conv2d(
            case.channels,
            case.filters,
            case.kernel,
            case.stride,
            case.padding,
            case.dilation,
            case.groups,
            case.bias,
        )
        self.activation = ACTIVATIONS[case.activation]()
        self.eval().requires_grad_(False)
        rng = np.random.default_rng(case.seed)
        self.conv.weight.copy_(torch.from_numpy(_make_weights(case, rng)))
        if self.conv.bias is not None:
            self.conv.bias.copy_(torch.from_numpy(rng.normal(0, 0.05, case.filters)))
        self.inputs = (_random(rng, (case.batch, case.channels, *case.plane)),)
        self._scale()
        self.then = _make_follower(case, rng)
        if case.residual == "input":
            shape = self.conv(self.pad(self.inputs[0])).shape
            self.inputs += (_random(rng, tuple(shape)),)

    def _scale(self) -> None:
        """Give the convolution's output unit variance, as far as it varies."""
        output = self.conv(self.pad(self.inputs[0]))
        deviation = float(output.std(correction=0))
        if deviation > 1e-3 * float(output.abs().max()):
            for parameter in self.conv.parameters():
                parameter.div_(deviation)

    def forward(self, x: torch.Tensor, residual: torch.Tensor | None = None) -> torch.Tensor:
        y = self.conv(self.pad(x))
        if self.residual == "own input":
            y = x + y
        elif residual is not None:
            y = y + residual
        result: torch.Tensor = self.then(self.activation(y))
        return result

    def reference(self) -> tuple[torch.Tensor, float]:
        """The result in double precision, and the scale of its errors."""
        exact = copy.deepcopy(self).double()
        inputs = [value.double() for value in self.inputs]
        result = exact(*inputs)
        exact.activation = nn.Identity()
        for parameter in exact.parameters():
            parameter.abs_()
        products = exact(*(value.abs() for value in inputs))
        return result, max(float(result.abs().max()), _CANCELLED * float(products.max()))


def _make_follower(case: Case, rng: _Generator) -> nn.Module:
    if case.then == "none":
        return nn.Identity()
    kernel, dilation, pooled = FOLLOWERS[case.then]
    conv = nn.Conv2d(
        case.filters,
        case.filters,
        kernel,
        padding="same",
        dilation=dilation,
        groups=case.filters,
        bias=False,
    ).requires_grad_(False)
    conv.weight.copy_(_random(rng, tuple(conv.weight.shape)) / kernel)
    pool = nn.MaxPool2d(2, ceil_mode=True) if pooled else nn.Identity()
    return nn.Sequential(pool, conv)


def _random(rng: _Generator, shape: tuple[int, ...]) -> torch.Tensor:
    return torch.from_numpy(rng.standard_normal(shape, np.float32))


class ConvolutionModule(nn.Module):
    """Convolutions that share nothing."""

    def __init__(self, convolutions: Sequence[Convolution]) -> None:
        super().__init__()
        self.convolutions = nn.ModuleList(convolutions)
        self.counts = [len(convolution.inputs) for convolution in convolutions]
        self.eval()

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        outputs, begin = [], 0
        for convolution, count in zip(self.convolutions, self.counts, strict=True):
            outputs.append(convolution(*inputs[begin : begin + count]))
            begin += count
        return tuple(outputs)


# --------------------------------------------------------------------------------------------------
# Random cases
# --------------------------------------------------------------------------------------------------

TARGETS = _present(("host", "x86-64-v3", "x86-64"))
#: Mostly few channels; sometimes more than a channel block holds.
_CHANNELS = st.one_of(st.integers(1, 8), st.integers(1, 8), st.integers(2, 24), st.integers(17, 72))
#: Rows or columns of kernels: the compilation's time grows with the positions.
_KERNELS = st.one_of(st.integers(1, 3), st.integers(1, 3), st.integers(1, 7))
#: Rows or columns of images, many of them just beside a multiple of a vector's length.
_SIZES = st.one_of(st.integers(1, 9), st.sampled_from((15, 16, 17, 31, 32, 33)), st.integers(1, 40))
#: Where many channels of these are read, they are cut into blocks.
_LARGE_SIZES = st.integers(24, 40)
#: As networks have them: lanes divide some and leave others.
_NETWORK_SIZES = st.sampled_from((7, 14, 16, 28))
#: With strides, lanes keep what they own where sub-images divide the plane.
_DIVIDED_SIZES = st.sampled_from((32, 32, 64))
#: Of channels and filters, where little work decides for minimal filtering with strides.
_STRIDED_CHANNELS = st.integers(24, 40)
#: Multiply-adds of a case at most, so that the largest do not take most of the time.
_MAX_WORK = 2e7
#: Patterns of more positions make much code, less of it for small images.
_LARGE_KERNEL = 12
#: Cases of a module at most. Fewer cost more time each, more cost more time to make small.
_MODULE_CASES = 10


def _pairs(values: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[int, int]]:
    """Twice the same value, or any two."""
    return st.one_of(values.map(lambda value: (value, value)), st.tuples(values, values))


def _often(value: Any, *others: Any) -> st.SearchStrategy[Any]:
    """`value` in two of three cases; where a case is made simple, that."""
    return st.sampled_from((*[value] * (2 * len(others)), *others))


@st.composite
def _groups(draw: st.DrawFn, same: bool, one: bool = False) -> tuple[int, int, int]:
    """Channels, filters, groups; as many filters as channels if `same`, in one group if `one`."""
    kind = "one" if one else draw(st.sampled_from(("one", "one", "several", "depthwise")))
    if kind == "one":
        channels = draw(_CHANNELS)
        return channels, channels if same else draw(_CHANNELS), 1
    if kind == "several":
        groups, channels = draw(st.integers(2, 4)), draw(st.integers(1, 18))
        return groups * channels, groups * (channels if same else draw(st.integers(1, 18))), groups
    channels = draw(_CHANNELS.filter(lambda channels: channels > 1))
    return channels, channels * (1 if same else draw(_often(1, 2, 3))), channels


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any convolution."""
    residual = draw(_often("none", "input", "own input"))
    same = residual == "own input"
    # What minimal filtering may compute would be rare among all others, as would 1x1 kernels of
    # which four filters go together.
    drawn = draw(st.sampled_from((*["any"] * 8, *["filtered"] * 3, "points")))
    filtered, points = drawn == "filtered", drawn == "points"
    stride = dilation = kernel = (1, 1)
    if points:
        filters, groups = 4 * draw(st.integers(2, 16)), 1
        channels = filters if same else draw(st.integers(64, 256))
    elif filtered:
        if not same:
            stride = draw(st.sampled_from(((1, 1), (2, 2), (2, 2), (2, 1), (1, 2))))
        if stride == (1, 1):
            channels, filters, groups = draw(_groups(same, one=True))
        else:
            channels, filters, groups = draw(_STRIDED_CHANNELS), draw(_STRIDED_CHANNELS), 1
        rows = (3, 5) if stride[0] == 1 else (4, 5, 5, 6, 7)
        kernel = draw(st.sampled_from(rows)), draw(st.sampled_from((1, 3, 5, 5)))
    else:
        channels, filters, groups = draw(_groups(same))
        kernel = draw(_pairs(_KERNELS))
        if not same:
            stride = draw(_often((1, 1), (2, 2), (3, 3), (1, 2), (3, 1), (2, 3)))
        dilation = draw(_often((1, 1), (2, 2), (2, 1), (1, 2)))
    kind = (
        "same"
        if same or filtered or points
        else draw(st.sampled_from(("none", "equal", "any", "same", "four sides")))
    )
    padding, zero_pad = (0, 0), (0, 0, 0, 0)
    if kind == "same":
        padding = tuple(d * (k - 1) // 2 for d, k in zip(dilation, kernel, strict=True))
    elif kind == "equal":
        padding = (draw(st.integers(1, 3)),) * 2
    elif kind != "none":
        padding = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
    if kind == "four sides":
        zero_pad = draw(st.tuples(*[st.integers(0, 3)] * 4))
    margins = (sum(zero_pad[2:]) + 2 * padding[0], sum(zero_pad[:2]) + 2 * padding[1])
    least = [
        max(1, d * (k - 1) + 1 - margin)
        for d, k, margin in zip(dilation, kernel, margins, strict=True)
    ]
    batch = draw(_often(1, 2, 3))
    if points:
        sizes = _NETWORK_SIZES
    elif filtered and stride != (1, 1):
        sizes = _DIVIDED_SIZES
    else:
        sizes = _LARGE_SIZES if channels > 32 and draw(st.booleans()) else _SIZES
    plane = max(least[0], draw(sizes)), max(least[1], draw(sizes))
    mask = "dense"
    if drawn == "any":
        mask = draw(st.sampled_from(("dense", "patterns", "patterns", *list(MASKS)[1:])))
    positions = kernel[0] * kernel[1]
    work = batch * filters * channels // groups * positions * plane[0] * plane[1]
    if work > _MAX_WORK * stride[0] * stride[1]:
        plane = max(least[0], plane[0] // 4), max(least[1], plane[1] // 2)
    if positions > _LARGE_KERNEL and mask != "dense" and draw(_often(True, False)):
        plane = max(least[0], plane[0] // 4), max(least[1], plane[1] // 3)
    return Case(
        batch=batch,
        channels=channels,
        filters=filters,
        groups=groups,
        plane=plane,
        kernel=kernel,
        stride=stride,
        dilation=dilation,
        padding="same" if kind == "same" and stride == (1, 1) else padding,
        zero_pad=zero_pad,
        bias=draw(st.booleans()),
        activation=draw(_often("none", *list(ACTIVATIONS)[1:])),
        residual=residual,
        # Each is one more layer to compile.
        then=draw(st.sampled_from((*["none"] * 8 * len(FOLLOWERS), *FOLLOWERS))),
        mask=mask,
        negative_zeros=draw(_often(False, True)),
        seed=draw(st.integers(0, 2**32 - 1)),
    )


@st.composite
def modules(draw: st.DrawFn) -> list[Case]:
    """Cases to compile together; each may be absent, so that a search can leave it out."""
    return [
        draw(cases())
        for _ in range(_MODULE_CASES)
        if draw(st.sampled_from((False, *[True] * (_MODULE_CASES - 1))))
    ]


def compilations() -> st.SearchStrategy[Compilation]:
    """Any target of this machine and any options."""
    return st.builds(
        Compilation,
        target=_often(*TARGETS) if len(TARGETS) > 1 else st.just("host"),
        threads=st.integers(1, 2),
        reorder=_often(True, False),
        layout=_often("lane_tiled", "auto", "plain"),
        winograd=_often(True, False),
        lre=_often(True, False),
        fusion=_often(True, False),
        max_patterns=_often(16, 1, 3, 512),
    )
