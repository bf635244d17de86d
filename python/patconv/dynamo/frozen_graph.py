"""A graph of TorchDynamo as a module of its own, with parameters in place of arguments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import torch
from torch import fx, nn
from torch.fx.traceback import preserve_node_meta

__all__ = ["FrozenGraph", "find_weights", "unwrap_numbers"]

#: How an attribute of a module is named in a source, such as `L['self']._modules['conv']`.
_STEP = re.compile(r"\['([^']*)'\]")
_ROOT = re.compile(r"^\w+\['[^']*'\]\.?")


def find_weights(graph: fx.Graph, example_inputs: Sequence[Any]) -> dict[int, str]:
    """The arguments that are parameters or buffers of modules.

    Returns:
        Their names by position, as the modules have them; where that is not unique, the graph's.
    """
    found: dict[int, fx.Node] = {}
    arguments = graph.find_nodes(op="placeholder")
    for position, (node, value) in enumerate(zip(arguments, example_inputs, strict=True)):
        of_module = "_dynamo_static_input_type" in node.meta.get("tensor_dict", {})
        if isinstance(value, torch.Tensor) and (of_module or isinstance(value, nn.Parameter)):
            found[position] = node
    paths = [_STEP.findall(_source(node)) for node in found.values()]
    if len({tuple(path[:1]) for path in paths}) == 1:
        paths = [path[1:] for path in paths]
    if not _can_be_attributes(paths):
        paths = [[node.name] for node in found.values()]
    return {position: ".".join(path) for position, path in zip(found, paths, strict=True)}


def unwrap_numbers(graph_module: fx.GraphModule) -> tuple[fx.GraphModule, frozenset[int]]:
    """A copy of a graph that takes numbers where TorchDynamo wraps them in tensors.

    It does so with floats that may change; the graph unwraps them first.

    Returns:
        The copy, and the positions of these arguments.
    """
    copied = _copy(graph_module)
    positions = set()
    for position, node in enumerate(copied.graph.find_nodes(op="placeholder")):
        wrapped = getattr(node.meta.get("grapharg"), "pass_arg_as_tensor", False)
        if not wrapped or any(user.target != "item" for user in node.users):
            continue
        positions.add(position)
        for user in list(node.users):
            user.replace_all_uses_with(node)
            copied.graph.erase_node(user)
    return copied, frozenset(positions)


def _copy(graph_module: fx.GraphModule) -> fx.GraphModule:
    graph = fx.Graph()
    nodes: dict[fx.Node, fx.Node] = {}
    for node in graph_module.graph.nodes:
        nodes[node] = graph.node_copy(node, nodes.__getitem__)
    return fx.GraphModule(graph_module, graph)


def _source(node: fx.Node) -> str:
    source = getattr(node.meta.get("grapharg"), "source", None)
    name = getattr(source, "name", "")
    return str(name() if callable(name) else name)


def _can_be_attributes(paths: list[list[str]]) -> bool:
    """Whether each path is a place of its own, none within another, with usable names."""
    unique = {tuple(path) for path in paths}
    inner = {path[:length] for path in unique for length in range(len(path))}
    steps = [step for path in paths for step in path]
    return len(unique) == len(paths) and not unique & inner and all(map(_is_name, steps))


def _is_name(step: str) -> bool:
    return re.fullmatch(r"\w+", step) is not None and not hasattr(nn.Module, step)


class FrozenGraph(nn.Module):
    """A graph whose weights and numbers are fixed; called with its other tensors.

    Args:
        graph_module: the graph.
        arguments: of one call.
        weights: names of the arguments that are weights, by position.
        results: positions of the results to return.
    """

    def __init__(
        self,
        graph_module: fx.GraphModule,
        arguments: Sequence[Any],
        weights: dict[int, str],
        results: Sequence[int],
    ) -> None:
        super().__init__()
        # Modules within the graph are the user's, so their mode stays as it is.
        self.training = False
        self._dynamo_graph = _with_layers(graph_module)
        self._dynamo_arguments = [
            weights.get(position, None if isinstance(value, torch.Tensor) else value)
            for position, value in enumerate(arguments)
        ]
        self._dynamo_weights = set(weights)
        self._dynamo_results = list(results)
        for position, name in weights.items():
            _attach(self, name.split("."), arguments[position])

    def forward(self, *inputs: torch.Tensor) -> tuple[Any, ...]:
        """Run the graph; its nodes keep their layers and lines of source in a trace."""
        values = iter(inputs)
        arguments = []
        for position, value in enumerate(self._dynamo_arguments):
            if position in self._dynamo_weights:
                arguments.append(attrgetter(str(value))(self))
            else:
                arguments.append(next(values) if value is None else value)
        with preserve_node_meta():
            results = fx.Interpreter(self._dynamo_graph).run(*arguments)
        return tuple(results[position] for position in self._dynamo_results)


def _with_layers(graph_module: fx.GraphModule) -> fx.GraphModule:
    """A copy whose nodes name layers as their module does."""
    copied = _copy(graph_module)
    for node in copied.graph.nodes:
        stack = node.meta.get("nn_module_stack") or {}
        # Without an entry, a node would get that of the one before it.
        node.meta["nn_module_stack"] = {
            key: (_ROOT.sub("", path), kind) for key, (path, kind) in stack.items()
        }
    copied.training = False
    return copied


def _attach(root: nn.Module, path: list[str], tensor: torch.Tensor) -> None:
    *owners, name = path
    for owner in owners:
        if owner not in root._modules:
            child = nn.Module()
            child.training = False
            root.add_module(owner, child)
        root = root.get_submodule(owner)
    if isinstance(tensor, nn.Parameter):
        root.register_parameter(name, tensor)
    else:
        root.register_buffer(name, tensor)
