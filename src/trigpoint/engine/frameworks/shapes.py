"""Which model or type stands at a place of a content file."""

from __future__ import annotations

from collections.abc import Sequence
from types import UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin

from pydantic import BaseModel


def part_at(root: type[BaseModel], path: Sequence[str | int]) -> Any:
    """The model or type that a path leads to from `root`; None when the path leaves what is known."""
    here: Any = root
    for step in path:
        here = _plain(here)
        if isinstance(step, int) or get_origin(here) is not None:
            here = next((part for part in reversed(get_args(here)) if part is not Ellipsis), None)
        elif isinstance(here, type) and issubclass(here, BaseModel):
            fields = {field.alias or name: field for name, field in here.model_fields.items()}
            here = fields[step].annotation if step in fields else None
        else:
            return None
    return _plain(here)


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that may stand in a model, as files spell them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _plain(annotation: Any) -> Any:
    """A type without what may be None, without notes and without another name for it."""
    while True:
        if isinstance(annotation, TypeAliasType):
            annotation = annotation.__value__
        elif hasattr(annotation, "__metadata__") or get_origin(annotation) in {Union, UnionType}:
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation
