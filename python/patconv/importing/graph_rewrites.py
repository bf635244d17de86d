"""Write operations of a decomposed graph in the forms that torch-mlir lowers best."""

from __future__ import annotations

from typing import Any

import torch
from torch import fx

from .fold_batch_norm import BATCH_NORM

__all__ = ["read_argument", "rewrite_for_lowering"]

_ATEN = torch.ops.aten


def rewrite_for_lowering(graph: fx.Graph) -> None:
    """Write operations so that torch-mlir's lowering yields one generic each."""
    for node in list(graph.nodes):
        if node.target == BATCH_NORM:
            with graph.inserting_before(node):
                norm = graph.call_function(
                    _ATEN.batch_norm.default, (*node.args[:5], False, *node.args[5:], False)
                )
            norm.meta = {**node.meta, "val": node.meta["val"][0]}
            for user in list(node.users):
                user.replace_all_uses_with(norm)
        elif node.target == _ATEN.hardtanh.default:
            node.target = _ATEN.clamp.default
            node.args = (node.args[0], read_argument(node, 1, -1.0), read_argument(node, 2, 1.0))
        elif node.target == _ATEN.avg_pool2d.default and _is_identity_pool(node):
            node.replace_all_uses_with(node.args[0])
            graph.erase_node(node)
        elif node.target == _ATEN.constant_pad_nd.default:
            _crop_before_padding(graph, node)


def _crop_before_padding(graph: fx.Graph, node: Any) -> None:
    """Write negative padding, which removes elements, as slices before the padding that is left."""
    source, amounts = node.args[0], list(node.args[1])
    for place in range(0, len(amounts), 2):
        before, after = (max(0, -amount) for amount in amounts[place : place + 2])
        if not before and not after:
            continue
        dim = node.meta["val"].dim() - 1 - place // 2
        extent = source.meta["val"].shape[dim]
        with graph.inserting_before(node):
            crop = graph.call_function(_ATEN.slice.Tensor, (source, dim, before, extent - after))
        # The importer prefers tensor_meta, which is that of the padding.
        crop.meta = {name: value for name, value in node.meta.items() if name != "tensor_meta"}
        crop.meta["val"] = source.meta["val"].narrow(dim, before, extent - before - after)
        source = crop
    node.args = (source, [max(0, amount) for amount in amounts], *node.args[2:])


def _is_identity_pool(node: fx.Node) -> bool:
    """Whether an average pool has a window of one value: an adaptive pool that has no work."""
    window, stride, padding = (read_argument(node, position, []) for position in (1, 2, 3))
    return set(window) == {1} and set(stride) <= {1} and set(padding) <= {0}


def read_argument(node: fx.Node, position: int, default: Any) -> Any:
    """A positional argument, or its default where the trace left it out."""
    return node.args[position] if position < len(node.args) else default
