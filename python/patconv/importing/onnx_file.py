"""ONNX files: a model without its large tensors, and those as views of the mapped files."""

from __future__ import annotations

import importlib.util
import mmap
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..errors import ImportContractError
from .onnx_wire import WireError, split_model

if TYPE_CHECKING:
    import onnx

__all__ = ["LARGE", "OnnxFile", "read_onnx", "require_onnx"]

#: Bytes above which float32 tensors lie beside the model.
LARGE = 1024


@dataclass(frozen=True, eq=False)
class OnnxFile:
    """A file's content.

    Attributes:
        path: the file.
        model: the model, whose large float32 initializers have no data.
        arrays: these by name, read-only views of the mapped files.
    """

    path: Path
    model: onnx.ModelProto
    arrays: dict[str, npt.NDArray[np.float32]]


def require_onnx() -> None:
    """Find out whether ONNX models can be imported.

    Raises:
        ImportError: a package is missing; names the extra that has it.
    """
    for package in ("onnx", "torch_mlir"):
        if importlib.util.find_spec(package) is None:
            raise ImportError(
                f"importing an ONNX model needs the extra 'onnx', but {package} is missing: "
                "pip install patconv[onnx]",
                name=package,
            )


def read_onnx(path: Path) -> OnnxFile:
    """Map a file, and the files beside it that hold its data.

    Raises:
        ImportContractError: a file is missing, damaged or of another format, or data lie outside
            the folder of `path`.
    """
    import onnx
    from google.protobuf.message import DecodeError

    mapped = _map(path)
    try:
        small, places = split_model(memoryview(mapped), LARGE + 1)
        model = onnx.ModelProto.FromString(small)
    except (WireError, DecodeError) as error:
        raise _damaged(path, str(error)) from error
    if not model.HasField("graph") or not model.graph.node:
        raise _damaged(path, "a message without operations")
    if not _is_text(model):
        raise _damaged(path, "names that are no text")
    if model.graph.sparse_initializer:
        name = model.graph.sparse_initializer[0].values.name
        raise ImportContractError(
            f"expected every tensor to be dense, but got '{name}' in sparse form; write it densely"
        )
    external = _ExternalData(path.parent)
    arrays = {}
    for tensor, place in zip(model.graph.initializer, places, strict=True):
        if place is not None:
            arrays[tensor.name] = _view(path, tensor, mapped, place.start, place.stop)
        elif tensor.data_location == onnx.TensorProto.EXTERNAL:
            data = external.find(tensor)
            if data.dtype == np.float32 and data.nbytes > LARGE:
                arrays[tensor.name] = data
            else:
                _fill(tensor, data)
        else:
            _check_data(path, tensor)
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.t.data_location == onnx.TensorProto.EXTERNAL:
                _fill(attribute.t, external.find(attribute.t))
            elif attribute.HasField("t"):
                _check_data(path, attribute.t)
    return OnnxFile(path, model, arrays)


@dataclass(eq=False)
class _ExternalData:
    """Files of data beside a model, each mapped once."""

    folder: Path
    mapped: dict[Path, mmap.mmap] = field(default_factory=dict)

    def find(self, tensor: onnx.TensorProto) -> npt.NDArray[Any]:
        """The data of a tensor that lie in another file."""
        entries = {entry.key: entry.value for entry in tensor.external_data}
        path = self._resolve(tensor.name, entries.get("location", ""))
        if path not in self.mapped:
            self.mapped[path] = _map(path)
        mapped = self.mapped[path]
        begin = _integer(path, tensor.name, entries.get("offset", "0"))
        length = entries.get("length")
        count = None if length is None else _integer(path, tensor.name, length)
        end = begin + (_bytes_of(path, tensor) if count is None else count)
        if end > len(mapped):
            raise ImportContractError(
                f"expected '{path}' to hold bytes {begin}..{end} for '{tensor.name}', but got "
                f"{len(mapped)} bytes; the file is truncated or belongs to another model"
            )
        return _view(path, tensor, mapped, begin, end)

    def _resolve(self, name: str, location: str) -> Path:
        """The file of that location, which must not lead out of the model's folder."""
        folder = self.folder.resolve()
        # An absolute location takes the place of the folder; links are followed.
        path = (folder / location).resolve()
        if not location or "\0" in location or not path.is_relative_to(folder) or path == folder:
            raise ImportContractError(
                f"expected the data of '{name}' to lie in the model's folder '{folder}', but got "
                f"'{location}'; move the file there and save the model anew"
            )
        if not path.is_file():
            raise ImportContractError(
                f"expected the data of '{name}' to lie in '{path}', but got no such file; keep it "
                "beside the model"
            )
        return path


def _integer(path: Path, name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ImportContractError(
            f"expected the place of '{name}' in '{path}' to be a number, but got '{text}'; save "
            "the model anew"
        )
    return int(text)


def _map(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise ImportContractError(
            f"expected '{path}' to be a readable file, but got: {error.strerror}"
        ) from error
    except ValueError as error:
        raise _damaged(path, "an empty file") from error


def _dtype(path: Path, tensor: onnx.TensorProto) -> np.dtype[Any]:
    import onnx

    try:
        return onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type)
    except (KeyError, TypeError) as error:
        raise _damaged(path, f"element type {tensor.data_type} for '{tensor.name}'") from error


def _bytes_of(path: Path, tensor: onnx.TensorProto) -> int:
    count: int = np.prod(tensor.dims, dtype=object) if tensor.dims else 1
    return count * _dtype(path, tensor).itemsize


def _view(
    path: Path, tensor: onnx.TensorProto, mapped: mmap.mmap, begin: int, end: int
) -> npt.NDArray[Any]:
    if min(tensor.dims, default=0) < 0 or end - begin != _bytes_of(path, tensor):
        raise _damaged(path, f"{end - begin} bytes for '{tensor.name}', shape {list(tensor.dims)}")
    dtype = _dtype(path, tensor)
    data = np.frombuffer(mapped, np.uint8)[begin:end]
    return data.view(dtype).reshape(tuple(tensor.dims))


def _is_text(message: Any) -> bool:
    """Whether every string of a message is one; protobuf gives bytes where it is not."""
    for descriptor, value in message.ListFields():
        parts = value if descriptor.is_repeated else (value,)
        if descriptor.type == descriptor.TYPE_STRING:
            sound = all(isinstance(part, str) for part in parts)
        else:
            sound = descriptor.type != descriptor.TYPE_MESSAGE or all(map(_is_text, parts))
        if not sound:
            return False
    return True


def _check_data(path: Path, tensor: onnx.TensorProto) -> None:
    """Whether a tensor that the model holds has as many values as its shape says."""
    from onnx import numpy_helper

    try:
        numpy_helper.to_array(tensor)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, f"'{tensor.name}' with {error}") from error


def _fill(tensor: onnx.TensorProto, data: npt.NDArray[Any]) -> None:
    """Put data into the tensor that were outside."""
    tensor.raw_data = data.tobytes()
    tensor.ClearField("external_data")
    tensor.ClearField("data_location")


def _damaged(path: Path, got: str) -> ImportContractError:
    return ImportContractError(
        f"expected '{path}' to be a whole ONNX file, but got {got}; the file is truncated or of "
        "another format"
    )
