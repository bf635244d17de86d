"""What the engines run: a network or a layer that lies in a folder, with inputs and outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...importing import load_arrays, save_arrays
from ..layer_cases import LAYER, LayerCase, Variant, build

if TYPE_CHECKING:
    import torch
    from torch import nn

__all__ = ["INPUTS", "OUTPUTS", "Prepared", "numbered", "prepare_layer"]

_Array = npt.NDArray[np.float32]
INPUTS, OUTPUTS = "inputs.safetensors", "outputs.safetensors"


@dataclass(frozen=True)
class Prepared:
    """A network that ``torch_worker`` prepared, or a layer that `prepare_layer` did.

    Attributes:
        folder: where its arrays lie.
        model: the network, as on the command line; None for a layer.
        shapes: of the network's inputs; None for its own.
        case: the layer, as in a suite; None for a network.
    """

    folder: str
    model: str | None = None
    shapes: Sequence[Sequence[int]] | None = None
    case: Mapping[str, Any] | None = None

    @property
    def inputs(self) -> list[_Array]:
        """In the order of the arguments."""
        return numbered(load_arrays(Path(self.folder) / INPUTS))

    @property
    def outputs(self) -> list[_Array]:
        """What PyTorch computes in float64."""
        return numbered(load_arrays(Path(self.folder) / OUTPUTS))

    def module(self) -> tuple[nn.Module, list[torch.Tensor]]:
        """The module in evaluation mode, and its inputs. Needs PyTorch."""
        if self.case is not None:
            return _layer(self.case)
        from ..torch_worker import load_network

        assert self.model is not None
        return load_network(self.folder, self.model, self.shapes)


def numbered(arrays: Mapping[str, Any]) -> list[Any]:
    """Arrays that are called 0, 1, ... in that order."""
    return [arrays[str(place)] for place in range(len(arrays))]


def prepare_layer(case: LayerCase, folder: str) -> None:
    """Write input and output of the pruned layer of a case, with bias, without ReLU."""
    module, inputs = _layer(vars(case))
    exact = module.double()(inputs[0].double()).float()
    save_arrays({"0": inputs[0].numpy()}, Path(folder) / INPUTS)
    save_arrays({"0": exact.numpy()}, Path(folder) / OUTPUTS)


def _layer(case: Mapping[str, Any]) -> tuple[nn.Module, list[torch.Tensor]]:
    module, x = build(LayerCase(**case), Variant())
    return module.get_submodule(LAYER), [x]
