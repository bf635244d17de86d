"""The imported texts under test/Imported are what the importer makes today."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def check(*names: str) -> None:
    script = ROOT / "scripts/update-golden-imports.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check", *names], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "stale: none\n"


def test_some() -> None:
    check("conv_relu", "conv_batch_norm", "linear", "mobilenet_v2")


@pytest.mark.full
def test_all() -> None:
    check()
