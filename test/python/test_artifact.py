"""Saved models: what a file holds, where it runs, and what becomes of a damaged one."""

from __future__ import annotations

import copy
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import patconv
import pytest
import torch
from patconv import CompileOptions, PruneConfig
from patconv.compiling import artifact
from patconv.errors import ArtifactError, UnsupportedTargetError
from patconv.models import initialise_
from torch import nn

MEMBERS = ["manifest.json", "model.a", "weights.bin"]
ALIGNMENT = 64


def network(width: int) -> nn.Module:
    model = nn.Sequential(
        nn.Conv2d(3, width, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(width, 8, 3),
        nn.Flatten(),
        nn.Linear(8 * 9 * 7, 10),
    )
    initialise_(model.eval().requires_grad_(False), seed=3)
    patconv.project_(model, PruneConfig(connectivity=2))
    return model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved model, another one, an input, and the output of the first."""
    path = tmp_path_factory.mktemp("artifacts")
    x = torch.randn(1, 3, 11, 9, generator=torch.Generator().manual_seed(1))
    model = patconv.compile(network(16), (x,))
    model.save(path / "net.patconv")
    patconv.compile(network(24), (x,)).save(path / "other.patconv")
    np.save(path / "x.npy", x.numpy())
    np.save(path / "y.npy", model(x.numpy()))
    return path


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("threads", [1, 2])
def test_loaded_model_is_the_saved_one(tmp_path: Path, threads: int) -> None:
    x = torch.randn(1, 3, 11, 9)
    options = CompileOptions(threads=threads, expose_layers=True)
    model = patconv.compile(network(16), (x,), options=options)
    model.save(tmp_path / "net.patconv")
    loaded = patconv.load(tmp_path / "net.patconv")
    assert torch.equal(loaded(x), model(x))
    assert loaded.input_specs == model.input_specs
    assert loaded.output_specs == model.output_specs
    assert loaded.report() == model.report()
    assert loaded.object_code() == model.object_code()
    assert [layer.name for layer in loaded.profile(x).layers] == [
        layer.name for layer in model.profile(x).layers
    ]
    layers, expected = loaded.layer_outputs(x), model.layer_outputs(x)
    assert layers.keys() == expected.keys()
    assert all(torch.equal(layers[name], expected[name]) for name in layers)


def test_loaded_model_can_be_saved(folder: Path, tmp_path: Path) -> None:
    patconv.load(folder / "net.patconv").save(tmp_path / "again.patconv")
    assert members(tmp_path / "again.patconv") == members(folder / "net.patconv")


def first_object(archive: bytes) -> bytes:
    """The first object of a static archive: 60 bytes before it, its header ends with its size."""
    begin = archive.index(b"\x7fELF")
    return archive[begin : begin + int(archive[begin - 12 : begin - 2])]


def in_format_1(content: dict[str, bytes]) -> None:
    code = first_object(content.pop("model.a"))
    manifest = json.loads(content["manifest.json"])
    found = {"bytes": len(code), "hash": artifact._hash(code)}
    manifest.update(format=1, object=found)
    weights = content.pop("weights.bin")
    content.update(
        {
            "manifest.json": json.dumps(manifest, indent=1).encode(),
            "model.o": code,
            "weights.bin": weights,
        }
    )


def test_format_1_has_one_object(folder: Path, tmp_path: Path) -> None:
    rewrite(folder / "net.patconv", tmp_path / "old.patconv", in_format_1)
    loaded = patconv.load(tmp_path / "old.patconv")
    assert (loaded(np.load(folder / "x.npy")) == np.load(folder / "y.npy")).all()
    loaded.save(tmp_path / "again.patconv")
    assert members(tmp_path / "again.patconv") == members(tmp_path / "old.patconv")


def test_later_formats_may_have_other_members(folder: Path, tmp_path: Path) -> None:
    def later(content: dict[str, bytes]) -> None:
        with_manifest(lambda m: m.update(format=9))(content)
        content["code.so"] = content.pop("model.a")

    rewrite(folder / "net.patconv", tmp_path / "new.patconv", later)
    with pytest.raises(ArtifactError, match="format 2 or older, but got 9"):
        patconv.load(tmp_path / "new.patconv")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (b"", "not recognized as a valid object file"),
        (b"!<thin>\n", "to hold its objects, but got one that names files"),
        (b"!<arch>\n", "Symbols not found: .*patconv_run"),
        (b"!<arch>\n" + b"x" * 100, "malformed archive"),
        (b"!<arch>\n" + f"{'model0.o/':58}`\n".encode() + b"\x7fELF", "malformed archive"),
    ],
)
def test_archives_that_are_none(code: bytes, message: str) -> None:
    with pytest.raises(patconv._patconv.Failure, match=message):
        patconv._patconv.CompiledProgram.load(code, np.zeros(64, np.uint8))


RUN = """
import sys
import numpy as np
import patconv
model = patconv.load("net.patconv")
assert (model(np.load("x.npy")) == np.load("y.npy")).all()
loaded = {"torch", "torch_mlir", "safetensors", "rich"} & sys.modules.keys()
assert not loaded, loaded
assert not patconv._patconv.has_targets()
mapped = open("/proc/self/maps").read()
assert "net.patconv" in mapped
"""


def test_runs_without_torch_and_without_code_generator(folder: Path) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", RUN], cwd=folder, check=True)


def test_compilation_has_a_code_generator(folder: Path) -> None:
    """Else the test above would show nothing."""
    assert patconv._patconv.has_targets()


def test_file(folder: Path) -> None:
    with zipfile.ZipFile(folder / "net.patconv") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == MEMBERS
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        manifest = json.loads(archive.read("manifest.json"))
        weights = archive.read("weights.bin")
    assert (folder / "net.patconv").read_bytes().index(weights) % ALIGNMENT == 0
    signature = manifest["signature"]
    assert manifest["format"] == 2
    assert manifest["patconv"] == patconv.__version__
    assert signature["inputs"] == [{"name": "input", "dtype": "float32", "shape": [1, 3, 11, 9]}]
    assert signature["outputs"] == [{"name": "output", "dtype": "float32", "shape": [1, 10]}]
    assert signature["weights_bytes"] == len(weights)
    assert signature["threads"] == 1
    assert [layer["name"] for layer in signature["report"]] == ["0", "2", "4"]
    assert {"cpu", "features", "lanes", "workspace_bytes"} <= signature.keys()


def test_file_is_replaced_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net.patconv"
    path.write_bytes(b"before")
    model = patconv.load(folder / "net.patconv")
    written = []

    def fail(*arguments: Any) -> None:
        written.append(arguments)
        if len(written) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(artifact, "_write", fail)
    with pytest.raises(OSError, match="No space left"):
        model.save(path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    monkeypatch.undo()
    model.save(path)
    patconv.load(path)
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_stopped_compilation_cannot_be_saved(tmp_path: Path) -> None:
    options = CompileOptions(stop_after="raise")
    model = patconv.compile(network(16), (torch.zeros(1, 3, 11, 9),), options=options)
    with pytest.raises(patconv.errors.PatConvError, match="stopped after 'raise'"):
        model.save(tmp_path / "net.patconv")
    assert not list(tmp_path.iterdir())


def rewrite(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write `source` anew with other content, everything else being sound."""
    content = members(source)
    change(content)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in content.items():
            artifact._write(archive, name, data)


def with_manifest(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, bytes]], None]:
    def apply(content: dict[str, bytes]) -> None:
        manifest = json.loads(content["manifest.json"])
        change(manifest)
        content["manifest.json"] = json.dumps(manifest).encode()

    return apply


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda m: m.update(format=3), ArtifactError, "format 2 or older, but got 3"),
        (lambda m: m.update(format=1), ArtifactError, "model.a, weights.bin in a file of format 1"),
        (lambda m: m.update(format=3, patconv="9.1"), ArtifactError, "patconv 9.1; update patconv"),
        (lambda m: m.update(format="1"), ArtifactError, "the format '1'"),
        (
            lambda m: m["signature"].update(arch="aarch64"),
            UnsupportedTargetError,
            "code for x86_64, but got code for aarch64; compile on a machine of this kind",
        ),
        (
            lambda m: m["signature"]["features"].append("no-such-feature"),
            UnsupportedTargetError,
            "without no-such-feature; compile with another target, such as 'x86-64-v3'",
        ),
        (
            lambda m: m["signature"].update(workspace_bytes=1),
            ArtifactError,
            "to say what its code says, but got another workspace_bytes",
        ),
        (
            lambda m: m["signature"]["outputs"][0].update(shape=[1, 5]),
            ArtifactError,
            "to say what its code says, but got another outputs",
        ),
        (lambda m: m.pop("signature"), ArtifactError, "'signature'"),
        (lambda m: m["object"].update(bytes=1), ArtifactError, "object code of other content"),
    ],
)
def test_manifests(
    folder: Path,
    tmp_path: Path,
    change: Callable[[dict[str, Any]], None],
    error: type[Exception],
    message: str,
) -> None:
    path = tmp_path / "net.patconv"
    rewrite(folder / "net.patconv", path, with_manifest(change))
    with pytest.raises(error) as caught:
        patconv.load(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_other_files(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="to be a readable file, but got: No such file"):
        patconv.load(tmp_path / "missing.patconv")
    with pytest.raises(ArtifactError, match="Is a directory"):
        patconv.load(tmp_path)
    path = tmp_path / "net.patconv"
    for content in (b"", b"PK", b"\x7fELF" + bytes(1000), b"{}"):
        path.write_bytes(content)
        with pytest.raises(ArtifactError, match="to be a whole file written by CompiledModel"):
            patconv.load(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members(folder / "net.patconv").items():
            archive.writestr(name, data)
    with pytest.raises(ArtifactError, match=r"a damaged member manifest\.json"):
        patconv.load(path)


def test_members_that_claim_to_be_compressed(folder: Path, tmp_path: Path) -> None:
    """Nothing is decompressed: what is small in the file could fill the memory."""
    source = (folder / "net.patconv").read_bytes()
    for member in MEMBERS:
        for method in (8, 12, 14):
            data = bytearray(source)
            # The last place of the name is in the directory; the method lies 36 bytes before it.
            place = data.rindex(member.encode()) - 36
            assert data[place : place + 2] == bytes(2)
            data[place] = method
            (tmp_path / "net.patconv").write_bytes(data)
            with pytest.raises(ArtifactError, match=f"a damaged member {re.escape(member)}"):
                patconv.load(tmp_path / "net.patconv")


def swapped(folder: Path) -> list[Callable[[dict[str, bytes]], None]]:
    """Parts of another model in place of this one's, with hashes made to fit where one could."""
    other = members(folder / "other.patconv")

    def exchange(*names: str) -> Callable[[dict[str, bytes]], None]:
        return lambda content: content.update({name: other[name] for name in names})

    def object_with_its_hash(content: dict[str, bytes]) -> None:
        content["model.a"] = other["model.a"]
        manifest = json.loads(content["manifest.json"])
        manifest["object"] = json.loads(other["manifest.json"])["object"]
        content["manifest.json"] = json.dumps(manifest).encode()

    def weights_with_their_hash(content: dict[str, bytes]) -> None:
        content["weights.bin"] = other["weights.bin"]
        manifest = json.loads(content["manifest.json"])
        for name in ("weights_bytes", "weights_hash"):
            manifest["signature"][name] = json.loads(other["manifest.json"])["signature"][name]
        content["manifest.json"] = json.dumps(manifest).encode()

    def damaged_weights(content: dict[str, bytes]) -> None:
        """Of the right size, with a hash in the manifest that fits."""
        data = bytearray(content["weights.bin"])
        data[:256] = bytes(255 - byte for byte in data[:256])
        content["weights.bin"] = bytes(data)
        manifest = json.loads(content["manifest.json"])
        manifest["signature"]["weights_hash"] = artifact._hash(bytes(data))
        content["manifest.json"] = json.dumps(manifest).encode()

    def reordered(content: dict[str, bytes]) -> None:
        content["manifest.json"] = content.pop("manifest.json")

    def doubled(content: dict[str, bytes]) -> None:
        content["model2.a"] = content["model.a"]

    return [
        *(exchange(name) for name in MEMBERS),
        exchange("manifest.json", "model.a"),
        exchange("manifest.json", "weights.bin"),
        exchange("model.a", "weights.bin"),
        object_with_its_hash,
        weights_with_their_hash,
        damaged_weights,
        reordered,
        doubled,
    ]


def hostile(folder: Path) -> list[Callable[[dict[str, bytes]], None]]:
    """Manifests whose values are of other types, out of range, or missing."""
    manifest = json.loads(members(folder / "net.patconv")["manifest.json"])
    changes: list[Callable[[dict[str, Any]], None]] = []
    values: list[Any] = [None, -1, 10**30, "x", [], {}]
    for place, name in enumerate(sorted(manifest["signature"])):
        value = values[place % len(values)]
        changes += [
            lambda m, name=name, value=value: m["signature"].update({name: value}),
            lambda m, name=name: m["signature"].pop(name),
        ]
    changes += [
        lambda m: m["signature"]["inputs"].clear(),
        lambda m: m["signature"]["inputs"].append(copy.deepcopy(m["signature"]["inputs"][0])),
        lambda m: m["signature"]["inputs"][0].update(shape=[1, 3, 11, -9]),
        lambda m: m["signature"]["outputs"][0].update(shape=[1 << 40]),
        lambda m: m["signature"].update(more=1),
        lambda m: m.clear(),
        lambda m: m.update(object=[]),
    ]

    def deep(content: dict[str, bytes]) -> None:
        content["manifest.json"] = b"[" * 100_000

    def no_json(content: dict[str, bytes]) -> None:
        content["manifest.json"] = content["manifest.json"][:-3]

    def no_text(content: dict[str, bytes]) -> None:
        content["manifest.json"] = b"\xff\xfe\x00"

    return [*map(with_manifest, changes), deep, no_json, no_text]


#: Loads and runs each file; one line a file, so that a crash shows where it was.
TRY = """
import sys
import numpy as np
import patconv
from patconv.errors import ArtifactError, UnsupportedTargetError
x, y = np.load("x.npy"), np.load("y.npy")
for path in sys.argv[1:]:
    try:
        right = (patconv.load(path)(x) == y).all()
        print("right" if right else "wrong", flush=True)
    except (ArtifactError, UnsupportedTargetError) as error:
        print("refused", flush=True)
"""


def test_damaged_files_are_refused_or_right(folder: Path, tmp_path: Path) -> None:
    """Bit flips, truncations, swapped members, hostile manifests: more than 100 files."""
    source = (folder / "net.patconv").read_bytes()
    numbers = random.Random(7)
    paths: list[Path] = []

    def add(kind: str) -> Path:
        paths.append(tmp_path / f"{len(paths):03d}-{kind}.patconv")
        return paths[-1]

    for number in range(48):
        data = bytearray(source)
        # Some near the end, where the zip has its directory.
        place = numbers.randrange(len(data)) if number % 3 else len(data) - 1 - 5 * number
        data[place] ^= 1 << numbers.randrange(8)
        add("flip").write_bytes(data)
    for number in range(16):
        length = len(source) - 1 - number if number < 4 else numbers.randrange(len(source))
        add("cut").write_bytes(source[:length])
    for change in swapped(folder):
        rewrite(folder / "net.patconv", add("swapped"), change)
    for change in hostile(folder):
        rewrite(folder / "net.patconv", add("hostile"), change)
    assert len(paths) >= 100
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", TRY, *paths, folder / "net.patconv"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    verdicts = done.stdout.split()
    assert done.returncode == 0, (paths[len(verdicts) : len(verdicts) + 1], done.stderr)
    *verdicts, sound = verdicts
    assert sound == "right"
    by_name = dict(zip((path.stem for path in paths), verdicts, strict=True))
    assert "wrong" not in by_name.values(), by_name
    unchanged = [name for name, verdict in by_name.items() if verdict == "right"]
    # Dates and padding may change without harm; nothing else may.
    assert all(name.endswith("flip") for name in unchanged), unchanged
    assert len(unchanged) <= 12, unchanged
