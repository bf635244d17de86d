"""Plant faults into the compiler, one at a time, and see that the tests catch each.

Usage: run.py [NAME...] [--build DIR] [--jobs N]

First the tests must pass without a fault. Then, for each fault, the same tests must fail: a fault
that survives is a hole in the tests, and makes this script fail. Faults of data and IR are planted
between two phases (mutant_plugin.py); for a fault of the compiler, the one source is compiled
again and the extension linked beside the original.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))

from faults import FAULTS, PhaseFault, SourceFault  # noqa: E402

#: pytest's exit codes: all tests passed; some failed. Any other says nothing about the fault.
_TESTS_PASSED, _TESTS_FAILED = 0, 1
_TIMEOUT = 300


@dataclass(frozen=True)
class Outcome:
    """What the tests said."""

    name: str
    verdict: str
    seconds: float
    detail: str

    @property
    def caught(self) -> bool:
        return self.verdict == "caught"


class PlantError(RuntimeError):
    """A fault could not be planted: the code or the IR has changed since it was written."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="faults to plant; all by default")
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="the build folder")
    parser.add_argument("--jobs", type=int, default=2, help="faults at a time (default: 2)")
    options = parser.parse_args()
    known = {fault.name: fault for fault in FAULTS}
    if unknown := set(options.names) - known.keys():
        parser.error(f"expected names of faults, but got {', '.join(sorted(unknown))}")
    faults = [known[name] for name in options.names] or list(FAULTS)

    started = time.monotonic()
    tests = tuple(dict.fromkeys(test for fault in faults for test in fault.tests))
    if not _passes_without_fault(tests):
        return 1
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = []
        for fault, outcome in zip(
            faults, pool.map(lambda fault: _try(fault, options.build), faults), strict=True
        ):
            outcomes.append(outcome)
            _print(fault, outcome)
    survivors = [outcome.name for outcome in outcomes if not outcome.caught]
    print(
        f"{len(outcomes) - len(survivors)} of {len(outcomes)} faults caught "
        f"in {time.monotonic() - started:.0f} s"
    )
    if survivors:
        print(f"error: not caught: {', '.join(survivors)}")
    return 1 if survivors else 0


def _passes_without_fault(tests: tuple[str, ...]) -> bool:
    """Run the tests as they are, and with every phase printed and resumed."""
    with tempfile.TemporaryDirectory(prefix="patconv-mutant-") as folder:
        for label, arguments in (
            ("without a fault", []),
            ("resumed after every phase", _plugin("none", Path(folder) / "planted")),
        ):
            done = _pytest(tests, arguments)
            print(f"{label}: {'pass' if done.returncode == 0 else 'FAIL'}", flush=True)
            if done.returncode != 0:
                print(done.stdout[-4000:] + done.stderr[-4000:])
                return False
    return True


def _try(fault: PhaseFault | SourceFault, build: Path) -> Outcome:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="patconv-mutant-") as name:
        try:
            verdict, detail = _judge(_run_with(fault, build, Path(name)))
        except PlantError as error:
            verdict, detail = "NOT PLANTED", str(error)
        except subprocess.TimeoutExpired:
            # No fault makes a loop endless: a slow machine is no test that failed.
            verdict, detail = "NO END", f"no end after {_TIMEOUT} s"
    return Outcome(fault.name, verdict, time.monotonic() - started, detail)


