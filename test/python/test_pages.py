"""The getting-started pages, the tutorials and the how-to pages for users work as they stand there.

A page is run from top to bottom in a folder of its own, which has the checkout's folders in it:

- ``python``: run, all blocks in one namespace; a block that starts with ``# NAME.py`` becomes that
  file instead.
- ``bash``: every command must succeed; ``patconv`` and ``patconv-opt`` are ours.
- ``text`` and ``mlir``: part of what the block before printed. Spaces and line ends are alike, and
  ``...`` stands for anything, except in the picture of a pattern.

A page that trains is shortened; the full tests run it whole.

Indented blocks are not run; blocks of other kinds are an error, so that none is forgotten.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("build", "dialect", "docs", "lib", "python", "test", "pyproject.toml")
PAGES = sorted(
    page
    for places in (
        "getting-started/*.md",
        "tutorials/*.md",
        "how-to/use-*.md",
        "how-to/prune-*.md",
    )
    for page in (ROOT / "docs").glob(places)
)
#: What the pages tell the reader to bring.
INPUTS = {"network.mlir": ROOT / "test/Imported/conv_residual.mlir"}
OUTPUTS = ("text", "mlir")
#: What takes long on a page, and what stands in for it; the page itself is run in the full tests.
SHORTER = {
    "from-a-trained-to-a-compiled-model": (
        ("epochs = 30", "epochs = 1"),
        ("--update-epochs 2 ", "--stages 1 --updates 1 "),
        ("--epochs 30", "--epochs 1"),
    ),
}


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, its text and the line of the page that it starts on."""

    kind: str
    text: str
    line: int


def read_blocks(page: str) -> list[Block]:
    fences = re.finditer(r"^```(\S*)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return [Block(f[1], f[2], page.count("\n", 0, f.start()) + 2) for f in fences]


def contains(output: str, expected: str) -> bool:
    # Pictures hold dots of their own, next to another part of the picture.
    parts = re.split(r"(?<![.x|\"])\.\.\.(?![.x|\"])", expected)
    patterns = (r"\s+".join(map(re.escape, part.split())) for part in parts)
    return re.search(r".*?".join(patterns), output, re.DOTALL) is not None


def run_page(name: str, page: str, folder: Path) -> None:
    """Run a page in `folder`, which is the current one; an error names the line of the page."""
    names: dict[str, object] = {"__name__": "__main__"}
    output = None
    for block in read_blocks(page):
        place = f"{name}:{block.line}"
        if block.kind in OUTPUTS:
            assert output is not None, f"{place}: expected a block that prints before this one"
            assert re.sub(r"[.\s]", "", block.text), f"{place}: expected some output, but got none"
            assert contains(output, block.text), f"{place}: not in the output:\n{output}"
        elif block.kind == "bash":
            output = run_commands(block.text, place)
        elif file := re.match(r"# (\w+\.py)\n", block.text):
            assert block.kind == "python", f"{place}: expected python, but got {block.kind}"
            (folder / file[1]).write_text(block.text)
            output = None
        else:
            assert block.kind == "python", f"{place}: expected a known kind, got '{block.kind}'"
            # Blank lines before it give a traceback the page's line numbers.
            code = compile("\n" * (block.line - 1) + block.text, name, "exec")
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(code, names)
            output = printed.getvalue()


def run_commands(text: str, place: str) -> str:
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", text],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{place}: exit code {done.returncode}\n{text}{done.stdout}"
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in FOLDERS:
        (tmp_path / name).symlink_to(ROOT / name)
    for name, source in INPUTS.items():
        shutil.copy(source, tmp_path / name)
    tools = tmp_path / ".tools"
    tools.mkdir()
    for name, arguments in (("python", ""), ("patconv", "-m patconv ")):
        # Scripts, as a link to the interpreter would leave its virtual environment.
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n')
        (tools / name).chmod(0o755)
    path = [str(tools), str(ROOT / "build/bin"), str(Path(sys.executable).parent)]
    monkeypatch.setenv("PATH", os.pathsep.join([*path, os.environ["PATH"]]))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for module in [name for name, module in sys.modules.items() if name not in before]:
        if str(getattr(sys.modules[module], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[module]


@pytest.mark.skipif(not (ROOT / "build/bin").is_dir(), reason="patconv-opt is not built")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page: Path, folder: Path) -> None:
    text = page.read_text()
    assert read_blocks(text)
    for long, short in SHORTER.get(page.stem, ()):
        assert text.count(long) == 1, f"{page.name}: expected '{long}' once"
        text = text.replace(long, short)
    run_page(page.name, text, folder)


@pytest.mark.full
@pytest.mark.parametrize("name", SHORTER)
def test_whole_page(name: str, folder: Path) -> None:
    (page,) = [page for page in PAGES if page.stem == name]
    run_page(page.name, page.read_text(), folder)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```python\nprint(1)\n```\n```text\n2\n```\n", "page:5: not in the output:"),
        ("```bash\nfalse\n```\n", "page:2: exit code 1"),
        ("```bash\nfalse\ntrue\n```\n", "page:2: exit code 1"),
        ("```bash\nfalse | true\n```\n", "page:2: exit code 1"),
        ("```text\n1\n```\n", "page:2: expected a block that prints"),
        ("```bash\necho 1\n```\n```text\n...\n```\n", "page:5: expected some output"),
        ("```console\n$ true\n```\n", "page:2: expected a known kind, got 'console'"),
        ("```\ntrue\n```\n", "page:2: expected a known kind, got ''"),
    ],
)
def test_runner_complains(text: str, complaint: str, folder: Path) -> None:
    with pytest.raises(AssertionError, match=f"^{re.escape(complaint)}"):
        run_page("page", text, folder)


def test_runner_shares_names_and_files(folder: Path) -> None:
    page = """
```python
# shared.py
VALUE = 6
```
```python
from shared import VALUE
print(
    "a  b", VALUE + 1)
```
```text
a b
7
```
```bash
echo one
python -c 'import shared; \\
  print(shared.VALUE)'
```
```text
one ... 6
```
"""
    run_page("page", page, folder)


@pytest.mark.parametrize(
    ("output", "expected", "found"),
    [
        ("a 1 b 2", "a ... b ...", True),
        ("a 1 c 2", "a ... b ...", False),
        ('<"xx.|xx.|...">', '<"xx.|xx.|...">', True),
        ('<"xx.|xx.|..x">', '<"xx.|xx.|...">', False),
    ],
)
def test_contains(output: str, expected: str, found: bool) -> None:
    assert contains(output, expected) is found
