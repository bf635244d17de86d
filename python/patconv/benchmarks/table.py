"""The tables of a comparison with PyTorch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from .blocks import Samples

__all__ = ["convolution_seconds", "layer_table", "network_lines", "read_shares"]


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

    That is every layer of the report but the convolutions: the fully connected ones.
    """
    return {
        layer["name"]: 1e-9 * layer["bytes"] / patconv.layer(layer["name"]) / limits["gbytes"]
        for layer in layers
        if layer["name"] in patconv.layers and layer["name"] not in convolutions
    }


def layer_table(
    layers: Sequence[Mapping[str, Any]],
    errors: Mapping[str, float],
    shares: Mapping[str, float],
    limits: Mapping[str, Any],
    patconv: Samples,
    torch: Samples,
) -> str:
    """One line a layer: times, rate, share of the limit that binds it, error.

    Args:
        layers: the compiler's report, as dictionaries.
        errors: of the convolutions, by name.
        shares: of the multiply-add peak, of the convolutions.
        limits: ``gflops`` and ``gbytes`` of the machine.
        patconv: what patconv measured.
        torch: what PyTorch measured, convolutions alone.
    """
    lines = [
        f"{'layer':<16} {'path':<9} {'MMAC':>8} {'patconv':>10} {'PyTorch':>10} {'ratio':>7}"
        f" {'rate':>13} {'of limit':>9} {'error':>8}"
    ]
    lines.append("-" * len(lines[0]))
    reported = {layer["name"]: layer for layer in layers}
    reads = read_shares(layers, errors, limits, patconv)
    for name in patconv.layers:
        seconds = patconv.layer(name)
        layer = reported.get(name)
        path, macs = (layer["path"], f"{layer['macs'] / 1e6:.1f}") if layer else ("", "")
        theirs = ratio = rate = share = error = ""
        if name in errors:
            theirs = f"{torch.layer(name) * 1e3:.3f} ms"
            ratio = f"{torch.layer(name) / seconds:.2f}x"
            rate = f"{shares[name] * limits['gflops']:.1f} GFLOP/s"
            share = f"{shares[name]:.1%}"
            error = f"{errors[name]:.1e}"
        elif layer:
            rate = f"{reads[name] * limits['gbytes']:.1f} GB/s"
            share = f"{reads[name]:.1%}"
        lines.append(
            f"{name:<16} {path:<9} {macs:>8} {seconds * 1e3:>7.3f} ms {theirs:>10} {ratio:>7}"
            f" {rate:>13} {share:>9} {error:>8}".rstrip()
        )
    return "\n".join(lines)


def network_lines(patconv: Samples, torch: Samples, convolutions: Iterable[str]) -> str:
    """Medians with their spread, and the ratios."""
    names = list(convolutions)
    ours, theirs = (convolution_seconds(samples, names) for samples in (patconv, torch))
    lines = [
        f"convolutions: patconv {ours * 1e3:.2f} ms, PyTorch {theirs * 1e3:.2f} ms, "
        f"{theirs / ours:.2f}x"
    ]
    for label, samples in (("patconv", patconv), ("PyTorch", torch)):
        low, high = samples.spread
        repeated = f", {samples.repeated} blocks repeated" if samples.repeated else ""
        lines.append(
            f"network: {label} {samples.median * 1e3:.2f} ms, median of {len(samples.runs)} "
            f"({low * 1e3:.2f} to {high * 1e3:.2f} for the middle 80 %{repeated})"
        )
    lines.append(f"network: {torch.median / patconv.median:.2f}x")
    return "\n".join(lines)
