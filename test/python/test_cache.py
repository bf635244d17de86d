"""The cache on disk: the compiler runs once for a model, and whatever lies there does no harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import patconv
import pytest
import torch
from cached_models import X, entries, linear, weights
from patconv import CompiledModel, CompileOptions, _patconv
from patconv.compiling import cache_key, compiler
from patconv.errors import CompileError, PatConvError
from small_models import LINEAR, assert_close, small_network
from torch import nn

pytestmark = pytest.mark.usefixtures("fresh_cache")


def test_second_compilation_does_not_run_the_compiler(
    cache_folder: Path, phase_runs: list[str]
) -> None:
    model, x = small_network()
    steps: list[list[str]] = [[], []]
    options = CompileOptions(cache=True, expose_layers=True)
    first, second = (
        patconv.compile(model, (x,), options=options, progress=shown.append) for shown in steps
    )
    assert phase_runs == list(_patconv.phases())
    assert steps == [["read", *_patconv.phases(), "emit"], ["read", "load"]]
    assert torch.equal(first(x), second(x))
    assert_close(second(x), model(x))
    assert second.report() == first.report()
    assert second.object_code() == first.object_code()
    assert second.layer_outputs(x).keys() == first.layer_outputs(x).keys()
    (entry,) = entries(cache_folder)
    assert str(entry) in Path("/proc/self/maps").read_text()
    assert entry.stat().st_mode & 0o777 == 0o644 & ~mask()
    assert cache_folder.stat().st_mode & 0o777 == 0o700


def mask() -> int:
    value = os.umask(0)
    os.umask(value)
    return value


def test_edits_are_noticed_in_both(cache_folder: Path, phase_runs: list[str]) -> None:
    conv = nn.Conv2d(1, 2, 1).eval()
    x = torch.ones(1, 1, 2, 2)
    for _ in range(2):
        compiled = patconv.compile(conv, (x,), options=CompileOptions(cache=True))
    assert len(phase_runs) == len(_patconv.phases())
    with torch.no_grad():
        conv.weight.mul_(2)
    with pytest.raises(PatConvError, match="edited since"):
        compiled(x)
    again = patconv.compile(conv, (x,), options=CompileOptions(cache=True))
    assert_close(again(x), conv(x).detach())
    assert len(entries(cache_folder)) == 2


def test_off_by_default(cache_folder: Path) -> None:
    patconv.compile(LINEAR, weights={"fc.weight": weights()})
    assert not cache_folder.exists()


def test_weights_do_not_collide(cache_folder: Path) -> None:
    values = [1.0, 2.0, np.nextafter(np.float32(1), np.float32(2)), -0.0, 0.0]
    for _ in range(2):
        for value in values:
            assert np.array_equal(linear(value)(X), X @ weights(value).T)
    assert len(entries(cache_folder)) == len(values)


def test_key_covers_what_the_result_follows_from(monkeypatch: pytest.MonkeyPatch) -> None:
    host = _patconv.Target.resolve("host")
    base = CompileOptions()
    a, b = np.zeros((2, 3), np.float32), np.zeros(6, np.float32)

    def key(
        text: str = "text",
        arrays: Any = (("a", a), ("b", b)),
        options: CompileOptions = base,
        target: _patconv.Target = host,
    ) -> str:
        return cache_key.find_key(text, dict(arrays), options, target)

    one_bit = a.copy()
    one_bit.view(np.uint32)[1, 2] = 1
    different = [
        key("text2"),
        key("é"),
        key(arrays=(("a", one_bit), ("b", b))),
        key(arrays=(("a", a), ("c", b))),
        key(arrays=(("a", a.reshape(3, 2)), ("b", b))),
        key(arrays=(("a", a.view(np.int32)), ("b", b))),
        key(arrays=(("a", a),)),
        key(arrays=()),
        key(arrays=(("a", a), ("b", np.zeros(0, np.float32)))),
        key(options=CompileOptions(threads=2)),
        key(options=CompileOptions(strict=True)),
        key(options=CompileOptions(layout="plain")),
        key(options=CompileOptions(expose_layers=True)),
        key(target=_patconv.Target.resolve("x86-64-v3")),
        key(target=_patconv.Target.resolve("x86-64-v3,-fma")),
    ]
    with monkeypatch.context() as patch:
        patch.setattr(patconv, "__version__", "9.9")
        different.append(key())
    with monkeypatch.context() as patch:
        patch.setattr(cache_key, "_extension_hash", lambda: "of another build")
        different.append(key())
    assert len({key(), *different}) == len(different) + 1
    # Neither these options nor the order in memory change a result.
    assert key() == key(options=CompileOptions(cache=True, copy_weights=True, reproducer=False))
    assert key() == key(arrays=(("a", np.asfortranarray(a)), ("b", b)))


def test_every_option_is_in_the_key_or_without_effect() -> None:
    fields = set(CompileOptions.__dataclass_fields__)
    assert fields >= cache_key._WITHOUT_EFFECT
    assert fields - cache_key._WITHOUT_EFFECT == {
        "threads",
        "reorder",
        "layout",
        "winograd",
        "skip_zeros",
        "lre",
        "fusion",
        "expose_layers",
        "max_patterns",
        "strict",
    }


def cut(data: bytearray) -> None:
    del data[len(data) // 2 :]


def emptied(data: bytearray) -> None:
    data.clear()


def zeroed(data: bytearray) -> None:
    """What a crash of the machine may leave."""
    data[:] = bytes(len(data))


def flipped(place: int) -> Callable[[bytearray], None]:
    def flip(data: bytearray) -> None:
        start = data.index(b"\x7fELF") if place >= 0 else len(data)
        data[start + place] ^= 4

    return flip


@pytest.mark.parametrize(
    "damage",
    [cut, emptied, zeroed, flipped(200), flipped(1000), flipped(-10)],
    ids=["cut", "emptied", "zeroed", "header", "code", "directory"],
)
def test_damaged_entries_are_made_anew(
    damage: Callable[[bytearray], None], cache_folder: Path, phase_runs: list[str]
) -> None:
    expected = linear()(X)
    (entry,) = entries(cache_folder)
    sound = entry.read_bytes()
    data = bytearray(sound)
    damage(data)
    entry.write_bytes(data)
    phase_runs.clear()
    assert np.array_equal(linear()(X), expected)
    assert phase_runs == list(_patconv.phases())
    assert entry.read_bytes() == sound
    phase_runs.clear()
    assert np.array_equal(linear()(X), expected)
    assert phase_runs == []


def test_damaged_weights_are_made_anew(cache_folder: Path, phase_runs: list[str]) -> None:
    torch.manual_seed(1)
    model, x = nn.Linear(64, 64).eval(), torch.randn(1, 64)
    options = CompileOptions(cache=True)
    patconv.compile(model, (x,), options=options)
    (entry,) = entries(cache_folder)
    data = bytearray(entry.read_bytes())
    place = data.index(model.weight.detach().numpy()[0].tobytes()[:16])
    data[place] ^= 1
    entry.write_bytes(data)
    phase_runs.clear()
    assert_close(patconv.compile(model, (x,), options=options)(x), model(x).detach())
    assert phase_runs == list(_patconv.phases())


def test_failures_are_not_kept(cache_folder: Path) -> None:
    conv = nn.Conv1d(4, 4, 3).eval()
    x = torch.ones(1, 4, 8)
    patconv.compile(conv, (x,), options=CompileOptions(cache=True))
    for _ in range(2):
        with pytest.raises(CompileError, match="strict=True"):
            patconv.compile(conv, (x,), options=CompileOptions(cache=True, strict=True))
    assert len(entries(cache_folder)) == 1


def test_ir_is_not_cached(cache_folder: Path, tmp_path: Path, phase_runs: list[str]) -> None:
    for _ in range(2):
        assert "func.func" in linear(stop_after="import").ir("import")
        linear(dump_ir=tmp_path / "dump")
    assert len(phase_runs) == 2 * (1 + len(_patconv.phases()))
    assert not cache_folder.exists()


def test_weights_edited_meanwhile_are_not_kept(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conv = nn.Conv2d(1, 2, 1).eval()
    x = torch.ones(1, 1, 2, 2)
    run = compiler._Compilation.run

    def edit(self: Any) -> CompiledModel:
        with torch.no_grad():
            conv.weight.add_(1)
        return run(self)

    monkeypatch.setattr(compiler._Compilation, "run", edit)
    patconv.compile(conv, (x,), options=CompileOptions(cache=True))
    assert entries(cache_folder) == []


def test_threads_wait_for_one_another(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    run = compiler._Compilation.run

    def slow(self: Any) -> CompiledModel:
        made.append(1)
        time.sleep(0.3)
        return run(self)

    monkeypatch.setattr(compiler._Compilation, "run", slow)
    results: list[Any] = []
    workers = [threading.Thread(target=lambda: results.append(linear()(X))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(results) == 4
    assert all(np.array_equal(result, X @ weights().T) for result in results)
    assert made == [1]


PROCESS = """
import json, sys
import numpy as np
import patconv
from patconv import CompileOptions
text = open("linear.mlir").read()
steps, right = [], True
for value in json.loads(sys.argv[1]):
    arrays = {"fc.weight": np.full((8, 4), value, np.float32)}
    options = CompileOptions(cache=True)
    model = patconv.compile(text, weights=arrays, options=options, progress=steps.append)
    x = np.arange(4, dtype=np.float32).reshape(1, 4)
    right = right and np.array_equal(model(x), x @ arrays["fc.weight"].T)
