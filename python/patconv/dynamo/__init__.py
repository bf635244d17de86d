"""``torch.compile(model, backend="patconv")``.

PyTorch finds the backend by its entry point once patconv is installed. `register` makes it known
where it is not, and ``torch.compile(model, backend=patconv.dynamo.backend)`` needs neither.
"""

from __future__ import annotations

from .entry_point import backend, register

__all__ = ["backend", "register"]
