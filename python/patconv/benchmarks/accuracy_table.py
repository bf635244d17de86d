"""Means and confidence intervals of an accuracy benchmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from ..reports.tables import table
from .accuracy_journal import Found

__all__ = ["describe", "half_interval", "summarise"]

_CONFIDENCE = 0.95
#: The method that all others are compared with, pair by pair.
_OURS = "admm"


def half_interval(values: Sequence[float]) -> float:
    """Half of the 95 % confidence interval of the mean, by Student's t; 0 for one value.

    Folds of one seed share training images, so that values are not quite independent.
    """
    if len(values) < 2:
        return 0.0
    from scipy import stats

    spread = float(stats.sem(values))
    return spread * float(stats.t.ppf((1 + _CONFIDENCE) / 2, len(values) - 1))


def summarise(
    found: Sequence[Found],
    variants: Sequence[tuple[str, float]],
    networks: Sequence[str],
    tasks: Sequence[tuple[str, int, int]],
) -> list[dict[str, Any]]:
    """One row for each network, method and rate.

    Args:
        found: with every variant of every task.
        variants: methods and rates.
        networks: their names.
        tasks: network, seed and fold of each.
    """
    by_key = {(f.network, f.seed, f.fold, f.method, f.rate): f for f in found}
    rows = []
    for network in networks:
        mine = [task for task in tasks if task[0] == network]
        dense = [by_key[*task, "dense", 1.0] for task in mine]
        for method, rate in (("dense", 1.0), *variants):
            some = [by_key[*task, method, rate] for task in mine]
            losses = [d.accuracy - f.accuracy for d, f in zip(dense, some, strict=True)]
            accuracies = [f.accuracy for f in some]
            gains = []
            if method not in ("dense", _OURS) and (_OURS, rate) in variants:
                ours = [by_key[*task, _OURS, rate] for task in mine]
                gains = [o.accuracy - f.accuracy for o, f in zip(ours, some, strict=True)]
            rows.append(
                {
                    "network": network,
                    "method": method,
                    "rate": rate,
                    "accuracy_mean": fmean(accuracies),
                    "accuracy_ci": half_interval(accuracies),
                    "dense_accuracy": fmean(d.accuracy for d in dense),
                    "loss_mean": fmean(losses),
                    "loss_ci": half_interval(losses),
                    "admm_gain_mean": fmean(gains) if gains else None,
                    "admm_gain_ci": half_interval(gains) if gains else None,
                    "shot_accuracy": fmean(f.shot_accuracy for f in some),
                    "weights": round(fmean(f.weights for f in some)),
                    "compiled_ms": None,
                }
            )
    return rows


def describe(rows: Sequence[Mapping[str, Any]]) -> str:
    """A table for each network: accuracies in per cent, differences in points, half intervals."""
    parts = []
    for network in dict.fromkeys(row["network"] for row in rows):
        lines: list[tuple[str, ...]] = [
            ("method", "rate", "accuracy", "loss", "ADMM better by", "one shot", "weights", "ms")
        ]
        for row in rows:
            if row["network"] == network:
                lines.append(_cells(row))
        parts.append("\n".join([network, *table(lines)]))
    return "\n\n".join(parts)


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    time, gain = row["compiled_ms"], row["admm_gain_mean"]
    return (
        row["method"],
        f"{row['rate']:.1f}x",
        f"{row['accuracy_mean']:.2f} ±{row['accuracy_ci']:.2f}",
        f"{row['loss_mean']:.2f} ±{row['loss_ci']:.2f}",
        "" if gain is None else f"{gain:.2f} ±{row['admm_gain_ci']:.2f}",
        f"{row['shot_accuracy']:.1f}",
        str(row["weights"]),
        "" if time is None else f"{time:.3f}",
    )
