"""How operations that cannot be compiled are told, from whatever model they come."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import UnsupportedOperationError

__all__ = ["unsupported_error"]


def unsupported_error(lines: Sequence[str]) -> UnsupportedOperationError:
    """What to raise where operations cannot be compiled, each described by a line."""
    return UnsupportedOperationError(
        f"expected every operation to have a lowering, but got {len(lines)} without; "
        "write the model without them:\n" + "\n".join(f"  {line}" for line in lines),
        lines,
    )
