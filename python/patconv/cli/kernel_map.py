"""Which kernel of a layer has which pattern, and the order in which the compiler takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import PatConvError

if TYPE_CHECKING:
    import numpy.typing as npt

    from ..ir import Module, Operation

__all__ = ["KernelMap", "read_kernel_map"]


@dataclass(frozen=True, eq=False)
class KernelMap:
    """The pattern of each kernel of a layer.

    Attributes:
        layer: its name.
        patterns: pictures; number n of `table` is `patterns[n - 1]`.
        table: shape `(filters, channels of a group)`; 0 where the kernel is removed.
        order: the filters in the order of computation.
    """

    layer: str
    patterns: tuple[str, ...]
    table: npt.NDArray[Any]
    order: tuple[int, ...]

    def reordered(self) -> npt.NDArray[Any]:
        """The table as the code goes through it, shape as `table`.

        Each row is a filter in the new order; its kernels come by rising pattern number,
        removed ones (0) last.
        """
        import numpy as np

        rows = self.table[list(self.order)].astype(np.int64)
        last = len(self.patterns) + 1
        rows = np.sort(np.where(rows == 0, last, rows), axis=1)
        return np.where(rows == last, 0, rows)


def read_kernel_map(text: str, layer: str, weights: Path) -> KernelMap:
    """Read the map of `layer` off the IR of the phase ``reorder``.

    Args:
        text: the module, as `CompiledModel.ir` gives it.
        layer: the name of a convolution.
        weights: the safetensors file beside the dump, which holds large tables.

    Raises:
        PatConvError: no reordered convolution has that name.
    """
    from ..ir import Context, DenseI64ArrayAttr, Module, PatternSetAttr, kernel_table
    from ..passmanager import PassManager

    with Context():
        module = Module.parse(text)
        passes = f"builtin.module(patconv-bind-weights{{file='{weights}'}})"
        PassManager.parse(passes).run(module.operation)
    for operation in _convolutions(module):
        attributes = operation.attributes
        if "filter_order" not in attributes or _layer(operation) != layer:
            continue
        pictures = tuple(pattern.picture for pattern in PatternSetAttr(attributes["patterns"]))
        order = tuple(int(number) for number in DenseI64ArrayAttr(attributes["filter_order"]))
        return KernelMap(layer, pictures, kernel_table(operation).copy(), order)
    raise PatConvError(
        f"expected '{layer}' to be a convolution whose filters the compiler orders, but got no "
        "such layer; 'patconv inspect' lists all"
    )


def _convolutions(module: Module) -> Iterator[Operation]:
    for function in module.body:
        for block in function.regions[0]:
            yield from (operation for operation in block if operation.name == "patconv.conv_2d")


def _layer(operation: Operation) -> str:
    from ..ir import StringAttr

    name = operation.attributes.get("layer")
    return "" if name is None else StringAttr(name).value
