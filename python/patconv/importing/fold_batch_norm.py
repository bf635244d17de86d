"""Fold batch normalisation into the convolution before it, on a stateless graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import fx

if TYPE_CHECKING:
    from .torch_graph import Parameter

__all__ = ["BATCH_NORM", "fold_batch_norm"]

_ATEN = torch.ops.aten
#: An `fx.Node`, whose declared arguments are too wide a union to work with.
_Node = Any
#: Inference batch normalisation (x, weight, bias, mean, variance, momentum, eps) in a
#: decomposed graph; its value is the first of three.
BATCH_NORM = _ATEN._native_batch_norm_legit_no_training.default


def fold_batch_norm(graph: fx.Graph, parameters: dict[str, Parameter]) -> int:
    """Fold every batch normalisation that directly follows a convolution.

    With ``s = gamma / sqrt(variance + eps)`` the convolution gets the weights
    ``s * w`` and the bias ``s * (b - mean) + beta``; weights that are zero stay
    zero. Folded parameters keep the convolution's names; a bias that the
    convolution lacked is named ``<convolution>.bias``. The model's own tensors
    are not changed. A convolution whose value or parameters something else reads
    is left alone.

    Args:
        graph: the decomposed graph, changed in place.
        parameters: by placeholder name, changed in place.

    Returns:
        The number of batch normalisations folded.
    """
    folded = 0
    norm: _Node
    for norm in graph.find_nodes(op="call_function", target=BATCH_NORM):
        conv = norm.args[0]
        if not _can_fold(norm, conv, parameters):
            continue
        _fold(graph, conv, norm, parameters)
        folded += 1
    return folded


def _can_fold(norm: _Node, conv: _Node, parameters: dict[str, Parameter]) -> bool:
    if conv.target != _ATEN.convolution.default or len(conv.users) != 1 or conv.args[6]:
        return False
    reads_value_only = all(user.args[1] == 0 for user in norm.users)
    owned = [node for node in conv.args[1:3] if node is not None]
    constants = [*owned, *(node for node in norm.args[1:5] if node is not None)]
    return (
        reads_value_only
        and all(node.name in parameters for node in constants)
        and all(len(node.users) == 1 for node in owned)
    )


def _fold(graph: fx.Graph, conv: _Node, norm: _Node, parameters: dict[str, Parameter]) -> None:
    def value(node: _Node | None, default: float) -> torch.Tensor:
        if node is None:
            return torch.full_like(mean, default)
        return parameters[node.name].tensor.detach().double()

    weight_node, bias_node = conv.args[1], conv.args[2]
    mean = parameters[norm.args[3].name].tensor.detach().double()
    variance = value(norm.args[4], 1.0)
    scale = value(norm.args[1], 1.0) / torch.sqrt(variance + norm.args[6])
    shift = scale * (value(bias_node, 0.0) - mean) + value(norm.args[2], 0.0)

    weight = parameters[weight_node.name]
    dtype = weight.tensor.dtype
    if bias_node is None:
        with graph.inserting_after(weight_node):
            bias_node = graph.placeholder(f"{weight_node.name}_folded_bias")
        bias_node.meta["val"] = norm.args[3].meta["val"]
        parameters[bias_node.name] = _bias_of(weight, shift.to(dtype))
        conv.args = (*conv.args[:2], bias_node, *conv.args[3:])
    else:
        parameters[bias_node.name] = _replaced(parameters[bias_node.name], shift.to(dtype))
    shape = (-1,) + (1,) * (weight.tensor.dim() - 1)
    folded_weight = weight.tensor.detach() * scale.to(dtype).view(shape)
    parameters[weight_node.name] = _replaced(weight, folded_weight)

    for user in list(norm.users):
        user.replace_all_uses_with(conv)
        graph.erase_node(user)
    graph.erase_node(norm)


def _replaced(parameter: Parameter, tensor: torch.Tensor) -> Parameter:
    return type(parameter)(parameter.name, tensor)


def _bias_of(weight: Parameter, tensor: torch.Tensor) -> Parameter:
    return type(weight)(f"{weight.name.removesuffix('weight').removesuffix('.')}.bias", tensor)
