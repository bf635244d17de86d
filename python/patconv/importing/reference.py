"""What a model should compute, by an engine that is not ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import ImportContractError

__all__ = ["ModelReference", "find_reference"]

_Array = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class ModelReference:
    """Values of one call.

    Attributes:
        engine: who computed them.
        layers: by the compiler's name of each convolution: its result, then that of each
            element-wise operation that follows. The compiler exposes one of them.
        outputs: the results of the model, in order.
    """

    engine: str
    layers: Mapping[str, Sequence[_Array]]
    outputs: Sequence[_Array]


def find_reference(source: Any, inputs: Sequence[npt.NDArray[np.float32]]) -> ModelReference:
    """Run a model in PyTorch in float64, or an ONNX model by an engine for ONNX.

    Args:
        source: an `nn.Module`, an `ExportedProgram`, or the path of a ``.pt2`` or ``.onnx`` file.
        inputs: of the call.

    Raises:
        ImportContractError: the model is MLIR text, which no other engine runs, or cannot be
            loaded.
        ImportError: a package is missing.
    """
    if isinstance(source, (str, Path)):
        path = Path(source)
        if path.suffix == ".onnx":
            from .onnx_reference import reference_of_onnx

            return reference_of_onnx(path, inputs)
        if path.suffix != ".pt2":
            raise ImportContractError(
                "expected a model that another engine runs, PyTorch's or ONNX, but got "
                f"'{path.name if len(str(source).splitlines()) == 1 else 'MLIR text'}'"
            )
    return _reference_of_torch(source, inputs)


def _reference_of_torch(source: Any, inputs: Sequence[npt.NDArray[np.float32]]) -> ModelReference:
    import torch

    from .layer_reference import reference_outputs
    from .torch_graph import load_program

    model = load_program(Path(source)) if isinstance(source, (str, Path)) else source
    # A copy, since PyTorch warns of arrays that it must not write to.
    tensors = [torch.from_numpy(array.copy()) for array in inputs]
    layers, outputs = reference_outputs(model, tensors)
    return ModelReference(
        f"PyTorch {torch.__version__}, float64",
        {layer.name: [value.numpy() for value in layer.values] for layer in layers},
        [output.numpy() for output in outputs],
    )
