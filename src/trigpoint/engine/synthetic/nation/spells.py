"""School years of entries: on roll from when to when, in which year group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trigpoint.engine.synthetic.nation.dice import Flags, Whole
from trigpoint.engine.synthetic.nation.roster import OPEN, Roster
from trigpoint.engine.synthetic.nation.school_days import SchoolDays


@dataclass(frozen=True)
class Spells:
    """One entry of a roster in one school year, in every array, in the order of the roster and of years.

    `end` is OPEN for whoever is still on roll. `joined`: their first year in this institution.
    """

    entry: Whole
    slot: Whole
    year: Whole
    group: Whole
    start: Whole
    end: Whole
    main: Flags
    joined: Flags

    def __len__(self) -> int:
        return len(self.entry)


def spells_of(roster: Roster, days: SchoolDays) -> Spells:
    """Every school year of every entry that somebody was on roll in."""
    years = np.arange(days.years)
    group = roster.group_in(years[:, None], days.now)
    there = (roster.since_group <= group) & (group <= roster.until_group)
    there &= (roster.start <= days.last[:, None]) & (
        days.first[:, None] <= np.minimum(roster.end, days.today)
    )
    entry, year = np.nonzero(there.T)
    start = np.maximum(roster.start[entry], days.first[year])
    end = np.minimum(roster.end[entry], days.last[year])
    still = (year == days.now) & (roster.end[entry] > days.today)
    return Spells(
        entry,
        roster.slot[entry],
        year,
        group[year, entry],
        start,
        np.where(still, OPEN, end),
        roster.main[entry],
        roster.start[entry] >= days.first[year],
    )
