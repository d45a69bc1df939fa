"""A mistake without words: a code, and the values that its wording names. Whoever shows it finds the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

type Value = str | int | tuple[str, ...]
"""A tuple holds texts of ours, such as titles, which a page shows in its own language; a text is shown as it is."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, in no language. `values` are those that the wording of the code names."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
