"""What the parameters of ONNX models are called, after which the compiler names layers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import onnx

from .onnx_graph import OnnxGraph, is_layer

__all__ = ["layer_name", "name_parameters"]

_WEIGHT, _BIAS = ".weight", ".bias"
#: PyTorch's older exporter puts the modules' names and the operation's into paths.
_SEPARATOR = "/"
#: The compiler takes this for the end of a layer's name.
_RESERVED = "::"


def name_parameters(graph: OnnxGraph) -> dict[str, str]:
    """Name the parameters so that reports name layers as the model's author does.

    Weights called ``NAME.weight``, as PyTorch's exporters do where they can, keep that name. Others
    get the name of the operation that reads them first, if it has one.

    Returns:
        Names by that of the value in the graph, each one once.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for value, wanted in _wanted(graph):
        if value not in names:
            names[value] = _unique(wanted, taken)
    for value in graph.parameters:
        if value not in names:
            names[value] = _unique(value, taken)
    return names


def layer_name(node: onnx.NodeProto) -> str:
    """The name of an operation as PyTorch names the module: ``layer1.0.conv1``.

    The older exporter writes ``/layer1/layer1.0/conv1/Conv``; other names stay as they are.
    """
    if not node.name.startswith(_SEPARATOR):
        return node.name
    modules: list[str] = []
    parts = node.name.strip(_SEPARATOR).split(_SEPARATOR)
    # The operation's own name has a number where a module has several.
    if len(parts) > 1 and parts[-1].startswith(node.op_type):
        parts.pop()
    for part in parts:
        # What lies in a sequence has the sequence's name in front of its own.
        if modules and part.startswith(f"{modules[-1]}."):
            modules.pop()
        modules.append(part)
    return ".".join(modules)


def _wanted(graph: OnnxGraph) -> Iterator[tuple[str, str]]:
    for node in graph.graph.node:
        if not is_layer(node) or node.input[1] not in graph.parameters:
            continue
        weight = node.input[1]
        if weight.endswith(_WEIGHT):
            layer = weight.removesuffix(_WEIGHT)
        elif _is_numbered(node) and _RESERVED not in weight:
            yield weight, weight
            continue
        else:
            layer = layer_name(node)
        yield weight, layer + _WEIGHT
        if len(node.input) > 2 and node.input[2] in graph.parameters:
            bias = node.input[2]
            yield bias, bias if bias.endswith(_BIAS) else layer + _BIAS


def _is_numbered(node: onnx.NodeProto) -> bool:
    """Whether an operation has no name but a number."""
    return re.fullmatch(rf"{node.op_type}_?\d+", node.name) is not None


def _unique(wanted: str, taken: set[str]) -> str:
    wanted = wanted.replace(_RESERVED, ".")
    stem, dot, end = wanted.rpartition(".")
    name, number = wanted, 0
    while name in taken:
        number += 1
        name = f"{stem}_{number}{dot}{end}" if dot else f"{wanted}_{number}"
    taken.add(name)
    return name
