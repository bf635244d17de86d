"""The IR. Public as patconv.ir."""

from collections.abc import Callable, Iterator
import enum
import os
from typing import Any, Final, TextIO, overload

import numpy.typing


class Context:
    """
    The owner of attributes, types and locations, with every dialect of patconv loaded. In a with block it is the default of this thread. No two threads may use one at the same time.
    """

    def __init__(self) -> None: ...

    def __enter__(self) -> Context: ...

    def __exit__(self, exc_type: object | None, exc_value: object | None, traceback: object | None) -> None: ...

    current: Final[Context | None] = ...
    """The context that this thread has entered last."""

    @property
    def allow_unregistered_dialects(self) -> bool: ...

    @allow_unregistered_dialects.setter
    def allow_unregistered_dialects(self, arg: bool, /) -> None: ...

    def is_registered_operation(self, operation_name: str) -> bool: ...

    def attach_diagnostic_handler(self, callback: Callable[[DiagnosticInfo], bool]) -> DiagnosticHandler:
        """
        Call `callback` with every diagnostic but the errors that become exceptions, the handler attached last first; it returns whether it has handled it.
        """

class Location:
    """Where something came from."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __str__(self) -> str: ...

    def __repr__(self) -> str: ...

    @property
    def context(self) -> Context: ...

class FileLineColLoc(Location):
    """A place in a file, counted from 1."""

    def __init__(self, value: Location) -> None: ...

    @property
    def filename(self) -> str: ...

    @property
    def start_line(self) -> int: ...

    @property
    def start_col(self) -> int: ...

    @property
    def end_line(self) -> int: ...

    @property
    def end_col(self) -> int: ...

class NameLoc(Location):
    """A name for a place."""

    def __init__(self, value: Location) -> None: ...

    @property
    def name_str(self) -> str: ...

    @property
    def child_loc(self) -> Location: ...

class CallSiteLoc(Location):
    """A place in a function that was called."""

    def __init__(self, value: Location) -> None: ...

    @property
    def callee(self) -> Location: ...

    @property
    def caller(self) -> Location: ...

class FusedLoc(Location):
    """Several places."""

    def __init__(self, value: Location) -> None: ...

    @property
    def locations(self) -> list[Location]: ...

class UnknownLoc(Location):
    """No place."""

    def __init__(self, value: Location) -> None: ...

class DiagnosticSeverity(enum.Enum):
    """How bad what a diagnostic says is."""

    ERROR = 2

    WARNING = 1

    NOTE = 0

    REMARK = 3

class DiagnosticInfo:
    """A diagnostic."""

    @property
    def severity(self) -> DiagnosticSeverity: ...

    @property
    def location(self) -> Location: ...

    @property
    def message(self) -> str: ...

    @property
    def notes(self) -> list[DiagnosticInfo]: ...

    def __str__(self) -> str: ...

class DiagnosticHandler:
    """A callback for diagnostics; leaving a with block detaches it."""

    @property
    def attached(self) -> bool: ...

    @property
    def had_error(self) -> bool:
        """
        Whether the callback has raised an exception or returned something else than a bool.
        """

    def detach(self) -> None: ...

    def __enter__(self) -> DiagnosticHandler: ...

    def __exit__(self, exc_type: object | None, exc_value: object | None, traceback: object | None) -> None: ...

class Type:
    """The type of a value."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __str__(self) -> str: ...

    def __repr__(self) -> str: ...

    @property
    def context(self) -> Context: ...

    @staticmethod
    def parse(asm: str, context: Context | None = None) -> Type: ...

class ShapedType(Type):
    """A tensor, memref or vector."""

    def __init__(self, value: Type) -> None: ...

    @property
    def element_type(self) -> Type: ...

    @property
    def has_rank(self) -> bool: ...

    @property
    def rank(self) -> int: ...

    @property
    def has_static_shape(self) -> bool: ...

    @property
    def shape(self) -> list[int]:
        """The extents, outermost first; get_dynamic_size() where unknown."""

    def get_dim_size(self, dim: int) -> int: ...

    def is_dynamic_dim(self, dim: int) -> bool: ...

    @staticmethod
    def get_dynamic_size() -> int: ...

class RankedTensorType(ShapedType):
    """A tensor."""

    def __init__(self, value: Type) -> None: ...

    @property
    def encoding(self) -> Attribute | None:
        """The layout of an activation; None: plain."""

class UnrankedTensorType(ShapedType):
    """A tensor of unknown rank."""

    def __init__(self, value: Type) -> None: ...

class MemRefType(ShapedType):
    """A buffer."""

    def __init__(self, value: Type) -> None: ...

    @property
    def layout(self) -> Attribute: ...

    @property
    def memory_space(self) -> Attribute | None: ...

