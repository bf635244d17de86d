"""Weights for which every layer matters, and the comparison with PyTorch in float64."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence

import patconv
import torch
from patconv import CompileOptions, PruneConfig
from patconv.benchmarks.timing import relative_error
from patconv.importing.layer_reference import reference_outputs
from patconv.models import initialise_, unit_variance_
from torch import nn

from . import Architecture

__all__ = ["errors", "network"]

_NORMS = (nn.BatchNorm1d, nn.GroupNorm, nn.LayerNorm, nn.InstanceNorm2d)
_CONVOLUTIONS = (nn.Conv1d, nn.ConvTranspose2d)


def network(
    architecture: Architecture, batch: int, *, pruned: bool
) -> tuple[nn.Module, tuple[torch.Tensor, ...]]:
    """A network with calibrated weights, and inputs for it."""
    inputs = architecture.example(batch)
    model = architecture.build().eval().requires_grad_(False)
    _vary(initialise_(model, seed=1))
    if pruned and any(isinstance(module, nn.Conv2d) for module in model.modules()):
        patconv.project_(model, PruneConfig(entries=4, patterns=8, connectivity=3.6))
    return unit_variance_(model, inputs), inputs


def _vary(model: nn.Module) -> None:
    """Give the layers that `initialise_` leaves alone weights whose loss would show."""
    generator = torch.Generator().manual_seed(5)
    for module in model.modules():
        if isinstance(module, _NORMS) and module.weight is not None:
            module.weight.uniform_(0.8, 1.25, generator=generator)
            module.bias.normal_(0.0, 0.05, generator=generator)
        if isinstance(module, _CONVOLUTIONS):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)


def errors(
    model: nn.Module, inputs: Sequence[torch.Tensor], options: CompileOptions
) -> dict[str, float]:
    """The error of each output and of every exposed convolution, by name.

    Outputs are compared with those of the model itself, layers with those of its graph.
    """
    wide = copy.deepcopy(model).double()
    expected = _flat(wide(*(value.double() for value in inputs)))
    compiled = patconv.compile(model, tuple(inputs), options=options)
    outputs = zip(_flat(compiled(*inputs)), expected, strict=True)
    found = {
        f"output {number}": relative_error(got, value)
        for number, (got, value) in enumerate(outputs)
    }
    if compiled.layer_specs:
        layers, _ = reference_outputs(model, inputs)
        values = {layer.name: layer.values for layer in layers}
        exposed = compiled.layer_outputs(*inputs)
        assert _exposable(model) <= set(exposed), _exposable(model) - set(exposed)
        for name, got in exposed.items():
            found[name] = min(relative_error(got, value) for value in values[name])
    return found


def _exposable(model: nn.Module) -> set[str]:
    """Convolutions of images; large kernels may take another path."""
    return {
        name
        for name, module in model.named_modules()
        if isinstance(module, nn.Conv2d) and math.prod(module.kernel_size) <= 64
    }


def _flat(value: torch.Tensor | Sequence[torch.Tensor]) -> list[torch.Tensor]:
    return [value] if isinstance(value, torch.Tensor) else list(value)
