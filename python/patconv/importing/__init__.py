"""From a model of any kind to checked text with its parameters beside it.

MLIR text needs numpy alone; PyTorch and torch-mlir are loaded when a PyTorch
model comes in.
"""

from __future__ import annotations

from .arrays import Weights, load_arrays, read_weights, save_arrays
from .imported import (
    INPUT_ATTRIBUTE,
    OUTPUT_ATTRIBUTE,
    PARAMETER_ATTRIBUTE,
    ImportedModel,
    TensorSpec,
)
from .importer import import_model

__all__ = [
    "INPUT_ATTRIBUTE",
    "OUTPUT_ATTRIBUTE",
    "PARAMETER_ATTRIBUTE",
    "ImportedModel",
    "TensorSpec",
    "Weights",
    "import_model",
    "load_arrays",
    "read_weights",
    "save_arrays",
]