print(steps.count("load"), steps.count("emit"), right)
"""


def start(folder: Path, values: list[int], **environment: str) -> subprocess.Popen[str]:
    (folder / "linear.mlir").write_text(LINEAR)
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROCESS, json.dumps(values)],
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_at_once(tmp_path: Path, cache_folder: Path) -> None:
    """Each model is compiled by one of them, which the others wait for."""
    values = list(range(6))
    processes = [start(tmp_path, values[n:] + values[:n]) for n in range(4)]
    outputs = [process.communicate()[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4
    assert all(output[2] == "True" for output in outputs), outputs
    assert sum(int(output[1]) for output in outputs) == len(values), outputs
    assert len(entries(cache_folder)) == len(values)


def test_processes_with_little_room(tmp_path: Path, cache_folder: Path) -> None:
    """They remove what others load at the time: results are right all the same."""
    linear(9)
    (entry,) = entries(cache_folder)
    limit = 2 * entry.stat().st_size + 1000
    values = [0, 1, 2, 0, 1, 2, 2, 1, 0]
    processes = [start(tmp_path, values, PATCONV_CACHE_SIZE=str(limit)) for _ in range(3)]
    outputs = [process.communicate()[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * 3
    assert all(output[2] == "True" for output in outputs), outputs
    assert sum(path.stat().st_size for path in entries(cache_folder)) <= limit


def test_a_killed_process_blocks_nobody(tmp_path: Path, cache_folder: Path) -> None:
    holder = (
        "import filelock, pathlib, sys, time\n"
        "folder = pathlib.Path(sys.argv[1]) / 'locks'\n"
        "folder.mkdir(parents=True)\n"
        "locks = [filelock.FileLock(folder / f'{n:02x}.lock') for n in range(256)]\n"
        "for lock in locks: lock.acquire()\n"
        "print('held', flush=True)\n"
        "time.sleep(600)\n"
    )
    command = [sys.executable, "-c", holder, str(cache_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        waiting = start(tmp_path, [1])
        time.sleep(1)
        assert waiting.poll() is None
        process.kill()
    assert waiting.communicate()[0].split() == ["0", "1", "True"]
