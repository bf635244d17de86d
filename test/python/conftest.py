"""Sections that tests add to the end of pytest's output."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_SECTIONS = pytest.StashKey[dict[str, list[str]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_SECTIONS] = {}


@pytest.fixture
def add_section(pytestconfig: pytest.Config) -> Callable[[str, list[str]], None]:
    """Show lines under a title at the end, whatever the verbosity."""
    return pytestconfig.stash[_SECTIONS].__setitem__


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for title, lines in config.stash[_SECTIONS].items():
        terminalreporter.section(title)
        for line in lines:
            terminalreporter.write_line(line)
