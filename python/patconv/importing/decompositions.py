"""Operations written as others that lower to float32 element-wise code, sums and slices.

torch-mlir lowers the operations here through float64, Boolean or integer tensors, which are
scalar loops, or not at all. Each function has the arguments of its operation;
`NotImplemented` leaves the operation to torch-mlir.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from .resampling import NEAREST

__all__ = ["decompositions"]

_ATEN = torch.ops.aten
#: A result, or `NotImplemented`, which leaves the operation alone.
_Replaced = Any
#: Powers up to here are products; the longest takes six multiplications.
_LARGEST_POWER = 16


def decompositions() -> dict[Any, Callable[..., Any]]:
    """The functions by the operation that each of them replaces."""
    return {
        _ATEN._adaptive_avg_pool2d.default: _adaptive_average,
        _ATEN._pad_circular.default: _pad_circular,
        _ATEN._safe_softmax.default: _safe_softmax,
        _ATEN.adaptive_max_pool2d.default: _adaptive_maximum,
        _ATEN.col2im.default: _col2im,
        _ATEN.convolution.default: _convolution,
        _ATEN.cumsum.default: _cumsum,
        _ATEN.gelu.default: _gelu,
        _ATEN.im2col.default: _im2col,
        _ATEN.linear.default: _linear,
        _ATEN.pow.Tensor_Scalar: _pow,
        _ATEN.reciprocal.default: _reciprocal,
        _ATEN.roll.default: _roll,
        _ATEN.rrelu_with_noise_functional.default: _rrelu,
        _ATEN.var.correction: _var,
        _ATEN.var_mean.correction: _var_mean,
        **dict.fromkeys(NEAREST, _nearest),
    }


def _adaptive_average(x: torch.Tensor, size: Sequence[int]) -> _Replaced:
    """Windows of one size; others stay for `rewrite_resampling`."""
    if any(extent % part for extent, part in zip(x.shape[-2:], size, strict=True)):
        return NotImplemented
    windows = [extent // part for extent, part in zip(x.shape[-2:], size, strict=True)]
    return F.avg_pool2d(x, windows)


def _nearest(
    x: torch.Tensor, size: Sequence[int] | None, factors: Sequence[float] | None = None
) -> _Replaced:
    """Each pixel as often as a whole factor says: a copy. Others stay for `rewrite_resampling`.

    PyTorch takes the factors that it is given where they and the sizes say different things. It
    multiplies places by a rounded reciprocal: with some factors, 41 the first, a pixel comes once
    too often.
    """
    extents = x.shape[2:]
    if size is None:
        assert factors is not None
        size = [int(extent * factor) for extent, factor in zip(extents, factors, strict=True)]
    times = [grown // extent for grown, extent in zip(size, extents, strict=True)]
    if any(
        time * extent != grown for time, extent, grown in zip(times, extents, size, strict=True)
    ):
        return NotImplemented
    if factors is not None and list(factors) != times:
        return NotImplemented
    for time, grown in zip(times, size, strict=True):
        places = np.arange(grown)
        if (np.floor(places.astype(np.float32) * np.float32(1 / time)) != places // time).any():
            return NotImplemented
    blocks, repeated = [*x.shape[:2]], [*x.shape[:2]]
    for extent, time in zip(extents, times, strict=True):
        blocks += [extent, 1]
        repeated += [extent, time]
    return x.reshape(blocks).expand(repeated).reshape(*x.shape[:2], *size)


def _adaptive_maximum(x: torch.Tensor, size: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """The largest value of each window and its place; places that nobody reads go."""
    height, width = x.shape[-2:]
    if height % size[0] == 0 and width % size[1] == 0:
        window = (height // size[0], width // size[1])
        return F.max_pool2d_with_indices(x, window)
    rows, places = [], []
    for top, bottom in _windows(height, size[0]):
        values, indices = [], []
        for left, right in _windows(width, size[1]):
            window_values = x[..., top:bottom, left:right].flatten(-2)
            values.append(window_values.amax(-1, keepdim=True))
            place = window_values.argmax(-1, keepdim=True)
            row = torch.div(place, right - left, rounding_mode="floor")
            indices.append((row + top) * width + place - row * (right - left) + left)
        rows.append(torch.cat(values, -1))
        places.append(torch.cat(indices, -1))
    return torch.stack(rows, -2), torch.stack(places, -2)


def _windows(extent: int, parts: int) -> list[tuple[int, int]]:
    """Start and end of each part of an axis, as adaptive pooling cuts it."""
    return [(part * extent // parts, -(-(part + 1) * extent // parts)) for part in range(parts)]


def _pad_circular(x: torch.Tensor, pad: Sequence[int]) -> torch.Tensor:
    """Padding by what lies at the other end; negative amounts crop before that."""
    for place in range(0, len(pad), 2):
        dim = x.dim() - 1 - place // 2
        before, after = pad[place : place + 2]
        start, end = max(0, -before), x.shape[dim] - max(0, -after)
        x = x.narrow(dim, start, end - start)
        parts = [x]
        if before > 0:
            parts.insert(0, x.narrow(dim, end - start - before, before))
        if after > 0:
            parts.append(x.narrow(dim, 0, after))
        x = torch.cat(parts, dim)
    return x


def _rrelu(
    x: torch.Tensor,
    noise: torch.Tensor,
    lower: float = 0.125,
    upper: float = 1.0 / 3.0,
    training: bool = False,
    generator: torch.Generator | None = None,
) -> _Replaced:
    if training:
        return NotImplemented
    return F.leaky_relu(x, (lower + upper) / 2), noise.clone()


def _safe_softmax(x: torch.Tensor, dim: int, dtype: torch.dtype | None = None) -> _Replaced:
    """Softmax that is zero where a whole row is minus infinity, which masks make."""
    if dtype not in (None, x.dtype):
        return NotImplemented
    limits = torch.finfo(x.dtype)
    powers = (x - x.amax(dim, keepdim=True).clamp(min=limits.min)).exp()
    return powers / powers.sum(dim, keepdim=True).clamp(min=limits.tiny)


def _gelu(x: torch.Tensor, approximate: str = "none") -> _Replaced:
    """The approximation, where torch-mlir has 0.797724 for sqrt(2 / pi), which is 0.797885."""
    if approximate != "tanh":
        return NotImplemented
    return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * (x * x * x))))


def _pow(x: torch.Tensor, exponent: float) -> _Replaced:
    if not x.is_floating_point():
        return NotImplemented
    if abs(exponent) == 0.5:
        return torch.sqrt(x) if exponent > 0 else torch.rsqrt(x)
    if exponent != int(exponent) or not 1 <= abs(exponent) <= _LARGEST_POWER:
        return NotImplemented
    left, square = abs(int(exponent)), x
    result: torch.Tensor | None = None
    while True:
        if left % 2:
            result = square if result is None else result * square
        left //= 2
        if not left:
            break
        square = square * square
    assert result is not None
    return result.clone() if exponent > 0 else 1.0 / result


def _reciprocal(x: torch.Tensor) -> torch.Tensor:
    return torch.ones(1, dtype=x.dtype, device=x.device) / x


def _roll(x: torch.Tensor, shifts: Sequence[int], dims: Sequence[int] = ()) -> torch.Tensor:
    if not dims:
        return _roll(x.flatten(), shifts, (0,)).view(x.shape)
    for shift, dim in zip(shifts, dims, strict=True):
        extent = x.shape[dim]
        start = -shift % extent if extent else 0
        if start:
            parts = (x.narrow(dim, start, extent - start), x.narrow(dim, 0, start))
            x = torch.cat(parts, dim)
    return x.clone()


def _im2col(
    x: torch.Tensor,
    kernel: Sequence[int],
    dilation: Sequence[int],
    padding: Sequence[int],
    stride: Sequence[int],
) -> _Replaced:
    """`F.unfold`: one strided slice of the padded image for each place of the kernel."""
    if x.dim() != 4:
        return NotImplemented
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]))
    spans = [dilation[axis] * (kernel[axis] - 1) for axis in (0, 1)]
    slices = []
    for row in range(kernel[0]):
        for column in range(kernel[1]):
            top, left = row * dilation[0], column * dilation[1]
            bottom = x.shape[2] - spans[0] + top
            right = x.shape[3] - spans[1] + left
            slices.append(x[:, :, top : bottom : stride[0], left : right : stride[1]])
    return torch.stack(slices, 2).flatten(1, 2).flatten(2)


def _col2im(
    x: torch.Tensor,
    size: Sequence[int],
    kernel: Sequence[int],
    dilation: Sequence[int],
    padding: Sequence[int],
    stride: Sequence[int],
) -> _Replaced:
    """`F.fold`: a transposed convolution whose kernels have one entry of one."""
    if x.dim() != 3:
        return NotImplemented
    places = kernel[0] * kernel[1]
    columns, left = [], []
    for axis in (0, 1):
        reach = size[axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1
        columns.append(reach // stride[axis] + 1)
        left.append(reach % stride[axis])
    channels = x.shape[1] // places
    weight = torch.eye(places, dtype=x.dtype, device=x.device).view(places, 1, *kernel)
    images = F.conv_transpose2d(
        x.reshape(x.shape[0] * channels, places, *columns),
        weight,
        None,
        list(stride),
        list(padding),
        left,
        1,
        list(dilation),
    )
    return images.view(x.shape[0], channels, *size)


def _convolution(
    x: torch.Tensor,
    weight: torch.Tensor,
    bias: torch.Tensor | None,
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    transposed: bool,
    output_padding: Sequence[int],
    groups: int,
) -> _Replaced:
    """A transposed convolution of each channel by itself, which torch-mlir does not lower.

    A few channels make a group, with kernels of zeros for those of each other; these are not run.
    """
    if not transposed or groups == 1 or x.shape[1] != groups:
        return NotImplemented
    together = next(n for n in range(2, groups + 1) if groups % n == 0)
    spread = [1] * (weight.dim() - 2)
    own = torch.eye(together, dtype=x.dtype, device=x.device).repeat(groups // together, 1)
    own = own.repeat_interleave(weight.shape[1], 1)
    kernels = weight.repeat(1, together, *spread) * own.view(*own.shape, *spread)
    return _ATEN.convolution.default(
        x,
        kernels,
        bias,
        stride,
        padding,
        dilation,
        transposed,
        output_padding,
        groups // together,
    )


def _linear(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None = None) -> _Replaced:
    """One product of matrices, also of rows that do not lie side by side.

    For such rows PyTorch multiplies batch by batch, with the weights repeated for each.
    """
    if x.dim() < 3:
        return NotImplemented
    rows = x.reshape(-1, x.shape[-1])
    product = rows @ weight.t() if bias is None else torch.addmm(bias, rows, weight.t())
    return product.view(*x.shape[:-1], weight.shape[0])


def _cumsum(x: torch.Tensor, dim: int, *, dtype: torch.dtype | None = None) -> _Replaced:
    """The product with a triangle of ones."""
    if dtype not in (None, x.dtype) or not x.is_floating_point() or not x.dim():
        return NotImplemented
    ones = torch.ones(x.shape[dim], x.shape[dim], dtype=x.dtype, device=x.device)
    return (x.movedim(dim, -1) @ ones.triu()).movedim(-1, dim)


def _var(
    x: torch.Tensor,
    dim: Sequence[int] | None = None,
    *,
    correction: float | None = None,
    keepdim: bool = False,
) -> _Replaced:
    both = _var_mean(x, dim, correction=correction, keepdim=keepdim)
    return both if both is NotImplemented else both[0]


def _var_mean(
    x: torch.Tensor,
    dim: Sequence[int] | None = None,
    *,
    correction: float | None = None,
    keepdim: bool = False,
) -> _Replaced:
    """The mean first, then that of the squares of what is left."""
    dims = list(dim) if dim else list(range(x.dim()))
    count = math.prod(x.shape[axis] for axis in dims)
    mean = x.mean(dims, keepdim=True)
    centred = x - mean
    divisor = max(0.0, count - (1.0 if correction is None else correction))
    if not divisor:
        return NotImplemented
    variance = (centred * centred).sum(dims, keepdim=keepdim) / divisor
    return variance, mean if keepdim else mean.squeeze(dims)
