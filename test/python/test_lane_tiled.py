"""Networks whose activations lie in lane-tiled memory, layer by layer against PyTorch.

Between two convolutions everything stays in the layout: halos are refreshed where a tensor is made,
and lanes beyond the image hold zeros.
"""

from __future__ import annotations

import re
from pathlib import Path

import patconv
import pytest
import torch
from convolution_cases import TARGETS
from patconv import CompileOptions
from patconv.benchmarks.timing import relative_error
from patconv.importing.layer_reference import reference_outputs
from patconv.models import initialise_, unit_variance_
from torch import nn

TOLERANCE = 1e-4


class EvenNetwork(nn.Module):
    """Sub-images of one size: strides, poolings, dilation and a residual addition stay inside."""

    shape = (2, 3, 64, 96)

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 20, 5, padding=2)
        self.strided = nn.Conv2d(20, 24, 3, stride=2, padding=1)
        self.pool = nn.MaxPool2d(3, 2, 1)
        self.dilated = nn.Conv2d(24, 24, 3, padding=2, dilation=2)
        self.depthwise = nn.Conv2d(24, 24, 3, padding=1, groups=24)
        self.halved = nn.MaxPool2d(2)
        self.last = nn.Conv2d(24, 16, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.strided(torch.relu(self.first(x))))
        x = self.pool(x)
        x = torch.relu(x + self.dilated(x))
        x = self.halved(torch.relu(self.depthwise(x)))
        result: torch.Tensor = self.last(x)
        return result


class TailNetwork(nn.Module):
    """Sub-images that end beyond the image: idle lanes, which must stay zero."""

    shape = (2, 3, 29, 43)

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, 40, 3, padding=1),
            nn.Hardtanh(0.25, 0.75),
            nn.MaxPool2d(3, 1, 1),
            nn.Conv2d(40, 20, 5, padding=2),
            nn.Conv2d(20, 12, (3, 1), padding=(1, 0)),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.layers(x)
        return result


class BottleneckNetwork(nn.Module):
    """Filters that share loads, depthwise ones that share no input, strides from grid to grid."""

    shape = (2, 24, 28, 28)

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(24, 24, 3, padding=1)
        self.expand = nn.Conv2d(24, 64, 1)
        self.depthwise = nn.Conv2d(64, 64, 3, padding=1, groups=64)
        self.project = nn.Conv2d(64, 24, 1)
        self.strided = nn.Conv2d(24, 32, 3, stride=2, padding=1)
        self.shortcut = nn.Conv2d(24, 32, 1, stride=2)
        self.halved = nn.Conv2d(32, 32, 3, stride=2, padding=1, groups=32)
        self.last = nn.Conv2d(32, 30, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.first(x))
        y = torch.relu(self.depthwise(torch.relu(self.expand(x))))
        x = x + self.project(y)
        x = torch.relu(self.shortcut(x) + self.strided(x))
        result: torch.Tensor = self.last(torch.relu(self.halved(x)))
        return result


class ShortcutNetwork(nn.Module):
    """Kernels of one position with strides: most of them read a copy of their points."""

    shape = (2, 64, 55, 55)

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(64, 64, 3, padding=1)
        self.shortcut = nn.Conv2d(64, 128, 1, stride=2)
        self.rows = nn.Conv2d(64, 128, 1, stride=(2, 1))
        self.columns = nn.Conv2d(128, 128, 1, stride=(1, 2), groups=2)
        self.groups = nn.Conv2d(128, 256, 1, stride=2, groups=2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.first(x))
        x = torch.relu(self.columns(self.rows(x)) + self.shortcut(x))
        result: torch.Tensor = self.groups(x)
        return result


