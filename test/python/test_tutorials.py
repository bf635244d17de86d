"""What the tutorials show works as it stands there, and prints what they say."""

import contextlib
import io
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs/tutorials").glob("*.md"))
#: Files that the pages tell the reader to bring.
INPUTS = {"network.mlir": ROOT / "test/Imported/conv_residual.mlir"}


def read_blocks(page: str) -> list[tuple[int, str, str | None]]:
    """Line, code and expected output, if one follows, of every block of Python."""
    pattern = r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?"
    return [
        (page.count("\n", 0, match.start(1)), match[1], match[2])
        for match in re.finditer(pattern, page, re.DOTALL | re.MULTILINE)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, source in INPUTS.items():
        shutil.copy(source, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    blocks = read_blocks(page.read_text())
    assert blocks
    names: dict[str, object] = {"__name__": "__main__"}
    for line, code, expected in blocks:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            # Padded, so that a traceback has the page's line numbers.
            exec(compile("\n" * line + code, page, "exec"), names)
        if expected is not None:
            assert output.getvalue() == expected, f"{page.name}:{line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / link).exists(), link


def test_blocks_are_found() -> None:
    python, text = "```python\n{}\n```\n\n", "```text\n{}\n```\n\n"
    page = (
        "a\n\n" + python.format("x = 1") + text.format("1") + python.format("y") + text.format("")
    )
    assert read_blocks(page) == [(3, "x = 1\n", "1\n"), (11, "y\n", "\n")]
    page = python.format("y") + "b\n\n" + text.format("2")
    assert read_blocks(page) == [(1, "y\n", None)]
