"""Masks: no optimiser revives what was removed, and nothing else changes."""

import copy
import io
from collections.abc import Callable, Iterable

import patconv
import pytest
import torch
from patconv.errors import ImportContractError, PruneError
from patconv.pruning import ADMM, attach_masks_, freeze_zeros_, masks_of, remove_masks_
from torch import nn
from trained_models import alive, convolutions, images, quick_config

Parameters = Iterable[nn.Parameter]
OPTIMIZERS: dict[str, Callable[[Parameters], torch.optim.Optimizer]] = {
    "sgd": lambda given: torch.optim.SGD(given, lr=0.05, momentum=0.9, weight_decay=1e-2),
    "nesterov": lambda given: torch.optim.SGD(
        given, lr=0.05, momentum=0.9, weight_decay=1e-2, nesterov=True
    ),
    "adam": lambda given: torch.optim.Adam(given, lr=1e-2, weight_decay=1e-2),
    "adamw": lambda given: torch.optim.AdamW(given, lr=1e-2, weight_decay=1e-1),
}
PRUNED = (0, 2, 4, 6)


def loss_of(model: nn.Module, part: slice = slice(None)) -> torch.Tensor:
    inputs, targets = images()
    return nn.functional.cross_entropy(model(inputs[part]), targets[part])


def train(model: nn.Module, optimizer: torch.optim.Optimizer, admm: ADMM, steps: int = 5) -> None:
    for _ in range(steps):
        optimizer.zero_grad()
        (loss_of(model) + admm.penalty()).backward()
        optimizer.step()


def zeros_of(model: nn.Module) -> list[torch.Tensor]:
    return [model[place].weight.detach() == 0 for place in PRUNED]


def check_zeros(model: nn.Module, zeros: list[torch.Tensor]) -> None:
    """What was removed is +0.0, and all the rest was trained."""
    for place, removed in zip(PRUNED, zeros, strict=True):
        weight = model[place].weight.detach()
        assert torch.equal(weight == 0, removed)
        assert not torch.signbit(weight[removed]).any()


def finalized() -> tuple[nn.Sequential, ADMM]:
    model = convolutions()
    admm = ADMM(model, quick_config())
    admm.finalize_()
    return model, admm


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_optimizer_cannot_revive_weights(name: str) -> None:
    """It goes on with the momentum of the time before the weights were removed."""
    model = convolutions()
    admm = ADMM(model, quick_config())
    optimizer = OPTIMIZERS[name](model.parameters())
    train(model, optimizer, admm)
    admm.update()
    before = [model[place].weight.detach().clone() for place in PRUNED]
    report = admm.finalize_()
    zeros, start = zeros_of(model), loss_of(model).item()
    assert [int(removed.sum()) for removed in zeros] == [
        layer.weights - layer.kept_weights for layer in report.layers
    ]
    train(model, optimizer, admm, steps=30)
    check_zeros(model, zeros)
    assert loss_of(model).item() < start
    for place, old in zip(PRUNED, before, strict=True):
        kept = model[place].weight != 0
        assert bool((model[place].weight != old)[kept].any())
    remove_masks_(model)
    check_zeros(model, zeros)


def test_the_parameters_are_the_same_objects() -> None:
    """So that optimisers and DistributedDataParallel need not be made anew."""
    model = convolutions()
    before = {id(parameter) for parameter in model.parameters()}
    admm = ADMM(model, quick_config())
    admm.finalize_()
    assert {id(parameter) for parameter in model.parameters()} == before
    remove_masks_(model)
    assert {id(parameter) for parameter in model.parameters()} == before


