"""ONNX, which several peers read."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

from .prepared import Prepared

__all__ = ["INPUT_NAMES", "OUTPUT_NAMES", "export_onnx", "onnx_path"]

_MODEL = "model.onnx"
#: Of the first inputs and outputs.
INPUT_NAMES, OUTPUT_NAMES = (
    tuple(f"{kind}{place}" for place in range(64)) for kind in ("input", "output")
)


def onnx_path(prepared: Prepared) -> Path:
    """Where the case's model lies, for all that read ONNX."""
    return Path(prepared.folder) / "onnx" / _MODEL


def export_onnx(prepared: Prepared) -> Path:
    """Write the module as ``model.onnx``, unless a peer has done so, and return its path.

    Large weights lie beside it. Needs the packages onnx and onnxscript.
    """
    path = onnx_path(prepared)
    if path.exists():
        return path
    import torch

    module, inputs = prepared.module()
    # Other peers must not find half of it.
    made = Path(tempfile.mkdtemp(dir=prepared.folder))
    with warnings.catch_warnings(), torch.no_grad():
        # Of PyTorch's exporter, about itself.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs),
            str(made / path.name),
            input_names=list(INPUT_NAMES[: len(inputs)]),
            output_names=list(OUTPUT_NAMES[: len(prepared.outputs)]),
            dynamo=True,
            optimize=True,
            verbose=False,
        )
    made.rename(path.parent)
    return path
