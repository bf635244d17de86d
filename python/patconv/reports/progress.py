"""What goes on, on the standard error of a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

__all__ = ["bar", "step"]


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Show that `name` goes on, with the time it takes, until the block ends.

    Nothing is shown, and nothing loaded for it, where the standard error is no terminal.

    Yields:
        What takes the name of the part that comes next.
    """
    if not sys.stderr.isatty():
        yield lambda part: None
        return
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    with _shown(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()) as progress:
        task = progress.add_task(name, total=None)
        yield lambda part: progress.update(task, description=f"{name}: {part}")


@contextmanager
def bar(name: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show how many of `total` steps are done, until the block ends.

    Yields:
        What to call after a step, with the name of the next one; empty to keep the name.
    """
    if not sys.stderr.isatty():
        yield lambda following: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with _shown(*columns, TimeElapsedColumn()) as progress:
        task = progress.add_task(name, total=total)
        yield lambda following: progress.update(
            task, advance=1, description=following or progress.tasks[task].description
        )


def _shown(*columns: ProgressColumn) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    # What the block prints is for pipes: rich must not take it over.
    return Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
