"""`torch.compile(model, backend="patconv")`: PyTorch's results, compiled wherever that can be."""

from __future__ import annotations

import gc
import importlib.metadata
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import patconv.compiling.compiler
import patconv.dynamo
import pytest
import torch
from patconv.dynamo import compiled_graph
from patconv.errors import PatConvWarning
from small_models import small_network
from torch import nn
from torch_graphs import (
    Network,
    expect_equal,
    expect_remark,
    image,
    network,
    patconv_compile,
)

pytestmark = pytest.mark.usefixtures("fresh_dynamo")


@pytest.mark.parametrize("context", [torch.no_grad, torch.inference_mode])
def test_parameters_are_frozen(context: Callable[[], Any], graphs: list[Any]) -> None:
    model = network()
    compiled = patconv_compile(model)
    with context():
        for seed in range(3):
            expect_equal(compiled, model, image(seed=seed))
    (graph,) = graphs
    assert type(graph) is patconv.CompiledModel
    assert [spec.shape for spec in graph.input_specs] == [(1, 3, 8, 8)]
    assert [layer.name for layer in graph.report().layers] == [
        "stem",
        "blocks.0.conv",
        "head",
    ]


def test_pruned_layers_take_the_pattern_path(graphs: list[Any]) -> None:
    model, x = small_network()
    expect_equal(patconv_compile(model), model, x)
    assert [layer.path for layer in graphs[0].report().layers][:2] == ["pattern", "pattern"]


def test_entry_point(tmp_path: Path) -> None:
    points = importlib.metadata.entry_points(group="torch_dynamo_backends")
    assert points["patconv"].load() is patconv.dynamo.backend
    code = (
        "import sys, torch\n"
        "assert not any(name.startswith('patconv') for name in sys.modules)\n"
        "model = torch.nn.Conv2d(1, 1, 3).requires_grad_(False)\n"
        "x = torch.randn(1, 1, 5, 5)\n"
        "y = torch.compile(model, backend='patconv')(x)\n"
        "assert torch.allclose(y, model(x), atol=1e-6)\n"
        "assert 'patconv.compiling' in sys.modules\n"
    )
    # Not the folder of the tests, and without a cache.
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=tmp_path, check=True)


def test_register_is_for_those_without_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = torch._dynamo.backends.registry
    patconv.dynamo.register()
    assert "patconv" in torch._dynamo.list_backends()
    names = {name: fn for name, fn in registry._COMPILER_FNS.items() if name != "patconv"}
    monkeypatch.setattr(registry, "_COMPILER_FNS", names)
    points = {name: point for name, point in registry._BACKENDS.items() if name != "patconv"}
    monkeypatch.setattr(registry, "_BACKENDS", points)
    assert "patconv" not in torch._dynamo.list_backends()
    patconv.dynamo.register()
    patconv.dynamo.register()
    assert registry.lookup_backend("patconv") is patconv.dynamo.backend


def test_gradients(graphs: list[Any]) -> None:
    model = network()
    compiled = patconv_compile(model)
    expect_remark("gradients are recorded", compiled, model, image())
    compiled(image()).sum().backward()
    assert model.stem.weight.grad is not None
    with torch.no_grad():
        expect_equal(compiled, model, image())
    assert len(graphs) == 1
    # The other way round: a graph compiled while nothing required a gradient.
    frozen = network(seed=4).requires_grad_(False)
    compiled = patconv_compile(frozen)
    expect_equal(compiled, frozen, image())
    assert len(graphs) == 2
    frozen.head.weight.requires_grad_(True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PatConvWarning)
        assert compiled(image()).requires_grad


@pytest.mark.parametrize(
    "edit",
    [
        lambda model, other: model.head.weight.mul_(2),
        lambda model, other: model.blocks[0].norm.running_var.add_(1),
        lambda model, other: model.load_state_dict(other.state_dict()),
        lambda model, other: setattr(model, "head", other.head),
        lambda model, other: setattr(model.stem, "bias", other.stem.bias),
    ],
    ids=["in_place", "buffer", "load_state_dict", "module", "parameter"],
)
@torch.no_grad()
def test_edited_weights(edit: Callable[[Network, Network], Any]) -> None:
    model = network()
    compiled = patconv_compile(model)
    before = compiled(image())
    edit(model, network(seed=5))
    assert not torch.allclose(model(image()), before, atol=1e-3)
    expect_equal(compiled, model, image())