class VectorType(ShapedType):
    """A vector."""

    def __init__(self, value: Type) -> None: ...

class IntegerType(Type):
    """An integer."""

    def __init__(self, value: Type) -> None: ...

    @property
    def width(self) -> int: ...

    @property
    def is_signless(self) -> bool: ...

    @property
    def is_signed(self) -> bool: ...

    @property
    def is_unsigned(self) -> bool: ...

class IndexType(Type):
    """An index."""

    def __init__(self, value: Type) -> None: ...

class FloatType(Type):
    """A floating-point number."""

    def __init__(self, value: Type) -> None: ...

    @property
    def width(self) -> int: ...

class F16Type(FloatType):
    """f16."""

    def __init__(self, value: Type) -> None: ...

class BF16Type(FloatType):
    """bf16."""

    def __init__(self, value: Type) -> None: ...

class F32Type(FloatType):
    """f32."""

    def __init__(self, value: Type) -> None: ...

class F64Type(FloatType):
    """f64."""

    def __init__(self, value: Type) -> None: ...

class FunctionType(Type):
    """The type of a function."""

    def __init__(self, value: Type) -> None: ...

    @property
    def inputs(self) -> list[Type]: ...

    @property
    def results(self) -> list[Type]: ...

class Attribute:
    """A constant of the IR."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __str__(self) -> str: ...

    def __repr__(self) -> str: ...

    @property
    def context(self) -> Context: ...

    @staticmethod
    def parse(asm: str, context: Context | None = None) -> Attribute: ...

    @property
    def type(self) -> Type:
        """NoneType where it has none."""

class UnitAttr(Attribute):
    """Says something by being there."""

    def __init__(self, value: Attribute) -> None: ...

class StringAttr(Attribute):
    """A string."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def value(self) -> str: ...

    @property
    def value_bytes(self) -> bytes: ...

class BoolAttr(Attribute):
    """true or false."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def value(self) -> bool: ...

    def __bool__(self) -> bool: ...

class IntegerAttr(Attribute):
    """An integer."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def value(self) -> int: ...

    def __int__(self) -> int: ...

class FloatAttr(Attribute):
    """A floating-point number."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def value(self) -> float: ...

    def __float__(self) -> float: ...

class TypeAttr(Attribute):
    """A type."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def value(self) -> Type: ...

class FlatSymbolRefAttr(Attribute):
    """The name of a symbol."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def value(self) -> str: ...

class SymbolRefAttr(Attribute):
    """The name of a symbol within other symbols."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def value(self) -> list[str]:
        """The names, outermost first."""

class NamedAttribute:
    """A name and its attribute."""

    @property
    def name(self) -> str: ...

    @property
    def attr(self) -> Attribute: ...

    def __repr__(self) -> str: ...

class ArrayAttr(Attribute):
    """A sequence."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> Attribute: ...

    def __iter__(self) -> Iterator[Attribute]: ...

class DictAttr(Attribute):
    """Attributes by name."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __contains__(self, name: str) -> bool: ...

    @overload
    def __getitem__(self, name: str) -> Attribute: ...

    @overload
    def __getitem__(self, index: int) -> NamedAttribute: ...

    def __iter__(self) -> Iterator[NamedAttribute]: ...

class DenseBoolArrayAttr(Attribute):
    """Booleans."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> bool: ...

    def __iter__(self) -> Iterator[bool]: ...

class DenseI8ArrayAttr(Attribute):
    """Integers."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> int: ...

    def __iter__(self) -> Iterator[int]: ...

class DenseI16ArrayAttr(Attribute):
    """Integers."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> int: ...

    def __iter__(self) -> Iterator[int]: ...

class DenseI32ArrayAttr(Attribute):
    """Integers."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> int: ...

    def __iter__(self) -> Iterator[int]: ...

class DenseI64ArrayAttr(Attribute):
    """Integers."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> int: ...

    def __iter__(self) -> Iterator[int]: ...

class DenseF32ArrayAttr(Attribute):
    """Numbers."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> float: ...

    def __iter__(self) -> Iterator[float]: ...

