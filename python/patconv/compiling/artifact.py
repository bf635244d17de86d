"""Compiled models in files: one zip that stores a manifest, object code and weights.

| member | content |
| --- | --- |
| ``manifest.json`` | format version, size and hash of the code, the code's signature |
| ``model.a`` | the code, a static archive of objects; holds its signature itself |
| ``weights.bin`` | every large constant, 64-byte aligned in the file, to be mapped |

The signature says what a caller must know: shapes, memory, the hash of the weights, the processor.
It stands in the manifest for people and tools, and in the code, where no manifest that says
otherwise is believed. Hashes find damage, not malice: a file holds code, so load one only from
whom you would load a shared library.

Files of format 1 have one object, ``model.o``, in place of the archive; they are read, too.
"""

from __future__ import annotations

import json
import mmap
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import _patconv
from ..errors import ArtifactError
from ..files import replaced

__all__ = ["Artifact", "read_artifact", "save_artifact"]

_FORMAT = 2
_MANIFEST, _WEIGHTS = "manifest.json", "weights.bin"
#: The member with the code, by format; what an object begins with.
_CODES = {1: "model.o", 2: "model.a"}
_ELF = b"\x7fELF"
_ALIGNMENT = 64
#: Beyond what any network needs: a damaged size is no reason to fill the memory.
_MOST_BYTES = {_MANIFEST: 1 << 26, **dict.fromkeys(_CODES.values(), 1 << 28)}
#: The header before a member's name: signature, ..., lengths of name and extra field at its end.
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_SIGNATURE = b"PK\x03\x04"
#: An extra field (kind, length) that readers skip, here for alignment; what large members get.
_EXTRA = struct.Struct("<HH")
_PADDING_KIND = 0xD935
_ZIP64_EXTRA = 20

_Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Artifact:
    """The content of a file whose parts are whole.

    Attributes:
        signature: as the manifest has it.
        object_code: a static archive of objects, or in format 1 one object.
        weights: bytes of the mapped file, read-only.
    """

    signature: dict[str, Any]
    object_code: bytes
    weights: _Bytes


def save_artifact(code: _patconv.CompiledProgram, path: Path | str) -> None:
    """Write a compiled program to a file, which appears whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    from .. import __version__

    object_code = code.object_code
    # Code that was loaded from a file of format 1 is one object still.
    version = 1 if object_code.startswith(_ELF) else _FORMAT
    manifest = {
        "format": version,
        "patconv": __version__,
        "object": {"bytes": len(object_code), "hash": _hash(object_code)},
        "signature": json.loads(code.signature),
    }
    with replaced(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        _write(archive, _MANIFEST, json.dumps(manifest, indent=1).encode())
        _write(archive, _CODES[version], object_code)
        _write(archive, _WEIGHTS, code.weights.data)


def _write(archive: zipfile.ZipFile, name: str, data: bytes | memoryview) -> None:
    """Store a member without compression, its first byte at a multiple of the alignment."""
    member = zipfile.ZipInfo(name)
    member.file_size = len(data)
    large = len(data) >= zipfile.ZIP64_LIMIT
    header = _LOCAL_HEADER.size + len(name) + (_ZIP64_EXTRA if large else 0) + _EXTRA.size
    assert archive.fp is not None
    padding = -(archive.fp.tell() + header) % _ALIGNMENT
    member.extra = _EXTRA.pack(_PADDING_KIND, padding) + bytes(padding)
    with archive.open(member, "w", force_zip64=large) as file:
        file.write(data)


def read_artifact(path: Path | str) -> Artifact:
    """Map a file and check that it is whole.

    Raises:
        ArtifactError: the file is missing, damaged, of another kind, or of a newer format.
    """
    path = Path(path)
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            return _read(path, archive, mapped)
    except OSError as error:
        raise ArtifactError(
            f"expected '{path}' to be a readable file, but got: {error.strerror or error}"
        ) from error
    # What zipfile and json raise for damaged files, beside BadZipFile.
    except (
        zipfile.BadZipFile,
        EOFError,
        LookupError,
        NotImplementedError,
        OverflowError,
        RecursionError,
        RuntimeError,
        TypeError,
        ValueError,
        struct.error,
    ) as error:
        raise _damaged(path, f"{error or type(error).__name__}") from error


def _read(path: Path, archive: zipfile.ZipFile, mapped: mmap.mmap) -> Artifact:
    names = archive.namelist()
    found_names = f"the members {', '.join(names[:5]) or 'none'}"
    # A later format may have others after it.
    if names[:1] != [_MANIFEST]:
        raise _damaged(path, found_names)
    manifest = json.loads(_member(path, archive, _MANIFEST))
    version = manifest["format"]
    if not isinstance(version, int) or version < 1:
        raise _damaged(path, f"the format {version!r}")
    if version > _FORMAT:
        raise ArtifactError(
            f"expected '{path}' to have format {_FORMAT} or older, but got {version}, written by "
            f"patconv {manifest.get('patconv', 'of a later version')}; update patconv"
        )
    if names != [_MANIFEST, _CODES[version], _WEIGHTS]:
        raise _damaged(path, f"{found_names} in a file of format {version}")
    signature = manifest["signature"]
    if not isinstance(signature, dict):
        raise _damaged(path, "a manifest without signature")
    object_code = _member(path, archive, names[1])
    expected = manifest["object"]
    found = {"bytes": len(object_code), "hash": _hash(object_code)}
    if found != expected:
        raise _damaged(path, f"object code of other content ({found} for {expected})")
    return Artifact(signature, object_code, _map(path, archive, mapped))


def _member(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if not _is_stored(info):
        raise _damaged(path, f"a damaged member {name}")
    if info.file_size > _MOST_BYTES[name]:
        raise _damaged(path, f"{info.file_size} bytes of {name}")
    return archive.read(name)


def _is_stored(info: zipfile.ZipInfo) -> bool:
    return info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size


def _map(path: Path, archive: zipfile.ZipFile, mapped: mmap.mmap) -> _Bytes:
    """The bytes of the weights where they lie in the file."""
    info = archive.getinfo(_WEIGHTS)
    begin = info.header_offset + _LOCAL_HEADER.size
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(mapped[info.header_offset : begin])
    begin += name_length + extra_length
    if (
        signature != _LOCAL_SIGNATURE
        or not _is_stored(info)
        or begin + info.file_size > len(mapped)
    ):
        raise _damaged(path, f"a damaged member {_WEIGHTS}")
    if begin % _ALIGNMENT:
        raise _damaged(path, f"{_WEIGHTS} at byte {begin}, which is no multiple of {_ALIGNMENT}")
    # The hash is compared when the code is linked, which has it.
    return np.frombuffer(mapped, np.uint8)[begin : begin + info.file_size]


def _hash(data: bytes) -> str:
    return _patconv.hash_bytes(np.frombuffer(data, np.uint8))


def _damaged(path: Path, got: str) -> ArtifactError:
    return ArtifactError(
        f"expected '{path}' to be a whole file written by CompiledModel.save, but got {got}; "
        "the file is damaged or of another kind: write it anew"
    )