class ResidualNetwork(nn.Module):
    """Residuals that are read for the last time, for the first, and by their own convolution."""

    shape = (2, 8, 24, 20)

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(8, 24, 3, padding=1)
        self.own = nn.Conv2d(24, 24, 3, padding=1)
        self.again = nn.Conv2d(24, 24, 3, padding=1)
        self.ended = nn.Conv2d(24, 24, 3, padding=1)
        self.last = nn.Conv2d(24, 8, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.first(x))
        y = torch.relu(self.own(x) + x)
        z = torch.relu(self.again(y) + x)
        result: torch.Tensor = self.last(torch.relu(self.ended(z) + x) + y)
        return result


class FullNetwork(nn.Module):
    """Kernels without zeros: minimal filtering, with strides, whole tiles and others."""

    shape = (2, 3, 112, 112)

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 7, stride=2, padding=3)
        self.first = nn.Conv2d(32, 20, 3, padding=1)
        self.wide_kernel = nn.Conv2d(20, 20, (3, 5), padding=(1, 2), bias=False)
        self.one_column = nn.Conv2d(20, 33, (3, 1), padding=(1, 0))
        self.pooled = nn.Conv2d(33, 40, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.many_filters = nn.Conv2d(40, 300, 3, padding=1)
        self.many_channels = nn.Conv2d(300, 24, 3, padding=1)
        self.strided = nn.Conv2d(24, 24, 5, stride=2, padding=2)
        self.halved = nn.MaxPool2d(3, 2, 1)
        self.small = nn.Conv2d(24, 24, 3, padding=1)
        self.smaller = nn.Conv2d(24, 16, 5, padding=2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.first(torch.relu(self.stem(x))))
        x = torch.relu(x + self.wide_kernel(x))
        x = self.pool(torch.relu(self.pooled(torch.relu(self.one_column(x)))))
        x = torch.relu(self.many_channels(torch.relu(self.many_filters(x))))
        x = torch.relu(self.strided(x))
        x = self.halved(torch.relu(x + self.small(x)))
        result: torch.Tensor = self.smaller(x)
        return result


Network = type[
    EvenNetwork | TailNetwork | BottleneckNetwork | ShortcutNetwork | ResidualNetwork | FullNetwork
]


def build(network: Network) -> tuple[nn.Module, torch.Tensor]:
    x = torch.randn(network.shape, generator=torch.Generator().manual_seed(3))
    model = initialise_(network().eval().requires_grad_(False), seed=7)
    if network is not FullNetwork:
        patconv.project_(model, patconv.PruneConfig(entries=4, patterns=6, connectivity=2))
    return unit_variance_(model, x), x


def check(network: Network, threads: int, target: str = "host") -> None:
    model, x = build(network)
    layers, (output,) = reference_outputs(model, (x,))
    options = CompileOptions(threads=threads, layout="lane_tiled")
    compiled = patconv.compile(model, (x,), target=target, options=options)
    if network in (EvenNetwork, TailNetwork):
        assert all(layer.layout.startswith("lane_tiled") for layer in compiled.report().layers)
    for _ in range(2):
        assert relative_error(compiled(x), output) <= TOLERANCE
    exposed = CompileOptions(threads=threads, layout="lane_tiled", expose_layers=True)
    got = patconv.compile(model, (x,), target=target, options=exposed).layer_outputs(x)
    errors = {
        layer.name: min(relative_error(got[layer.name], value) for value in layer.values)
        for layer in layers
    }
    assert max(errors.values()) <= TOLERANCE, errors


@pytest.mark.parametrize("threads", [1, 2])
def test_even_network(threads: int) -> None:
    check(EvenNetwork, threads)


@pytest.mark.parametrize("threads", [1, 2])
def test_tail_network(threads: int) -> None:
    check(TailNetwork, threads)


@pytest.mark.parametrize("threads", [1, 2])
def test_bottleneck_network(threads: int) -> None:
    check(BottleneckNetwork, threads)


@pytest.mark.parametrize("threads", [1, 2])
def test_shortcut_network(threads: int) -> None:
    check(ShortcutNetwork, threads)


def test_what_the_shortcut_network_is_for() -> None:
    model, x = build(ShortcutNetwork)
    options = CompileOptions(layout="lane_tiled", stop_after="layout")
    text = patconv.compile(model, (x,), target="x86-64-v4", options=options).ir("layout")
    copies = re.findall(r"kernel = array<i64: 1, 1>, strides = array<i64: (\d, \d)>", text)
    assert copies == ["1, 2", "2, 2", "2, 2"]


def test_what_the_bottleneck_network_is_for() -> None:
    """Passes of several filters, filters outside tiles, a copy from grid to grid."""
    model, x = build(BottleneckNetwork)
    options = CompileOptions(layout="lane_tiled", stop_after="schedule")
    # The grids are those of 16 lanes, whatever this machine has.
    text = patconv.compile(model, (x,), target="x86-64-v4", options=options).ir("schedule")
    layers = {
        name: line
        for line in text.splitlines()
        if "patconv.conv_2d" in line and (name := re.findall(r'layer = "(\w+)"', line)[0])
    }
    assert {name for name, line in layers.items() if "filters_per_pass" in line} >= {
        "expand",
        "project",
        "last",
    }
    orders = {
        name: order[1]
        for name, line in layers.items()
        if (order := re.search(r", order = (\w+)", line))
    }
    assert orders == {"expand": "planes", "depthwise": "follow", "halved": "filters"}
    assert all("#patconv.lane_tiled" in line for line in layers.values())
    assert re.search(
        r"patconv.convert_layout .*lane_tiled<4x4, halo = \d>> -> .*lane_tiled<2x8, halo = 1>>",
        text,
    )


@pytest.mark.parametrize("threads", [1, 2])
def test_full_network(threads: int) -> None:
    check(FullNetwork, threads)


@pytest.mark.parametrize("rows", [5, 6, 7])
@pytest.mark.parametrize(
    ("kernel", "stride"),
    [(2, 1), (3, 1), (4, 1), (5, 1), (4, 2), (5, 2), (6, 2), (7, 2), (8, 2), (6, 3), (11, 3)],
)
@pytest.mark.parametrize("target", TARGETS)
def test_rows_beyond_whole_tiles(target: str, kernel: int, stride: int, rows: int) -> None:
    """One to three rows of a sub-image are left, and one of two; any rows of a kernel."""
    plane = 4 * rows * stride, 24 * stride
    x = torch.randn(1, 5, *plane, generator=torch.Generator().manual_seed(rows))
    before = (kernel - 1) // 2
    padded = nn.ZeroPad2d((1, 1, before, kernel - stride - before))
    layers = nn.Sequential(padded, nn.Conv2d(5, 7, (kernel, 3), stride))
    model = unit_variance_(initialise_(layers.eval().requires_grad_(False), seed=rows), x)
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    options = CompileOptions(layout="lane_tiled", stop_after="schedule")
    text = patconv.compile(model, (x,), target=target, options=options).ir("schedule")
    grid = re.search(r"lane_tiled<(\d+)x(\d+)", text)
    assert grid is not None
    height, width = map(int, grid.groups())
    for together in (2, 4) if kernel <= 3 * stride else (2,):
        schedule = (
            f"#patconv.schedule<lanes = {height * width}, tile = {together}x1, "
            f"remainder = {4 * rows // height % together}x0, channel_block = 3, "
            f"winograd = {together}, threads = 1, split = none>"
        )
        edited = re.sub(r"#patconv\.schedule<[^>]*>", schedule, text)
        assert f"winograd = {together}" in edited
        compiled = patconv.compile(edited, weights=weights, target=target)
        assert relative_error(compiled(x.numpy()), model(x)) <= TOLERANCE


def test_an_infinite_input_makes_nan() -> None:
    """Which is documented; off, the infinity stays one."""
    x = torch.ones(1, 64, 32, 32)
    x[0, 0, 10, 10] = torch.inf
    model = nn.Conv2d(64, 64, 3, padding=1, bias=False).eval().requires_grad_(False)
    model.weight.fill_(1)
    for winograd in (True, False):
        options = CompileOptions(layout="lane_tiled", winograd=winograd)
        compiled = patconv.compile(model, x, options=options)
        assert ("winograd" in compiled.report().layers[0].schedule) == winograd
        assert bool(torch.isnan(torch.as_tensor(compiled(x))).any()) == winograd


def test_what_the_full_network_is_for() -> None:
    """Both sizes, remainders of rows, several filters and blocks; nothing of it when it is off."""
    model, x = build(FullNetwork)
    options = CompileOptions(layout="lane_tiled", stop_after="pack")
    compiled = patconv.compile(model, (x,), target="x86-64-v4", options=options)
    schedules = {layer.name: layer.schedule for layer in compiled.report().layers}
    found = {
        name: (int(match[2]), int(match[1]))
        for name, text in schedules.items()
        if (match := re.search(r"remainder = (\d)x\d, .*winograd = (\d)", text))
    }
    assert set(found.values()) >= {(4, 3), (4, 2), (2, 0)}
    assert found.keys() == schedules.keys()
    assert found["strided"][1] != 0
    assert any("filters_per_pass = 2" in text for text in schedules.values())
    assert "channel_block = 300" not in schedules["many_channels"]
    for layer in compiled.report().layers:
        assert layer.macs < layer.dense_macs
        assert layer.why.endswith(" rows")
        assert layer.value_bytes > layer.dense_bytes
    off = CompileOptions(layout="lane_tiled", stop_after="schedule", winograd=False)
    text = patconv.compile(model, (x,), target="x86-64-v4", options=off).ir("schedule")
    assert "winograd" not in text


@pytest.mark.parametrize(
    "network",
    [EvenNetwork, TailNetwork, BottleneckNetwork, ShortcutNetwork, ResidualNetwork, FullNetwork],
)
@pytest.mark.parametrize("target", [target for target in TARGETS if target != "host"])
def test_narrow_vectors(target: str, network: Network) -> None:
    check(network, 1, target)


@pytest.mark.parametrize("threads", [1, 2])
def test_residual_network(threads: int) -> None:
    check(ResidualNetwork, threads)


def test_residual_that_ends_takes_the_output() -> None:
    model, x = build(ResidualNetwork)
    options = CompileOptions(layout="lane_tiled", stop_after="bufferize")
    text = patconv.compile(model, (x,), options=options).ir("bufferize")
    shared = {
        layer: output in residuals
        for residuals, output, layer in re.findall(
            r'residuals\(([^:]*) :.*?outs\((%\w+) :.*?layer = "(\w+)"', text, re.DOTALL
        )
    }
    assert shared == {"own": False, "again": False, "ended": True}


def test_splits_that_are_chosen() -> None:
    model, x = build(EvenNetwork)
    options = CompileOptions(threads=2, layout="lane_tiled", stop_after="schedule")
    text = patconv.compile(model, (x,), target="x86-64-v4", options=options).ir("schedule")
    assert "split = filters" in text
    assert "split = tiles" in text


@pytest.mark.parametrize("network", [EvenNetwork, TailNetwork, FullNetwork])
def test_threads_that_share_tiles(network: Network, tmp_path: Path) -> None:
    """The halo is refreshed once all threads are done."""
    model, x = build(network)
    options = CompileOptions(
        threads=2, layout="lane_tiled", stop_after="schedule", dump_ir=tmp_path
    )
    patconv.compile(model, (x,), options=options)
    (dumped,) = tmp_path.glob("*-schedule.mlir")
    text = re.sub(
        r"(?:order = (?:planes|follow), )?(threads = 2), split = filters, ranges = \[[\d, ]*\]",
        r"\1, split = tiles",
        dumped.read_text(encoding="utf-8"),
    )
    edited = tmp_path / "tiles.mlir"
    edited.write_text(text, encoding="utf-8")
    compiled = patconv.compile(
        edited, weights=tmp_path / "weights.safetensors", options=CompileOptions(threads=2)
    )
    assert relative_error(compiled(x.numpy()), model(x)) <= TOLERANCE


def test_nothing_is_converted_between_layers() -> None:
    model, x = build(EvenNetwork)
    options = CompileOptions(layout="lane_tiled", stop_after="layout")
    text = patconv.compile(model, (x,), options=options).ir("layout")
    assert text.count("patconv.convert_layout") == 2
    # One pooling has overlapping windows, the other is in its convolution's epilogue.
    assert text.count("patconv.max_pool_2d") == 1
    assert text.count("max_pool = array<i64: 2, 2>") == 1
    assert text.count("residuals(") == 1
    assert "linalg.generic" not in text


#: Up to sub-images wider than a vector; none of them even in all grids.
RELAYOUT_SIZES = [(1, 1), (2, 3), (7, 7), (8, 8), (14, 14), (16, 16), (5, 31), (28, 28), (33, 70)]
GRIDS = ["4x4", "2x8", "1x16", "8x2", "16x1", "2x4", "1x8", "2x2", "1x4"]


@pytest.mark.parametrize("halo", [0, 1])
@pytest.mark.parametrize("grid", GRIDS)
def test_conversions(grid: str, halo: int) -> None:
    """To the lane-tiled layout and back, with a pooling that reads the halo between."""
    sizes = RELAYOUT_SIZES
    torch.manual_seed(0)
    inputs = [torch.rand(2, 3, *size) for size in sizes]
    arguments, body, results, types = [], [], [], []
    kernel = 1 + 2 * halo
    for i, (rows, columns) in enumerate(sizes):
        plain = f"tensor<2x3x{rows}x{columns}xf32>"
        tiled, pooled = (
            f"tensor<2x3x{rows}x{columns}xf32, #patconv.lane_tiled<{grid}, halo = {size}>>"
            for size in (halo, 0)
        )
        arguments.append(f"%x{i}: {plain}")
        body += [
            f"%t{i} = patconv.convert_layout %x{i} : {plain} -> {tiled}",
            f"%e{i} = tensor.empty() : {pooled}",
            f"%p{i} = patconv.max_pool_2d ins(%t{i} : {tiled}) outs(%e{i} : {pooled}) "
            f"{{kernel = array<i64: {kernel}, {kernel}>, strides = array<i64: 1, 1>, "
            f"padding = {halo} : i64}} -> {pooled}",
            f"%y{i} = patconv.convert_layout %p{i} : {pooled} -> {plain}",
        ]
        results.append(f"%y{i}")
        types.append(plain)
    text = "\n".join(
        [
            f"func.func @main({', '.join(arguments)}) -> ({', '.join(types)}) {{",
            *body,
            f"return {', '.join(results)} : {', '.join(types)}",
            "}",
        ]
    )
    gy, gx = map(int, grid.split("x"))
    if gy * gx > patconv._patconv.Target.resolve("host").lanes:
        with pytest.raises(patconv.errors.CompileError, match="expected a grid of at most"):
            patconv.compile(text, options=CompileOptions(reproducer=False))
        return
    outputs = patconv.compile(text)(*inputs)
    for x, y in zip(inputs, outputs, strict=True):
        assert torch.equal(y, nn.functional.max_pool2d(x, kernel, 1, halo))


def test_plain_layout() -> None:
    model, x = build(EvenNetwork)
    compiled = patconv.compile(model, (x,), options=CompileOptions(layout="plain"))
    assert {layer.layout for layer in compiled.report().layers} == {"plain"}
    assert relative_error(compiled(x), model(x)) <= TOLERANCE


def test_unknown_layout() -> None:
    with pytest.raises(
        ValueError, match="expected layout to be one of auto, plain, lane_tiled, but got 'nhwc'"
    ):
        CompileOptions(layout="nhwc")
