"""The folder of the cache: its size, what is removed from it, and folders that are not trusted."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cached_models import X, entries, linear, weights
from patconv import _patconv
from patconv.compiling import cache
from patconv.errors import PatConvError, PatConvWarning

pytestmark = pytest.mark.usefixtures("fresh_cache")


def sized(monkeypatch: pytest.MonkeyPatch, size: int | str) -> None:
    monkeypatch.setenv("PATCONV_CACHE_SIZE", str(size))


def test_least_recently_used_entries_go(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch, phase_runs: list[str]
) -> None:
    past = time.time() - 1000
    kept: set[Path] = set()
    for value in (1, 2, 3):
        linear(value)
        (new,) = set(entries(cache_folder)) - kept
        kept.add(new)
        os.utime(new, (past + value,) * 2)
    sized(monkeypatch, sum(path.stat().st_size for path in kept) + 1000)
    phase_runs.clear()
    linear(1)  # The oldest is used again.
    assert phase_runs == []
    linear(4)
    assert len(entries(cache_folder)) == 3
    phase_runs.clear()
    for value in (1, 3, 4):
        linear(value)
    assert phase_runs == []
    linear(2)
    assert phase_runs != []


def test_what_is_too_large_is_not_kept(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linear(0)
    kept = entries(cache_folder)
    sized(monkeypatch, "1K")
    linear(1)
    assert entries(cache_folder) == kept


def test_abandoned_files_are_removed(cache_folder: Path) -> None:
    cache_folder.mkdir()
    for name, age in (("old.part", 7200), ("new.part", 10), ("notes.txt", 7200)):
        (cache_folder / name).touch()
        os.utime(cache_folder / name, (time.time() - age,) * 2)
    linear()
    assert not (cache_folder / "old.part").exists()
    assert (cache_folder / "new.part").exists()
    assert (cache_folder / "notes.txt").exists()


def test_evicted_models_run_on(cache_folder: Path) -> None:
    linear()
    model = linear()
    for entry in entries(cache_folder):
        entry.unlink()
    assert np.array_equal(model(X), X @ weights().T)


@pytest.mark.parametrize("size", ["", "4 apples", "-1", "1.5G", "٣"])
def test_wrong_sizes(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sized(monkeypatch, size)
    with pytest.raises(PatConvError, match=r"expected PATCONV_CACHE_SIZE to be a number of bytes"):
        linear()


@pytest.mark.parametrize(
    ("size", "limit"), [("0", 0), ("12", 12), ("3k", 3 << 10), ("500M", 500 << 20), ("1T", 1 << 40)]
)
def test_sizes(size: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sized(monkeypatch, size)
    found = cache.find_cache()
    assert found is not None
    assert found.limit == limit


def test_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def folder() -> Path:
        found = cache.find_cache()
        assert found is not None
        assert found.limit == 4 << 30
        return found.folder

    assert folder() == tmp_path / "cache"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATCONV_CACHE_DIR", "here")
    assert folder() == tmp_path / "here"
    monkeypatch.delenv("PATCONV_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert folder() == tmp_path / "xdg/patconv"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for ignored in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", ignored)
        assert folder() == tmp_path / "home/.cache/patconv"
    monkeypatch.setenv("PATCONV_CACHE", "0")
    assert cache.find_cache() is None


def expect_no_cache(reason: str) -> None:
    """The result is there, with one warning."""
    with pytest.warns(PatConvWarning, match=f"to be usable as cache, but got: .*{reason}"):
        model = linear()
    assert np.array_equal(model(X), X @ weights().T)
    linear()  # Where a second warning would be an error.


def test_a_folder_of_all_is_not_trusted(cache_folder: Path) -> None:
    linear()
    cache_folder.chmod(0o777)
    expect_no_cache("every user can write to it")


def test_a_folder_of_another_is_not_trusted(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linear()
    owner = cache_folder.stat().st_uid
    os.chown(cache_folder, 1234, -1) if owner == 0 else monkeypatch.setattr(
        os, "getuid", lambda: owner + 1
    )
    expect_no_cache("it belongs to another user")


def test_a_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PATCONV_CACHE_DIR", str(tmp_path / "file/cache"))
    expect_no_cache("Not a directory")


def test_a_full_disk(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "save_artifact", fail)
    expect_no_cache("No space left")
    assert entries(cache_folder) == []


def test_locks_are_not_needed(cache_folder: Path, phase_runs: list[str]) -> None:
    cache_folder.mkdir()
    (cache_folder / "locks").touch()
    linear()
    linear()
    assert phase_runs == list(_patconv.phases())