def test_gradient_accumulation() -> None:
    model, admm = finalized()
    other, _ = finalized()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    zeros = zeros_of(model)
    for _ in range(3):
        for part in (slice(0, 24), slice(24, 48)):
            (loss_of(model, part) / 2).backward()
        optimizer.step()
        optimizer.zero_grad()
    train(other, torch.optim.SGD(other.parameters(), lr=0.1), admm, steps=3)
    check_zeros(model, zeros)
    for one, two in zip(model.parameters(), other.parameters(), strict=True):
        torch.testing.assert_close(one, two)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_mixed_precision(dtype: torch.dtype) -> None:
    model = convolutions()
    admm = ADMM(model, quick_config())
    optimizer = OPTIMIZERS["adam"](model.parameters())
    scaler = torch.amp.GradScaler("cpu", init_scale=2.0**8, enabled=dtype == torch.float16)

    def step() -> torch.Tensor:
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=dtype):
            loss = loss_of(model)
        total = loss + admm.penalty()
        scaler.scale(total).backward()
        scaler.step(optimizer)
        scaler.update()
        return total

    for _ in range(3):
        assert step().dtype == torch.float32
    with torch.autocast("cpu", dtype=dtype):
        inside = admm.penalty()
    assert inside.dtype == torch.float32
    torch.testing.assert_close(inside, admm.penalty())
    admm.update()
    admm.finalize_()
    zeros, start = zeros_of(model), loss_of(model).item()
    for _ in range(20):
        step()
    check_zeros(model, zeros)
    assert loss_of(model).item() < start


def compiled_training(backend: str) -> None:
    """One compiled step serves both phases, and does what it does uncompiled."""
    models = []
    for compiles in (False, True):
        model = convolutions()
        admm = ADMM(model, quick_config())
        optimizer = OPTIMIZERS["sgd"](model.parameters())
        inputs, targets = images()

        def total(
            model: nn.Module = model,
            admm: ADMM = admm,
            inputs: torch.Tensor = inputs,
            targets: torch.Tensor = targets,
        ) -> torch.Tensor:
            return nn.functional.cross_entropy(model(inputs), targets) + admm.penalty()

        step = torch.compile(total, backend=backend, fullgraph=True) if compiles else total
        for phase in range(3):
            for _ in range(3):
                optimizer.zero_grad()
                step().backward()
                optimizer.step()
            if phase == 0:
                admm.update()
            elif phase == 1:
                admm.finalize_()
                zeros = zeros_of(model)
        check_zeros(model, zeros)
        models.append(model)
    for one, two in zip(*(model.parameters() for model in models), strict=True):
        torch.testing.assert_close(one, two, rtol=1e-4, atol=1e-5)


def test_compiled_step() -> None:
    compiled_training("aot_eager")


# Inductor's own imports give it.
@pytest.mark.filterwarnings("ignore:.torch.jit.script_method:DeprecationWarning")
@pytest.mark.full
def test_compiled_step_by_inductor() -> None:
    compiled_training("inductor")


def test_copies_have_masks_of_their_own() -> None:
    model, admm = finalized()
    zeros = zeros_of(model)
    twin = copy.deepcopy(model)
    train(twin, OPTIMIZERS["sgd"](twin.parameters()), admm)
    check_zeros(twin, zeros)
    assert not torch.equal(twin[2].weight, model[2].weight)
    remove_masks_(twin)
    assert not masks_of(twin)
    assert len(masks_of(model)) == 4
    train(model, OPTIMIZERS["sgd"](model.parameters()), admm)
    check_zeros(model, zeros)
    remove_masks_(model)
    assert type(model[2]) is type(twin[2]) is nn.Conv2d


def test_removing_masks_gives_back_a_plain_model() -> None:
    model, admm = finalized()
    inputs, _ = images()
    # Without it the stored weights would be zero where they were removed.
    train(model, OPTIMIZERS["sgd"](model.parameters()), admm)
    expected, plain = model(inputs), convolutions()
    assert remove_masks_(model) is model
    assert torch.equal(model(inputs), expected)
    assert list(model.state_dict()) == list(plain.state_dict())
    assert [name for name, _ in model.named_parameters()] == [
        name for name, _ in plain.named_parameters()
    ]
    plain.load_state_dict(model.state_dict())
    assert torch.equal(plain(inputs), expected)
    assert type(model[2]) is nn.Conv2d
    buffer = io.BytesIO()
    torch.save(model, buffer)
    before = copy.deepcopy(model.state_dict())
    remove_masks_(model)
    assert all(torch.equal(one, before[name]) for name, one in model.state_dict().items())
    assert all(parameter.requires_grad for parameter in model.parameters())


