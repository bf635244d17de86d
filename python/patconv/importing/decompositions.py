"""Operations written as others that lower to float32 element-wise code, sums and slices.

torch-mlir lowers the operations here through float64, Boolean or integer tensors, or not at
all. Each function has the arguments of its operation; `NotImplemented` leaves the operation
to torch-mlir.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.nn import functional as F

__all__ = ["decompositions"]

_ATEN = torch.ops.aten
#: Powers up to here are products; the longest takes six multiplications.
_LARGEST_POWER = 16
#: exp(-15) is below half a unit in the last place of 15 in float32.
_SOFTPLUS_THRESHOLD = 15.0


def decompositions() -> dict[Any, Callable[..., Any]]:
    """The functions by the operation that each of them replaces."""
    return {
        _ATEN._adaptive_avg_pool2d.default: _adaptive_average,
        _ATEN._prelu_kernel.default: _prelu,
        _ATEN._safe_softmax.default: _safe_softmax,
        _ATEN.celu.default: _celu,
        _ATEN.gelu.default: _gelu,
        _ATEN.im2col.default: _im2col,
        _ATEN.mish.default: _mish,
        _ATEN.pow.Tensor_Scalar: _pow,
        _ATEN.reciprocal.default: _reciprocal,
        _ATEN.roll.default: _roll,
        _ATEN.softplus.default: _softplus,
        _ATEN.softshrink.default: _softshrink,
        _ATEN.var.correction: _var,
        _ATEN.var_mean.correction: _var_mean,
    }


def _adaptive_average(x: torch.Tensor, size: Sequence[int]) -> torch.Tensor:
    """Windows of one size; others stay for `rewrite_resampling`."""
    if any(extent % part for extent, part in zip(x.shape[-2:], size, strict=True)):
        return NotImplemented
    windows = [extent // part for extent, part in zip(x.shape[-2:], size, strict=True)]
    return F.avg_pool2d(x, windows)


def _prelu(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return x.clamp(min=0.0) + weight * x.clamp(max=0.0)


def _safe_softmax(x: torch.Tensor, dim: int, dtype: torch.dtype | None = None) -> torch.Tensor:
    """Softmax that is zero where a whole row is minus infinity, which masks make."""
    if dtype not in (None, x.dtype):
        return NotImplemented
    limits = torch.finfo(x.dtype)
    powers = (x - x.amax(dim, keepdim=True).clamp(min=limits.min)).exp()
    return powers / powers.sum(dim, keepdim=True).clamp(min=limits.tiny)


def _celu(x: torch.Tensor, alpha: float = 1.0) -> torch.Tensor:
    return x.clamp(min=0.0) + alpha * torch.expm1(x.clamp(max=0.0) / alpha)


def _gelu(x: torch.Tensor, approximate: str = "none") -> torch.Tensor:
    if approximate != "tanh":
        return NotImplemented
    inner = math.sqrt(2 / math.pi) * (x + 0.044715 * (x * x * x))
    return 0.5 * x * (1.0 + torch.tanh(inner))


def _softplus(x: torch.Tensor, beta: float = 1.0, threshold: float = 20.0) -> torch.Tensor:
    if threshold < _SOFTPLUS_THRESHOLD:
        return NotImplemented
    return x.clamp(min=0.0) + torch.log1p(torch.exp(-(x * beta).abs())) / beta


def _mish(x: torch.Tensor) -> torch.Tensor:
    return x * torch.tanh(F.softplus(x))


def _softshrink(x: torch.Tensor, lambd: float = 0.5) -> torch.Tensor:
    return x - x.clamp(-lambd, lambd)


def _pow(x: torch.Tensor, exponent: float) -> torch.Tensor:
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
) -> torch.Tensor:
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


def _var(
    x: torch.Tensor,
    dim: Sequence[int] | None = None,
    *,
    correction: float | None = None,
    keepdim: bool = False,
) -> torch.Tensor:
    return _var_mean(x, dim, correction=correction, keepdim=keepdim)[0]


def _var_mean(
    x: torch.Tensor,
    dim: Sequence[int] | None = None,
    *,
    correction: float | None = None,
    keepdim: bool = False,
) -> tuple[torch.Tensor, torch.Tensor]:
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
