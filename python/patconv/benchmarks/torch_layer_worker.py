"""PyTorch in a process of its own: runs single dense layers in each of its layouts.

Bias is in, ReLU is not: oneDNN would fuse it, PyTorch's eager mode does not, and a pass over the
output would be held against it.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from torch.utils import mkldnn

from .layer_cases import LAYER, LayerCase, Variant, build
from .peers.prepared import prepare_layer
from .timing import time_calls
from .workers import serve

_Call = Callable[[], torch.Tensor]
_to_mkldnn: Callable[[nn.Module], nn.Module] = mkldnn.to_mkldnn


def _plain(conv: nn.Conv2d, x: torch.Tensor) -> _Call:
    return lambda: conv(x)


def _channels_last(conv: nn.Conv2d, x: torch.Tensor) -> _Call:
    conv.weight.data = conv.weight.contiguous(memory_format=torch.channels_last)
    image = x.contiguous(memory_format=torch.channels_last)
    return lambda: conv(image)


def _blocked(conv: nn.Conv2d, x: torch.Tensor) -> _Call:
    """The layout of oneDNN, for weights and input: that which a convolution before it leaves."""
    channels = x.shape[1]
    identity = nn.Conv2d(channels, channels, 1, bias=False).eval().requires_grad_(False)
    nn.init.dirac_(identity.weight)
    image = _to_mkldnn(identity)(x.to_mkldnn())
    blocked = _to_mkldnn(conv)
    return lambda: blocked(image)


_LAYOUTS = {"NCHW": _plain, "channels_last": _channels_last, "blocked": _blocked}


class _Engine:
    calls: dict[str, _Call]
    reference: Any

    def load(self, case: dict[str, Any], threads: int) -> list[str]:
        """Make the dense layer; returns the layouts that PyTorch can run it in."""
        torch.set_num_threads(threads)
        module, x = build(LayerCase(**case), Variant(patterns=0))
        conv = module.get_submodule(LAYER)
        assert isinstance(conv, nn.Conv2d)
        self.reference = copy.deepcopy(conv).double()(x.double()).float().numpy()
        self.calls = {}
        with torch.inference_mode(False), torch.no_grad():
            for layout, make in _LAYOUTS.items():
                if layout == "blocked" and not torch._C._has_mkldnn:
                    continue
                self.calls[layout] = make(copy.deepcopy(conv), x)
        return list(self.calls)

    def prepare(self, case: dict[str, Any], folder: str) -> None:
        """Write the layer's input and output, for other engines."""
        prepare_layer(LayerCase(**case), folder)

    def load_csr(self, case: dict[str, Any], threads: int) -> list[str]:
        """Make the pruned layer a product of a CSR matrix with the unfolded input.

        Unfolding is not timed, which a convolution by such a product would need.
        """
        torch.set_num_threads(threads)
        described = LayerCase(**case)
        module, x = build(described, Variant())
        conv = module.get_submodule(LAYER)
        assert isinstance(conv, nn.Conv2d)
        columns = functional.unfold(
            x, described.kernel, padding=described.kernel // 2, stride=described.stride
        )[0].contiguous()
        with warnings.catch_warnings():
            # That CSR tensors are in beta.
            warnings.simplefilter("ignore", UserWarning)
            weights = conv.weight.flatten(1).to_sparse_csr()
        exact = conv.weight.double().flatten(1) @ columns.double()
        self.reference = exact.float().numpy()
        self.calls = {"CSR": lambda: weights @ columns}
        return list(self.calls)

    def measure(self, variant: str, runs: int) -> dict[str, Any]:
        """Time the layer in one layout."""
        with torch.no_grad():
            return time_calls(
                self.calls[variant],
                [self.reference],
                runs,
                lambda output: [output.to_dense() if output.is_mkldnn else output],
            )


if __name__ == "__main__":
    engine = _Engine()
    serve(
        {
            "load": engine.load,
            "load_csr": engine.load_csr,
            "measure": engine.measure,
            "prepare": engine.prepare,
        }
    )
