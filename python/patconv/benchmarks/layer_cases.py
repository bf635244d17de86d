"""Single convolutions to measure: suites of shapes, read from JSON.

A suite is an object with ``suite``, ``title`` and ``cases``; a case has ``name``, ``channels``,
``filters``, ``size`` (rows, which are as many as columns), ``kernel``, ``stride``, ``groups``,
``times`` (how often the network has it) and ``connectivity``, the pruning rate of whole kernels; 1
leaves them all. Padding keeps the size but for the stride.
"""

from __future__ import annotations

import json
import math
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import PatConvError

if TYPE_CHECKING:
    import torch
    from torch import nn

__all__ = ["LayerCase", "Suite", "Variant", "build", "read_suite", "suite_names"]

#: The layer's name in the module of a case.
LAYER = "conv"
_ENTRIES = 4
_MAX_EXTENT = 1 << 16


@dataclass(frozen=True)
class LayerCase:
    """One convolution; the attributes are those of its entry in a suite."""

    name: str
    channels: int
    filters: int
    size: int
    kernel: int = 3
    stride: int = 1
    groups: int = 1
    times: int = 1
    connectivity: float = 1.0

    @property
    def output_size(self) -> int:
        """Rows of the output."""
        return (self.size - 1) // self.stride + 1

    @property
    def dense_macs(self) -> int:
        """Multiply-adds of one image, nothing pruned."""
        kernels = self.filters * self.channels // self.groups
        return kernels * self.kernel**2 * self.output_size**2

    @property
    def activation_bytes(self) -> int:
        """Bytes of input and output, float32."""
        return 4 * (self.channels * self.size**2 + self.filters * self.output_size**2)


@dataclass(frozen=True)
class Suite:
    """Cases that are measured together."""

    name: str
    title: str
    cases: tuple[LayerCase, ...]


def suite_names() -> list[str]:
    """The suites that come with the package."""
    return sorted(
        entry.name.removesuffix(".json")
        for entry in (files(__package__) / "suites").iterdir()
        if entry.name.endswith(".json")
    )


def read_suite(name: str) -> Suite:
    """Read a suite of the package by its name, or one's own from a ``.json`` file.

    Raises:
        PatConvError: there is none, or it is not as it should be; says what is wrong.
    """
    if name.endswith(".json"):
        try:
            text = Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PatConvError(
                f"expected '{name}' to be a readable file, but got: {error}"
            ) from None
    elif name in suite_names():
        text = (files(__package__) / "suites" / f"{name}.json").read_text(encoding="utf-8")
    else:
        raise PatConvError(
            f"expected a suite to be one of {', '.join(suite_names())} or a .json file, "
            f"but got '{name}'"
        )
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise PatConvError(f"expected the suite '{name}' to be JSON, but got: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list) or not data["cases"]:
        raise PatConvError(f"expected the suite '{name}' to be an object with a list of cases")
    cases = tuple(_read_case(name, entry) for entry in data["cases"])
    if len({case.name for case in cases}) < len(cases):
        raise PatConvError(f"expected the cases of the suite '{name}' to have distinct names")
    return Suite(str(data.get("suite", name)), str(data.get("title", name)), cases)


def _read_case(suite: str, entry: Any) -> LayerCase:
    known = {attribute.name for attribute in fields(LayerCase)}
    if not isinstance(entry, dict) or not {"name", "channels", "filters", "size"} <= entry.keys():
        raise PatConvError(
            f"expected a case of the suite '{suite}' to have name, channels, filters and size, "
            f"but got {entry}"
        )
    if unknown := entry.keys() - known:
        raise PatConvError(
            f"expected a case of the suite '{suite}' to have {', '.join(sorted(known))}, "
            f"but got {', '.join(sorted(unknown))}"
        )
    if not isinstance(entry["name"], str) or not entry["name"]:
        raise PatConvError(
            f"expected the name of a case of the suite '{suite}' to be text, but got {entry}"
        )
    numbers = [value for key, value in entry.items() if key not in ("name", "connectivity")]
    rate = entry.get("connectivity", 1.0)
    if not all(type(n) is int and 1 <= n <= _MAX_EXTENT for n in numbers) or not (
        type(rate) in (int, float) and 1 <= rate < math.inf
    ):
        raise PatConvError(
            f"expected the numbers of case '{entry['name']}' to be integers from 1 to "
            f"{_MAX_EXTENT}, connectivity at least 1, but got {entry}"
        )
    case = LayerCase(**entry)
    if case.channels % case.groups or case.filters % case.groups:
        raise PatConvError(f"expected groups to divide channels and filters, but got {entry}")
    return case


@dataclass(frozen=True)
class Variant:
    """How patconv prunes and compiles a case.

    Attributes:
        patterns: patterns of the layer, of 4 entries where its kernels are 3x3; 0 for dense.
        rate: weights before divided by weights after, of 3x3 kernels; None for the case's own
            connectivity.
        options: arguments of `CompileOptions`. A layer lies as it would in a network, where its
            neighbours share its layout.
    """

    patterns: int = 8
    rate: float | None = None
    options: Mapping[str, Any] = field(default_factory=lambda: {"layout": "lane_tiled"})


def build(case: LayerCase, variant: Variant, *, seed: int = 1) -> tuple[nn.Module, torch.Tensor]:
    """The layer with ReLU, the convolution that reads it, and an input.

    What follows reads beyond the layer's sub-images, so that its output has a halo, as in a
    network.

    Returns:
        A module whose layer is called ``conv``, with weights for which it matters, pruned as
        the variant says.
    """
    import torch
    from torch import nn

    from ..models import initialise_, unit_variance_
    from ..pruning import PruneConfig, project_

    layer = nn.Conv2d(
        case.channels,
        case.filters,
        case.kernel,
        stride=case.stride,
        padding=case.kernel // 2,
        groups=case.groups,
    )
    following = nn.Conv2d(case.filters, 4, 3, padding=1)
    module = nn.Sequential(
        OrderedDict([(LAYER, layer), ("relu", nn.ReLU()), ("following", following)])
    )
    initialise_(module.eval().requires_grad_(False), seed=seed)
    if variant.patterns:
        # Alone, the layer is no first one, which is spared.
        holder = nn.Sequential(nn.Conv2d(1, case.channels, 1), layer)
        rate = case.connectivity if variant.rate is None else variant.rate * _ENTRIES / 9
        project_(
            holder, PruneConfig(entries=_ENTRIES, patterns=variant.patterns, connectivity=rate)
        )
    x = torch.randn(
        (1, case.channels, case.size, case.size), generator=torch.Generator().manual_seed(seed)
    )
    return unit_variance_(module, x), x
