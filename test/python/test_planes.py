"""Depthwise convolutions that take planes as they are made, against PyTorch.

Between the two convolutions only the planes of one pass for each thread exist.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions
from patconv.benchmarks.blocks import Samples
from patconv.benchmarks.network import join_layers
from patconv.benchmarks.timing import relative_error
from patconv.compiling.report import short_name
from patconv.models import initialise_, unit_variance_
from torch import nn

TOLERANCE = 1e-4


class Block(nn.Module):
    """What an inverted residual begins with, between two convolutions that keep the layout."""

    def __init__(self, maker: nn.Conv2d, depthwise: nn.Conv2d, *, means: bool = False) -> None:
        super().__init__()
        self.first = nn.Conv2d(5, maker.in_channels, 3, padding=1)
        self.maker = maker
        self.depthwise = depthwise
        self.last = nn.Conv2d(depthwise.out_channels, 7, 1)
        self.means = means

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = nn.functional.relu6(self.maker(torch.relu(self.first(x))))
        x = nn.functional.hardswish(self.depthwise(x))
        if self.means:
            x = x * torch.sigmoid(x.mean((2, 3), keepdim=True))
        result: torch.Tensor = self.last(x)
        return result


def depthwise(filters: int, kernel: int = 3, stride: int = 1, dilation: int = 1) -> nn.Conv2d:
    padding = dilation * (kernel // 2)
    return nn.Conv2d(filters, filters, kernel, stride, padding, dilation, groups=filters)


def build(
    block: Block, size: tuple[int, int] = (32, 24), batch: int = 1
) -> tuple[nn.Module, torch.Tensor]:
    x = torch.randn(batch, 5, *size, generator=torch.Generator().manual_seed(batch))
    model = initialise_(block.eval().requires_grad_(False), seed=7)
    patconv.project_(model, patconv.PruneConfig(entries=4, patterns=6, connectivity=2))
    return unit_variance_(model, x), x


def scheduled(model: nn.Module, x: torch.Tensor, target: str, threads: int) -> str:
    options = CompileOptions(threads=threads, layout="lane_tiled", stop_after="schedule")
    return patconv.compile(model, (x,), target=target, options=options).ir("schedule")


def convolutions(text: str) -> dict[str, str]:
    return {
        re.findall(r'layer = "([\w.]+)"', line)[0]: line
        for line in text.splitlines()
        if "patconv.conv_2d" in line
    }


def by_planes(
    text: str,
    model: nn.Module,
    threads: int,
    pairs: Sequence[tuple[str, str]] = (("maker", "depthwise"),),
) -> str:
    """The scheduled module `text` with `pairs` by planes, whatever the cost model says."""
    for maker, reader in pairs:
        lines = convolutions(text)
        order = re.search(r"filter_order = array<i64: [\d, ]+>", lines[maker])
        assert order is not None
        match = re.search(r"filters_per_pass = (\d)", lines[maker])
        together = int(match[1]) if match else 1
        filters = model.get_submodule(maker).out_channels
        ranges = [t * filters // (threads * together) * together for t in range(threads)]
        split = "none" if threads == 1 else f"filters, ranges = {[*ranges, filters]}"
        for name, place in ((maker, "planes"), (reader, "follow")):
            channels = model.get_submodule(name).in_channels
            edited = re.sub(
                r"(order = \w+, )?threads = [^>]*",
                f"order = {place}, threads = {threads}, split = {split}",
                lines[name],
            )
            edited = re.sub(r"channel_block = \d+", f"channel_block = {channels}", edited)
            if name == reader:
                edited = re.sub(r"filter_groups = array<i64: [\d, ]+>, ", "", edited)
                edited = re.sub(r"filter_order = array<i64: [\d, ]+>", order[0], edited)
            assert f"order = {place}" in edited
            text = text.replace(lines[name], edited)
    return text


def compiled(
    text: str, model: nn.Module, target: str = "host", threads: int = 1
) -> patconv.CompiledModel:
    """What becomes of a scheduled module."""
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    options = CompileOptions(threads=threads)
    return patconv.compile(text, weights=weights, target=target, options=options)


def timed(model: patconv.CompiledModel, x: torch.Tensor) -> list[str]:
    """The names in a profile of layers that run together."""
    return [layer.name for layer in model.profile(x.numpy()).layers if " + " in layer.name]


def check(model: nn.Module, x: torch.Tensor, target: str, threads: int, calls: int = 2) -> None:
    text = by_planes(scheduled(model, x, target, threads), model, threads)
    together = compiled(text, model, target, threads)
    expected = model(x)
    for _ in range(calls):
        assert relative_error(together(x.numpy()), expected) <= TOLERANCE
    # Else something else was tested.
    assert timed(together, x) == ["maker + depthwise"]


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("target", TARGETS)
def test_expansion(target: str, threads: int) -> None:
    check(*build(Block(nn.Conv2d(12, 24, 1), depthwise(24))), target, threads)


def test_threads_have_planes_of_their_own() -> None:
    """So many calls that two threads are at work at the same time in some of them."""
    model, x = build(Block(nn.Conv2d(12, 40, 1), depthwise(40)), (112, 112))
    check(model, x, "host", threads=2, calls=50)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("block", "size", "batch"),
    [
        (Block(nn.Conv2d(12, 24, 1), depthwise(24, stride=2)), (32, 32), 1),
        (Block(nn.Conv2d(12, 24, 1), depthwise(24, kernel=5)), (28, 28), 3),
        (Block(nn.Conv2d(12, 24, 1), depthwise(24, dilation=2)), (32, 32), 1),
        # Passes of one filter, lanes beyond the image, and filters that threads share unevenly.
        (Block(nn.Conv2d(11, 23, 1), depthwise(23)), (29, 43), 2),
        (Block(nn.Conv2d(12, 24, 3, padding=1), depthwise(24)), (14, 14), 1),
        (Block(nn.Conv2d(12, 24, 1, groups=3), depthwise(24)), (16, 16), 1),
        (Block(nn.Conv2d(12, 24, 1), depthwise(24), means=True), (28, 28), 1),
    ],
    ids=["stride", "batch", "dilation", "tails", "patterns", "groups", "means"],
)
def test_blocks(block: Block, size: tuple[int, int], batch: int, target: str) -> None:
    check(*build(block, size, batch), target, threads=2)


class Chain(nn.Module):
    """As MobileNetV1: each depthwise convolution reads what another layer alone makes for it."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(5, 16, 3, padding=1)
        widths = (16, 24, 32, 32)
        for i, (width, next_width) in enumerate(pairwise(widths)):
            self.add_module(f"depthwise{i}", depthwise(width))
            self.add_module(f"point{i}", nn.Conv2d(width, next_width, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.first(x))
        for i in range(3):
            x = torch.relu(self.get_submodule(f"depthwise{i}")(x))
            x = torch.relu(self.get_submodule(f"point{i}")(x))
        return x


class Shortcuts(nn.Module):
    """Residuals of both convolutions, among them what the first one reads."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(5, 32, 3, padding=1)
        self.maker = nn.Conv2d(32, 32, 1)
        self.depthwise = depthwise(32)
        self.shortcut = nn.Conv2d(32, 32, 1)
        self.again = nn.Conv2d(32, 32, 1)
        self.again_depthwise = depthwise(32)
        self.slope = nn.PReLU(32)
        self.pool = nn.MaxPool2d(2)
        self.last = nn.Conv2d(32, 7, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.first(x))
        y = self.slope(self.depthwise(torch.relu(self.maker(x) + x)) + x)
        z = torch.relu(self.again_depthwise(self.slope(self.again(y))) + self.shortcut(y))
        result: torch.Tensor = self.last(self.pool(z))
        return result


PAIRS: dict[type[nn.Module], list[tuple[str, str]]] = {
    Chain: [("first", "depthwise0"), ("point0", "depthwise1"), ("point1", "depthwise2")],
    Shortcuts: [("maker", "depthwise"), ("again", "again_depthwise")],
}


def build_network(network: type[nn.Module], batch: int = 1) -> tuple[nn.Module, torch.Tensor]:
    x = torch.randn(batch, 5, 28, 28, generator=torch.Generator().manual_seed(batch))
    model = initialise_(network().eval().requires_grad_(False), seed=7)
    patconv.project_(model, patconv.PruneConfig(entries=4, patterns=6, connectivity=2))
    return unit_variance_(model, x), x


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("batch", [1, 2])
@pytest.mark.parametrize("network", PAIRS)
@pytest.mark.parametrize("target", TARGETS)
def test_networks(network: type[nn.Module], batch: int, threads: int, target: str) -> None:
    model, x = build_network(network, batch)
    text = scheduled(model, x, target, threads)
    # As the cost model says, or by hand where vectors are narrower.
    if "order = planes" not in text:
        text = by_planes(text, model, threads, PAIRS[network])
    together = compiled(text, model, target, threads)
    for _ in range(2):
        assert relative_error(together(x.numpy()), model(x)) <= TOLERANCE
    assert timed(together, x) == [f"{maker} + {reader}" for maker, reader in PAIRS[network]]


def chosen(model: nn.Module, x: torch.Tensor, target: str = "x86-64-v4") -> set[str]:
    """The layers that the cost model lets go by planes."""
    lines = convolutions(scheduled(model, x, target, threads=2))
    return {name for name, line in lines.items() if re.search("order = (planes|follow)", line)}


def test_what_goes_by_planes() -> None:
    pair = {"maker", "depthwise"}
    assert chosen(*build(Block(nn.Conv2d(16, 32, 1), depthwise(32)), (112, 112))) == pair
    # The image is read once for each pass: it has to stay in the second-level cache.
    assert not chosen(*build(Block(nn.Conv2d(24, 32, 1), depthwise(32)), (112, 112)))
    # Where vectors are narrow, nothing is gained.
    assert not chosen(*build(Block(nn.Conv2d(16, 32, 1), depthwise(32)), (28, 28)), "x86-64-v3")
    # Two filters for each plane.
    twice = nn.Conv2d(32, 64, 3, padding=1, groups=32)
    assert not chosen(*build(Block(nn.Conv2d(16, 32, 1), twice), (28, 28)))
    for network, pairs in PAIRS.items():
        assert chosen(*build_network(network)) == {name for pair in pairs for name in pair}


def test_report_names_the_other_layer() -> None:
    model, x = build_network(Chain)
    options = CompileOptions(layout="lane_tiled", stop_after="pack")
    stopped = patconv.compile(model, (x,), target="x86-64-v4", options=options)
    why = {layer.name: layer.why for layer in stopped.report().layers}
    for maker, reader in PAIRS[Chain]:
        assert why[maker].endswith(f"plane by plane with {reader}")
        assert why[reader].endswith(f"plane by plane with {maker}")


def test_another_order_of_filters_is_refused() -> None:
    model, x = build(Block(nn.Conv2d(12, 24, 1), depthwise(24)))
    text = by_planes(scheduled(model, x, "host", threads=1), model, threads=1)
    line = convolutions(text)["depthwise"]
    numbers = re.findall(r"filter_order = array<i64: ([\d, ]+)>", line)[0]
    turned = ", ".join(reversed(numbers.split(", ")))
    with pytest.raises(patconv.errors.CompileError, match="expected the filter_order of layer"):
        compiled(text.replace(line, line.replace(numbers, turned)), model)


def test_exposed_layers_stand_alone() -> None:
    """What lies between them is a result then."""
    model, x = build(Block(nn.Conv2d(16, 32, 1), depthwise(32)), (28, 28))
    options = CompileOptions(layout="lane_tiled", expose_layers=True, stop_after="schedule")
    exposed = patconv.compile(model, (x,), target="x86-64-v4", options=options)
    assert "order = planes" not in exposed.ir("schedule")


def test_one_time_for_layers_that_run_together() -> None:
    model, x = build(Block(nn.Conv2d(12, 24, 1), depthwise(24)), (28, 28))
    together = compiled(by_planes(scheduled(model, x, "host", 1), model, 1), model)
    profile = together.profile(x.numpy())
    by_name = {layer.name: layer for layer in together.report(profile).layers}
    maker, reader = by_name["maker"], by_name["depthwise"]
    assert maker.measured_seconds == profile.by_name()["maker + depthwise"] > 0
    assert maker.measured_with == ("depthwise",)
    assert maker.gflops == reader.measured_seconds == 0
    assert " ms with depthwise" in str(together.report(profile))
    times = {layer.name: layer for layer in profile.layers}
    assert times["maker + depthwise"].macs == maker.macs + reader.macs


def test_names_in_narrow_tables() -> None:
    assert short_name("features.2.conv.0.0 + features.2.conv.1.0") == "features.2.conv.0.0 + 1.0"
    assert short_name("stem + stem") == "stem + stem"
    assert short_name("stem.0 + block.0") == "stem.0 + block.0"
    assert short_name("alone") == "alone"


def test_workspace_holds_planes_of_a_pass() -> None:
    """At most four of 96 planes, each with a halo."""
    model, x = build(Block(nn.Conv2d(3, 96, 1), depthwise(96)), (28, 28))
    text = scheduled(model, x, "x86-64", threads=1)
    apart = compiled(re.sub(r"order = (planes|follow)", "order = filters", text), model, "x86-64")
    together = compiled(by_planes(text, model, 1), model, "x86-64")
    saved = apart.report().workspace_bytes - together.report().workspace_bytes
    assert saved >= (96 - 4) * 28 * 28 * 4


def test_benchmark_joins_layers_that_run_together() -> None:
    layers: list[dict[str, Any]] = [
        {"name": name, "path": path, "macs": macs, "bytes": 8}
        for name, path, macs in [("a", "1x1", 5), ("b", "depthwise", 2), ("c + d", "dense", 1)]
    ]
    errors = {"a": 1e-6, "b": 3e-6, "c + d": 2e-6}
    ours = Samples(layers={"a + b": [1.0, 2.0], "c + d": [3.0], "copy": [4.0]})
    theirs = Samples(layers={"a": [10.0, 30.0], "b": [1.0, 2.0], "c + d": [5.0]})
    join_layers(layers, errors, ours, theirs)
    assert [layer["name"] for layer in layers] == ["a + b", "c + d"]
    assert layers[0]["path"] == "1x1 + depthwise"
    assert (layers[0]["macs"], layers[0]["bytes"]) == (7, 16)
    assert errors == {"a + b": 3e-6, "c + d": 2e-6}
    assert theirs.layers == {"a + b": [11.0, 32.0], "c + d": [5.0]}
