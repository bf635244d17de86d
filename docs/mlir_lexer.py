"""MLIR for Pygments, which has no lexer of its own for it."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import RegexLexer
from pygments.token import Comment, Keyword, Name, Number, Punctuation, String, Text

__all__ = ["MlirLexer"]


class MlirLexer(RegexLexer):
    """Enough of MLIR to read it by; what it does not know is plain text, never an error."""

    name = "MLIR"
    aliases: ClassVar = ["mlir"]
    filenames: ClassVar = ["*.mlir"]
    tokens: ClassVar = {
        "root": [
            (r"\s+", Text),
            (r"//.*", Comment.Single),
            (r'"(?:\\.|[^"\\])*"', String),
            (r"[%][\w$.-]+(?:[:#]\d+)?", Name.Variable),
            (r"@[\w$.-]+", Name.Function),
            (r"\^\w+", Name.Label),
            (r"[#!][A-Za-z_][\w$.]*", Name.Decorator),
            (r"0x[0-9A-F]+\b", Number),
            (r"(?:\d+|\?)x(?=[\d?a-z!])", Number),
            (r"-?\d+\.\d*(?:[eE][-+]?\d+)?|-?\d+(?![\w])", Number),
            (r"(?:[su]?i\d+|b?f\d+|index|none)\b", Keyword.Type),
            (r"(?:tensor|memref|vector|array|dense|dense_resource)(?=<)", Keyword.Type),
            (r"(?:ins|outs|bias|attributes|loc|to|step|true|false)\b", Keyword),
            (r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+", Name.Builtin),
            (r"[A-Za-z_]\w*", Name),
            (r"[()\[\]{}<>:,=?*+-]", Punctuation),
            (r".", Text),
        ]
    }