class DenseF64ArrayAttr(Attribute):
    """Numbers."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> float: ...

    def __iter__(self) -> Iterator[float]: ...

class DenseElementsAttr(Attribute):
    """An array; numpy.asarray copies it."""

    def __init__(self, value: Attribute) -> None: ...

    def __len__(self) -> int: ...

    @property
    def is_splat(self) -> bool: ...

    def get_splat_value(self) -> Attribute: ...

    def __array__(self, dtype: numpy.typing.DTypeLike | None = None, copy: bool | None = None) -> numpy.typing.NDArray[Any]: ...

class DenseIntElementsAttr(DenseElementsAttr):
    """An array of integers."""

    def __init__(self, value: Attribute) -> None: ...

    def __getitem__(self, index: int) -> int: ...

class DenseFPElementsAttr(DenseElementsAttr):
    """An array of floating-point numbers."""

    def __init__(self, value: Attribute) -> None: ...

    def __getitem__(self, index: int) -> float: ...

class DenseResourceElementsAttr(Attribute):
    """An array outside of the IR's text; numpy.asarray copies it."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def name(self) -> str:
        """The key of the resource."""

    @property
    def has_data(self) -> bool:
        """Whether the context holds the elements."""

    def __len__(self) -> int: ...

    def __array__(self, dtype: numpy.typing.DTypeLike | None = None, copy: bool | None = None) -> numpy.typing.NDArray[Any]: ...

class PatternAttr(Attribute):
    """#patconv.pattern: the positions of a kernel that stay."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def height(self) -> int: ...

    @property
    def width(self) -> int: ...

    @property
    def mask(self) -> int:
        """
        Bit y * width + x is set for each position (y, x); all 64 where a kernel has more positions than that.
        """

    @property
    def picture(self) -> str:
        """The rows of the kernel, such as '.x.|xx.|.x.'."""

    @property
    def positions(self) -> list[tuple[int, int]]:
        """The positions (y, x) in row-major order."""

class PatternSetAttr(Attribute):
    """
    #patconv.pattern_set: a sequence of patterns. Kernel tables count them from 1.
    """

    def __init__(self, value: Attribute) -> None: ...

    @property
    def height(self) -> int: ...

    @property
    def width(self) -> int: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> PatternAttr: ...

    def __iter__(self) -> Iterator[PatternAttr]: ...

class PlainAttr(Attribute):
    """#patconv.plain: NCHW, row-major."""

    def __init__(self, value: Attribute) -> None: ...

class LaneTiledAttr(Attribute):
    """#patconv.lane_tiled: the plane as a grid of sub-images, one per lane."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def grid(self) -> tuple[int, int]:
        """Height and width."""

    @property
    def halo(self) -> int: ...

class RowVectorAttr(Attribute):
    """#patconv.row_vector: one image row in one vector."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def lanes(self) -> int: ...

class ActivationAttr(Attribute):
    """#patconv.activation: the function applied to a convolution's result."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def kind(self) -> str:
        """'none', 'relu', 'relu6' or 'clamp'."""

    @property
    def lower_bound(self) -> float | None:
        """None: unbounded."""

    @property
    def upper_bound(self) -> float | None:
        """None: unbounded."""

class FkwAttr(Attribute):
    """#patconv.fkw: the shape of filter-kernel-weight storage."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def filters(self) -> int: ...

    @property
    def channels(self) -> int: ...

    @property
    def channel_blocks(self) -> list[int]:
        """The boundaries: 0, rising, channels."""

    @property
    def patterns(self) -> PatternSetAttr: ...

class ScheduleAttr(Attribute):
    """#patconv.schedule: how the code of one convolution is shaped."""

    def __init__(self, value: Attribute) -> None: ...

    @property
    def lanes(self) -> int:
        """float32 lanes of a vector."""

    @property
    def tile(self) -> tuple[int, int]:
        """The register tile: output rows, vectors of a row."""

    @property
    def remainder(self) -> tuple[int, int]:
        """
        The tile of the last rows and of the last vectors of a row; 0 where there is no remainder.
        """

    @property
    def channel_block(self) -> int:
        """Input channels that are worked off at a time."""

    @property
    def filters_per_pass(self) -> int:
        """Filters that go through a tile together."""

    @property
    def winograd(self) -> int:
        """
        Rows of output that are computed together by minimal filtering; 0 where each is computed by itself.
        """

    @property
    def order(self) -> str:
        """
        What the outer loop goes through: 'tiles', 'filters', 'planes' or 'follow'.
        """

    @property
    def threads(self) -> int: ...

    @property
    def split(self) -> str:
        """What the threads share: 'none', 'tiles' or 'filters'."""

    @property
    def ranges(self) -> list[int]:
        """The boundaries of the threads' filters; empty unless they share those."""

class OpOperand:
    """The use of a value as an operand."""

    @property
    def owner(self) -> Operation: ...

    @property
    def operand_number(self) -> int: ...

