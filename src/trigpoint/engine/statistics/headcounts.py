"""Institutions and the pupils on their rolls, counted by kind, by area, or by both.

As in England's school census of January ("Schools, pupils and their characteristics", Department for Education).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class OnRoll:
    """One institution of the census: its kind, its area, its pupils. None: their number is not known."""

    kind: str
    area: str
    pupils: int | None


@dataclass(frozen=True)
class Headcount:
    """Institutions, and their pupils as far as known: at least so many, if some institutions are `without_number`."""

    institutions: int
    pupils: int
    without_number: int = 0

    def __add__(self, other: Headcount) -> Headcount:
        return Headcount(
            self.institutions + other.institutions,
            self.pupils + other.pupils,
            self.without_number + other.without_number,
        )


NOBODY = Headcount(0, 0)


def count_by[Key: Hashable](
    institutions: Iterable[OnRoll], key: Callable[[OnRoll], Key]
) -> dict[Key, Headcount]:
    """Headcounts by what `key` says of an institution. The institutions are read once, one at a time."""
    counts: dict[Key, Headcount] = {}
    for each in institutions:
        known = each.pupils is not None
        one = Headcount(1, each.pupils or 0, 0 if known else 1)
        counts[key(each)] = counts.get(key(each), NOBODY) + one
    return counts


def add_up(counts: Iterable[Headcount]) -> Headcount:
    """Several headcounts that do not overlap as one."""
    return sum(counts, NOBODY)


def roll_up(by_area: Mapping[tuple[str, str], Headcount], areas: Collection[str]) -> dict[str, Headcount]:
    """Headcounts by kind of the areas together, from headcounts by area and kind. A kind that none has is left out."""
    kinds = sorted({kind for area, kind in by_area if area in areas})
    return {
        kind: add_up(count for (area, other), count in by_area.items() if other == kind and area in areas)
        for kind in kinds
    }
