"""Find every operation of a graph that cannot be compiled, not only the first."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import torch
from torch import fx

from .refusals import is_taken
from .torch_lowering import LoweringError, describe_place, lower_graph

__all__ = ["describe_nodes", "find_unsupported", "find_unsupported_nodes"]


def find_unsupported(graph: fx.Graph) -> list[str]:
    """Describe the operations of `graph` that fail when imported alone, as `describe_nodes`."""
    return describe_nodes(find_unsupported_nodes(graph))


def describe_nodes(nodes: Sequence[fx.Node]) -> list[str]:
    """Say what nodes are and where they come from.

    Returns:
        One line per place in the model: the operations there, their layer and their line of
        Python source. An operation that was decomposed has the name that it had before.
    """
    places: dict[str, dict[str, None]] = {}
    for node in nodes:
        name = str(node.meta.get("original_aten") or node.target)
        places.setdefault(describe_place(node), {})[name] = None
    return [f"{', '.join(names)} ({place})" for place, names in places.items()]


def find_unsupported_nodes(graph: fx.Graph) -> list[fx.Node]:
    """The operations of `graph` that fail when imported alone.

    Each distinct operation (its overload, constants and operand shapes) goes through
    torch-mlir and the compiler's check of imports in a graph of its own, so this costs
    some milliseconds per distinct operation: call it once the whole graph has failed.
    """
    verdicts: dict[str, bool] = {}
    failed: list[fx.Node] = []
    for node in graph.nodes:
        if node.op != "call_function" or node.target is operator.getitem:
            continue
        key = _key(node)
        if key not in verdicts:
            verdicts[key] = _imports_alone(node)
        if not verdicts[key]:
            failed.append(node)
    return failed


def _key(node: fx.Node) -> str:
    def shaped(value: Any) -> Any:
        tensor = value.meta.get("val")
        return f"{getattr(tensor, 'dtype', None)}{list(getattr(tensor, 'shape', ()))}"

    return f"{node.target}{fx.map_arg(node.args, shaped)}{fx.map_arg(node.kwargs, shaped)}"


def _imports_alone(node: fx.Node) -> bool:
    alone = fx.Graph()
    operands: dict[fx.Node, fx.Node] = {}

    def operand(source: fx.Node) -> fx.Node:
        if source not in operands:
            operands[source] = alone.placeholder(source.name)
            operands[source].meta = dict(source.meta)
        return operands[source]

    for source in node.all_input_nodes:
        if source.op == "get_attr" and not isinstance(source.meta.get("val"), torch.Tensor):
            return False  # A graph within the graph, as of torch.cond.
        operand(source)
    copy = alone.node_copy(node, operand)
    results = [copy]
    if not isinstance(node.meta.get("val"), torch.Tensor):
        results = [alone.node_copy(user, lambda _: copy) for user in node.users]
    alone.output(tuple(results))
    try:
        text = str(lower_graph(alone))
    except LoweringError:
        return False
    return is_taken(text, node.name)
