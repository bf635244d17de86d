"""Models that come as MLIR text, with their parameters in a safetensors file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import ImportContractError
from .imported import (
    INPUT_ATTRIBUTE,
    OUTPUT_ATTRIBUTE,
    PARAMETER_ATTRIBUTE,
    ImportedModel,
    TensorSpec,
)

__all__ = ["import_text"]

_MAIN = re.compile(r"\bfunc\.func\s+(?:public\s+)?@main\s*\(")
_FUNCTION = re.compile(r"\bfunc\.func\s+(?:(public|private|nested)\s+)?@([\w.$-]+|\"[^\"]*\")")
_TENSOR = re.compile(r"tensor<((?:[0-9?]+x)*)([a-z]+[0-9]*)(?:,[^>]*)?>")
_DTYPES = {"f32": "float32", "f64": "float64", "f16": "float16", "i64": "int64", "i32": "int32"}
#: A string, which may hold what looks like a comment, or a comment.
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*')
_CLOSING = {"(": ")", "{": "}", "[": "]", "<": ">"}


def import_text(text: str, arrays: Mapping[str, npt.NDArray[Any]]) -> ImportedModel:
    """Check the signature of `@main` and pair its parameters with `arrays`.

    Only the signature is read here; `patconv-check-import` checks the body.
    An argument without a name is an input, called ``input_N`` by its position,
    and a result without a name is called ``output_N`` (``output`` if it is alone).

    Args:
        text: one MLIR module.
        arrays: parameters by name; those that no argument names are left out.

    Raises:
        ImportContractError: the module lacks `@main` or has other functions, an
            argument is no static float32 tensor, or a parameter is missing or
            has another shape or element type.
    """
    code = _blank_comments(text)
    functions = [match.group(2) for match in _FUNCTION.finditer(code)]
    if functions != ["main"]:
        found = ", ".join(f"@{name}" for name in functions) or "none; give MLIR text with func.func"
        raise ImportContractError(
            f"expected the module to hold one function, @main, but got {found}"
        )
    arguments, results = _signature(code)
    bound: dict[str, npt.NDArray[Any]] = {}
    inputs: list[TensorSpec] = []
    for position, argument in enumerate(arguments):
        name = _attribute(argument, PARAMETER_ATTRIBUTE)
        if name is None:
            label = _attribute(argument, INPUT_ATTRIBUTE) or f"input_{position}"
            inputs.append(_spec(label, argument))
        else:
            bound[name] = _bind(_spec(name, argument), arrays)
    outputs = [
        _spec(_attribute(result, OUTPUT_ATTRIBUTE) or _output_name(position, results), result)
        for position, result in enumerate(results)
    ]
    return ImportedModel(text, bound, tuple(inputs), tuple(outputs))


def _output_name(position: int, results: list[str]) -> str:
    return "output" if len(results) == 1 else f"output_{position}"


def _blank_comments(text: str) -> str:
    """The text with spaces for comments."""

    def blank(match: re.Match[str]) -> str:
        found = match.group()
        return found if found.startswith('"') else " " * len(found)

    return _STRING_OR_COMMENT.sub(blank, text)


def _bind(spec: TensorSpec, arrays: Mapping[str, npt.NDArray[Any]]) -> npt.NDArray[Any]:
    if spec.name not in arrays:
        found = f"{len(arrays)} other arrays" if arrays else "none"
        raise ImportContractError(
            f"expected the weights to hold '{spec.name}', but got {found}; pass the safetensors "
            "file that belongs to this module as weights= (on the command line --weights)"
        )
    array = arrays[spec.name]
    if array.shape != spec.shape or array.dtype != np.float32:
        raise ImportContractError(
            f"expected parameter '{spec.name}' to be {spec.dtype}{list(spec.shape)}, "
            f"but got {array.dtype.name}{list(array.shape)}; "
            "the weights belong to another model"
        )
    return array


def _spec(name: str, declaration: str) -> TensorSpec:
    match = _TENSOR.search(declaration)
    if match is None:
        raise ImportContractError(
            f"expected '{name}' to be a ranked tensor, but got '{declaration.strip()}'"
        )
    extents = match.group(1).split("x")[:-1]
    if "?" in extents:
        raise ImportContractError(
            f"expected every shape to be static, but got dimension {extents.index('?')} "
            f"of '{name}' to be dynamic; import for fixed shapes"
        )
    if match.group(2) != "f32":
        raise ImportContractError(
            f"expected '{name}' to be float32, but got "
            f"{_DTYPES.get(match.group(2), match.group(2))}; convert the model first"
        )
    return TensorSpec(name, tuple(map(int, extents)))


def _attribute(declaration: str, attribute: str) -> str | None:
    match = re.search(rf'{re.escape(attribute)}\s*=\s*"((?:[^"\\]|\\.)*)"', declaration)
    return None if match is None else match.group(1)


def _signature(text: str) -> tuple[list[str], list[str]]:
    """The declarations of the arguments and of the results of `@main`."""
    match = _MAIN.search(text)
    if match is None:
        raise ImportContractError(
            "expected @main to be a public function, but got none; remove 'private'"
        )
    inside, end = _balanced(text, match.end() - 1)
    rest = text[end:].lstrip()
    if not rest.startswith("->"):
        return _split(inside), []
    rest = rest.removeprefix("->").lstrip()
    if rest.startswith("("):
        return _split(inside), _split(_balanced(rest, 0)[0])
    return _split(inside), [rest.split("{", 1)[0]]


def _balanced(text: str, start: int) -> tuple[str, int]:
    """What lies between the bracket at `start` and its partner, and the place after that."""
    expected: list[str] = []
    quoted = False
    for position in range(start, len(text)):
        character = text[position]
        if character == '"' and text[position - 1] != "\\":
            quoted = not quoted
        elif quoted:
            continue
        elif character in _CLOSING:
            expected.append(_CLOSING[character])
        elif expected and character == expected[-1]:
            expected.pop()
            if not expected:
                return text[start + 1 : position], position + 1
    raise ImportContractError(
        "expected the signature of @main to be complete, but got the end of the text"
    )


def _split(declarations: str) -> list[str]:
    """Split at the commas outside brackets and strings."""
    parts, depth, quoted, begin = [], 0, False, 0
    for position, character in enumerate(declarations):
        if character == '"' and declarations[position - 1] != "\\":
            quoted = not quoted
        elif quoted:
            continue
        elif character in "({[<":
            depth += 1
        elif character in ")}]>":
            depth -= 1
        elif character == "," and depth == 0:
            parts.append(declarations[begin:position])
            begin = position + 1
    last = declarations[begin:]
    return [*parts, last] if last.strip() else parts
