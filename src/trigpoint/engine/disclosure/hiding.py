"""Which counts to hide so that subtraction finds nobody out: small ones first, then those that protect them.

A family is a whole and its parts: an institution and the groups of one attribute, a hub and its institutions, a nation
and its hubs. What is hidden in a family is known together, as the whole less the parts that show. Nothing more is known
of it, because families nest: so the least and the most that a hidden count can be follow from a few sums.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trigpoint.engine.disclosure.counts import Flags, Whole
from trigpoint.engine.disclosure.levels import Level

CELLS_AT_ONCE = 200_000
"""As many as a processor keeps near; larger blocks are slower."""

type Enough = Callable[[Whole, Flags], Flags]
"""From measures (measure, family, member) and what is hidden of each family, whether that protects every member."""


@dataclass(frozen=True, eq=False)
class Hidden:
    """What does not show at a level, with the axes of its blocks: how many pupils (`of`), how many of them met, and how
    the others divide into not met and not known. Who hides the first hides the second, and so on."""

    of: Flags
    met: Flags
    others: Flags


def hide(levels: Sequence[Level], least: int) -> list[Hidden]:
    """What to hide at each level, from institutions up, where a count below `least` is small."""
    cells = max(1, levels[0].there[:1].size)
    step = max(1, CELLS_AT_ONCE // cells)
    parts = [
        _hide_some([level.of_rules(slice(at, at + step)) for level in levels], least)
        for at in range(0, levels[0].there.shape[0], step)
    ]
    return [
        Hidden(
            *(np.concatenate([getattr(part[at], name) for part in parts]) for name in ("of", "met", "others"))
        )
        for at in range(len(levels))
    ]


def _hide_some(levels: Sequence[Level], least: int) -> list[Hidden]:
    others = [level.not_met + level.not_known for level in levels]
    sizes = [level.met + rest for level, rest in zip(levels, others, strict=True)]

    def two_and_enough(measures: Whole, hidden: Flags) -> Flags:
        members: Whole = hidden.sum(axis=1)
        together: Whole = np.einsum("fm,fm->f", measures[0], hidden)
        return (members >= 2) & (together >= least)

    of = _sweep(
        levels, [size < least for size in sizes], [size[np.newaxis] for size in sizes], two_and_enough
    )

    enough = _enough_of_each(least)
    met = _sweep(
        levels,
        [h | (level.met < least) | (rest < least) for h, level, rest in zip(of, levels, others, strict=True)],
        _measures(levels, of, sizes, [level.met for level in levels], others, least),
        enough,
    )
    apart = _sweep(
        levels,
        [
            h | (level.not_met < least) | (level.not_known < least)
            for h, level in zip(met, levels, strict=True)
        ],
        _measures(
            levels,
            of,
            others,
            [level.not_known for level in levels],
            [level.not_met for level in levels],
            least,
        ),
        enough,
    )
    return [Hidden(*flags) for flags in zip(of, met, apart, strict=True)]


def _enough_of_each(least: int) -> Enough:
    """The bounds of a transport table with two columns: of a row of size s in a hidden set with A and B in all, its
    count in A lies between max(0, s - B) and min(A, s). The measures say how large A, B and both must be."""

    def enough(measures: Whole, hidden: Flags) -> Flags:
        _, part, other, for_part, for_other, for_both = measures
        a: Whole = np.einsum("fm,fm->f", part, hidden)
        b: Whole = np.einsum("fm,fm->f", other, hidden)
        wanted_a, wanted_b, wanted_both = (
            (need * hidden).max(axis=1) for need in (for_part, for_other, for_both)
        )
        suffices: Flags = (
            (a >= np.maximum(wanted_a, least)) & (b >= np.maximum(wanted_b, least)) & (a + b >= wanted_both)
        )
        return suffices

    return enough


def _measures(
    levels: Sequence[Level],
    of: Sequence[Flags],
    sizes: Sequence[Whole],
    parts: Sequence[Whole],
    others: Sequence[Whole],
    least: int,
) -> list[Whole]:
    """Size, part and other of each cell, and what it and all below it need of the hidden set they would be in."""
    measures: list[Whole] = []
    for at in range(len(levels)):
        size, part, other = sizes[at], parts[at], others[at]
        # Where the size itself is hidden it can be 0, and asks for nothing more.
        known = np.where(of[at], 0, size)
        needs = [
            np.where(other < least, known, 0),
            np.where(part < least, known, 0),
            np.where(known >= least, known + least, 0),
        ]
        for number, need in enumerate(needs):
            need[..., 0] = need.max(axis=2)
            if at:
                below = np.maximum.reduceat(
                    measures[at - 1][3 + number][..., 0], _starts(levels[at - 1]), axis=1
                )
                need[..., 0] = np.maximum(need[..., 0], below)
        measures.append(np.stack([size, part, other, *needs]))
    return measures


def _starts(level: Level) -> NDArray[np.intp]:
    return np.flatnonzero(np.diff(level.parent, prepend=-1))


def _sweep(
    levels: Sequence[Level], start: Sequence[Flags], measures: Sequence[Whole], enough: Enough
) -> list[Flags]:
    """Widen what is hidden until every family protects its members, then hide all that is under something hidden.

    A family that cannot protect its members even when all are hidden has its whole hidden, one level up.
    """
    hidden = [flags & level.there for flags, level in zip(start, levels, strict=True)]
    for at, level in enumerate(levels):
        if at:
            _widen_units(hidden[at - 1], levels[at - 1], hidden[at], measures[at - 1], enough)
        for span in level.spans:
            members = hidden[at][..., span].reshape(-1, span.stop - span.start)
            there = level.there[..., span].reshape(members.shape)
            wide, failed = _widen(
                members,
                there,
                measures[at][..., span].reshape(-1, *members.shape),
                hidden[at][..., 0].reshape(-1),
                enough,
            )
            hidden[at][..., span] = wide.reshape(hidden[at][..., span].shape)
            hidden[at][..., 0] |= failed.reshape(hidden[at].shape[:2])
    for at in reversed(range(len(levels))):
        if at + 1 < len(levels):
            hidden[at][..., 0] |= hidden[at + 1][:, levels[at].parent, 0] & levels[at].there[..., 0]
        hidden[at] |= hidden[at][..., :1] & levels[at].there
    return hidden


def _widen_units(units: Flags, level: Level, above: Flags, measures: Whole, enough: Enough) -> None:
    """Widen what is hidden among the units of each parent, in place."""
    starts = _starts(level)
    sizes = np.diff(starts, append=level.parent.size)
    for size in np.unique(sizes):
        parents = np.flatnonzero(sizes == size)
        members = starts[parents, np.newaxis] + np.arange(size)
        shape = (-1, int(size))
        wide, failed = _widen(
            units[:, members, 0].reshape(shape),
            level.there[:, members, 0].reshape(shape),
            measures[:, :, members, 0].reshape(len(measures), *(units.shape[0] * parents.size, int(size))),
            above[:, parents, 0].reshape(-1),
            enough,
        )
        units[:, members, 0] = wide.reshape(-1, *members.shape)
        above[:, parents, 0] |= failed.reshape(-1, parents.size)


def _widen(
    start: Flags, there: Flags, measures: Whole, whole_hidden: Flags, enough: Enough
) -> tuple[Flags, Flags]:
    """The members to hide of each family (family, member), and the families that even all members do not protect.

    The smallest are taken first. Members of equal size go together: else two attributes that divide the pupils alike
    could hide one of them each.
    """
    hidden, failed = start.copy(), np.zeros(start.shape[0], bool)
    at = np.flatnonzero(start.any(axis=1) & ~whole_hidden)
    while at.size:
        at = at[~enough(measures[:, at], hidden[at])]
        room = np.where(there[at] & ~hidden[at], measures[0, at], np.iinfo(np.int64).max)
        smallest = room.min(axis=1, initial=np.iinfo(np.int64).max)
        stuck = smallest == np.iinfo(np.int64).max
        failed[at[stuck]] = True
        at, room, smallest = at[~stuck], room[~stuck], smallest[~stuck]
        hidden[at] |= room == smallest[:, np.newaxis]
    return hidden, failed
