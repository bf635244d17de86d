"""Errors carry what a caller needs, in the house wording."""

from pathlib import Path

import pytest
from patconv import errors


@pytest.mark.parametrize(
    "kind",
    [
        errors.ImportContractError,
        errors.CompileError,
        errors.UnsupportedTargetError,
        errors.PruneError,
        errors.ArtifactError,
    ],
)
def test_every_error_is_a_patconv_error(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.PatConvError)
    with pytest.raises(errors.PatConvError, match="expected a, but got b"):
        raise kind("expected a, but got b")


def test_compile_error_shows_diagnostics_and_reproducer() -> None:
    error = errors.CompileError(
        "expected the pipeline to succeed, but got an error", ["loc: one\nnote: two"], "folder"
    )
    assert error.diagnostics == ("loc: one\nnote: two",)
    assert error.reproducer == Path("folder")
    assert str(error).splitlines() == [
        "expected the pipeline to succeed, but got an error",
        "  loc: one",
        "  note: two",
        "reproducer: folder",
    ]


def test_compile_error_alone() -> None:
    error = errors.CompileError("expected a, but got b")
    assert (str(error), error.diagnostics, error.reproducer) == ("expected a, but got b", (), None)
