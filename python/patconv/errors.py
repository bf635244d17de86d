"""Everything that patconv raises for a reason the caller can act on.

All errors derive from `PatConvError`. A message reads
``expected X to be Y, but got Z; what to do``: lower case, no full stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._patconv.ir import DiagnosticInfo

__all__ = [
    "ArtifactError",
    "CompileError",
    "DataError",
    "ImportContractError",
    "MLIRError",
    "PatConvError",
    "PatConvWarning",
    "PruneError",
    "UnsupportedOperationError",
    "UnsupportedTargetError",
]


class PatConvError(Exception):
    """Base class of every error that patconv raises."""


class PatConvWarning(UserWarning):
    """What went on without patconv, or without its cache: results are right, but slower to get."""


class ImportContractError(PatConvError):
    """A model, its example inputs or its weights cannot enter the compiler."""


class UnsupportedOperationError(ImportContractError):
    """Operations of a model cannot be compiled.

    Attributes:
        operations: one line per place in the model.
    """

    def __init__(self, message: str, operations: Sequence[str] = ()) -> None:
        self.operations: tuple[str, ...] = tuple(operations)
        super().__init__(message)


class CompileError(PatConvError):
    """The compiler rejected a module.

    Attributes:
        diagnostics: the compiler's messages, in the order in which it gave them;
            each holds the operation's name and location.
        reproducer: folder with the module, its weights and the exact command, or
            None if none was written.
        command: the command, a line for a shell.
    """

    def __init__(
        self,
        message: str,
        diagnostics: Sequence[str] = (),
        reproducer: Path | str | None = None,
        command: str | None = None,
    ) -> None:
        self.summary = message
        self.diagnostics: tuple[str, ...] = tuple(diagnostics)
        self.reproducer: Path | None = None if reproducer is None else Path(reproducer)
        self.command = command
        super().__init__(message, self.diagnostics, self.reproducer, command)

    def __str__(self) -> str:
        lines = [self.summary]
        lines += [f"  {text}" for message in self.diagnostics for text in message.splitlines()]
        if self.reproducer is not None:
            lines.append(f"reproducer: {self.reproducer}")
        if self.command is not None:
            lines.append(f"it fails again with:\n{self.command}")
        return "\n".join(lines)


class MLIRError(PatConvError):
    """Text that does not parse, IR that does not verify or a pass pipeline that failed.

    Attributes:
        message: which of them.
        error_diagnostics: the compiler's errors, in the order in which it gave them.
    """

    def __init__(self, message: str, error_diagnostics: Sequence[DiagnosticInfo] = ()) -> None:
        self.message = message
        self.error_diagnostics: list[DiagnosticInfo] = list(error_diagnostics)
        super().__init__(message, self.error_diagnostics)

    def __str__(self) -> str:
        lines = [f"{self.message}:"] if self.error_diagnostics else [self.message]
        for error in self.error_diagnostics:
            lines.append(f"error: {_describe(error)}")
            lines += [f" note: {_describe(note)}" for note in error.notes]
        return "\n".join(lines)


def _describe(diagnostic: DiagnosticInfo) -> str:
    place = str(diagnostic.location).removeprefix("loc(").removesuffix(")")
    return f"{place}: {diagnostic.message}"


class UnsupportedTargetError(PatConvError):
    """A target is unknown, or this machine lacks a feature that the code needs."""


class PruneError(PatConvError):
    """A pruning configuration or a pattern set does not fit the model."""


class DataError(PatConvError):
    """A data set is missing, damaged or laid out in another way."""


class ArtifactError(PatConvError):
    """A saved compiled model is damaged, or of a format this version cannot read."""
