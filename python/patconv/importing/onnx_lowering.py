"""From an ONNX graph to linalg-on-tensors text, through torch-mlir's ONNX importer.

As with PyTorch models, what leaves is text that older versions of MLIR read, with the parameters as
arguments. PyTorch itself is not needed.
"""

from __future__ import annotations

import warnings

import onnx
from torch_mlir import ir
from torch_mlir.dialects import torch as torch_dialect
from torch_mlir.extras.onnx_importer import ModelInfo, NodeImporter, OnnxImportError
from torch_mlir.passmanager import PassManager

from .imported import INPUT_ATTRIBUTE, OUTPUT_ATTRIBUTE, PARAMETER_ATTRIBUTE
from .onnx_graph import OnnxGraph

__all__ = ["OnnxLoweringError", "lower_onnx", "lower_onnx_to_text"]

_FUNCTION = "main"
_PIPELINE = (
    "builtin.module(torch-onnx-to-torch-backend-pipeline,"
    "torch-backend-to-linalg-on-tensors-backend-pipeline{allow-non-finites=true})"
)


class OnnxLoweringError(Exception):
    """torch-mlir rejected the model; `diagnostics` holds what it said."""

    def __init__(self, diagnostics: list[str]) -> None:
        super().__init__("\n".join(diagnostics))
        self.diagnostics = diagnostics


def lower_onnx_to_text(graph: OnnxGraph, names: dict[str, str], *, locations: bool = True) -> str:
    """Lower a graph to the text of one module with the function `@main`.

    Args:
        graph: with every shape known.
        names: of the parameters by that of their value in the graph.
        locations: whether operations carry the name of the node that they come from.

    Raises:
        OnnxLoweringError: an operation has no lowering.
    """
    module = lower_onnx(graph.model)
    _name_signature(module, graph, names)
    return str(module.operation.get_asm(enable_debug_info=locations))


def lower_onnx(model: onnx.ModelProto) -> ir.Module:
    """Lower a model to linalg on tensors.

    Raises:
        OnnxLoweringError: torch-mlir rejects an operation; it stops at the first.
    """
    context = ir.Context()
    torch_dialect.register_dialect(context)
    named = onnx.ModelProto()
    named.CopyFrom(model)
    named.graph.name = _FUNCTION
    try:
        info = ModelInfo(named)
        module = info.create_module(context=context)
        importer = NodeImporter.define_function(info.main_graph, module.operation)
        with warnings.catch_warnings():
            # Of values without a type, which the pipeline refuses where they matter.
            warnings.simplefilter("ignore")
            importer.import_all()
        with context:
            PassManager.parse(_PIPELINE).run(module.operation)
    except ir.MLIRError as error:
        said = [f"{found.location}: {found.message}" for found in error.error_diagnostics]
        raise OnnxLoweringError(said or [str(error)]) from error
    except (OnnxImportError, AssertionError, KeyError, TypeError, ValueError) as error:
        raise OnnxLoweringError([f"{type(error).__name__}: {error}"]) from error
    return module


def _name_signature(module: ir.Module, graph: OnnxGraph, names: dict[str, str]) -> None:
    """Attach the names of parameters, inputs and outputs to `@main`."""
    context = module.context
    context.allow_unregistered_dialects = True
    function, *others = sorted(module.body.operations, key=lambda op: op.name != "func.func")
    if others:
        # The state of the generator is a global variable.
        raise OnnxLoweringError(
            [f"expected a model without random numbers, but got {others[0].name}"]
        )
    with context:

        def named(attribute: str, name: str) -> ir.Attribute:
            return ir.DictAttr.get({attribute: ir.StringAttr.get(name)})

        function.attributes["arg_attrs"] = ir.ArrayAttr.get(
            [
                named(PARAMETER_ATTRIBUTE, names[value.name])
                if value.name in graph.parameters
                else named(INPUT_ATTRIBUTE, value.name)
                for value in graph.graph.input
            ]
        )
        function.attributes["res_attrs"] = ir.ArrayAttr.get(
            [named(OUTPUT_ATTRIBUTE, name) for name in graph.outputs]
        )
