"""From a stateless graph to linalg-on-tensors text, through torch-mlir.

torch-mlir speaks a newer MLIR than the compiler, so what leaves is text. Its
custom assembly of `builtin`, `func`, `linalg`, `tensor`, `arith` and `math` reads
the same in both; bytecode does not cross.
"""

from __future__ import annotations

import re

import torch
from torch import fx
from torch_mlir import ir
from torch_mlir.dialects import torch as torch_dialect
from torch_mlir.extras.fx_importer import ContextCache, FxImporter
from torch_mlir.passmanager import PassManager

from .imported import INPUT_ATTRIBUTE, OUTPUT_ATTRIBUTE, PARAMETER_ATTRIBUTE
from .torch_graph import StatelessGraph

__all__ = ["LoweringError", "describe_place", "lower_graph", "lower_to_text"]

_PIPELINE = (
    "builtin.module(torchdynamo-export-to-torch-backend-pipeline,"
    "torch-backend-to-linalg-on-tensors-backend-pipeline{allow-non-finites=true})"
)
_FRAME = re.compile(r'File "([^"]+)", line (\d+), in [^\n]*(?:\n\s+([^\n]+))?')


class LoweringError(Exception):
    """torch-mlir rejected the graph; `diagnostics` holds what it said."""

    def __init__(self, diagnostics: list[str]) -> None:
        super().__init__("\n".join(diagnostics))
        self.diagnostics = diagnostics


class _Locations(ContextCache):  # type: ignore[misc]
    """Locations that name the layer, with the line of the model's source inside."""

    def get_node_location(self, node: fx.Node) -> ir.Location | None:
        frame, layer = _frame(node), _layer(node)
        place = None
        if frame is not None:
            place = ir.Location.file(frame[0], int(frame[1]), 0, context=self._c)
        return ir.Location.name(layer, place, context=self._c) if layer else place


def lower_to_text(stateless: StatelessGraph, *, locations: bool = True) -> str:
    """Lower a graph to the text of one module with the function `@main`.

    Args:
        stateless: the graph and the names of what it reads and returns.
        locations: whether operations carry the layer and the line of source that
            they come from.

    Raises:
        LoweringError: an operation has no lowering, or draws random numbers.
    """
    module = lower_graph(stateless.graph)
    _name_signature(module, stateless)
    return str(module.operation.get_asm(enable_debug_info=locations))


def lower_graph(graph: fx.Graph) -> ir.Module:
    """Lower a graph whose placeholders are all tensors to linalg on tensors.

    Raises:
        LoweringError: torch-mlir rejects an operation; it stops at the first.
    """
    context = ir.Context()
    torch_dialect.register_dialect(context)
    try:
        importer = FxImporter(context=context)
        importer._cc = _Locations(context, py_attr_tracker=importer._py_attr_tracker)
        importer.import_stateless_graph(graph, func_name="main")
        with context:
            PassManager.parse(_PIPELINE).run(importer.module.operation)
    except ir.MLIRError as error:
        said = [f"{found.location}: {found.message}" for found in error.error_diagnostics]
        raise LoweringError(said or [str(error)]) from error
    except (NotImplementedError, TypeError, ValueError) as error:
        raise LoweringError([f"{type(error).__name__}: {error}"]) from error
    return importer.module


def describe_place(node: fx.Node) -> str:
    """Say where a node comes from: its layer and its line of Python source."""
    layer, frame = _layer(node), _frame(node)
    parts = [f"layer '{layer}'"] if layer else []
    if frame is not None:
        parts.append(f"{frame[0]}:{frame[1]}" + (f": {frame[2]}" if frame[2] else ""))
    return ", ".join(parts) or f"node '{node.name}'"


def _frame(node: fx.Node) -> tuple[str, str, str] | None:
    """File, line and source of the innermost frame outside PyTorch, or None."""
    frames: list[tuple[str, str, str]] = _FRAME.findall(node.meta.get("stack_trace") or "")
    package = str(torch.__path__[0])
    return next((frame for frame in reversed(frames) if not frame[0].startswith(package)), None)


def _layer(node: fx.Node) -> str:
    stack = node.meta.get("nn_module_stack") or {}
    return str([path for path, _ in stack.values()][-1]) if stack else ""


def _name_signature(module: ir.Module, stateless: StatelessGraph) -> None:
    """Attach the names of parameters, inputs and outputs to `@main`."""
    context = module.context
    context.allow_unregistered_dialects = True
    function, *others = sorted(module.body.operations, key=lambda op: op.name != "func.func")
    if others:
        # The state of the generator is a global variable.
        raise LoweringError([f"expected a model without random numbers, but got {others[0].name}"])
    with context:

        def named(attribute: str, name: str) -> ir.Attribute:
            return ir.DictAttr.get({attribute: ir.StringAttr.get(name)})

        arguments = []
        for node in stateless.graph.find_nodes(op="placeholder"):
            if node.name in stateless.parameters:
                arguments.append(named(PARAMETER_ATTRIBUTE, stateless.parameters[node.name].name))
            else:
                arguments.append(named(INPUT_ATTRIBUTE, stateless.inputs[node.name]))
        function.attributes["arg_attrs"] = ir.ArrayAttr.get(arguments)
        results = [named(OUTPUT_ATTRIBUTE, name) for name in stateless.outputs]
        function.attributes["res_attrs"] = ir.ArrayAttr.get(results)
