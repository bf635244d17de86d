"""What PyTorch computes for every convolution of a network, in float64."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import fx, nn
from torch.export import ExportedProgram

from .torch_graph import StatelessGraph, export_module, lower_to_graph

__all__ = ["LayerReference", "reference_outputs"]

_CONVOLUTION = torch.ops.aten.convolution.default
_BATCH_NORM = torch.ops.aten.batch_norm.default
#: A module that runs several times is told apart by a number.
_CALL_NUMBER = re.compile(r"@\d+$")


@dataclass(frozen=True, eq=False)
class LayerReference:
    """One run of a convolution and of the element-wise operations that follow it.

    Attributes:
        name: the layer as the compiler names it: ``conv1``, and ``conv1_1`` for the second run of
            the same weights.
        modules: paths of the modules that compute it, the convolution's first.
        values: the convolution's result, then that of each operation that is its only user, such
            as a batch normalisation, a residual addition and an activation. The compiler exposes
            one of them.
    """

    name: str
    modules: tuple[str, ...]
    values: tuple[torch.Tensor, ...]


def reference_outputs(
    model: nn.Module | ExportedProgram, example_inputs: Sequence[torch.Tensor]
) -> tuple[list[LayerReference], list[torch.Tensor]]:
    """Run a network in float64, and keep what every convolution computes.

    The network is exported as for a compilation, but no batch normalisation is folded, so that the
    values owe nothing to the folding.

    Args:
        model: the network in evaluation mode, or exported already; it is not changed.
        example_inputs: float32 tensors, as `model` is called with them.

    Returns:
        The convolutions in the order of execution, and the outputs.

    Raises:
        ImportContractError: the network cannot be exported.
    """
    if isinstance(model, nn.Module):
        model = export_module(model, example_inputs)
    stateless = lower_to_graph(model, fold=False)
    inputs = iter(example_inputs)
    arguments = [
        stateless.parameters[node.name].tensor
        if node.name in stateless.parameters
        else next(inputs)
        for node in stateless.graph.find_nodes(op="placeholder")
    ]
    chains = list(_chains(stateless))
    recorder = _Recorder(stateless.graph, {node for _, nodes in chains for node in nodes})
    with torch.inference_mode():
        outputs = recorder.run(*(_widen(argument) for argument in arguments))
    layers = [
        LayerReference(
            name,
            tuple(path for node in nodes if (path := _module_path(node))),
            tuple(recorder.values[node] for node in nodes),
        )
        for name, nodes in chains
    ]
    return layers, list(outputs)


def _widen(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.detach().double() if tensor.is_floating_point() else tensor.detach()


class _Recorder(fx.Interpreter):
    """Runs a graph and keeps the values of some nodes."""

    def __init__(self, graph: fx.Graph, wanted: set[fx.Node]) -> None:
        super().__init__(fx.GraphModule({}, graph))
        # The interpreter runs a copy, whose nodes have the same names.
        self._wanted = {node.name: node for node in wanted}
        self.values: dict[fx.Node, torch.Tensor] = {}

    def run_node(self, n: fx.Node) -> Any:
        value = super().run_node(n)
        if n.name in self._wanted:
            self.values[self._wanted[n.name]] = value
        return value


def _chains(stateless: StatelessGraph) -> Iterator[tuple[str, list[fx.Node]]]:
    taken: set[str] = set()
    for node in stateless.graph.find_nodes(op="call_function", target=_CONVOLUTION):
        weight: Any = node.args[1]
        if weight.name not in stateless.parameters or len(node.meta["val"].shape) != 4:
            continue
        name = stateless.parameters[weight.name].name.removesuffix(".weight")
        unique = next(n for n in _numbered(name) if n not in taken)
        taken.add(unique)
        nodes = [node]
        while (user := _following(nodes[-1])) is not None:
            nodes.append(user)
        yield unique, nodes


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in itertools.count(1))


def _following(node: fx.Node) -> fx.Node | None:
    """The one operation that takes the value of `node`, if it is element-wise."""
    if len(node.users) != 1:
        return None
    (user,) = node.users
    tags = getattr(user.target, "tags", ())
    takes = user.target == _BATCH_NORM or torch.Tag.pointwise in tags
    if not takes or user.meta["val"].shape != node.meta["val"].shape:
        return None
    return user


def _module_path(node: fx.Node) -> str:
    """The module that a node comes from; empty where the model computes it itself."""
    stack = node.meta.get("nn_module_stack") or {}
    path = str([path for path, _ in stack.values()][-1]) if stack else ""
    return _CALL_NUMBER.sub("", path)
