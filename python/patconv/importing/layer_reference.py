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
        modules: paths of the modules that compute it, the convolution's first, as far as each
            operation alone takes the value of the one before.
        values: the convolution's result, then that of each element-wise operation and batch
            normalisation that it reaches through others of these, such as activations and
            residual additions. The compiler exposes one of them.
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
    convolutions = list(_convolutions(stateless))
    reached = [_reached(node) for _, node in convolutions]
    recorder = _Recorder(stateless.graph, {node for nodes in reached for node in nodes})
    with torch.inference_mode():
        outputs = recorder.run(*(_widen(argument) for argument in arguments))
    layers = [
        LayerReference(
            name,
            tuple(path for node in _chain(convolution) if (path := _module_path(node))),
            tuple(recorder.values[node] for node in nodes),
        )
        for (name, convolution), nodes in zip(convolutions, reached, strict=True)
    ]
    return layers, list(outputs)


def _widen(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.detach().double() if tensor.is_floating_point() else tensor.detach()


class _Recorder(fx.Interpreter):
    """Runs a graph and keeps the values of some nodes."""

    def __init__(self, graph: fx.Graph, wanted: set[fx.Node]) -> None:
        # Tables of integers are attributes of the graph's module.
        super().__init__(fx.GraphModule(graph.owning_module or {}, graph))
        # The interpreter runs a copy, whose nodes have the same names.
        self._wanted = {node.name: node for node in wanted}
        self.values: dict[fx.Node, torch.Tensor] = {}

    def run_node(self, n: fx.Node) -> Any:
        value = super().run_node(n)
        if n.name in self._wanted:
            self.values[self._wanted[n.name]] = value
        return value


def _convolutions(stateless: StatelessGraph) -> Iterator[tuple[str, fx.Node]]:
    """The convolutions of images, each with the name that the compiler gives it."""
    taken: set[str] = set()
    for node in stateless.graph.find_nodes(op="call_function", target=_CONVOLUTION):
        weight: Any = node.args[1]
        if weight.name not in stateless.parameters or len(node.meta["val"].shape) != 4:
            continue
        name = stateless.parameters[weight.name].name.removesuffix(".weight")
        unique = next(n for n in _numbered(name) if n not in taken)
        taken.add(unique)
        yield unique, node


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in itertools.count(1))


def _reached(convolution: fx.Node) -> list[fx.Node]:
    """A convolution and the operations that may join it: an activation may read it twice."""
    reached = {convolution: None}
    left = [convolution]
    while left:
        for user in left.pop(0).users:
            if user not in reached and _may_join(user, convolution):
                reached[user] = None
                left.append(user)
    return list(reached)


def _chain(convolution: fx.Node) -> Iterator[fx.Node]:
    """A convolution and what follows it as long as there is one reader."""
    node = convolution
    yield node
    while len(node.users) == 1:
        (node,) = node.users
        if not _may_join(node, convolution):
            return
        yield node


def _may_join(node: fx.Node, convolution: fx.Node) -> bool:
    tags = getattr(node.target, "tags", ())
    if node.target != _BATCH_NORM and torch.Tag.pointwise not in tags:
        return False
    return bool(node.meta["val"].shape == convolution.meta["val"].shape)


def _module_path(node: fx.Node) -> str:
    """The module that a node comes from; empty where the model computes it itself."""
    stack = node.meta.get("nn_module_stack") or {}
    path = str([path for path, _ in stack.values()][-1]) if stack else ""
    return _CALL_NUMBER.sub("", path)
