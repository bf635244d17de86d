"""The built-in networks, pruned and dense, against PyTorch in float64: every layer and the output.

Weights are Kaiming normal, batch normalisations have statistics of their own, and every convolution
is scaled to unit variance after pruning, so that each of them moves the output.
"""

from __future__ import annotations

from collections import Counter

import patconv
import pytest
import torch
from patconv import CompileOptions, PruneConfig
from patconv.benchmarks.timing import relative_error
from patconv.compiling import ModelReport
from patconv.importing import import_model
from patconv.importing.layer_reference import reference_outputs
from patconv.models import NETWORKS, initialise_, unit_variance_
from torch import nn

TOLERANCE = 1e-4
#: Layers by the path that they take where the network is pruned.
PATHS = {
    "vgg16": {"pattern": 13, "linear": 3},
    "resnet18": {"dense": 1, "pattern": 16, "1x1": 3, "upstream": 1},
    "resnet50": {"dense": 1, "pattern": 16, "1x1": 36, "upstream": 1},
    "mobilenet_v2": {"pattern": 1, "depthwise": 17, "1x1": 34, "upstream": 1},
}
#: Multiply-adds at 224 x 224 in millions, dense and pruned, within 1 %; the parameters.
FIGURES = {
    "resnet18": (1814, 331, 11_689_512),
    "resnet50": (4089, 937, 25_557_032),
    "mobilenet_v2": (301, 89.7, 3_504_872),
}


def network(name: str, size: int, *, pruned: bool) -> tuple[nn.Module, torch.Tensor]:
    x = torch.randn(1, 3, size, size, generator=torch.Generator().manual_seed(2))
    model = initialise_(NETWORKS[name]().eval().requires_grad_(False), seed=1)
    if pruned:
        patconv.project_(model, PruneConfig(entries=4, patterns=8, connectivity=3.6))
    return unit_variance_(model, x), x


def check_layers(model: nn.Module, x: torch.Tensor, *, threads: int) -> torch.Tensor:
    """Compare each convolution, exposed by the compiler, and return what the output should be."""
    layers, (output,) = reference_outputs(model, (x,))
    options = CompileOptions(threads=threads, expose_layers=True)
    compiled = patconv.compile(model, (x,), options=options)
    got = compiled.layer_outputs(x)
    assert list(got) == [layer.name for layer in layers]
    assert len(got) == sum(isinstance(module, nn.Conv2d) for module in model.modules())
    errors = {
        layer.name: min(relative_error(got[layer.name], value) for value in layer.values)
        for layer in layers
    }
    assert max(errors.values()) <= TOLERANCE, errors
    assert relative_error(compiled(x), output) <= TOLERANCE
    return output


def check_output(
    model: nn.Module, x: torch.Tensor, expected: torch.Tensor, *, threads: int
) -> ModelReport:
    """The same without exposed layers, which then share memory."""
    compiled = patconv.compile(model, (x,), options=CompileOptions(threads=threads))
    assert relative_error(compiled(x), expected) <= TOLERANCE
    return compiled.report()


@pytest.mark.parametrize("name", ["resnet18", "resnet50", "mobilenet_v2"])
def test_small_images(name: str) -> None:
    """Planes end at 1 x 1 and 2 x 2; the batch normalisations are folded."""
    model, x = network(name, 40, pruned=True)
    check_layers(model, x, threads=2)


def test_a_wrong_layer_is_found() -> None:
    """The check trips where one weight of the compiled network is another's."""
    model, x = network("resnet18", 40, pruned=True)
    layers, _ = reference_outputs(model, (x,))
    model.get_parameter("layer3.1.conv2.weight")[0] *= 1.01
    options = CompileOptions(expose_layers=True, threads=2)
    got = patconv.compile(model, (x,), options=options).layer_outputs(x)
    wrong = [
        layer.name
        for layer in layers
        if min(relative_error(got[layer.name], value) for value in layer.values) > TOLERANCE
    ]
    assert wrong[0] == "layer3.1.conv2"


@pytest.mark.full
@pytest.mark.parametrize("pruned", [True, False], ids=["pruned", "dense"])
@pytest.mark.parametrize("name", NETWORKS)
def test_whole_images(name: str, pruned: bool) -> None:
    model, x = network(name, 224, pruned=pruned)
    expected = check_layers(model, x, threads=2 if pruned else 1)
    report = check_output(model, x, expected, threads=1 if pruned else 2)
    if pruned:
        assert Counter(layer.path for layer in report.layers) == PATHS[name]
    if name in FIGURES:
        dense, left, _ = FIGURES[name]
        assert report.dense_macs / 1e6 == pytest.approx(dense, rel=0.01)
        if pruned:
            assert report.macs / 1e6 == pytest.approx(left, rel=0.01)


@pytest.mark.full
def test_import_time() -> None:
    model = NETWORKS["resnet50"]().eval()
    imported = import_model(model, torch.zeros(1, 3, 224, 224))
    assert imported.seconds["total"] <= 15
    # 53 convolutions with the bias that folding gives them, and the last layer.
    assert len(imported.arrays) == 2 * 53 + 2


@pytest.mark.parametrize("name", FIGURES)
def test_parameters(name: str) -> None:
    with torch.device("meta"):
        model = NETWORKS[name]()
    assert sum(parameter.numel() for parameter in model.parameters()) == FIGURES[name][2]


#: Some keys of torchvision's checkpoints with their shapes, and the number of all keys.
KEYS = {
    "resnet18": (
        122,
        {
            "conv1.weight": (64, 3, 7, 7),
            "bn1.running_mean": (64,),
            "layer1.0.conv2.weight": (64, 64, 3, 3),
            "layer2.0.downsample.0.weight": (128, 64, 1, 1),
            "layer2.0.downsample.1.num_batches_tracked": (),
            "layer4.1.bn2.bias": (512,),
            "fc.weight": (1000, 512),
        },
    ),
    "resnet50": (
        320,
        {
            "layer1.0.conv3.weight": (256, 64, 1, 1),
            "layer1.0.downsample.0.weight": (256, 64, 1, 1),
            "layer3.5.bn3.running_var": (1024,),
            "layer4.0.conv2.weight": (512, 512, 3, 3),
            "fc.bias": (1000,),
        },
    ),
    "mobilenet_v2": (
        314,
        {
            "features.0.0.weight": (32, 3, 3, 3),
            "features.1.conv.0.0.weight": (32, 1, 3, 3),
            "features.1.conv.1.weight": (16, 32, 1, 1),
            "features.2.conv.1.0.weight": (96, 1, 3, 3),
            "features.2.conv.3.running_mean": (24,),
            "features.17.conv.2.weight": (320, 960, 1, 1),
            "features.18.0.weight": (1280, 320, 1, 1),
            "classifier.1.weight": (1000, 1280),
        },
    ),
}


@pytest.mark.parametrize("name", KEYS)
def test_keys(name: str) -> None:
    with torch.device("meta"):
        state = NETWORKS[name]().state_dict()
    number, keys = KEYS[name]
    assert len(state) == number
    assert {key: tuple(state[key].shape) for key in keys} == keys


def test_classes() -> None:
    with torch.device("meta"):
        for name, build in NETWORKS.items():
            if name != "vgg16":
                model = build(num_classes=10).eval()  # type: ignore[call-arg]
                assert model(torch.zeros(2, 3, 64, 64)).shape == (2, 10)
