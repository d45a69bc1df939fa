"""One hub of an invented nation: all of its tables, from the seed and its number alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np
import pyarrow as pa

from trigpoint.engine.synthetic.nation.activity_table import activity_table, invent_undated
from trigpoint.engine.synthetic.nation.attendance import Hub, invent_attendance
from trigpoint.engine.synthetic.nation.changes import Moves, arrivals, invent_moves, part_time, settled
from trigpoint.engine.synthetic.nation.dice import Use, stream
from trigpoint.engine.synthetic.nation.offers import invent_activities
from trigpoint.engine.synthetic.nation.other_tables import (
    coverage_table,
    destination_table,
    participation_table,
)
from trigpoint.engine.synthetic.nation.profiles import Profiles, invent_profiles
from trigpoint.engine.synthetic.nation.pupil_tables import (
    enrolment_table,
    institution_numbers,
    institution_table,
    pupil_numbers,
    pupil_table,
)
from trigpoint.engine.synthetic.nation.roster import Roster, invent_roster
from trigpoint.engine.synthetic.nation.school_days import SchoolDays
from trigpoint.engine.synthetic.nation.shape import Shape
from trigpoint.engine.synthetic.nation.spells import spells_of


def hubs_of(shape: Shape, institutions: int) -> Iterator[tuple[int, int]]:
    """The number of each hub of a nation of that size, from 1, and how many institutions it has."""
    for n, before in enumerate(range(0, institutions, shape.hub.institutions), start=1):
        yield n, min(shape.hub.institutions, institutions - before)


def invent_institutions(shape: Shape, seed: int, institutions: int) -> pa.Table:
    """The institutions of all hubs of a nation of that size."""
    hubs = hubs_of(shape, institutions)
    return pa.concat_tables(
        institution_table(shape, profiles_of(shape, seed, hub, count)) for hub, count in hubs
    ).unify_dictionaries()


def profiles_of(shape: Shape, seed: int, hub: int, count: int) -> Profiles:
    """The first institutions of a hub."""
    whole = invent_profiles(shape, seed, hub)
    return replace(
        whole,
        **{each.name: getattr(whole, each.name)[:count] for each in fields(whole) if each.name != "hub"},
    )


def invent_hub(shape: Shape, seed: int, hub: int, count: int, days: SchoolDays) -> dict[str, pa.Table]:
    """All tables of a hub by name, in the order of institutions and pupils.

    Nothing but `seed`, `hub` (from 1) and `count`, its institutions, decides what is in them. Whoever came from the hub
    before has a row in both.
    """
    profiles = profiles_of(shape, seed, hub, count)
    roster = _everybody(shape, seed, profiles, days)
    numbers = pupil_numbers(roster, count)
    spells = spells_of(roster, days)
    dice = stream(seed, hub, Use.ACTIVITIES)
    activities = invent_activities(shape, dice, profiles, spells, days)
    undated = invent_undated(shape, dice, activities)
    known = Hub(shape, profiles, roster, spells, activities, undated, days)
    attended = invent_attendance(stream(seed, hub, Use.PARTICIPATIONS), known)
    institutions = institution_numbers(shape, profiles)
    return {
        "institutions": institution_table(shape, profiles),
        "pupils": pupil_table(shape, seed, profiles, roster, numbers),
        "enrolments": enrolment_table(shape, seed, profiles, roster, numbers, spells, days),
        "coverage": coverage_table(shape, seed, profiles, days),
        "activities": activity_table(shape, seed, hub, activities, undated, institutions),
        "participations": participation_table(shape, profiles, roster, numbers, activities, attended),
        "destinations": destination_table(shape, seed, profiles, numbers, spells, days),
    }


def _everybody(shape: Shape, seed: int, profiles: Profiles, days: SchoolDays) -> Roster:
    """Those who began here, those who moved within the hub and into it, and second entries of those at two places."""
    home, moves = _home(shape, seed, profiles, days)
    before = profiles_of(shape, seed, profiles.hub - 1, shape.hub.institutions)
    theirs, theirs_moves = _home(shape, seed, before, days)
    parts = [
        home,
        arrivals(shape, profiles, home, moves, days, across=False),
        arrivals(shape, profiles, theirs, theirs_moves, days, across=True),
        part_time(shape, seed, profiles, home, days),
    ]
    together = settled(parts)
    return together.take(np.flatnonzero(together.start <= np.minimum(together.end, days.today)))


def _home(shape: Shape, seed: int, profiles: Profiles, days: SchoolDays) -> tuple[Roster, Moves]:
    return invent_moves(shape, seed, profiles, invent_roster(shape, seed, profiles, days), days)
