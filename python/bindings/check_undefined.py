"""Fail where the extension lacks symbols of LLVM or MLIR: nothing brings them at run time."""

import subprocess
import sys

# The C and C++ libraries and Python bring these; all else must be inside.
RUNTIME = ("Py", "_Py", "_ZSt", "_ZNSt", "_ZNKSt", "_ZTISt", "_ZTVSt", "_ZTSSt", "__cxa", "_Unwind")


def main(nm: str, extension: str) -> int:
    """Print what is missing; 0 where nothing is."""
    listing = subprocess.run(
        [nm, "--dynamic", "--undefined-only", "--format=just-symbols", extension],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    missing = [
        symbol
        for symbol in listing
        if not symbol.startswith(RUNTIME) and ("llvm" in symbol or "mlir" in symbol)
    ]
    for symbol in missing:
        print(f"undefined: {symbol}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
