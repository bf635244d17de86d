"""Write interpolation and adaptive average pooling as sparse 1x1 convolutions.

Both are linear along each spatial axis and independent of the others, so one matrix an axis
says all of them: row i has the weights of the inputs that output i is made of, two for linear
interpolation, four for cubic. With the axis taken for the channels, applying the matrix is a
1x1 convolution whose zeros the compiler skips as it skips those of a pruned layer. The matrix is
what PyTorch makes of unit vectors, so the nearest pixels are PyTorch's, whose places are rounded
products; halfway between two pixels its kernels differ among each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import fx

if TYPE_CHECKING:
    from .torch_graph import Parameter

__all__ = ["NEAREST", "RESAMPLING", "rewrite_resampling"]

_ATEN = torch.ops.aten
#: Interpolations that take one pixel each.
NEAREST = (
    _ATEN.upsample_nearest1d.vec,
    _ATEN.upsample_nearest2d.vec,
    _ATEN.upsample_nearest3d.vec,
    _ATEN._upsample_nearest_exact1d.vec,
    _ATEN._upsample_nearest_exact2d.vec,
    _ATEN._upsample_nearest_exact3d.vec,
)
#: Interpolations with the positions of their output size and their scale factors.
_INTERPOLATIONS: dict[Any, tuple[int, int | None]] = {
    _ATEN.upsample_linear1d.vec: (1, 3),
    _ATEN.upsample_bilinear2d.vec: (1, 3),
    _ATEN.upsample_trilinear3d.vec: (1, 3),
    _ATEN.upsample_bicubic2d.vec: (1, 3),
    _ATEN._upsample_bilinear2d_aa.vec: (1, 3),
    _ATEN._upsample_bicubic2d_aa.vec: (1, 3),
    **dict.fromkeys(NEAREST, (1, 2)),
}
#: The operations that a graph should keep for `rewrite_resampling`.
RESAMPLING = (*_INTERPOLATIONS, _ATEN._adaptive_avg_pool2d.default)


def rewrite_resampling(graph: fx.Graph, parameters: dict[str, Parameter]) -> None:
    """Replace each operation of `RESAMPLING`.

    Args:
        graph: the decomposed graph, changed in place.
        parameters: by placeholder name; gets the matrices, named after the layer and the axis.
    """
    builder = _Builder(graph, parameters)
    for node in list(graph.nodes):
        if node.op == "call_function" and node.target in RESAMPLING:
            builder.rewrite(node)


def _axis_matrix(node: fx.Node, axis: int) -> torch.Tensor:
    """The weights along one spatial axis, ``[outputs, inputs]``, as PyTorch has them.

    They are what the operation makes of the unit vectors. The other axes have two pixels that
    stay as they are: with one, PyTorch mistakes the memory for channels last.
    """
    arguments: list[Any] = list(node.args)
    source, result = arguments[0].meta["val"], node.meta["val"]
    spatial = source.dim() - 2

    def alone(values: Sequence[Any], other: Any) -> list[Any]:
        return [value if place == axis else other for place, value in enumerate(values)]

    size, factors = _INTERPOLATIONS.get(node.target, (1, None))
    if arguments[size] is not None:
        arguments[size] = alone(result.shape[2:], 2)
    if factors is not None and len(arguments) > factors and arguments[factors] is not None:
        arguments[factors] = alone(arguments[factors], 1.0)
    extent = source.shape[2 + axis]
    # The nearest pixel's place is rounded in the type of the image.
    dtype = source.dtype if node.target in NEAREST else torch.float64
    vectors = torch.eye(extent, dtype=dtype)
    vectors = vectors.view(1, extent, *alone([extent] * spatial, 1))
    arguments[0] = vectors.expand(1, extent, *alone([extent] * spatial, 2)).contiguous()
    target: Any = node.target
    places = [slice(None) if place == axis else 0 for place in range(spatial)]
    matrix: torch.Tensor = target(*arguments)[(0, slice(None), *places)].t()
    return matrix.to(source.dtype).contiguous()


class _Builder:
    def __init__(self, graph: fx.Graph, parameters: dict[str, Parameter]) -> None:
        self._graph = graph
        self._parameters = parameters
        self._after = graph.find_nodes(op="placeholder")[-1]

    def rewrite(self, node: fx.Node) -> None:
        value: Any = node.args[0]
        for axis in range(value.meta["val"].dim() - 2):
            matrix = _axis_matrix(node, axis)
            if not torch.equal(matrix, torch.eye(matrix.shape[1], dtype=matrix.dtype)):
                value = self._apply(node, value, 2 + axis, matrix)
        node.replace_all_uses_with(value)
        self._graph.erase_node(node)

    def _apply(self, node: fx.Node, value: fx.Node, dim: int, matrix: torch.Tensor) -> fx.Node:
        """Multiply the axis `dim` of `value` by a matrix."""
        shape = list(value.meta["val"].shape)
        inputs, rows = shape[dim], matrix.shape[0]
        outer, inner = math.prod(shape[:dim]), math.prod(shape[dim + 1 :])
        weight = self._parameter(node, dim, matrix.view(rows, inputs, 1, 1))
        # Pixels lie side by side in memory; those of the last axis do not, until transposed.
        last = inner == 1
        if last:
            value = self._call(node, _ATEN.view.default, value, [outer, inputs])
            value = self._call(node, _ATEN.permute.default, value, [1, 0])
            value = self._call(
                node, _ATEN.clone.default, value, memory_format=torch.contiguous_format
            )
        image = [1, inputs, 1, outer] if last else [outer, inputs, 1, inner]
        value = self._call(node, _ATEN.view.default, value, image)
        arguments = (None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1)
        value = self._call(node, _ATEN.convolution.default, value, weight, *arguments)
        if last:
            value = self._call(node, _ATEN.view.default, value, [rows, outer])
            value = self._call(node, _ATEN.permute.default, value, [1, 0])
            value = self._call(
                node, _ATEN.clone.default, value, memory_format=torch.contiguous_format
            )
        shape[dim] = rows
        return self._call(node, _ATEN.view.default, value, shape)

    def _call(self, node: fx.Node, target: Any, *args: Any, **kwargs: Any) -> fx.Node:
        """Insert an operation before `node`, from whose place in the model it comes."""
        with self._graph.inserting_before(node):
            made = self._graph.call_function(target, args, kwargs)
        kept = ("stack_trace", "nn_module_stack", "original_aten")
        made.meta = {name: node.meta[name] for name in kept if name in node.meta}
        values = fx.map_arg((args, kwargs), lambda argument: argument.meta["val"])
        made.meta["val"] = target(*values[0], **values[1])
        return made

    def _parameter(self, node: fx.Node, dim: int, tensor: torch.Tensor) -> fx.Node:
        from .torch_graph import Parameter

        stack = node.meta.get("nn_module_stack") or {}
        layer = str([path for path, _ in stack.values()][-1]) if stack else ""
        taken = {parameter.name for parameter in self._parameters.values()}
        stem = f"{layer}.{node.name}".lstrip(".")
        name = next(
            name
            for number in range(len(taken) + 1)
            if (name := f"{stem}{f'_{number}' if number else ''}.axis{dim}.weight") not in taken
        )
        with self._graph.inserting_after(self._after):
            placeholder = self._graph.placeholder(f"{node.name}_axis{dim}")
        self._after = placeholder
        mode: Any = node.meta["val"].fake_mode
        placeholder.meta["val"] = mode.from_tensor(tensor, static_shapes=True)
        self._parameters[placeholder.name] = Parameter(name, tensor)
        return placeholder
