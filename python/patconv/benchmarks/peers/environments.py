"""Where each peer's packages are: with patconv, or in an environment of the peer's own.

Their packages do not agree with one another, so each peer has a virtual environment. It sees
patconv's packages, too, below its own: PyTorch is there once.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from ...errors import PatConvError
from . import Peer

__all__ = ["environment_of", "install", "install_command", "interpreter_of"]

#: Names the folder of the environments where it is not to be in patconv's own environment.
FOLDER_VARIABLE = "PATCONV_PEERS"


def environment_of(peer: Peer) -> Path:
    """The folder of the peer's environment, which need not exist."""
    folder = os.environ.get(FOLDER_VARIABLE)
    return (Path(folder) if folder else Path(sys.prefix) / "patconv-peers") / peer.name


def interpreter_of(peer: Peer) -> str | None:
    """The Python that can run the peer; None where its packages are missing."""
    python = environment_of(peer) / "bin" / "python"
    if python.exists():
        return str(python)
    names = [requirement.partition("==")[0] for requirement in peer.requirements]
    return sys.executable if all(map(_is_here, names)) else None


def _is_here(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def install_command(peer: Peer) -> str:
    """What makes a missing peer run."""
    return f"python -m {__package__} install {peer.name}"


def install(peer: Peer) -> None:
    """Make the peer's environment; an old one is replaced when the new one is whole.

    Raises:
        PatConvError: the folder is something else, cannot be written, or pip failed.
    """
    folder = environment_of(peer)
    if folder.exists() and not (folder / "pyvenv.cfg").exists():
        raise PatConvError(
            f"expected '{folder}' to be a virtual environment or absent, but it is neither; "
            f"{FOLDER_VARIABLE} names another folder"
        )
    # An environment that is moved works but for its scripts, which nobody calls.
    made = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(made, ignore_errors=True)
        _make(peer, made)
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
    except OSError as error:
        raise PatConvError(
            f"expected '{folder}' to be writable, but got: {error.strerror}; "
            f"{FOLDER_VARIABLE} names another folder"
        ) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _make(peer: Peer, folder: Path) -> None:
    try:
        venv.create(folder, with_pip=True)
    except subprocess.CalledProcessError as error:
        raise PatConvError(
            "expected Python to make a virtual environment with pip, but it did not; on Debian "
            "the package python3-venv is needed"
        ) from error
    packages = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    ours = dict.fromkeys([*site.getsitepackages(), str(Path(__file__).parents[3])])
    (Path(packages) / "patconv.pth").write_text("\n".join(ours) + "\n", encoding="utf-8")
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *peer.requirements]
    result = subprocess.run(pip, capture_output=True, text=True)
    if result.returncode:
        complaint = "\n".join(result.stderr.strip().splitlines()[-5:])
        raise PatConvError(f"expected pip to install {peer.title}, but it says:\n{complaint}")
