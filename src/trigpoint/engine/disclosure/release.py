"""A dated, frozen release: the figures that may leave, and that two releases together say no more than one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.disclosure.counts import CountTable, DisclosureError, Flags, Whole
from trigpoint.engine.disclosure.hiding import Hidden, hide
from trigpoint.engine.disclosure.levels import Level, Levels, Place, lay_out

COUNTS = ("met", "not_met", "not_known", "of")
SUPPRESSED = -1
"""Stands where a figure is suppressed; no figure is below 0."""

type Reasons = NDArray[np.uint8]


class Reason(IntEnum):
    """Why a figure is suppressed. For whoever holds the records: the reason itself says how large a figure is."""

    SHOWN = 0
    PRIMARY = 1
    SECONDARY = 2
    ALL_OR_NONE = 3


@dataclass(frozen=True)
class Release:
    """What is released: `attributes` says at which level each divides the pupils; those in `pooled_only` never at an
    institution. Whether an institution has any pupils in a group of `known_absences`, such as a year group, is public.
    Counts below `threshold` are small; counts that show are rounded to the nearest multiple of `base` (1: exact).

    Raises DisclosureError for an attribute that may not be released so, and where threshold and base do not fit.
    """

    period: str
    dated: date
    threshold: int
    base: int
    attributes: Mapping[str, Place] = field(default_factory=dict)
    pooled_only: frozenset[str] = frozenset()
    known_absences: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name in sorted(self.pooled_only):
            if self.attributes.get(name) == Place.INSTITUTION:
                raise DisclosureError(
                    f"{name} is released only pooled: give it the level of the hub or the nation"
                )
        if not (self.threshold >= 2 and 1 <= self.base <= self.threshold):
            raise DisclosureError(
                f"threshold {self.threshold}, base {self.base}: give a threshold of at least 2, and a base from 1"
                " to the threshold, else what shows could round to nobody"
            )


@dataclass(frozen=True, eq=False)
class ReleasedTable:
    """One row for a rule, a unit of a level and a group, in this order.

    `figures` has the columns of COUNTS, rounded, and SUPPRESSED where suppressed; `reasons` likewise. `share` is the
    rounded met in per cent of the rounded `of`, cut off to a whole number, SUPPRESSED where met is. Make every sentence
    and sum from these alone: what is worked out from figures that are shown says nothing more than they do.
    """

    release: Release
    table_attributes: tuple[str, ...]
    place: Whole
    unit: Whole
    rule: Whole
    by: Whole
    group: Whole
    figures: Whole
    share: Whole
    reasons: Reasons

    def lost(self) -> dict[Reason, float]:
        """The share of all figures that is suppressed, by reason; 0 of no figures."""
        total = max(1, self.reasons.size)
        counted = np.bincount(self.reasons.ravel(), minlength=len(Reason))
        return {reason: float(counted[reason]) / total for reason in Reason if reason != Reason.SHOWN}


def publish(table: CountTable, release: Release) -> ReleasedTable:
    """Protect and round the counts of a table. Raises DisclosureError where the table has no rows, does not add up, or
    lacks an attribute of the release."""
    if not table.rule.size:
        raise DisclosureError("there are no counts to release: evaluate the rules first")
    missing = sorted(set(release.attributes) - set(table.attributes))
    if missing:
        raise DisclosureError(f"{', '.join(missing)}: not among the counts ({', '.join(table.attributes)})")
    laid_out = lay_out(table, release.attributes, release.known_absences)
    hidden = hide(laid_out.levels, release.threshold)
    parts = [
        _columns_of(laid_out, place, level, flags, release)
        for place, level, flags in zip(Place, laid_out.levels, hidden, strict=True)
    ]
    joined = {name: np.concatenate([part.pop(name) for part in parts], axis=-1) for name in list(parts[0])}
    figures, reasons = joined.pop("figures"), joined.pop("reasons")
    return ReleasedTable(release, table.attributes, figures=figures.T, reasons=reasons.T, **joined)


def _columns_of(
    laid_out: Levels, place: Place, level: Level, hidden: Hidden, release: Release
) -> dict[str, NDArray[Any]]:
    # Places of the cells, found once; taking by place is several times as fast as by flag.
    at = np.flatnonzero(level.there)
    counts = [block.ravel()[at] for block in (level.met, level.not_met, level.not_known)]
    counts.append(counts[0] + counts[1] + counts[2])
    others = hidden.others.ravel()[at]
    is_hidden = [hidden.met.ravel()[at], others, others, hidden.of.ravel()[at]]
    figures, reasons = _figures_and_reasons(counts, is_hidden, release)
    # From the rounded figures: the exact ones would give away what rounding keeps back.
    share = np.full(at.size, SUPPRESSED, np.int64)
    np.floor_divide(100 * figures[0], figures[3], out=share, where=~is_hidden[0])
    cell, column = np.divmod(at, level.by.size)
    rule, unit = np.divmod(cell, level.units.size)
    return {
        "place": np.full(at.size, place, np.int64),
        "unit": level.units[unit],
        "rule": laid_out.rules[rule],
        "by": level.by[column],
        "group": level.group[column],
        "figures": figures,
        "share": share,
        "reasons": reasons,
    }


def _figures_and_reasons(
    counts: Sequence[Whole], is_hidden: Sequence[Flags], release: Release
) -> tuple[Whole, Reasons]:
    """The columns of COUNTS one below the other, rounded and suppressed, and why suppressed."""
    met, not_met, _, of = counts
    one_way = (met == of) | (not_met == of)
    figures = np.empty((len(COUNTS), of.size), np.int64)
    reasons = np.empty((len(COUNTS), of.size), np.uint8)
    for row, (count, flags) in enumerate(zip(counts, is_hidden, strict=True)):
        figures[row] = _round(count, release.base)
        np.putmask(figures[row], flags, SUPPRESSED)
        np.multiply(flags, Reason.PRIMARY + (count >= release.threshold), out=reasons[row], casting="unsafe")
        if COUNTS[row] != "of":
            np.putmask(reasons[row], flags & one_way, Reason.ALL_OR_NONE)
    return figures, reasons


def _round(count: Whole, base: int) -> Whole:
    """To the nearest multiple, half of it upwards."""
    return count if base == 1 else (count + base // 2) // base * base


def check_follows(later: ReleasedTable, earlier: ReleasedTable) -> None:
    """Refuse a later release whose difference from an earlier one of the same period could find somebody out.

    Of one period, one of the two must contain the other, figure for figure and gap for gap: then both together are no
    more than the larger one, which is protected by itself. Raises DisclosureError with the first row that differs.
    """
    if later.release.period != earlier.release.period:
        return
    if later.release.dated < earlier.release.dated:
        raise DisclosureError(
            f"the release of {later.release.dated} is older than the one of {earlier.release.dated} it should follow"
        )
    names = sorted({*later.table_attributes, *earlier.table_attributes})
    ours, theirs = _keys(later, names), _keys(earlier, names)
    mine, yours = _rows_in_both(ours, theirs)
    differ = np.flatnonzero((_shown(later)[mine] != _shown(earlier)[yours]).any(axis=1))
    advice = (
        f"{later.release.period} was released on {earlier.release.dated}, and figures of both together could find"
        " somebody out: release the next period, or the same figures again"
    )
    if differ.size:
        raise DisclosureError(f"{_words(later, int(mine[differ[0]]))} is not what it was: {advice}")
    if mine.size < min(later.rule.size, earlier.rule.size):
        raise DisclosureError(f"each of the two has rows that the other lacks: {advice}")


def _shown(released: ReleasedTable) -> Whole:
    return np.column_stack([released.figures, released.share])


def _keys(released: ReleasedTable, names: list[str]) -> Whole:
    """What tells the rows apart (key, row); attributes by name, since another table may number them otherwise."""
    by = np.array([0, *(1 + names.index(name) for name in released.table_attributes)], np.int64)
    return np.stack([released.rule, released.place, released.unit, by[released.by], released.group])


def _rows_in_both(ours: Whole, theirs: Whole) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows of one and of the other that have the same key."""
    both = np.concatenate([ours, theirs], axis=1)
    order = np.lexsort(both)
    first, second = order[:-1], order[1:]
    same = (both[:, first] == both[:, second]).all(axis=0)
    return first[same], second[same] - ours.shape[1]


def _words(released: ReleasedTable, row: int) -> str:
    place = Place(int(released.place[row])).name.lower()
    by = int(released.by[row])
    name = released.table_attributes[by - 1] if by else "everybody"
    return f"rule {released.rule[row]}, {place} {released.unit[row]}, {name}, group {released.group[row]}"
