"""Pattern-based pruning: worked examples, properties, and errors."""

import copy
import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from patconv.errors import PruneError
from patconv.models import initialise_, vgg16
from patconv.pruning import Pattern, PruneConfig, project_
from patconv.pruning.patterns import (
    assign_patterns,
    count_candidates,
    mine_patterns,
    natural_masks,
    strongest,
)
from torch import nn

CROSS = ".x.|xxx|.x."


def kernel(rows: str) -> np.ndarray:
    """A kernel from its rows, such as `1 2 3 | 4 5 6 | 7 8 9`."""
    return np.array([row.split() for row in rows.split("|")], dtype=np.float32)


def masks_of(weight: torch.Tensor) -> set[int]:
    """The distinct masks of the non-zero kernels."""
    bits = (weight != 0).reshape(-1, weight[0, 0].numel()).numpy()
    masks = bits @ (1 << np.arange(bits.shape[1]))
    return set(masks.tolist()) - {0}


def kept_kernels(weight: torch.Tensor) -> int:
    return int((weight != 0).flatten(2).any(2).sum())


# Patterns


def test_picture_reads_and_prints() -> None:
    pattern = Pattern.from_picture(".x.|xx.|.x.")
    assert pattern.mask == 0b010011010
    assert (pattern.kh, pattern.kw, len(pattern)) == (3, 3, 4)
    assert pattern.picture == str(pattern) == ".x.|xx.|.x."
    assert pattern.positions == ((0, 1), (1, 0), (1, 1), (2, 1))
    assert pattern.array().tolist() == [
        [False, True, False],
        [True, True, False],
        [False, True, False],
    ]


def test_full_pattern_and_other_sizes() -> None:
    assert Pattern.full().picture == "xxx|xxx|xxx"
    assert Pattern.full(1, 2) == Pattern.from_picture("xx") == Pattern(3, 1, 2)


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_picture_round_trip(kh: int, kw: int, data: st.DataObject) -> None:
    pattern = Pattern(data.draw(st.integers(1, (1 << kh * kw) - 1)), kh, kw)
    assert Pattern.from_picture(pattern.picture) == pattern
    assert int(pattern.array().sum()) == len(pattern) == len(pattern.positions)


@pytest.mark.parametrize("picture", ["", "x|", "xx|x", "xo|..", "..|..", "x x"])
def test_bad_pictures(picture: str) -> None:
    with pytest.raises(PruneError, match=r"expected the (picture|mask) to be .*, but got"):
        Pattern.from_picture(picture)


def test_mask_outside_the_kernel() -> None:
    with pytest.raises(PruneError, match="between 1 and 511 for a 3x3 kernel, but got 512"):
        Pattern(512)
    with pytest.raises(PruneError, match="1 to 63 positions, but got 8x8"):
        Pattern(1, 8, 8)


def test_natural_pattern_forces_the_centre() -> None:
    example = kernel("9 8 7 | 6 0 5 | 1 2 3")[None]
    assert Pattern(int(natural_masks(example, 4)[0])).picture == "xxx|.x.|..."
    assert Pattern(int(natural_masks(example, 4, force_centre=False)[0])).picture == "xxx|x..|..."


def test_natural_pattern_goes_by_magnitude_and_breaks_ties_by_position() -> None:
    example = np.stack([kernel("0 -9 0 | 1 1 1 | 0 -8 0"), kernel("1 1 1 | 1 1 1 | 1 1 1")])
    pictures = [Pattern(int(mask)).picture for mask in natural_masks(example, 4)]
    assert pictures == [".x.|xx.|.x.", "xxx|.x.|..."]


def test_mining_ranks_by_frequency_then_mask() -> None:
    low, high, rare = "x..|xx.|x..", "..x|.xx|..x", ".x.|xx.|.x."
    arrays = [Pattern.from_picture(p).array().astype(np.float32) for p in (low, high, rare)]
    layers = [
        np.stack([arrays[1], arrays[0], arrays[2], arrays[1]]),
        np.stack([arrays[0], np.zeros((3, 3), np.float32)]),
    ]
    assert [p.picture for p in mine_patterns(layers, 4, 8)] == [low, high, rare]
    assert [p.picture for p in mine_patterns(layers, 4, 1)] == [low]
    assert mine_patterns([np.zeros((2, 3, 3), np.float32)], 4, 8) == ()


@pytest.mark.parametrize(("force_centre", "candidates"), [(True, 56), (False, 126)])
def test_number_of_candidates(force_centre: bool, candidates: int) -> None:
    kernels = np.random.default_rng(0).standard_normal((20000, 3, 3))
    mined = mine_patterns([kernels], 4, 200, force_centre=force_centre)
    assert len(mined) == len(set(mined)) == candidates
    assert {len(pattern) for pattern in mined} == {4}
    assert all(not force_centre or pattern.array()[1, 1] for pattern in mined)


