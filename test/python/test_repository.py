"""The rules of the repository hold, and the scripts that check them can fail."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("check_spec_coverage", "check_pass_tests", "check_tree")


def run_script(name: str, root: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / f"{name}.py"), "--root", str(root)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert not done.stderr
    return done.returncode, done.stdout


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize("name", SCRIPTS)
def test_repository_passes(name: str) -> None:
    status, output = run_script(name, ROOT)
    assert status == 0, output


def test_spec_coverage(tmp_path: Path) -> None:
    write(tmp_path / "dialect/SPEC.md", "- **(op.C1)** one\n- **(op.C2)** two\n")
    test = tmp_path / "test/Dialect/op.mlir"
    write(test, "// PASS: op.C1, op.C2\n// FAIL: op.C1\n// FAIL: op.C9\n")
    assert run_script("check_spec_coverage", tmp_path) == (
        1,
        "test/Dialect/op.mlir:3: FAIL names the unknown rule op.C9\nrule op.C2: no failing test\n",
    )
    write(test, "// PASS: op.C1,op.C2\n// FAIL: op.C1\n// FAIL: op.C2\n")
    assert run_script("check_spec_coverage", tmp_path)[0] == 0


def test_pass_tests(tmp_path: Path) -> None:
    write(tmp_path / "lib/Transforms/Passes.td", 'def AbPass : Pass<"a-b", "func::FuncOp"> {\n}\n')
    write(tmp_path / "test/Transforms/a-b.mlir", "")
    assert run_script("check_pass_tests", tmp_path) == (
        1,
        "pass a-b: no test file a-b-invalid.mlir\n",
    )
    write(tmp_path / "test/Transforms/a-b-invalid.mlir", "")
    assert run_script("check_pass_tests", tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x" * 1_000_001, "expected at most 1000000 bytes, but got 1000001"),
        ("see /ho" + "me/me", "path of a machine"),
        ("from files.python" + "hosted.org", "host of a package registry"),
    ],
)
def test_tree(tmp_path: Path, text: str, complaint: str) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    write(tmp_path / "README.md", "relative/wo" + "rk/paths are fine\n")
    assert run_script("check_tree", tmp_path)[0] == 0
    write(tmp_path / "README.md", text)
    status, output = run_script("check_tree", tmp_path)
    assert status == 1
    assert complaint in output
