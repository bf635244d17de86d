"""What the command is at, on the standard error of a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["bar", "step"]


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Show that `name` goes on, with the time it takes, until the block ends.

    What is yielded takes the part of it that comes next.

    Nothing is shown, and nothing loaded for it, where the standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield lambda part: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # What the block prints is for pipes: rich must not take it over.
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        task = progress.add_task(name, total=None)
        yield lambda part: progress.update(task, description=f"{name}: {part}")


@contextmanager
def bar(name: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show how many of `total` steps are done, until the block ends.

    Yields:
        What to call after a step, with the name of the next one; empty to keep the name.
    """
    if not sys.stderr.isatty():
        yield lambda _next: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        task = progress.add_task(name, total=total)
        yield lambda following: progress.update(
            task, advance=1, description=following or progress.tasks[task].description
        )
