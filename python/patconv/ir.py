"""The compiler's IR: parse, verify, print and walk it, read its attributes.

The names are those of MLIR's own Python bindings; passes run through
`patconv.passmanager`. Attributes of the patconv dialect are read like those of MLIR:

    with ir.Context():
        module = ir.Module.parse(text)
    module.operation.walk(callback)

Errors of the compiler are raised as `MLIRError`; nothing is printed. A context is for one thread
at a time. A pass pipeline makes what was taken from a module before unusable: take it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._patconv.ir import (
    ActivationAttr,
    ArrayAttr,
    Attribute,
    BF16Type,
    Block,
    BlockArgument,
    BoolAttr,
    CallSiteLoc,
    Context,
    DenseBoolArrayAttr,
    DenseElementsAttr,
    DenseF32ArrayAttr,
    DenseF64ArrayAttr,
    DenseFPElementsAttr,
    DenseI8ArrayAttr,
    DenseI16ArrayAttr,
    DenseI32ArrayAttr,
    DenseI64ArrayAttr,
    DenseIntElementsAttr,
    DenseResourceElementsAttr,
    DiagnosticHandler,
    DiagnosticInfo,
    DiagnosticSeverity,
    DictAttr,
    F16Type,
    F32Type,
    F64Type,
    FileLineColLoc,
    FkwAttr,
    FlatSymbolRefAttr,
    FloatAttr,
    FloatType,
    FunctionType,
    FusedLoc,
    IndexType,
    IntegerAttr,
    IntegerType,
    LaneTiledAttr,
    Location,
    MemRefType,
    Module,
    NamedAttribute,
    NameLoc,
    OpAttributeMap,
    Operation,
    OpOperand,
    OpResult,
    PatternAttr,
    PatternSetAttr,
    PlainAttr,
    RankedTensorType,
    Region,
    RowVectorAttr,
    ScheduleAttr,
    ShapedType,
    StringAttr,
    SymbolRefAttr,
    Type,
    TypeAttr,
    UnitAttr,
    UnknownLoc,
    UnrankedTensorType,
    Value,
    VectorType,
    WalkOrder,
    WalkResult,
)
from .errors import MLIRError

if TYPE_CHECKING:
    import numpy.typing

__all__ = [
    "ActivationAttr",
    "ArrayAttr",
    "Attribute",
    "BF16Type",
    "Block",
    "BlockArgument",
    "BoolAttr",
    "CallSiteLoc",
    "Context",
    "DenseBoolArrayAttr",
    "DenseElementsAttr",
    "DenseF32ArrayAttr",
    "DenseF64ArrayAttr",
    "DenseFPElementsAttr",
    "DenseI8ArrayAttr",
    "DenseI16ArrayAttr",
    "DenseI32ArrayAttr",
    "DenseI64ArrayAttr",
    "DenseIntElementsAttr",
    "DenseResourceElementsAttr",
    "DiagnosticHandler",
    "DiagnosticInfo",
    "DiagnosticSeverity",
    "DictAttr",
    "F16Type",
    "F32Type",
    "F64Type",
    "FileLineColLoc",
    "FkwAttr",
    "FlatSymbolRefAttr",
    "FloatAttr",
    "FloatType",
    "FunctionType",
    "FusedLoc",
    "IndexType",
    "IntegerAttr",
    "IntegerType",
    "LaneTiledAttr",
    "Location",
    "MLIRError",
    "MemRefType",
    "Module",
    "NameLoc",
    "NamedAttribute",
    "OpAttributeMap",
    "OpOperand",
    "OpResult",
    "Operation",
    "PatternAttr",
    "PatternSetAttr",
    "PlainAttr",
    "RankedTensorType",
    "Region",
    "RowVectorAttr",
    "ScheduleAttr",
    "ShapedType",
    "StringAttr",
    "SymbolRefAttr",
    "Type",
    "TypeAttr",
    "UnitAttr",
    "UnknownLoc",
    "UnrankedTensorType",
    "Value",
    "VectorType",
    "WalkOrder",
    "WalkResult",
    "kernel_table",
]


def kernel_table(operation: Operation) -> numpy.typing.NDArray[Any]:
    """Return the pattern numbers of a `patconv.conv_2d`.

    Args:
        operation: a `patconv.conv_2d`.

    Returns:
        An array of shape (filters, channels / groups) of unsigned integers: 0 where the kernel is
        removed, else the number, counted from 1, of its pattern in the attribute `patterns`.

    Raises:
        ValueError: the operation is another, or its table is not loaded.
    """
    kernels = operation.attributes.get("kernels")
    if operation.name != "patconv.conv_2d" or not isinstance(
        kernels, DenseElementsAttr | DenseResourceElementsAttr
    ):
        raise ValueError(f"expected operation to be a patconv.conv_2d, but got {operation.name}")
    # Integers of the IR have no sign, for which NumPy has no type.
    table = kernels.__array__()
    return table.view(f"u{table.dtype.itemsize}")
