"""One run of a benchmark, from the network to the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..reports.progress import bar
from ..reports.tables import fill
from .blocks import find_warning
from .machine import describe_machine
from .network import (
    Comparison,
    NetworkSpec,
    compare,
    describe,
    find_problems,
    find_warnings,
    loaded_worker,
    prepared,
    results,
)
from .peers import Peer
from .peers.measure import PeerBench, PeerTimes
from .peers.prepared import Prepared
from .peers.table import peer_results, peer_table
from .result_file import result_file
from .table import verdict

__all__ = ["NetworkRun", "run_network"]


@dataclass(frozen=True)
class NetworkRun:
    """What a run found.

    Attributes:
        spec: what was compared.
        comparisons: by number of threads.
        problems: what makes the run wrong or invalid; empty for a good one.
        peers: other engines than PyTorch eager, by number of threads.
    """

    spec: NetworkSpec
    comparisons: dict[int, Comparison]
    problems: tuple[str, ...]
    peers: Mapping[int, Sequence[PeerTimes]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The content of a result file."""
        return result_file(
            [
                entry
                for threads, comparison in self.comparisons.items()
                for entry in (
                    *results(self.spec, threads, comparison),
                    *peer_results(
                        self.peers.get(threads, ()),
                        suite="network",
                        case=self.spec.model,
                        threads=threads,
                        macs=comparison.macs,
                        peak=comparison.limits["gflops"],
                    ),
                )
            ],
            limits={threads: c.limits for threads, c in self.comparisons.items()},
            problems=self.problems,
            peers=[
                {"threads": threads, **peer.state()}
                for threads, peers in self.peers.items()
                for peer in peers
            ],
        )


def run_network(
    spec: NetworkSpec,
    *,
    threads: Sequence[int],
    blocks: int,
    runs: int,
    report: bool = False,
    peers: Sequence[Peer] = (),
    budget: float = 600.0,
    tell: Callable[[str], None] = print,
) -> NetworkRun:
    """Compare patconv with PyTorch on one network, and tell what comes out as it does.

    Args:
        spec: the network.
        threads: numbers of threads, one comparison each.
        blocks: blocks of an engine.
        runs: timed calls of a block.
        report: tell what became of each layer, too.
        peers: other engines to measure after PyTorch eager.
        budget: seconds that each of them may take, as `PeerBench` says.
        tell: takes the text.

    Raises:
        WorkerError: an engine failed.
        IdleError: an idle engine kept using the processor.
    """
    comparisons: dict[int, Comparison] = {}
    others: dict[int, list[PeerTimes]] = {}
    tell(describe_machine())
    with prepared(spec) as (folder, made):
        tell(_describe_network(spec, made))
        bench = PeerBench(peers, budget=budget, blocks=blocks, runs=runs)
        for number in threads:
            comparisons[number] = compare(spec, folder, threads=number, blocks=blocks, runs=runs)
            if report and len(comparisons) == 1:
                tell(f"\nwhat became of each layer\n{comparisons[number].loaded['report']}")
            tell("\n" + describe(number, comparisons[number]))
            if peers:
                others[number] = _measure_peers(bench, spec, folder, number)
                tell(f"\n{number} thread(s), other engines\n{peer_table(others[number])}")
    problems = [
        f"{number} thread(s): {problem}"
        for number, comparison in comparisons.items()
        for problem in (
            *find_problems(comparison),
            *(peer.problem for peer in others.get(number, ()) if peer.problem),
        )
    ]
    for number, comparison in comparisons.items():
        for warning in find_warnings(number, comparison):
            tell(fill(f"warning: {number} thread(s): {warning}"))
        samples = [s for peer in others.get(number, ()) for s in peer.samples]
        if warning := find_warning(samples):
            tell(fill(f"warning: {number} thread(s), other engines: {warning}"))
    tell(verdict(problems))
    return NetworkRun(spec, comparisons, tuple(problems), others)


def _measure_peers(
    bench: PeerBench, spec: NetworkSpec, folder: str, threads: int
) -> list[PeerTimes]:
    with (
        bar(f"{threads} thread(s): patconv", total=1 + len(bench.variants)) as advance,
        loaded_worker(spec, folder, threads) as ours,
    ):
        case = Prepared(folder, model=spec.model, shapes=spec.shapes)
        return bench.measure(
            case, ours, None, threads, lambda title: advance(f"{threads} thread(s): {title}")
        )


def _describe_network(spec: NetworkSpec, made: dict[str, Any]) -> str:
    text = f"{spec.model}: {made['parameters'] / 1e6:.1f} million parameters"
    if "kept" in made:
        text += (
            f"; {made['kept']} of {made['kernels']} kernels kept,\n"
            f"{made['rate']:.2f}x fewer weights in the convolutions"
        )
    return text
