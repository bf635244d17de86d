"""Which layer gets what: overrides, filters that share, pattern sets by size and entries."""

import pytest
import torch
from patconv.errors import PruneError
from patconv.pruning import LayerOverride, Pattern, PatternSet, PruneConfig, project_
from torch import nn
from trained_models import alive


def network() -> nn.ModuleDict:
    torch.manual_seed(0)
    return nn.ModuleDict(
        {
            "stem": nn.Conv2d(3, 8, 3),
            "body": nn.Sequential(nn.Conv2d(8, 8, 3), nn.Conv2d(8, 8, 3)),
            "wide": nn.Conv2d(8, 4, 5),
            "point": nn.Conv2d(8, 4, 1),
            "deep": nn.Conv2d(8, 8, 3, groups=8),
            "even": nn.Conv2d(8, 4, (2, 4)),
        }
    )


def pruned(*overrides: LayerOverride, **arguments: object) -> tuple[nn.ModuleDict, dict[str, str]]:
    model = network()
    report = project_(model, PruneConfig(connectivity=2, overrides=overrides, **arguments))
    return model, {layer.name: layer.treatment for layer in report.layers}


def entries(conv: nn.Conv2d) -> set[int]:
    """The numbers of weights in kernels that are left."""
    return set((conv.weight != 0).flatten(2).sum(2).flatten().tolist()) - {0}


def masks(conv: nn.Conv2d) -> set[int]:
    bits = (conv.weight != 0).flatten(2).flatten(0, 1).numpy()
    return set((bits @ (1 << torch.arange(bits.shape[1]).numpy())).tolist()) - {0}


def test_without_overrides() -> None:
    model, treatments = pruned()
    assert treatments == {
        "stem": "pattern",
        "body.0": "both",
        "body.1": "both",
        "wide": "connectivity",
        "point": "connectivity",
        "deep": "pattern",
        "even": "connectivity",
    }
    assert alive(model["body"][0].weight) == 32


def test_overrides_by_name_glob_and_function() -> None:
    model, treatments = pruned(
        LayerOverride("body.*", connectivity=4),
        LayerOverride("body.1", entries=2),
        LayerOverride(lambda name, conv: conv.kernel_size == (1, 1), connectivity=1),
    )
    assert alive(model["body"][0].weight) == alive(model["body"][1].weight) == 16
    assert entries(model["body"][0]) == {4}
    assert entries(model["body"][1]) == {2}
    assert treatments["point"] == "none"


def test_a_later_override_wins_field_by_field() -> None:
    model, _ = pruned(
        LayerOverride("body.*", connectivity=4, entries=2), LayerOverride("*.1", connectivity=8)
    )
    assert alive(model["body"][1].weight) == 8
    assert entries(model["body"][1]) == {2}


def test_an_override_prunes_the_first_layer() -> None:
    model, treatments = pruned(LayerOverride("stem", connectivity=3))
    assert treatments["stem"] == "both"
    assert alive(model["stem"].weight) == 8


def test_an_override_leaves_out_patterns() -> None:
    model, treatments = pruned(LayerOverride("body.0", pattern=False))
    assert treatments["body.0"] == "connectivity"
    assert entries(model["body"][0]) == {9}
    report = project_(network(), PruneConfig(overrides=(LayerOverride("*", pattern=False),)))
    assert report.pattern_set == ()
    assert report.layers[1].reason == "an override leaves out patterns"


def test_patterns_for_other_sizes() -> None:
    model = network()
    overrides = (LayerOverride("wide", entries=12), LayerOverride("even", pattern=True))
    report = project_(model, PruneConfig(connectivity=2, patterns=5, overrides=overrides))
    by_name = {layer.name: layer for layer in report.layers}
    assert by_name["wide"].treatment == by_name["even"].treatment == "both"
    assert entries(model["wide"]) == {12}
    assert entries(model["even"]) == {4}
    sizes = [(pattern.kh, pattern.kw) for pattern in report.pattern_set]
    assert sizes == [(3, 3)] * 5 + [(2, 4)] * 5 + [(5, 5)] * 5
    for pattern in report.pattern_set[10:]:
        assert pattern.array()[2, 2]
    assert by_name["wide"].pattern_counts[:10] == (0,) * 10
    assert sum(by_name["wide"].pattern_counts) == by_name["wide"].kept_kernels == 16


def test_entries_of_their_own_have_a_set_of_their_own() -> None:
    model = network()
    override = LayerOverride("body.1", entries=2)
    report = project_(model, PruneConfig(patterns=6, overrides=(override,)))
    assert [len(pattern) for pattern in report.pattern_set] == [4] * 6 + [2] * 6
    first, second = (
        {pattern.mask for pattern in part}
        for part in (report.pattern_set[:6], report.pattern_set[6:])
    )
    assert masks(model["body"][1]) <= second
    for conv in (model["stem"], model["body"][0], model["deep"]):
        assert masks(conv) <= first


