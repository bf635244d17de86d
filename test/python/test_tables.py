"""Tables and pictures fit 80 columns."""

from collections.abc import Sequence

import pytest
from patconv.reports.tables import WIDTH, pictures, table


@pytest.mark.parametrize("name", ["short", "a.very.long.name." * 8])
def test_table(name: str) -> None:
    lines = table([("layer", "path", "count"), (name, "pattern", "12")], left=(0, 1))
    assert all(len(line) <= WIDTH for line in lines)
    assert lines[1].endswith("pattern    12")
    assert lines[1].startswith("short" if name == "short" else "...")


@pytest.mark.parametrize("count", [1, 40])
def test_pictures(count: int) -> None:
    def counts() -> Sequence[tuple[str, int]]:
        return [(".x.|xx.|.x.", 1000 + number) for number in range(count)]

    lines = pictures(counts())
    assert all(len(line) <= WIDTH for line in lines)
    assert sum(line.split().count("xx.") for line in lines) == count
    assert [int(word) for line in lines for word in line.split() if word.isdigit()] == [
        number for _, number in counts()
    ]
    assert pictures([]) == []
