"""Which of two facts wins. A total order, so that any order of import ends in the same state.

Newer as-of date first; on the same date the source named earlier in `precedence`; then the smaller value as text.
A file speaks only of the fields it has: what a row leaves out is never touched, and an institution that a file
does not list is not closed by it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from trigpoint.engine.registers.rows import FactValue, Source

type Fact = dict[str, Any]
"""{"value": ..., "source": "spine", "as_of": "2018-08-31"}, as the database keeps it."""


def merge(
    held: Mapping[str, Fact], facts: Mapping[str, FactValue], source: Source, precedence: Sequence[str]
) -> dict[str, Fact]:
    """The facts of `held` and a row together. The fields of `facts` that lose leave no trace."""
    as_of = source.as_of.isoformat()
    merged = dict(held)
    for field, value in facts.items():
        told = {
            "value": list(value) if isinstance(value, tuple) else value,
            "source": source.id,
            "as_of": as_of,
        }
        known = held.get(field)
        if known is None or (told != known and wins(told, known, precedence)):
            merged[field] = told
    return merged


def wins(told: Fact, known: Fact, precedence: Sequence[str]) -> bool:
    """Does `told` take the place of `known`?"""
    if told["as_of"] != known["as_of"]:
        return bool(told["as_of"] > known["as_of"])
    if told["source"] != known["source"]:
        return _rank(told, precedence) < _rank(known, precedence)
    return canonical(told["value"]) < canonical(known["value"])


def canonical(value: Any) -> str:
    """A value as text that is the same however it was stored."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _rank(fact: Fact, precedence: Sequence[str]) -> tuple[int, str]:
    source = fact["source"]
    return (precedence.index(source) if source in precedence else len(precedence), source)
