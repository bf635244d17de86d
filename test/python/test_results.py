"""The results that the pages quote are what pruning promises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

RESULTS = Path(__file__).parents[2] / "benchmarks/results"
#: Points of accuracy that ADMM may lose on average, by rate.
ALLOWED = {8.1: 0.5, 12.0: 1.0}


@pytest.fixture(scope="module")
def accuracy() -> dict[str, Any]:
    return json.loads((RESULTS / "accuracy-digits.json").read_text())


def rows(accuracy: dict[str, Any], method: str) -> list[dict[str, Any]]:
    found = [row for row in accuracy["results"] if row["method"] == method]
    assert len(found) == 4, method
    return found


def test_admm_keeps_the_accuracy(accuracy: dict[str, Any]) -> None:
    assert accuracy["problems"] == []
    assert accuracy["seeds"] == accuracy["folds"] == 5
    for row in rows(accuracy, "admm"):
        assert row["dense_accuracy"] >= 98
        assert row["loss_mean"] <= ALLOWED[row["rate"]]


def test_pruning_hurts_without_admm(accuracy: dict[str, Any]) -> None:
    """Else the networks would be too wide to tell methods apart."""
    for row in rows(accuracy, "magnitude"):
        if row["rate"] == 12:
            assert row["loss_mean"] >= 1
            assert row["admm_gain_mean"] > row["admm_gain_ci"]


@pytest.mark.parametrize("method", ["magnitude", "unstructured"])
def test_admm_is_not_worse(method: str, accuracy: dict[str, Any]) -> None:
    for row in rows(accuracy, method):
        assert row["admm_gain_mean"] >= -row["admm_gain_ci"]
