"""How Sphinx builds the documentation; `make docs` runs it on what generate-docs.py writes."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import patconv

if TYPE_CHECKING:
    from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

from mlir_lexer import MlirLexer

project = "patconv"
author = "the patconv authors"
version = release = patconv.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "index"
exclude_patterns = ["files"]
highlight_language = "none"
myst_heading_anchors = 4
# Names of which there are two: `type` in a signature is the built-in one, not an attribute `type`.
suppress_warnings = ["ref.python"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
default_role = "py:obj"
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
python_use_unqualified_type_names = True

html_theme = "alabaster"
html_theme_options = {
    "description": "Compiles pattern-pruned convolutional networks into native CPU code",
    "fixed_sidebar": True,
    "page_width": "1080px",
    "show_powered_by": False,
}
html_show_copyright = False
html_copy_source = False

# What Markdown has and reStructuredText writes otherwise: tables, and an indented block after a
# sentence that ends in a colon.
_TABLE = re.compile(r"(?:^ *\|.*\|\n?)+", re.MULTILINE)
_BLOCK = re.compile(r"^( *)(\S+ .*[^:\s]):\n\n(?=\1 {4}\S)", re.MULTILINE)


def _list_table(match: re.Match[str]) -> str:
    """Turn a Markdown table with a header row into a reStructuredText one."""
    lines = match.group().rstrip("\n").split("\n")
    indent = " " * (len(lines[0]) - len(lines[0].lstrip()))
    rows = [[cell.strip() for cell in line.strip(" |").split("|")] for line in lines]
    out = ["", ".. list-table::", "   :header-rows: 1", ""]
    for first, *others in rows[:1] + rows[2:]:
        out += [f"   * - {first}", *(f"     - {cell}" for cell in others)]
    return "\n".join(indent + line for line in [*out, ""]) + "\n"


def _read_markdown(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    text = _TABLE.sub(_list_table, "\n".join(lines) + "\n")
    lines[:] = _BLOCK.sub(r"\1\2::\n\n", text).splitlines()


def setup(app: Sphinx) -> None:
    """Register what is our own; called by Sphinx."""
    app.add_lexer("mlir", MlirLexer)
    # Before napoleon, which has the default priority.
    app.connect("autodoc-process-docstring", _read_markdown, priority=400)
