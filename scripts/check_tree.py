"""List files of the git tree that are too large or that name a particular machine.

No file is above 1 MB; none contains an absolute path of somebody's machine or the host of a
package registry (where packages come from is each machine's own configuration).
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

MAX_BYTES = 1_000_000

# Put together from parts, so that this file passes its own check.
FOLDERS = "|".join(("wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me"))
HOSTS = "|".join(
    rf"{name}\.{domain}"
    for name, domain in (
        ("py" + "pi", "org"),
        ("python" + "hosted", "org"),
        ("download.py" + "torch", "org"),
        ("deb.de" + "bian", "org"),
        ("apt.ll" + "vm", "org"),
        ("registry.npm" + "js", "org"),
        ("ana" + "conda", "(?:org|com)"),
    )
)
FORBIDDEN = {
    "path of a machine": re.compile(rf"(?<![\w.}}])/(?:{FOLDERS})/\w".encode()),
    "host of a package registry": re.compile(rf"\b(?:{HOSTS})\b".encode()),
}


def find_problems(root: Path) -> list[str]:
    """Examine every file that git tracks, or would track, under `root`."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    problems = []
    for name in sorted(filter(None, listing.stdout.split("\0"))):
        path = root / name
        if path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            problems.append(f"{name}: expected at most {MAX_BYTES} bytes, but got {len(data)}")
        for what, pattern in FORBIDDEN.items():
            for match in pattern.finditer(data):
                line = data.count(b"\n", 0, match.start()) + 1
                problems.append(f"{name}:{line}: {what}: {match.group().decode()}")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    problems = find_problems(parser.parse_args().root)
    print("\n".join(problems) or "the tree is clean")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
