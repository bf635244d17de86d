"""The content of a result file, in one form for every benchmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .blocks import Samples
from .machine import machine_figures

__all__ = ["result_entry", "result_file"]


def result_entry(
    samples: Samples,
    *,
    suite: str,
    case: str,
    engine: str,
    variant: str,
    threads: int,
    macs: int,
    peak: float,
    **more: Any,
) -> dict[str, Any]:
    """One row: what was run, its times, its rate on the multiply-adds that are left.

    Args:
        samples: seconds of the runs.
        suite: the benchmark.
        case: a network or a layer.
        engine: who ran it.
        variant: of the engine's code, or of the weights.
        threads: that it had.
        macs: multiply-adds of one run.
        peak: of the machine, in 10^9 operations a second, two a multiply-add.
        more: further members, ``ratio`` and ``max_rel_error`` among them.
    """
    low, high = samples.spread
    gflops = 2e-9 * macs / samples.median
    return {
        "suite": suite,
        "case": case,
        "engine": engine,
        "variant": variant,
        "threads": threads,
        "median_ms": samples.median * 1e3,
        "p10_ms": low * 1e3,
        "p90_ms": high * 1e3,
        "gflops": gflops,
        "peak_share": gflops / peak,
        **more,
    }


def result_file(
    entries: Sequence[Mapping[str, Any]],
    *,
    limits: Mapping[int, Mapping[str, Any]],
    problems: Sequence[str],
    peers: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The whole file.

    Args:
        entries: rows.
        limits: of the machine, by number of threads.
        problems: what makes the run wrong or invalid.
        peers: what became of every other engine that was asked for, missing ones included.
    """
    machine, versions = machine_figures()
    return {
        "machine": {**machine, "limits": {str(n): dict(found) for n, found in limits.items()}},
        "versions": versions,
        "problems": list(problems),
        **({"peers": [dict(peer) for peer in peers]} if peers else {}),
        "results": [dict(entry) for entry in entries],
    }
