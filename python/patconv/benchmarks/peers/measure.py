"""Peers measured in turns with patconv, one after the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ...cli.arguments import UsageError
from ...errors import PatConvError
from ...reports.numbers import finite
from ..blocks import Contender, Samples, measure_contenders
from ..network import TOLERANCE, pairwise_ratio
from ..workers import Worker, WorkerError
from . import Peer
from .environments import install_command, interpreter_of
from .prepared import Prepared

__all__ = ["PeerBench", "PeerTimes"]

#: Of the budget, for the runs.
_RUNS_SHARE = 0.2
#: The last words of an engine that failed.
_REASON_LENGTH = 300


@dataclass(frozen=True)
class PeerTimes:
    """One variant of a peer on one case; times, or why there are none.

    Attributes:
        peer: the engine.
        variant: of the engine.
        theirs: its times; None where it is missing or failed.
        ours: patconv's, in neighbouring blocks.
        missing: the command that would install it; empty where it is there.
        failure: what went wrong; empty where nothing did.
        version: of the engine.
    """

    peer: Peer
    variant: str
    theirs: Samples | None = None
    ours: Samples | None = None
    missing: str = ""
    failure: str = ""
    version: str = ""

    @property
    def samples(self) -> list[Samples]:
        """What was measured of both sides."""
        return [samples for samples in (self.theirs, self.ours) if samples is not None]

    @property
    def ratio(self) -> float:
        """How much faster patconv is: the median of neighbouring runs' ratios."""
        assert self.theirs is not None
        assert self.ours is not None
        return pairwise_ratio(self.theirs.runs, self.ours.runs)

    @property
    def title(self) -> str:
        """The engine's, with the variant where it is not how the engine comes."""
        return self.peer.title_of(self.variant)

    @property
    def problem(self) -> str:
        """What makes the figure wrong; empty where nothing does."""
        # "not <=" so that a NaN is a problem.
        for name, samples in ((self.title, self.theirs), ("patconv", self.ours)):
            if samples is not None and not samples.error <= TOLERANCE:
                return f"the output of {name} is off by {samples.error:.1e}"
        return ""

    def state(self) -> dict[str, Any]:
        """As it stands in a result file beside the rows."""
        state = {"engine": self.peer.name, "variant": self.variant, "untuned": self.peer.untuned}
        if self.missing:
            return {**state, "state": "missing", "install": self.missing}
        if self.failure:
            return {**state, "state": "failed", "reason": self.failure}
        assert self.theirs is not None
        error = finite(self.theirs.error)
        return {**state, "state": "measured", "version": self.version, "max_rel_error": error}


class PeerBench:
    """Exports each case for each peer once, and measures it at any number of threads.

    Args:
        peers: the engines; what they export lies in the folder of a case.
        budget: seconds that one variant of a peer may take for its export, for loading it, and
            for a block; a slow one runs less often, for a fifth of that time in all.
        blocks: of an engine.
        runs: timed calls of a block.
    """

    def __init__(self, peers: Sequence[Peer], *, budget: float, blocks: int, runs: int) -> None:
        self._budget, self._blocks, self._runs = budget, blocks, runs
        self._exported: dict[tuple[str, str, str], str] = {}
        self.variants = [(peer, variant) for peer in peers for variant in peer.variants]

    def measure(
        self,
        prepared: Prepared,
        ours: Worker,
        our_variant: str | None,
        threads: int,
        tell: Callable[[str], None] = lambda title: None,
    ) -> list[PeerTimes]:
        """Measure every peer on one case, in turns with patconv.

        Args:
            prepared: the case.
            ours: a worker of patconv's that has loaded it.
            our_variant: the argument of its ``measure``.
            threads: of both.
            tell: takes the title of each peer before it begins.
        """
        found = []
        for peer, variant in self.variants:
            tell(PeerTimes(peer, variant).title)
            found.append(self._measure(prepared, ours, our_variant, threads, peer, variant))
        return found

    def _measure(
        self,
        prepared: Prepared,
        ours: Worker,
        our_variant: str | None,
        threads: int,
        peer: Peer,
        variant: str,
    ) -> PeerTimes:
        times = PeerTimes(peer, variant)
        python = interpreter_of(peer)
        if python is None:
            return replace(times, missing=install_command(peer))
        folder = Path(prepared.folder) / f"{peer.name}-{variant}"
        failure = self._export(prepared, folder, peer, variant, python)
        if failure:
            return replace(times, failure=failure)
        try:
            with Worker(peer.worker, threads, python=python, log=_log_of(folder)) as worker:
                seconds = worker.call(
                    "load",
                    limit=self._budget,
                    prepared=asdict(prepared),
                    folder=str(folder),
                    threads=threads,
                    variant=variant,
                )
                version = worker.call("version", distribution_name=peer.package)
                blocks, runs = self._fit(seconds)
                contenders = [
                    Contender(ours, worker, our_variant),
                    Contender(worker, ours, variant),
                ]
                our_samples, samples = measure_contenders(
                    contenders, blocks=blocks, runs=runs, limit=self._budget
                )
        except (PatConvError, UsageError) as error:
            if not ours.is_running():
                raise
            return replace(times, failure=_reason(error, folder))
        return replace(times, theirs=samples, ours=our_samples, version=version)

    def _export(
        self, prepared: Prepared, folder: Path, peer: Peer, variant: str, python: str
    ) -> str:
        """Why the export failed; empty where it did not."""
        key = (prepared.folder, peer.name, variant)
        if key not in self._exported:
            folder.mkdir()
            try:
                with Worker(peer.worker, 2, python=python, log=_log_of(folder)) as worker:
                    worker.call(
                        "export",
                        limit=self._budget,
                        prepared=asdict(prepared),
                        folder=str(folder),
                        variant=variant,
                    )
                self._exported[key] = ""
            except (PatConvError, UsageError) as error:
                shutil.rmtree(folder, ignore_errors=True)
                self._exported[key] = _reason(error, folder)
        return self._exported[key]

    def _fit(self, seconds: float) -> tuple[int, int]:
        """Blocks and runs of a block for an engine's share of the budget, at least one of each."""
        budget = _RUNS_SHARE * self._budget
        runs = max(1, min(self._runs, int(budget / self._blocks / seconds) - 1))
        blocks = max(1, min(self._blocks, int(budget / (runs + 1) / seconds)))
        return blocks, runs


def _log_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.log")


def _reason(error: Exception, folder: Path) -> str:
    """Why a peer failed: what was raised, or the last words of a process that ended."""
    lines = [line for text in str(error).splitlines() if (line := text.strip())]
    if len(lines) == 1 and isinstance(error, WorkerError):
        said = _log_of(folder).read_text(encoding="utf-8", errors="replace").splitlines()
        lines += [f"{lines[0]}; its last words: {line}" for text in said if (line := text.strip())]
    return lines[-1][:_REASON_LENGTH]
