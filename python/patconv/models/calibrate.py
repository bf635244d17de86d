"""Weights for which every layer of a network matters.

With PyTorch's default random weights the signal of a deep network dies away and
its output hardly depends on its convolutions: comparing outputs then passes any
compiler. Kaiming normal weights (He et al., 2015, arXiv 1502.01852) keep the
signal; scaling each convolution to unit output variance brings it back after
pruning has removed most of the weights.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

import torch
from torch import nn

__all__ = ["calibrate_", "initialise_", "unit_variance_"]

#: Standard deviation of biases and means: small beside the unit variance of the outputs.
_BIAS_STD = 0.05
#: Where the scales and variances of batch normalisations lie: near 1, and no two alike.
_SCALES = (0.8, 1.25)

_Inputs = torch.Tensor | Iterable[torch.Tensor]


def calibrate_(model: nn.Module, example_inputs: _Inputs, *, seed: int) -> nn.Module:
    """Give `model` random weights for which every layer matters, in place.

    This is `initialise_` followed by `unit_variance_`. After pruning, call
    `unit_variance_` again.

    Args:
        model: the network; it keeps its training or evaluation mode.
        example_inputs: one tensor or a sequence, as `model` is called with them.
        seed: equal seeds give equal weights; the global generator is not touched.

    Returns:
        `model`.
    """
    initialise_(model, seed=seed)
    return unit_variance_(model, example_inputs)


def initialise_(model: nn.Module, *, seed: int) -> nn.Module:
    """Give convolutions and linear layers Kaiming normal weights and small biases.

    Batch normalisations get scales and variances near 1, shifts and means near 0, so that
    leaving one out shows.

    Args:
        model: the network, changed in place; other layers keep their weights.
        seed: seed of a generator of its own.

    Returns:
        `model`.
    """
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)
                if module.bias is not None:
                    module.bias.normal_(0.0, _BIAS_STD, generator=generator)
            elif isinstance(module, nn.BatchNorm2d):
                for scale in (module.weight, module.running_var):
                    if scale is not None:
                        scale.uniform_(*_SCALES, generator=generator)
                for shift in (module.bias, module.running_mean):
                    if shift is not None:
                        shift.normal_(0.0, _BIAS_STD, generator=generator)
    return model


def unit_variance_(model: nn.Module, example_inputs: _Inputs) -> nn.Module:
    """Scale every convolution in place so that its output has unit variance.

    One forward pass in evaluation mode: each convolution is scaled before the
    next layer sees its output. Weight and bias share the factor, so weights that
    are zero stay zero. A convolution whose output is constant is left alone. A
    convolution that runs several times is scaled at its first run.

    Args:
        model: the network; it keeps its training or evaluation mode.
        example_inputs: one tensor or a sequence, as `model` is called with them.

    Returns:
        `model`.
    """
    scaled: set[int] = set()

    def scale(module: nn.Module, _inputs: Any, output: torch.Tensor) -> torch.Tensor | None:
        if id(module) in scaled:
            return None
        scaled.add(id(module))
        deviation = output.std(correction=0)
        if not torch.isfinite(deviation) or deviation <= 0:
            return None
        for parameter in module.parameters(recurse=False):
            parameter.div_(deviation)
        return output / deviation

    if isinstance(example_inputs, torch.Tensor):
        example_inputs = (example_inputs,)
    modes = {module: module.training for module in model.modules()}
    with ExitStack() as stack, torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Conv2d):
                stack.callback(module.register_forward_hook(scale).remove)
        try:
            model.eval()(*example_inputs)
        finally:
            for module, mode in modes.items():
                module.training = mode
    return model
