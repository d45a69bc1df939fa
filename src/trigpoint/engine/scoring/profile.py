"""What an institution is, as far as an edition asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """An institution's kind and the year groups it has.

    `years` is None while they are not known: then nothing is left out, so that no question disappears in silence.
    """

    kind: str
    years: frozenset[str] | None = None