@torch.no_grad()
def test_weights_that_change_all_the_time(
    graphs: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled_graph, "_MOST_HASTY", 1)
    model = nn.Conv2d(3, 2, 3)
    compiled = patconv_compile(model)
    for call in range(5):
        expect_equal(compiled, model, image())
        model.weight.add_(0.1)
        assert len(graphs) == min(call + 1, 2)
    # Once they stay as they are, it is worth it.
    expect_equal(compiled, model, image())
    expect_equal(compiled, model, image())
    assert len(graphs) == 3
    expect_equal(compiled, model, image())
    assert len(graphs) == 3


@torch.no_grad()
def test_instances_that_share_a_graph(graphs: list[Any]) -> None:
    """PyTorch gives one graph to all instances of a class."""
    models = [network(seed) for seed in range(2)]
    compiled = [patconv_compile(model) for model in models]
    for _ in range(2):
        for one, model in zip(compiled, models, strict=True):
            expect_equal(one, model, image())
    assert len(graphs) == 2


@torch.no_grad()
def test_number_of_variants(graphs: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_graph, "_MOST_VARIANTS", 2)
    models = [nn.Conv2d(3, 2, 1) for _ in range(3)]
    compiled = [patconv_compile(model) for model in models]
    for one, model in zip(compiled[:2], models[:2], strict=True):
        expect_equal(one, model, image())
    expect_remark("or more than 2 of weights and shapes", compiled[2], models[2], image())
    assert len(graphs) == 2
    # What is gone makes room.
    del models[0], compiled[0], model, one
    gc.collect()
    expect_equal(compiled[1], models[1], image())
    assert len(graphs) == 3


@pytest.mark.parametrize("dynamic", [None, True, False])
@torch.no_grad()
def test_shapes(dynamic: bool | None, graphs: list[Any]) -> None:
    model = network()
    options = {"threads": 1, "cache": False}
    compiled = torch.compile(model, backend="patconv", options=options, dynamic=dynamic)
    shapes = [(1, 8), (2, 8), (2, 11), (1, 8), (2, 11)]
    for batch, size in shapes:
        expect_equal(compiled, model, image(batch, size))
    assert {graph.input_specs[0].shape for graph in graphs} == {
        (batch, 3, size, size) for batch, size in shapes
    }
    assert len(graphs) <= 4


@torch.no_grad()
def test_marked_dimensions_and_numbers(graphs: list[Any]) -> None:
    conv = nn.Conv2d(3, 4, 3)

    def function(x: torch.Tensor, scale: int) -> Any:
        y = conv(x) * scale
        return y, y.shape[0] + scale, None

    compiled = patconv_compile(function)
    for batch, scale in ((2, 3), (3, 3), (3, 4), (4, 5)):
        x = image(batch)
        torch._dynamo.mark_dynamic(x, 0)
        expect_equal(compiled, function, x, scale)
    assert len(graphs) == 4


