"""Numbers on their way into a file."""

from __future__ import annotations

import math

__all__ = ["finite"]


def finite(value: float) -> float | None:
    """The value, or None where JSON has no number for it."""
    return value if math.isfinite(value) else None
