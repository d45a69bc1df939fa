"""Who goes from one institution to another, and who is taught in a second one for a part of the week."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from trigpoint.engine.synthetic.nation.dice import Flags, Use, Whole, flags, stream
from trigpoint.engine.synthetic.nation.profiles import Profiles
from trigpoint.engine.synthetic.nation.roster import OPEN, Roster, together
from trigpoint.engine.synthetic.nation.school_days import SchoolDays
from trigpoint.engine.synthetic.nation.shape import Shape

BETWEEN = 7
"""Days between two institutions, for whoever goes in the middle of a year."""


@dataclass(frozen=True)
class Moves:
    """Entries of a roster that end because their pupil goes elsewhere, in the same order in every array."""

    entry: Whole
    year: Whole
    end: Whole
    start: Whole  # first day at the new institution
    across: Flags  # to the next hub
    draw: Whole  # which of the institutions there


def invent_moves(
    shape: Shape, seed: int, profiles: Profiles, roster: Roster, days: SchoolDays
) -> tuple[Roster, Moves]:
    """The roster with those who go ended on their last day, and where they go."""
    dice = stream(seed, profiles.hub, Use.CHANGES)
    count = len(roster)
    changes = flags(each.can_change for each in shape.kinds)[profiles.kind[roster.slot]]
    year = days.now - dice.integers(4, size=count)
    summer = dice.random(count) < shape.changes.movers_in_summer.rate
    offset = np.where(summer, 0, dice.integers(40, 200, size=count))
    start = days.begins(year) + offset
    end = start - np.where(summer, 1, BETWEEN)
    group = roster.group_in(year, days.now)
    possible = changes & (roster.since_group < group) & (group <= roster.until_group)
    possible &= (roster.start < end - 30) & (start < roster.end) & (start <= days.today)
    rate = shape.changes.movers.rate * count / max(1, int(possible.sum()))
    entry = np.flatnonzero(possible & (dice.random(count) < rate))
    across = dice.random(len(entry)) < shape.changes.movers_across_hubs.rate
    ends = roster.end.copy()
    ends[entry] = end[entry]
    moved = roster.moved.copy()
    moved[entry] = True
    moves = Moves(
        entry, year[entry], end[entry], start[entry], across, dice.integers(1 << 30, size=len(entry))
    )
    return replace(roster, end=ends, moved=moved), moves


def arrivals(
    shape: Shape, here: Profiles, roster: Roster, moves: Moves, days: SchoolDays, *, across: bool
) -> Roster:
    """The entries in this hub of those who come: from within it, or `across`, from the roster of the hub before.

    Nobody comes where there is no institution for their year group; they have gone where no records are.
    """
    chosen = moves.across == across
    entry, year, start, draw = (each[chosen] for each in (moves.entry, moves.year, moves.start, moves.draw))
    gone = roster.take(entry)
    slots = shape.hub.institutions
    # Across hubs the draw is over a whole hub, whether or not all of it is made.
    target = draw % slots if across else draw % max(1, here.count)
    there = target < here.count
    target = np.minimum(target, here.count - 1)
    open_to = flags(each.can_change for each in shape.kinds)[here.kind]
    if not open_to.any():
        return gone.take(np.zeros(len(gone), np.bool_))
    nearest = _nearest(open_to)
    target = nearest[target]
    group = gone.group_in(year, days.now)
    until = np.minimum(gone.until_group, here.last_group[target])
    fits = there & (here.first_group[target] <= group) & (group <= until)
    fits &= here.lacks[target] != gone.position
    fits &= True if across else target != gone.slot
    final = days.now - (gone.position - until)
    final = final - (final < gone.repeats)
    end = np.where(final < days.now, days.begins(final + 1) - 1, OPEN)
    came = replace(
        gone,
        slot=target,
        since_group=group,
        until_group=until,
        start=start,
        end=end,
        moved=np.ones(len(gone), np.bool_),
    )
    return came.take(fits & (end > start))


def _nearest(open_to: Flags) -> Whole:
    """For each institution itself where it takes movers, or else the next one that does."""
    places = np.flatnonzero(open_to)
    found: Whole = places[np.searchsorted(places, np.arange(len(open_to))) % len(places)]
    return found


def part_time(shape: Shape, seed: int, here: Profiles, roster: Roster, days: SchoolDays) -> Roster:
    """Second entries of those who spend part of a year's weeks at another institution of the hub."""
    dice = stream(seed, here.hub, Use.PART_TIME)
    takes = np.flatnonzero(flags(each.takes_part_time for each in shape.kinds)[here.kind])
    sends = flags(each.can_change for each in shape.kinds)[here.kind]
    year = days.now - dice.integers(2, size=len(roster))
    group = roster.group_in(year, days.now)
    ends = shape.group(shape.stage_ends[0])
    start = days.begins(year) + dice.integers(10, 90, size=len(roster))
    end = start + dice.integers(60, 180, size=len(roster))
    draws = dice.integers(1 << 30, size=len(roster))
    possible = sends[roster.slot] & (ends - 2 < group) & (group <= ends) & ~roster.moved
    possible &= (roster.start <= start) & (end <= roster.end) & (start <= days.today)
    possible &= dice.random(len(roster)) < shape.changes.part_time_elsewhere.rate
    chosen = np.flatnonzero(possible) if len(takes) else np.zeros(0, np.int64)
    entries = roster.take(chosen)
    target = takes[draws[chosen] % len(takes)] if len(takes) else entries.slot
    return replace(
        entries,
        slot=target,
        since_group=group[chosen],
        until_group=group[chosen],
        start=start[chosen],
        end=end[chosen],
        main=np.zeros(len(chosen), np.bool_),
    )


def settled(parts: list[Roster]) -> Roster:
    """All entries of a hub in the order of their institutions; in each, in the order of coming."""
    everybody = together(parts)
    order: Whole = np.lexsort((everybody.person, everybody.start, everybody.slot))
    return everybody.take(order)
