"""One run of a benchmark, from the network to the tables."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..reports.tables import WIDTH as _WIDTH
from .machine import describe_machine
from .network import (
    Comparison,
    NetworkSpec,
    compare,
    describe,
    find_problems,
    find_warnings,
    prepared,
    results,
)
from .result_file import result_file

__all__ = ["NetworkRun", "run_network"]


@dataclass(frozen=True)
class NetworkRun:
    """What a run found.

    Attributes:
        spec: what was compared.
        comparisons: by number of threads.
        problems: what makes the run wrong or invalid; empty for a good one.
    """

    spec: NetworkSpec
    comparisons: dict[int, Comparison]
    problems: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The content of a result file."""
        return result_file(
            [
                entry
                for threads, comparison in self.comparisons.items()
                for entry in results(self.spec, threads, comparison)
            ],
            limits={threads: c.limits for threads, c in self.comparisons.items()},
            problems=self.problems,
        )


def run_network(
    spec: NetworkSpec,
    *,
    threads: Sequence[int],
    blocks: int,
    runs: int,
    report: bool = False,
    tell: Callable[[str], None] = print,
) -> NetworkRun:
    """Compare patconv with PyTorch on one network, and tell what comes out as it does.

    Args:
        spec: the network.
        threads: numbers of threads, one comparison each.
        blocks: blocks of an engine.
        runs: timed calls of a block.
        report: tell what became of each layer, too.
        tell: takes the text.

    Raises:
        WorkerError: an engine failed.
        IdleError: an idle engine kept using the processor.
    """
    comparisons: dict[int, Comparison] = {}
    tell(describe_machine())
    with prepared(spec) as (folder, made):
        tell(_describe_network(spec, made))
        for number in threads:
            comparisons[number] = compare(spec, folder, threads=number, blocks=blocks, runs=runs)
            if report and len(comparisons) == 1:
                tell(f"\nwhat became of each layer\n{comparisons[number].loaded['report']}")
            tell("\n" + describe(number, comparisons[number]))
    problems = [
        f"{number} thread(s): {problem}"
        for number, comparison in comparisons.items()
        for problem in find_problems(comparison)
    ]
    for number, comparison in comparisons.items():
        for warning in find_warnings(number, comparison):
            tell(textwrap.fill(f"warning: {number} thread(s): {warning}", _WIDTH))
    tell("\n".join(f"error: {problem}" for problem in problems) or "the numbers agree")
    return NetworkRun(spec, comparisons, tuple(problems))


def _describe_network(spec: NetworkSpec, made: dict[str, Any]) -> str:
    text = f"{spec.model}: {made['parameters'] / 1e6:.1f} million parameters"
    if "kept" in made:
        text += (
            f"; {made['kept']} of {made['kernels']} kernels kept,\n"
            f"{made['rate']:.2f}x fewer weights in the convolutions"
        )
    return text
