"""Worker processes that talk to the one that measures over pipes.

Each engine runs in a process of its own, started with the same environment and number of threads.
A message is one line of JSON; arrays go through files. The worker's standard output becomes its
standard error, so that nothing that a library prints can disturb the conversation.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from ..cli.arguments import UsageError
from ..errors import PatConvError

__all__ = ["MALLOC", "WAITING", "Worker", "WorkerError", "serve", "workers_folder"]

#: Threads of OpenMP that wait spin for some milliseconds, as between the layers of a network, and
#: then sleep: the pause before each block is longer, so that they steal no core from the engine
#: that is measured next. Threads that sleep at once may be woken on the core that wakes them, and
#: both engines' times are then of chance.
WAITING = {"KMP_BLOCKTIME": "20", "GOMP_SPINCOUNT": "300000"}
#: Memory that is freed stays with the process, which would else pay for page faults in some runs
#: and not in others.
MALLOC = {
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TOP_PAD_": str(1 << 26),
}


class WorkerError(PatConvError):
    """A worker failed; the message holds its traceback."""


@contextmanager
def workers_folder() -> Iterator[Path]:
    """A folder for the files that workers share, which goes at the end of the block.

    It goes, too, where the process is told to terminate: the block ends by `SystemExit`, so that
    workers stop.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        # Once is enough: the next would break off what cleans up.
        signal.signal(number, signal.SIG_IGN)
        raise SystemExit(128 + number)

    before = signal.getsignal(signal.SIGTERM)
    # Only the main thread may say what signals do, and who ignores this one has reasons.
    handles = threading.current_thread() is threading.main_thread() and before == signal.SIG_DFL
    if handles:
        signal.signal(signal.SIGTERM, leave)
    try:
        with tempfile.TemporaryDirectory(prefix="patconv-bench-") as folder:
            yield Path(folder)
    finally:
        if handles:
            signal.signal(signal.SIGTERM, before)


class Worker:
    """One worker process, to be used in a ``with`` statement.

    Args:
        module: the module to run, whose last act is `serve`.
        threads: threads that the process may use.
        spinning: leave the wait policy of OpenMP at the runtime's default.
        python: the interpreter that runs it.
        log: where what it prints goes; None for the standard error.
    """

    def __init__(
        self,
        module: str,
        threads: int,
        *,
        spinning: bool = False,
        python: str = sys.executable,
        log: Path | None = None,
    ) -> None:
        environment = {**os.environ, **MALLOC, **WAITING}
        # It would overrule them.
        environment.pop("OMP_WAIT_POLICY", None)
        if spinning:
            for name in WAITING:
                del environment[name]
        for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            environment[name] = str(threads)
        self._module = module
        with open(log, "ab") if log else nullcontext() as stderr:
            self._process = subprocess.Popen(
                [python, "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                env=environment,
                text=True,
                # What it starts, such as a converter, is stopped with it.
                start_new_session=True,
            )

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.close()
            if kind is not None:
                self._kill()
            process.wait(timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            self._kill()
            process.wait()
        process.stdout.close()

    @property
    def name(self) -> str:
        """The module's."""
        return self._module

    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def _kill(self) -> None:
        """Stop the process and all that it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def call(self, command: str, *, limit: float | None = None, **arguments: Any) -> Any:
        """Run a command of the worker and return its result.

        Args:
            command: its name.
            limit: seconds after which the process is stopped.
            arguments: of the command.

        Raises:
            PatConvError, UsageError: the command refused what it was given, with the reason.
            WorkerError: the command raised something else, the process ended, or it took too long.
        """
        if limit is None:
            return self._call(command, arguments)
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            self._kill()

        timer = threading.Timer(limit, stop)
        timer.start()
        try:
            return self._call(command, arguments)
        except WorkerError:
            if not expired.is_set():
                raise
            raise WorkerError(
                f"{self._module} took longer than {limit:.0f} s in {command}"
            ) from None
        finally:
            timer.cancel()

    def _call(self, command: str, arguments: Mapping[str, Any]) -> Any:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(
                json.dumps({"command": command, "arguments": dict(arguments)}) + "\n"
            )
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise WorkerError(f"{self._module} ended with status {process.wait()} in {command}")
        try:
            answer = json.loads(line)
        except json.JSONDecodeError:
            raise WorkerError(
                f"{self._module} ended in the middle of an answer in {command}"
            ) from None
        if "refusal" in answer:
            raise (UsageError if answer["usage"] else PatConvError)(answer["refusal"])
        if "error" in answer:
            raise WorkerError(f"{self._module} failed in {command}:\n{answer['error']}")
        return answer["result"]

    def cpu_seconds(self) -> float:
        """Processor time that all threads of the process have used."""
        return float(self.call("cpu_seconds"))


def serve(commands: Mapping[str, Callable[..., Any]]) -> None:
    """Answer commands until the other side closes the pipe.

    Args:
        commands: by name; arguments and results are what JSON can carry.
    """
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)
        table = {**commands, "cpu_seconds": time.process_time}
        for line in sys.stdin:
            message = json.loads(line)
            answer: dict[str, Any]
            try:
                answer = {"result": table[message["command"]](**message["arguments"])}
            except (PatConvError, ImportError, UsageError) as error:
                answer = {"refusal": str(error), "usage": isinstance(error, UsageError)}
            except Exception:
                answer = {"error": traceback.format_exc()}
            answers.write(json.dumps(answer) + "\n")
            answers.flush()