class Value:
    """A value: a result or a block's argument."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __str__(self) -> str: ...

    @property
    def context(self) -> Context: ...

    @property
    def location(self) -> Location: ...

    @property
    def owner(self) -> Operation | Block:
        """What defines it: an operation or a block."""

    @property
    def type(self) -> Type: ...

    @property
    def uses(self) -> list[OpOperand]: ...

    def get_name(self, use_local_scope: bool = False, use_name_loc_as_prefix: bool = False) -> str:
        """The name, such as '%0'."""

class OpResult(Value):
    """A result of an operation."""

    @property
    def owner(self) -> Operation: ...

    @property
    def result_number(self) -> int: ...

class BlockArgument(Value):
    """An argument of a block."""

    @property
    def owner(self) -> Block: ...

    @property
    def arg_number(self) -> int: ...

class Region:
    """A region: a list of blocks."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __iter__(self) -> Iterator[Block]: ...

    @property
    def blocks(self) -> list[Block]: ...

    @property
    def owner(self) -> Operation: ...

class Block:
    """A block: a list of operations."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __str__(self) -> str: ...

    def __iter__(self) -> Iterator[Operation]: ...

    @property
    def operations(self) -> list[Operation]: ...

    @property
    def arguments(self) -> list[BlockArgument]: ...

    @property
    def region(self) -> Region: ...

    @property
    def owner(self) -> Operation: ...

class WalkOrder(enum.Enum):
    """Parents before or after what they hold."""

    PRE_ORDER = 0

    POST_ORDER = 1

class WalkResult(enum.Enum):
    """How a walk goes on."""

    ADVANCE = 0

    INTERRUPT = 1

    SKIP = 2
    """In pre-order: not into this operation."""

class OpAttributeMap:
    """The attributes of an operation by name."""

    def __len__(self) -> int: ...

    def __contains__(self, name: str) -> bool: ...

    @overload
    def __getitem__(self, name: str) -> Attribute: ...

    @overload
    def __getitem__(self, index: int) -> NamedAttribute: ...

    def __iter__(self) -> Iterator[str]: ...

    def keys(self) -> list[str]: ...

    def values(self) -> list[Attribute]: ...

    def items(self) -> list[tuple[str, Attribute]]: ...

    def get(self, name: str, default: Attribute | None = None) -> Attribute | None: ...

class Operation:
    """
    An operation. It keeps its module alive. A pass pipeline makes all objects of a module unusable but its top-level operation and the one that the pipeline ran on.
    """

    @staticmethod
    def parse(source: str, *, source_name: str = '', context: Context | None = None) -> Operation:
        """Parse and verify one operation."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __str__(self) -> str: ...

    def __repr__(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def context(self) -> Context: ...

    @property
    def location(self) -> Location: ...

    @property
    def operation(self) -> Operation:
        """
        The operation itself; code that is written for views of operations works as well.
        """

    @property
    def parent(self) -> Operation | None: ...

    @property
    def block(self) -> Block | None: ...

    @property
    def attributes(self) -> OpAttributeMap: ...

    @property
    def operands(self) -> list[Value]: ...

    @property
    def results(self) -> list[OpResult]: ...

    @property
    def result(self) -> OpResult:
        """The only result."""

    @property
    def regions(self) -> list[Region]: ...

    def verify(self) -> bool:
        """Return True, or raise MLIRError with what is wrong."""

    def walk(self, callback: Callable[[Operation], WalkResult], walk_order: WalkOrder = ...) -> None:
        """
        Call `callback` with this operation and all within it. What it raises ends the walk.
        """

    def get_asm(self, *, large_elements_limit: int | None = None, large_resource_limit: int | None = None, enable_debug_info: bool = False, pretty_debug_info: bool = False, print_generic_op_form: bool = False, use_local_scope: bool = False, use_name_loc_as_prefix: bool = False, assume_verified: bool = False, skip_regions: bool = False) -> str:
        """
        The text of the operation. Arrays of more elements, and resources of more characters, than the limits are elided.
        """

    def print(self, *, file: TextIO | None = None, large_elements_limit: int | None = None, large_resource_limit: int | None = None, enable_debug_info: bool = False, pretty_debug_info: bool = False, print_generic_op_form: bool = False, use_local_scope: bool = False, use_name_loc_as_prefix: bool = False, assume_verified: bool = False, skip_regions: bool = False) -> None:
        """Write the text of get_asm to `file`; None: sys.stdout."""

class Module:
    """A builtin.module that is on its own."""

    @overload
    @staticmethod
    def parse(asm: str, context: Context | None = None) -> Module:
        """Parse and verify a module."""

    @overload
    @staticmethod
    def parse(asm: bytes, context: Context | None = None) -> Module: ...

    @staticmethod
    def parseFile(path: str | os.PathLike[str], context: Context | None = None) -> Module:
        """Parse and verify a file."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __str__(self) -> str: ...

    @property
    def context(self) -> Context: ...

    @property
    def operation(self) -> Operation: ...

    @property
    def body(self) -> Block:
        """The only block."""
