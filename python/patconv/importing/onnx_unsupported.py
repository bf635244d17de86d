"""Find every operation of an ONNX graph that cannot be compiled, not only the first."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import onnx

from .. import _patconv
from ..errors import ImportContractError
from .onnx_graph import OnnxGraph
from .onnx_lowering import OnnxLoweringError, lower_onnx
from .onnx_signature import shape_of
from .refusals import unsupported_error

__all__ = ["check_known", "check_static", "find_unsupported"]

#: Names of nodes that a line lists.
_NODES_SHOWN = 3


def check_known(graph: OnnxGraph) -> None:
    """Refuse operations that ONNX does not define, such as those of other tools.

    Raises:
        ImportContractError: names them all.
    """
    versions = {opset.domain: opset.version for opset in graph.model.opset_import}
    lines = _described(node for node in graph.graph.node if not _is_defined(node, versions))
    if lines:
        raise unsupported_error(lines)


def _is_defined(node: onnx.NodeProto, versions: dict[str, int]) -> bool:
    version = versions.get(node.domain) or versions.get("ai.onnx", 0)
    try:
        onnx.defs.get_schema(node.op_type, version, node.domain.removeprefix("ai.onnx"))
    except onnx.defs.SchemaError:
        return False
    return True


def check_static(graph: OnnxGraph) -> None:
    """Refuse values whose shape does not follow from the inputs' shapes.

    Raises:
        ImportContractError: names the first of them and its operation.
    """
    known = {
        value.name: shape_of(value) for value in (*graph.graph.value_info, *graph.graph.output)
    }
    for node in graph.graph.node:
        for name in filter(None, node.output):
            shape = known.get(name)
            if shape is None:
                unknown = "no shape"
            elif open_dims := [d for d, extent in enumerate(shape) if isinstance(extent, str)]:
                unknown = f"dimension {open_dims[0]} to be dynamic"
            else:
                continue
            raise ImportContractError(
                f"expected every shape to be static, but got {unknown} for value '{name}' "
                f"({describe_node(node)}); export without operations whose shape depends on data"
            )


def describe_node(node: onnx.NodeProto) -> str:
    """Type and name of an operation."""
    domain = f"{node.domain}." if node.domain else ""
    return f"{domain}{node.op_type}, node '{node.name}'"


def find_unsupported(graph: OnnxGraph) -> list[str]:
    """List the operations of `graph` that fail when imported alone.

    Each goes through torch-mlir and the compiler's check of imports in a model of its own: call
    this once the whole model has failed.

    Returns:
        One line per type of operation, with the names of the nodes.
    """
    types = {
        value.name: value.type
        for value in (*graph.graph.input, *graph.graph.value_info, *graph.graph.output)
    }
    verdicts: dict[bytes, bool] = {}
    failing = []
    for node in graph.graph.node:
        key = _key(node, types, graph)
        if key not in verdicts:
            verdicts[key] = _imports_alone(node, types, graph)
        if not verdicts[key]:
            failing.append(node)
    return _described(failing)


def _described(nodes: Iterator[onnx.NodeProto] | list[onnx.NodeProto]) -> list[str]:
    names: dict[str, dict[str, None]] = {}
    for node in nodes:
        domain = f"{node.domain}." if node.domain else ""
        names.setdefault(f"{domain}{node.op_type}", {})[node.name] = None
    lines = []
    for op_type, found in names.items():
        shown = ", ".join(f"'{name}'" for name in list(found)[:_NODES_SHOWN])
        more = f" and {len(found) - _NODES_SHOWN} more" if len(found) > _NODES_SHOWN else ""
        lines.append(f"{op_type} (node{'s' if len(found) > 1 else ''} {shown}{more})")
    return lines


def _key(node: onnx.NodeProto, types: dict[str, onnx.TypeProto], graph: OnnxGraph) -> bytes:
    """What tells operations apart that may fare differently."""
    constants = graph.constants()
    alone = deepcopy(node)
    alone.name = ""
    del alone.input[:]
    del alone.output[:]
    operands = []
    for name in node.input:
        if name in constants:
            tensor = deepcopy(constants[name])
            tensor.name = ""
            operands.append(tensor.SerializeToString())
        else:
            operands.append(types[name].SerializeToString() if name in types else b"")
    return b"|".join((alone.SerializeToString(), *operands))


def _imports_alone(
    node: onnx.NodeProto, types: dict[str, onnx.TypeProto], graph: OnnxGraph
) -> bool:
    constants = graph.constants()
    inputs = [name for name in dict.fromkeys(node.input) if name in types and name not in constants]
    alone = onnx.helper.make_graph(
        [deepcopy(node)],
        "main",
        [onnx.ValueInfoProto(name=name, type=types[name]) for name in inputs],
        [onnx.ValueInfoProto(name=n, type=types[n]) for n in node.output if n in types],
        [constants[name] for name in dict.fromkeys(node.input) if name in constants],
    )
    model = onnx.helper.make_model(alone, opset_imports=graph.model.opset_import)
    try:
        text = str(lower_onnx(model))
    except OnnxLoweringError:
        return False
    program = _patconv.Program()
    try:
        program.parse(text, node.name)
        program.run_phase(_patconv.phases()[0], _patconv.PhaseOptions())
    except _patconv.Failure:
        return False
    return True
