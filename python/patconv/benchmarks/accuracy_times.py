"""Compiled times of the networks of an accuracy benchmark, and that compiling costs no accuracy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import torch

import patconv

from ..importing import read_weights
from .accuracy_digits import NETWORKS, accuracy_of, load_fold
from .accuracy_journal import weights_file
from .timing import time_calls

if TYPE_CHECKING:
    from .accuracy import AccuracySpec

__all__ = ["add_times"]

_RUNS = 300


def add_times(spec: AccuracySpec, folder: Path, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Compile the first fold's network of each row, for one image and one thread.

    Args:
        spec: of the run.
        folder: with the weights.
        rows: `compiled_ms` is set, the median.

    Returns:
        What is wrong, a sentence each: compiled networks whose accuracy is another.
    """
    data = load_fold(spec.recipe, 0, 0, spec.folds)
    image = data.calibration(1)
    problems = []
    for row in rows:
        model = NETWORKS[row["network"]](spec.recipe.width).eval().requires_grad_(False)
        path = weights_file(folder, row["network"], row["method"], row["rate"])
        arrays = read_weights(path)
        model.load_state_dict({name: torch.tensor(arrays[name]) for name in arrays})
        compiled = patconv.compile(model, (image,), options=patconv.CompileOptions(threads=1))

        def one_by_one(images: torch.Tensor, compiled: Any = compiled) -> torch.Tensor:
            return torch.cat([compiled(image[None]) for image in images])

        def run(compiled: Any = compiled) -> list[Any]:
            return [compiled(image)]

        ours, theirs = accuracy_of(one_by_one, data), accuracy_of(model, data)
        if ours != theirs:
            problems.append(
                f"{row['network']}, {row['method']}, {row['rate']:g}x: the compiled accuracy is "
                f"{ours:.2f} %, PyTorch's {theirs:.2f} %"
            )
        timed = time_calls(run, [model(image)], _RUNS)
        row["compiled_ms"] = 1e3 * median(timed["seconds"])
    return problems
