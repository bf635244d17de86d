"""Other engines, each with an export, a run, control of its threads, and a check of its outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...cli.arguments import UsageError

__all__ = ["PEERS", "Peer", "select_peers"]

_ONNX = ("onnx==1.23.2", "onnxscript==0.7.2")


@dataclass(frozen=True)
class Peer:
    """An engine to compare with.

    Attributes:
        name: as on the command line.
        title: as in tables.
        requirements: packages it needs beside PyTorch, which it finds in patconv's environment.
        licence: of the engine.
        variants: how it can run the same weights; the first one is how it comes.
        untuned: it wants a search for schedules, which is not done: no figure to quote.
    """

    name: str
    title: str
    requirements: tuple[str, ...]
    licence: str
    variants: tuple[str, ...] = ("dense",)
    untuned: bool = False

    def title_of(self, variant: str) -> str:
        """The title, with the variant where it is not how the engine comes."""
        return self.title if variant == self.variants[0] else f"{self.title}, {variant}"

    @property
    def worker(self) -> str:
        """The module that runs it."""
        return f"{__name__}.{self.name}_worker"

    @property
    def package(self) -> str:
        """The package whose version is the engine's."""
        return self.requirements[0].partition("==")[0] if self.requirements else "torch"


PEERS = {
    peer.name: peer
    for peer in (
        Peer("torch_eager", "PyTorch, channels last", (), "BSD-3-Clause", ("channels_last",)),
        Peer("torch_compile", "torch.compile", (), "BSD-3-Clause", ("dense", "channels_last")),
        Peer("onnxruntime", "ONNX Runtime", ("onnxruntime==1.32.0", *_ONNX), "MIT"),
        Peer("openvino", "OpenVINO", ("openvino==2026.4.1", *_ONNX), "Apache-2.0"),
        Peer(
            "litert",
            "LiteRT (TFLite)",
            ("ai-edge-litert==2.3.0", "litert-torch==0.10.0"),
            "Apache-2.0",
        ),
        Peer("mnn", "MNN", ("MNN==3.6.1", *_ONNX), "Apache-2.0", ("dense", "sparse")),
        Peer("ncnn", "ncnn", ("ncnn==1.0.20261020", "pnnx==20261020"), "BSD-3-Clause"),
        Peer("tvm", "TVM, untuned", ("apache-tvm==0.27.0.post1",), "Apache-2.0", untuned=True),
        Peer(
            "iree",
            "IREE",
            ("iree-base-compiler==3.13.0", "iree-base-runtime==3.13.0", *_ONNX),
            "Apache-2.0 WITH LLVM-exception",
        ),
    )
}


def select_peers(names: Sequence[str]) -> tuple[Peer, ...]:
    """Peers by name; ``all`` stands for every one, ``none`` for nothing.

    Raises:
        UsageError: there is none of a name.
    """
    if list(names) == ["all"]:
        return tuple(PEERS.values())
    if list(names) == ["none"]:
        return ()
    if unknown := [name for name in names if name not in PEERS]:
        alone = " beside others" if unknown[0] in ("all", "none") else ""
        raise UsageError(
            f"expected peers to be 'all', 'none' or some of {', '.join(PEERS)}, "
            f"but got '{unknown[0]}'{alone}"
        )
    return tuple(PEERS[name] for name in dict.fromkeys(names))
