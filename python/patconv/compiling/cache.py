"""Compiled models on disk, so that none is compiled twice.

An entry is an artifact (see `artifact`) named by the hash of all that its code and its weights
follow from. It is written beside its place and renamed, so that it is there whole or not at all;
a damaged one is removed and made anew. The cache is never a reason to fail: where it cannot be
used, there is a warning, once.

| variable | meaning |
| --- | --- |
| ``PATCONV_CACHE`` | ``0`` turns the cache off, whatever the options say |
| ``PATCONV_CACHE_DIR`` | its folder; default ``$XDG_CACHE_HOME/patconv``, ``~/.cache/patconv`` |
| ``PATCONV_CACHE_SIZE`` | bytes at most, such as ``500M``; default ``4G`` |
"""

from __future__ import annotations

import os
import re
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import ArtifactError, PatConvError, PatConvWarning, UnsupportedTargetError
from .artifact import save_artifact
from .loading import load
from .model import CompiledModel

__all__ = ["ArtifactCache", "find_cache"]

_SUFFIX = ".patconv"
#: Temporary files of `replaced`; what a killed process left is this old, in seconds.
_PART, _ABANDONED = ".part", 3600
_DEFAULT_BYTES = 4 << 30
#: How long to wait for another process that compiles the same, in seconds.
_PATIENCE = 600
_UNITS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}
_PUBLIC = 0o002

_warned: set[str] = set()


def find_cache() -> ArtifactCache | None:
    """The cache that the environment names, or None where it is turned off or cannot be trusted.

    Raises:
        PatConvError: ``PATCONV_CACHE_SIZE`` is no size.
    """
    if os.environ.get("PATCONV_CACHE") == "0":
        return None
    limit = _limit(os.environ.get("PATCONV_CACHE_SIZE", str(_DEFAULT_BYTES)))
    folder = _folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fault = _find_fault(folder)
    except OSError as error:
        fault = error.strerror or str(error)
    if fault:
        _warn(folder, fault)
        return None
    return ArtifactCache(folder, limit)


def _folder() -> Path:
    if named := os.environ.get("PATCONV_CACHE_DIR"):
        return Path(named).absolute()
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # By the standard, a relative path is to be ignored.
    return (home if home.is_absolute() else Path.home() / ".cache") / "patconv"


def _limit(text: str) -> int:
    match = re.fullmatch(r"(\d+)([KMGT]?)", text.strip().upper(), re.ASCII)
    if match is None:
        raise PatConvError(
            "expected PATCONV_CACHE_SIZE to be a number of bytes such as 500M or 4G, but got "
            f"'{text}'"
        )
    return int(match[1]) << _UNITS[match[2]]


def _find_fault(folder: Path) -> str:
    """Why no code may be loaded from a folder: others can write to it."""
    status = folder.stat()
    if status.st_uid not in (0, os.getuid()):
        return f"it belongs to another user ({status.st_uid})"
    return "every user can write to it" if status.st_mode & _PUBLIC else ""


def _warn(folder: Path, reason: str) -> None:
    text = (
        f"expected '{folder}' to be usable as cache, but got: {reason}; models are compiled anew "
        "each time. PATCONV_CACHE_DIR names another folder, PATCONV_CACHE=0 goes without"
    )
    if text not in _warned:
        _warned.add(text)
        warnings.warn(text, PatConvWarning, stacklevel=2)


@dataclass(frozen=True)
class ArtifactCache:
    """A folder of artifacts, which several processes may use at once.

    Attributes:
        folder: exists.
        limit: bytes of all entries at most; those used least recently go.
    """

    folder: Path
    limit: int

    def fetch(
        self, key: str, make: Callable[[], CompiledModel], on_hit: Callable[[], None]
    ) -> CompiledModel:
        """The model of a key: the one on disk, or else what `make` returns, which is kept.

        Where another process or thread makes the same at the time, its result is waited for.

        Args:
            key: from `find_key`.
            make: makes the model anew.
            on_hit: called where there is one on disk.
        """
        model = self._load(key)
        if model is None:
            with self._locked(key[:2], _PATIENCE):
                model = self._load(key)
                if model is None:
                    model = make()
                    self._store(key, model)
                    return model
        on_hit()
        return model

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"

    def _load(self, key: str) -> CompiledModel | None:
        path = self._path(key)
        if not path.is_file():
            return None
        try:
            model = load(path)
        except (ArtifactError, UnsupportedTargetError):
            with suppress(OSError):
                path.unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(path)  # The time of the last use, as file systems leave out that of reads.
        return model

    def _store(self, key: str, model: CompiledModel) -> None:
        code = model._callable()
        if code.weights_bytes + len(code.object_code) > self.limit:
            return
        try:
            # Weights that were edited meanwhile are not those of the key.
            model._watched.check()
            save_artifact(code, self._path(key))
            self._evict()
        except PatConvError:
            return
        except OSError as error:
            _warn(self.folder, error.strerror or str(error))

    def _evict(self) -> None:
        """Remove what was used least recently, until the rest is within the limit."""
        with self._locked("evict", 0):
            entries = []
            for path in self.folder.iterdir():
                with suppress(OSError):  # Another process may have removed it.
                    status = path.stat()
                    if path.suffix == _SUFFIX:
                        entries.append((status.st_mtime, status.st_size, path))
                    elif path.suffix == _PART and status.st_mtime < time.time() - _ABANDONED:
                        path.unlink()
            total = sum(size for _, size, _ in entries)
            for _, size, path in sorted(entries):
                if total <= self.limit:
                    break
                # Whoever has it mapped keeps it.
                path.unlink(missing_ok=True)
                total -= size

    @contextmanager
    def _locked(self, name: str, patience: float) -> Iterator[None]:
        """Hold a lock; go on without where that cannot be had, as it saves work, not results."""
        import filelock

        lock = filelock.FileLock(self.folder / "locks" / f"{name}.lock", timeout=patience)
        try:
            (self.folder / "locks").mkdir(exist_ok=True)
            lock.acquire()
        except (OSError, NotImplementedError):  # A timeout is an OSError.
            yield
            return
        try:
            yield
        finally:
            lock.release()
