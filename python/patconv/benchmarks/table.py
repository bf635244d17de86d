"""The tables of a comparison with PyTorch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..compiling.report import short_name
from ..reports.tables import WIDTH, fill, table
from .blocks import Samples

__all__ = ["convolution_seconds", "layer_table", "network_lines", "read_shares", "verdict"]


def convolution_seconds(samples: Samples, convolutions: Iterable[str]) -> float:
    """Median seconds of the convolutions together, each with its ReLU."""
    return sum(samples.layer(name) for name in convolutions)


def read_shares(
    layers: Iterable[Mapping[str, Any]],
    convolutions: Collection[str],
    limits: Mapping[str, Any],
    patconv: Samples,
) -> dict[str, float]:
    """The share of the read bandwidth that each layer reaches that only streams its weights.

    That is every layer of the report but the convolutions: the fully connected ones. A share
    above 1 says that the weights stay in a cache. Where those of zeros are not read, ``read_bytes``
    are the others; a layer of which nobody knows how many these are has no share.
    """
    read = {
        layer["name"]: layer["bytes"] if layer["path"] != "linear" else layer.get("read_bytes")
        for layer in layers
        if layer["name"] in patconv.layers
        and layer["name"] not in convolutions
        and not layer.get("refused")
    }
    return {
        name: 1e-9 * count / patconv.layer(name) / limits["gbytes"]
        for name, count in read.items()
        if count is not None
    }


def verdict(problems: Iterable[str]) -> str:
    """How a run ends: what makes it wrong or invalid, or that there is nothing."""
    return "\n".join(fill(f"error: {problem}") for problem in problems) or "the numbers agree"


def layer_table(
    layers: Sequence[Mapping[str, Any]],
    errors: Mapping[str, float],
    shares: Mapping[str, float],
    limits: Mapping[str, Any],
    patconv: Samples,
    torch: Samples,
) -> str:
    """One line a layer: times in ms, share of the limit that binds it, error.

    Args:
        layers: the compiler's report, as dictionaries.
        errors: of the convolutions, by name.
        shares: of the multiply-add peak, of the convolutions.
        limits: ``gflops`` and ``gbytes`` of the machine.
        patconv: what patconv measured.
        torch: what PyTorch measured, convolutions alone.
    """
    header = ("layer", "path", "MMAC", "patconv", "PyTorch", "ratio", "of limit", "error")
    rows = [header]
    reported = {layer["name"]: layer for layer in layers}
    reads = read_shares(layers, shares, limits, patconv)
    for name in patconv.layers:
        seconds, layer = patconv.layer(name), reported.get(name)
        path, macs = (layer["path"], f"{layer['macs'] / 1e6:.1f}") if layer else ("", "")
        theirs = ratio = share = ""
        if name in torch.layers:
            theirs = f"{torch.layer(name) * 1e3:.3f}"
            ratio = f"{torch.layer(name) / seconds:.2f}x"
        if name in shares:
            share = f"{shares[name]:.1%}"
        elif name in reads:
            share = f"{reads[name]:.1%} r"
        error = f"{errors[name]:.1e}" if name in errors else ""
        rows.append(
            (short_name(name), path, macs, f"{seconds * 1e3:.3f}", theirs, ratio, share, error)
        )
    lines = table(rows, left=(0, 1))
    lines.insert(1, "-" * WIDTH)
    lines.append("times in ms; of limit: of the multiply-add peak, r: of the memory's read rate")
    if any(layer["path"] == "linear" for layer in layers):
        lines.append("linear: where the input is 0, no weights are read, nor counted as read")
    return "\n".join(lines)


def network_lines(patconv: Samples, torch: Samples, convolutions: Iterable[str]) -> str:
    """Medians with their spread, and the ratios."""
    names = list(convolutions)
    lines = []
    if names:
        ours, theirs = (convolution_seconds(samples, names) for samples in (patconv, torch))
        lines.append(
            f"convolutions: patconv {ours * 1e3:.2f} ms, PyTorch {theirs * 1e3:.2f} ms, "
            f"{theirs / ours:.2f}x"
        )
    for label, samples in (("patconv", patconv), ("PyTorch", torch)):
        low, high = samples.spread
        lines.append(
            f"network: {label} {samples.median * 1e3:.2f} ms, median of {len(samples.runs)} "
            f"(middle 80 %: {low * 1e3:.2f} to {high * 1e3:.2f})"
        )
        if samples.repeated:
            lines.append(f"  {samples.repeated} blocks repeated, as the other engine was not idle")
    lines.append(f"network: {torch.median / patconv.median:.2f}x")
    return "\n".join(lines)
