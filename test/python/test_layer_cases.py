"""Single layers to measure: the suites are the networks' own shapes, and every case is right."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import patconv
import pytest
import torch
from patconv import CompileOptions
from patconv.benchmarks import layers
from patconv.benchmarks.ablation import STEPS, run_ablation
from patconv.benchmarks.layer_cases import LAYER, LayerCase, build, read_suite, suite_names
from patconv.benchmarks.layers import VARIANTS, run_layers
from patconv.benchmarks.timing import relative_error
from patconv.errors import PatConvError
from patconv.importing.layer_reference import reference_outputs
from patconv.models import NETWORKS
from torch import nn

TOLERANCE = 1e-4
ALL_CASES = [(suite, case) for suite in suite_names() for case in read_suite(suite).cases]
#: A kind of each: strided, depthwise, 1x1, planes that leave lanes idle, and one whose output is
#: so large that it is stored past the caches.
FEW_CASES = {
    "vgg16": {"L1", "L9"},
    "resnet50": {"layer3.first.3x3", "layer4.reduce.1x1"},
    "mobilenet_v2": {"depthwise.192@28s2", "depthwise.960@7s1", "project.144-24@56"},
}


def shapes_of(network: str) -> Counter[tuple[int, ...]]:
    """How often a network has each shape of convolution, 224 x 224."""
    found: Counter[tuple[int, ...]] = Counter()

    def record(conv: nn.Conv2d, inputs: tuple[torch.Tensor], _output: torch.Tensor) -> None:
        found[
            conv.in_channels,
            conv.out_channels,
            inputs[0].shape[2],
            conv.kernel_size[0],
            conv.stride[0],
            conv.groups,
        ] += 1

    model = NETWORKS[network]().eval()
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            module.register_forward_hook(record)
    with torch.no_grad():
        model(torch.zeros(1, 3, 224, 224))
    return found


@pytest.mark.parametrize("network", suite_names())
def test_suites_are_the_networks_shapes(network: str) -> None:
    suite: Counter[tuple[int, ...]] = Counter()
    for case in read_suite(network).cases:
        shape = (case.channels, case.filters, case.size, case.kernel, case.stride, case.groups)
        suite[shape] += case.times
    assert suite == shapes_of(network)


def check(case: LayerCase, variant: str) -> None:
    module, x = build(case, VARIANTS[variant])
    layers, (output,) = reference_outputs(module, (x,))
    options = CompileOptions(threads=2, layout="lane_tiled", expose_layers=True)
    compiled = patconv.compile(module, (x,), options=options)
    exposed = compiled.layer_outputs(x)[LAYER]
    values = next(layer.values for layer in layers if layer.name == LAYER)
    assert min(relative_error(exposed, value) for value in values) <= TOLERANCE
    assert relative_error(compiled(x), output) <= TOLERANCE


@pytest.mark.parametrize(
    "case",
    [case for suite, case in ALL_CASES if case.name in FEW_CASES[suite]],
    ids=lambda case: case.name,
)
def test_case(case: LayerCase) -> None:
    check(case, "pattern")


@pytest.mark.full
@pytest.mark.parametrize(
    ("case", "variant"),
    [(case, "pattern") for _, case in ALL_CASES]
    + [(case, "dense") for suite, case in ALL_CASES if suite == "vgg16"],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_every_case(case: LayerCase, variant: str) -> None:
    check(case, variant)


def test_pruning_is_the_case_s() -> None:
    case = LayerCase("a", 32, 48, 14, connectivity=4.0)
    module, _ = build(case, VARIANTS["pattern"])
    weight = module.get_submodule(LAYER).weight
    kernels = weight.flatten(2).count_nonzero(2)
    assert int((kernels > 0).sum()) == 32 * 48 // 4
    assert set(kernels.unique().tolist()) == {0, 4}
    dense, _ = build(case, VARIANTS["dense"])
    assert int(dense.get_submodule(LAYER).weight.count_nonzero()) == 32 * 48 * 9


def test_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real run of two small layers: figures, a table, and a result file's content."""
    # Whether the peak is steady is no question for a busy machine: here it never is.
    monkeypatch.setattr(layers, "peaks_agree", lambda compiled, machine: False)
    suite = tmp_path / "own.json"
    cases = [
        {"name": "a", "channels": 16, "filters": 24, "size": 28, "connectivity": 2, "times": 3},
        {"name": "b", "channels": 24, "filters": 24, "size": 14, "kernel": 1},
    ]
    suite.write_text(json.dumps({"suite": "own", "title": "two layers", "cases": cases}))
    told: list[str] = []
    result = run_layers(read_suite(str(suite)), threads=(1,), blocks=2, runs=2, tell=told.append)
    entries = result.to_json()["results"]
    ours = [entry for entry in entries if entry["engine"] == "patconv"]
    theirs = [entry for entry in entries if entry["engine"] == "torch"]
    assert [(entry["case"], entry["variant"]) for entry in ours] == [
        ("a", "pattern"),
        ("a", "dense"),
        ("b", "pattern"),
        ("b", "dense"),
    ]
    assert {entry["variant"] for entry in theirs} >= {"dense NCHW", "dense channels_last"}
    for entry in entries:
        assert entry["suite"] == "layers/own"
        assert 0 < entry["p10_ms"] <= entry["median_ms"] <= entry["p90_ms"]
        assert entry["max_rel_error"] <= TOLERANCE
    by_case = {entry["case"]: entry for entry in ours if entry["variant"] == "dense"}
    assert by_case["a"]["lane_share"] == 1
    assert by_case["b"]["lane_share"] == pytest.approx(196 / 224)
    text = "\n".join(told)
    assert "two layers" in text
    assert "geometric mean" in text
    assert any("the run is invalid" in problem for problem in result.problems)
    assert "error: 1 thread(s): the multiply-add peak" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_ablation(tmp_path: Path) -> None:
    """Every step is compiled, right and timed; kernels of other sizes are left out."""
    suite = tmp_path / "own.json"
    cases = [
        # With fewer channels minimal filtering does not pay on every processor.
        {"name": "a", "channels": 64, "filters": 64, "size": 32, "connectivity": 2},
        {"name": "b", "channels": 24, "filters": 24, "size": 14, "kernel": 1},
    ]
    suite.write_text(json.dumps({"cases": cases}))
    told: list[str] = []
    result = run_ablation(read_suite(str(suite)), threads=(1,), blocks=2, runs=2, tell=told.append)
    assert result.problems == ()
    entries = result.to_json()["results"]
    assert [entry["variant"] for entry in entries] == [*STEPS, "CSR"]
    assert {entry["case"] for entry in entries} == {"a"}
    (steps,) = result.cases[1]
    assert steps.macs["18x"] < steps.macs["12x"] < steps.macs["+ layout"] < steps.macs["dense"]
    assert steps.macs["+ layout"] < steps.macs["Winograd"] < steps.macs["dense"]
    assert steps.loads["+ FKR"] == steps.loads["all but LRE"] == 1
    assert steps.loads["+ layout"] < steps.loads["+ LRE"] < 1
    assert max(len(line) for line in "\n".join(told).splitlines()) <= 80


