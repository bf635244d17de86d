"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["replaced"]


@contextmanager
def replaced(path: Path | str) -> Iterator[Path]:
    """Yield a temporary name beside `path`, to write to; it becomes `path` when all went well.

    Args:
        path: the file; an existing one is replaced at the end of the block, and stays as it
            is where the block raises.

    Raises:
        OSError: the folder cannot be written.
    """
    path = Path(path)
    descriptor, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    os.close(descriptor)
    try:
        yield Path(name)
        # A temporary file is its owner's alone; this one is to be like any other.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
