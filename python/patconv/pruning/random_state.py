"""The state of every random generator that training draws from, as tensors and numbers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import torch

__all__ = ["capture_random_state", "restore_random_state"]


def capture_random_state(loaders: Iterable[Any]) -> dict[str, Any]:
    """The generators of PyTorch (CPU and every GPU), Python, NumPy and of data loaders.

    Args:
        loaders: what may have a `generator`, or a sampler with one.
    """
    import torch

    version, words, gauss = random.getstate()
    # Data sets that augment by NumPy's functions draw from its global generator.
    name, key, position, has_gauss, cached = np.random.get_state(legacy=True)  # noqa: NPY002
    return {
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        "python": [version, list(words), gauss],
        "numpy": [str(name), np.asarray(key).tolist(), int(position), int(has_gauss), cached],
        "loaders": [generator.get_state() for generator in _generators(loaders)],
    }


def restore_random_state(state: dict[str, Any], loaders: Iterable[Any]) -> None:
    """Go back to what `capture_random_state` gave."""
    import torch

    torch.set_rng_state(state["torch"])
    if torch.cuda.is_available() and state["cuda"]:
        torch.cuda.set_rng_state_all(state["cuda"])
    version, state_words, gauss = state["python"]
    random.setstate((version, tuple(state_words), gauss))
    name, key, position, has_gauss, cached = state["numpy"]
    words = np.array(key, dtype=np.uint32)
    np.random.set_state((name, words, position, has_gauss, cached))  # noqa: NPY002
    for generator, saved in zip(_generators(loaders), state["loaders"], strict=True):
        generator.set_state(saved)


def _generators(loaders: Iterable[Any]) -> Iterator[torch.Generator]:
    """Each generator once, in an order that depends on the loaders alone."""
    import torch

    seen: set[int] = set()
    for loader in loaders:
        batches = getattr(loader, "batch_sampler", None)
        holders = (
            loader,
            getattr(loader, "sampler", None),
            batches,
            getattr(batches, "sampler", None),
        )
        for holder in holders:
            generator = getattr(holder, "generator", None)
            if isinstance(generator, torch.Generator) and id(generator) not in seen:
                seen.add(id(generator))
                yield generator