def test_ablation_of_points(tmp_path: Path) -> None:
    """Kernels of one position: filters that FKR put together share loads."""
    suite = tmp_path / "points.json"
    # With 16 registers few filters that go together pay only where there are many channels.
    shape = {"channels": 256, "filters": 256, "size": 14}
    case = {"name": "b", **shape, "kernel": 1, "connectivity": 2}
    suite.write_text(json.dumps({"suite": "points", "cases": [case]}))
    told: list[str] = []
    result = run_ablation(read_suite(str(suite)), threads=(1,), blocks=1, runs=2, tell=told.append)
    assert result.problems == ()
    (steps,) = result.cases[1]
    assert steps.loads["+ layout"] < steps.loads["all but FKR"]
    assert not {"12x", "6 patterns", "Winograd"} & steps.samples.keys()
    assert any("loads of input" in text for text in told)
    suite.write_text(json.dumps({"suite": "large", "cases": [{**case, "kernel": 5}]}))
    with pytest.raises(PatConvError, match="to have a case with a kernel of 3 or 1"):
        run_ablation(read_suite(str(suite)), threads=(1,), blocks=1, runs=1, tell=told.append)
    assert max(len(line) for line in "\n".join(told).splitlines()) <= 80


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "to be JSON, but got"),
        ("[]", "to be an object with a list of cases"),
        ('{"cases": []}', "to be an object with a list of cases"),
        ('{"cases": [{"name": "a"}]}', "to have name, channels, filters and size"),
        ('{"cases": [{"name": 3, "channels": 1, "filters": 1, "size": 1}]}', "to be text"),
        (
            '{"cases": [{"name": "a", "channels": 1, "filters": 1, "size": 1,'
            ' "connectivity": Infinity}]}',
            "connectivity at least 1",
        ),
        (
            '{"cases": [{"name": "a", "channels": 1, "filters": 1, "size": 1, "pad": 2}]}',
            "but got pad",
        ),
        (
            '{"cases": [{"name": "a", "channels": 0, "filters": 1, "size": 1}]}',
            "to be integers from 1 to 65536",
        ),
        (
            '{"cases": [{"name": "a", "channels": 3, "filters": 2, "size": 1, "groups": 2}]}',
            "groups to divide channels and filters",
        ),
        (
            '{"cases": [{"name": "a", "channels": 1, "filters": 1, "size": 1},'
            ' {"name": "a", "channels": 2, "filters": 1, "size": 1}]}',
            "to have distinct names",
        ),
    ],
)
def test_wrong_suite(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(content)
    with pytest.raises(PatConvError, match=message):
        read_suite(str(file))


def test_unknown_suite() -> None:
    with pytest.raises(PatConvError, match="one of mobilenet_v2, resnet50, vgg16 or a"):
        read_suite("alexnet")
    with pytest.raises(PatConvError, match="to be a readable file"):
        read_suite("missing.json")
