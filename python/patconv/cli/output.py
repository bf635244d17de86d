"""Where a command's results go: text for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import PatConvError
from ..files import check_writable, replaced

__all__ = ["Output", "expect_writable", "note"]

_STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Output:
    """The results of a command.

    Attributes:
        json_file: what ``--json`` names: a file, ``-`` or None.

    Raises:
        PatConvError: the file cannot be written.
    """

    json_file: str | None

    def __post_init__(self) -> None:
        if self.json_file not in (None, _STANDARD_OUTPUT):
            expect_writable(Path(str(self.json_file)))

    @property
    def is_json(self) -> bool:
        """Whether JSON takes the standard output."""
        return self.json_file == _STANDARD_OUTPUT

    def text(self, text: str) -> None:
        """Print `text`, unless JSON takes the standard output."""
        if not self.is_json:
            print(text)

    def figures(self, data: Mapping[str, Any]) -> None:
        """Write `data` where ``--json`` says."""
        if self.json_file is None:
            return
        text = json.dumps(data, indent=2, allow_nan=False)
        if self.is_json:
            print(text)
            return
        with replaced(Path(self.json_file)) as temporary:
            temporary.write_text(text + "\n", encoding="utf-8")


def expect_writable(path: Path) -> None:
    """Find out before long work whether a file can be written after it.

    Raises:
        PatConvError: it cannot.
    """
    try:
        check_writable(path)
    except OSError as error:
        raise PatConvError(
            f"expected '{path}' to be writable, but got: {error.strerror}"
        ) from error


def note(text: str) -> None:
    """Tell the user something beside the results."""
    print(f"note: {text}", file=sys.stderr)
