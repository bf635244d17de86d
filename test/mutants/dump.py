"""Edits of a dump: a module as text, and the arrays that its resources name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_DTYPES = {"f32": np.float32, "i8": np.uint8, "i16": np.uint16, "i32": np.uint32}
_IMAGE = "patconv.weights"


@dataclass
class Dump:
    """What a phase leaves behind."""

    text: str
    arrays: dict[str, npt.NDArray[Any]]

    def replace(self, old: str, new: str, *, layer: str | None = None) -> None:
        """Replace the one occurrence of `old`, or the one on the line of a layer."""
        line = self.text if layer is None else self.layer_line(layer)
        if line.count(old) != 1:
            raise LookupError(f"expected {old!r} once, but got it {line.count(old)} times")
        self.text = self.text.replace(line, line.replace(old, new))

    def edit_array(
        self, layer: str, operand: str, edit: Callable[[npt.NDArray[Any]], None]
    ) -> None:
        """Edit the constant array that `layer` has as `operand`, wherever it lies."""
        line = self.layer_line(layer)
        use = re.search(rf" {operand}\((%\w+) : tensor<([\dx]+)x(\w+)>\)", line)
        if use is None:
            raise LookupError(f"expected layer {layer} to have the operand {operand}, but got none")
        shape = tuple(int(extent) for extent in use[2].split("x"))
        dtype = np.dtype(_DTYPES[use[3]])
        definition = re.search(rf"^ *{re.escape(use[1])} = (.*)$", self.text, re.MULTILINE)
        assert definition is not None
        if view := re.search(r"weights_view %\w+\[(\d+)\]", definition[1]):
            image = self.arrays[_IMAGE].copy()
            begin = int(view[1])
            values = image[begin : begin + dtype.itemsize * int(np.prod(shape))]
            edit(values.view(dtype).reshape(shape))
            self.arrays[_IMAGE] = image
        elif resource := re.search(r'dense_resource<"?([^">]+)"?>', definition[1]):
            values = self.arrays[resource[1]].view(dtype).reshape(shape).copy()
            edit(values)
            self.arrays[resource[1]] = values
        else:
            values = _parse_dense(definition[1], dtype, shape)
            edit(values)
            # Others may use the same constant: this layer gets one of its own.
            new = f'    %mutated = arith.constant dense<"0x{values.tobytes().hex()}">'
            text = f"{new} : tensor<{use[2]}x{use[3]}>\n{line}"
            self.text = self.text.replace(
                line, text.replace(use[0], use[0].replace(use[1], "%mutated"))
            )

    def layer_line(self, layer: str) -> str:
        """The line of the convolution of `layer`."""
        lines = [
            line
            for line in self.text.splitlines()
            if "patconv.fkw_conv_2d" in line and f'layer = "{layer}"' in line
        ]
        if len(lines) != 1:
            raise LookupError(f"expected one line for layer {layer}, but got {len(lines)}")
        return lines[0]


def _parse_dense(text: str, dtype: Any, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Read ``dense<"0x...">`` or ``dense<[...]>`` of integers."""
    match = re.search(r'dense<("0x[0-9A-Fa-f]*"|.*)> : tensor', text)
    assert match is not None
    if match[1].startswith('"'):
        data = bytes.fromhex(match[1][3:-1])
        return np.frombuffer(data, dtype).reshape(shape).copy()
    numbers = np.array([int(n) for n in re.findall(r"-?\d+", match[1])])
    return np.broadcast_to(numbers.astype(dtype), (int(np.prod(shape)),)).reshape(shape).copy()
