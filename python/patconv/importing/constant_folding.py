"""Compute at import what depends on parameters and constants alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import fx
from torch.utils import _pytree as pytree

if TYPE_CHECKING:
    from .torch_graph import Parameter

__all__ = ["fold_constants"]

_ATEN = torch.ops.aten
#: What takes no time or memory as it is: views of parameters, and tensors of one value.
_CHEAP = {
    _ATEN.alias.default,
    _ATEN.clone.default,
    _ATEN.detach.default,
    _ATEN.expand.default,
    _ATEN.permute.default,
    _ATEN.select.int,
    _ATEN.slice.Tensor,
    _ATEN.squeeze.dims,
    _ATEN.t.default,
    _ATEN.transpose.int,
    _ATEN.unsqueeze.default,
    _ATEN.view.default,
    _ATEN.empty.memory_format,
    _ATEN.full.default,
    _ATEN.scalar_tensor.default,
}
#: Constants of up to this many integers or Booleans stand in the text.
_LARGEST_LITERAL = 65536


def fold_constants(graph: fx.Graph, parameters: dict[str, Parameter]) -> None:
    """Replace what depends on parameters alone by parameters, and small tables by literals.

    Weights that a parametrisation computes, masks, positions and tables that an index reads
    become parameters, each named after its layer and operation; the weights of a convolution
    get the name that they had without a parametrisation. Views of parameters stay, so that no
    weights are copied. Parameters that are not float32 become attributes of the graph's module.

    Args:
        graph: the decomposed graph, changed in place.
        parameters: by placeholder name, changed in place.
    """
    constants = _constant_nodes(graph, parameters)
    candidates = [node for node in constants if _is_worth_folding(node)]
    values: dict[fx.Node, Any] = {}
    folded: list[tuple[fx.Node, fx.Node, torch.Tensor]] = []
    after = next(iter(reversed(graph.find_nodes(op="placeholder"))), None)
    for node in candidates:
        if all(user in constants and _is_worth_folding(user) for user in node.users):
            continue
        value = _evaluate(node, parameters, values)
        place = graph.inserting_before() if after is None else graph.inserting_after(after)
        with place:
            after = graph.placeholder(f"{node.name}_folded")
        after.meta["val"] = node.meta["val"]
        node.replace_all_uses_with(after)
        # A view of it may lead to another one.
        values[after] = value
        folded.append((node, after, value.detach().contiguous()))
    graph.eliminate_dead_code()
    # Names of what was read alone by what is folded now are free.
    for placeholder in graph.find_nodes(op="placeholder"):
        if placeholder.name in parameters and not placeholder.users:
            del parameters[placeholder.name]
            graph.erase_node(placeholder)
    for node, placeholder, tensor in folded:
        if not placeholder.users:
            graph.erase_node(placeholder)
            continue
        name = _free_name(node, placeholder, parameters)
        parameters[placeholder.name] = _parameter(name, tensor)
    _inline_tables(graph, parameters)


def _constant_nodes(graph: fx.Graph, parameters: dict[str, Parameter]) -> dict[fx.Node, None]:
    """The operations that depend on parameters alone, in order."""
    constants: dict[fx.Node, None] = {}
    for node in graph.nodes:
        if node.op != "call_function" or torch.Tag.nondeterministic_seeded in _tags(node):
            continue
        if all(source in constants or source.name in parameters for source in node.all_input_nodes):
            constants[node] = None
    return constants


def _tags(node: fx.Node) -> Any:
    return getattr(node.target, "tags", ())


def _is_worth_folding(node: fx.Node) -> bool:
    value = node.meta.get("val")
    return (
        isinstance(value, torch.Tensor)
        and value.dtype == torch.float32
        and node.target not in _CHEAP
        # The scale of `addmm`, which has no effect.
        and not (node.target == _ATEN.mul.Tensor and node.args[1] == 1)
    )


def _evaluate(
    node: fx.Node, parameters: dict[str, Parameter], values: dict[fx.Node, Any]
) -> torch.Tensor:
    def value(source: fx.Node) -> Any:
        if source.name in parameters:
            return parameters[source.name].tensor
        if source not in values:
            values[source] = _evaluate(source, parameters, values)
        return values[source]

    target: Any = node.target
    args, kwargs = pytree.tree_map_only(fx.Node, value, (node.args, node.kwargs))
    with torch.no_grad():
        result: torch.Tensor = target(*args, **kwargs)
    return result


def _free_name(node: fx.Node, placeholder: fx.Node, parameters: dict[str, Parameter]) -> str:
    reader = next(iter(placeholder.users))
    is_weight = reader.target == _ATEN.convolution.default and reader.args[1] is placeholder
    layer = _layer(reader if is_weight else node)
    name = f"{layer}.{'weight' if is_weight else node.name}".lstrip(".")
    taken = {parameter.name for parameter in parameters.values()}
    while name in taken:
        name += "_folded"
    return name


def _parameter(name: str, tensor: torch.Tensor) -> Parameter:
    from .torch_graph import Parameter

    return Parameter(name, tensor)


def _layer(node: fx.Node) -> str:
    stack = node.meta.get("nn_module_stack") or {}
    return str([path for path, _ in stack.values()][-1]) if stack else ""


def _inline_tables(graph: fx.Graph, parameters: dict[str, Parameter]) -> None:
    """Make attributes of parameters that are integers or Booleans; they become literals."""
    module = graph.owning_module
    for node in graph.find_nodes(op="placeholder"):
        parameter = parameters.get(node.name)
        if parameter is None or not node.users or module is None:
            continue
        tensor = parameter.tensor
        if tensor.is_floating_point() or tensor.numel() > _LARGEST_LITERAL:
            continue
        target = f"_literal_{node.name}"
        module.register_buffer(target, tensor.detach())
        after = graph.find_nodes(op="placeholder")[-1]
        with graph.inserting_after(after):
            literal = graph.get_attr(target)
        literal.meta["val"] = node.meta["val"]
        node.replace_all_uses_with(literal)
        graph.erase_node(node)
        del parameters[node.name]