def test_assignment_keeps_the_largest_norm_and_breaks_ties_by_order() -> None:
    patterns = [Pattern.from_picture("xx.|...|..."), Pattern.from_picture("..x|...|...")]
    examples = np.stack(
        [kernel("3 3 4 | 0 0 0 | 0 0 0"), kernel("1 1 4 | 0 0 0 | 0 0 0"), np.zeros((3, 3))]
    )
    assert assign_patterns(examples, patterns).tolist() == [0, 1, 0]


def test_strongest_counts_exactly_and_breaks_ties_by_number() -> None:
    kernels = np.array([1, 2, 2, 2, -3], dtype=np.float32).reshape(5, 1, 1)
    assert strongest(kernels, 3).tolist() == [False, True, True, False, True]
    assert strongest(kernels, 0).sum() == 0
    assert strongest(kernels, 5).all()


# Configuration


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"entries": 0}, "expected entries to be an integer between 1 and 9, but got 0"),
        ({"entries": 10}, "expected entries to be an integer between 1 and 9, but got 10"),
        ({"entries": 4.0}, "expected entries to be an integer"),
        ({"patterns": 0}, "expected patterns to be an integer of at least 1, but got 0"),
        ({"connectivity": 0.5}, "expected connectivity to be a finite number of at least 1"),
        ({"connectivity": math.inf}, "expected connectivity to be a finite number"),
        ({"connectivity": math.nan}, "expected connectivity to be a finite number"),
        ({"skip": "conv1"}, "expected skip to be a sequence of module names, but got 'conv1'"),
        ({"pattern_set": ()}, "expected pattern_set to hold at least one pattern"),
        ({"pattern_set": (CROSS, CROSS)}, "expected the patterns of pattern_set to be distinct"),
        ({"pattern_set": (3,)}, "expected pattern_set to hold patterns or their pictures"),
    ],
)
def test_bad_configuration(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(PruneError, match=message):
        PruneConfig(**arguments)


def test_configuration_is_frozen_and_normalised() -> None:
    cfg = PruneConfig(skip=["a"], pattern_set=[CROSS])
    assert cfg.skip == ("a",)
    assert cfg.pattern_set == (Pattern.from_picture(CROSS),)
    with pytest.raises(AttributeError):
        cfg.entries = 3


# Projection


def mixed_network() -> nn.Sequential:
    model = nn.Sequential(
        nn.Conv2d(3, 8, 3),
        nn.Conv2d(8, 12, 3, stride=2),
        nn.Conv2d(12, 12, 3, groups=12),
        nn.Conv2d(12, 10, 1),
        nn.Conv2d(10, 6, 5),
        nn.Conv2d(6, 8, 3, groups=2),
        nn.Linear(8, 4),
    )
    return initialise_(model, seed=0)


def test_each_layer_gets_its_treatment() -> None:
    model = mixed_network()
    before = copy.deepcopy(model)
    report = project_(model, PruneConfig(connectivity=2.5))
    assert [layer.treatment for layer in report.layers] == [
        "pattern",
        "both",
        "pattern",
        "connectivity",
        "connectivity",
        "both",
    ]
    counts = [kept_kernels(model[i].weight) for i in range(6)]
    assert counts == [24, round(96 / 2.5), 12, round(120 / 2.5), round(60 / 2.5), round(24 / 2.5)]
    assert counts == [layer.kept_kernels for layer in report.layers]
    assert torch.equal(model[6].weight, before[6].weight)
    for i in (0, 1, 2, 5):
        assert masks_of(model[i].weight) <= {pattern.mask for pattern in report.pattern_set}
    assert report.layers[2].reason == "depthwise: one kernel per filter"
    assert report.layers[4].reason == "no pattern of 5x5 in the set"
    for old, new in zip(before.parameters(), model.parameters(), strict=True):
        assert torch.equal(torch.where(new == 0, old, new), old)
    assert not torch.signbit(model[1].weight[model[1].weight == 0]).any()


def test_connectivity_comes_first() -> None:
    """The kernel of larger norm stays though the other would keep more under the pattern."""
    model = nn.Sequential(nn.Conv2d(1, 1, 1), nn.Conv2d(1, 2, 3, bias=False))
    spread, dense = kernel("5 5 5 | 5 0 5 | 5 5 5"), kernel("0 6 0 | 6 6 0 | 0 6 0")
    with torch.no_grad():
        model[1].weight.copy_(torch.from_numpy(np.stack([spread, dense]))[:, None])
    project_(model, PruneConfig(connectivity=2, pattern_set=(".x.|xx.|.x.",)))
    assert model[1].weight[0, 0].tolist() == [[0, 5, 0], [5, 0, 0], [0, 5, 0]]
    assert not model[1].weight[1].any()


def test_skip_takes_whole_modules_and_the_first_layer_stays_the_first() -> None:
    model = nn.ModuleDict(
        {
            "stem": nn.Conv2d(3, 8, 3),
            "body": nn.Sequential(nn.Conv2d(8, 8, 3), nn.Conv2d(8, 8, 3)),
            "body2": nn.Conv2d(8, 8, 3),
        }
    )
    report = project_(model, PruneConfig(skip=("stem", "body")))
    assert [layer.treatment for layer in report.layers] == ["none", "none", "none", "both"]
    assert report.layers[1].reason == "named in skip"


def test_given_patterns_of_another_size() -> None:
    model = mixed_network()
    row = "x....|x....|xxxxx|....x|....x"
    report = project_(model, PruneConfig(pattern_set=(row,)))
    assert report.layers[4].treatment == "both"
    assert masks_of(model[4].weight) == {Pattern.from_picture(row).mask}
    assert len(report.pattern_set) == 9
    assert report.layers[4].pattern_counts == (0,) * 8 + (report.layers[4].kept_kernels,)


def test_vgg16_has_the_figures_of_the_method() -> None:
    model = initialise_(vgg16(num_classes=1), seed=0)
    report = project_(model)
    assert report.weights == 14_710_464
    assert report.kept_weights == 192 * 4 + 4 * sum(
        round(layer.kernels / 3.6) for layer in report.layers[1:]
    )
    assert round(report.kept_weights / 1e6, 2) == 1.82
    assert report.rate == pytest.approx(8.1, abs=0.01)
    assert sum(report.pattern_counts) == report.kept_kernels
    assert max(map(len, str(report).splitlines())) <= 80


def test_report_shows_patterns_as_pictures() -> None:
    report = project_(mixed_network(), PruneConfig(pattern_set=(".x.|xx.|.x.", "xx.|xx.|...")))
    lines = str(report).splitlines()
    assert " ".join(lines[0].split()) == "layer shape kernels kept weights kept rate pruned by"
    start = lines.index("patterns 0 to 1, kernels of each:")
    assert [line.split() for line in lines[start + 1 : start + 4]] == [
        [".x.", "xx."],
        ["xx.", "xx."],
        [".x.", "..."],
    ]
    assert [int(count) for count in lines[start + 4].split()] == list(report.pattern_counts)


def test_report_of_long_names_and_many_patterns_fits() -> None:
    inner: nn.Module = nn.Sequential(nn.Conv2d(256, 64, 3), nn.Conv2d(64, 256, 3, bias=False))
    for name in ("a_rather_long_name", "another_rather_long_name"):
        inner = nn.ModuleDict({name: inner})
    report = project_(inner, PruneConfig(patterns=56))
    assert max(map(len, str(report).splitlines())) <= 80
    assert "patterns 0 to" in str(report)


def test_a_model_without_patterns_reports() -> None:
    report = project_(nn.Sequential(nn.Conv2d(2, 4, 1), nn.Conv2d(4, 4, 1)))
    assert report.pattern_set == report.pattern_counts == ()
    assert "patterns" not in str(report)


def test_projection_is_idempotent() -> None:
    model, cfg = mixed_network(), PruneConfig(connectivity=2.5)
    report = project_(model, cfg)
    once = copy.deepcopy(model.state_dict())
    again = project_(model, PruneConfig(connectivity=2.5, pattern_set=report.pattern_set))
    assert all(torch.equal(once[name], value) for name, value in model.state_dict().items())
    assert again.kept_weights == report.kept_weights


def test_half_precision_weights() -> None:
    model = mixed_network().to(torch.bfloat16)
    report = project_(model, PruneConfig(connectivity=2.5))
    assert model[1].weight.dtype == torch.bfloat16
    assert kept_kernels(model[1].weight.float()) == report.layers[1].kept_kernels


def test_errors_leave_the_model_alone() -> None:
    model = mixed_network()
    with torch.no_grad():
        model[3].weight[0, 0] = math.nan
    before = copy.deepcopy(model.state_dict())
    with pytest.raises(PruneError, match="the weights of '3' to be finite, but got inf or nan"):
        project_(model)
    with pytest.raises(PruneError, match="skip to name modules of the model, but got 'stem'"):
        project_(model, PruneConfig(skip=("stem",)))
    assert torch.equal(model[0].weight, before["0.weight"])
    with pytest.raises(PruneError, match="to have a 2-d convolution, but got none"):
        project_(nn.Linear(2, 2))


@settings(max_examples=40, deadline=None)
@given(
    filters=st.integers(1, 9),
    channels=st.integers(1, 9),
    entries=st.integers(1, 9),
    patterns=st.integers(1, 12),
    connectivity=st.floats(1, 100),
    force_centre=st.booleans(),
    seed=st.integers(0, 2**31),
    coarse=st.booleans(),
)
def test_projection_properties(
    filters: int,
    channels: int,
    entries: int,
    patterns: int,
    connectivity: float,
    force_centre: bool,
    seed: int,
    coarse: bool,
) -> None:
    """Counts are exact, patterns come from the set, and the choice is the best, also with ties."""
    model = nn.Sequential(nn.Conv2d(1, channels, 1), nn.Conv2d(channels, filters, 3))
    weight = torch.randn(filters, channels, 3, 3, generator=torch.Generator().manual_seed(seed))
    weight = weight.round() + 4 if coarse else weight
    with torch.no_grad():
        model[1].weight.copy_(weight)
    patterns = min(patterns, count_candidates(3, 3, entries, force_centre=force_centre))
    cfg = PruneConfig(entries, patterns, connectivity, force_centre)
    report = project_(model, cfg)
    layer, pruned = report.layers[1], model[1].weight.detach()

    keep = max(1, round(filters * channels / connectivity))
    assert layer.kept_kernels == kept_kernels(pruned) == keep
    assert (
        layer.kept_weights
        == keep * entries
        == sum(
            count * len(pattern)
            for count, pattern in zip(layer.pattern_counts, report.pattern_set, strict=True)
        )
    )
    assert len(report.pattern_set) <= patterns
    assert masks_of(pruned) <= {pattern.mask for pattern in report.pattern_set}

    norms = weight.double().square().sum((2, 3)).flatten()
    alive = (pruned != 0).flatten(2).any(2).flatten()
    if 0 < keep < len(norms):
        assert norms[alive].min() >= norms[~alive].max()
    energy = weight.double().square().reshape(-1, 9).numpy()
    best = np.max([energy @ p.array().ravel() for p in report.pattern_set], axis=0)
    kept = pruned.double().square().sum((2, 3)).flatten()
    np.testing.assert_allclose(kept[alive], best[alive.numpy()], rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.booleans(), st.integers(0, 2**31))
def test_natural_pattern_is_the_best_of_all(entries: int, force_centre: bool, seed: int) -> None:
    example = np.random.default_rng(seed).standard_normal((1, 3, 3))
    candidates = [
        set(chosen)
        for chosen in itertools.combinations(range(9), entries)
        if not force_centre or 4 in chosen
    ]
    best = max(candidates, key=lambda chosen: sum(example.ravel()[i] ** 2 for i in chosen))
    mask = int(natural_masks(example, entries, force_centre=force_centre)[0])
    assert mask == sum(1 << i for i in best)


@pytest.mark.parametrize(
    "norm", [nn.utils.parametrizations.weight_norm, nn.utils.parametrizations.spectral_norm]
)
def test_computed_weights_are_refused(norm: Callable[[nn.Module], nn.Module]) -> None:
    """Pruning what is computed anew at each call would do nothing."""
    model = nn.Sequential(nn.Conv2d(3, 4, 3), norm(nn.Conv2d(4, 8, 3))).eval()
    before = copy.deepcopy(model.state_dict())
    with pytest.raises(PruneError, match=r"weight of '1' .* remove the parametrisation first"):
        project_(model)
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    project_(model, PruneConfig(skip=("1",)))
    nn.utils.parametrize.remove_parametrizations(model[1], "weight")
    assert project_(model).layers[1].kept_kernels == kept_kernels(model[1].weight) < 32


def test_weights_without_data_are_refused() -> None:
    with pytest.raises(PruneError, match="on the device 'meta'; load the checkpoint first"):
        project_(nn.Sequential(nn.Conv2d(3, 4, 3, device="meta")))


def test_wrong_arguments() -> None:
    with pytest.raises(TypeError, match="expected cfg to be a PruneConfig, but got int"):
        project_(nn.Conv2d(3, 4, 3), 3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected cfg to be a PruneConfig, but got int"):
        project_(nn.Conv2d(3, 4, 3), 0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"expected model to be a torch\.nn\.Module, but got int"):
        project_(3)  # type: ignore[arg-type]
