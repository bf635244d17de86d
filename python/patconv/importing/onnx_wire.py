"""ONNX files at the level of protobuf's wire format, so that large tensors need not be copied.

Protobuf's own reader makes one copy of all weights when it parses, and another for each tensor that
is asked for. Here the large ones are cut out first: what is left is small, and they stay in the
mapped file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["WireError", "split_model"]

# Numbers of fields in onnx.proto, which the format keeps for good.
_MODEL_GRAPH = 7
_GRAPH_INITIALIZER = 5
_TENSOR_DATA_TYPE, _TENSOR_FLOAT_DATA, _TENSOR_RAW_DATA = 2, 4, 9
_FLOAT = 1
# Kinds of values on the wire.
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MOST_VARINT = 10


class WireError(ValueError):
    """The bytes are no message, or not all of one; the text says what they are."""


@dataclass(frozen=True)
class _Field:
    """One field of a message: its value lies in ``begin..end``, its tag starts at ``tag``."""

    number: int
    kind: int
    tag: int
    begin: int
    end: int


def split_model(data: memoryview, least: int) -> tuple[bytes, list[slice | None]]:
    """Cut the data of large float32 initializers out of a serialized model.

    Args:
        data: the serialized `ModelProto`.
        least: bytes of a tensor from which on it is cut out.

    Returns:
        The model without these data, and for each initializer in order the place of its data in
        `data` (little-endian float32), or None where it still holds them itself.

    Raises:
        WireError: the message ends too early or is none.
    """
    parts: list[bytes | memoryview] = []
    places: list[slice | None] = []
    for field in _fields(data, 0, len(data)):
        if field.number == _MODEL_GRAPH and field.kind == _BYTES:
            graph = _split_graph(data, field, least, places)
            parts += [_tag(field), _varint(len(graph)), graph]
        else:
            parts.append(data[field.tag : field.end])
    return b"".join(parts), places


def _split_graph(data: memoryview, graph: _Field, least: int, places: list[slice | None]) -> bytes:
    parts: list[bytes | memoryview] = []
    for field in _fields(data, graph.begin, graph.end):
        cut = None
        if field.number == _GRAPH_INITIALIZER and field.kind == _BYTES:
            cut = _large_data(data, field, least)
            places.append(None if cut is None else slice(cut.begin, cut.end))
        if cut is None:
            parts.append(data[field.tag : field.end])
            continue
        tensor = b"".join((data[field.begin : cut.tag], data[cut.end : field.end]))
        parts += [_tag(field), _varint(len(tensor)), tensor]
    return b"".join(parts)


def _large_data(data: memoryview, tensor: _Field, least: int) -> _Field | None:
    """The field with the data of a float32 tensor, where it has at least `least` bytes."""
    data_type, found = 0, []
    for field in _fields(data, tensor.begin, tensor.end):
        if field.number == _TENSOR_DATA_TYPE and field.kind == _VARINT:
            data_type = _read_varint(data, field.begin, field.end)[0]
        elif field.number in (_TENSOR_RAW_DATA, _TENSOR_FLOAT_DATA):
            found.append(field)
    # Lists may come in several pieces; who writes them so has small ones.
    if data_type != _FLOAT or len(found) != 1 or found[0].kind != _BYTES:
        return None
    return found[0] if found[0].end - found[0].begin >= least else None


def _fields(data: memoryview, begin: int, end: int) -> Iterator[_Field]:
    while begin < end:
        tag = begin
        key, begin = _read_varint(data, begin, end)
        number, kind = key >> 3, key & 7
        if kind == _BYTES:
            length, begin = _read_varint(data, begin, end)
        elif kind == _VARINT:
            length = _read_varint(data, begin, end)[1] - begin
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise WireError(f"something else than a field at byte {tag}")
        if number == 0:
            raise WireError(f"something else than a field at byte {tag}")
        if begin + length > end:
            raise WireError(f"{end - begin} bytes where field {number} should have {length}")
        yield _Field(number, kind, tag, begin, begin + length)
        begin += length


def _read_varint(data: memoryview, begin: int, end: int) -> tuple[int, int]:
    """An integer, and the place after it."""
    value = 0
    for place in range(begin, min(end, begin + _MOST_VARINT)):
        value |= (data[place] & 0x7F) << 7 * (place - begin)
        if data[place] < 0x80:
            return value, place + 1
    raise WireError(f"an integer without end at byte {begin}")


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def _tag(field: _Field) -> bytes:
    return _varint(field.number << 3 | field.kind)
