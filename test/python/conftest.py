"""Sections at the end of pytest's output, and fixtures that several files share."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import patconv.models
import pytest
import torch
from command_line import NETWORKS
from patconv import _patconv
from patconv.compiling import cache
from patconv.dynamo import compiled_graph
from torch import nn

_SECTIONS = pytest.StashKey[dict[str, list[str]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_SECTIONS] = {}
    # Tests compile, rather than find what others compiled.
    os.environ["PATCONV_CACHE"] = "0"


def pytest_collection_finish() -> None:
    # What the imports made stays; looking through it for garbage took 8 % of the tests' time.
    gc.freeze()


@pytest.fixture
def add_section(pytestconfig: pytest.Config) -> Callable[[str, list[str]], None]:
    """Show lines under a title at the end, whatever the verbosity."""
    return pytestconfig.stash[_SECTIONS].__setitem__


def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    if hasattr(config, "workeroutput"):  # One of several processes: the first one prints.
        config.workeroutput["sections"] = config.stash[_SECTIONS]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    # A process that crashed has none.
    sections = getattr(node, "workeroutput", {}).get("sections", {})
    node.config.stash[_SECTIONS].update(sections)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for title, lines in config.stash[_SECTIONS].items():
        terminalreporter.section(title)
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of compiled models for one test; the folder does not exist yet."""
    monkeypatch.delenv("PATCONV_CACHE")
    monkeypatch.delenv("PATCONV_CACHE_SIZE", raising=False)
    monkeypatch.setenv("PATCONV_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def fresh_cache(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of its own for each test, and no warning told before."""
    monkeypatch.setattr(cache, "_warned", set())


@pytest.fixture
def phase_runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each phase that a compiler runs."""
    phases: list[str] = []

    class Program(_patconv.Program):
        def run_phase(self, name: str, options: _patconv.PhaseOptions) -> None:
            phases.append(name)
            super().run_phase(name, options)

    monkeypatch.setattr(_patconv, "Program", Program)
    return phases


@pytest.fixture
def fresh_dynamo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither graphs nor remarks of another test."""
    torch._dynamo.reset()
    monkeypatch.setattr(compiled_graph, "_remarked", set())
    yield
    torch._dynamo.reset()


@pytest.fixture
def graphs(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the backend of `torch.compile` compiles."""
    models: list[Any] = []

    def spy(*arguments: Any, **options: Any) -> Any:
        models.append(patconv.compile(*arguments, **options))
        return models[-1]

    monkeypatch.setattr(compiled_graph, "compile", spy)
    return models


@pytest.fixture
def nets_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with the module `nets` of networks, which no other test sees."""
    (tmp_path / "nets.py").write_text(NETWORKS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "nets", raising=False)
    monkeypatch.delenv("PATCONV_DEBUG", raising=False)
    return tmp_path


@pytest.fixture
def small_vgg16(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small network in the place of vgg16."""

    def small() -> nn.Module:
        return nn.Sequential(nn.Conv2d(3, 8, 3, stride=8), nn.BatchNorm2d(8), nn.Conv2d(8, 8, 3))

    monkeypatch.setattr(patconv.models, "NETWORKS", {"vgg16": small})
