"""Who is in the records of the institutions of a hub: one entry for each pupil of each institution."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from trigpoint.engine.synthetic.nation.dice import Flags, Use, Whole, mixed, pick, stream, wholes
from trigpoint.engine.synthetic.nation.profiles import Profiles
from trigpoint.engine.synthetic.nation.school_days import SchoolDays
from trigpoint.engine.synthetic.nation.shape import Shape

NEVER = -99
"""Instead of the school year that was repeated."""
OPEN = 10**6
"""A last day that has not come."""
ATTRIBUTES = (
    "female",
    "free_meals",
    "special_needs",
    "care_plan",
    "additional_language",
    "looked_after",
    "considers_higher",
)


@dataclass(frozen=True)
class Roster:
    """Entries of people, one number for each in every array.

    `position`: the place of the year group that the entry's pupil is in this year, or would be in had they stayed.
    `since_group`, `until_group`: first and last year group in this institution. `repeats`: the school year that is the
    second one in the same year group. `start`, `end`: days on roll. `attributes`: a row for each entry.
    """

    slot: Whole
    position: Whole
    since_group: Whole
    until_group: Whole
    repeats: Whole
    start: Whole
    end: Whole
    person: Whole
    born: Whole
    main: Flags
    moved: Flags
    attributes: Flags

    def __len__(self) -> int:
        return len(self.slot)

    def take(self, chosen: Whole | Flags) -> Self:
        """The entries at some places, or those flagged."""
        return replace(self, **{each.name: getattr(self, each.name)[chosen] for each in fields(self)})

    def group_in(self, year: Whole | int, now: int) -> Whole:
        """The place of the year group in a school year, whether or not somebody was on roll then."""
        return self.position - (now - year) + (np.asarray(year) < self.repeats)

    def first_year(self, now: int) -> Whole:
        """The school year in which somebody was in the first year group of the institution."""
        year = now - (self.position - self.since_group)
        return year - (year <= self.repeats)


def together(parts: list[Roster]) -> Roster:
    """The entries of several rosters after one another."""
    return Roster(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Roster)))


def invent_roster(shape: Shape, seed: int, profiles: Profiles, days: SchoolDays) -> Roster:
    """Everybody who began in one of the hub's institutions, before anybody moves."""
    dice = stream(seed, profiles.hub, Use.PEOPLE)
    drawn = [_places(dice, shape, profiles, slot) for slot in range(profiles.count)]
    slot = np.repeat(np.arange(profiles.count), [len(position) for position, _ in drawn])
    position = np.concatenate([position for position, _ in drawn])
    until = np.concatenate([last for _, last in drawn])
    count = len(slot)
    since = profiles.first_group[slot]
    plain = Roster(
        slot,
        position,
        since,
        until,
        _repeats(dice, shape, position, since, until, days),
        np.zeros(count, np.int64),
        np.full(count, OPEN),
        _people(seed, profiles.hub, count),
        np.zeros(count, np.int64),
        np.ones(count, np.bool_),
        np.zeros(count, np.bool_),
        _attributes(dice, shape, profiles.kind[slot]),
    )
    born_in = days.now - position - shape.first_age - 1 - (plain.repeats != NEVER)
    born = days.begins(born_in) + dice.integers(365, size=count)
    return _with_days(dice, shape, replace(plain, born=born), days)


def _places(dice: np.random.Generator, shape: Shape, profiles: Profiles, slot: int) -> tuple[Whole, Whole]:
    """For each person of an institution the place of their year group today, and of the last one they stay for."""
    first, last, kept = (
        int(each[slot]) for each in (profiles.first_group, profiles.last_group, profiles.leavers_kept)
    )
    into, share = shape.group(shape.stays_on.into), shape.stays_on.share
    cells = []
    for place in range(first, last + kept + 1):
        if first < into <= last and place >= into:
            cells.append((place, last, share * (place - last <= kept)))
            cells.append((place, into - 1, (1 - share) * (place - into + 1 <= kept)))
        else:
            cells.append((place, last, 1.0))
    chosen = np.sort(pick(dice, [weight for *_, weight in cells], int(profiles.people[slot])))[::-1]
    position = wholes(each for each, _, _ in cells)[chosen]
    until = wholes(each for _, each, _ in cells)[chosen]
    lacks = int(profiles.lacks[slot])
    return np.where(position == lacks, position - 1, position) if lacks >= 0 else position, until


def _repeats(
    dice: np.random.Generator, shape: Shape, position: Whole, since: Whole, until: Whole, days: SchoolDays
) -> Whole:
    """The school year that is repeated; NEVER for nearly everybody."""
    year = days.now - dice.integers(3, size=len(position))
    group = position - (days.now - year)
    repeats = (
        (dice.random(len(position)) < shape.changes.repeaters.rate) & (since <= group) & (group <= until)
    )
    return np.where(repeats, year, NEVER)


def _people(seed: int, hub: int, count: int) -> Whole:
    """A number for each person that nobody else in the nation has."""
    base = np.uint64(((seed & 0xFFFF) << 48) | (hub << 24))
    return mixed(base + np.arange(count, dtype=np.uint64)).view(np.int64)


def _attributes(dice: np.random.Generator, shape: Shape, kind: Whole) -> Flags:
    columns = []
    for name in ATTRIBUTES:
        rates = [each.rates.get(name, shape.rates[name].rate) for each in shape.kinds]
        columns.append(dice.random(len(kind)) < np.asarray(rates)[kind])
    found = np.stack(columns, axis=1)
    needs, plan = ATTRIBUTES.index("special_needs"), ATTRIBUTES.index("care_plan")
    # A plan is part of the published rate of needs, so that it must not raise it.
    share = shape.rates["special_needs"].rate - shape.rates["care_plan"].rate
    found[:, needs] = found[:, plan] | (dice.random(len(kind)) < share / (1 - shape.rates["care_plan"].rate))
    return found


def _with_days(dice: np.random.Generator, shape: Shape, roster: Roster, days: SchoolDays) -> Roster:
    """First and last days on roll; in the middle of a year for whoever joins late or leaves early."""
    count = len(roster)
    first, final = roster.first_year(days.now), last_year(roster, days)
    start = days.begins(np.maximum(first, 0))
    end = np.where(final < days.now, days.begins(final + 1) - 1, OPEN)
    joined = first + (dice.random(count) * (np.minimum(final, days.now) - first + 1)).astype(np.int64)
    joins = (dice.random(count) < shape.changes.joiners.rate) & (joined >= 0)
    start = np.where(joins, days.begins(joined) + dice.integers(35, 230, size=count), start)
    left = first + (dice.random(count) * (np.minimum(final, days.now) - first + 1)).astype(np.int64)
    left_on = days.begins(left) + dice.integers(40, 200, size=count)
    # Whoever left before the oldest leavers that are kept is in no record any more.
    leaves = (dice.random(count) < shape.changes.leavers.rate) & (left >= days.now - 1)
    leaves &= (left_on > start + 30) & (left_on <= days.today)
    found = replace(roster, start=start, end=np.where(leaves, left_on, end))
    return found.take(found.start <= days.today)


def last_year(roster: Roster, days: SchoolDays) -> Whole:
    """The school year in which somebody is in the last year group of theirs here; it may lie ahead."""
    year = days.now - (roster.position - roster.until_group)
    # Before the repeated year everybody was one year group further on than their place of today says.
    return year - (year < roster.repeats)