def test_masked_state_loads_into_a_masked_model() -> None:
    model, admm = finalized()
    train(model, OPTIMIZERS["sgd"](model.parameters()), admm)
    other = convolutions(seed=1)
    ADMM(other, quick_config()).finalize_()
    other.load_state_dict(model.state_dict())
    inputs, _ = images()
    assert torch.equal(model(inputs), other(inputs))
    assert all(
        torch.equal(one, two)
        for one, two in zip(masks_of(model).values(), masks_of(other).values(), strict=True)
    )


def test_masked_models_are_not_pruned_again() -> None:
    model, _ = finalized()
    with pytest.raises(PruneError, match=r"computed from others; .*patconv\.remove_masks_"):
        patconv.project_(model, quick_config())
    remove_masks_(model)
    assert patconv.project_(model, quick_config()).layers[1].kept_kernels == alive(model[2].weight)


def test_masked_models_are_not_compiled() -> None:
    """The compiler would not see the zeros of a weight that is computed."""
    model, _ = finalized()
    inputs, _ = images(2)
    with pytest.raises(
        ImportContractError, match=r"one with a mask in '0'; .*remove_masks_\(model"
    ):
        patconv.compile(model.eval(), (inputs,))
    remove_masks_(model)
    assert patconv.compile(model, (inputs,)).report().layers[1].path == "pattern"


def test_zeros_of_another_tool_are_kept() -> None:
    model = convolutions()
    patconv.project_(model, quick_config())
    zeros = zeros_of(model)
    freeze_zeros_(model)
    assert list(masks_of(model)) == ["0", "2", "4", "6"]
    optimizer = OPTIMIZERS["adamw"](model.parameters())
    for _ in range(5):
        optimizer.zero_grad()
        loss_of(model).backward()
        optimizer.step()
    check_zeros(model, zeros)
    dense = convolutions()
    freeze_zeros_(dense)
    assert not masks_of(dense)


def test_masks_of_any_shape_of_zeros() -> None:
    model = convolutions()
    kept = torch.rand(model[2].weight.shape, generator=torch.Generator().manual_seed(0)) < 0.3
    attach_masks_(model, {"2": kept})
    assert torch.equal(model[2].weight != 0, kept)
    assert torch.equal(masks_of(model)["2"], kept)


def test_what_is_stored_where_a_weight_was_removed_is_not_read() -> None:
    model, _ = finalized()
    inputs, _ = images()
    expected = model(inputs)
    with torch.no_grad():
        stored = model[2].parametrizations.weight.original
        stored[~masks_of(model)["2"]] = float("nan")
    assert torch.equal(model(inputs), expected)
    remove_masks_(model)
    assert torch.equal(model(inputs), expected)


def test_bad_masks_leave_the_model_alone() -> None:
    model = convolutions()
    good = {"0": torch.zeros(6, 1, 3, 3, dtype=torch.bool)}
    for bad, message in (
        ({"9": good["0"]}, "masks for modules of the model, but got one for '9'"),
        ({"2": good["0"]}, r"to be booleans of shape \(8, 6, 3, 3\), but got torch.bool of"),
        ({"0": good["0"].float()}, r"to be booleans of shape .*, but got torch.float32"),
        ({"1": good["0"]}, "expected '1' to have a weight of its own"),
    ):
        with pytest.raises(PruneError, match=message):
            attach_masks_(model, {**good, **bad})
        assert not masks_of(model)
        assert model[0].weight.all()


def test_other_parametrisations_are_left_to_their_owner() -> None:
    class Double(nn.Module):
        def forward(self, weight: torch.Tensor) -> torch.Tensor:
            return 2 * weight

    model, _ = finalized()
    nn.utils.parametrize.register_parametrization(model[2], "weight", Double())
    with pytest.raises(PruneError, match="weight of '2' to have its mask alone"):
        remove_masks_(model)
    assert len(masks_of(model)) == 4
