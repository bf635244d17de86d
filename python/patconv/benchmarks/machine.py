"""What stands beside a measurement: the machine and the versions."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path

from .. import _patconv
from .workers import MALLOC, SLEEPING

__all__ = ["describe_machine"]

_PACKAGES = ("torch", "torch-mlir", "numpy")


def describe_machine() -> str:
    """Three lines: processor and operating system; versions; the environment of the engines."""
    target = _patconv.Target.resolve("host")
    versions = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    environment = " ".join(f"{name}={value}" for name, value in (SLEEPING | MALLOC).items())
    return (
        f"{_processor()} ({target.cpu}, {target.lanes} float32 lanes), "
        f"{os.cpu_count()} cores, {platform.system()} {platform.release()}\n"
        f"Python {platform.python_version()}, {versions}\n"
        f"both engines: warm caches; {environment}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
