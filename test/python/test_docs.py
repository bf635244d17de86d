"""The pages of the documentation lead somewhere, and `make docs` accepts them."""

import os
import re
import subprocess
from pathlib import Path

import patconv
import pytest
from patconv import _patconv, ir

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build/docs/html"
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("dialect/*.md")])
ADDRESS = re.compile(r"[a-z]+:")


def broken_links(page: Path, text: str) -> list[str]:
    """The relative links of a page that lead to no file, or to no heading of a page."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\(([^()\s]+)\)", re.sub(r"`[^`]*`", "", text))
    return [link for link in links if not ADDRESS.match(link) and not leads_somewhere(page, link)]


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    if not target.exists():
        return False
    return not heading or (target.suffix == ".md" and heading in headings(target))


def headings(page: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links(page: Path) -> None:
    assert broken_links(page, page.read_text()) == []


def test_broken_links_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = """# A title, with `code`
[a](page.md) [b](#a-title-with-code) [c](page.md#a-title-with-code) [d](https://example.org)
[e](none.md) [f](#none) [g](page.md#none) `[h](code.md)`
```text
[i](block.md)
```
"""
    page.write_text(text)
    assert broken_links(page, text) == ["none.md", "#none", "page.md#none"]


@pytest.mark.full
def test_make_docs() -> None:
    environment = {**os.environ, "MAKEFLAGS": ""}
    done = subprocess.run(
        ["make", "docs"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    interface = (SITE / "reference/python.html").read_text()
    documented = set(re.findall(r'id="(?:module-)?patconv\.(\w+)"', interface))
    assert {name for name in patconv.__all__ if not name.startswith("__")} <= documented
    bindings = (SITE / "reference/ir.html").read_text()
    documented |= set(re.findall(r'id="patconv\.(?:ir|errors)\.(\w+)"', interface + bindings))
    assert set(ir.__all__) <= documented
    phases = (SITE / "reference/phases.html").read_text()
    assert set(_patconv.phases()) <= set(re.findall(r'<section id="(\w+)"', phases))
