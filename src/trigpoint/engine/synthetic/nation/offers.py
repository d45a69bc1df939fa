"""What institutions offer each year group in each year, and when: the activities of a hub."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trigpoint.engine.synthetic.nation.dice import Flags, Whole, flags, wholes
from trigpoint.engine.synthetic.nation.profiles import Profiles
from trigpoint.engine.synthetic.nation.school_days import SchoolDays
from trigpoint.engine.synthetic.nation.shape import Shape
from trigpoint.engine.synthetic.nation.spells import Spells


@dataclass(frozen=True)
class Activities:
    """Activities of a hub, one number for each in every array, in the order of their institutions.

    `first[offer, cell]` and `many[offer, cell]`: where those of an offer begin and how many there are, for each cell of
    institution, school year and year group (see `cell_of`). The last of a core offer is for whoever came late.
    """

    slot: Whole
    year: Whole
    offer: Whole
    day: Whole
    last: Flags
    sure: Flags  # of an institution that sees to it that everybody is reached
    number: Whole  # within the institution, from 0
    first: Whole
    many: Whole

    def __len__(self) -> int:
        return len(self.slot)


def cell_of(shape: Shape, slot: Whole, year: Whole, group: Whole) -> Whole:
    """Institution, school year and year group as one number."""
    return (slot * shape.years_kept + year) * len(shape.groups) + group


def invent_activities(
    shape: Shape, dice: np.random.Generator, profiles: Profiles, spells: Spells, days: SchoolDays
) -> Activities:
    """As many activities as those on roll need, for every offer of the programme."""
    cells = profiles.count * shape.years_kept * len(shape.groups)
    on_roll = np.bincount(cell_of(shape, spells.slot, spells.year, spells.group), minlength=cells)
    cell = np.arange(cells)
    group, year = cell % len(shape.groups), cell // len(shape.groups) % shape.years_kept
    slot = cell // len(shape.groups) // shape.years_kept
    recorded = (on_roll > 0) & (year >= profiles.kept_since[slot])
    many = np.zeros((len(shape.programme), cells), np.int64)
    for n, offer in enumerate(shape.programme):
        offered = recorded & np.isin(group, shape.groups_of(offer))
        share = 0.15 if offer.only == "joined" else offer.likely
        many[n] = np.where(offered, np.ceil(on_roll * share / offer.at_once) + offer.core, 0)
    # In the order of cells, so that an institution's activities stand together.
    counts = many.T.ravel()
    first = np.cumsum(counts) - counts
    owner = np.repeat(np.arange(len(counts)), counts)
    offer_of, cell_of_each = owner % len(shape.programme), owner // len(shape.programme)
    core = flags(each.core for each in shape.programme)
    record = wholes(shape.records.index(each.record) for each in shape.programme)
    last = core[offer_of] & (np.arange(len(owner)) == first[owner] + counts[owner] - 1)
    slots = slot[cell_of_each]
    years = year[cell_of_each]
    starts = np.searchsorted(slots, np.arange(profiles.count))
    return Activities(
        slots,
        years,
        offer_of,
        _held_on(shape, dice, years, last, days),
        last,
        core[offer_of] & profiles.reaches[slots, record[offer_of]],
        np.arange(len(owner)) - starts[slots],
        first.reshape(cells, -1).T,
        many,
    )


def _held_on(shape: Shape, dice: np.random.Generator, years: Whole, last: Flags, days: SchoolDays) -> Whole:
    """Days of term from Monday to Friday; the last of a core offer soon after the roll is taken."""
    lengths = wholes(end - begin + 1 for begin, end in shape.terms)
    begins = wholes(begin for begin, _ in shape.terms)
    ends = np.cumsum(lengths)
    drawn = dice.integers(int(ends[-1]), size=len(years))
    term = np.searchsorted(ends, drawn, side="right")
    day = days.first[years] + begins[term] + drawn - (ends[term] - lengths[term])
    least, most = shape.caught_up
    day = np.where(last, days.roll[years] + dice.integers(least, most + 1, size=len(years)), day)
    weekday = (day + 3) % 7  # 1 January 1970 was a Thursday
    found: Whole = (
        day - np.maximum(weekday - 4, 0) * ~last + np.maximum(7 - weekday, 0) * (last & (weekday > 4))
    )
    return found
