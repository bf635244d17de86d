"""ADMM's projections, against all that there is to choose from."""

import itertools
from collections.abc import Iterator

import pytest
import torch
from admm_layers import PATTERNS, one_layer, random_weight, variables
from hypothesis import given, settings
from hypothesis import strategies as st
from patconv.pruning import Pattern
from trained_models import alive


def pattern_choices(units: int, share: int, channels: int) -> Iterator[torch.Tensor]:
    """Every mask that gives each unit of `share` filters and a channel one of the patterns."""
    arrays = [torch.from_numpy(Pattern.from_picture(one).array()) for one in PATTERNS]
    for chosen in itertools.product(arrays, repeat=units):
        yield torch.stack(chosen).view(-1, 1, channels, 3, 3).expand(-1, share, -1, -1, -1)


def kernel_choices(units: int, keep: int, share: int, channels: int) -> Iterator[torch.Tensor]:
    """Every mask that keeps so many units of `share` filters and a channel."""
    for chosen in itertools.combinations(range(units), keep):
        kept = torch.zeros(units, dtype=torch.bool)
        kept[list(chosen)] = True
        yield kept.view(-1, 1, channels, 1, 1).expand(-1, share, -1, 3, 3)


def nearest(weight: torch.Tensor, masks: Iterator[torch.Tensor]) -> float:
    return min(
        float((weight - weight * mask.reshape(weight.shape)).square().sum()) for mask in masks
    )


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([1, 2]), st.integers(0, 2**31), st.booleans())
def test_pattern_projection_is_the_nearest_of_all(share: int, seed: int, coarse: bool) -> None:
    weight = random_weight(2 * share, 2, 3, 3, seed=seed, coarse=coarse)
    _, admm = one_layer(weight, pattern_set=PATTERNS, share_filters=share)
    projected = variables(admm)["pattern"]["auxiliary"]
    best = nearest(weight, pattern_choices(4, share, 2))
    assert float((weight - projected).square().sum()) == pytest.approx(best, rel=1e-12, abs=1e-12)
    masks = [mask.reshape(weight.shape) for mask in pattern_choices(4, share, 2)]
    assert any(torch.equal(projected, weight * mask) for mask in masks)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([1, 2, 3]), st.floats(1.1, 20), st.integers(0, 2**31), st.booleans())
def test_kernel_projection_is_the_nearest_of_all(
    share: int, rate: float, seed: int, coarse: bool
) -> None:
    weight = random_weight(2 * share, 3, 3, 3, seed=seed, coarse=coarse)
    _, admm = one_layer(weight, pattern_set=PATTERNS, connectivity=rate, share_filters=share)
    keep = max(1, round(6 / rate))
    if keep == 6:
        assert "connectivity" not in variables(admm)
        return
    projected = variables(admm)["connectivity"]["auxiliary"]
    masks = [mask.reshape(weight.shape) for mask in kernel_choices(6, keep, share, 3)]
    best = nearest(weight, iter(masks))
    assert float((weight - projected).square().sum()) == pytest.approx(best, rel=1e-12, abs=1e-12)
    assert any(torch.equal(projected, weight * mask) for mask in masks)


def test_equal_kernels_are_counted_exactly() -> None:
    """Not "all above a threshold": of equal kernels the first stay."""
    _, admm = one_layer(torch.ones(4, 3, 3, 3), connectivity=2.4)
    projected = variables(admm)["connectivity"]["auxiliary"]
    assert projected.flatten(2).any(2).flatten().tolist() == [True] * 5 + [False] * 7
    conv, admm = one_layer(torch.ones(4, 3, 3, 3), connectivity=2.4)
    admm.finalize_()
    assert alive(conv.weight) == 5


def test_ties_of_patterns_go_to_the_first() -> None:
    weight = torch.ones(1, 1, 3, 3)
    _, admm = one_layer(weight, pattern_set=PATTERNS[::-1])
    projected = variables(admm)["pattern"]["auxiliary"][0, 0]
    assert torch.equal(projected != 0, torch.from_numpy(admm.patterns[0].array()))


@pytest.mark.parametrize("force_centre", [True, False])
def test_mined_patterns_have_the_centre_if_that_is_forced(force_centre: bool) -> None:
    weight = torch.rand(8, 8, 3, 3, generator=torch.Generator().manual_seed(0)) + 1
    weight[:, :, 1, 1] = 0.1
    _, admm = one_layer(weight, force_centre=force_centre)
    assert {bool(pattern.array()[1, 1]) for pattern in admm.patterns} == {force_centre}
