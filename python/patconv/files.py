"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["check_writable", "replaced"]


@contextmanager
def replaced(path: Path | str) -> Iterator[Path]:
    """Yield a temporary name beside `path`, to write to; it becomes `path` when all went well.

    A link is followed to the file that it names. What is no regular file, such as a pipe or
    `/dev/null`, is yielded itself: there is nothing to replace.

    Args:
        path: the file; an existing one is replaced at the end of the block, and stays as it
            is where the block raises.

    Raises:
        OSError: the folder cannot be written.
    """
    path = Path(path).resolve()
    if path.exists() and not path.is_file():
        yield path
        return
    temporary = _create(path.parent)
    try:
        yield temporary
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _create(folder: Path) -> Path:
    """Make an empty file of a new name, with the permissions that any file gets."""
    while True:
        path = folder / f".{secrets.token_hex(8)}.part"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            continue
        except OSError as error:
            # A name that nobody gave would puzzle.
            raise type(error)(error.errno, error.strerror, str(folder)) from error
        return path


def check_writable(path: Path | str) -> None:
    """Find out before long work whether `replaced` can write a file after it.

    Raises:
        OSError: it cannot.
    """
    path = Path(path).resolve()
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if path.exists() and not path.is_file():
        # Opening a pipe would wait for its reader, and closing it would end him.
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return
    _create(path.parent).unlink()
