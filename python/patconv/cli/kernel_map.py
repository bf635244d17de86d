"""Which kernel of a layer has which pattern, and the order in which the compiler takes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import PatConvError

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["KernelMap", "read_kernel_map"]

_TABLE = re.compile(
    r'\bkernels = (?P<kind>dense|dense_resource)<(?P<data>"[^"]*"|[^">]*)> '
    r": tensor<(?P<shape>\d+x\d+)xi(?P<bits>\d+)>"
)
_ORDER = re.compile(r"\bfilter_order = array<i64: (?P<data>[^>]*)>")
_PATTERNS = re.compile(r"\bpatterns = #patconv\.pattern_set<(?P<data>[^>]*)>")
_LAYER = re.compile(r'\blayer = "(?P<data>[^"]*)"')
_ESCAPE = re.compile(r"\\([0-9A-F]{2})")


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


def read_kernel_map(ir: str, layer: str, arrays: Mapping[str, npt.NDArray[Any]]) -> KernelMap:
    """Read the map of `layer` off the IR of the phase ``reorder``.

    Args:
        ir: the module's text, as `CompiledModel.ir` gives it.
        layer: the name of a convolution.
        arrays: the resources that the text refers to.

    Raises:
        PatConvError: no reordered convolution has that name.
    """
    for line in ir.splitlines():
        name = _LAYER.search(line)
        if "patconv.conv_2d" not in line or name is None or _text(name["data"]) != layer:
            continue
        order, patterns, table = _ORDER.search(line), _PATTERNS.search(line), _TABLE.search(line)
        if order and patterns and table:
            pictures = tuple(re.findall(r'"([^"]*)"', patterns["data"]))
            return KernelMap(layer, pictures, _table(table, arrays), _numbers(order["data"]))
    raise PatConvError(
        f"expected '{layer}' to be a convolution whose filters the compiler orders, but got no "
        "such layer; 'patconv inspect' lists all"
    )


def _table(match: re.Match[str], arrays: Mapping[str, npt.NDArray[Any]]) -> npt.NDArray[Any]:
    import numpy as np

    rows, columns = (int(extent) for extent in match["shape"].split("x"))
    dtype = np.dtype(f"<u{int(match['bits']) // 8}")
    data = match["data"]
    if match["kind"] == "dense_resource":
        values = np.array(arrays[_text(data.strip('"'))]).view(dtype)
    elif data.startswith('"0x'):
        values = np.frombuffer(bytes.fromhex(data[3:-1]), dtype)
    else:
        values = np.array(_numbers(data)).astype(dtype)
    return np.broadcast_to(values.reshape(-1), rows * columns).reshape(rows, columns)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"-?\d+", text))


def _text(escaped: str) -> str:
    """A string of the IR without its escapes."""
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), escaped)
