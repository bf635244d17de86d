"""How operations that cannot be compiled are told, from whatever model they come."""

from __future__ import annotations

from collections.abc import Sequence

from .. import _patconv
from ..errors import UnsupportedOperationError

__all__ = ["is_taken", "unsupported_error"]


def unsupported_error(lines: Sequence[str]) -> UnsupportedOperationError:
    """What to raise where operations cannot be compiled, each described by a line."""
    return UnsupportedOperationError(
        f"expected every operation to have a lowering, but got {len(lines)} without; "
        "write the model without them:\n" + "\n".join(f"  {line}" for line in lines),
        lines,
    )


def is_taken(text: str, name: str) -> bool:
    """Whether the compiler reads a module and finds nothing in it that it cannot compile."""
    program = _patconv.Program()
    try:
        program.parse(text, name)
        program.run_phase(_patconv.phases()[0], _patconv.PhaseOptions())
    except _patconv.Failure:
        return False
    return True