def test_entries_of_their_own_beside_a_given_set() -> None:
    model = network()
    given = PatternSet((Pattern.from_picture(".x.|xx.|.x."),))
    override = LayerOverride("body.1", entries=2)
    report = project_(model, PruneConfig(overrides=(override,), pattern_set=given.patterns))
    assert entries(model["body"][0]) == {4}
    assert entries(model["body"][1]) == {2}
    assert len(report.pattern_set) == 9
    assert report.pattern_set[-1] == given[0]


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("force_centre", [True, False])
def test_one_to_eight_entries(count: int, force_centre: bool) -> None:
    model = network()
    cfg = PruneConfig(entries=count, patterns=1, force_centre=force_centre)
    report = project_(model, cfg)
    assert entries(model["body"][0]) == {count}
    assert len(report.pattern_set) == 1


# Filters that share


def shares(conv: nn.Conv2d, share: int) -> bool:
    filters, channels = conv.weight.shape[:2]
    kept = (conv.weight != 0).view(filters // share, share, channels, -1)
    return bool((kept == kept[:, :1]).all())


def test_neighbouring_filters_share_kernels_and_patterns() -> None:
    model, _ = pruned(share_filters=4)
    assert alive(model["body"][0].weight) == 32
    for name in ("stem", "wide", "point", "even"):
        assert shares(model[name], 4)
    assert shares(model["body"][0], 4)
    assert not shares(model["body"][0], 8)
    alone, _ = pruned()
    assert not shares(alone["body"][0], 2)


def test_layers_that_cannot_share_say_so() -> None:
    model = network()
    report = project_(model, PruneConfig(connectivity=2, share_filters=8))
    reasons = {layer.name: layer.reason for layer in report.layers}
    assert reasons["wide"].endswith("its filters do not divide by 8, and share nothing")
    assert reasons["deep"] == "depthwise: one kernel per filter"
    assert reasons["body.0"] == ""
    assert alive(model["wide"].weight) == 16
    assert not shares(model["wide"], 4)


def test_groups_of_a_convolution_do_not_share() -> None:
    reasons = []
    for share in (4, 2):
        model = nn.Sequential(nn.Conv2d(1, 8, 1), nn.Conv2d(8, 8, 3, groups=4))
        report = project_(model, PruneConfig(share_filters=share))
        reasons.append(report.layers[1].reason)
    assert reasons == ["its filters do not divide by 4, and share nothing", ""]
    assert shares(model[1], 2)


# What is refused


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"patterns": 57}, "patterns to be at most 56, .* 4 entries in a 3x3 kernel with the cent"),
        ({"patterns": 127, "force_centre": False}, "expected patterns to be at most 126"),
        ({"entries": 9}, "expected patterns to be at most 1"),
        ({"connectivity": 0.9}, "expected connectivity to be a finite number of at least 1"),
        ({"share_filters": 0}, "expected share_filters to be an integer of at least 1, but got 0"),
        ({"overrides": ("body",)}, "expected overrides to hold LayerOverride, but got str"),
        ({"schedule": 4}, "expected schedule to be a Schedule, but got int"),
    ],
)
def test_bad_configuration(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(PruneError, match=message):
        PruneConfig(**arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("",), "expected match to be the name of a layer"),
        ((3,), "expected match to be the name of a layer"),
        (("a",), "expected an override to change something"),
        (("a", 0), "expected entries to be an integer of at least 1, but got 0"),
        (("a", None, 0.5), "expected connectivity to be a finite number of at least 1"),
        (("a", None, None, 1), "expected pattern to be True, False or None, but got 1"),
        (("a", 4, None, False), "expected an override without patterns to leave out entries"),
    ],
)
def test_bad_override(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(PruneError, match=message):
        LayerOverride(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"overrides": (LayerOverride("head.*", connectivity=2),)},
            r"to match the name of a convolution, but got 'head\.\*'; see model.named_modules",
        ),
        (
            {"overrides": (LayerOverride("body", connectivity=2),)},
            "expected an override to match the name of a convolution, but got 'body'",
        ),
        ({"skip": ("head",)}, "expected skip to name modules of the model, but got 'head'"),
        (
            {"overrides": (LayerOverride("stem", entries=10),)},
            "entries of 'stem' to be at most 9 for a 3x3 kernel, but got 10",
        ),
        (
            {"patterns": 40, "overrides": (LayerOverride("stem", entries=2),)},
            "patterns of 'stem' to be at most 8, which is how many there are of 2 entries",
        ),
        (
            {"pattern_set": ("x..|.x.|..x", "x......|" * 6 + ".......")},
            r"of the model's kernel sizes \(1x1, 2x4, 3x3, 5x5\), but got one of 7x7",
        ),
    ],
)
def test_what_does_not_fit_the_model(arguments: dict[str, object], message: str) -> None:
    model = network()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    with pytest.raises(PruneError, match=message):
        project_(model, PruneConfig(**arguments))
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())


def test_a_function_may_match_nothing() -> None:
    pruned(LayerOverride(lambda name, conv: False, connectivity=2))
