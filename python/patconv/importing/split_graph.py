"""Split a graph into parts to compile and parts to run in PyTorch."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import fx

from ..errors import ImportContractError
from .torch_graph import Parameter, StatelessGraph
from .torch_lowering import describe_place

__all__ = ["Part", "split_graph"]

#: Operations that make a part worth its call.
_WORTH = {
    "addmm",
    "baddbmm",
    "bmm",
    "conv2d",
    "conv_transpose2d",
    "convolution",
    "linear",
    "matmul",
    "mm",
}
_NOT_WORTH = "no convolution or matrix product beside it"


@dataclass(frozen=True, eq=False)
class Part:
    """Operations that run together.

    Attributes:
        graph: the operations; names of inputs and outputs are those of values of the whole graph.
        reasons: why each node runs in PyTorch; empty for a part to compile.
    """

    graph: StatelessGraph
    reasons: Mapping[fx.Node, str]

    @property
    def in_torch(self) -> bool:
        """Whether the part runs in PyTorch."""
        return bool(self.reasons)


def split_graph(stateless: StatelessGraph, unsupported: Mapping[fx.Node, str]) -> list[Part]:
    """Split a graph into parts that can run one after the other.

    Parts that are compiled read and return float32 alone, and hold a convolution or a matrix
    product: other operations are left to PyTorch.

    Args:
        stateless: of any types; it is not changed.
        unsupported: the nodes that cannot be compiled, each with the reason.

    Returns:
        The parts in order: every value that a part reads is an input of the whole, or an output
        of an earlier part.

    Raises:
        ImportContractError: an operation depends on how values lie in memory.
    """
    for node in stateless.graph.nodes:
        if "as_strided" in str(node.target):
            raise ImportContractError(
                "expected no operation to depend on how values lie in memory with "
                f"fallback='torch', but got {node.target} ({describe_place(node)})"
            )
    return _Splitter(stateless, dict(unsupported)).split()


class _Splitter:
    """Decides for each operation where it runs, until no rule moves another one.

    Attributes:
        stateless: the whole.
        reasons: the operations that run in PyTorch.
        free: supported operations that depend on no input: each part that reads one has a copy.
        levels: the number of the part of each other node, even for parts to compile.
    """

    def __init__(self, stateless: StatelessGraph, reasons: dict[fx.Node, str]) -> None:
        self.stateless = stateless
        self.reasons = reasons
        self.nodes = [n for n in stateless.graph.nodes if n.op not in ("placeholder", "output")]
        results: Any = stateless.graph.output_node().args[0]
        self.results: set[fx.Node] = set(results)
        self.free: set[fx.Node] = set()
        self.levels: dict[fx.Node, int] = {}

    def split(self) -> list[Part]:
        self.refuse_parameters()
        self.assign_levels()
        while self.refuse_types() or self.refuse_small_parts():
            self.assign_levels()
        return [self.make_part(level) for level in sorted(set(self.levels.values()))]

    def is_parameter(self, node: fx.Node) -> bool:
        return node.op == "placeholder" and node.name in self.stateless.parameters

    def assign_levels(self) -> None:
        """Put a node into the first part of its kind that no operand lies behind."""
        self.free.clear()
        self.levels.clear()
        for node in self.nodes:
            in_torch = _base(node) in self.reasons
            operands = node.all_input_nodes
            if not in_torch and all(self.is_parameter(o) or o in self.free for o in operands):
                self.free.add(node)
                if node not in self.results:
                    continue
            level = max((self.levels[o] for o in operands if o in self.levels), default=0)
            self.levels[node] = level + (level % 2 != in_torch)

    def compiled(self) -> dict[int, list[fx.Node]]:
        """The nodes of each part to compile."""
        parts: dict[int, list[fx.Node]] = {}
        for node, level in self.levels.items():
            if level % 2 == 0:
                parts.setdefault(level, []).append(node)
        return parts

    def refuse_parameters(self) -> None:
        for node in self.nodes:
            for value in node.all_input_nodes:
                if self.is_parameter(value) and not _is_float(value):
                    self.reasons.setdefault(_base(node), f"it reads {_type(value)} parameters")

    def refuse_types(self) -> bool:
        """Leave to PyTorch what takes another type than float32 across the border of a part."""
        before = len(self.reasons)
        for level, nodes in self.compiled().items():
            for node in nodes:
                if not _is_float(node) and self.leaves(node, level):
                    self.reasons.setdefault(_base(node), f"it returns {_type(node)}")
                for value in node.all_input_nodes:
                    if self.comes_in(value, level) and not _is_float(value):
                        self.reasons.setdefault(_base(node), f"it reads {_type(value)}")
        return len(self.reasons) > before

    def refuse_small_parts(self) -> bool:
        before = len(self.reasons)
        for nodes in self.compiled().values():
            if not any(_name(node) in _WORTH for node in nodes):
                for node in nodes:
                    self.reasons.setdefault(_base(node), _NOT_WORTH)
        return len(self.reasons) > before

    def is_copied(self, node: fx.Node) -> bool:
        return node in self.free and node not in self.levels

    def comes_in(self, value: fx.Node, level: int) -> bool:
        """Whether a value that the part reads is made before it."""
        if self.is_parameter(value) or self.is_copied(value):
            return False
        return self.levels.get(value) != level

    def leaves(self, node: fx.Node, level: int) -> bool:
        """Whether something after the part reads a value of it."""
        if node in self.results:
            return True
        return any(self.levels.get(user, level) != level for user in node.users)

    def make_part(self, level: int) -> Part:
        mine = [node for node in self.nodes if self.levels.get(node) == level]
        graph = fx.Graph(self.stateless.graph.owning_module)
        copies: dict[fx.Node, fx.Node] = {}
        parameters: dict[str, Parameter] = {}
        inputs: dict[str, str] = {}
        inside = self.with_copied(mine)
        for node in inside:
            for value in node.all_input_nodes:
                if value in copies or value in inside:
                    continue
                copies[value] = graph.placeholder(value.name)
                copies[value].meta = dict(value.meta)
                if self.is_parameter(value):
                    parameters[copies[value].name] = self.stateless.parameters[value.name]
                else:
                    inputs[copies[value].name] = value.name
        for node in inside:
            copies[node] = graph.node_copy(node, copies.__getitem__)
        outputs = [node for node in mine if self.leaves(node, level)]
        graph.output(tuple(copies[node] for node in outputs))
        names = tuple(node.name for node in outputs)
        reasons = {node: self.reasons[node] for node in mine if node in self.reasons}
        return Part(StatelessGraph(graph, parameters, inputs, names), reasons)

    def with_copied(self, mine: list[fx.Node]) -> dict[fx.Node, None]:
        """The nodes of a part and copies of what they read that is free, operands first."""
        needed = set(mine)
        for node in reversed(self.nodes):
            if node in needed:
                needed.update(value for value in node.all_input_nodes if self.is_copied(value))
        return {node: None for node in self.nodes if node in needed}


def _base(node: fx.Node) -> fx.Node:
    """The operation itself, of which `node` may be one of several values."""
    while node.target is operator.getitem:
        (node,) = node.all_input_nodes
    return node


def _name(node: fx.Node) -> str:
    return str(node.target).removeprefix("aten.").partition(".")[0]


def _is_float(node: fx.Node) -> bool:
    value = node.meta.get("val")
    return not isinstance(value, torch.Tensor) or value.dtype == torch.float32


def _type(node: fx.Node) -> str:
    return str(node.meta["val"].dtype).removeprefix("torch.")
