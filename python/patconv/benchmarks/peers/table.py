"""The table of a comparison with peers, and their rows in a result file."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from ...reports.numbers import finite
from ...reports.tables import WIDTH, table
from ..result_file import result_entry
from .measure import PeerTimes

__all__ = ["fastest", "peer_results", "peer_table"]


def fastest(times: Sequence[PeerTimes]) -> PeerTimes | None:
    """The peer of least time; None where none ran. Untuned ones do not count."""
    medians = {
        place: peer.theirs.median
        for place, peer in enumerate(times)
        if peer.theirs is not None and not peer.peer.untuned
    }
    return times[min(medians, key=lambda place: medians[place])] if medians else None


def peer_table(times: Sequence[PeerTimes]) -> str:
    """One line a peer, then those that did not run, each with the reason or what installs it."""
    rows = [("engine", "ms", "middle 80 %", "patconv", "ratio", "error")]
    others = []
    for peer in times:
        if peer.theirs is None or peer.ours is None:
            what = f"missing; to install it: {peer.missing}" if peer.missing else peer.failure
            others += textwrap.wrap(f"{peer.title}: {what}", WIDTH, subsequent_indent="  ")
            continue
        low, high = peer.theirs.spread
        rows.append(
            (
                peer.title,
                _milliseconds(peer.theirs.median),
                f"{_milliseconds(low)} to {_milliseconds(high)}",
                _milliseconds(peer.ours.median),
                f"{peer.ratio:.2f}x",
                f"{peer.theirs.error:.1e}",
            )
        )
    lines = table(rows) if len(rows) > 1 else []
    if lines:
        lines.insert(1, "-" * WIDTH)
    best = fastest(times)
    if best is not None:
        lines.append(f"beside the fastest peer, {best.title}: {best.ratio:.2f}x")
    return "\n".join(lines + others)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.2f}" if seconds < 1 else f"{seconds * 1e3:.0f}"


def peer_results(
    times: Sequence[PeerTimes], *, suite: str, case: str, threads: int, macs: int, peak: float
) -> list[dict[str, Any]]:
    """A row for every peer that ran."""
    return [
        result_entry(
            peer.theirs,
            suite=suite,
            case=case,
            engine=peer.peer.name,
            variant=peer.variant,
            threads=threads,
            macs=macs,
            peak=peak,
            ratio=peer.ratio,
            max_rel_error=finite(peer.theirs.error),
        )
        for peer in times
        if peer.theirs is not None
    ]
