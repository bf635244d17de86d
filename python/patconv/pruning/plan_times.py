"""What the compiler predicts that a network takes, were it pruned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..compiling import CompileOptions, compile
from ..importing import import_model

if TYPE_CHECKING:
    from torch import nn

    from ..compiling import LayerReport

__all__ = ["Masks", "PredictedTimes"]

#: True for the weights that stay, in the shape of the weights, by the layer's name.
Masks = Mapping[str, npt.NDArray[np.bool_]]

#: Of a matrix product, for each weight, in the caches; measured on a Cascade Lake.
_CYCLES_PER_PRODUCT = 0.2


class PredictedTimes:
    """The times of one network; it is imported once, and scheduled for each question.

    Args:
        model: in evaluation mode, on the CPU.
        example_inputs: as for `compile`.
        target: as for `compile`.
        options: threads, layout and the like.

    Raises:
        ImportContractError: the model cannot be compiled.
        UnsupportedTargetError: the target is unknown, or this machine lacks a feature.
    """

    def __init__(
        self, model: nn.Module, example_inputs: Any, target: str, options: CompileOptions
    ) -> None:
        self._target = target
        # Nothing is run, and a text has no operations that PyTorch could take over.
        self._options = replace(
            options, stop_after="schedule", cache=False, dump_ir=None, fallback="error"
        )
        self._imported = import_model(model, example_inputs)

    def takes(self, name: str, shape: tuple[int, ...]) -> bool:
        """Whether the compiler sees the weights of a layer, so that they can be masked."""
        array = self._imported.arrays.get(_weight(name))
        return array is not None and array.shape == shape

    def predict(self, masks: Masks) -> dict[str, float]:
        """The cycles of each layer with weights; 0 where the compiler predicts none.

        Args:
            masks: of the layers that are pruned.
        """
        arrays = dict(self._imported.arrays)
        for name, mask in masks.items():
            arrays[_weight(name)] = np.where(mask, arrays[_weight(name)], np.float32(0))
        compiled = compile(
            self._imported.text, target=self._target, options=self._options, weights=arrays
        )
        cycles: defaultdict[str, float] = defaultdict(float)
        for layer in compiled.report().layers:
            # The compiler names a network that is one convolution by its weights.
            name = "" if layer.name == _weight("") else layer.name
            cycles[name] += layer.predicted_cycles or _predict_product(layer)
        return dict(cycles)


def _predict_product(layer: LayerReport) -> float:
    """The cycles of a convolution of points, which is a matrix product; 0 for others."""
    return _CYCLES_PER_PRODUCT * layer.macs if layer.multiplies_points else 0.0


def _weight(name: str) -> str:
    return f"{name}.weight" if name else "weight"
