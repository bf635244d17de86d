"""The networks have torchvision's names, and calibrated weights make every layer matter."""

import subprocess
import sys

import pytest
import torch
from patconv.models import calibrate_, initialise_, unit_variance_, vgg16
from torch import nn

CONVOLUTIONS = (0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28)


def small_network() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(inplace=True),
        nn.Conv2d(8, 8, 3, padding=1),
        nn.ReLU(inplace=True),
        nn.Conv2d(8, 4, 1),
        nn.Flatten(),
        nn.Linear(4 * 36, 5),
    )


def convolution_outputs(model: nn.Module, x: torch.Tensor) -> list[torch.Tensor]:
    outputs: list[torch.Tensor] = []
    hooks = [
        module.register_forward_hook(lambda _m, _i, output: outputs.append(output.clone()))
        for module in model.modules()
        if isinstance(module, nn.Conv2d)
    ]
    with torch.no_grad():
        model.eval()(x)
    for hook in hooks:
        hook.remove()
    return outputs


def test_vgg16_has_the_names_and_shapes_of_torchvision() -> None:
    with torch.device("meta"):
        model = vgg16()
    state = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    names = [f"features.{i}" for i in CONVOLUTIONS] + [f"classifier.{i}" for i in (0, 3, 6)]
    assert list(state) == [f"{name}.{kind}" for name in names for kind in ("weight", "bias")]
    assert state["features.0.weight"] == (64, 3, 3, 3)
    assert state["features.28.weight"] == (512, 512, 3, 3)
    assert state["classifier.0.weight"] == (4096, 25088)
    assert state["classifier.6.bias"] == (1000,)
    assert sum(tensor.numel() for tensor in model.state_dict().values()) == 138_357_544
    assert any(isinstance(module, nn.AdaptiveAvgPool2d) for module in model.modules())
    assert sum(isinstance(module, nn.Dropout) for module in model.modules()) == 2


def test_vgg16_classes_and_output_shape() -> None:
    with torch.device("meta"):
        model = vgg16(num_classes=10).eval()
        assert model(torch.zeros(2, 3, 64, 64)).shape == (2, 10)


def test_calibrated_convolutions_have_unit_variance() -> None:
    model, x = small_network(), torch.randn(1, 3, 6, 6, generator=torch.Generator().manual_seed(1))
    assert calibrate_(model, x, seed=0) is model
    for output in convolution_outputs(model, x):
        assert output.std(correction=0).item() == pytest.approx(1.0, abs=1e-3)


def test_every_convolution_matters_after_calibration() -> None:
    model, x = small_network(), torch.randn(1, 3, 6, 6, generator=torch.Generator().manual_seed(1))
    calibrate_(model, x, seed=0)
    model.eval()
    with torch.no_grad():
        expected = model(x)
        for module in model:
            if isinstance(module, nn.Conv2d):
                kept = module.weight.clone()
                module.weight[0].zero_()
                assert (model(x) - expected).abs().max() > 1e-2 * expected.abs().max()
                module.weight.copy_(kept)


def test_calibration_is_a_function_of_the_seed() -> None:
    x = torch.ones(1, 3, 6, 6)
    before = torch.random.get_rng_state()
    first, second, other = (
        calibrate_(small_network(), (x,), seed=seed).state_dict() for seed in (3, 3, 4)
    )
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert not torch.equal(first["0.weight"], other["0.weight"])
    torch.random.set_rng_state(before)


def test_calibration_leaves_the_global_generator_alone() -> None:
    model, x = small_network(), torch.ones(1, 3, 6, 6)
    before = torch.random.get_rng_state()
    calibrate_(model, x, seed=0)
    assert torch.equal(before, torch.random.get_rng_state())


def test_scaling_keeps_zeros_and_modes() -> None:
    model = small_network()
    initialise_(model, seed=0)
    model.train()
    model[4].eval()
    with torch.no_grad():
        model[3].weight[:, ::2] = 0.0
    zeros = model[3].weight == 0
    x = torch.randn(1, 3, 6, 6, generator=torch.Generator().manual_seed(1))
    unit_variance_(model, x)
    assert torch.equal(model[3].weight == 0, zeros)
    assert model.training
    assert not model[4].training
    assert model[1].num_batches_tracked.item() == 0
    assert not model[0]._forward_hooks


def test_a_constant_convolution_is_left_alone() -> None:
    model = nn.Sequential(nn.Conv2d(1, 1, 1))
    with torch.no_grad():
        model[0].weight.zero_()
        model[0].bias.fill_(2.0)
    unit_variance_(model, torch.ones(1, 1, 2, 2))
    assert model[0].bias.item() == 2.0


def test_errors_and_pruning_need_no_torch() -> None:
    code = (
        "import sys; import patconv.errors, patconv.pruning, patconv.importing; "
        "assert not {'torch', 'torch_mlir'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
