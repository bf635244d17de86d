"""Weights that were edited after compilation are noticed when the model is called."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter, call
from typing import TYPE_CHECKING, Any

from ..errors import PatConvError

if TYPE_CHECKING:
    import torch
    from torch import nn

__all__ = ["NOTHING_WATCHED", "WatchedWeights"]

_version = attrgetter("_version")
_parameters = attrgetter("_parameters")
_buffers = attrgetter("_buffers")


@dataclass(frozen=True, eq=False)
class _Watched:
    """One tensor: its version, and the module that has it as an attribute, if one does."""

    name: str
    tensor: weakref.ref[torch.Tensor]
    version: int
    module: weakref.ref[nn.Module] | None
    attribute: str

    def is_edited(self) -> bool:
        tensor = self.tensor()
        if tensor is not None and tensor._version != self.version:
            return True
        module = None if self.module is None else self.module()
        return module is not None and _attribute(module, self.attribute) is not tensor

    def without_what_is_gone(self) -> _Watched | None:
        if self.tensor() is None:
            return None
        gone = self.module is not None and self.module() is None
        return replace(self, module=None) if gone else self


class _Columns:
    """What is looked at in each call of a model.

    The model's run leaves nothing in the caches, and a network has hundreds of tensors: so they
    are gone through with as few objects as can be, and by functions in C.
    """

    def __init__(self, tensors: Sequence[_Watched]) -> None:
        self.rows = tuple(tensors)
        self._tensors = [watched.tensor for watched in tensors]
        self._versions = [watched.version for watched in tensors]
        self._modules = list({watched.module for watched in tensors if watched.module is not None})
        try:
            self._owned = self._numbers()
        except AttributeError:  # A module went meanwhile: the next call looks again.
            self._owned = []

    def are_as_before(self) -> bool:
        """Whether nothing was edited; where something is gone, it may be no all the same."""
        try:
            # A number may be that of another object only once the first is gone, which has no
            # version then.
            return (
                list(map(_version, map(call, self._tensors))) == self._versions
                and self._numbers() == self._owned
            )
        except AttributeError:  # Of None, in the place of what is gone.
            return False

    def _numbers(self) -> list[int]:
        """Which objects the modules have as parameters and buffers."""
        modules = list(map(call, self._modules))
        owned = chain(map(_parameters, modules), map(_buffers, modules))
        return list(map(id, chain.from_iterable(map(dict.values, owned))))


class WatchedWeights:
    """The tensors that a model was compiled from, with the version that each had.

    PyTorch counts the writes to a tensor: those of an optimiser, of `load_state_dict` and of
    other operations in place, not those through `.data` or through a numpy view. Batch norm in
    training does not count those to its statistics, but to how often it made them: so what the
    model has but does not read is watched, too. Another tensor in the place of a parameter is an
    edit, too. Modules and tensors are held weakly: what is gone cannot be edited.
    """

    def __init__(self, tensors: Sequence[_Watched] = ()) -> None:
        self._columns = _Columns(tensors)

    @classmethod
    def of(cls, source: Any, tensors: Mapping[str, torch.Tensor]) -> WatchedWeights:
        """Note the present tensors and versions; tensors of inference mode have none.

        Args:
            source: the model that was compiled; where it is a module, its attributes are watched.
            tensors: its parameters and buffers by name.
        """
        torch: Any = sys.modules.get("torch")
        if torch is None:
            return NOTHING_WATCHED
        root = source if isinstance(source, torch.nn.Module) else None
        return cls(tuple(_watch(root, tensors)))

    def check(self) -> None:
        """Refuse to go on where a tensor was edited.

        Raises:
            PatConvError: names the tensors.
        """
        columns = self._columns
        if columns.are_as_before():
            return
        edited = [watched.name for watched in columns.rows if watched.is_edited()]
        if edited:
            more = f" and {len(edited) - 1} more" if len(edited) > 1 else ""
            raise PatConvError(
                f"expected the model's weights to be as they were compiled, but got "
                f"'{edited[0]}'{more} edited since; compile again, or compile with "
                "copy_weights=True to go on with the weights of then"
            )
        left = (watched.without_what_is_gone() for watched in columns.rows)
        self._columns = _Columns([watched for watched in left if watched is not None])


NOTHING_WATCHED = WatchedWeights()


def _watch(root: nn.Module | None, tensors: Mapping[str, torch.Tensor]) -> Iterator[_Watched]:
    modules = {} if root is None else dict(root.named_modules())
    for name, tensor in tensors.items():
        if tensor.is_inference():
            continue
        path, _, attribute = name.rpartition(".")
        module = modules.get(path)
        # A constant of the graph has a name, but is nobody's attribute.
        owned = module is not None and _attribute(module, attribute) is tensor
        owner = weakref.ref(module) if owned and module is not None else None
        yield _Watched(name, weakref.ref(tensor), tensor._version, owner, attribute)


def _attribute(module: nn.Module, name: str) -> Any:
    """A parameter or buffer, without the cost of a module's attribute access."""
    value = module._parameters.get(name)
    return module._buffers.get(name) if value is None else value
