"""Second moments of what convolutions read and write, collected on calibration inputs.

The output of a convolution is linear in its weights, so these moments are all that a
least squares fit of the weights needs of the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from ..errors import PruneError

__all__ = ["Moments", "collect_moments", "count_calls"]

#: Bytes of unfolded inputs that are held at once, unless one image alone has more.
_CHUNK = 64 << 20
#: Positions are drawn anew for each layer, the same in each run.
_SEED = 0


@dataclass
class Moments:
    """Means over the rows of one convolution: a row is one output position of one image.

    D is the number of weights of a filter, in the order of the weight tensor, and G the
    number of groups. Everything is float64.

    Attributes:
        inputs: second moments of the D values that a filter reads, shape `(G, D, D)`.
        cross: products of the F / G wanted outputs and these values, shape `(G, F / G, D)`.
        outputs: squares of the wanted outputs, shape `(G, F / G)`.
        input_mean: shape `(G, D)`.
        output_mean: of the wanted outputs, without the bias, shape `(G, F / G)`.
        rows: how many there were.
    """

    inputs: torch.Tensor
    cross: torch.Tensor
    outputs: torch.Tensor
    input_mean: torch.Tensor
    output_mean: torch.Tensor
    rows: int = 0

    def centred(self) -> Moments:
        """The moments about the means: what is left to fit where a bias follows the means."""
        mean, wanted = self.input_mean, self.output_mean
        return Moments(
            self.inputs - mean[:, :, None] * mean[:, None, :],
            self.cross - wanted[:, :, None] * mean[:, None, :],
            self.outputs - wanted.square(),
            mean,
            wanted,
            self.rows,
        )


def count_calls(model: nn.Module, batches: Sequence[torch.Tensor]) -> dict[nn.Conv2d, int]:
    """Run one input of each shape: how often `model` calls each convolution, in their order.

    Raises:
        PruneError: the model does not take the inputs.
    """
    calls: dict[nn.Conv2d, int] = {}

    def count(module: nn.Module, _inputs: Any) -> None:
        assert isinstance(module, nn.Conv2d)
        calls[module] = calls.get(module, 0) + 1

    hooks = [
        module.register_forward_pre_hook(count)
        for module in model.modules()
        if isinstance(module, nn.Conv2d)
    ]
    kinds: dict[Any, torch.Tensor] = {}
    for batch in batches:
        kinds.setdefault((batch.shape[1:], batch.dtype), batch[:1])
    try:
        for one in kinds.values():
            calls.clear()
            _run_one(model, one)
    finally:
        for hook in hooks:
            hook.remove()
    return calls


def _run_one(model: nn.Module, one: torch.Tensor) -> None:
    try:
        with torch.no_grad():
            model(one)
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        raise PruneError(
            "expected calibration inputs that the model takes, but it failed on one of shape "
            f"{tuple(one.shape)} and type {one.dtype}: {error}"
        ) from error


class _Reached(Exception):  # noqa: N818
    """The convolution has its last input: the rest of the network need not run."""


@contextmanager
def _captured(conv: nn.Conv2d, calls: int) -> Iterator[list[tuple[torch.Tensor, torch.Tensor]]]:
    """Collect what `conv` reads and writes; the model stops after its last call."""
    found: list[tuple[torch.Tensor, torch.Tensor]] = []

    def keep(_module: nn.Module, inputs: Any, output: torch.Tensor) -> None:
        # What follows may work in place.
        found.append((inputs[0].clone(), output.clone()))
        if len(found) == calls:
            raise _Reached

    hook = conv.register_forward_hook(keep)
    try:
        with torch.no_grad(), suppress(_Reached):
            yield found
    finally:
        hook.remove()


def collect_moments(
    model: nn.Module,
    conv: nn.Conv2d,
    dense: nn.Module,
    dense_conv: nn.Conv2d,
    batches: Sequence[torch.Tensor],
    *,
    calls: int,
    positions: int,
) -> Moments:
    """Collect the moments of one convolution.

    Args:
        model: the network in which the convolutions before this one are pruned.
        conv: the convolution in it, whose inputs count.
        dense: the network as it was.
        dense_conv: the same convolution in it, whose outputs are wanted.
        batches: calibration inputs.
        calls: how often the network calls the convolution.
        positions: output positions of an image that count at most, drawn at random;
            neighbouring ones say much the same.

    Raises:
        PruneError: an input or an output is not finite.
    """
    generator = torch.Generator().manual_seed(_SEED)
    moments = _empty(conv)
    for batch in batches:
        with _captured(conv, calls) as reads:
            model(batch)
        with _captured(dense_conv, calls) as wants:
            dense(batch)
        for (inputs, _), (_, outputs) in zip(reads, wants, strict=True):
            _add(moments, conv, inputs, outputs, positions, generator)
    for sums in (
        moments.inputs,
        moments.cross,
        moments.outputs,
        moments.input_mean,
        moments.output_mean,
    ):
        sums /= max(1, moments.rows)
    if dense_conv.bias is not None:
        _take_bias(moments, dense_conv.bias)
    return moments


def _empty(conv: nn.Conv2d) -> Moments:
    groups, filters = conv.groups, conv.out_channels // conv.groups
    width = conv.weight[0].numel()

    def zeros(*shape: int) -> torch.Tensor:
        return torch.zeros(groups, *shape, dtype=torch.float64, device=conv.weight.device)

    return Moments(
        zeros(width, width), zeros(filters, width), zeros(filters), zeros(width), zeros(filters)
    )


def _add(
    moments: Moments,
    conv: nn.Conv2d,
    inputs: torch.Tensor,
    outputs: torch.Tensor,
    positions: int,
    generator: torch.Generator,
) -> None:
    """Add the rows of one call."""
    plane = outputs.shape[2] * outputs.shape[3]
    chosen = None
    if plane > positions:
        chosen = torch.randperm(plane, generator=generator)[:positions].to(outputs.device)
    bytes_of_image = conv.in_channels * conv.weight[0, 0].numel() * plane * inputs.element_size()
    step = max(1, _CHUNK // bytes_of_image)
    for start in range(0, len(inputs), step):
        part = slice(start, start + step)
        rows = _unfold(conv, inputs[part])
        wanted = outputs[part].flatten(2)
        if chosen is not None:
            rows, wanted = rows[:, :, chosen], wanted[:, :, chosen]
        _add_rows(moments, conv.groups, rows.double(), wanted.double())


def _add_rows(moments: Moments, groups: int, rows: torch.Tensor, wanted: torch.Tensor) -> None:
    """Add `(N, G * D, L)` values and the `(N, F, L)` outputs wanted of them."""
    x = rows.transpose(0, 1).reshape(groups, rows.shape[1] // groups, -1)
    y = wanted.transpose(0, 1).reshape(groups, wanted.shape[1] // groups, -1)
    moments.inputs += x @ x.mT
    moments.cross += y @ x.mT
    moments.outputs += y.square().sum(2)
    moments.input_mean += x.sum(2)
    moments.output_mean += y.sum(2)
    moments.rows += x.shape[2]


def _unfold(conv: nn.Conv2d, inputs: torch.Tensor) -> torch.Tensor:
    """What the filters read at each output position, shape `(N, G * D, L)`."""
    mode = "constant" if conv.padding_mode == "zeros" else conv.padding_mode
    padded = functional.pad(inputs, conv._reversed_padding_repeated_twice, mode=mode)
    return functional.unfold(padded, conv.kernel_size, dilation=conv.dilation, stride=conv.stride)


def _take_bias(moments: Moments, bias: torch.Tensor) -> None:
    """Turn moments of outputs with the bias into those without."""
    shift = bias.detach().double().view_as(moments.output_mean)
    moments.cross -= shift[:, :, None] * moments.input_mean[:, None, :]
    moments.outputs += shift.square() - 2 * shift * moments.output_mean
    moments.output_mean -= shift
