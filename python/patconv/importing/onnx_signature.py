"""What an ONNX model takes and returns: refused early where the compiler has no such thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from textwrap import shorten

import numpy as np
import onnx
from onnx import TensorProto, helper

from ..errors import ImportContractError
from .refusals import unsupported_error

__all__ = [
    "DEFAULT_DOMAINS",
    "check_known",
    "check_opset",
    "check_tensor",
    "check_valid",
    "check_weights",
    "describe_nodes",
    "fix_shapes",
    "shape_of",
]

#: Names of ONNX's own operators.
DEFAULT_DOMAINS = ("", "ai.onnx")
#: Values of attributes that torch-mlir trusts, of whatever operation.
_CHOICES = {
    "auto_pad": ("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"),
    "coordinate_transformation_mode": (
        *("half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners"),
        *("asymmetric", "tf_half_pixel_for_nn", "tf_crop_and_resize", "output_half_pixel"),
    ),
    "mode": (
        *("nearest", "linear", "cubic", "bilinear", "bicubic", "constant", "reflect", "edge"),
        *("wrap", "DCR", "CRD", "max", "avg"),
    ),
    "nearest_mode": ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"),
}
#: Attributes that count something.
_POSITIVE = ("blocksize", "dilations", "group", "kernel_shape", "strides")
#: Characters of what a checker says.
_REASON = 200
#: Names of nodes that a line lists.
_NODES_SHOWN = 3


def shape_of(value: onnx.ValueInfoProto) -> tuple[int | str, ...] | None:
    """Extents, with the symbol or ``?`` where one is unknown; None where the rank is."""
    tensor = value.type.tensor_type
    if not tensor.HasField("shape"):
        return None
    return tuple(
        dim.dim_value if dim.HasField("dim_value") and dim.dim_value >= 0 else dim.dim_param or "?"
        for dim in tensor.shape.dim
    )


def check_opset(model: onnx.ModelProto) -> None:
    """Refuse a model of a later ONNX.

    Raises:
        ImportContractError: the operator set is unknown.
    """
    versions = [o.version for o in model.opset_import if o.domain in DEFAULT_DOMAINS]
    newest = onnx.defs.onnx_opset_version()
    if not versions:
        raise ImportContractError(
            "expected the model to name its operator set, but got none; export it anew"
        )
    if max(versions) > newest:
        raise ImportContractError(
            f"expected an operator set up to {newest}, the last of onnx {onnx.__version__}, but "
            f"got {max(versions)}; export with opset_version={newest} or lower, or update onnx"
        )


def _type_name(elem_type: int) -> str:
    try:
        return str(TensorProto.DataType.Name(elem_type)).lower().replace("double", "float64")
    except ValueError:
        return f"element type {elem_type}"


def check_tensor(value: onnx.ValueInfoProto, what: str) -> None:
    """Refuse an input or output, as `what` says, that is no float32 tensor.

    Raises:
        ImportContractError: it is none.
    """
    if not value.type.HasField("tensor_type"):
        kind = value.type.WhichOneof("value") or "nothing"
        raise ImportContractError(
            f"expected {what} '{value.name}' to be a tensor, but got {kind.removesuffix('_type')}"
        )
    elem_type = value.type.tensor_type.elem_type
    if elem_type != TensorProto.FLOAT:
        name = _type_name(elem_type)
        raise ImportContractError(
            f"expected {what} '{value.name}' to be float32, but got {name}; convert the model first"
        )


def check_weights(graph: onnx.GraphProto) -> None:
    """Refuse models of half or double precision.

    Raises:
        ImportContractError: names a tensor.
    """
    halves = {TensorProto.FLOAT16, TensorProto.BFLOAT16, TensorProto.DOUBLE}
    for tensor in graph.initializer:
        if tensor.data_type in halves and np.prod(tensor.dims) > 1:
            raise ImportContractError(
                f"expected weights to be float32, but got {_type_name(tensor.data_type)} for "
                f"'{tensor.name}'; convert the model first"
            )


def check_known(model: onnx.ModelProto) -> None:
    """Refuse operations that ONNX does not define, such as those of other tools.

    Raises:
        ImportContractError: names them all.
    """
    versions = {opset.domain: opset.version for opset in model.opset_import}
    lines = describe_nodes(node for node in model.graph.node if not _is_defined(node, versions))
    if lines:
        raise unsupported_error(lines)


def _is_defined(node: onnx.NodeProto, versions: dict[str, int]) -> bool:
    version = versions.get(node.domain) or versions.get("ai.onnx", 0)
    try:
        onnx.defs.get_schema(node.op_type, version, node.domain.removeprefix("ai.onnx"))
    except onnx.defs.SchemaError:
        return False
    return all(map(_is_sound, node.attribute))


def _is_sound(attribute: onnx.AttributeProto) -> bool:
    """Whether an attribute has a value that ONNX allows, as far as the checker does not look."""
    if attribute.name in _CHOICES and attribute.type == onnx.AttributeProto.STRING:
        return attribute.s in map(str.encode, _CHOICES[attribute.name])
    if attribute.name in _POSITIVE:
        values = [attribute.i] if attribute.type == onnx.AttributeProto.INT else attribute.ints
        return min(values, default=1) > 0
    return True


def check_valid(model: onnx.ModelProto) -> None:
    """Refuse what no importer could make sense of.

    Raises:
        ImportContractError: an operation lacks an attribute, or reads what nothing computes.
    """
    checked = deepcopy(model)
    for value in checked.graph.output:
        # The checker wants a shape where the format does not.
        value.type.tensor_type.shape.SetInParent()
    try:
        onnx.checker.check_model(checked)
    except onnx.checker.ValidationError as error:
        reason = shorten(str(error), _REASON, placeholder=" ...")
        raise ImportContractError(
            f"expected the model to be valid ONNX, but got: {reason}; export it anew"
        ) from error


def describe_nodes(nodes: Iterable[onnx.NodeProto]) -> list[str]:
    """One line per type of operation, with the names of the nodes."""
    names: dict[str, dict[str, None]] = {}
    for node in nodes:
        domain = f"{node.domain}." if node.domain else ""
        names.setdefault(f"{domain}{node.op_type}", {})[node.name] = None
    lines = []
    for op_type, found in names.items():
        shown = ", ".join(f"'{name}'" for name in list(found)[:_NODES_SHOWN])
        more = f" and {len(found) - _NODES_SHOWN} more" if len(found) > _NODES_SHOWN else ""
        lines.append(f"{op_type} (node{'s' if len(found) > 1 else ''} {shown}{more})")
    return lines


def fix_shapes(
    inputs: Sequence[onnx.ValueInfoProto], shapes: Sequence[tuple[int, ...]] | None
) -> None:
    """Give symbols the values that the caller's shapes have in their places.

    Raises:
        ImportContractError: a shape does not fit, or a dimension is left open.
    """
    if shapes is not None:
        if len(shapes) != len(inputs):
            names = ", ".join(value.name for value in inputs)
            raise ImportContractError(
                f"expected a shape for each of {names}, but got {len(shapes)}"
            )
        for value, shape in zip(inputs, shapes, strict=True):
            _fix_shape(value, shape)
    for value in inputs:
        declared = shape_of(value)
        if declared is None:
            raise ImportContractError(
                f"expected the shape of input '{value.name}' to be known, but got none; give one "
                "as example_inputs (on the command line --input)"
            )
        for dim, extent in enumerate(declared):
            if isinstance(extent, str):
                raise ImportContractError(
                    f"expected every shape to be static, but got dimension {dim} of input "
                    f"'{value.name}' to be dynamic ({extent}); give its shape as example_inputs "
                    "(on the command line --input)"
                )


def _fix_shape(value: onnx.ValueInfoProto, shape: tuple[int, ...]) -> None:
    declared = shape_of(value)
    fits = declared is None or len(declared) == len(shape)
    if declared is not None and fits:
        fits = all(
            isinstance(old, str) or old == new for old, new in zip(declared, shape, strict=True)
        )
    if not fits:
        assert declared is not None
        raise ImportContractError(
            f"expected input '{value.name}' to have shape {'x'.join(map(str, declared))}, but got "
            f"{'x'.join(map(str, shape))}"
        )
    value.type.CopyFrom(helper.make_tensor_type_proto(TensorProto.FLOAT, list(shape)))