@torch.no_grad()
def test_numbers_that_change(graphs: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """PyTorch passes such floats as tensors."""
    monkeypatch.setattr(compiled_graph, "_MOST_SHAPES", 2)
    conv = nn.Conv2d(3, 4, 3)

    def function(x: torch.Tensor, scale: float) -> torch.Tensor:
        return conv(x) * scale

    compiled = patconv_compile(function)
    for scale in (2.5, 3.5, 4.5, 3.5):
        expect_equal(compiled, function, image(), scale)
    assert len(graphs) == 3
    expect_remark("more than 2 sets of shapes", compiled, function, image(), 5.5)
    assert len(graphs) == 3


@torch.no_grad()
def test_graph_breaks(graphs: list[Any]) -> None:
    model = network()

    def function(x: torch.Tensor) -> torch.Tensor:
        y = model.stem(x)
        if y.sum() > 1e9:  # Depends on data.
            return y
        return model.blocks(y)

    expect_equal(patconv_compile(function), function, image())
    assert [len(graph.report().layers) for graph in graphs] == [1, 1]


class Memory(nn.Module):
    """Results in every relation to memory."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: torch.Tensor) -> Any:
        y = self.conv(x)
        wide = y[:, :1].expand(-1, 3, -1, -1)
        shared = y.relu()
        return {
            "view of input": x[:, 1:],
            "permuted": y.permute(0, 2, 3, 1),
            "sliced": (y + 1)[:, ::2],
            "expanded": wide * 1,
            "broadcast": (y[:, :1] * 2).expand(-1, 3, -1, -1),
            "shared": (shared, shared[:, 1:], shared.transpose(2, 3)),
            "parameter": self.conv.weight.detach()[0],
            "number": 3,
        }


@pytest.mark.parametrize("memory_format", [torch.contiguous_format, torch.channels_last])
@torch.no_grad()
def test_memory_of_results(memory_format: torch.memory_format, graphs: list[Any]) -> None:
    torch.manual_seed(6)
    model = Memory()
    compiled = patconv_compile(model)
    x = image(2).to(memory_format=memory_format)
    expect_equal(compiled, model, x)
    assert len(graphs) == 1
    results = compiled(x)
    x[:, 1] = 7
    assert (results["view of input"][:, 0] == 7).all()
    first, second, _ = results["shared"]
    first[:, 1] = 8
    assert (second[:, 0] == 8).all()
    model.conv.weight.zero_()
    assert (results["parameter"] == 0).all()


@torch.no_grad()
def test_memory_of_inputs_is_a_matter_of_each_call(graphs: list[Any]) -> None:
    conv = nn.Conv2d(3, 4, 3)

    def function(x: torch.Tensor, y: torch.Tensor) -> Any:
        return conv(x) + conv(y), x[:, 1], y[:, 2]

    compiled = patconv_compile(function)
    both = image(4)
    for x, y in ((both[:1], both[1:2]), (both[3:], both[:1]), (image(seed=3), image(seed=4))):
        expect_equal(compiled, function, x, y)
        _, first, second = compiled(x, y)
        assert (first.data_ptr(), second.data_ptr()) == (x[:, 1].data_ptr(), y[:, 2].data_ptr())
    # PyTorch may give a graph of its own to tensors that share memory.
    assert len(graphs) <= 2


@torch.no_grad()
def test_constants_of_the_graph(graphs: list[Any]) -> None:
    conv = nn.Conv2d(3, 2, 1)

    def function(x: torch.Tensor) -> torch.Tensor:
        return conv(x) * torch.tensor([[[2.0]], [[3.0]]])

    expect_equal(patconv_compile(function), function, image())
    assert len(graphs) == 1


@torch.no_grad()
def test_names_of_several_modules(graphs: list[Any]) -> None:
    first, second = network(), network(seed=7)
    compiled = patconv_compile(lambda x: first.stem(x) + second.stem(x))
    expect_equal(compiled, lambda x: first.stem(x) + second.stem(x), image())
    assert sorted(layer.name for layer in graphs[0].report().layers) == [
        "first.stem",
        "second.stem",
    ]


@torch.no_grad()
def test_threads(graphs: list[Any]) -> None:
    model = network()
    compiled = patconv_compile(model)
    errors: list[BaseException] = []

    def call(seed: int) -> None:
        try:
            with torch.no_grad():
                expect_equal(compiled, model, image(seed=seed))
        except BaseException as error:
            errors.append(error)

    compiled(image())
    workers = [threading.Thread(target=call, args=(seed,)) for seed in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == []
    assert len(graphs) == 1


@torch.no_grad()
def test_cache(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On unless turned off; the compiler runs once, whatever PyTorch forgets."""
    runs: list[int] = []
    run = patconv.compiling.compiler._Compilation.run
    monkeypatch.setattr(
        patconv.compiling.compiler._Compilation, "run", lambda self: (runs.append(1), run(self))[1]
    )
    for _ in range(2):
        torch._dynamo.reset()
        model = network()
        expect_equal(torch.compile(model, backend="patconv"), model, image())
        assert len(runs) == 1
    assert len(list(cache_folder.glob("*.patconv"))) == 1
    # Versions of weights in training do not fill it.
    model.head.bias.add_(1)
    compiled = torch.compile(model, backend="patconv")
    compiled(image())
    model.head.bias.add_(1)
    compiled(image())
    assert len(runs) == 3
    assert len(list(cache_folder.glob("*.patconv"))) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"thread": 2}, "to be among cache, .*target, threads, winograd, but got 'thread'"),
        ({"dump_ir": "x"}, "but got 'dump_ir'"),
        ({"threads": 0}, "expected threads to be an integer between 1"),
        ({"target": "z80"}, "z80"),
    ],
)
def test_options(options: dict[str, Any], message: str) -> None:
    with pytest.raises(torch._dynamo.exc.BackendCompilerFailed, match=message):
        torch.compile(network(), backend="patconv", options=options)(image())


def test_mode() -> None:
    with pytest.raises(torch._dynamo.exc.BackendCompilerFailed, match="expected mode to be absent"):
        torch.compile(network(), backend="patconv", mode="max-autotune")(image())


@torch.no_grad()
def test_options_reach_the_compiler(graphs: list[Any]) -> None:
    model = network()
    patconv_compile(model, threads=2, target="x86-64-v3", layout="plain")(image())
    report = graphs[0].report()
    assert report.target == "x86-64-v3, 8 lanes, 2 thread(s)"
    assert {layer.layout for layer in report.layers} == {"plain"}
