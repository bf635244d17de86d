"""Pattern sets: mined with frequencies, saved, loaded, drawn."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from patconv.errors import PruneError
from patconv.pruning import (
    Pattern,
    PatternSet,
    PruneConfig,
    draw_pattern_set,
    load_pattern_set,
    mine_pattern_set,
    project_,
    save_pattern_set,
)
from torch import nn

PICTURES = (".x.|xx.|.x.", "xx.|xx.|...", "x....|x....|xxxxx|....x|....x", "xx.x")
PATTERNS = tuple(map(Pattern.from_picture, PICTURES))


def two_layers() -> nn.Sequential:
    """Five kernels of the first picture, three of the second, a zero one; 5x5, 2x2 and 1x1."""
    first, second = (torch.from_numpy(one.array()).float() for one in PATTERNS[:2])
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.Conv2d(5, 1, 3), nn.Conv2d(1, 8, 5), nn.Conv2d(1, 2, 2)
    )
    with torch.no_grad():
        model[0].weight.copy_(torch.stack([first, second, first, first])[:, None])
        model[1].weight.copy_(torch.stack([second, 0 * first, first, first, second])[None])
        model[2].weight.normal_(generator=torch.Generator().manual_seed(0))
    return model


# Mining


def test_mining_counts() -> None:
    mined = mine_pattern_set(two_layers())
    assert mined.patterns == PATTERNS[:2]
    assert mined.counts == (5, 3)
    assert mined.total == 8
    assert mined.frequencies == (5 / 8, 3 / 8)


def test_frequencies_are_of_all_kernels() -> None:
    mined = mine_pattern_set(two_layers(), patterns=1)
    assert (mined.counts, mined.total, mined.frequencies) == ((5,), 8, (5 / 8,))


def test_mining_skips() -> None:
    assert mine_pattern_set(two_layers(), skip=("0",)).counts == (2, 2)


@pytest.mark.parametrize("force_centre", [True, False])
@pytest.mark.parametrize("entries", range(1, 9))
def test_mining_other_sizes(entries: int, force_centre: bool) -> None:
    mined = mine_pattern_set(
        two_layers(), entries=entries, patterns=1, force_centre=force_centre, size=(5, 5)
    )
    assert (mined[0].kh, mined[0].kw, len(mined[0])) == (5, 5, entries)
    assert not force_centre or mined[0].array()[2, 2]
    assert mined.total == 8


def test_even_sizes_have_no_centre() -> None:
    model = two_layers()
    with torch.no_grad():
        model[3].weight.copy_(torch.tensor([[5.0, 4], [3, 1]]).expand(2, 1, 2, 2))
    mined = mine_pattern_set(model, entries=2, patterns=1, size=(2, 2))
    assert [pattern.picture for pattern in mined] == ["xx|.."]


def test_mining_equals_what_pruning_mines() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 16, 3), nn.Conv2d(16, 16, 3))
    mined = mine_pattern_set(model, patterns=6)
    assert project_(model, PruneConfig(patterns=6)).pattern_set == mined.patterns
    assert mined.total == 16 * 19


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"entries": 10}, "entries to be at most 9 for a 3x3 kernel, but got 10; give fewer"),
        ({"entries": 26, "size": (5, 5)}, "entries to be at most 25 for a 5x5 kernel, but got 26"),
        ({"patterns": 57}, "patterns to be at most 56, which is how many"),
        ({"entries": 0}, "entries to be an integer of at least 1, but got 0"),
        ({"patterns": 0}, "patterns to be an integer of at least 1, but got 0"),
        ({"size": (7, 7)}, "the model to have 7x7 kernels that are not zero, but got none"),
        ({"skip": ("9",)}, "skip to name modules of the model, but got '9'"),
    ],
)
def test_bad_mining(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(PruneError, match=message):
        mine_pattern_set(two_layers(), **arguments)


# The set


def test_a_set_is_a_sequence_of_patterns() -> None:
    made = PatternSet(PATTERNS[:2])
    assert (len(made), made[1], tuple(made)) == (2, PATTERNS[1], PATTERNS[:2])
    assert made.counts is None
    assert made.frequencies is None
    assert PruneConfig(pattern_set=made).pattern_set == PATTERNS[:2]
    assert PatternSet(PATTERNS[:2], (0, 0)).frequencies == (0, 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((),), "to have at least one pattern, but got none"),
        ((PATTERNS[:1] * 2,), "of a set to be distinct, but got .x.|xx.|.x. twice"),
        ((PATTERNS[:2], (1,)), "a number of kernels for each of 2 patterns, but got"),
        ((PATTERNS[:2], (1, -1)), "a number of kernels for each of 2 patterns, but got"),
    ],
)
def test_bad_sets(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(PruneError, match=message.replace("|", r"\|")):
        PatternSet(*arguments)


# Files


def test_file_is_readable(tmp_path: Path) -> None:
    path = tmp_path / "set.txt"
    save_pattern_set(mine_pattern_set(two_layers(), patterns=1), path)
    assert path.read_text() == (
        "# patconv pattern set, version 1\ntotal 8\n\nkernels 5\n.x.\nxx.\n.x.\n"
    )
    save_pattern_set(PATTERNS[1:], path)
    assert path.read_text().split("\n\n")[1:] == [
        "xx.\nxx.\n...",
        *(
            picture.replace("|", "\n") + "\n" * (picture == PICTURES[-1])
            for picture in PICTURES[2:]
        ),
    ]


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_file_round_trip(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    sizes = st.sampled_from([(3, 3), (1, 4), (5, 5), (7, 9), (63, 1)])
    one = sizes.flatmap(
        lambda size: st.integers(1, (1 << size[0] * size[1]) - 1).map(
            lambda mask: Pattern(mask, *size)
        )
    )
    patterns = tuple(data.draw(st.lists(one, min_size=1, max_size=9, unique=True)))
    count = st.integers(0, 10**12)
    counts = data.draw(st.none() | st.tuples(*[count] * len(patterns)), label="counts")
    made = PatternSet(patterns, counts, 0 if counts is None else sum(counts) + data.draw(count))
    path = tmp_path_factory.mktemp("sets") / "set.txt"
    save_pattern_set(made, path)
    assert load_pattern_set(path) == made


def test_files_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "set.txt"
    path.write_text("\n\n  .x. \r\nxx.\n# in between\n.x.\n\n \n# kernels 3\nxx.x\n\n")
    assert load_pattern_set(path) == PatternSet((PATTERNS[0], PATTERNS[3]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a pattern set to have at least one pattern, but got none"),
        ("# nothing\n", "expected a pattern set to have at least one pattern, but got none"),
        (".x.\nxx\n.x.\n", r"set.txt:1: expected the picture to be rows of equal length"),
        ("...\n...\n", r"set.txt:1: expected the mask to be between 1 and 63"),
        (".x.\nx1.\n", r"set.txt:2: expected a row of 'x' and '.', .*, but got 'x1.'; write"),
        ("o" * 9999, r"but got 'o{40}\.\.\.'"),
        (".x.\nkernels 5\n", "set.txt:2: expected 'kernels' to come before the rows"),
        ("kernels 5\n\n.x.\n", "set.txt:1: expected the picture to be rows"),
        ("kernels 5\nkernels 5\n.x.\n", "set.txt:2: expected 'kernels' to come before the rows"),
        ("kernels -5\n.x.\n", "set.txt:1: expected a row of 'x' and '.'"),
        ("kernels 9999999999999999999\n.x.\n", "set.txt:1: expected a row of 'x' and '.'"),
        ("kernels 5\nx\n\nx.\n", "the kernels of every pattern or of none, but got 1 counts for 2"),
        ("x.\n\nx.\n", r"set.txt: expected the patterns of a set to be distinct, but got x\. tw"),
        ("x" * 64, "set.txt:1: expected a kernel of 1 to 63 positions, but got 1x64"),
        ("x\n" * 70, "set.txt:1: expected a kernel of 1 to 63 positions, but got 70x1"),
        ("x" * (1 << 20), "set.txt:1: expected a kernel of 1 to 63 positions, but got 1x1048576"),
        ("x" * ((1 << 20) + 1), "to be at most 1048576 bytes long, but got more"),
        ("x\n\n" * 4097, "to have at most 4096 patterns, but got 4097"),
        ("total 5\ntotal 6\nx\n\ntotal 7\n", "set.txt:5: expected a row"),
        ("kernels \u0665\nx\n", "set.txt:1: expected a row of 'x' and '.'"),
    ],
)
def test_bad_files(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "set.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PruneError, match=message):
        load_pattern_set(path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "set.txt"
    path.write_bytes(b"\xff\xfe.x.")
    with pytest.raises(PruneError, match="to be text, but got 'utf-8' codec"):
        load_pattern_set(path)
    with pytest.raises(FileNotFoundError):
        load_pattern_set(tmp_path / "none.txt")


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="x.\n #kernels0123456789total", max_size=60))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_text(text)
    try:
        loaded = load_pattern_set(path)
    except PruneError:
        return
    save_pattern_set(loaded, path)
    assert load_pattern_set(path) == loaded


# The picture


@pytest.mark.parametrize("count", [1, 12])
def test_picture(tmp_path: Path, count: int) -> None:
    image = pytest.importorskip("matplotlib.image")
    patterns = tuple(Pattern(mask) for mask in range(1, count + 1))
    draw_pattern_set(PatternSet(patterns), tmp_path / "plain.png")
    counts = tuple(range(count, 0, -1))
    draw_pattern_set(PatternSet(patterns, counts), tmp_path / "counted.png")
    plain, counted = (image.imread(tmp_path / f"{name}.png") for name in ("plain", "counted"))
    assert plain.shape[1] == counted.shape[1]
    assert counted.shape[0] > plain.shape[0]
    # One colour for each pattern, beside white, black, grey and what blends them.
    colours = np.unique(np.round(255 * plain[:, :, :3]).reshape(-1, 3), axis=0, return_counts=True)
    strong = [
        colour for colour, area in zip(*colours, strict=True) if area > 200 and np.ptp(colour) > 40
    ]
    assert len(strong) >= min(count, 8)


def test_picture_shows_frequencies(tmp_path: Path) -> None:
    image = pytest.importorskip("matplotlib.image")
    pictures = []
    for name, counts in (("even", (5, 5)), ("odd", (9, 1))):
        draw_pattern_set(PatternSet(PATTERNS[:2], counts), tmp_path / f"{name}.png")
        pictures.append(image.imread(tmp_path / f"{name}.png"))
    assert not np.array_equal(*pictures)
