"""How operations of an ONNX graph are written as others."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

from .onnx_file import LARGE
from .onnx_graph import OnnxGraph
from .onnx_signature import DEFAULT_DOMAINS, shape_of

__all__ = ["Maker", "Rewrite", "Rewriter", "Shape", "attribute_of"]

Shape = tuple[int, ...]


@dataclass(eq=False)
class Rewriter:
    """What a rewrite may ask of the graph, and how it makes operations."""

    graph: OnnxGraph
    shapes: dict[str, Shape] = field(default_factory=dict)
    counter: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        proto = self.graph.graph
        for value in (*proto.input, *proto.value_info, *proto.output):
            shape = shape_of(value)
            if shape is not None and all(isinstance(extent, int) for extent in shape):
                self.shapes[value.name] = tuple(map(int, shape))
        self._constants = self.graph.constants()

    @property
    def opset(self) -> int:
        """Version of the default operator set."""
        imports = self.graph.model.opset_import
        version: int = max(o.version for o in imports if o.domain in DEFAULT_DOMAINS)
        return version

    def constant(self, name: str) -> npt.NDArray[Any] | None:
        """The value of a constant or a parameter; None where it is computed."""
        if name in self.graph.parameters:
            return self.graph.parameters[name]
        tensor = self._constants.get(name)
        return None if tensor is None else numpy_helper.to_array(tensor)

    def make(self, node: onnx.NodeProto) -> Maker:
        """What makes the operations in the place of `node`."""
        return Maker(self, node)


@dataclass(eq=False)
class Maker:
    """Makes operations; each method returns the name of a value."""

    rewriter: Rewriter
    node: onnx.NodeProto
    nodes: list[onnx.NodeProto] = field(default_factory=list)

    def op(self, op_type: str, *inputs: str, **attributes: Any) -> str:
        """An operation with one result."""
        name = self._fresh(op_type.lower())
        self.nodes.append(
            helper.make_node(op_type, inputs, [name], name=self.node.name, **attributes)
        )
        return name

    def floats(self, values: npt.ArrayLike, label: str = "value") -> str:
        """A float32 constant, which lies beside the model where it is large."""
        array = np.ascontiguousarray(values, np.float32)
        name = self._fresh(label)
        graph = self.rewriter.graph
        if array.nbytes <= LARGE:
            graph.graph.initializer.append(numpy_helper.from_array(array, name))
        else:
            graph.add_parameter(name, array)
        return name

    def integers(self, values: Sequence[int]) -> str:
        """An int64 constant."""
        name = self._fresh("integers")
        array = np.asarray(values, np.int64)
        self.rewriter.graph.graph.initializer.append(numpy_helper.from_array(array, name))
        return name

    def done(self, value: str) -> list[onnx.NodeProto]:
        """The operations, the last of which gives the original's result."""
        last = self.nodes[-1]
        assert last.output[0] == value
        last.output[0] = self.node.output[0]
        return self.nodes

    def _fresh(self, label: str) -> str:
        return f"{self.node.name}/patconv.{label}.{next(self.rewriter.counter)}"


def attribute_of(node: onnx.NodeProto, name: str, default: Any) -> Any:
    """An attribute's value, or `default` where the operation has none."""
    for attribute in node.attribute:
        if attribute.name == name:
            value = helper.get_attribute_value(attribute)
            return value.decode() if isinstance(value, bytes) else value
    return default


#: Gives the operations that take the place of one, or None where that stays.
Rewrite = Callable[[Rewriter, onnx.NodeProto], list[onnx.NodeProto] | None]
