"""Interleaved blocks of two engines: A B A B, never both at work."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from ..errors import PatConvError
from .timing import largest
from .workers import Worker

__all__ = [
    "Contender",
    "IdleError",
    "Samples",
    "find_warning",
    "measure_contenders",
    "measure_pair",
]

_IDLE_SECONDS = 0.3
_IDLE_SHARE = 0.02
#: What an idle engine needs to say how much it has used, which counts in blocks of a millisecond.
_ANSWER_SECONDS = 0.002
_ATTEMPTS = 5
#: Of all processors, while both engines wait.
_QUIET_SHARE = 0.1
_STATISTICS = Path("/proc/stat")


class IdleError(PatConvError):
    """The engine that should have been idle used the processor in every attempt."""


@dataclass
class Samples:
    """What one engine measured over all blocks.

    Attributes:
        runs: seconds of whole calls.
        layers: seconds by layer, from separate instrumented calls.
        error: the largest error of any timed call, instrumented ones included.
        repeated: blocks that were thrown away because the other engine was not idle.
        blocks: blocks that were measured.
        disturbed: those before which other programs were at work.
    """

    runs: list[float] = field(default_factory=list)
    layers: dict[str, list[float]] = field(default_factory=dict)
    error: float = 0.0
    repeated: int = 0
    blocks: int = 0
    disturbed: int = 0

    @property
    def median(self) -> float:
        """Median seconds of a whole call."""
        return median(self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """First and last decile of a whole call, in seconds."""
        if len(self.runs) == 1:
            return self.runs[0], self.runs[0]
        tenths = quantiles(self.runs, n=10, method="inclusive")
        return tenths[0], tenths[-1]

    def layer(self, name: str) -> float:
        """Median seconds of one layer."""
        return median(self.layers[name])


def measure_pair(
    first: Worker,
    second: Worker,
    *,
    blocks: int,
    runs: int,
    progress: Callable[[], None] = lambda: None,
) -> tuple[Samples, Samples]:
    """Measure two engines in turns.

    Args:
        first: a worker with the commands ``measure`` and ``measure_layers``.
        second: another.
        blocks: blocks of whole calls, and as many of instrumented ones, an engine.
        runs: timed calls in a block, after those of `repeat_warm`.
        progress: called after every block.

    Raises:
        IdleError: an idle engine kept using more than 2 % of a core.
    """
    samples = (Samples(), Samples())
    for _ in range(blocks):
        for command in ("measure", "measure_layers"):
            for active, idle, into in ((first, second, samples[0]), (second, first, samples[1])):
                _add(into, _run_block(active, idle, command, runs, into))
                progress()
    return samples


@dataclass(frozen=True)
class Contender:
    """What is measured in turns with others.

    Attributes:
        worker: a worker with the command ``measure``.
        idle: the worker that must not work meanwhile.
        variant: the argument of ``measure`` that says which of the worker's variants; None
            where it has but one.
    """

    worker: Worker
    idle: Worker
    variant: str | None


def measure_contenders(
    contenders: Sequence[Contender],
    *,
    blocks: int,
    runs: int,
    progress: Callable[[], None] = lambda: None,
    limit: float | None = None,
) -> list[Samples]:
    """Measure several variants of two engines in turns, ``blocks`` times.

    Args:
        contenders: whose turn it is, in this order.
        blocks: blocks of each.
        runs: timed calls in a block, after those of `repeat_warm`.
        progress: called when each has had its turn.
        limit: seconds that a block may take.

    Raises:
        IdleError: an idle engine kept using more than 2 % of a core.
    """
    samples = [Samples() for _ in contenders]
    for _ in range(blocks):
        for contender, into in zip(contenders, samples, strict=True):
            which: dict[str, Any] = {} if limit is None else {"limit": limit}
            if contender.variant is not None:
                which["variant"] = contender.variant
            result = _run_block(contender.worker, contender.idle, "measure", runs, into, **which)
            _add(into, result)
        progress()
    return samples


def find_warning(samples: Sequence[Samples]) -> str:
    """What a reader should know where other programs were at work; empty where none was."""
    disturbed, blocks = sum(s.disturbed for s in samples), sum(s.blocks for s in samples)
    if not disturbed:
        return ""
    return (
        f"other programs were at work before {disturbed} of {blocks} blocks: times and ratios "
        "may be off; repeat on a quiet machine"
    )


def _add(samples: Samples, result: dict[str, Any]) -> None:
    samples.error = largest(samples.error, result["error"])
    seconds = result["seconds"]
    if isinstance(seconds, dict):
        for name, times in seconds.items():
            samples.layers.setdefault(name, []).extend(times)
        return
    samples.runs += seconds


def _machine_use(seconds: float) -> float:
    """Sleep, and return the share of all processors that was used meanwhile; 0 if unknown."""
    before = _processor_times()
    time.sleep(seconds)
    idle, total = (after - start for after, start in zip(_processor_times(), before, strict=True))
    return 1 - idle / total if total else 0.0


def _processor_times() -> tuple[int, int]:
    """Idle and all time of the processors since the start of the machine."""
    if not _STATISTICS.exists():
        return 0, 0
    times = [int(field) for field in _STATISTICS.read_text().split("\n", 1)[0].split()[1:9]]
    return times[3] + times[4], sum(times)


def _run_block(
    active: Worker, idle: Worker, command: str, runs: int, samples: Samples, **arguments: Any
) -> Any:
    for _ in range(_ATTEMPTS):
        disturbed = _machine_use(_IDLE_SECONDS) > _QUIET_SHARE
        used, started = idle.cpu_seconds(), time.perf_counter()
        result = active.call(command, runs=runs, **arguments)
        elapsed = time.perf_counter() - started
        if idle.cpu_seconds() - used <= _IDLE_SHARE * elapsed + _ANSWER_SECONDS:
            samples.blocks += 1
            samples.disturbed += disturbed
            return result
        samples.repeated += 1
    raise IdleError(
        f"expected the idle engine, {idle.name}, to use at most {_IDLE_SHARE:.0%} of a core, "
        f"but it used more in {_ATTEMPTS} blocks; try again when the machine is free"
    )
