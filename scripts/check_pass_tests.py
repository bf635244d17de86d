"""List the passes without a test file of their own name.

Each pass with the flag F of a lib/**/*Passes.td has F.mlir and F-invalid.mlir (the negative cases)
under test/Transforms or test/Conversion.
"""

import argparse
import re
import sys
from pathlib import Path

PASS = re.compile(r'^def\s+\w+\s*:\s*(?:Interface)?Pass<\s*"([\w-]+)"', re.MULTILINE)
TEST_FOLDERS = ("Transforms", "Conversion")


def find_problems(root: Path) -> list[str]:
    """Compare the pass definitions and the pass tests under `root`."""
    flags = [
        flag
        for path in sorted((root / "lib").rglob("*Passes.td"))
        for flag in PASS.findall(path.read_text())
    ]
    if not flags:
        return ["lib: expected pass definitions in *Passes.td files, but found none"]
    tests = {
        path.stem for folder in TEST_FOLDERS for path in (root / "test" / folder).rglob("*.mlir")
    }
    return [
        f"pass {flag}: no test file {name}.mlir"
        for flag in flags
        for name in (flag, f"{flag}-invalid")
        if name not in tests
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    problems = find_problems(parser.parse_args().root)
    print("\n".join(problems) or "every pass has its test files")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
