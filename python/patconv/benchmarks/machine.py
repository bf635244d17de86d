"""What stands beside a measurement: the machine and the versions."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path
from typing import Any

from .. import __version__, _patconv
from ..reports.tables import fill
from .workers import MALLOC, WAITING

__all__ = ["describe_machine", "machine_figures"]

_PACKAGES = ("torch", "torch-mlir", "numpy")


def machine_figures() -> tuple[dict[str, Any], dict[str, str]]:
    """The machine and the versions, as they stand in a result file."""
    target = _patconv.Target.resolve("host")
    machine = {
        "processor": _processor(),
        "cpu": target.cpu,
        "lanes": target.lanes,
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
    }
    versions = {name: _version(name) for name in _PACKAGES}
    return machine, {"python": platform.python_version(), "patconv": __version__, **versions}


def describe_machine() -> str:
    """Some lines: processor and operating system; versions; the environment of the engines."""
    machine, versions = machine_figures()
    environment = " ".join(f"{name}={value}" for name, value in (WAITING | MALLOC).items())
    lines = (
        f"{machine['processor']} ({machine['cpu']}, {machine['lanes']} float32 lanes), "
        f"{machine['cores']} cores, {machine['system']}",
        ", ".join(f"{name} {version}" for name, version in versions.items()),
        f"both engines: warm caches; {environment}",
    )
    return "\n".join(fill(line) for line in lines)


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
