"""From a file back to a function: `load`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .. import _patconv
from ..errors import ArtifactError, UnsupportedTargetError
from ..importing import TensorSpec
from .artifact import read_artifact
from .model import CompiledModel, make_model
from .report import ModelReport, describe_target

__all__ = ["load"]


def load(path: Path | str) -> CompiledModel:
    """Load a compiled model that `CompiledModel.save` wrote.

    The weights are mapped from the file, not copied: replace the file rather than writing into
    it while the model lives. Needs neither PyTorch nor a compiler.

    A file holds native code: load one only from whom you would load a shared library. Hashes
    find damage, not malice.

    Args:
        path: the file, by convention ``NAME.patconv``.

    Raises:
        ArtifactError: the file is missing, damaged, of another kind, or of a newer format.
        UnsupportedTargetError: the code is for another architecture, or this machine lacks a
            feature that it needs.
    """
    artifact = read_artifact(path)
    _check_target(Path(path), artifact.signature)
    try:
        code = _patconv.CompiledProgram.load(artifact.object_code, artifact.weights)
    except _patconv.Failure as error:
        raise ArtifactError(f"expected the code of '{path}' to link, but got: {error}") from None
    signature = json.loads(code.signature)
    if signature != artifact.signature:
        differing = [name for name in signature if signature[name] != artifact.signature.get(name)]
        raise ArtifactError(
            f"expected the manifest of '{path}' to say what its code says, but got another "
            f"{', '.join(differing) or 'signature'}; the file is damaged or was edited"
        )
    report = ModelReport.from_compiler(
        json.dumps(signature["report"]),
        target=describe_target(signature["cpu"], signature["lanes"], signature["threads"]),
    )
    return make_model(_specs(signature["inputs"]), _specs(signature["outputs"]), report, code, {})


def _check_target(path: Path, signature: dict[str, Any]) -> None:
    """Say what this machine lacks before anything is linked."""
    host = _patconv.Target.resolve("host")
    arch, features = signature.get("arch"), signature.get("features")
    if arch != host.arch:
        raise UnsupportedTargetError(
            f"expected '{path}' to hold code for {host.arch}, but got code for {arch}; "
            "compile on a machine of this kind"
        )
    if not isinstance(features, list) or not all(isinstance(name, str) for name in features):
        raise ArtifactError(
            f"expected the manifest of '{path}' to list features, but got {features!r}; "
            "the file is damaged or was edited"
        )
    missing = _patconv.Target.find_missing(features)
    if missing:
        raise UnsupportedTargetError(
            f"expected this machine to have every feature that '{path}' needs (it was compiled "
            f"for {signature.get('cpu')}), but got '{host.cpu}' without {', '.join(missing)}; "
            "compile with another target, such as 'x86-64-v3'"
        )


def _specs(arrays: list[dict[str, Any]]) -> list[TensorSpec]:
    return [TensorSpec(array["name"], tuple(array["shape"]), array["dtype"]) for array in arrays]
