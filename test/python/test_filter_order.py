"""The order of filters that the schedule makes of the one that reorder made."""

from __future__ import annotations

import re

import patconv
import torch
from patconv import CompileOptions
from torch import nn


def integers(text: str, name: str, pattern: str = r"array<i64: ([\d, ]+)>") -> list[int]:
    match = re.search(rf"\b{name} = {pattern}", text)
    assert match is not None, name
    return [int(number) for number in match[1].split(",")]


def test_single_filters_are_grouped_by_length_for_each_thread() -> None:
    """Teams of filters are broken up where filters go one by one; threads keep theirs."""
    generator = torch.Generator().manual_seed(0)
    conv = nn.Conv2d(64, 384, 1, bias=False).eval().requires_grad_(False)
    conv.weight.mul_(torch.rand(conv.weight.shape, generator=generator) < 0.25)
    options = CompileOptions(threads=2, layout="lane_tiled", stop_after="schedule")
    text = patconv.compile(
        conv, (torch.zeros(1, 64, 14, 14),), target="x86-64-v3", options=options
    ).ir("schedule")
    assert "split = filters" in text
    assert "filters_per_pass" not in text
    order = integers(text, "filter_order")
    groups = integers(text, "filter_groups")
    first, middle, end = integers(text, "ranges", r"\[([\d, ]+)\]")
    assert sorted(order) == list(range(end))
    assert sum(groups) == end
    lengths = conv.weight.count_nonzero((1, 2, 3))[order].tolist()
    for share in (lengths[first:middle], lengths[middle:end]):
        assert share == sorted(share)
        assert share[0] < share[-1]
    assert lengths[middle - 1] > lengths[middle]
    ends = [sum(groups[: i + 1]) for i in range(len(groups))]
    assert middle in ends
    for begin, stop in zip([0, *ends[:-1]], ends, strict=True):
        assert len(set(lengths[begin:stop])) == 1
