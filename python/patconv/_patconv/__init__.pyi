"""The compiler of patconv. Private: use the package."""

from collections.abc import Sequence
import enum
from typing import Any

import numpy
import numpy.typing

from patconv._patconv import ir as ir, passmanager as passmanager


class Failure(Exception):
    pass

class Target:
    """A processor to compile for."""

    @staticmethod
    def resolve(name: str, runs_here: bool = True) -> Target:
        """
        'host' or a processor that LLVM knows, then features to add or leave out; fails, unless nothing runs here, where this machine lacks a feature of it.
        """

    @staticmethod
    def find_missing(features: Sequence[str]) -> list[str]:
        """Those of the features that this machine lacks."""

    @property
    def arch(self) -> str: ...

    @property
    def cpu(self) -> str: ...

    @property
    def features(self) -> str: ...

    @property
    def lanes(self) -> int: ...

    @property
    def vector_registers(self) -> int: ...

def hash_bytes(data: numpy.typing.NDArray[numpy.uint8]) -> str:
    """A fingerprint against damage, in hexadecimal digits."""

def address_of(array: object) -> int:
    """
    Where the elements of a row-major array begin. What numpy has for it is slow once the caches hold other things.
    """

def has_targets() -> bool:
    """Whether this process has initialised a code generator of LLVM."""

class LayoutChoice(enum.Enum):
    """Which layout activations get."""

    auto = 0
    """The faster one, as predicted."""

    plain = 1
    """Rows, everywhere."""

    lane_tiled = 2
    """Lane-tiled wherever it is possible."""

class PhaseOptions:
    """What the phases need to know."""

    def __init__(self) -> None: ...

    @property
    def max_patterns(self) -> int: ...

    @max_patterns.setter
    def max_patterns(self, arg: int, /) -> None: ...

    @property
    def lanes(self) -> int: ...

    @lanes.setter
    def lanes(self, arg: int, /) -> None: ...

    @property
    def vector_registers(self) -> int: ...

    @vector_registers.setter
    def vector_registers(self, arg: int, /) -> None: ...

    @property
    def threads(self) -> int: ...

    @threads.setter
    def threads(self, arg: int, /) -> None: ...

    @property
    def reorder(self) -> bool: ...

    @reorder.setter
    def reorder(self, arg: bool, /) -> None: ...

    @property
    def layout(self) -> LayoutChoice: ...

    @layout.setter
    def layout(self, arg: LayoutChoice, /) -> None: ...

    @property
    def winograd(self) -> bool: ...

    @winograd.setter
    def winograd(self, arg: bool, /) -> None: ...

    @property
    def skip_zeros(self) -> bool: ...

    @skip_zeros.setter
    def skip_zeros(self, arg: bool, /) -> None: ...

    @property
    def lre(self) -> bool: ...

    @lre.setter
    def lre(self, arg: bool, /) -> None: ...

    @property
    def fusion(self) -> bool: ...

    @fusion.setter
    def fusion(self, arg: bool, /) -> None: ...

    @property
    def expose_layers(self) -> bool: ...

    @expose_layers.setter
    def expose_layers(self, arg: bool, /) -> None: ...

def phases() -> list[str]:
    """The names of the phases in order."""

def pipeline(phase: str, options: PhaseOptions) -> str:
    """The textual pass pipeline of a phase."""

class CompiledProgram:
    """Code that can be called; re-entrant."""

    def run(self, inputs: Sequence[int], outputs: Sequence[int]) -> None:
        """
        Run on the addresses of row-major arrays, which the caller keeps alive and has checked.
        """

    def profile(self, inputs: Sequence[int], outputs: Sequence[int]) -> list[int]:
        """
        The same, instrumented: a time in ns before the first layer and after each.
        """

    @staticmethod
    def load(code: bytes, weights: numpy.typing.NDArray[numpy.uint8]) -> CompiledProgram:
        """
        Link code; the weights are kept, not copied, and must be those that belong to it, aligned to 64 bytes.
        """

    @property
    def signature(self) -> str:
        """What a caller must know, as JSON; see ProgramSignature.h."""

    @property
    def layers(self) -> list[str]: ...

    @property
    def workspace_bytes(self) -> int: ...

    @property
    def live_bytes(self) -> int: ...

    @property
    def weights_bytes(self) -> int: ...

    @property
    def weights(self) -> numpy.typing.NDArray[numpy.uint8]:
        """The weights' bytes, read-only, without a copy."""

    @property
    def object_code(self) -> bytes: ...

class Message:
    """A diagnostic of the compiler."""

    @property
    def severity(self) -> str: ...

    @property
    def location(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def notes(self) -> list[str]: ...

class Port:
    """An input or output of the model."""

    @property
    def name(self) -> str: ...

    @property
    def shape(self) -> list[int]: ...

class Program:
    """A model on its way through the compiler."""

    def __init__(self) -> None: ...

    def parse(self, text: str, name: str) -> None: ...

    def bind_weights(self, arrays: Sequence[tuple[str, numpy.typing.NDArray[Any]]]) -> None:
        """Bind arrays by name, without a copy; they are kept alive."""

    def run_phase(self, name: str, options: PhaseOptions) -> None: ...

    def print(self) -> str: ...

    def save_weights(self, path: str) -> None: ...

    def report(self) -> str: ...

    def emit(self, target: Target, threads: int) -> CompiledProgram: ...

    @property
    def phase(self) -> str: ...

    @property
    def messages(self) -> list[Message]: ...

    @property
    def inputs(self) -> list[Port]: ...

    @property
    def outputs(self) -> list[Port]: ...
