"""ONNX, which several peers read."""

from __future__ import annotations

import warnings
from pathlib import Path

from .prepared import Prepared

__all__ = ["INPUT_NAMES", "MODEL", "OUTPUT_NAMES", "export_onnx"]

MODEL = "model.onnx"
#: Of the first inputs and outputs.
INPUT_NAMES, OUTPUT_NAMES = (
    tuple(f"{kind}{place}" for place in range(64)) for kind in ("input", "output")
)


def export_onnx(prepared: Prepared, folder: Path) -> Path:
    """Write the module as ``model.onnx``, its weights beside it where they are large.

    Needs the packages onnx and onnxscript.
    """
    import torch

    module, inputs = prepared.module()
    path = folder / MODEL
    with warnings.catch_warnings(), torch.no_grad():
        # Of PyTorch's exporter, about itself.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs),
            str(path),
            input_names=list(INPUT_NAMES[: len(inputs)]),
            output_names=list(OUTPUT_NAMES[: len(prepared.outputs)]),
            dynamo=True,
            optimize=True,
            verbose=False,
        )
    return path
