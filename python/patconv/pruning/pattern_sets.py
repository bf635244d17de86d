"""Pattern sets with the frequencies of their patterns, and their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import PruneError
from ..files import replaced
from .checks import expect_integer
from .config import PruneConfig
from .layers import plan_layers
from .patterns import Pattern, count_patterns, expect_patterns_exist

if TYPE_CHECKING:
    from torch import nn

__all__ = ["PatternSet", "load_pattern_set", "mine_pattern_set", "save_pattern_set"]

_HEADER = "# patconv pattern set, version 1"
#: A file from elsewhere is read up to here: 4096 patterns of 7x7 fit.
_MAX_BYTES = 1 << 20
_MAX_PATTERNS = 4096
_KERNELS = re.compile(r"kernels ([0-9]{1,18})")


@dataclass(frozen=True)
class PatternSet:
    """Distinct patterns in the order of their numbers.

    It is a sequence of patterns, and goes where those do: `PruneConfig(pattern_set=...)`.

    Attributes:
        patterns: the patterns.
        counts: kernels of each, or None where nobody counted.
        total: kernels of all that were counted, those of other patterns included;
            the sum of `counts` if 0.

    Raises:
        PruneError: there is none, one comes twice, or counts do not fit.
    """

    patterns: tuple[Pattern, ...]
    counts: tuple[int, ...] | None = None
    total: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "patterns", tuple(self.patterns))
        if not self.patterns:
            raise PruneError("expected a pattern set to have at least one pattern, but got none")
        for place, pattern in enumerate(self.patterns):
            if pattern in self.patterns[:place]:
                raise PruneError(
                    f"expected the patterns of a set to be distinct, but got {pattern} twice; "
                    "remove one"
                )
        if self.counts is None:
            return
        object.__setattr__(self, "counts", tuple(self.counts))
        if len(self.counts) != len(self.patterns) or min(self.counts) < 0:
            raise PruneError(
                f"expected a number of kernels for each of {len(self.patterns)} patterns, but got "
                f"{self.counts}"
            )
        object.__setattr__(self, "total", max(self.total, sum(self.counts)))

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self.patterns)

    def __len__(self) -> int:
        return len(self.patterns)

    def __getitem__(self, place: int) -> Pattern:
        return self.patterns[place]

    @property
    def frequencies(self) -> tuple[float, ...] | None:
        """The share of all kernels that have each pattern, from 0 to 1; None uncounted."""
        if self.counts is None:
            return None
        return tuple(count / self.total if self.total else 0.0 for count in self.counts)


def mine_pattern_set(
    model: nn.Module,
    *,
    entries: int = 4,
    patterns: int = 8,
    force_centre: bool = True,
    size: tuple[int, int] = (3, 3),
    skip: Sequence[str] = (),
) -> PatternSet:
    """Count the natural patterns of a trained network and take the most frequent.

    Args:
        model: the network; it is not changed.
        entries: positions in a pattern.
        patterns: how many; fewer come back where fewer occur.
        force_centre: whether every pattern has the centre; a kernel of even size has
            none.
        size: rows and columns of the kernels to look at.
        skip: names of modules to leave out, with everything inside them.

    Returns:
        Most frequent first, with the kernels of each; `total` counts all kernels of
        that size.

    Raises:
        PruneError: as `project_`; also no kernel of that size is other than zero, or
            there are fewer such patterns.
        TypeError: `model` is no module.
    """
    kh, kw = size
    expect_integer("entries", entries, 1, None)
    expect_integer("patterns", patterns, 1, None)
    expect_patterns_exist(patterns, entries, kh, kw, force_centre=force_centre)
    layers = plan_layers(model, PruneConfig(skip=tuple(skip)))
    counts = count_patterns(
        (layer.kernels for layer in layers if layer.size == (kh, kw) and not layer.skipped),
        entries,
        force_centre=force_centre,
    )
    if not counts:
        raise PruneError(
            f"expected the model to have {kh}x{kw} kernels that are not zero, but got none; "
            "give another size"
        )
    chosen = list(counts)[:patterns]
    return PatternSet(
        tuple(chosen), tuple(counts[pattern] for pattern in chosen), sum(counts.values())
    )


def save_pattern_set(patterns: PatternSet | Iterable[Pattern], path: Path | str) -> None:
    """Write a pattern set as text: a block for each pattern, its rows below one another.

    Raises:
        PruneError: there is no pattern, or one comes twice.
        OSError: the file cannot be written.
    """
    if not isinstance(patterns, PatternSet):
        patterns = PatternSet(tuple(patterns))
    blocks = [_HEADER]
    if patterns.counts is not None:
        blocks[0] += f"\ntotal {patterns.total}"
    for place, pattern in enumerate(patterns):
        count = [] if patterns.counts is None else [f"kernels {patterns.counts[place]}"]
        blocks.append("\n".join([*count, *pattern.picture.split("|")]))
    with replaced(path) as temporary:
        temporary.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def load_pattern_set(path: Path | str) -> PatternSet:
    """Read what `save_pattern_set` wrote, or somebody by hand.

    Blocks are separated by empty lines; one is the rows of a pattern of ``x`` and ``.``,
    after an optional line such as ``kernels 120``. Lines that start with ``#`` say
    nothing.

    Raises:
        PruneError: it is no such text; the line is named.
        OSError: the file cannot be read.
    """
    path = Path(path)
    with path.open("rb") as file:
        data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise PruneError(
            f"expected the pattern set '{path}' to be at most {_MAX_BYTES} bytes long, but got "
            "more; give a file that save_pattern_set wrote"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PruneError(f"expected the pattern set '{path}' to be text, but got {error}") from None
    total, blocks = _blocks(text, path)
    if len(blocks) > _MAX_PATTERNS:
        raise PruneError(
            f"expected the pattern set '{path}' to have at most {_MAX_PATTERNS} patterns, but got "
            f"{len(blocks)}"
        )
    patterns, counts = [], []
    for line, count, rows in blocks:
        try:
            patterns.append(Pattern.from_picture("|".join(rows)))
        except PruneError as error:
            raise PruneError(f"{path}:{line}: {error}") from None
        counts.append(count)
    known = [count for count in counts if count is not None]
    if known and len(known) < len(counts):
        raise PruneError(
            f"expected the pattern set '{path}' to count the kernels of every pattern or of none, "
            f"but got {len(known)} counts for {len(counts)} patterns"
        )
    try:
        return PatternSet(tuple(patterns), tuple(known) if known else None, total if known else 0)
    except PruneError as error:
        raise PruneError(f"{path}: {error}") from None


def _blocks(text: str, path: Path) -> tuple[int, list[tuple[int, int | None, list[str]]]]:
    """The number of all kernels, and per block its first line, its count and its rows."""
    total = 0
    blocks: list[tuple[int, int | None, list[str]]] = []
    inside = False
    for number, whole in enumerate(text.splitlines(), 1):
        line = whole.strip()
        if not line:
            inside = False
            continue
        if line.startswith("#"):
            continue
        if not blocks and not inside and (match := re.fullmatch(r"total ([0-9]{1,18})", line)):
            total = int(match[1])
            continue
        match = _KERNELS.fullmatch(line)
        if not match and set(line) - set("x."):
            shown = line if len(line) <= 40 else f"{line[:40]}..."
            raise PruneError(
                f"{path}:{number}: expected a row of 'x' and '.', or 'kernels' and a number, but "
                f"got '{shown}'; write for instance '.x.'"
            )
        if match and inside:
            raise PruneError(
                f"{path}:{number}: expected 'kernels' to come before the rows of a pattern, but "
                "got it after; put an empty line between patterns"
            )
        if not inside:
            blocks.append((number, int(match[1]) if match else None, []))
            inside = True
            if match:
                continue
        blocks[-1][2].append(line)
    return total, blocks
