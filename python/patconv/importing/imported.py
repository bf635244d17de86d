"""What an import yields: checked text, and the arrays that lie beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import torch

__all__ = [
    "INPUT_ATTRIBUTE",
    "OUTPUT_ATTRIBUTE",
    "PARAMETER_ATTRIBUTE",
    "ImportedModel",
    "TensorSpec",
]

#: Argument attribute that names the array of `ImportedModel.arrays` to bind.
PARAMETER_ATTRIBUTE = "patconv.parameter"
#: Argument attribute that names an input of the model.
INPUT_ATTRIBUTE = "patconv.input"
#: Result attribute that names an output of the model.
OUTPUT_ATTRIBUTE = "patconv.output"


@dataclass(frozen=True)
class TensorSpec:
    """Name, shape and element type of one input or output.

    Attributes:
        name: the name in the model's signature.
        shape: extents, outermost first.
        dtype: numpy's name of the element type, such as ``float32``.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str = "float32"

    def __str__(self) -> str:
        return f"{self.name}: {self.dtype}[{', '.join(map(str, self.shape))}]"


@dataclass(frozen=True, eq=False)
class ImportedModel:
    """A model at the border of the compiler.

    Attributes:
        text: one MLIR module, linalg on tensors, whose only function is the
            public `@main`. Parameters are arguments with the string attribute
            ``patconv.parameter``, inputs have ``patconv.input``, results have
            ``patconv.output``.
        arrays: the parameters by name, C-contiguous, in argument order. They share the memory of
            the model's parameters, except those that folding made.
        inputs: the model's inputs in the order of a call.
        outputs: the model's outputs in order.
        seconds: wall time of the import by step.
        sources: the PyTorch model's own parameters and buffers by name; empty for text.
        find_unsupported: for PyTorch and ONNX models, what lists the operations that the compiler
            cannot take, should it refuse the text.
    """

    text: str
    arrays: Mapping[str, npt.NDArray[Any]]
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    sources: Mapping[str, torch.Tensor] = field(default_factory=dict)
    find_unsupported: Callable[[], list[str]] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "arrays", MappingProxyType(dict(self.arrays)))
        object.__setattr__(self, "seconds", MappingProxyType(dict(self.seconds)))

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        return sum(int(np.asarray(array).nbytes) for array in self.arrays.values())
