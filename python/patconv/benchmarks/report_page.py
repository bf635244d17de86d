"""A result file as one HTML page that needs nothing beside it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import PatConvError
from ..reports.pages import figure_table, note, picture, problem, write_html_page
from .plots import engine_title, plots_of

__all__ = ["read_results", "write_page"]

_COLUMNS = (
    ("suite", "suite", ""),
    ("case", "case", ""),
    ("engine", "engine", ""),
    ("variant", "variant", ""),
    ("threads", "threads", "d"),
    ("median_ms", "ms", ".3f"),
    ("p10_ms", "10 %", ".3f"),
    ("p90_ms", "90 %", ".3f"),
    ("gflops", "GFLOP/s", ".1f"),
    ("peak_share", "of peak", ".1%"),
    ("ratio", "ratio", ".2f"),
    ("max_rel_error", "error", ".1e"),
)
_NUMBERS = ("threads", "median_ms", "p10_ms", "p90_ms", "gflops")
_OPTIONAL = ("peak_share", "ratio", "max_rel_error", "bytes")


def read_results(path: Path) -> dict[str, Any]:
    """Read a result file that ``patconv bench --json`` wrote.

    Raises:
        PatConvError: it cannot be read, or is no such file.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PatConvError(f"expected '{path}' to be a JSON file, but got: {error}") from None
    if not isinstance(data, dict) or not all(
        isinstance(data.get(name), kind)
        for name, kind in (("machine", dict), ("versions", dict), ("results", list))
    ):
        raise PatConvError(
            f"expected '{path}' to have machine, versions and results, as 'patconv bench --json' "
            "writes them"
        )
    for row in data["results"]:
        _check_row(path, row)
    limits = data["machine"].get("limits", {})
    if not isinstance(limits, dict) or not all(
        isinstance(found, dict)
        and all(_is_positive(found.get(name)) for name in ("gflops", "gbytes"))
        for found in limits.values()
    ):
        raise PatConvError(f"expected the limits in '{path}' to be numbers, but got {limits}")
    peers = data.get("peers", [])
    if not isinstance(peers, list) or not all(
        isinstance(peer, dict) and {"engine", "threads", "state"} <= peer.keys() for peer in peers
    ):
        raise PatConvError(
            f"expected the peers in '{path}' to have engine, threads and state, but got {peers}"
        )
    return data


def _check_row(path: Path, row: Any) -> None:
    texts = ("suite", "case", "engine", "variant")
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in texts):
        raise PatConvError(
            f"expected the results in '{path}' to have {', '.join(texts)} as text, but got {row}"
        )
    for name in (*_NUMBERS, *_OPTIONAL):
        value = row.get(name)
        if not (_is_positive(value) or (name in _OPTIONAL and (value is None or value == 0))):
            raise PatConvError(
                f"expected {name} of the results in '{path}' to be a number above 0, but got {row}"
            )
    if type(row["threads"]) is not int or not (row["p10_ms"] <= row["median_ms"] <= row["p90_ms"]):
        raise PatConvError(
            f"expected the results in '{path}' to have whole threads and p10_ms, median_ms and "
            f"p90_ms in order, but got {row}"
        )


def _is_positive(value: Any) -> bool:
    return type(value) in (int, float) and 0 < value < math.inf


def write_page(results: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write the pictures and tables of result files as a page.

    Raises:
        OSError: the file cannot be written.
    """
    parts: list[str] = []
    for data in results:
        parts += _section(data)
    write_html_page("patconv bench", parts, path)


def _section(data: Mapping[str, Any]) -> Iterable[str]:
    machine, versions = data["machine"], data["versions"]
    figures = [f"{name} {value}" for name, value in machine.items() if name != "limits"]
    for threads, found in machine.get("limits", {}).items():
        figures.append(
            f"{threads} thread(s): {found['gflops']:.0f} GFLOP/s, {found['gbytes']:.1f} GB/s read"
        )
    yield note("; ".join(figures))
    words = ", ".join(f"{name} {version}" for name, version in versions.items())
    yield note(words)
    for text in data.get("problems") or ():
        yield problem(str(text))
    for plot in plots_of(data):
        yield from picture(plot)
    # A peer that is missing is so for every case.
    for text in dict.fromkeys(map(_describe_peer, data.get("peers", ()))):
        if text:
            yield note(text)
    yield "<h2>All figures</h2>"
    yield from figure_table(
        _COLUMNS, ({**row, "engine": engine_title(row)} for row in data["results"])
    )


def _describe_peer(peer: Mapping[str, Any]) -> str:
    """Why a peer has no figures; empty where it has."""
    if peer["state"] == "measured":
        return ""
    title = engine_title({"variant": "dense", **peer})
    if peer["state"] == "missing":
        return f"{title}: missing; install it by: {peer.get('install')}"
    case = f", {peer['case']}" if "case" in peer else ""
    return f"{title}{case}, {peer['threads']} thread(s): {peer['state']}; {peer.get('reason')}"