def _run_with(
    fault: PhaseFault | SourceFault, build: Path, folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run the fault's tests with the fault in place."""
    if isinstance(fault, SourceFault):
        return _pytest(fault.tests, [], _build_mutant(fault, build, folder))
    marker = folder / "planted"
    done = _pytest(fault.tests, _plugin(fault.name, marker))
    if not marker.exists():
        raise PlantError(done.stdout[-3000:] + done.stderr[-3000:])
    return done


def _judge(done: subprocess.CompletedProcess[str]) -> tuple[str, str]:
    """Verdict and reason. A crash is seen as well as a wrong number; no test run is not."""
    if done.returncode == _TESTS_FAILED or done.returncode < 0:
        return "caught", _summary(done)
    if done.returncode == _TESTS_PASSED:
        return "SURVIVED", _summary(done)
    raise PlantError(f"pytest ended with status {done.returncode}:\n{_summary(done)}")


def _plugin(name: str, marker: Path) -> list[str]:
    return ["-p", "mutant_plugin", "--mutant", name, "--planted", str(marker)]


def _pytest(
    tests: tuple[str, ...], arguments: list[str], package: Path | None = None
) -> subprocess.CompletedProcess[str]:
    paths = [str(package)] if package else []
    paths += [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        "PYTHONPATH": os.pathsep.join(paths),
        "OMP_WAIT_POLICY": "passive",
        # A __pycache__ in the package's folders would look like a change of them to make.
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *arguments, *tests],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT,
    )


def _summary(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode < 0:
        return f"the tests' process ended by signal {-done.returncode}"
    lines = done.stdout.splitlines()
    failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    # pytest explains a failure on lines that start with E.
    reasons = [line.removeprefix("E").strip() for line in lines if line.startswith("E  ")]
    if not failed:
        return (done.stdout + done.stderr)[-3000:]
    test = failed[0].split(" - ")[0]
    return f"{test}: {reasons[0]}" if reasons else test


def _build_mutant(fault: SourceFault, build: Path, folder: Path) -> Path:
    """Compile the changed source and link the extension; returns what to put on PYTHONPATH."""
    original = ROOT / fault.path
    text = original.read_text()
    if text.count(fault.old) != 1:
        raise PlantError(f"expected {fault.old!r} once in {fault.path}")
    source = folder / original.name
    source.write_text(text.replace(fault.old, fault.new))

    (extension,) = (build / "python" / "patconv").glob("_patconv.*.so")
    target = extension.relative_to(build)
    commands = _commands(build, str(target))
    compilation = next((c for c in commands if c.endswith(f"-c {original}")), None)
    link = next((c for c in reversed(commands) if f"-o {target}" in c), None)
    if compilation is None or link is None:
        raise PlantError(f"expected commands that compile {fault.path} and link {target}")
    words = shlex.split(compilation)
    produced = words[words.index("-o") + 1]
    mutant = folder / "mutant.o"
    words[words.index("-o") + 1] = str(mutant)
    words[words.index("-MF") + 1] = str(folder / "mutant.d")
    words[-1] = str(source)
    _run(words, build)

    package = folder / "package" / "patconv"
    package.mkdir(parents=True)
    for path in (ROOT / "python" / "patconv").iterdir():
        if not path.name.startswith(("_patconv.", "__pycache__")):
            (package / path.name).symlink_to(path)
    # The command checks the undefined symbols after the link; the link alone is wanted.
    words = shlex.split(link.removeprefix(": && ").partition(" && ")[0])
    words = [str(mutant) if word == produced else word for word in words]
    words = [
        f"--dependency-file={folder / 'link.d'}" if word.startswith("--dependency-file=") else word
        for word in words
    ]
    words[words.index("-o") + 1] = str(package / extension.name)
    _run(words, build)
    return package.parent


def _commands(build: Path, target: str) -> list[str]:
    done = subprocess.run(
        ["ninja", "-C", str(build), "-t", "commands", target],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise PlantError(f"expected a build in {build}, but got: {done.stderr}")
    return done.stdout.splitlines()


def _run(words: list[str], folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PlantError(f"the mutant does not build:\n{done.stderr[-3000:]}")


def _print(fault: PhaseFault | SourceFault, outcome: Outcome) -> None:
    place = f"after {fault.phase}" if isinstance(fault, PhaseFault) else fault.path
    seconds = f"{outcome.seconds:.0f} s"
    print(f"{outcome.verdict:<11} {fault.name}: {fault.description} ({place}), {seconds}")
    print(f"            tests: {' '.join(fault.tests)}")
    print(f"            {outcome.detail.strip()}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
